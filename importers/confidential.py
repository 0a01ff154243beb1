"""What is never known of a confidential place, whatever a list, an export, an edit or a merger says of it.

A shelter from violence keeps its services, its telephone, its city and its ZIP; nothing that leads to its door is kept.
The mark is lifted by an act of its own, never by a list that no longer carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from importers.records import Cost, Fields, Phone, Problem, Record, Schedule, Value, blank
from importers.values.secret_places import withheld as is_withheld

MARK = "service.confidential"
WITHHELD = "(withheld)"
PLACE = (
    "address.address_1", "address.address_2", "address.attention", "location.latitude", "location.longitude", "location.precision",
    "location.name", "location.description", "location.transportation", "location.external_identifier", "location.url",
)  # fmt: skip
"""The targets that lead to the door."""

LINES = ("address.address_1", "address.address_2")
"""The targets that may hold the street itself."""

_SHORTEST = 6  # letters of a street that is looked for in other texts
_KIND = (
    r"(?:st(?:reet)?|ave(?:nue)?|rd|road|dr(?:ive)?|ln|lane|ct|court|pl(?:ace)?|blvd|boulevard|way|ter(?:race)?|cir(?:cle)?|hwy|highway"
    r"|pkwy|parkway|sq(?:uare)?|trl|trail)"
)
_UNIT = r"(?:apt|apartment|ste|suite|unit|room|rm|floor|fl|#)\.?"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_DIRECTION = r"(?:[nsew]|[ns][ew]|north(?:east|west)?|south(?:east|west)?|east|west)\.?"
_STREET = re.compile(
    rf"(?P<number>\d+\w?|{_NUMBERS})\s+(?:{_DIRECTION}\s+)?"
    rf"(?P<name>(?=[\w.\s]{{3}})(?!{_UNIT}\s)[^\W_]+\.?(?:\s+(?!{_KIND}\b\.?(?!\s+[^\W\d_]+\s+{_KIND}\b)|{_UNIT}\s)[^\W_]+\.?){{0,4}})"
    rf"(?P<kind>\s+{_KIND}\b)?",
    re.IGNORECASE,
)
"""A number, a name of up to five words, and its kind; "12 St Joseph St" is named St Joseph."""
_SHORTENED = (("st", "saint"), ("mt", "mount"), ("ft", "fort"), ("dr", "doctor"), ("jr", "junior"), ("sr", "senior"))
_BLANK = r"(?:\s|\+|%20|[-_])+"  # as it stands in an address of the web, too
_LINKS = ("service.url", "organization.website", "location.url", "service.email", "organization.email")

STAYS = (
    "This place is confidential in the directory, so the street and the point of this row were left out. "
    "If it is confidential no longer, say so on its page first."
)


def withheld(fields: Fields) -> dict[str, Value]:
    """The fields of a confidential place with nothing in them that leads to it, its street in other words included."""
    told = {target: None if target in PLACE else value for target, value in fields.items()}
    return told | scrubbed(told, of_streets(streets_in(fields)))


def streets_in(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The lines of an address that a record holds."""
    return tuple(line for target in LINES if isinstance(line := fields.get(target), str) and line.strip())


def of_a_standing_place(record: Record, standing: Fields, streets: Iterable[str] = ()) -> Record:
    """What a list's row may say of a record of the directory: of one that is confidential, nothing of its place.

    `streets` are those known from earlier; the row's own street is withheld from its words, too.
    """
    if not standing.get(MARK):
        return record
    pattern = of_streets((*streets, *streets_in(record.fields), *streets_in(standing)))
    fields = {t: v for t, v in record.fields.items() if t not in PLACE and not (t == MARK and not v)}
    lost = any(not blank(record.fields.get(target)) for target in PLACE)
    told = (Problem(record.line, None, None, STAYS, "warning"),) if lost else ()
    said = without_streets(replace(record, fields=fields), pattern)
    return replace(said, cells=_without_points(said.cells, record.fields), problems=(*said.problems, *told))


