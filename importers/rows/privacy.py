"""What a list says must not be told, kept out of its records: streets, telephones, contacts, e-mail, whole rows.

A confidential place keeps its city and its service; its street and its point are taken out of every field, cell and
problem of the row, so that nothing later can show them. What a list keeps off its own pages is marked "do not refer".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from importers.columns import Column
from importers.confidential import PLACE, WITHHELD, Finder, of_streets, scrubbed
from importers.identity import fold
from importers.records import Contact, Phone, Severity, Value
from importers.rows.draft import Draft, plain
from importers.values import addresses, phones
from importers.values.privacy import coded, ended, held_back, hides, hides_place, off_the_record, phone_withheld
from importers.values.secret_places import in_prose, withheld
from importers.values.status import UNAPPROVED

GUARDS = ("private", "public", "service.confidential")
_STREETS = (
    "address", "address.address_1", "address.address_2", "address.attention", "city_line", "point", "location.latitude", "location.longitude",
    "location.name", "location.description", "location.transportation", "location.external_identifier", "location.url",
    "street.number", "street.before", "street.name", "street.type", "street.after",
)  # fmt: skip
_PEOPLE = ("contact", "contact.name", "contact.first_name", "contact.last_name", "contact.title", "contact.email")
_SAID_IN = ("address", "address.address_1", "address.address_2", "city_line", "address.city", "address.postal_code", "location.name", "point",
            "street.name", "location.description", "location.transportation")  # fmt: skip
_TOLD_IN = (
    "service.description", "organization.description", "service.eligibility_description", "service.application_process", "service.alert",
    "service_at_location.description",
)  # fmt: skip
_SENTENCES = {
    "address": "The list says that this address is private: its street and its point were left out.",
    "phone": "The list says that this number is private, so it was left out.",
    "contact": "The list says that this contact is private, so it was left out.",
    "email": "The list says that this e-mail address is private, so it was left out.",
    "record": "The list keeps this row off its public pages, so it is marked “do not refer”: nobody is sent there.",
    "approval": UNAPPROVED,
    "ended": "The list says that this service has ended or was taken off, so it is inactive: nobody is sent there.",
}
_DOUBT = "It is not clear whether this may be shown, so to be safe it counts as no. Write yes or no."
_IN_WORDS = "The list says in words that this place is confidential: its street and its point were left out."
_ELSEWHERE = "Another agency of this list says that this street is private. Make sure that it may be told, else mark this place as confidential."
_CALLED = ("name", "names", "service.name", "program.name", "organization.name", "location.name")
_HELD = ("record", "approval", "ended")
"""What hides a whole row, not a part of it."""
_FLAGS = re.compile(r"(?:record |listing |status |privacy |special )?(?:flags?|codes?|indicators?|markers?)", re.IGNORECASE)
_MAILS = ("service.email", "organization.email")


class PrivacyReader:
    """Reads what the rows of one list hide; blanks in a column that says what is shown count as no, if it says anything at all."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._speaking = {
            column.index for draft in drafts for column, cell in draft.columns("public") if cell.strip()
        }  # fmt: skip

    def read(self, draft: Draft) -> None:
        """Notes what the row hides in `draft.hidden`."""
        for column, cell in draft.columns(*GUARDS):
            self._column(draft, column, cell)
        for header, cell in draft.cells.items():
            if _FLAGS.fullmatch(header.strip()):
                for scope in sorted(coded(cell) - draft.hidden):
                    draft.hidden.add(scope)
                    draft.tell(header.strip(), cell.strip(), _SENTENCES[scope])
        if "address" not in draft.hidden and any(hides_place(cell) for _, cell in draft.full("service.status")):
            draft.hidden.add("address")
            draft.tell(None, None, _SENTENCES["address"])
        if any(ended(cell) for _, cell in draft.full(*_CALLED)):
            draft.hidden.add("ended")
            draft.tell(None, None, _SENTENCES["ended"])
        if (
            any(withheld(cell) for _, cell in draft.full(*_SAID_IN))
            or any(
                in_prose(cell)
                for _, cell in draft.full(*_TOLD_IN, *_CALLED, "categories", "keywords", "kind", "location.location_type")
            )
            or self._unread(draft, in_prose)
        ):
            if "address" not in draft.hidden:
                draft.tell(None, None, _IN_WORDS)
            draft.hidden.add("address")
        if "record" not in draft.hidden and any(off_the_record(cell) for _, cell in draft.full(*_TOLD_IN, *_CALLED)) | any(
            held_back(cell) for _, cell in draft.full(*_CALLED)
        ) | self._unread(draft, off_the_record):
            draft.hidden.add("record")
            draft.tell(None, None, _SENTENCES["record"])

    @staticmethod
    def _unread(draft: Draft, says: Callable[[str], bool]) -> bool:
        """Whether a column from which nothing is taken says so: notes of staff are not shown, and still count."""
        read = {column.header for columns in draft.given.values() for column, _ in columns}
        return any(says(cell) for header, cell in draft.cells.items() if header not in read and cell.strip())

    def _column(self, draft: Draft, column: Column, cell: str) -> None:
        shows = column.target == "public"
        if not cell.strip() and not (shows and column.index in self._speaking):
            return
        choice = hides(cell, shows=shows)
        if not choice.hidden:
            return
        scope = "address" if column.target == "service.confidential" else column.option or "record"
        draft.hidden.add(scope)
        if scope in _HELD and hides_place(cell):
            draft.hidden.add("address")
            draft.tell(column.header.strip(), cell.strip(), _SENTENCES["address"], "info")
        if not choice.understood:
            # What stands here may be the very thing that must not be told.
            draft.tell(column.header.strip(), None, _DOUBT)
            if cell.strip() and scope.partition(":")[0] not in _HELD:
                draft.cells[column.header] = WITHHELD
                draft.secrets += [cell.strip()] if scope == "address" else []
                cell = ""
        kind = scope.partition(":")[0]
        if kind in _SENTENCES:
            severity: Severity = "warning" if kind in _HELD else "info"
            draft.tell(column.header.strip(), cell.strip() or None, _SENTENCES[kind], severity)


