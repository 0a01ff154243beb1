"""Digests of what models learn from: a model's file names that of its training data, and a test holds the one to the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(paths: Iterable[Path], *, before: str = "", after: bytes = b"") -> str:
    """Return one SHA-256 of texts, with their names and independent of line endings, and of what stands before and after them."""
    made = hashlib.sha256(before.encode())
    for path in paths:
        made.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\0".encode())
    made.update(after)
    return made.hexdigest()
