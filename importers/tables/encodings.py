"""Decoding of bytes: byte-order marks, then UTF-8, then one byte a letter; anything that is not text is refused."""

from __future__ import annotations

import re

from importers.errors import FormatError
from importers.problem_codes import FileCode
from importers.problems import Problem, Severity
from importers.tables import single_bytes

_MARKS = (  # longest first: UTF-32's little-endian mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
)
_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # zip (xlsx, ods) and the old xls
_PAGE = re.compile(r"\s*(<!doctype html|<html|<\?xml|<rss|<svg)", re.IGNORECASE)
_JSON = re.compile(r"\s*(\[\s*[\[{]|\{\s*\")")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAVE = "Save the list as CSV or as an Excel workbook (.xlsx) and import that."


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a spreadsheet file."""
    return data.startswith(_WORKBOOKS)


def decode(data: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the text, the name of its encoding, and any doubts; raise FormatError if the bytes are not text."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise FormatError(f"{name} is {kind}, not a list. {_SAVE}")
    if is_workbook(data):
        raise FormatError(f"{name} is a workbook or a compressed file, not CSV. Import it with --format xlsx.")
    text, encoding, problems = _text(data, name)
    if _PAGE.match(text):
        raise FormatError(f"{name} is a web page, not a list. Download the list itself. {_SAVE}")
    if _JSON.match(text):
        raise FormatError(f"{name} is JSON, not a table. {_SAVE}")
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise FormatError(f"{name} holds bytes that no list has. {_SAVE}")
    return _CONTROL.sub("", text), encoding, problems


def _text(data: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, ()
            except UnicodeDecodeError:
                if encoding != "utf-8-sig":
                    raise FormatError(f"{name} is cut off or damaged: it cannot be read to its end. {_SAVE}") from None
                data = data[len(mark) :]
    if wide := _wide(data):
        return data[: len(data) // 2 * 2].decode(wide, errors="replace"), wide, ()
    if data.count(0) > len(data) / 200:
        raise FormatError(f"{name} holds bytes that no list has. {_SAVE}")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _legacy(data, 1 + _breaks(data[: error.start]))


def _legacy(data: bytes, line: int) -> tuple[str, str, tuple[Problem, ...]]:
    """Decode as Windows-1252 or Mac Roman. `line` is the first that is not UTF-8, where a reader can check the guess."""
    text, encoding, known = single_bytes.decode(data)
    return text, encoding, (Problem(FileCode.NOT_UTF8, {"encoding": known, "from_line": line}, severity=Severity.INFO),)


def _breaks(data: bytes) -> int:
    return len(re.findall(rb"\r\n|\r|\n", data))


def _wide(data: bytes) -> str | None:
    """Return the variant of UTF-16 without a mark: the high bytes of Latin text are zero."""
    sample = data[:4000]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None
