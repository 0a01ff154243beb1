"""Cells that a spreadsheet would run as formulas: escaped in every file written, and unescaped in every list read.

The rule is OWASP's for CSV injection, made stricter: spaces before a formula and full-width signs also count.

>>> escape("=SUM(A1)"), escape("\\u00a0＝1+1"), escape("3 Elm Street"), escape("'tis the season")
("'=SUM(A1)", "'\\xa0＝1+1", '3 Elm Street', "'tis the season")
>>> unescape("'=SUM(A1)"), unescape("'tis the season")
('=SUM(A1)', "'tis the season")
"""

from __future__ import annotations

_SIGNS = frozenset("=+-@＝＋－＠")
_CONTROLS = frozenset("\t\r\n")


def escape(text: str) -> str:
    """Return the text with a leading apostrophe if a spreadsheet would run it; `unescape` restores it exactly."""
    return f"'{text}" if _runs(text) or _looks_escaped(text) else text


def unescape(text: str) -> str:
    """Return the text without the apostrophe that `escape` added."""
    return text[1:] if _looks_escaped(text) else text


def _runs(text: str) -> bool:
    return text[:1] in _CONTROLS or text.lstrip()[:1] in _SIGNS


def _looks_escaped(text: str) -> bool:
    return text[:1] == "'" and (text[1:2] == "'" or _runs(text[1:]))
