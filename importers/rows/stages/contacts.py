"""How to reach a service: web and e-mail addresses, telephones, people, and cells that mix all of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from importers.fields import Target
from importers.records import Contact, Fields, Phone, Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain
from importers.values import Reading, links, phones

_TYPES = ("fax", "tty", "text", "cell", "hotline")
_PERSON = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:org|com|gov|edu|net)\b(?:/\S*)?", re.IGNORECASE)

_phones = lru_cache(maxsize=32768)(phones.read)
_website = lru_cache(maxsize=16384)(links.website)
_email = lru_cache(maxsize=16384)(links.email)
_LINKS: Mapping[Target, Callable[[str], Reading[str]]] = {
    Target.ORGANIZATION_EMAIL: _email, Target.SERVICE_EMAIL: _email, Target.ORGANIZATION_WEBSITE: _website, Target.SERVICE_URL: _website, Target.LOCATION_URL: _website,
}  # fmt: skip


def read(row: SourceRow) -> Findings:
    """Return the addresses, telephones and people of a row."""
    log = ProblemLog(row.line)
    found = _links(row, log)
    found |= _telephones(row, log)
    found |= _mixed(row, found)
    return log.findings(found | _people(row, found, log))


def _links(row: SourceRow, log: ProblemLog) -> dict[Target, Value]:
    return {
        target: next((v for c, cell in row.full(target) if (v := log.value(c, cell, reader(cell)))), None)
        for target, reader in _LINKS.items()
        if row.has(target)
    }


def _telephones(row: SourceRow, log: ProblemLog) -> dict[Target, Value]:
    if not row.has("phones", "contact"):
        return {}
    names = {c.option: plain(cell) for c, cell in row.columns("phone.name")}
    extensions = {c.option: plain(cell) for c, cell in row.columns("phone.extension")}
    found: dict[tuple[str, str | None], Phone] = {}
    for column, cell in row.full("phones"):
        kind = column.option if column.option in _TYPES else "voice"
        note = names.get(str(column.index)) or (column.option if column.option not in _TYPES else None) or None
        for phone in log.value(column, cell, _phones(cell, kind, note)) or ():
            extension = phone.extension or _digits(extensions.get(str(column.index)))
            found.setdefault((phone.number, extension), Phone(phone.number, extension, phone.type, phone.description))
    for _, cell in row.full("contact"):
        if re.search(r"\d{3}", cell):
            said = "\n".join(
                part for part in re.split(r"[\n;]", _SITE.sub(" ", _MAIL.sub(" ", cell))) if re.search(r"\d{3}", part)
            )
            for phone in _phones(said).value or ():
                found.setdefault((phone.number, phone.extension), phone)
    return {Target.PHONES: tuple(found.values())}


def _digits(words: str | None) -> str | None:
    return "".join(re.findall(r"\d", words or "")) or None


def _mixed(row: SourceRow, addresses: Fields) -> dict[Target, Value]:
    """Return the first e-mail and web addresses in cells of mixed contact details, unless they have columns of their own."""
    found: dict[Target, Value] = {}
    for _, cell in row.full("contact"):
        mail, site = _MAIL.search(cell), _SITE.search(_MAIL.sub(" ", cell))
        known = (
            addresses.get(Target.SERVICE_EMAIL)
            or addresses.get(Target.ORGANIZATION_EMAIL)
            or found.get(Target.ORGANIZATION_EMAIL)
        )
        if mail and not known:
            found[Target.ORGANIZATION_EMAIL] = _email(mail[0]).value
        if site and not addresses.get(Target.ORGANIZATION_WEBSITE) and not found.get(Target.ORGANIZATION_WEBSITE):
            found[Target.ORGANIZATION_WEBSITE] = _website(site[0]).value
    return found


def _people(row: SourceRow, addresses: Fields, log: ProblemLog) -> dict[Target, Value]:
    """Return the people to ask for; an e-mail address without a person is the service's."""
    people = [person for _, cell in row.full("contact") if (person := _person(cell))]
    given = [row.said(t) for t in ("contact.first_name", "contact.last_name")]
    name = row.said("contact.name") or " ".join(part for part in given if part)
    mail_cell = next(((c, cell) for c, cell in row.full("contact.email")), None)
    mail = log.value(*mail_cell, _email(mail_cell[1])) if mail_cell else None
    if name:
        bare, _, title = name.partition(",")
        people.insert(0, Contact(bare.strip(), row.said("contact.title") or title.strip() or None, mail))
    found: dict[Target, Value] = {}
    if mail and not name and not addresses.get(Target.SERVICE_EMAIL):
        found[Target.SERVICE_EMAIL] = mail
    if people or row.has("contact.name", "contact.first_name", "contact.last_name"):
        found[Target.CONTACTS] = tuple(dict.fromkeys(people))
    return found


def _person(cell: str) -> Contact | None:
    """Return a person's name on a line of its own, or before a comma, in a cell of mixed contact details."""
    for part in re.split(r"[\n;,|/]|\s-\s|:|\(", _SITE.sub(" ", _MAIL.sub(" ", cell))):
        if _PERSON.fullmatch(bare := " ".join(part.split())) and not re.search(
            r"\b(Office|Line|Phone|Center|Number|School|Program|Main)\b", bare
        ):
            return Contact(bare)
    return None
