"""A coordinator's statements about a list's columns (`--columns MAP.toml`), for cases in which guessing fails.

    [columns]                            # a header of the list = what it is; "" leaves the column out
    "Provider" = "organization.name"
    "Line 2" = "phones:fax"              # a phone's kind: fax, tty, text, cell, hotline or words of your own
    "Monday" = "schedules:MO"            # a weekday's hours
    "Remarks" = ""

    [flags."teens?"]                     # a column of marks (1, x, Yes): what a mark says; any of
    ages = [13, 18]                      # ages in years; [60] has no end; the marks of a row are combined
    needs = ["tutoring"]                 # terms of `referral-desk needs`
    payments = ["medicaid"]              # free, sliding_scale, medicaid, medicare, private, uninsured, fee
    languages = ["es"]                   # codes or names
    modes = ["online"]                   # in_person, online, phone, home, school
    categories = ["After school"]        # and keywords, accessibility: words of your own

    [defaults]                           # values for rows that say nothing themselves
    "address.state_province" = "NY"
    "languages" = ["en"]

Headers that the map does not name are guessed. Case and spaces in headers do not matter. Possible columns are listed in
fields.FIELDS and columns.READERS. The maps included with the program are in importers/maps/ and are applied automatically if
a list has every column that they name.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rapidfuzz import process

from importers import cells
from importers.columns import READERS, Column, ColumnMark
from importers.errors import MapError
from importers.fields import FIELDS, TARGETS, Kind, Target
from importers.records import MODES, OPTIONS, Value
from importers.tables.table import Table
from importers.values import languages
from matching import needs

_PARTS = ("columns", "flags", "defaults")
_OPTIONS = (Target.PHONES, Target.SCHEDULES, "hours.opens", "hours.closes", "private", "public")
_GUARDED = ("address", "phone", "contact", "email", "mailing", "record", "approval", "ended")
"""What a column of "private" or "public" may be about; a telephone may have a number, as in "private:phone:2"."""
_WRITTEN: Mapping[Kind, str] = {
    "number": "a number, such as 12 or 40.7127",
    "date": "the day as year-month-day, such as 2026-03-09",
    "flag": "yes or no",
    "phones": "each phone on a line of its own, such as +12125550123;ext=13 | fax | After 5 pm",
    "contacts": "each contact on a line of its own, such as Ana Ruiz | Intake | ana@example.org",
    "schedules": "hours as MO,TU | 09:00 | 17:00 | words, each on a line of its own",
    "costs": f"each way to pay on a line of its own, as one of {', '.join(OPTIONS)}",
    "needs": "needs as their terms, such as tutoring; grief (0.6)",
}
"""How a default is written, by kind of field; a text may be anything."""


@dataclass(frozen=True, slots=True)
class Map:
    """A map that was understood; headers are as written in it."""

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, ColumnMark] = field(default_factory=dict)
    defaults: Mapping[Target, Value] = field(default_factory=dict)


def parse(text: str | bytes, name: str = "the map") -> Map:
    """Return the map in a TOML text; raise MapError that names the mistake and the possible values."""
    try:
        document = tomllib.loads(text if isinstance(text, str) else text.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MapError(f"{name} is not TOML: {error}. Put text in double quotes, and write a backslash twice.") from error
    for part in document:
        if part not in _PARTS or not isinstance(document[part], dict):
            raise MapError(
                f'{name} has a part [{part}] that means nothing; there are [columns], [flags."HEADER"] and [defaults].'
            )
    columns = {header: _target(header, target) for header, target in document.get("columns", {}).items()}
    flags = {header: _mark(header, said) for header, said in document.get("flags", {}).items()}
    defaults = dict(_default(name, value) for name, value in document.get("defaults", {}).items())
    return Map(name, columns, flags, defaults)


def _near(word: str, known: Iterable[str], most: int = 3) -> str:
    """Return the end of an error message: the names closest to a wrong one."""
    found = [name for name, _, _ in process.extract(word, list(known), limit=most, score_cutoff=50)]
    return f" Did you mean {' or '.join(found)}?" if found else ""


def _target(header: str, target: object) -> str:
    if not isinstance(target, str):
        raise MapError(f'[columns] "{header}" must be a text such as "organization.name", or "" to leave the column out.')
    bare, colon, option = target.partition(":")
    known = [*FIELDS, *READERS]
    if target and (bare not in known or bare == "flag" or (colon and bare not in _OPTIONS)):
        raise MapError(f'[columns] "{header}": there is nothing called "{target}".{_near(target, known)}')
    if bare in ("private", "public") and colon and not _is_guarded(option):
        raise MapError(
            f'[columns] "{header}": "{target}" would hide nothing; write {bare}: and one of {", ".join(_GUARDED)}, '
            f"or {bare}:phone:2 for a second telephone."
        )
    return target


def _is_guarded(option: str) -> bool:
    kind, colon, number = option.partition(":")
    return kind in _GUARDED and (not colon or (kind == "phone" and number.isascii() and number.isdigit()))


def _mark(header: str, said: object) -> ColumnMark:
    kinds = [f.name for f in fields(ColumnMark)]
    if not isinstance(said, dict):
        raise MapError(f'[flags."{header}"] must say what a mark means: any of {", ".join(kinds)}.')
    read: dict[str, Any] = {}
    for kind, value in said.items():
        if kind not in kinds:
            raise MapError(f'[flags."{header}"]: there is nothing called "{kind}"; a mark can mean {", ".join(kinds)}.')
        read[kind] = _ages(header, value) if kind == "ages" else _words(header, kind, value)
    return ColumnMark(**read)


def _ages(header: str, value: object) -> tuple[float, float | None]:
    numbers = isinstance(value, list) and all(isinstance(n, int | float) and not isinstance(n, bool) for n in value)
    if not numbers or not isinstance(value, list) or len(value) not in (1, 2) or sorted(value) != value or value[0] < 0:
        raise MapError(f'[flags."{header}"] ages must be [youngest, oldest] in years, such as [6, 12], or [60] without an end.')
    return float(value[0]), float(value[1]) if len(value) == 2 else None


def _words(header: str, kind: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise MapError(f'[flags."{header}"] {kind} must be a list of texts, such as ["…"].')
    return tuple(_known(f'[flags."{header}"]', kind, word) for word in value)


def _known(where: str, kind: str, word: str) -> str:
    """Return the word as stored; raise MapError if its kind has fixed words and this is not one of them."""
    if kind == "languages":
        if (code := languages.code(word)) is None:
            raise MapError(f'{where}: "{word}" is not a language that is known here; write its English name or its ISO code.')
        return code
    possible: Mapping[str, Iterable[str]] = {
        "payments": OPTIONS,
        "modes": MODES,
        "days": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    }
    if kind == "needs" and word not in needs.terms():
        more = _near(word, needs.terms()) or " The terms are listed by `referral-desk needs`."
        raise MapError(f'{where}: "{word}" is not a need term.{more}')
    if kind in possible and word not in possible[kind]:
        raise MapError(f'{where}: "{word}" is none of the {kind}; possible are {", ".join(possible[kind])}.')
    return word


def _default(name: str, value: object) -> tuple[Target, Value]:
    """Return what rows say that say nothing themselves; raise MapError for an unknown target or an impossible value."""
    if (target := TARGETS.get(name)) is None:
        raise MapError(f'[defaults]: there is nothing called "{name}".{_near(name, FIELDS)}')
    return target, _default_value(target, value)


def _default_value(target: Target, value: object) -> Value:
    kind = FIELDS[target].kind
    if isinstance(value, list) and kind in ("codes", "texts", "needs"):
        words = [str(word) for word in value]
        value = "; ".join(word.replace("\\", "\\\\").replace(";", "\\;") for word in words)
    if not isinstance(value, str | int | float | bool):
        raise MapError(
            f'[defaults] "{target}" must be a text, a number, true or false{", or a list of texts" if kind == "texts" else ""}.'
        )
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    try:
        read = cells.parse(FIELDS[target], text)
    except cells.CellError as error:
        choices = FIELDS[target].choices
        hint = f"one of {', '.join(choices)}" if choices else _WRITTEN[kind]
        raise MapError(f'[defaults] "{target}": Write {hint}.') from error
    plural = {Target.LANGUAGES: "languages", Target.MODES: "modes"}.get(target)
    if plural and isinstance(read, tuple):
        return tuple(_known("[defaults]", plural, str(word)) for word in read)
    if kind == "needs" and isinstance(read, tuple):
        for need in read:
            _known("[defaults]", "needs", getattr(need, "slug", ""))
    return read


def _key(header: str) -> str:
    return re.sub(r"\s+", " ", header).strip().casefold()


def settled(given: Map, table: Table) -> dict[int, Column]:
    """Return the columns of `table` that the map names, by index; raise MapError for a header that the list does not have."""
    places = {_key(h): i for i, h in reversed(list(enumerate(table.header)))}
    out: dict[int, Column] = {}
    for header, target in given.columns.items():
        i = _place(given, header, places, table)
        bare, _, option = target.partition(":")
        out[i] = Column(i, table.header[i], TARGETS.get(bare, bare) or None, "map", option)
    for header, mark in given.flags.items():
        i = _place(given, header, places, table)
        out[i] = Column(i, table.header[i], "flag", "map", mark=mark)
    return out


def _place(given: Map, header: str, places: Mapping[str, int], table: Table) -> int:
    if (i := places.get(_key(header))) is None:
        near = _near(header, table.header) or f" Its columns are: {', '.join(h.strip() for h in table.header)[:300]}."
        raise MapError(f'{given.name} names a column "{header}" that the list does not have.{near}')
    return i


@functools.cache
def kept() -> tuple[Map, ...]:
    """Return the maps included with the program."""
    folder = Path(__file__).parents[1] / "maps"
    return tuple(parse(path.read_bytes(), path.name) for path in sorted(folder.glob("*.toml")))


def recognized(table: Table) -> Map | None:
    """Return the included map for this list: the list has every column that it names."""
    here = {_key(h) for h in table.header}
    return next((m for m in kept() if {_key(h) for h in (*m.columns, *m.flags)} <= here), None)
