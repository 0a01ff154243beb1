"""An import taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.errors import RefusedError, UnknownError
from directory.storage.engine import reading, writing
from directory.storage.publishing.importing import imports
from directory.storage.publishing.undoing import undo
from importers.records import NeedFit, Phone
from tests.importers.making import record
from tests.storage.publishing import NOON, publish_records
from tests.storage.test_publishing import FULL, contents

TERMS = ("taxonomy", "taxonomy_term")  # terms that were once used stay; they say nothing of any provider


def directory_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in contents(engine).items() if name not in TERMS}


def take_back(engine: Engine, import_id: int | None) -> None:
    assert import_id is not None
    with writing(engine) as session:
        undo(session, import_id, NOON)


def test_undoing_a_first_import_leaves_an_empty_directory(engine: Engine) -> None:
    """What an import made is gone without a trace."""
    before = directory_of(engine)
    done = publish_records(engine, [record(2, **FULL), record(3, service_name=..., organization_name="Elm Agency")])
    take_back(engine, done.import_id)
    assert directory_of(engine) == before


def test_undoing_an_edition_brings_back_the_one_before(engine: Engine) -> None:
    """Creations, changes, withdrawals and new words of an import are all taken back."""
    publish_records(engine, [record(2, **FULL), record(3, service_name="Chess"), record(4, organization_name="Elm Agency")])
    before = directory_of(engine)
    done = publish_records(
        engine,
        [
            record(
                2,
                **FULL | {"organization_alternate_name": None},
                service_description="New words",
                phones=(Phone("+15175550177"),),
            ),
            record(4, organization_name="Elm Agency", program_name="Evenings", needs=(NeedFit("sports"),)),
            record(5, service_name="Choir", program_name="Music"),
        ],
    )
    assert (done.created, done.updated, done.withdrawn) == (1, 2, 1)
    take_back(engine, done.import_id)
    assert directory_of(engine) == before


def test_an_import_that_others_built_on_is_not_undone(engine: Engine) -> None:
    """An import whose records a later one changed is refused until that one is undone."""
    first = publish_records(engine, [record(2)])
    second = publish_records(engine, [record(2, service_description="Changed")])
    with pytest.raises(RefusedError, match=f"undo {second.import_id}"):
        take_back(engine, first.import_id)
    take_back(engine, second.import_id)
    take_back(engine, first.import_id)


def test_a_service_added_to_an_agency_holds_its_first_import(engine: Engine) -> None:
    """An agency is not taken away below a service that a later import gave it."""
    first = publish_records(engine, [record(2)])
    publish_records(engine, [record(2), record(3, service_name="Chess")])
    with pytest.raises(RefusedError):
        take_back(engine, first.import_id)


def test_an_unchanged_import_holds_nothing(engine: Engine) -> None:
    """An import that changed nothing does not stand in the way of undoing the one before."""
    first = publish_records(engine, [record(2)])
    publish_records(engine, [record(2)])
    take_back(engine, first.import_id)


def test_an_import_is_undone_once(engine: Engine) -> None:
    """Undoing again, or undoing what was never made, says so."""
    done = publish_records(engine, [record(2)])
    take_back(engine, done.import_id)
    with pytest.raises(RefusedError, match="already"):
        take_back(engine, done.import_id)
    with pytest.raises(UnknownError, match="999"):
        take_back(engine, 999)
    with reading(engine) as session:
        assert [one.state for one in imports(session)] == ["undone"]


def test_rows_left_for_review_are_forgotten_with_their_import(engine: Engine) -> None:
    """A row waits since the import that left it; when that one is undone, the row comes up for review again."""
    rows = [record(2), record(3, service_name="Homework  Clubs")]
    first = publish_records(engine, rows)
    assert (first.needs_review, publish_records(engine, rows).unchanged) == (1, 2)
    take_back(engine, first.import_id)
    assert publish_records(engine, rows).needs_review == 1
