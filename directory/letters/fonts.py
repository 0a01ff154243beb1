"""The fonts of letters: those of the lock file and of typst itself, never the machine's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

# Each is a package with a folder of fonts; typst's own are used only for characters that these lack.
PACKAGES = ("fontpkg_noto_sans",)


@cache
def fonts() -> typst.Fonts:
    """Return all fonts, built once; two threads that ask first may each build them, and either result is good."""
    folders = [str(Path(str(files(package))) / "files") for package in PACKAGES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
