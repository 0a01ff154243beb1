"""Rows that an import held back, what a coordinator makes of them, and what wants a look."""

from __future__ import annotations

import datetime
import json

import pytest
from sqlalchemy import Engine, text

from directory.errors import RefusedError, UnknownError
from directory.storage.engine import reading, writing
from directory.storage.imports.past_imports import imports
from directory.storage.imports.publication import COUNTED
from directory.storage.imports.review import HeldRow, accept_as_new, alike_held_rows, count_held, dismiss, held, same_as
from directory.storage.imports.undo import undo
from directory.storage.listings.attention import REASONS, needing_attention
from directory.storage.listings.catalog import CatalogFilters, browse
from directory.storage.listings.history import history
from importers.fields import Target
from importers.plan.likeness import ResembledLine, ResembledRecord
from importers.records import Cost, NeedFit, Phone
from tests.importers.making import record
from tests.storage.by_hand import LATER, TODAY, named, records
from tests.storage.imports.test_publication import FULL
from tests.storage.publishing import publish_records

ROWS = [record(2), record(3, **FULL | {"identifier": ...}, service_name="Homework  Clubs")]


def waiting(engine: Engine) -> list[HeldRow]:
    with reading(engine) as session:
        return held(session)


def accepted(engine: Engine, import_id: int, line: int) -> str:
    with writing(engine) as session:
        return accept_as_new(session, import_id, line, staff_id=None, now=LATER)


def counts(engine: Engine, import_id: int) -> dict[str, int]:
    """The figures of an import; its rows are counted once and in one place."""
    with reading(engine) as session:
        (found,) = (one.counts for one in imports(session) if one.import_id == import_id)
    assert found["rows_read"] == sum(found[name] for name in COUNTED if name not in ("rows_read", "withdrawn"))
    return found


def test_a_row_that_waits_shows_what_it_resembles(engine: Engine) -> None:
    """A line of its own list, or a record of another one, by its id."""
    publish_records(engine, ROWS)
    (row,) = waiting(engine)
    assert (row.import_id, row.line, row.like) == (1, 3, ResembledLine(2))
    assert row.alike == (named(engine, "Homework Club"),)
    assert row.fields == {t: v for t, v in ROWS[1].fields.items() if v is not None}
    publish_records(engine, [record(2)], "other")
    found = waiting(engine)[-1]
    assert (found.source, found.like, found.alike) == ("other", ResembledRecord("Homework Club (list)"), row.alike)
    with reading(engine) as session:
        assert [one.id for one in browse(session, CatalogFilters(among=alike_held_rows(session)), TODAY).records] == list(
            row.alike
        )


STAGED = (
    '{"organization.name": "Elm House", "service.name": "Chess", "service.minimum_age": 6.0, "service.do_not_refer": false,'
    ' "service.assured_date": "2026-03-09", "languages": ["en", "es"], "needs": [["tutoring", 0.6]],'
    ' "phones": [["+15175550123", "13", "fax", null]], "address.postal_code": "48910"}'
)


def test_a_row_staged_before_is_read(engine: Engine) -> None:
    """A row is stored as JSON by the texts of its targets, so that one staged by an earlier version is read like a new one."""
    publish_records(engine, ROWS)
    with writing(engine) as session:
        for line in (2, 3):
            found = {"fields": STAGED, "line": line}
            session.execute(text("UPDATE import_row SET fields = :fields WHERE line = :line"), found)
    (row,) = waiting(engine)
    assert row.fields == {
        Target.ORGANIZATION_NAME: "Elm House",
        Target.SERVICE_NAME: "Chess",
        Target.SERVICE_MINIMUM_AGE: 6.0,
        Target.SERVICE_DO_NOT_REFER: False,
        Target.SERVICE_ASSURED_DATE: datetime.date(2026, 3, 9),
        Target.LANGUAGES: ("en", "es"),
        Target.NEEDS: (NeedFit("tutoring", 0.6),),
        Target.PHONES: (Phone("+15175550123", "13", "fax"),),
        Target.ADDRESS_POSTAL_CODE: "48910",
    }
    assert all(isinstance(target, Target) for target in row.fields)
    record_id = accepted(engine, 1, 3)
    made = records(engine)[record_id]
    assert {target: made[target] for target in row.fields} == row.fields
    with reading(engine) as session:
        (stored,) = session.scalars(text("SELECT fields FROM import_row WHERE line = 3"))
    assert (json.loads(stored) if isinstance(stored, str) else stored) == json.loads(STAGED)


def test_a_row_is_staged_by_the_texts_of_its_targets(engine: Engine) -> None:
    """What is stored of a row names its targets by their texts, whatever the program calls them."""
    publish_records(engine, ROWS)
    with reading(engine) as session:
        (stored,) = session.scalars(text("SELECT fields FROM import_row WHERE line = 2"))
    found = json.loads(stored) if isinstance(stored, str) else stored
    assert found["organization.name"] == "Maple Valley Family Services"
    assert set(found) == {target.value for target, value in ROWS[0].fields.items() if value not in (None, ())}


