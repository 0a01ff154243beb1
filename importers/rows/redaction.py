"""Removal of what a list hides: streets, telephones, contacts and e-mail, in fields, cells and problems.

A confidential place keeps its city and its service; its street and point are removed from every field, cell and problem of
the row, so that nothing can show them later. What a list keeps off its own pages is marked "do not refer".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from importers.columns import Column, owners
from importers.confidential import PLACE, Finder, of_streets, scrubbed
from importers.fields import Target
from importers.places.secret_places import in_prose
from importers.problem_codes import SecrecyCode
from importers.problems import WITHHELD, Problem, Severity, of_kept_cells
from importers.records import Contact, Phone, Value
from importers.rows.findings import KeptWords, items, with_kept
from importers.rows.read_row import ReadRow
from importers.rows.source_row import Cell, plain
from importers.values import phones
from importers.values.privacy import off_the_record, phone_withheld

_STREETS = (
    "address", Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, Target.ADDRESS_ATTENTION, "city_line", "point", Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE,
    Target.LOCATION_NAME, Target.LOCATION_DESCRIPTION, Target.LOCATION_TRANSPORTATION, Target.LOCATION_EXTERNAL_IDENTIFIER, Target.LOCATION_URL,
    "street.number", "street.before", "street.name", "street.type", "street.after",
)  # fmt: skip
_PEOPLE = ("contact", "contact.name", "contact.first_name", "contact.last_name", "contact.title", "contact.email")
_REACHES = re.compile(r"\d{3}|@")
"""A number or an address, which a row that hides anything does not show in words."""
_MAILS = (Target.SERVICE_EMAIL, Target.ORGANIZATION_EMAIL)


def redacted(row: ReadRow) -> ReadRow:
    """Return a row without what it hides, and with the words of its cells that are kept beside their values."""
    given = row.source.cells
    for rule in _RULES:
        row = rule(row)
    row = replace(row, fields=with_kept(row.fields, (one for one in row.kept if _may_be_shown(row, given, one))))
    return replace(row, problems=of_kept_cells(row.problems, given, row.source.cells, row.fields.values()))


def _may_be_shown(row: ReadRow, given: Mapping[str, str], kept: KeptWords) -> bool:
    """Whether the words of a cell may stand where people read them: nothing of it was removed, and it asks for no secrecy."""
    whole = all(given[header] == cell != WITHHELD for header, cell in row.source.cells.items() if header.strip() == kept.header)
    asks = phone_withheld(kept.words) or in_prose(kept.words) or off_the_record(kept.words)
    return whole and not asks and not (row.hidden and _REACHES.search(kept.words))


def unreadable(row: ReadRow) -> ReadRow:
    """Return a row that could not be read to its end, without any of its cells: nobody knows what it hides."""
    source = row.source.withholding(row.source.cells)
    return replace(row, source=source, problems=tuple(problem.withheld() for problem in row.problems))


def _without_phones(row: ReadRow) -> ReadRow:
    """Remove the numbers in private columns, and numbers with a private name or note."""
    known = [item for item in items(row.fields.get(Target.PHONES)) if isinstance(item, Phone)]
    told = {phone.number for phone in known if _is_private(phone)}
    cells = list(row.source.full("phones", "contact"))
    private = _private_columns(row, cells)
    if not told and not private:
        return row
    numbers = {column: {phone.number for phone in phones.numbers(cell)} for column, cell in cells}
    gone = told.union(*(numbers[column] for column in private))
    shown = set[str]().union(*(found for column, found in numbers.items() if column not in private))
    row = _without_cells(row, [column.header for column in private])
    if not gone:
        return row
    kept = tuple(p for p in known if p.number not in gone or (p.number in shown and not _is_private(p)))
    left_out = (
        (Problem(SecrecyCode.PHONE_PRIVATE, line=row.source.line, severity=Severity.INFO),) if len(kept) < len(known) else ()
    )
    return replace(row, fields={**row.fields, Target.PHONES: kept}, problems=(*row.problems, *left_out))


def _private_columns(row: ReadRow, cells: Iterable[Cell]) -> list[Column]:
    """Return the telephone columns that are private, by the list's word or by the name of the number."""
    names = {c.option: plain(cell) or "" for c, cell in row.source.columns("phone.name")}
    return [
        column
        for column, _ in cells
        if "phone" in row.hidden
        or ((number := "".join(re.findall(r"\d", column.header))) and f"phone:{number}" in row.hidden)
        or phone_withheld(names.get(str(column.index), ""))
        or (column.target == "contact" and "contact" in row.hidden)
    ]


