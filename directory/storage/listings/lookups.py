"""The tables that matching and search read, rebuilt for the services that changed, in the same transaction.

A service at location is looked up by its key, which begins with its map cell. Only what may be referred to is included:
active services that nobody has marked "do not refer"; a confidential one is included without its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.models import DocumentWords, MatchCandidate, SearchDocument, ServiceAtLocation, table
from directory.models.codes import ListedKind
from directory.places import cells
from directory.storage.chunks import chunks, delete_in, rows_in
from directory.storage.listed_names import Named, add_names, folded, remove_names
from directory.storage.listings import facts
from directory.storage.listings.records import load
from directory.storage.listings.targets import DETAILS, Row, items_of
from directory.storage.pace import Pace
from directory.storage.vocabulary import change_words, words_of
from importers.fields import Target
from importers.records import Cost, Fields, NeedFit
from matching.needs import answered, narrowed, terms
from matching.offers import WITHOUT_PLACE
from matching.own_words import listed_words
from matching.text import fold_text

PLACING = tuple(detail for detail in DETAILS if detail.target in (Target.MODES, Target.SERVICE_AREAS))
"""The targets that, with the columns, decide where a service is on the map."""


def cell_key(fields: Fields, number: int) -> int:
    """Return the key of a service at location: its map cell, or a pseudo-cell if it has no point that may be disclosed."""
    return cells.key(_cell(fields), number)


def _cell(fields: Fields) -> int:
    latitude, longitude = _point(fields)
    if latitude is None or longitude is None:
        return cells.AREA if fields.get(Target.SERVICE_AREAS) else cells.NOWHERE
    return cells.cell(latitude, longitude)


def _point(fields: Fields) -> tuple[float | None, float | None]:
    """Return where a student would go; nowhere if the place is confidential or the service comes to the student."""
    latitude, longitude = fields.get(Target.LOCATION_LATITUDE), fields.get(Target.LOCATION_LONGITUDE)
    if not _is_visited(fields) or not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None, None
    return float(latitude), float(longitude)


def _town(fields: Fields) -> str:
    """Return the town where a student would go, "" if the place is confidential or the service comes to the student."""
    return " ".join(str(fields.get(Target.ADDRESS_CITY) or "").split()) if _is_visited(fields) else ""


def _is_visited(fields: Fields) -> bool:
    modes = set(_texts(fields, Target.MODES))
    return not (fields.get(Target.SERVICE_CONFIDENTIAL) or (modes and modes <= WITHOUT_PLACE))


@dataclass(frozen=True, slots=True)
class LookUps:
    """The look-up rows of some services at location, with their keys."""

    keys: Sequence[int]
    candidates: Sequence[Row]
    documents: Sequence[Row]
    words: Sequence[Row]
    names: dict[int, dict[Named, str]]


def reindex(session: Session, ids: Iterable[str]) -> None:
    """Rebuild the look-up rows of these services at location."""
    # In map order, neighbors are stored together on disk, as they are read together; and FTS5 flushes its buffer
    # whenever a key is lower than the one before.
    for part in chunks(keyed(session, ids)):
        write_lookups(session, lookups_of(session, part))


def reindex_all(pace: Pace, ids: Iterable[str]) -> None:
    """Rebuild the look-up rows of many services at location, which are read while others may write."""
    standing: list[tuple[str, int]] = []
    for part in pace.looked([list(ids)], lambda session, lists: keyed(session, lists[0])):
        standing += part
    for found in pace.looked(standing, lookups_of):
        write_lookups(pace.session, found)


def keyed(session: Session, ids: Iterable[str]) -> list[tuple[str, int]]:
    """Return the existing services at location, each with its key, in map order."""
    links = table(ServiceAtLocation).c
    rows = rows_in(session, select(links.id, links.key), links.id, ids)
    return sorted(((row.id, row.key) for row in rows), key=lambda one: one[1])


def lookups_of(session: Session, standing: Sequence[tuple[str, int]]) -> LookUps:
    """Return the look-up rows that services at location should have, by their ids and keys."""
    keys = dict(standing)
    candidates: list[Row] = []
    documents: list[Row] = []
    words: list[Row] = []
    names: dict[int, dict[Named, str]] = {}
    for record_id, fields in load(session, list(keys)).items():
        if may_be_referred(fields):
            candidates += candidate_rows(fields, record_id, keys[record_id])
            documents.append(document(fields, keys[record_id]))
            words.append({"key": keys[record_id], "words": words_named(fields)})
            names[keys[record_id]] = names_of(fields)
    candidates.sort(key=lambda row: (row["term"], row["key"]))
    return LookUps(list(keys.values()), candidates, documents, words, names)


def write_lookups(session: Session, found: LookUps) -> None:
    """Replace the look-up rows at these keys."""
    forget(session, found.keys)
    for model, rows in ((MatchCandidate, found.candidates), (SearchDocument, found.documents), (DocumentWords, found.words)):
        if rows:
            session.execute(insert(table(model)), rows)
    change_words(session, (words_of(row["title"], row["body"]) for row in found.documents), 1)
    add_names(session, found.names)


def forget(session: Session, keys: Iterable[int]) -> None:
    """Delete the look-up rows of these keys, their words from the vocabulary, and their names."""
    wanted = list(keys)
    documents = table(SearchDocument)
    old = rows_in(session, select(documents.c.title, documents.c.body), documents.c.key, wanted)
    change_words(session, [words_of(row.title, row.body) for row in old], -1)
    remove_names(session, wanted)
    for model in (MatchCandidate, SearchDocument, DocumentWords):
        delete_in(session, delete(table(model)), table(model).c.key, wanted)


def may_be_referred(fields: Fields) -> bool:
    """Whether a student may be sent there: it is active, and nobody has marked it "do not refer"."""
    return fields.get(Target.SERVICE_STATUS) == "active" and not fields.get(Target.SERVICE_DO_NOT_REFER)


def candidate_rows(fields: Fields, record_id: str, key: int) -> list[Row]:
    """Return a row for each need term; general kinds of care count little or nothing for a service limited to one condition."""
    row = candidate_columns(fields, record_id, key)
    listed = {need.slug: need.fit for need in items_of(fields, Target.NEEDS) if isinstance(need, NeedFit)}
    fits = answered(narrowed(listed, row["audience"].split()))
    return [row | {"term": slug, "fit": fit} for slug, fit in fits.items()]


def candidate_columns(fields: Fields, record_id: str, key: int) -> Row:
    """Return what scoring reads of a service at location, for any need."""
    latitude, longitude = _point(fields)
    assured: Any = fields.get(Target.SERVICE_ASSURED_DATE)
    season, closed_until, room = facts.season(fields), facts.closed_until(fields), facts.room(fields)
    return {
        "key": key,
        "id": record_id,
        "latitude": latitude,
        "longitude": longitude,
        "precision": "" if latitude is None else fields.get(Target.LOCATION_PRECISION) or "address",
        "minimum_age": fields.get(Target.SERVICE_MINIMUM_AGE),
        "maximum_age": fields.get(Target.SERVICE_MAXIMUM_AGE),
        "languages": " ".join(_texts(fields, Target.LANGUAGES)),
        "payments": " ".join(dict.fromkeys(c.option for c in items_of(fields, Target.COSTS) if isinstance(c, Cost))),
        "modes": " ".join(_texts(fields, Target.MODES)),
        "areas": "|".join(_texts(fields, Target.SERVICE_AREAS)),
        "school": fields.get(Target.SERVICE_SCHOOL) or "",
        "assured": assured.toordinal() if assured else None,
        "capacity": room.places,
        "wait": room.wait,
        "capacity_day": room.as_of.toordinal() if room.as_of else None,
        "first_month": season.first if season else None,
        "last_month": season.last if season else None,
        "closed_until": closed_until.toordinal() if closed_until else None,
        "for_crisis": facts.for_crisis(fields),
        "audience": " ".join(facts.audience(fields)),
        "traits": " ".join(facts.traits(fields)),
        "town": _town(fields),
    }


# The names of a service weigh more in a search than its description.
TITLE = (
    Target.SERVICE_NAME,
    Target.SERVICE_ALTERNATE_NAME,
    Target.ORGANIZATION_NAME,
    Target.ORGANIZATION_ALTERNATE_NAME,
    Target.PROGRAM_NAME,
)
DESCRIPTIONS = (Target.SERVICE_DESCRIPTION, Target.SERVICE_ELIGIBILITY_DESCRIPTION, Target.ORGANIZATION_DESCRIPTION)
BODY = (
    Target.LOCATION_NAME, Target.ADDRESS_CITY, Target.ADDRESS_REGION, Target.ADDRESS_POSTAL_CODE, *DESCRIPTIONS,
)  # fmt: skip
LISTS = (Target.CATEGORIES, Target.KEYWORDS)


def document(fields: Fields, key: int) -> Row:
    """Return the words by which the service is found, folded: lower case without accents."""
    fields = facts.shown(fields)
    title = _unique(fields, TITLE)
    told = BODY if not fields.get(Target.SERVICE_CONFIDENTIAL) else [target for target in BODY if not _is_place(target)]
    body = [*_unique(fields, told), *(text for target in LISTS for text in _texts(fields, target))]
    known = terms()
    for need in items_of(fields, Target.NEEDS):
        if isinstance(need, NeedFit) and need.slug in known:
            body += [known[need.slug].english, known[need.slug].spanish]
    return {"key": key, "title": fold_text(" ".join(title)), "body": fold_text(" ".join(body))}


def words_named(fields: Fields) -> str:
    """Return the words that a listing names, for the asker's own (matching.own_words); nothing that is withheld is among them."""
    fields = facts.shown(fields)
    categories = [text for target in LISTS for text in _texts(fields, target)]
    return listed_words(_unique(fields, TITLE), categories, _unique(fields, DESCRIPTIONS))


