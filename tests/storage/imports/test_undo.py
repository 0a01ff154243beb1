"""An import taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from directory.errors import RefusedError, UnknownError
from directory.listings.additions import add
from directory.models import ShortlistItem
from directory.storage.engine import reading, writing
from directory.storage.imports.past_imports import imports
from directory.storage.imports.undo import undo
from importers.fields import Target
from importers.records import NeedFit, Phone
from tests.importers.making import record
from tests.listings.test_edits import corrected, taken_back
from tests.storage.by_hand import coordinator, named, records
from tests.storage.imports.test_publication import FULL, contents
from tests.storage.publishing import NOON, publish_records

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


def test_an_import_whose_records_were_corrected_is_not_undone(engine: Engine) -> None:
    """No correction by hand is lost: undoing names the record until the correction is taken back."""
    first = publish_records(engine, [record(2), record(3, service_name="Chess")])
    edits = [corrected(engine, named(engine, name), {Target.SERVICE_ALERT: "Full"}) for name in ("Chess", "Homework Club")]
    with pytest.raises(RefusedError, match="2 records, one of them “"):
        take_back(engine, first.import_id)
    taken_back(engine, edits[0])
    with pytest.raises(RefusedError, match="“Homework Club” was corrected by hand since import 1"):
        take_back(engine, first.import_id)
    taken_back(engine, edits[1])
    take_back(engine, first.import_id)
    assert records(engine) == {}


def test_a_correction_of_an_agency_holds_the_imports_that_touched_it(engine: Engine) -> None:
    """Though it was made through the service of another import, and so does a service that was added to the agency."""
    publish_records(engine, [record(2)])
    second = publish_records(engine, [record(2), record(3, service_name="Chess")])
    edit = corrected(engine, named(engine, "Homework Club"), {Target.ORGANIZATION_EMAIL: "office@example.org"})
    with pytest.raises(RefusedError, match="Homework Club"):
        take_back(engine, second.import_id)
    taken_back(engine, edit)
    take_back(engine, second.import_id)
    agency = records(engine)[named(engine, "Homework Club")][Target.ORGANIZATION_ID]
    with writing(engine) as session:
        add(session, {Target.ORGANIZATION_ID: agency, Target.SERVICE_NAME: "Choir"}, staff_id=None, now=NOON)
    with pytest.raises(RefusedError, match="“Choir” was corrected by hand"):
        take_back(engine, 1)


def test_a_correction_before_an_import_does_not_hold_it(engine: Engine) -> None:
    """Undoing a later import brings the corrected record back, correction and all."""
    publish_records(engine, [record(2)])
    corrected(
        engine, named(engine, "Homework Club"), {Target.SERVICE_ALERT: "Full", Target.ORGANIZATION_EMAIL: "office@example.org"}
    )
    before = directory_of(engine)
    second = publish_records(engine, [record(2, service_description="New", organization_website="https://new.example.org")])
    assert second.updated == 1
    take_back(engine, second.import_id)
    assert directory_of(engine) == before


def test_a_program_that_a_correction_uses_stays(engine: Engine) -> None:
    """A program made by an import that is undone stays where another service was put into it by hand."""
    publish_records(engine, [record(2)])
    second = publish_records(engine, [record(2), record(3, service_name="Chess", program_name="Evenings")])
    corrected(engine, named(engine, "Homework Club"), {Target.PROGRAM_NAME: "Evenings"})
    take_back(engine, second.import_id)
    assert records(engine)[named(engine, "Homework Club")][Target.PROGRAM_NAME] == "Evenings"


@pytest.mark.slow
def test_undoing_an_edition_leaves_shortlists_alone(engine: Engine) -> None:
    """What staff set aside stays set aside when its record becomes what it was."""
    publish_records(engine, [record(2)])
    record_id, staff_id = named(engine, "Homework Club"), coordinator(engine)
    with writing(engine) as session:
        session.add(ShortlistItem(staff_id=staff_id, record_id=record_id, at=NOON))
    second = publish_records(engine, [record(2, service_description="New", location_latitude=44.0)])
    take_back(engine, second.import_id)
    with reading(engine) as session:
        assert session.scalars(select(ShortlistItem.record_id)).all() == [record_id]
