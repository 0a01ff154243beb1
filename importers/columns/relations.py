"""Whether a table is one of several, whose rows belong to records of the others and name no provider by themselves.

id,organization_id,service_id,name,title,email     ->  persons
id,service_id,weekday,opens_at,closes_at           ->  a table of a relational export
id,organization_id,Agency,Program,Address,Phone    ->  None: a list, with the numbers that its database gave
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from importers.columns.column import Column
from importers.columns.people import of_people, spoken
from importers.fields import Target
from importers.tables.table import Table

_ENTITIES: Mapping[str, str] = {
    "organization": "organi[sz]ation|org|agency|provider|partner|account|organizacion|agencia",
    "service": "service|program|servicio|programa",
    "location": "location|site|facility|place|lugar|sitio",
    "service at location": "service at location|sal",
    "contact": "contact|person",
    "phone": "phone",
    "address": "address",
    "schedule": "schedule",
    "unit": "unit",
    "link": "link|resource|entity|record",
    "taxonomy term": "taxonomy term",
}
"""What other tables hold, and the words by which a column names it."""
_KEY = re.compile(rf"(?:(?!parent )[\w ]+ )?({'|'.join(_ENTITIES.values())}) (?:id|uuid|guid|fk|key|ref)")
_OWN_KEY = re.compile(r"_?(?:id|uuid|guid|pk|record id|row id)")
_REACHED = frozenset({
    Target.PHONES, "contact", "address", Target.ADDRESS_ADDRESS_1, "street.name", "city_line", Target.ADDRESS_CITY,
    Target.ADDRESS_POSTAL_CODE,
})  # fmt: skip
"""Targets of how one reaches a provider or where it is: a table that has any is a list, whatever numbers stand beside."""
_NAMES = frozenset({Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME, "name", "names"})
_OFFERS = frozenset({
    Target.SERVICE_DESCRIPTION, Target.ORGANIZATION_DESCRIPTION, Target.SCHEDULES, Target.SERVICE_ELIGIBILITY_DESCRIPTION, "ages",
    Target.COSTS, Target.SERVICE_FEES_DESCRIPTION, "address", Target.ADDRESS_ADDRESS_1, Target.CATEGORIES, Target.NEEDS,
})  # fmt: skip
_POST = re.compile(r"(?:job )?(?:title|position|role)|puesto|cargo|department|departamento")
POSTS = re.compile(
    r"\b(?:direct\w+|manag\w+|coordinat\w+|coordinad\w+|specialists?|assistants?|officers?|supervisors?|president|chair\w*|secretar\w+|principal|intake"
    r"|superintend\w+|lead|head|administrat\w+|representatives?|case ?workers?|receptionist|treasurer|gerente|jef[ea])\b",
    re.IGNORECASE,
)
_LOOKUPS: tuple[tuple[str, AbstractSet[str], AbstractSet[str]], ...] = (
    ("categories", frozenset({"parent id", "parent name", "taxonomy", "taxonomy id", "term uri"}),
     frozenset({"id", "taxonomy id", "name", "parent id", "parent name", "code", "description", "taxonomy", "language", "term uri", "term",
                "vocabulary", "level", "version", "uri"})),
    ("vocabularies", frozenset({"uri", "version"}), frozenset({"id", "name", "description", "uri", "version"})),
    ("units", frozenset({"scheme", "identifier"}), frozenset({"id", "name", "scheme", "identifier", "uri", "description"})),
    ("languages", frozenset({"character set", "code"}), frozenset({"id", "name", "language", "character set", "code", "note"})),
)  # fmt: skip
"""Tables that others look things up in: what they hold, headers of which one tells, and all that they have."""


def refusal(table: Table, columns: Sequence[Column]) -> str | None:
    """Return why a table whose columns were guessed holds no providers, as a sentence; None if it may be a list of them."""
    names = [spoken(header) for header in table.header]
    targets = {c.target for c in columns if c.target and c.how != "contents"}
    if held := _looked_up(names):
        return f"This is a table of {held}, and it names no agency or program. {_INSTEAD}"
    keys = tuple(_foreign(names, table.header))
    named = bool(targets & _NAMES)
    if _persons(table, columns, names, keys=bool(keys)):
        return (
            "This is a list of people and their posts, and it does not name the agency or program of each, so none of them was taken "
            f"for a provider. {_INSTEAD}"
        )
    own = any(_OWN_KEY.fullmatch(name) for name in names)
    apart = own and not targets & _REACHED if named else bool(keys) and (own or len(keys) > 1 or not _any_name(columns))
    if keys and apart:
        return (
            "This is one table of several: its rows belong to records that stand in the others, and it gives only their numbers "
            f"({', '.join(keys[:4])}). {_INSTEAD}"
        )
    return None


_INSTEAD = (
    "Send the whole export instead, joined into one list in which each row has the name of its agency or program, its address and its "
    "phone. If this is such a list, say which column names the agency with --columns."
)


def _looked_up(names: Sequence[str]) -> str | None:
    said = {name for name in names if not re.fullmatch(r"column \d+", name)}
    return next((held for held, telling, known in _LOOKUPS if said & telling and "name" in said and said <= known), None)


def _foreign(names: Sequence[str], header: Sequence[str]) -> Iterator[str]:
    """Yield the headers of numbers of records that the table does not name; its own number and its parent's are not among them."""
    for name, written in zip(names, header, strict=True):
        if (found := _KEY.fullmatch(name)) and not _has_name(found[1], names):
            yield " ".join(written.split())


def _has_name(entity: str, names: Sequence[str]) -> bool:
    """Whether another column names what a number belongs to: "Agency", "Agency Name", "Name of Agency"."""
    words = next(words for words in _ENTITIES.values() if re.fullmatch(words, entity))
    named = re.compile(rf"(?:\w+ )*(?:{words})(?: name| title)?|name of (?:{words})|nombre (?:de la |del )?(?:{words})")
    return any(named.fullmatch(name) for name in names)


def _any_name(columns: Sequence[Column]) -> bool:
    return any(c.target in _NAMES for c in columns)


def _persons(table: Table, columns: Sequence[Column], names: Sequence[str], *, keys: bool) -> bool:
    """Whether each row is a person with a post, of an agency that another table names."""
    targets = {c.target for c in columns if c.target}
    plain = [at for at, name in enumerate(names) if name in {"name", "full name", "contact", "contact name", "person", "nombre"}]
    parted = {"first name", "last name"} <= {*names} or {"nombre", "apellido"} <= {*names}
    posts = [at for at, name in enumerate(names) if _POST.fullmatch(name)]
    others = targets & {Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME}
    other_names = {c.header for c in columns if c.target in others and c.index not in plain}
    if not posts or not (plain or parted) or other_names or targets & _OFFERS:
        return False
    cells = [row.cells for row in table.rows]
    held = [row[at] for row in cells for at in posts if row[at].strip()]
    post = sum(1 for cell in held if POSTS.search(cell)) > len(held) / 2 if held else False
    return keys or (post and (parted or of_people([row[plain[0]] for row in cells])))