def spread(drafts: Iterable[Draft], streets: Mapping[int, str]) -> None:
    """Hides the street of one agency in all of its rows where one of them hides it; `streets` are by the draft's id().

    A mailing address that is private hides the same street where it is given as the place.
    """
    rows = [(draft, streets[id(draft)]) for draft in drafts if streets.get(id(draft))]
    for draft, street in rows:
        if "mailing" in draft.hidden and any(addresses.normal(cell) == street for cell in _mailing(draft)):
            draft.hidden.add("address")
    secret = {(agency, street) for draft, street in rows if "address" in draft.hidden for agency in _agency(draft)}
    for draft, street in rows:
        if "address" not in draft.hidden and any((agency, street) in secret for agency in _agency(draft)):
            draft.hidden.add("address")
            draft.tell(
                None, None, "Another row of this agency says that this address is private: its street was left out.", "info"
            )
    private = {street for draft, street in rows if "address" in draft.hidden}
    doors = {(street, sign) for draft, street in rows if "address" in draft.hidden for sign in _signs(draft)}
    for draft, street in rows:
        if "address" in draft.hidden or street not in private:
            continue
        if any((street, sign) in doors for sign in _signs(draft)):
            draft.hidden.add("address")
            draft.tell(None, None, "Another row says that this address is private: its street was left out.", "info")
        else:
            draft.tell(None, None, _ELSEWHERE)


def _signs(draft: Draft) -> Iterator[str]:
    """What tells that two rows of different agencies are one place: its name, or its telephone."""
    for target in ("service.name", "organization.name"):
        if words := fold(draft.fields.get(target)):
            yield words
    value = draft.fields.get("phones")
    for item in value if isinstance(value, tuple) else ():
        if isinstance(item, Phone):
            yield item.number


def _mailing(draft: Draft) -> Iterator[str]:
    return (cell for header, cell in draft.cells.items() if cell.strip() and re.search(r"mail|billing", header, re.IGNORECASE))


def _agency(draft: Draft) -> Iterator[str]:
    """What ties the rows of one agency: its number, and its name."""
    for words in (draft.said("parent.id"), draft.words("identifier")):
        if words and words != "0":
            yield f"#{words}"
    yield fold(draft.fields.get("organization.name") or draft.fields.get("service.name"))


