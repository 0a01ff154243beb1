"""The district's logo: read from the path in the settings, tested once, and rejected with an error that names the setting."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from directory.errors import UsageError
from directory.letters.fonts import fonts

SETTING = "REFERRAL_DESK_LOGO"
MOST_BYTES = 1_000_000
# The first bytes of each format; an SVG is recognized by its own element.
KINDS = {"png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "svg": (b"<svg", b"<?xml", b"<!DOCTYPE svg", b"<!--")}
# As strict as for a letter: a logo that passes this test must not make every letter fail.
TRIED = b"""#set document(title: "Logo")
#set text(font: "Noto Sans")
= Logo
#image(bytes(json(bytes(sys.inputs.logo))), alt: "Logo")
"""
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, repr=False)
class Logo:
    """An image that typst and browsers can draw: its bytes, as a JSON list for typst and as a data URL for browsers."""

    data: bytes
    media_type: str
    numbers: str
    address: str


def read(path: Path) -> Logo:
    """Return the logo at `path`; raise UsageError if it is missing, too large or not an image."""
    try:
        found = path.stat()
        if found.st_size > MOST_BYTES:
            raise UsageError(f"{SETTING}: {path} is larger than 1 MB. Save the logo smaller: 600 pixels wide is plenty.")
        return _tried(path, found.st_mtime_ns, found.st_size)
    except OSError as error:
        raise UsageError(f"{SETTING}: {path} cannot be read ({error.strerror}). Give the path of a PNG, JPEG or SVG.") from error


@lru_cache(maxsize=4)
def _tried(path: Path, changed: int, size: int) -> Logo:  # noqa: ARG001  # a file that changed is read again
    data = path.read_bytes()
    begin = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((kind for kind, starts in KINDS.items() if begin.startswith(starts)), None)
    if kind is None:
        raise UsageError(f"{SETTING}: {path} is not a PNG, JPEG or SVG. Save the logo as one of these.")
    # typst takes files in memory only as text, so an image is passed as numbers.
    media_type = MEDIA_TYPES[kind]
    logo = Logo(data, media_type, json.dumps(list(data)), f"data:{media_type};base64,{b64encode(data).decode()}")
    try:
        compiler = typst.Compiler(TRIED, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"logo": logo.numbers})
        compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "the text" in error.message:
            raise UsageError(
                f"{SETTING}: {path} has letters that no font here has. Save the logo with its text as outlines, or as a PNG."
            ) from error
        raise UsageError(f"{SETTING}: {path} is damaged and cannot be drawn. Save the logo again.") from error
    return logo