def _is_private(phone: Phone) -> bool:
    return bool(phone.description and phone_withheld(phone.description))


def _without_place(row: ReadRow) -> ReadRow:
    if "address" not in row.hidden:
        return row
    row = _with(row, {Target.SERVICE_CONFIDENTIAL: True})
    said = [cell.strip() for column, cell in row.source.full(*_STREETS) if _holds_street(column.target or "")]
    beside = _unread_places(row)
    bare = _without_cells(_without_targets(row, _STREETS, PLACE), beside)
    return _scrubbed(bare, of_streets((*row.secrets, *said, *filter(_begins_with_number, beside.values()))))


def _begins_with_number(cell: str) -> bool:
    """Whether a cell is a street; a town or a ZIP alone is in too many other texts to be taken out of them."""
    return re.match(r"\d+\w* +[^\W\d]", cell) is not None


def _unread_places(row: ReadRow) -> dict[str, str]:
    """Return the cells about the agency's own street, by header: the list gave them beside the site's, and they may be the same."""
    read = {column.header for columns in row.source.given.values() for column, _ in columns}
    return {
        header: cell.strip()
        for header, cell in row.source.cells.items()
        if cell.strip() and header not in read and owners.of_header(header) == "organization"
    }


def _holds_street(target: str) -> bool:
    return target in {"address", Target.ADDRESS_ADDRESS_1, "city_line", "point"} or target.endswith("itude")


def _without_people(row: ReadRow) -> ReadRow:
    if "contact" not in row.hidden:
        return row
    people = _contacts(row.fields.get(Target.CONTACTS))
    mails = {cell.strip().casefold() for _, cell in row.source.full("contact.email")} | {
        (c.email or "").casefold() for c in people
    }
    row = _without_targets(row, _PEOPLE, ())
    nobody: dict[Target, Value] = {Target.CONTACTS: ()} if Target.CONTACTS in row.fields else {}
    theirs = [target for target in _MAILS if str(row.fields.get(target) or "-").casefold() in mails]
    row = _with(row, nobody | dict.fromkeys(theirs))
    told = [re.escape(words) for c in people for words in (c.name, c.email) if words and re.search(r"[ @]", words)]
    return _scrubbed(row, re.compile("|".join(told), re.IGNORECASE) if told else None)


def _without_mail(row: ReadRow) -> ReadRow:
    if "email" not in row.hidden:
        return row
    row = _without_targets(row, (*_MAILS, "contact.email"), _MAILS)
    if Target.CONTACTS not in row.fields:
        return row
    return _with(row, {Target.CONTACTS: tuple(replace(c, email=None) for c in _contacts(row.fields[Target.CONTACTS]))})


def _held_back(row: ReadRow) -> ReadRow:
    held: dict[Target, Value] = {Target.SERVICE_DO_NOT_REFER: True} if "record" in row.hidden else {}
    ended: dict[Target, Value] = {Target.SERVICE_STATUS: "inactive"} if row.hidden & {"approval", "ended"} else {}
    return _with(row, held | ended)


_RULES: Sequence[Callable[[ReadRow], ReadRow]] = (
    _without_phones,
    _without_place,
    _without_people,
    _without_mail,
    _held_back,
)


def _contacts(value: Value) -> tuple[Contact, ...]:
    return tuple(item for item in items(value) if isinstance(item, Contact))


def _with(row: ReadRow, fields: dict[Target, Value]) -> ReadRow:
    return replace(row, fields={**row.fields, **fields}) if fields else row


def _without_targets(row: ReadRow, targets: tuple[str, ...], fields: tuple[Target, ...]) -> ReadRow:
    """Blank these fields, and the cells of these targets wherever the row keeps them."""
    blanked = {target: None for target in fields if target in row.fields}
    return _without_cells(_with(row, {**blanked}), [column.header for column, _ in row.source.full(*targets)])


def _without_cells(row: ReadRow, headers: Collection[str]) -> ReadRow:
    return replace(row, source=row.source.withholding(headers))


def _scrubbed(row: ReadRow, finder: Finder | None) -> ReadRow:
    """Remove what was found from every other text of the row."""
    if finder is None:
        return row
    return replace(
        row,
        fields={**row.fields, **scrubbed(row.fields, finder)},
        source=replace(row.source, cells={header: finder.sub(WITHHELD, cell) for header, cell in row.source.cells.items()}),
        problems=tuple(problem.without(partial(finder.sub, WITHHELD)) for problem in row.problems),
    )
