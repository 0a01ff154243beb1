"""Values as cells of an export, and back, without loss, for every kind of field.

    text, choice   as it is                          codes, texts   en; es
    number         12 or 40.7127                     needs          tutoring; grief (0.6)
    date           2026-03-09                        phones         +12125550123;ext=13 | fax | After 5 pm
    flag           yes or no                         contacts       Ana Ruiz | Intake | ana@example.org
    schedules      MO,TU | 09:00 | 17:00 | By appointment
    costs          fee | 12.5 | A week

Phones, contacts, schedules and costs are written one per line; a backslash escapes a semicolon, a vertical bar, a line
break (as \\n) or a backslash within the words. A cell that a spreadsheet would take for a formula gets a leading
apostrophe, which is removed on reading; columns of numbers need none. Texts must be clean: not blank, without leading or
trailing spaces; an empty cell is None, or () if the field holds several.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from importers.fields import Field, Kind
from importers.problem_codes import CellCode
from importers.problems import Trouble
from importers.records import OPTIONS, Contact, Cost, NeedFit, Phone, Schedule, Value
from importers.spreadsheets import escape, unescape
from importers.values import flags, phones

_MANY = frozenset({"codes", "texts", "phones", "contacts", "schedules", "costs", "needs"})
_PHONE_TYPES = ("voice", "fax", "text", "tty", "cell", "hotline")
_NUMBER = re.compile(r"(\+\d{7,15}|\d{3,6})(?:;ext=(\S+))?")
_NEED = re.compile(r"([\w-]+)(?:\s*\(([\d.e-]+)\))?")
_SPREADSHEET_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")  # what Excel turns 2026-03-09 into when it saves a CSV
_DAYS = re.compile(r"[A-Z0-9+,-]*")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class CellError(ValueError):
    """A cell is not written in its column's format; `trouble` gives the format."""

    def __init__(self, code: CellCode, **fields: str | int | tuple[str, ...]) -> None:
        super().__init__(code)
        self.trouble = Trouble(code, fields)


def format(field: Field, value: Value) -> str:
    """Return the cell for `value` in the column of `field`."""
    if value is None or value == ():
        return ""
    text = _KINDS[field.kind].write(value)
    return text if field.kind == "number" else escape(text)


def parse(field: Field, text: str) -> Value:
    """Return the value of a cell in the column of `field`; raise CellError if it is not in the right format."""
    plain = unescape(text).strip()
    if not plain:
        return () if field.kind in _MANY else None
    value: Value = _KINDS[field.kind].read(plain)
    if field.kind == "choice" and field.choices and value not in field.choices:
        raise CellError(CellCode.NOT_A_CHOICE, choices=tuple(field.choices))
    return value


# --- several things in one cell


def _guard(text: str, also: str) -> str:
    out = text.replace("\\", "\\\\").replace("\n", "\\n")
    for mark in also:
        out = out.replace(mark, "\\" + mark)
    return out


def _parts(text: str, mark: str) -> list[str]:
    """Return the parts between `mark`, except where it follows a backslash; the backslashes are kept."""
    out, part, escaped = [], "", False
    for char in text:
        if char == mark and not escaped:
            out.append(part)
            part = ""
        else:
            part += char
        escaped = char == "\\" and not escaped
    return [p.strip(" ") for p in (*out, part)]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def _line(*parts: str | None) -> str:
    said = [_guard(part or "", "|") for part in parts]
    while said and not said[-1]:
        said.pop()
    return " | ".join(said)


def _fields(line: str, most: int) -> list[str | None]:
    parts = [_plain(p) or None for p in _parts(line, "|")]
    if len(parts) > most:
        raise CellError(CellCode.TOO_MANY_PARTS, parts=len(parts), shown=line[:80], most=most)
    return parts + [None] * (most - len(parts))


def _items(values: Iterable[str]) -> str:
    return "; ".join(_guard(v, ";") for v in values)


