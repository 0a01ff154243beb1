"""Two records merged into one, and the imports that come after."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from sqlalchemy import Engine

from directory.errors import RefusedError
from directory.listings.edits import correct
from directory.listings.mergers import merge
from directory.storage.engine import reading, writing
from directory.storage.listings.catalog import CatalogFilters, browse
from directory.storage.listings.edits import merged_into
from directory.storage.listings.history import history
from importers.fields import Target
from importers.records import NeedFit, Phone
from tests.importers.making import record
from tests.listings.test_edits import corrected, directory_of, taken_back
from tests.storage.by_hand import LATER, TODAY, findable, named, records
from tests.storage.publishing import publish_records

OURS = record(2, service_name="Homework Club")
THEIRS = record(
    2,
    organization_name="Maple Valley F.S.",
    service_name="After-School Homework Help",
    service_description="Better words.",
    phones=(Phone("+15175550199"),),
    needs=(NeedFit("tutoring", 0.3), NeedFit("sports")),
    address_address_1="14 Cedar Street",
    location_latitude=42.71,
)


def two_lists(engine: Engine) -> tuple[str, str]:
    """One provider in two lists, as the ids of both records."""
    publish_records(engine, [OURS], "ours")
    publish_records(engine, [THEIRS], "theirs")
    return named(engine, "Homework Club"), named(engine, "After-School Homework Help")


def merged(engine: Engine, keep: str, gone: str, choices: Collection[str] = (), unite: Collection[str] = ()) -> str:
    with writing(engine) as session:
        return merge(session, keep, gone, choices=choices, unite=unite, staff_id=None, now=LATER)


def target_of(engine: Engine, record_id: str) -> str | None:
    with reading(engine) as session:
        return merged_into(session, record_id)


def test_the_kept_record_takes_what_was_chosen(engine: Engine) -> None:
    """Chosen targets come from the one that goes, a street with its point; lists are united, each need once."""
    keep, gone = two_lists(engine)
    merged(engine, keep, gone, ["service.description", "address.address_1"], ["phones", "needs"])
    now = records(engine)[keep]
    assert now[Target.SERVICE_NAME] == "Homework Club"
    assert now[Target.SERVICE_DESCRIPTION] == "Better words."
    assert (now[Target.ADDRESS_ADDRESS_1], now[Target.LOCATION_LATITUDE]) == ("14 Cedar Street", 42.71)
    assert now[Target.PHONES] == (*OURS.fields[Target.PHONES], Phone("+15175550199"))  # type: ignore[misc]
    assert now[Target.NEEDS] == (NeedFit("homework-help"), NeedFit("tutoring", 0.6), NeedFit("sports"))


def test_the_other_is_seen_no_more_and_its_id_leads_to_the_kept(engine: Engine) -> None:
    """It is neither matched, searched nor listed, and its id is followed, by way of a second merger too."""
    keep, gone = two_lists(engine)
    publish_records(engine, [record(2, organization_name="Elm", service_name="Third", address_address_1="9 Elm")], "third")
    third = named(engine, "Third")
    merged(engine, keep, gone)
    assert findable(engine)[0] == {keep, third}
    with reading(engine) as session:
        assert {one.id for one in browse(session, CatalogFilters(), TODAY).records} == {keep, third}
    merged(engine, third, keep)
    assert (target_of(engine, gone), target_of(engine, keep), target_of(engine, third)) == (third, third, None)


def test_the_next_imports_of_both_lists_change_nothing(engine: Engine) -> None:
    """Neither list makes the merged record anew, reports it, or brings it back; twice."""
    keep, gone = two_lists(engine)
    merged(engine, keep, gone, ["service.description"])
    before = directory_of(engine)
    for _ in range(2):
        for source, row in (("ours", OURS), ("theirs", THEIRS)):
            done = publish_records(engine, [row], source)
            assert (done.rows_read, done.unchanged, done.problems) == (1, 1, [])
    skipped = ("import_batch", "import_row")
    assert {n: r for n, r in directory_of(engine).items() if n not in skipped} == {
        n: r for n, r in before.items() if n not in skipped
    }


def test_the_other_stays_away_whatever_its_list_says(engine: Engine) -> None:
    """New words, another status, leaving the list and coming back update a row that nobody sees."""
    keep, gone = two_lists(engine)
    merged(engine, keep, gone)
    rows = dict(THEIRS.fields)
    for edition in (
        [record(2, **rows | {"service.description": "Newer"})],
        [record(2, **rows | {"service.status": "inactive"})],
        [],
        [THEIRS],
    ):
        done = publish_records(engine, edition, "theirs")
        assert (done.created, done.needs_review) == (0, 0)
        assert findable(engine)[0] == {keep}
        assert records(engine)[gone][Target.SERVICE_STATUS] == "defunct"


def test_a_third_list_is_compared_with_the_kept_record_only(engine: Engine) -> None:
    """What resembles the record that went is not held back for its sake."""
    keep, gone = two_lists(engine)
    merged(engine, keep, gone)
    assert publish_records(engine, [OURS], "third").needs_review == 1
    assert publish_records(engine, [THEIRS], "fourth").needs_review == 0


def test_a_merger_is_taken_back(engine: Engine) -> None:
    """From either record's history: both are as they were."""
    keep, gone = two_lists(engine)
    before = directory_of(engine)
    for record_id in (keep, gone):
        merged(engine, keep, gone, ["service.description", "organization.name"], ["needs"])
        with reading(engine) as session:
            (edit,) = (entry.edit_id for entry in history(session, record_id) if entry.newest)
        taken_back(engine, edit)
        assert directory_of(engine) == before
        assert target_of(engine, gone) is None


def test_a_merger_that_was_built_on_stays(engine: Engine) -> None:
    """A later correction of the kept record, or an import of either list, must not be lost with it."""
    keep, gone = two_lists(engine)
    edit = merged(engine, keep, gone)
    later = corrected(engine, keep, {Target.SERVICE_ALERT: "Full"})
    with pytest.raises(RefusedError, match="later"):
        taken_back(engine, edit)
    taken_back(engine, later)
    publish_records(engine, [record(2, **dict(THEIRS.fields) | {"service.description": "Newer"})], "theirs")
    with pytest.raises(RefusedError, match="Import 3"):
        taken_back(engine, edit)


def test_what_cannot_be_merged(engine: Engine) -> None:
    """A record with itself, or one that was merged away; and that one is corrected no more."""
    keep, gone = two_lists(engine)
    with pytest.raises(RefusedError, match="one and the same"):
        merged(engine, keep, keep)
    merged(engine, keep, gone)
    for pair in ((keep, gone), (gone, keep)):
        with pytest.raises(RefusedError, match="already"):
            merged(engine, *pair)
    with writing(engine) as session, pytest.raises(RefusedError, match="merged into another"):
        correct(session, gone, {Target.SERVICE_STATUS: "active"}, staff_id=None, now=LATER)
