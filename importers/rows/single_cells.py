"""Cells that say one thing each: texts, links, phones, people, dates, languages, costs, hours, status."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from importers.columns import Column
from importers.records import Contact, Cost, Phone, Schedule
from importers.rows.draft import Draft, plain, plain_long
from importers.values import Reading, costs, flags, hours, languages, links, phones, status, text

_LONG = (
    "organization.description", "service.description", "service.eligibility_description", "service.application_process",
    "location.description", "service_at_location.description",
)  # fmt: skip
_SHORT = (
    "organization.legal_status", "organization.tax_id", "service.wait_time", "service.interpretation_services", "service.accreditations",
    "service.licenses", "service.alert", "location.transportation", "location.external_identifier",
)  # fmt: skip
_LISTS = ("keywords", "required_documents", "service_areas")
_NUMBERS = ("capacity.available", "capacity.maximum", "organization.year_incorporated")
_TYPES = ("fax", "tty", "text", "cell", "hotline")
_WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom|daily|weekday|weekend)", re.IGNORECASE)
_CLOSED = re.compile(r"\W*(closed|cerrado|no|none|-+|0)\W*$", re.IGNORECASE)
_SHUT = re.compile(r"\W*(?:(?:permanently|temporarily) )?(?:closed|cerrado)\W*", re.IGNORECASE)
"""Hours that are none at all: the service does not run, and its card must say so."""
_GENDER = re.compile(r"\b(?:gender|sex)\b|gender_|_gender|g[eé]nero", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\W*(?:all|any|both|co-?ed|mixed|everyone|every\b.*|no restrictions?|todos|male ?(?:and|&|/|,) ?female|m ?/ ?f|n/?a)\b",
    re.IGNORECASE,
)
_MEAL = re.compile(r"breakfast|lunch|snack|dinner|supper", re.IGNORECASE)
_PERSON = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:org|com|gov|edu|net)\b(?:/\S*)?", re.IGNORECASE)

_phones = lru_cache(maxsize=32768)(phones.read)
_costs = lru_cache(maxsize=8192)(costs.read)
_languages = lru_cache(maxsize=8192)(languages.read)
_hours = lru_cache(maxsize=8192)(hours.read)
_status = lru_cache(maxsize=1024)(status.read)
_website = lru_cache(maxsize=16384)(links.website)
_email = lru_cache(maxsize=16384)(links.email)
_LINKS: Mapping[str, Callable[[str], Reading[str]]] = {
    "organization.email": _email, "service.email": _email, "organization.website": _website, "service.url": _website, "location.url": _website,
}  # fmt: skip
_items = lru_cache(maxsize=16384)(text.split_list)


def read(draft: Draft) -> None:
    """Every cell that stands for itself."""
    _texts(draft)
    _room(draft)
    _links(draft)
    _phones_of(draft)
    _contacts(draft)
    _languages_of(draft)
    _costs_of(draft)
    _schedules(draft)
    _status_of(draft)


def _texts(draft: Draft) -> None:
    for target in _SHORT:
        if draft.has(target):
            draft.fields[target] = draft.said(target)
    for target in _LONG:
        if draft.has(target):
            draft.fields[target] = joined([words for c, cell in draft.columns(target) if (words := _said_of(c, cell))])
    for target in _LISTS:
        if draft.has(target):
            draft.fields[target] = tuple(dict.fromkeys(item for _, cell in draft.full(target) for item in _list(cell)))
    for target in _NUMBERS:
        if draft.has(target):
            draft.fields[target] = next(
                (n for column, cell in draft.full(target) if (n := _number(draft, column, cell)) is not None), None
            )


def _said_of(column: Column, cell: str) -> str | None:
    """A text; what a column for the gender of those served says only where it shuts somebody out."""
    words = plain_long(cell)
    if words is None or not _GENDER.search(column.header):
        return words
    return None if _EVERYBODY.match(words) or len(words) < 2 else f"{column.header.strip()}: {words}"


def joined(parts: list[str]) -> str | None:
    """Several texts as one, without those that another already holds."""
    kept: list[str] = []
    for part in sorted(dict.fromkeys(parts), key=len, reverse=True):
        if not any(part.casefold() in other.casefold() for other in kept):
            kept.append(part)
    return "\n\n".join(sorted(kept, key=parts.index)) or None


def _list(cell: str) -> tuple[str, ...]:
    """The items of a cell; a sentence whose commas part bare numbers ("Wards 1, 3 and 4") stays whole."""
    if not (words := plain(cell)):
        return ()
    items = tuple(item for item in _items(cell) if not text.is_blank(item))
    return (words,) if any(not re.search(r"[^\W\d_]{3}|\d{5}", item) for item in items) else items


def _number(draft: Draft, column: Column, cell: str) -> float | None:
    if plain(cell) is None:
        return None
    found = re.search(r"\d[\d,]*", cell)
    if found is None:
        draft.tell(column.header.strip(), cell, "There is no number in this cell, so it was left out.", "info")
        return None
    return float(found[0].replace(",", ""))


def _room(draft: Draft) -> None:
    """No free place where nobody new is taken; that somebody is does not say how many places there are."""
    if draft.has("accepting"):
        draft.fields.setdefault("capacity.available", None)
    if draft.fields.get("capacity.available") is None and any(
        flags.read(cell).value is False for _, cell in draft.full("accepting")
    ):
        draft.fields["capacity.available"] = 0.0


def _links(draft: Draft) -> None:
    for target, reader in _LINKS.items():
        if draft.has(target):
            draft.fields[target] = next((v for c, cell in draft.full(target) if (v := draft.taken(c, cell, reader(cell)))), None)


def _phones_of(draft: Draft) -> None:
    if not draft.has("phones", "contact"):
        return
    names = {c.option: plain(cell) for c, cell in draft.columns("phone.name")}
    extensions = {c.option: plain(cell) for c, cell in draft.columns("phone.extension")}
    found: dict[tuple[str, str | None], Phone] = {}
    for column, cell in draft.full("phones"):
        kind = column.option if column.option in _TYPES else "voice"
        note = names.get(str(column.index)) or (column.option if column.option not in _TYPES else None) or None
        for phone in draft.taken(column, cell, _phones(cell, kind, note)) or ():
            extension = phone.extension or _digits(extensions.get(str(column.index)))
            found.setdefault((phone.number, extension), Phone(phone.number, extension, phone.type, phone.description))
    for _, cell in draft.full("contact"):
        if re.search(r"\d{3}", cell):
            said = "\n".join(
                part for part in re.split(r"[\n;]", _SITE.sub(" ", _MAIL.sub(" ", cell))) if re.search(r"\d{3}", part)
            )
            for phone in _phones(said).value or ():
                found.setdefault((phone.number, phone.extension), phone)
    draft.fields["phones"] = tuple(found.values())


def _digits(words: str | None) -> str | None:
    return "".join(re.findall(r"\d", words or "")) or None


def _contacts(draft: Draft) -> None:
    fields = draft.fields
    for _, cell in draft.full("contact"):
        mail, site = _MAIL.search(cell), _SITE.search(_MAIL.sub(" ", cell))
        if mail and not fields.get("service.email") and not fields.get("organization.email"):
            fields["organization.email"] = _email(mail[0]).value
        if site and not fields.get("organization.website"):
            fields["organization.website"] = _website(site[0]).value
    people = [person for _, cell in draft.full("contact") if (person := _person(cell))]
    given = [draft.said(t) for t in ("contact.first_name", "contact.last_name")]
    name = draft.said("contact.name") or " ".join(part for part in given if part)
    mail_cell = next(((c, cell) for c, cell in draft.full("contact.email")), None)
    address = draft.taken(*mail_cell, _email(mail_cell[1])) if mail_cell else None
    if name:
        bare, _, title = name.partition(",")
        people.insert(0, Contact(bare.strip(), draft.said("contact.title") or title.strip() or None, address))
    elif address and not fields.get("service.email"):
        fields["service.email"] = address
    if people or draft.has("contact.name", "contact.first_name", "contact.last_name"):
        fields["contacts"] = tuple(dict.fromkeys(people))


def _person(cell: str) -> Contact | None:
    """A person's name on a line of its own, or before a comma, in a cell of mixed contact details."""
    for part in re.split(r"[\n;,|/]|\s-\s|:|\(", _SITE.sub(" ", _MAIL.sub(" ", cell))):
        if _PERSON.fullmatch(bare := " ".join(part.split())) and not re.search(
            r"\b(Office|Line|Phone|Center|Number|School|Program|Main)\b", bare
        ):
            return Contact(bare)
    return None


