"""A confidential place never comes back by a later import, an edit, a merger or an export."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from directory.errors import RefusedError
from directory.storage.engine import reading, writing
from directory.storage.publishing.exporting import export_csv
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
        text, _ = export_csv(session)
    assert "Lantern Road" not in text
    assert "42.7008" not in text
    assert "Lantern Nights" in text