def without_streets(record: Record, pattern: re.Pattern[str] | None) -> Record:
    """A row with what the pattern finds withheld from its fields, cells and problems."""
    if pattern is None:
        return record
    return replace(
        record,
        fields={**record.fields, **scrubbed(record.fields, pattern)},
        cells={header: pattern.sub(WITHHELD, cell) for header, cell in record.cells.items()},
        problems=tuple(
            replace(
                one, value=pattern.sub(WITHHELD, one.value) if one.value else None, problem=pattern.sub(WITHHELD, one.problem)
            )
            for one in record.problems
        ),
    )


def _without_points(cells: Mapping[str, str], fields: Fields) -> Mapping[str, str]:
    known = {str(value) for target in PLACE if not blank(value := fields.get(target))}
    return {header: WITHHELD if cell.strip() in known else cell for header, cell in cells.items()}


def cleared(changes: Mapping[str, Value], standing: Fields, streets: Iterable[str] = ()) -> dict[str, Value]:
    """The changes that make a record confidential, with all that is known of its place taken away."""
    words = scrubbed({**standing, **changes}, of_streets((*streets, *streets_in(standing))))
    gone = {target: None for target in PLACE if not blank(standing.get(target))}
    said = {**changes, **{target: value for target, value in words.items() if target not in PLACE}, **gone}
    return {target: value for target, value in said.items() if value != standing.get(target)}


def of_streets(streets: Iterable[str]) -> re.Pattern[str] | None:
    """The pattern that finds these streets in other words; None where there are none."""
    return compiled(street_patterns(streets))


def compiled(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern of several; blanks in it stand for whatever parts words in an address of the web, too."""
    joined = "|".join(p.replace(r"\ ", r"\s+").replace(r"\s+", _BLANK) for p in patterns)
    return re.compile(joined, re.IGNORECASE) if patterns else None


def scrubbed(fields: Fields, pattern: re.Pattern[str] | None) -> dict[str, Value]:
    """Those of the fields that hold what the pattern finds, without it."""
    if pattern is None:
        return {}
    found: dict[str, Value] = {}
    for target, value in fields.items():
        without = value if target == "identifier" else _without(pattern, value)
        if without != value:
            # An address of the web with a hole in it leads nowhere.
            found[target] = None if target in _LINKS and isinstance(without, str) else without
    return found


def street_patterns(said: Iterable[str]) -> list[str]:
    """Patterns of a street in other texts, however its kind is written: "12 Hidden Lane", "12 hidden ln.", "Hidden Lane".

    Of two that begin at one place the one that takes more comes first.
    """
    whole, numbered, named = set(), set(), set()
    for words in {part.strip() for cell in said for part in (cell, cell.partition(",")[0], cell.partition("\n")[0])}:
        if len(words) >= _SHORTEST and words != WITHHELD and not is_withheld(words):
            whole.add(rf"(?<!\w){re.escape(words)}(?!\w)")
        if street := _STREET.match(words):
            name = [_same(word) for word in street["name"].split()]
            rest = rf"\b\.?(?:\s+{_KIND}\b\.?)?(?:,?\s+{_UNIT}\s*[\w-]+)?"
            part = "".join(rf"(?:\s+{word}" for word in name[1:]) + ")?" * (len(name) - 1)
            numbered.add(rf"\b{re.escape(street['number'])}\s+(?:\w+\.?\s+)?{name[0]}{part}{rest}")
            if street["kind"]:
                named.add(r"\s+".join(name).join((r"\b", rf"\s+{_KIND}\b\.?")))
    return [pattern for some in (whole, numbered, named) for pattern in sorted(some, key=lambda one: (-len(one), one))]


def _same(word: str) -> str:
    """The pattern of a word of a street's name, however it is shortened."""
    word = word.rstrip(".")
    return next((rf"(?:{'|'.join(forms)})\.?" for forms in _SHORTENED if word.casefold() in forms), re.escape(word))


def _without(pattern: re.Pattern[str], value: Value) -> Value:
    if isinstance(value, str):
        return pattern.sub(WITHHELD, value)
    if not isinstance(value, tuple):
        return value
    items: Any = tuple(_item_without(pattern, item) for item in value)
    return items if items != value else value


def _item_without(pattern: re.Pattern[str], item: Any) -> Any:
    if isinstance(item, str):
        return pattern.sub(WITHHELD, item)
    if isinstance(item, Phone | Schedule | Cost) and item.description:
        return replace(item, description=pattern.sub(WITHHELD, item.description))
    return item