def test_a_row_accepted_as_new_is_its_list_s(engine: Engine) -> None:
    """The record says what the row says, and the next edition finds it unchanged, or changes it."""
    publish_records(engine, ROWS)
    record_id = accepted(engine, 1, 3)
    assert waiting(engine) == []
    made = records(engine)[record_id]
    assert {t: made[t] for t in ROWS[1].fields} == dict(ROWS[1].fields)
    assert counts(engine, 1)["created"] == 2
    done = publish_records(engine, ROWS)
    assert (done.unchanged, done.problems) == (2, [])
    changed = record(3, **dict(ROWS[1].fields) | {"costs": (Cost("free"),)})
    assert publish_records(engine, [ROWS[0], changed]).updated == 1
    assert records(engine)[record_id][Target.COSTS] == (Cost("free"),)
    with reading(engine) as session:
        assert [entry.kind for entry in history(session, record_id)] == ["updated", "accepted", "imported"]


@pytest.mark.slow
def test_undoing_the_import_takes_an_accepted_row_along(engine: Engine) -> None:
    """What was accepted goes with the import whose row it is."""
    publish_records(engine, ROWS)
    accepted(engine, 1, 3)
    with writing(engine) as session:
        assert undo(session, 1, LATER) == 2
    assert records(engine) == {}


def test_a_row_that_is_a_known_record_is_not_asked_about_again(engine: Engine) -> None:
    """The next edition passes it over without a word, unless that record is gone by then."""
    publish_records(engine, [record(2)], "first")
    publish_records(engine, [record(2)], "second")
    with writing(engine) as session:
        same_as(session, 2, 2, named(engine, "Homework Club"))
    assert counts(engine, 2)["duplicates"] == 1
    done = publish_records(engine, [record(2)], "second")
    assert (done.unchanged, done.problems, waiting(engine)) == (1, [], [])
    with writing(engine) as session:
        undo(session, 1, LATER)
    assert publish_records(engine, [record(2)], "second").created == 1


def test_a_dismissed_row_stays_out(engine: Engine) -> None:
    """The next edition passes it over; undoing the import forgets the decision."""
    publish_records(engine, ROWS)
    with writing(engine) as session:
        dismiss(session, 1, 3)
    assert counts(engine, 1)["rejected"] == 1
    done = publish_records(engine, ROWS)
    assert (done.unchanged, done.problems, waiting(engine)) == (2, [], [])
    with writing(engine) as session:
        undo(session, 2, LATER)
        undo(session, 1, LATER)
    assert publish_records(engine, ROWS).needs_review == 1


def test_a_row_is_decided_once(engine: Engine) -> None:
    """A second decision, a line that is not there and a record that is gone are refused."""
    publish_records(engine, ROWS)
    with writing(engine) as session, pytest.raises(UnknownError):
        same_as(session, 1, 3, "gone")
    accepted(engine, 1, 3)
    with pytest.raises(RefusedError, match="waits no more"):
        accepted(engine, 1, 3)
    with pytest.raises(UnknownError, match="no line 99"):
        accepted(engine, 1, 99)


def test_only_rows_of_the_newest_edition_wait(engine: Engine) -> None:
    """A row that stays goes on waiting, one that changed waits with its new words, one that is gone from its list does not."""
    publish_records(engine, ROWS)
    publish_records(engine, ROWS)
    assert [(row.import_id, row.line) for row in waiting(engine)] == [(1, 3)]
    publish_records(engine, [ROWS[0], record(3, **dict(ROWS[1].fields) | {"service.description": "Newer"})])
    assert [(row.import_id, row.line) for row in waiting(engine)] == [(3, 3)]
    publish_records(engine, ROWS[:1])
    assert waiting(engine) == []


def test_what_wants_a_look(engine: Engine) -> None:
    """Running services that nobody confirmed for a year, or that lack what a match needs, and rows that wait."""
    sound = {"service_assured_date": TODAY}
    nowhere = {"location_latitude": None, "location_longitude": None, "address_postal_code": None}
    rows = [
        record(2, **sound),
        record(3, service_name="Chess", address_address_1="3 Elm"),
        record(4, service_name="Choir", address_address_1="4 Elm", **sound, phones=()),
        record(5, service_name="Dance", address_address_1="5 Elm", **sound, needs=()),
        record(6, service_name="Drama", address_address_1="6 Elm", **sound | nowhere),
        record(7, service_name="Helpline", address_address_1=None, **sound | nowhere, modes=("phone",)),
        record(8, service_name="Shelter", address_address_1="8 Elm", **sound, service_confidential=True),
        record(9, service_name="Ended", address_address_1="9 Elm", service_status="inactive", phones=()),
        record(10, service_name="Homework Clubs", **sound),
    ]
    publish_records(engine, rows)
    with reading(engine) as session:
        counts = {**needing_attention(session, TODAY), "held": count_held(session)}
        wanting = {
            reason: [row.service for row in browse(session, CatalogFilters(attention=reason), TODAY).records]
            for reason in REASONS
        }
    assert wanting == {
        "stale": ["Chess"],
        "without_phone": ["Choir"],
        "without_needs": ["Dance"],
        "without_place": ["Drama"],
        "confidential": ["Shelter"],
    }
    assert counts == dict.fromkeys((*REASONS, "held"), 1)
