"""The names of organizations, services and towns that listings bear, counted, and how the beginning of one finds it.

A name is filed under its words from each of the first on, without small words: "Boys & Girls Club" under "boys girls club",
"girls club" and "club". A beginning is then a range of one index, of which only the first rows are read, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, insert, or_, select, union_all, update
from sqlalchemy.orm import Session

from directory.models import Address, DocumentName, ListedName, ListedNameStart, ServiceAtLocation, table
from directory.models.codes import ListedKind
from directory.storage.chunks import chunks, delete_in, rows_in
from directory.storage.vocabulary import STOP_WORDS
from matching.text import fold_text

LONGEST, LONGEST_START = 160, 80
"""Letters of a folded name and of what it is filed under."""
MOST_STARTS = 6
"""Words of a name by which it can be begun."""
BEYOND = "\U0010ffff"
"""Sorts after whatever may follow a beginning."""

Named = tuple[ListedKind, str]
"""A kind and a folded name, which together identify a name."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as it is written; `record_id` is the service at location that alone bears it, None if several do."""

    kind: ListedKind
    name: str
    record_id: str | None


def folded(name: str) -> str:
    """Return a name as it is compared: in lower case, without accents and small words."""
    words = fold_text(name).split()
    return " ".join([word for word in words if word not in STOP_WORDS] or words)[:LONGEST].strip()


def starts_of(name: str) -> list[str]:
    """Return what a folded name is filed under, the whole name first."""
    words = name.split()
    return [" ".join(words[at:])[:LONGEST_START].strip() for at in range(min(len(words), MOST_STARTS))]


def add_names(session: Session, names: dict[int, dict[Named, str]]) -> None:
    """File the names of search documents, by their keys."""
    counts = Counter(named for of_key in names.values() for named in of_key)
    if not counts:
        return
    have = _present(session, counts)
    if have:
        _count(session, {named: counts[named] for named in have}, 1)
    new = sorted(counts.keys() - have)
    if new:
        written = {named: name for of_key in reversed(names.values()) for named, name in of_key.items()}
        rows = [{"kind": kind, "folded": key, "name": written[kind, key], "documents": counts[kind, key]} for kind, key in new]
        session.execute(insert(table(ListedName)), rows)
        session.execute(insert(table(ListedNameStart)), list(_starts(new)))
    links = [{"key": key, "kind": kind, "folded": name} for key, of_key in names.items() for kind, name in of_key]
    session.execute(insert(table(DocumentName)), links)


def _starts(names: Iterable[Named]) -> Iterator[dict[str, object]]:
    for kind, name in names:
        first, *others = starts_of(name)
        yield {"kind": kind, "within": False, "start": first, "folded": name}
        yield from ({"kind": kind, "within": True, "start": start, "folded": name} for start in dict.fromkeys(others))


def remove_names(session: Session, keys: Sequence[int]) -> None:
    """Take the names of search documents away, and those that no other document bears."""
    links, names = table(DocumentName), table(ListedName)
    counts = Counter((row.kind, row.folded) for row in rows_in(session, select(links), links.c.key, keys))
    if not counts:
        return
    delete_in(session, delete(links), links.c.key, keys)
    _count(session, counts, -1)
    # What they are filed under is deleted by cascade.
    for part in chunks(sorted(counts)):
        session.execute(delete(names).where(names.c.documents <= 0, _are(names, part)))


def _present(session: Session, names: Iterable[Named]) -> set[Named]:
    listed = table(ListedName)
    found: set[Named] = set()
    for part in chunks(sorted(names)):
        found |= {
            (row.kind, row.folded) for row in session.execute(select(listed.c.kind, listed.c.folded).where(_are(listed, part)))
        }
    return found


def _are(names: Table, wanted: Sequence[Named]) -> ColumnElement[bool]:
    """Return the condition that a row is of these names: kind by kind, since SQLite looks up no list of pairs in an index."""
    of_kinds = groupby(sorted(wanted), key=lambda named: named[0])
    return or_(*(and_(names.c.kind == kind, names.c.folded.in_([name for _, name in some])) for kind, some in of_kinds))


