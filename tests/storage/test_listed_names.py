"""Names of listings by their beginnings, on both databases and held against a walk over all names."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Sequence

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from directory.models import DocumentName, ListedName, ListedNameStart, ServiceAtLocation, Word, WordKey, table
from directory.models.codes import ListedKind
from directory.storage.engine import is_sqlite, reading, writing
from directory.storage.listed_names import folded, names_beginning, starts_of
from directory.storage.listings.lookups import forget
from directory.storage.vocabulary import errors_in_beginning, words_beginning_nearly
from matching.text import fold_text
from tests.importers.making import record
from tests.storage.publishing import publish_records

MIGRATION = "directory.storage.migrations.versions.0022_listed_names"
PROVIDERS = (ListedKind.ORGANIZATION, ListedKind.SERVICE)
EVERY = tuple(ListedKind)
AGENCIES = (
    "Boys & Girls Club of Elm Hollow", "The Elm Hollow Club", "Ácido Café — Niños", "Club", "Club Club Club House", "AND", "Żółw 24",
    "日本 教室", "Family Services of the Family", "Grocery Bank", "Community Groceries", "O'Brien's House",
)  # fmt: skip
SERVICES = ("Club", "Food Pantry", "Food pantry", "Evening Club for Families", "Grocery Delivery", "Elm Hollow Club", "Tutoring")
TOWNS = ("Lansing", "East Lansing", "Elm Hollow", "Mason")


@pytest.fixture
def directory(engine: Engine) -> Engine:
    rows = [
        record(
            n + 2,
            organization_name=AGENCIES[n % len(AGENCIES)],
            service_name=SERVICES[n % len(SERVICES)],
            address_city=TOWNS[n % len(TOWNS)],
            address_address_1=f"{n} Elm Street",
            identifier=f"N-{n}",
        )
        for n in range(36)
    ]
    publish_records(engine, rows)
    return engine


def by_walking(session: Session, beginning: str, kinds: Sequence[ListedKind], most: int) -> list[tuple[ListedKind, str]]:
    """The same names from all there are: those that begin so, then those with a word within that does, by letters."""
    ranked = sorted(
        (at > 0, start, row.folded, kinds.index(row.kind), row.kind)
        for row in session.execute(select(table(ListedName)))
        if row.kind in kinds
        for at, start in enumerate(starts_of(row.folded))
        if start.startswith(beginning)
    )
    first: dict[str, ListedKind] = {}
    for *_, name, _, kind in ranked:
        first.setdefault(name, kind)
    return [(kind, name) for name, kind in list(first.items())[:most]]


NAMES = sorted({folded(name) for name in (*AGENCIES, *SERVICES, *TOWNS)})
beginnings = st.builds(
    lambda name, at, letters: " ".join(name.split()[at:])[:letters], st.sampled_from(NAMES), st.integers(0, 3), st.integers(1, 14)
) | st.text(min_size=1, max_size=4).map(fold_text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=beginnings, kinds=st.sampled_from([EVERY, PROVIDERS, (ListedKind.TOWN,)]), most=st.integers(1, 6))
def test_names_are_those_of_a_walk_over_all(directory: Engine, beginning: str, kinds: Sequence[ListedKind], most: int) -> None:
    """The few rows that are read of the index give the names, in their order, that a look at every name gives."""
    with reading(directory) as session:
        found = names_beginning(session, beginning, kinds, most)
        wanted = by_walking(session, beginning, kinds, most) if beginning else []
    assert [(one.kind, folded(one.name)) for one in found] == wanted


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_misspelled_beginnings_find_what_a_walk_over_all_words_finds(directory: Engine, data: st.DataObject) -> None:
    """The words whose beginning is one error away are those that a look at every word finds, in its order."""
    with reading(directory) as session:
        counts = {row.word: row.documents for row in session.execute(select(table(Word)))}
        word = data.draw(st.sampled_from(sorted(counts)))
        at, letter = data.draw(st.integers(0, len(word))), data.draw(st.sampled_from("aeglorsy"))
        typed = data.draw(
            st.sampled_from([word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + word[at + 1 : at + 2] + word[at : at + 1]])
        )  # fmt: skip
        close = [one for one in counts if errors_in_beginning(typed, one) <= 1]
        read = not any(one.startswith(typed) for one in counts) and 5 <= len(typed) <= 24 and not typed.isdigit()
        wanted = sorted(close, key=lambda one: (one[0] != typed[0], -counts[one], one))[:3] if read else []
        assert words_beginning_nearly(session, typed, 3) == wanted


def test_a_name_of_one_listing_leads_to_it(directory: Engine) -> None:
    """A name that one listing bears has its id, one of several has none, and a town never has."""
    publish_records(directory, [record(2, service_name="Zither Lessons", identifier="Z-1")], source="another")
    with reading(directory) as session:
        (alone,) = names_beginning(session, "zither", EVERY, 5)
        (several,) = names_beginning(session, "tutoring", EVERY, 5)
        assert alone.record_id is not None
        assert several.record_id is None
        assert all(one.record_id is None for one in names_beginning(session, "mason", (ListedKind.TOWN,), 5))


def test_names_are_counted(directory: Engine) -> None:
    """Each name counts the documents that bear it; when all are gone nothing of them is left."""
    with writing(directory) as session:
        links = session.execute(select(DocumentName.kind, DocumentName.folded)).all()
        names = {(row.kind, row.folded): row.documents for row in session.execute(select(table(ListedName)))}
        assert names == Counter((row.kind, row.folded) for row in links)
        keys = sorted(set(session.scalars(select(DocumentName.key))))
        forget(session, keys[:-1])
        left = session.execute(select(DocumentName.kind, DocumentName.folded)).all()
        assert {row.folded for row in session.execute(select(table(ListedNameStart)))} == {row.folded for row in left}
        forget(session, keys)
        for model in (ListedName, ListedNameStart, DocumentName):
            assert session.execute(select(table(model))).all() == []


def test_a_confidential_place_is_in_no_town(engine: Engine) -> None:
    """Where a place is confidential its town is not suggested, and its names are."""
    publish_records(engine, [record(2, service_name="Safe House", service_confidential=True, address_city="Hiddenville")])
    with reading(engine) as session:
        assert names_beginning(session, "hid", EVERY, 5) == []
        assert [one.name for one in names_beginning(session, "safe", EVERY, 5)] == ["Safe House"]


def test_a_migration_files_the_names_that_are_there(directory: Engine) -> None:
    """Names of listings from before the tables are filed as those that are written now."""
    models = (ListedName, ListedNameStart, DocumentName)

    def rows(session: Session) -> list[list[tuple[object, ...]]]:
        return [sorted(map(tuple, session.execute(select(table(model)))), key=str) for model in models]

    with reading(directory) as session:
        before = rows(session)
    with writing(directory) as session:
        for model in (DocumentName, ListedNameStart, ListedName):
            session.execute(text(f"DROP TABLE {model.__tablename__}"))
        with Operations.context(MigrationContext.configure(session.connection())):
            importlib.import_module(MIGRATION).upgrade()
    with reading(directory) as session:
        assert rows(session) == before


def test_beginnings_are_read_from_an_index(directory: Engine) -> None:
    """No query of suggestions reads a whole table, as SQLite's plans say."""
    plans: list[str] = []
    publish_records(directory, [record(2, service_name="Zither Lessons", identifier="Z-1")], source="another")
    with reading(directory) as session:
        if not is_sqlite(session):
            return
        seen: list[tuple[str, object]] = []
        connection = session.connection().connection.driver_connection
        assert connection is not None
        connection.set_trace_callback(lambda statement: seen.append((statement, None)))
        names_beginning(session, "zit", EVERY, 5)
        words_beginning_nearly(session, "gorcery", 3)
        connection.set_trace_callback(None)
        for statement, _ in seen:
            if statement.startswith("SELECT"):
                plans += [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    tables = {model.__tablename__ for model in (ListedName, ListedNameStart, DocumentName, ServiceAtLocation, Word, WordKey)}
    read = {(how, name) for how, name, *_ in map(str.split, plans) if name in tables}
    assert read == {("SEARCH", name) for name in tables}