def _languages_of(draft: Draft) -> None:
    if not draft.has("languages"):
        return
    codes: dict[str, None] = {}
    for column, cell in draft.full("languages"):
        if spoken := draft.taken(column, cell, _languages(cell)):
            codes |= dict.fromkeys(spoken.codes)
            if spoken.interpretation and not draft.fields.get("service.interpretation_services"):
                draft.fields["service.interpretation_services"] = spoken.interpretation
    draft.fields["languages"] = tuple(codes)


def _costs_of(draft: Draft) -> None:
    if not draft.has("costs", "service.fees_description"):
        return
    found: dict[Cost, None] = {}
    for column, cell in draft.full("costs", "service.fees_description"):
        read = draft.taken(column, cell, _costs(cell))
        found |= dict.fromkeys(read or ())
    draft.fields["costs"] = _merged(tuple(found))
    if draft.has("service.fees_description"):
        words = [
            w for _, cell in draft.full("service.fees_description") if flags.read(cell).value is None and (w := plain_long(cell))
        ]
        draft.fields["service.fees_description"] = joined(words)


def _merged(found: tuple[Cost, ...]) -> tuple[Cost, ...]:
    """Without the bare word where the same is said with words or an amount."""
    told = {c.option for c in found if c != Cost(c.option)}
    return tuple(c for c in found if c.option not in told or c != Cost(c.option))