NAMES = {
    Target.ORGANIZATION_NAME: ListedKind.ORGANIZATION,
    Target.ORGANIZATION_ALTERNATE_NAME: ListedKind.ORGANIZATION,
    Target.SERVICE_NAME: ListedKind.SERVICE,
    Target.SERVICE_ALTERNATE_NAME: ListedKind.SERVICE,
    Target.ADDRESS_CITY: ListedKind.TOWN,
}


def names_of(fields: Fields) -> dict[Named, str]:
    """Return the names by which the service is suggested, each as it is written; a confidential place is in no town."""
    is_confidential = bool(fields.get(Target.SERVICE_CONFIDENTIAL))
    fields = facts.shown(fields)
    found: dict[Named, str] = {}
    for target, kind in NAMES.items():
        name = fields.get(target)
        if isinstance(name, str) and (key := folded(name)) and not (is_confidential and _is_place(target)):
            found.setdefault((kind, key), " ".join(name.split()))
    return found


def _is_place(target: Target) -> bool:
    return target.startswith(("location.", "address."))


def _unique(fields: Fields, targets: Iterable[Target]) -> list[str]:
    return list(dict.fromkeys(text for target in targets if isinstance(text := fields.get(target), str) and text))


def _texts(fields: Fields, target: Target) -> list[str]:
    return [item for item in items_of(fields, target) if isinstance(item, str)]
