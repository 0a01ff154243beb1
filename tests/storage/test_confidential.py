"""A confidential place never comes back by a later import, an edit, a merger or an export."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from directory.errors import RefusedError
from directory.referrals.provider import provider
from directory.storage.engine import reading, writing
from directory.storage.publishing.bulk import undo_import
from directory.storage.publishing.cards import cards
from directory.storage.publishing.exporting import export_csv
from directory.storage.publishing.history import history
from directory.storage.publishing.merging import merge
from importers.confidential import PLACE, withheld
from importers.records import Record
from tests.importers.making import record
from tests.storage.by_hand import LATER, named, only, records
from tests.storage.publishing import publish_records
from tests.storage.test_editing import corrected

OPEN = record(2, service_name="Lantern Nights", address_address_1="31 Lantern Road")
HIDDEN = Record(2, OPEN.cells, withheld(OPEN.fields) | {"service.confidential": True})


def places(engine: Engine, record_id: str) -> list[object]:
    return [value for target in PLACE if (value := records(engine)[record_id].get(target))]


def test_a_later_list_does_not_bring_the_street_back(engine: Engine) -> None:
    """A list that no longer carries the mark, or another row of it with a street, leaves a confidential place confidential."""
    publish_records(engine, [HIDDEN])
    record_id = only(engine)
    report = publish_records(engine, [Record(2, OPEN.cells, dict(OPEN.fields) | {"service.confidential": False})])
    assert places(engine, record_id) == []
    assert records(engine)[record_id]["service.confidential"] is True
    assert (
        any("stays" in p.problem or "confidential in the directory" in p.problem for p in report.problems) or report.updated == 0
    )


@pytest.mark.parametrize("others", [0, 40])
def test_taking_a_list_back_tells_no_place_that_it_hid(engine: Engine, others: int) -> None:
    """What else the list changed is as before; the place stays confidential, on the map and in its words too."""
    more = [record(n, service_name=f"Other {n}", address_address_1=f"{n} Elm St") for n in range(3, 3 + others)]
    publish_records(engine, [OPEN, *more])
    record_id = next(key for key, fields in records(engine).items() if fields["service.name"] == "Lantern Nights")
    changed = Record(2, HIDDEN.cells, dict(HIDDEN.fields) | {"service.alert": "Call first"})
    renamed = [Record(one.line, one.cells, dict(one.fields) | {"service.alert": "Call first"}) for one in more]
    done = publish_records(engine, [changed, *renamed])
    assert done.import_id is not None
    undo_import(engine, done.import_id, LATER)
    found = records(engine)[record_id]
    assert (places(engine, record_id), found["service.confidential"], found.get("service.alert")) == ([], True, None)
    with reading(engine) as session:
        card = cards(session, [record_id], LATER.date())[record_id]
        assert (card.confidential, card.address) == (True, None)
        assert "Lantern Road" not in export_csv(session)[0]


def test_a_list_that_hides_a_place_takes_its_street_away(engine: Engine) -> None:
    """Where a list begins to call a place confidential, its street goes, even one that a coordinator had corrected."""
    publish_records(engine, [OPEN])
    record_id = only(engine)
    corrected(engine, record_id, {"address.address_1": "33 Lantern Road"})
    publish_records(engine, [HIDDEN])
    assert places(engine, record_id) == []


def test_an_edit_cannot_tell_where_it_is(engine: Engine) -> None:
    """A street typed into a confidential record is refused with a sentence, unless the mark is lifted too."""
    publish_records(engine, [HIDDEN])
    record_id = only(engine)
    with pytest.raises(RefusedError, match="confidential"):
        corrected(engine, record_id, {"address.address_1": "31 Lantern Road"})
    corrected(engine, record_id, {"address.postal_code": "48912"})
    assert places(engine, record_id) == []
    corrected(engine, record_id, {"address.address_1": "31 Lantern Road", "service.confidential": False})
    assert records(engine)[record_id]["address.address_1"] == "31 Lantern Road"


@pytest.mark.parametrize("kept", ["ours", "theirs"])
def test_a_merger_keeps_the_secret(engine: Engine, kept: str) -> None:
    """Of two merged records one of which is confidential, the one that stays is, and learns no place."""
    publish_records(engine, [HIDDEN], "ours")
    publish_records(engine, [record(2, service_name="Pear Days", address_address_1="33 Pear Road")], "theirs")
    ids = {"ours": named(engine, "Lantern Nights"), "theirs": named(engine, "Pear Days")}
    keep, gone = (ids["ours"], ids["theirs"]) if kept == "ours" else (ids["theirs"], ids["ours"])
    with writing(engine) as session:
        merge(session, keep, gone, choices=["address.address_1", "location.name"], staff_id=None, now=LATER)
    assert records(engine)[keep]["service.confidential"] is True
    assert kept == "theirs" or places(engine, keep) == []


def test_another_list_waits_for_review_before_it_tells_the_street(engine: Engine) -> None:
    """A row of another list that would tell where a confidential service of the same name is waits for a coordinator."""
    publish_records(engine, [HIDDEN], "ours")
    report = publish_records(engine, [record(2, service_name="Lantern Nights", address_address_1="31 Lantern Road")], "theirs")
    assert (report.created, report.needs_review) == (0, 1)


def test_an_export_tells_no_confidential_place(engine: Engine) -> None:
    """The CSV export holds no street and no point of a place that is marked confidential, and comes in again unchanged."""
    publish_records(engine, [OPEN])
    corrected(engine, only(engine), {"service.confidential": True})
    with reading(engine) as session:
        told, _ = export_csv(session)
    assert "Lantern Road" not in told
    assert "42.7008" not in told
    assert "Lantern Nights" in told


SPOKEN = record(
    2, service_name="Lantern Nights", address_address_1="31 Lantern Road", service_description="A bed. Come to 31 Lantern Rd. at night."
)  # fmt: skip


@pytest.mark.parametrize("by", ["hand", "a list"])
def test_a_street_in_other_words_is_hidden_with_the_place(engine: Engine, by: str) -> None:
    """The street of a confidential place is in no card, page, search, export or history, also where its description names it."""
    publish_records(engine, [SPOKEN])
    record_id = only(engine)
    if by == "hand":
        corrected(engine, record_id, {"service.confidential": True})
    else:
        publish_records(engine, [Record(2, SPOKEN.cells, withheld(SPOKEN.fields) | {"service.confidential": True})])
    with reading(engine) as session:
        shown = [
            str(cards(session, [record_id], LATER.date())[record_id]),
            str(provider(session, record_id, LATER.date())),
            export_csv(session)[0],
            str(session.execute(text("SELECT body FROM search_document")).all()),
            str(history(session, record_id)),
        ]
    assert [one for one in shown if "lantern r" in one.casefold() or "31 lantern" in one.casefold()] == []
    assert "A bed." in shown[0]


def test_a_list_that_hides_a_place_takes_its_street_out_of_what_stays(engine: Engine) -> None:
    """Where a list begins to hide a place and says nothing of its description, the street goes out of the words that stay."""
    publish_records(engine, [SPOKEN])
    silent = {target: value for target, value in withheld(SPOKEN.fields).items() if target != "service.description"}
    publish_records(engine, [Record(2, SPOKEN.cells, silent | {"service.confidential": True})])
    assert records(engine)[only(engine)]["service.description"] == "A bed. Come to (withheld) at night."
