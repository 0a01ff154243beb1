"""Records corrected, added, confirmed and hidden by hand, and what is known of it later."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from directory.clock import day_of
from directory.errors import RefusedError, UnknownError, UsageError
from directory.listings.additions import add
from directory.listings.edits import confirm, correct, hide, show, version_of
from directory.listings.problems.words import in_words
from directory.listings.undo import take_back
from directory.places.zips import center
from directory.storage.engine import reading, writing
from directory.storage.imports.staged_lists import stage
from directory.storage.listings.catalog import CatalogFilters, browse
from directory.storage.listings.history import history
from directory.storage.listings.records import opened
from directory.storage.listings.sources import BY_HAND
from importers.fields import Target
from importers.records import Fields, NeedFit, Phone, Value
from tests.importers.making import record
from tests.storage.by_hand import LATER, TODAY, coordinator, findable, named, only, records
from tests.storage.imports.test_publication import FULL, contents
from tests.storage.publishing import publish_records


def corrected(engine: Engine, record_id: str, changes: Fields, staff_id: str | None = None) -> str | None:
    with writing(engine) as session:
        return correct(session, record_id, changes, staff_id=staff_id, now=LATER)


def taken_back(engine: Engine, edit_id: str | None) -> None:
    assert edit_id is not None
    with writing(engine) as session:
        take_back(session, edit_id, staff_id=None, now=LATER)


def directory_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """The directory without the notes of what was done to it, and without what was once used and says nothing now."""
    return {n: rows for n, rows in contents(engine).items() if n not in ("record_edit", "taxonomy", "taxonomy_term", "program")}


CHANGES: Fields = {
    Target.ORGANIZATION_NAME: "Maple Valley Families",
    Target.ORGANIZATION_TAX_ID: "00-1111111",
    Target.PROGRAM_NAME: "Evenings",
    Target.SERVICE_NAME: "Homework Room",
    Target.SERVICE_MAXIMUM_AGE: 14.0,
    Target.SERVICE_SCHOOL: "Cedar Elementary",
    Target.CAPACITY_AVAILABLE: 5.0,
    Target.PHONES: (Phone("+15175550177"),),
    Target.NEEDS: (NeedFit("sports"),),
    Target.ADDRESS_ADDRESS_2: "Floor 2",
    Target.ACCESSIBILITY: ("Lift",),
    Target.SERVICE_AT_LOCATION_DESCRIPTION: "Downstairs.",
}


def test_a_correction_changes_what_differs_and_nothing_else(engine: Engine) -> None:
    """Each kind of target is written, openings with their day, the rest stays, and the look-ups know the new words and needs."""
    publish_records(engine, [record(2, **FULL), record(3, service_name="Chess")])
    record_id, before = named(engine, "Homework Club"), records(engine)
    assert corrected(engine, record_id, CHANGES)
    now = records(engine)
    assert now[record_id] == {**before[record_id], **CHANGES, Target.CAPACITY_UPDATED: day_of(LATER)}
    chess = named(engine, "Chess")
    assert now[chess] == before[chess] | {t: v for t, v in CHANGES.items() if t.startswith("organization.")}
    assert all("maple valley families" in title for title in findable(engine)[1])


def test_a_correction_without_a_difference_is_none(engine: Engine) -> None:
    """Saving a form in which nothing was changed writes nothing."""
    publish_records(engine, [record(2, **FULL)])
    record_id, before = only(engine), contents(engine)
    assert corrected(engine, record_id, records(engine)[record_id]) is None
    assert contents(engine) == before


def test_two_who_correct_at_once_lose_nothing(engine: Engine) -> None:
    """A form that was opened before somebody else's correction is refused, and says whose that was."""
    publish_records(engine, [record(2)])
    record_id, ana = only(engine), coordinator(engine)
    with reading(engine) as session:
        version = version_of(opened(session, record_id))
    corrected(engine, record_id, {Target.SERVICE_WAIT_TIME: "2 weeks"}, ana)
    with writing(engine) as session, pytest.raises(RefusedError, match="by Ana Diaz on September 2"):
        correct(session, record_id, {Target.SERVICE_ALERT: "Closed Friday"}, staff_id=ana, now=LATER, expected=version)
    publish_records(engine, [record(2, service_description="New")])
    with writing(engine) as session, pytest.raises(RefusedError, match="by list on September 1"):
        correct(session, record_id, {Target.SERVICE_ALERT: "Closed"}, staff_id=ana, now=LATER, expected=version)
    with writing(engine) as session:
        now = version_of(opened(session, record_id))
        assert correct(session, record_id, {Target.SERVICE_ALERT: "Closed"}, staff_id=ana, now=LATER, expected=now)


def test_of_two_forms_saved_at_once_one_is_saved(engine: Engine) -> None:
    """Both were opened with the same words: the second finds them changed, however close together they come."""
    publish_records(engine, [record(2)])
    record_id = only(engine)
    with reading(engine) as session:
        version = version_of(opened(session, record_id))

    def save(words: str) -> bool:
        with writing(engine) as session:
            try:
                return bool(
                    correct(session, record_id, {Target.SERVICE_ALERT: words}, staff_id=None, now=LATER, expected=version)
                )
            except RefusedError:
                return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, "abcd")) == [False, False, False, True]


