"""What a list says must not be shown: streets, telephones, contacts, e-mail, whole rows; redaction.py removes it.

A street that one row hides is also hidden in the other rows of its agency.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from importers.columns import Column
from importers.fields import Target
from importers.identity import fold
from importers.places import addresses
from importers.places.secret_places import in_prose, withheld
from importers.problem_codes import SecrecyCode
from importers.problems import Problem, Severity, Trouble
from importers.records import Phone
from importers.rows.findings import Findings, ProblemLog, items, words
from importers.rows.read_row import ReadRow
from importers.rows.source_row import SourceRow
from importers.values.privacy import coded, ended, held_back, hides, hides_place, off_the_record

GUARDS = ("private", "public", Target.SERVICE_CONFIDENTIAL)
_SAID_IN = ("address", Target.ADDRESS_ADDRESS_1, Target.ADDRESS_ADDRESS_2, "city_line", Target.ADDRESS_CITY, Target.ADDRESS_POSTAL_CODE, Target.LOCATION_NAME, "point",
            "street.name", Target.LOCATION_DESCRIPTION, Target.LOCATION_TRANSPORTATION)  # fmt: skip
_TOLD_IN = (
    Target.SERVICE_DESCRIPTION, Target.ORGANIZATION_DESCRIPTION, Target.SERVICE_ELIGIBILITY_DESCRIPTION, Target.SERVICE_APPLICATION_PROCESS, Target.SERVICE_ALERT,
    Target.SERVICE_AT_LOCATION_DESCRIPTION,
)  # fmt: skip
_CODES = {
    "address": SecrecyCode.ADDRESS_PRIVATE, "phone": SecrecyCode.PHONE_PRIVATE, "contact": SecrecyCode.CONTACT_PRIVATE,
    "email": SecrecyCode.EMAIL_PRIVATE, "record": SecrecyCode.ROW_PRIVATE, "approval": SecrecyCode.NOT_APPROVED, "ended": SecrecyCode.ENDED,
}  # fmt: skip
_GUARDED = {
    "phone": (Target.PHONES, "contact"),
    "contact": ("contact", "contact.name", "contact.first_name", "contact.last_name", "contact.title", "contact.email"),
    "email": (Target.SERVICE_EMAIL, Target.ORGANIZATION_EMAIL, "contact.email", "contact"),
}
"""The columns that hold what a privacy column may hide; an address is hidden by a mark of its own, whatever column it is in."""
_CALLED = ("name", "names", Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.ORGANIZATION_NAME, Target.LOCATION_NAME)
_HELD = ("record", "approval", "ended")
"""Words that hide a whole row, not a part of it."""
_FLAGS = re.compile(r"(?:record |listing |status |privacy |special )?(?:flags?|codes?|indicators?|markers?)", re.IGNORECASE)


def speaking(rows: Iterable[SourceRow]) -> frozenset[int]:
    """Return the privacy columns that say anything at all: in these, a blank cell means no."""
    return frozenset(column.index for row in rows for column, cell in row.columns("public") if cell.strip())


def read(row: SourceRow, speaking: frozenset[int]) -> Findings:
    """Return what the row hides."""
    guards = [_guard(row, column, cell, speaking) for column, cell in row.columns(*GUARDS)]
    row = row.withholding(frozenset[str]().union(*(found.withheld for found in guards)))
    hidden = frozenset[str]().union(*(found.hidden for found in guards))
    log = ProblemLog(row.line)
    for header, cell in row.cells.items():
        if _FLAGS.fullmatch(header.strip()):
            codes = coded(cell) - hidden
            hidden |= codes
            for scope in sorted(codes):
                log.add(header.strip(), cell.strip(), Trouble(_CODES[scope]))
    for scope, code in _by_words(row):
        if scope not in hidden or scope == "ended":
            log.add(None, None, Trouble(code))
        hidden |= {scope}
    return Findings(
        problems=(*(p for found in guards for p in found.problems), *log.problems()),
        hidden=hidden,
        secrets=tuple(words for found in guards for words in found.secrets),
        withheld=frozenset[str]().union(*(found.withheld for found in guards)),
    )


def _by_words(row: SourceRow) -> Iterator[tuple[str, SecrecyCode]]:
    """Yield what the row hides in words, with the code for it."""
    if any(hides_place(cell) for _, cell in row.full(Target.SERVICE_STATUS)):
        yield "address", SecrecyCode.ADDRESS_PRIVATE
    if any(ended(cell) for _, cell in row.full(*_CALLED)):
        yield "ended", SecrecyCode.ENDED
    if (
        any(withheld(cell) for _, cell in row.full(*_SAID_IN))
        or any(
            in_prose(cell)
            for _, cell in row.full(*_TOLD_IN, *_CALLED, "categories", "keywords", "kind", Target.LOCATION_LOCATION_TYPE)
        )
        or _unread(row, in_prose)
    ):
        yield "address", SecrecyCode.PLACE_CONFIDENTIAL
    if (
        any(off_the_record(cell) for _, cell in row.full(*_TOLD_IN, *_CALLED))
        or any(held_back(cell) for _, cell in row.full(*_CALLED))
        or _unread(row, off_the_record)
    ):
        yield "record", SecrecyCode.ROW_PRIVATE


def _unread(row: SourceRow, says: Callable[[str], bool]) -> bool:
    """Return whether a column that is not read says so: staff notes are not shown, but count here."""
    read = {column.header for columns in row.given.values() for column, _ in columns}
    return any(says(cell) for header, cell in row.cells.items() if header not in read and cell.strip())


def _guard(row: SourceRow, column: Column, cell: str, speaking: frozenset[int]) -> Findings:
    """Return what one privacy column hides, and whether the list has a column of that at all."""
    shows = column.target == "public"
    if not cell.strip() and not (shows and column.index in speaking):
        return Findings()
    choice = hides(cell, shows=shows)
    if not choice.hidden:
        return Findings()
    log = ProblemLog(row.line)
    scope = "address" if column.target == Target.SERVICE_CONFIDENTIAL else column.option or "record"
    kind = scope.partition(":")[0]
    header, said = column.header.strip(), cell.strip()
    hidden = {scope}
    if scope in _HELD and hides_place(cell):
        hidden.add("address")
        log.add(header, said, Trouble(SecrecyCode.ADDRESS_PRIVATE, severity=Severity.INFO))
    secret = not choice.understood and bool(said) and kind not in _HELD
    if not choice.understood:
        # This cell may itself hold what must not be shown.
        log.add(header, None, Trouble(SecrecyCode.PRIVACY_UNCLEAR))
    if not _has_guarded(row, scope):
        log.add(header, None if secret else said or None, Trouble(SecrecyCode.GUARDED_COLUMN_UNKNOWN))
    elif kind in _CODES:
        trouble = Trouble(_CODES[kind], severity=Severity.WARNING if kind in _HELD else Severity.INFO)
        log.add(header, None if secret else said or None, trouble)
    return Findings(
        problems=log.problems(),
        hidden=frozenset(hidden),
        secrets=(said,) if secret and scope == "address" else (),
        withheld=frozenset({column.header}) if secret else frozenset(),
    )


def _has_guarded(row: SourceRow, scope: str) -> bool:
    """Whether the list has a column of what is hidden; of a telephone with a number, one whose header bears that number."""
    kind, _, number = scope.partition(":")
    if kind == "phone":
        headers = [column.header for column, _ in row.columns(*_GUARDED["phone"])]
        return any(not number or "".join(re.findall(r"\d", header)) == number for header in headers)
    return kind not in _GUARDED or row.has(*_GUARDED[kind])


def spread(rows: Sequence[ReadRow]) -> list[Findings]:
    """Return for each row whether it hides its street because another row of its agency hides the same street.

    A private mailing address hides the same street if it is also given as the place.
    """
    at = [row.place.street if row.place and not row.failed else "" for row in rows]
    streets = {i: street for i, street in enumerate(at) if street}
    hides = {i: "address" in rows[i].hidden or _hides_mail(rows[i], street) for i, street in streets.items()}
    secret = {(organization, street) for i, street in streets.items() if hides[i] for organization in _organization(rows[i])}
    shares = {
        i
        for i, street in streets.items()
        if not hides[i] and any((organization, street) in secret for organization in _organization(rows[i]))
    }
    hides |= dict.fromkeys(shares, True)
    private = {street for i, street in streets.items() if hides[i]}
    doors = {(street, sign) for i, street in streets.items() if hides[i] for sign in _signs(rows[i])}

    def found(i: int, row: ReadRow) -> Findings:
        street = streets.get(i, "")
        if i in shares:
            return _hidden(row, SecrecyCode.ADDRESS_PRIVATE_IN_ORGANIZATION)
        if not street or street not in private or hides[i]:
            return Findings(hidden=frozenset({"address"}) if hides.get(i) else frozenset())
        if any((street, sign) in doors for sign in _signs(row)):
            return _hidden(row, SecrecyCode.ADDRESS_PRIVATE_IN_ROW)
        return Findings(problems=(Problem(SecrecyCode.STREET_PRIVATE_ELSEWHERE, line=row.source.line),))

    return [found(i, row) for i, row in enumerate(rows)]


def _hidden(row: ReadRow, code: SecrecyCode) -> Findings:
    return Findings(problems=(Problem(code, line=row.source.line, severity=Severity.INFO),), hidden=frozenset({"address"}))


def _hides_mail(row: ReadRow, street: str) -> bool:
    return "mailing" in row.hidden and any(addresses.normal(cell) == street for cell in _mailing(row.source))


def _signs(row: ReadRow) -> Iterator[str]:
    """Return what shows that two rows of different agencies are one place: its name, or its telephone."""
    for target in (Target.SERVICE_NAME, Target.ORGANIZATION_NAME):
        if name := fold(row.fields.get(target)):
            yield name
    for item in items(row.fields.get(Target.PHONES)):
        if isinstance(item, Phone):
            yield item.number


def _mailing(row: SourceRow) -> Iterator[str]:
    return (cell for header, cell in row.cells.items() if cell.strip() and re.search(r"mail|billing", header, re.IGNORECASE))


def _organization(row: ReadRow) -> Iterator[str]:
    """Return what connects the rows of one agency: its number, and its name."""
    for number in (row.source.said("parent.id"), words(row.fields, Target.IDENTIFIER)):
        if number and number != "0":
            yield f"#{number}"
    yield fold(row.fields.get(Target.ORGANIZATION_NAME) or row.fields.get(Target.SERVICE_NAME))