def settle(draft: Draft) -> None:
    """Takes what the row hides out of its fields, cells and problems."""
    fields = draft.fields
    _private_phones(draft)
    if "address" in draft.hidden:
        fields["service.confidential"] = True
        _forget(draft, _STREETS, PLACE)
        _scrub(draft, of_streets(draft.secrets))
    if "contact" in draft.hidden:
        people = _contacts(fields.get("contacts"))
        mails = {cell.strip().casefold() for _, cell in draft.full("contact.email")} | {
            (c.email or "").casefold() for c in people
        }
        _forget(draft, _PEOPLE, ())
        fields |= {"contacts": ()} if "contacts" in fields else {}
        for target in _MAILS:
            if str(fields.get(target) or "-").casefold() in mails:
                fields[target] = None
        told = [re.escape(words) for c in people for words in (c.name, c.email) if words and re.search(r"[ @]", words)]
        _scrub(draft, re.compile("|".join(told), re.IGNORECASE) if told else None)
    if "email" in draft.hidden:
        _forget(draft, (*_MAILS, "contact.email"), _MAILS)
        fields |= (
            {"contacts": tuple(replace(c, email=None) for c in _contacts(fields.get("contacts")))} if "contacts" in fields else {}
        )
    if "record" in draft.hidden:
        fields["service.do_not_refer"] = True
    if draft.hidden & {"approval", "ended"}:
        fields["service.status"] = "inactive"


def _contacts(value: Value) -> tuple[Contact, ...]:
    return tuple(item for item in value if isinstance(item, Contact)) if isinstance(value, tuple) else ()


def _forget(draft: Draft, targets: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """Blanks these fields, and the cells of these targets wherever the row keeps them."""
    headers = set()
    for column, cell in draft.full(*targets):
        if column.target in ("address", "address.address_1", "city_line", "point") or (column.target or "").endswith("itude"):
            draft.secrets.append(cell.strip())
        draft.cells[column.header] = WITHHELD
        headers.add(column.header.strip())
    for target in fields:
        if target in draft.fields:
            draft.fields[target] = None
    draft.problems = [replace(p, value=None) if p.column in headers else p for p in draft.problems]


def _private_phones(draft: Draft) -> None:
    """Leaves out the numbers of columns, and those with a name or a note, that are nobody's business."""
    value = draft.fields.get("phones")
    known = [item for item in value if isinstance(item, Phone)] if isinstance(value, tuple) else []
    gone = {phone.number for phone in known if phone.description and phone_withheld(phone.description)}
    shown: set[str] = set()
    names = {c.option: plain(cell) or "" for c, cell in draft.columns("phone.name")}
    for column, cell in draft.full("phones", "contact"):
        numbers = {phone.number for phone in phones.read(cell).value or ()}
        number = "".join(re.findall(r"\d", column.header))
        private = (
            "phone" in draft.hidden
            or (number and f"phone:{number}" in draft.hidden)
            or phone_withheld(names.get(str(column.index), ""))
            or (column.target == "contact" and "contact" in draft.hidden)
        )
        if private:
            gone |= numbers
            draft.cells[column.header] = WITHHELD
            draft.problems = [replace(p, value=None) if p.column == column.header.strip() else p for p in draft.problems]
        else:
            shown |= numbers
    if not gone:
        return
    kept = tuple(
        p for p in known if p.number not in gone or (p.number in shown and not (p.description and phone_withheld(p.description)))
    )
    draft.fields["phones"] = kept
    if len(kept) < len(known):
        draft.tell(None, None, _SENTENCES["phone"], "info")


def _scrub(draft: Draft, pattern: Finder | None) -> None:
    """Takes what is found out of every other text of the row."""
    if pattern is None:
        return
    draft.fields |= scrubbed(draft.fields, pattern)
    draft.cells = {header: pattern.sub(WITHHELD, cell) for header, cell in draft.cells.items()}
    draft.problems = [
        replace(p, value=pattern.sub(WITHHELD, p.value) if p.value else None, problem=pattern.sub(WITHHELD, p.problem))
        for p in draft.problems
    ]