def test_a_record_keeps_its_names(engine: Engine) -> None:
    """A correction that would leave a record without a name, or of a record that is not there, is refused."""
    publish_records(engine, [record(2)])
    with pytest.raises(RefusedError, match="name of the service"):
        corrected(engine, only(engine), {Target.SERVICE_NAME: ""})
    with pytest.raises(UnknownError, match="not in the directory"):
        corrected(engine, "nobody", {Target.SERVICE_NAME: "X"})


def test_a_new_address_takes_the_old_point_along(engine: Engine) -> None:
    """Where the street or ZIP changes the ZIP's center stands for it, unless a point was given; mere spelling moves nothing."""
    publish_records(engine, [record(2)])
    record_id = only(engine)
    point = (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE, Target.LOCATION_PRECISION)
    corrected(engine, record_id, {Target.ADDRESS_ADDRESS_1: "12 Cedar St."})
    assert [records(engine)[record_id][t] for t in point] == [42.7008, -84.549, "address"]
    corrected(engine, record_id, {Target.ADDRESS_ADDRESS_1: "400 Elm Street", Target.ADDRESS_POSTAL_CODE: "48823"})
    middle = center("48823")
    assert middle is not None
    assert [records(engine)[record_id][t] for t in point] == [middle.latitude, middle.longitude, "zip"]
    corrected(engine, record_id, {Target.LOCATION_LATITUDE: 42.74, Target.LOCATION_LONGITUDE: -84.48})
    assert [records(engine)[record_id][t] for t in point] == [42.74, -84.48, "address"]
    corrected(engine, record_id, {Target.ADDRESS_POSTAL_CODE: None})
    assert [records(engine)[record_id][t] for t in point] == [None, None, None]


def test_hiding_and_marking_take_a_service_out_of_the_look_ups(engine: Engine) -> None:
    """A hidden service, and one that nobody is to be sent to, is not found until it is shown again."""
    publish_records(engine, [record(2)])
    record_id = only(engine)
    with writing(engine) as session:
        hide(session, record_id, staff_id=None, now=LATER)
    assert findable(engine) == (set(), set())
    with writing(engine) as session:
        show(session, record_id, staff_id=None, now=LATER)
    assert findable(engine)[0] == {record_id}
    corrected(engine, record_id, {Target.SERVICE_DO_NOT_REFER: True})
    assert findable(engine) == (set(), set())
    with reading(engine) as session:
        assert browse(session, CatalogFilters(), TODAY).count == 1


def test_a_correction_outlives_the_next_import(engine: Engine) -> None:
    """A list that says what it said before does not take a correction back, even of what it says itself."""
    publish_records(engine, [record(2)])
    record_id = only(engine)
    corrected(engine, record_id, CHANGES)
    with writing(engine) as session:
        hide(session, record_id, staff_id=None, now=LATER)
    now = records(engine)
    assert publish_records(engine, [record(2)]).unchanged == 1
    assert records(engine) == now


def test_confirming_notes_the_day(engine: Engine) -> None:
    """Confirmed records say so; one that says so already is not noted again."""
    publish_records(engine, [record(2), record(3, service_name="Chess", service_assured_date=TODAY)])
    with writing(engine) as session:
        done = confirm(session, records(engine), staff_id=None, now=LATER, today=TODAY)
    assert done == [named(engine, "Homework Club")]
    assert {fields[Target.SERVICE_ASSURED_DATE] for fields in records(engine).values()} == {TODAY}


def test_a_record_is_added_by_hand(engine: Engine) -> None:
    """A new record of a new agency, and one of an agency that is there, are found like any other."""
    fields: dict[Target, Value] = {
        t: v for t, v in record(2, **FULL).fields.items() if t not in (Target.IDENTIFIER, Target.LOCATION_PRECISION)
    }
    with writing(engine) as session:
        first = add(session, fields, staff_id=None, now=LATER)
    now = records(engine)[first]
    assert {t: now[t] for t in fields} == fields
    assert now[Target.LOCATION_PRECISION] == "address"
    with writing(engine) as session:
        given = {
            Target.ORGANIZATION_ID: now[Target.ORGANIZATION_ID],
            Target.SERVICE_NAME: "Chess",
            Target.ADDRESS_POSTAL_CODE: "48910",
        }
        second = add(session, given, staff_id=None, now=LATER)
    assert records(engine)[second][Target.ORGANIZATION_NAME] == now[Target.ORGANIZATION_NAME]
    assert records(engine)[second][Target.LOCATION_PRECISION] == "zip"
    assert first in findable(engine)[0]


def test_what_is_added_needs_its_names_and_a_known_agency(engine: Engine) -> None:
    """A record without a service or an agency, or of an agency that is gone, is refused."""
    for fields, error, said in (
        ({Target.ORGANIZATION_NAME: "Elm"}, RefusedError, "name of the service"),
        ({Target.SERVICE_NAME: "Chess"}, RefusedError, "Choose the agency"),
        ({Target.SERVICE_NAME: "Chess", Target.ORGANIZATION_ID: "gone"}, UnknownError, "This agency"),
    ):
        with writing(engine) as session, pytest.raises(error, match=said):
            add(session, fields, staff_id=None, now=LATER)


