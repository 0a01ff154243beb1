"""The stylesheet, the script and the icon: read once, and addressed by a content hash, so that browsers may cache them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from directory.errors import UnknownError
from directory.web.core.request import Asked, Asset
from directory.web.core.routes import get

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PREFIX = "/static/"


@cache
def files() -> dict[str, bytes]:
    """Return every file by name."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


@cache
def address(name: str) -> str:
    """Return the URL of a file; it changes with the content."""
    return f"{PREFIX}{name}?v={hashlib.sha256(files()[name]).hexdigest()[:12]}"


@get("/static/{name:str}", may="anyone")
def show(asked: Asked, name: str) -> Asset:  # noqa: ARG001  # a page's signature
    if name not in files():
        raise UnknownError("There is no such file.")
    return Asset(files()[name], TYPES[Path(name).suffix])
