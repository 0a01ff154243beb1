"""The plan of changes: each row once and in one place, and only what the list changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.fields import Target
from importers.identity import digest, row_key
from importers.plan.likeness import ResembledLine, ResembledRecord, likeness
from importers.plan.pairs import CurrentRecord
from importers.plan.planner import Plan, plan
from importers.records import Phone, Record, said
from tests.importers.making import record, rejected


def standing_after(made: Plan) -> list[CurrentRecord]:
    """The directory as it is once a plan of new records is carried out."""
    return [
        CurrentRecord(
            step.id or "",
            made.source,
            step.row_key,
            {**step.record.fields, Target.ORGANIZATION_ID: step.organization_id},
            said(step.record.fields),
            organization_only=step.id == step.organization_id,
        )
        for step in made.steps
        if step.outcome == "created"
    ]


def again(records: list[Record], changed: list[Record], **more: Any) -> Plan:
    return plan(changed, standing_after(plan(records, [], source="list")), source="list", **more)


def test_a_new_row_is_created_with_all_that_it_says() -> None:
    """A row that nobody knows becomes a new record."""
    made = plan([record()], [], source="list")
    assert [step.outcome for step in made.steps] == ["created"]
    assert made.steps[0].changes == record().fields


def test_the_same_list_again_is_unchanged() -> None:
    """A second import of the same rows changes nothing."""
    rows = [record(2), record(3, service_name="Reading Room"), record(4, organization_name="Other")]
    assert again(rows, rows).counts()["unchanged"] == 3


def test_ids_are_made_of_the_row_and_its_list() -> None:
    """The same row of the same list gets the same id, and another list's row another."""
    one, two = (plan([record()], [], source=source).steps[0].id for source in ("a", "b"))
    assert plan([record()], [], source="a").steps[0].id == one != two


def test_a_changed_cell_changes_that_alone() -> None:
    """An update writes only the targets that the list changed."""
    made = again([record()], [record(phones=(Phone("+15175550199"),))])
    assert (made.steps[0].outcome, dict(made.steps[0].changes)) == ("updated", {Target.PHONES: (Phone("+15175550199"),)})


def test_a_correction_by_hand_outlives_the_same_list() -> None:
    """What a coordinator corrected stays when the list still says what it said."""
    (known,) = standing_after(plan([record()], [], source="list"))
    corrected = CurrentRecord(
        known.id, known.source, known.row_key, {**known.fields, Target.SERVICE_NAME: "Homework Hub"}, known.said
    )
    assert plan([record()], [corrected], source="list").steps[0].outcome == "unchanged"


def test_a_row_gone_from_the_list_is_withdrawn() -> None:
    """A record of this list whose row is gone is withdrawn, and no row is counted for it."""
    made = again([record(2), record(3, service_name="Reading Room")], [record(2)])
    assert made.counts()["withdrawn"] == 1
    assert sum(made.counts().values()) - 1 == 1


def test_a_withdrawn_row_that_comes_back_is_an_update() -> None:
    """A row that stands in the list again makes its record active again."""
    (known,) = standing_after(plan([record()], [], source="list"))
    gone = CurrentRecord(
        known.id, "list", known.row_key, {**known.fields, Target.SERVICE_STATUS: "inactive"}, known.said, withdrawn=True
    )
    (step,) = plan([record()], [gone], source="list").steps
    assert (step.outcome, dict(step.changes)) == ("updated", {Target.SERVICE_STATUS: "active"})


def test_rows_of_one_name_keep_their_records() -> None:
    """Rows that differ only in ages are several records, and each finds its own again."""
    rows = [record(2), record(3, service_minimum_age=13.0, service_maximum_age=18.0)]
    made = again(rows, [rows[1], record(9, phones=())])
    assert [step.outcome for step in made.steps] == ["unchanged", "updated"]
    assert made.counts()["withdrawn"] == 0


def test_a_moved_service_is_the_same_service() -> None:
    """A row whose street changed is paired with its record, where agency and service leave no doubt."""
    made = again([record()], [record(address_address_1="99 Elm Street")])
    assert (made.steps[0].outcome, made.counts()["withdrawn"]) == ("updated", 0)


def test_a_renamed_service_is_the_same_service() -> None:
    """A row whose service has a related name at the same street is paired with its record."""
    made = again([record()], [record(service_name="Homework and Study Hall")])
    assert (made.steps[0].outcome, made.counts()["withdrawn"]) == ("updated", 0)


def test_another_service_in_its_place_is_another() -> None:
    """A service that ends and one that begins at the same street are two."""
    made = again([record()], [record(service_name="Choir")])
    assert (made.steps[0].outcome, made.counts()["withdrawn"]) == ("created", 1)


def test_an_exact_duplicate_is_counted_once() -> None:
    """A row that stands in the list word for word again is a duplicate."""
    made = plan([record(2), record(3)], [], source="list")
    assert [step.outcome for step in made.steps] == ["created", "duplicate"]


def test_a_likely_duplicate_waits_for_review() -> None:
    """A row that a person would take for another one is not written, and says which it resembles."""
    made = plan([record(2), record(3, service_name="Homework  Clubs")], [], source="list")
    assert [step.outcome for step in made.steps] == ["created", "needs_review"]
    assert (made.steps[1].like, made.steps[1].id) == (ResembledLine(2), None)


def test_a_row_that_waits_goes_on_waiting() -> None:
    """A row that waits for review since the last import counts as unchanged when it comes again."""
    rows = [record(2), record(3, service_name="Homework  Clubs")]
    made = again(rows, rows, waiting={digest(rows[1].cells)})
    assert made.counts() | {"unchanged": 2, "needs_review": 0} == made.counts()