def test_a_list_that_brings_what_was_added_by_hand_asks(engine: Engine) -> None:
    """A row that is likely a record made by hand waits for review instead of making a second one."""
    with writing(engine) as session:
        add(session, record(2).fields, staff_id=None, now=LATER)
    done = publish_records(engine, [record(2)])
    assert (done.created, done.needs_review) == (0, 1)
    assert BY_HAND in in_words(done.problems[0])


def test_no_list_goes_by_the_name_of_what_was_added_by_hand(engine: Engine) -> None:
    """It would take records made by hand for its own and withdraw them."""
    with writing(engine) as session, pytest.raises(UsageError, match="another name"):
        stage(session, b"Agency,Program\nElm,Chess\n", "list.csv", source=BY_HAND.title(), today=TODAY)


def test_a_correction_is_taken_back(engine: Engine) -> None:
    """Taking the newest edits back, one by one, brings the directory back as it was, and once only."""
    publish_records(engine, [record(2, **FULL), record(3, service_name="Chess")])
    record_id, before = named(engine, "Homework Club"), directory_of(engine)
    first = corrected(engine, record_id, CHANGES)
    between = directory_of(engine)
    second = corrected(engine, record_id, {Target.ORGANIZATION_WEBSITE: None, Target.ADDRESS_POSTAL_CODE: "48823"})
    with pytest.raises(RefusedError, match="undo that first"):
        taken_back(engine, first)
    taken_back(engine, second)
    assert directory_of(engine) == between
    taken_back(engine, first)
    assert directory_of(engine) == before
    with pytest.raises(RefusedError, match="already"):
        taken_back(engine, first)
    with pytest.raises(UnknownError):
        taken_back(engine, "nothing")


def test_an_edit_that_an_import_built_on_stays(engine: Engine) -> None:
    """A correction is not taken back from under an import that changed the record later."""
    publish_records(engine, [record(2)])
    edit = corrected(engine, only(engine), {Target.SERVICE_WAIT_TIME: "2 weeks"})
    publish_records(engine, [record(2, service_description="New")])
    with pytest.raises(RefusedError, match="Import 2 of “list”"):
        taken_back(engine, edit)


def test_an_addition_is_taken_back(engine: Engine) -> None:
    """The record goes, and its agency with it, unless that has another service by now."""
    before = directory_of(engine)
    with writing(engine) as session:
        first = add(session, record(2, **FULL).fields, staff_id=None, now=LATER)
    with writing(engine) as session:
        organization_id = records(engine)[first][Target.ORGANIZATION_ID]
        second = add(session, {Target.ORGANIZATION_ID: organization_id, Target.SERVICE_NAME: "Chess"}, staff_id=None, now=LATER)
    with reading(engine) as session:
        edits = [history(session, record_id)[0].edit_id for record_id in (first, second)]
    taken_back(engine, edits[0])
    assert only(engine) == second
    taken_back(engine, edits[1])
    assert records(engine) == {}
    assert {n: r for n, r in directory_of(engine).items() if n not in ("organization", "organization_identifier")} == {
        n: r for n, r in before.items() if n not in ("organization", "organization_identifier")
    }


def test_the_history_tells_who_changed_what(engine: Engine) -> None:
    """Imports with what they changed, corrections with the name of their author, newest first; others of the agency too."""
    publish_records(engine, [record(2), record(3, service_name="Chess")])
    record_id, chess, ana = named(engine, "Homework Club"), named(engine, "Chess"), coordinator(engine)
    corrected(engine, record_id, {Target.SERVICE_WAIT_TIME: "2 weeks"}, ana)
    publish_records(engine, [record(2, needs=(NeedFit("sports"),)), record(3, service_name="Chess")])
    corrected(engine, chess, {Target.ORGANIZATION_EMAIL: "office@example.org", Target.SERVICE_ALERT: "Full"})
    edit = corrected(engine, record_id, {Target.SERVICE_WAIT_TIME: None}, ana)
    taken_back(engine, edit)
    with reading(engine) as session:
        found = history(session, record_id)
        other = history(session, chess)
    assert [(e.kind, e.who, e.changes) for e in found] == [
        ("taken_back", None, {"service.wait_time": [None, "2 weeks"]}),
        ("corrected", "Ana Diaz", {"service.wait_time": ["2 weeks", None]}),
        ("corrected", None, {"organization.email": [None, "office@example.org"]}),
        ("updated", "list", {"needs": [[["homework-help", 1.0], ["tutoring", 0.6]], [["sports", 1.0]]]}),
        (
            "corrected",
            "Ana Diaz",
            {"service.wait_time": [None, "2 weeks"], "capacity.updated": [None, day_of(LATER).isoformat()]},
        ),
        ("imported", "list", {}),
    ]
    assert [e.undone for e in found] == [False, True, False, False, False, False]
    assert [e.kind for e in other if e.newest] == ["corrected"]
    assert not any(e.newest for e in found)