def _schedules(draft: Draft) -> None:
    if not draft.has("schedules", "hours.opens", "hours.closes"):
        return
    found = _week([(c, cell) for c, cell in draft.full("schedules") if c.option in _WEEKDAYS and plain(cell)], draft)
    given = [(c, cell) for c, cell in draft.full("schedules") if c.option not in _WEEKDAYS and plain(cell)]
    for column, cell in _days_with_times(given):
        if meal := _MEAL.search(column.header):
            served: tuple[Schedule, ...] = draft.taken(column, cell, _hours(cell)) or ()
            found += [replace(s, description=s.description or meal[0].capitalize()) for s in served]
        elif not any(s.opens_at for s in found):
            read = draft.taken(column, cell, _hours(cell)) or ()
            found = list(read) if any(s.opens_at for s in read) or not found else found
    found += _from_times(draft)
    if not found and given and all(_SHUT.fullmatch(cell) for _, cell in given):
        found = [Schedule(description=plain(given[0][1]))]
    draft.fields["schedules"] = tuple(dict.fromkeys(found))


def _week(cells: list[tuple[Column, str]], draft: Draft) -> list[Schedule]:
    """The hours of columns of their own for each weekday: together, or day by day where one of them is no plain time."""
    days = [(c, f"{_WEEKDAYS[c.option]} {plain(cell)}", cell) for c, cell in cells if not _CLOSED.match(cell)]
    together = _hours("; ".join(said for _, said, _ in days)).value or () if days else ()
    if together and all(s.opens_at for s in together):
        return list(together)
    found: list[Schedule] = []
    for column, said, cell in days:
        read: tuple[Schedule, ...] = draft.taken(column, cell, _hours(said)) or ()
        found += read
    return found


def _days_with_times(cells: list[tuple[Column, str]]) -> list[tuple[Column, str]]:
    """The cells of several columns of hours, where one holds only days and the others only times, as one."""
    days = [cell for _, cell in cells if not re.search(r"\d", cell)]
    times = [(column, cell) for column, cell in cells if re.search(r"\d", cell) and not _DAY.search(cell)]
    if len(days) == 1 and times and len(cells) == len(times) + 1:
        return [(column, f"{days[0].strip()} {cell.strip()}") for column, cell in times]
    return cells


def _from_times(draft: Draft) -> tuple[Schedule, ...]:
    """Opening and closing times that stand in columns of their own, for all days or weekday by weekday."""
    closing = {c.option: cell for c, cell in draft.full("hours.closes")}
    days = draft.said("hours.days") or ""
    said = [
        f"{_WEEKDAYS.get(c.option, days)} {cell} - {closing[c.option]}"
        for c, cell in draft.full("hours.opens")
        if c.option in closing
    ]
    return tuple(schedule for words in said for schedule in _hours(words.strip()).value or ())


def _status_of(draft: Draft) -> None:
    for column, cell in draft.full("service.status"):
        if state := draft.taken(column, cell, _status(cell, column.header)):
            draft.fields["service.status"] = state.status
            draft.fields["service.do_not_refer"] = state.do_not_refer
            break
    if draft.has("service.status", "service.do_not_refer", "referable", "private", "public"):
        draft.fields.setdefault("service.do_not_refer", False)
    if any(flags.read(cell).value for _, cell in draft.full("service.do_not_refer")):
        draft.fields["service.do_not_refer"] = True
    if any(flags.read(cell).value is False for _, cell in draft.full("referable")):
        draft.fields["service.do_not_refer"] = True
    draft.fields.setdefault("service.status", "active")
    if draft.has("service.confidential") or any(c.option == "address" for c, _ in draft.columns("private", "public")):
        draft.fields["service.confidential"] = False  # rows.privacy says which are