def _read_items(text: str) -> tuple[str, ...]:
    return tuple(_plain(p) for p in _parts(text, ";") if p)


# --- kinds


def _write_number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _read_number(text: str) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CellError(CellCode.NOT_A_NUMBER)
    return number


def _read_date(text: str) -> datetime.date:
    try:
        if found := _SPREADSHEET_DATE.fullmatch(text):
            return datetime.date(int(found[3]), int(found[1]), int(found[2]))
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise CellError(CellCode.NOT_A_DAY) from None


def _read_flag(text: str) -> bool:
    value = flags.read(text).value
    if value is None:
        raise CellError(CellCode.NOT_A_FLAG)
    return value


def _write_phones(value: tuple[Phone, ...]) -> str:
    return "\n".join(_line(phones.e164_with_extension(p), p.type if p.type != "voice" else None, p.description) for p in value)


def _read_phone(line: str) -> Phone:
    number, kind, description = _fields(line, 3)
    if kind is not None and kind not in _PHONE_TYPES:
        raise CellError(CellCode.NOT_A_PHONE_TYPE, shown=kind, choices=_PHONE_TYPES)
    if found := _NUMBER.fullmatch(number or ""):
        return Phone(found[1], found[2], kind or "voice", description)
    typed = phones.read(number or "").value or ()
    if len(typed) != 1:
        raise CellError(CellCode.NOT_A_PHONE)
    return Phone(typed[0].number, typed[0].extension, kind or typed[0].type, description or typed[0].description)


def _read_contact(line: str) -> Contact:
    name, title, email = _fields(line, 3)
    return Contact(name or "", title, email)


def _read_schedule(line: str) -> Schedule:
    days, opens, closes, words = _fields(line, 4)
    if not _DAYS.fullmatch(days or "") or any(t and not _CLOCK.fullmatch(t) for t in (opens, closes)):
        raise CellError(CellCode.NOT_HOURS)
    return Schedule(days, opens, closes, words)


def _read_cost(line: str) -> Cost:
    option, amount, words = _fields(line, 3)
    if option not in OPTIONS:
        raise CellError(CellCode.NOT_A_COST, shown=str(option), choices=OPTIONS)
    return Cost(option, _read_number(amount) if amount else None, words)


def _read_need(item: str) -> NeedFit:
    found = _NEED.fullmatch(item)
    if not found:
        raise CellError(CellCode.NOT_NEEDS)
    return NeedFit(found[1], _read_number(found[2]) if found[2] else 1.0)


def _lines(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: tuple(read(line) for line in text.split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class _Writing:
    write: Callable[[Any], str]
    read: Callable[[str], Any]


_KINDS: Mapping[Kind, _Writing] = {
    "text": _Writing(str, str),
    "long_text": _Writing(str, str),
    "choice": _Writing(str, str),
    "number": _Writing(_write_number, _read_number),
    "date": _Writing(datetime.date.isoformat, _read_date),
    "flag": _Writing(lambda value: "yes" if value else "no", _read_flag),
    "codes": _Writing(_items, _read_items),
    "texts": _Writing(_items, _read_items),
    "needs": _Writing(
        lambda value: "; ".join(n.slug if n.fit == 1.0 else f"{n.slug} ({n.fit!r})" for n in value),
        lambda text: tuple(_read_need(item) for item in _read_items(text)),
    ),
    "phones": _Writing(_write_phones, _lines(_read_phone)),
    "contacts": _Writing(lambda value: "\n".join(_line(c.name, c.title, c.email) for c in value), _lines(_read_contact)),
    "schedules": _Writing(
        lambda value: "\n".join(_line(s.byday, s.opens_at, s.closes_at, s.description) for s in value), _lines(_read_schedule)
    ),
    "costs": _Writing(
        lambda value: "\n".join(
            _line(c.option, None if c.amount is None else _write_number(c.amount), c.description) for c in value
        ),
        _lines(_read_cost),
    ),
}