def _count(session: Session, counts: Mapping[Named, int], by: int) -> None:
    """Change how many documents bear names that are on file."""
    names = table(ListedName)
    change = update(names).where(names.c.kind == bindparam("its_kind"), names.c.folded == bindparam("its_name"))
    rows = [{"its_kind": kind, "its_name": name, "by": by * counts[kind, name]} for kind, name in sorted(counts)]
    session.connection().execute(change.values(documents=names.c.documents + bindparam("by")), rows)


def names_beginning(session: Session, beginning: str, kinds: Sequence[ListedKind], most: int) -> list[FoundName]:
    """Return the first names with words that begin so: those that begin with them, then the others, in the order of letters.

    `beginning` is folded, the last of its words may be unfinished. Of a name of two kinds the first of `kinds` is returned.
    """
    if not beginning or len(beginning) > LONGEST_START:
        return []
    parts = [_first(kind, beginning, most, within=within) for kind in kinds for within in (False, True)]
    rows = session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    ranked = sorted(rows, key=lambda row: (row.within, row.start, row.folded, kinds.index(row.kind)))
    chosen: dict[str, ListedKind] = {}
    for row in ranked:
        chosen.setdefault(row.folded, row.kind)
    return _described(session, [(kind, name) for name, kind in list(chosen.items())[:most]])


def towns_among(session: Session, names: Collection[str]) -> set[str]:
    """Return which of these folded names are towns of addresses where a listing is."""
    return {name for _, name in _present(session, ((ListedKind.TOWN, name) for name in names))}


def addresses_in(session: Session, town: str, most: int) -> list[tuple[str, str]]:
    """Return the state and the ZIP of addresses in a town, by its folded name, "" where they are not listed: of `most` at most."""
    links, places, addresses = table(DocumentName).c, table(ServiceAtLocation).c, table(Address).c
    listed = (
        select(links.key).where(links.kind == ListedKind.TOWN, links.folded == town).order_by(links.key).limit(most).subquery()
    )
    query = (
        select(addresses.city, addresses.state_province, addresses.postal_code)
        .join(ServiceAtLocation, places.location_id == addresses.location_id)
        .where(places.key.in_(select(listed.c.key)))
        .order_by(addresses.id)
    )
    rows = session.execute(query)
    return [(row.state_province or "", row.postal_code or "") for row in rows if folded(row.city or "") == town]


def _first(kind: ListedKind, beginning: str, most: int, *, within: bool) -> Select[ListedKind, bool, str, str]:
    """Return the query of as many rows as `most` names can have at most, counting those that were found before."""
    starts = table(ListedNameStart).c
    rows = most * 2 * MOST_STARTS if within else most
    return (
        select(starts.kind, starts.within, starts.start, starts.folded)
        .where(starts.kind == kind, starts.within.is_(within), starts.start >= beginning, starts.start < beginning + BEYOND)
        .order_by(starts.start, starts.folded)
        .limit(rows)
    )


def _described(session: Session, names: Sequence[Named]) -> list[FoundName]:
    """Return names as they are written, each with the listing that alone bears it."""
    if not names:
        return []
    listed, links, places = table(ListedName).c, table(DocumentName).c, table(ServiceAtLocation).c
    query = select(listed.kind, listed.folded, listed.name, listed.documents).where(_are(table(ListedName), names))
    found = {(row.kind, row.folded): row for row in session.execute(query)}
    alone = [named for named in names if found[named].documents == 1 and named[0] is not ListedKind.TOWN]
    ids: dict[Named, str] = {}
    if alone:
        bearing = (
            select(links.kind, links.folded, places.id)
            .join(ServiceAtLocation, places.key == links.key)
            .where(_are(table(DocumentName), alone))
        )
        ids = {(row.kind, row.folded): row.id for row in session.execute(bearing)}
    return [FoundName(named[0], found[named].name, ids.get(named)) for named in names]