def test_other_ages_make_another_service() -> None:
    """Rows for other ages are no duplicates, however alike their names."""
    made = plan([record(2), record(3, service_minimum_age=13.0)], [], source="list")
    assert made.counts()["created"] == 2


def test_numbers_in_names_tell_sites_apart() -> None:
    """Two units that differ by a number are two."""
    rows = [record(2, service_name="Evening Study Group 1"), record(3, service_name="Evening Study Group 2")]
    assert plan(rows, [], source="list").counts()["created"] == 2


def test_another_lists_service_is_a_likely_duplicate() -> None:
    """A row that another list's record resembles waits for review."""
    other = likeness(ResembledRecord("Homework Club (other)"), "other", record().fields)
    made = plan([record()], [], source="list", others=[other])
    assert made.steps[0].like == ResembledRecord("Homework Club (other)")


def test_a_rejected_row_is_written_nowhere() -> None:
    """A row with an error is counted as rejected."""
    made = plan([rejected(2)], [], source="list")
    assert made.counts()["rejected"] == 1
    assert not made.organizations


def test_an_agency_row_makes_an_organization_alone() -> None:
    """A row without a service is its agency's, and its agency speaks before its services."""
    agency = record(3, service_name=..., organization_website="https://own.example.org")
    made = plan([record(2), agency], [], source="list")
    assert made.steps[1].id == made.steps[1].organization_id == made.steps[0].organization_id
    assert made.organizations[made.steps[0].organization_id][Target.ORGANIZATION_WEBSITE] == "https://own.example.org"


def test_a_row_with_a_records_id_is_that_record() -> None:
    """A row that carries the id of a record of another list corrects that record, and withdraws nothing."""
    (known,) = standing_after(plan([record()], [], source="list"))
    carried = record(2, service_at_location_id=known.id, service_name="Homework Hub")
    now = CurrentRecord(known.id, "list", known.row_key, {**known.fields, Target.SERVICE_AT_LOCATION_ID: known.id}, known.said)
    made = plan([carried], [now], source="export")
    assert (made.steps[0].outcome, dict(made.steps[0].changes)) == ("updated", {Target.SERVICE_NAME: "Homework Hub"})
    assert not made.withdrawn


def test_a_new_row_adds_to_its_agency_but_overrides_nothing() -> None:
    """What is known of an agency stays when a new service of it says otherwise."""
    made = again([record(2)], [record(2), record(3, service_name="Chess", organization_website="https://else.example.org")])
    (agency,) = made.organizations.values()
    assert Target.ORGANIZATION_WEBSITE not in agency


names = st.sampled_from(["Homework Club", "Reading Room", "Chess", "Choir"])
rows = st.lists(st.builds(lambda n, a, s: {"service_name": n, "service_minimum_age": a, "address_address_1": s},
                          names, st.sampled_from([5.0, 6.0, None]), st.sampled_from(["1 Elm St", "2 Oak St", None])), max_size=12)  # fmt: skip


@given(rows, rows)
def test_every_row_is_counted_once(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Whatever was there and whatever comes, each row has one outcome, and no record is written twice."""
    old = [record(line, **row) for line, row in enumerate(before, 2)]
    new = [record(line, **row) for line, row in enumerate(after, 2)]
    made = again(old, new)
    counts = made.counts()
    assert sum(counts.values()) - counts["withdrawn"] == len(new)
    written = [step.id for step in made.steps if step.id and step.outcome != "duplicate"]
    assert len(written) == len(set(written))
    assert not {s.id for s in made.withdrawn} & set(written)


@given(rows)
def test_any_list_twice_is_unchanged(given_rows: list[dict[str, Any]]) -> None:
    """Importing any list a second time creates, updates and withdraws nothing."""
    made = [record(line, **row) for line, row in enumerate(given_rows, 2)]
    first = plan(made, [], source="list")
    waiting = {digest(step.record.cells) for step in first.steps if step.like}
    second = plan(made, standing_after(first), source="list", waiting=waiting)
    counts = second.counts()
    assert (counts["created"], counts["updated"], counts["withdrawn"], counts["needs_review"]) == (0, 0, 0, 0)


def test_a_rows_own_number_is_its_key() -> None:
    """A row that carries a number of its list is known by it, whatever else changes."""
    assert row_key(record(identifier="77").fields) == row_key(record(identifier="77", service_name="Other").fields)


@pytest.mark.parametrize("other", ["Quiet Meadow Fund", "Quiet Meadow, Fund"])
def test_two_agencies_of_one_name_are_two(other: str) -> None:
    """Agencies of one name and two numbers, or names that differ by a comma, get ids of their own."""
    rows = [
        Record(line, {"n": str(line)}, {Target.IDENTIFIER: str(line), Target.ORGANIZATION_NAME: name})
        for line, name in ((2, "Quiet Meadow Fund"), (3, other))
    ]
    steps = plan(rows, [], source="list").steps
    assert [step.outcome for step in steps] == ["created", "created"]
    assert len({step.id for step in steps}) == 2


def test_whatever_a_row_raises_rejects_that_row() -> None:
    """A row that cannot even be planned is rejected with its line; the counts add up and the others go in."""
    broken = Record(3, {"a": "b"}, {"organization.name": "Fern", "service.name": "Club", "phones": (object(),), "needs": 7})  # type: ignore[dict-item]
    found = plan([record(2), Record(4, {"c": "d"}, {**record(4).fields, "address.address_1": [1]}), broken], [], source="list")  # type: ignore[dict-item]
    counts = found.counts()
    assert sum(counts[k] for k in ("created", "updated", "unchanged", "needs_review", "rejected", "duplicates")) == 3
    assert found.steps[0].outcome == "created"
