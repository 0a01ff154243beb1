"""Chromium for the tests that look at pages: its path, or why it is absent.

Run as a program, it prints that.
"""

from __future__ import annotations

import shutil
import sys

ARGUMENTS = (
    "--no-sandbox",  # containers give it no namespaces; it only opens our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ABSENT = "Chromium is absent: run `make system-packages`."


def program() -> str | None:
    """Return the path of Debian's Chromium, or of another one on the PATH; None if there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


if __name__ == "__main__":
    print(program() or ABSENT)
    sys.exit(program() is None)
