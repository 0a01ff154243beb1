"""A confidential place never comes back by a later import, an edit, a merger or an export."""

from __future__ import annotations

import functools

import pytest
from sqlalchemy import Engine, text

from directory.errors import RefusedError, TellsPlaceError
from directory.finding.provider import provider
from directory.i18n.catalogs import ENGLISH
from directory.listings.cards import cards
from directory.listings.mergers import merge
from directory.listings.problems.words import in_words
from directory.listings.undo import take_back
from directory.storage.engine import reading, writing
from directory.storage.imports.long_jobs import undo_import
from directory.storage.listings.export import export_csv
from directory.storage.listings.history import history
from importers.confidential import PLACE, withheld
from importers.fields import TARGETS, Target
from importers.records import Phone, Record, Value
from tests.importers.making import record
from tests.listings.test_edits import corrected
from tests.storage.by_hand import LATER, named, only, records
from tests.storage.publishing import publish_records

OPEN = record(2, service_name="Lantern Nights", address_address_1="31 Lantern Road")


@functools.cache
def hidden() -> Record:
    return Record(2, OPEN.cells, withheld(OPEN.fields) | {Target.SERVICE_CONFIDENTIAL: True})


def places(engine: Engine, record_id: str) -> list[object]:
    return [value for target in PLACE if (value := records(engine)[record_id].get(target))]


def test_a_later_list_does_not_bring_the_street_back(engine: Engine) -> None:
    """A list that no longer carries the mark, or another row of it with a street, leaves a confidential place confidential."""
    publish_records(engine, [hidden()])
    record_id = only(engine)
    report = publish_records(engine, [Record(2, OPEN.cells, dict(OPEN.fields) | {Target.SERVICE_CONFIDENTIAL: False})])
    assert places(engine, record_id) == []
    assert records(engine)[record_id][Target.SERVICE_CONFIDENTIAL] is True
    assert (
        any("stays" in in_words(p) or "confidential in the directory" in in_words(p) for p in report.problems)
        or report.updated == 0
    )


@pytest.mark.parametrize("others", [0, 40])
def test_taking_a_list_back_tells_no_place_that_it_hid(engine: Engine, others: int) -> None:
    """What else the list changed is as before; the place stays confidential, on the map and in its words too."""
    more = [record(n, service_name=f"Other {n}", address_address_1=f"{n} Elm St") for n in range(3, 3 + others)]
    publish_records(engine, [OPEN, *more])
    record_id = next(key for key, fields in records(engine).items() if fields[Target.SERVICE_NAME] == "Lantern Nights")
    changed = Record(2, hidden().cells, dict(hidden().fields) | {Target.SERVICE_ALERT: "Call first"})
    renamed = [Record(one.line, one.cells, dict(one.fields) | {Target.SERVICE_ALERT: "Call first"}) for one in more]
    done = publish_records(engine, [changed, *renamed])
    assert done.import_id is not None
    undo_import(engine, done.import_id, LATER)
    found = records(engine)[record_id]
    assert (places(engine, record_id), found[Target.SERVICE_CONFIDENTIAL], found.get(Target.SERVICE_ALERT)) == ([], True, None)
    with reading(engine) as session:
        card = cards(session, [record_id], LATER.date())[record_id]
        assert (card.confidential, card.address) == (True, None)
        assert "Lantern Road" not in export_csv(session)[0]


def test_a_list_that_hides_a_place_takes_its_street_away(engine: Engine) -> None:
    """Where a list begins to call a place confidential, its street goes, even one that a coordinator had corrected."""
    publish_records(engine, [OPEN])
    record_id = only(engine)
    corrected(engine, record_id, {Target.ADDRESS_ADDRESS_1: "33 Lantern Road"})
    publish_records(engine, [hidden()])
    assert places(engine, record_id) == []


def test_an_edit_cannot_tell_where_it_is(engine: Engine) -> None:
    """A street typed into a confidential record is refused with a sentence, unless the mark is lifted too."""
    publish_records(engine, [hidden()])
    record_id = only(engine)
    with pytest.raises(RefusedError, match="confidential"):
        corrected(engine, record_id, {Target.ADDRESS_ADDRESS_1: "31 Lantern Road"})
    corrected(engine, record_id, {Target.ADDRESS_POSTAL_CODE: "48912"})
    assert places(engine, record_id) == []
    corrected(engine, record_id, {Target.ADDRESS_ADDRESS_1: "31 Lantern Road", Target.SERVICE_CONFIDENTIAL: False})
    assert records(engine)[record_id][Target.ADDRESS_ADDRESS_1] == "31 Lantern Road"


@pytest.mark.parametrize("kept", ["ours", "theirs"])
def test_a_merger_keeps_the_secret(engine: Engine, kept: str) -> None:
    """Of two merged records one of which is confidential, the one that stays is, and learns no place."""
    publish_records(engine, [hidden()], "ours")
    publish_records(engine, [record(2, service_name="Pear Days", address_address_1="33 Pear Road")], "theirs")
    ids = {"ours": named(engine, "Lantern Nights"), "theirs": named(engine, "Pear Days")}
    keep, gone = (ids["ours"], ids["theirs"]) if kept == "ours" else (ids["theirs"], ids["ours"])
    with writing(engine) as session:
        merge(session, keep, gone, choices=["address.address_1", "location.name"], staff_id=None, now=LATER)
    assert records(engine)[keep][Target.SERVICE_CONFIDENTIAL] is True
    assert kept == "theirs" or places(engine, keep) == []


def test_another_list_waits_for_review_before_it_tells_the_street(engine: Engine) -> None:
    """A row of another list that would tell where a confidential service of the same name is waits for a coordinator."""
    publish_records(engine, [hidden()], "ours")
    report = publish_records(engine, [record(2, service_name="Lantern Nights", address_address_1="31 Lantern Road")], "theirs")
    assert (report.created, report.needs_review) == (0, 1)


def test_an_export_tells_no_confidential_place(engine: Engine) -> None:
    """The CSV export holds no street and no point of a place that is marked confidential, and comes in again unchanged."""
    publish_records(engine, [OPEN])
    corrected(engine, only(engine), {Target.SERVICE_CONFIDENTIAL: True})
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
        corrected(engine, record_id, {Target.SERVICE_CONFIDENTIAL: True})
    else:
        publish_records(engine, [Record(2, SPOKEN.cells, withheld(SPOKEN.fields) | {Target.SERVICE_CONFIDENTIAL: True})])
    with reading(engine) as session:
        shown = [
            str(cards(session, [record_id], LATER.date())[record_id]),
            str(provider(session, record_id, LATER.date(), ENGLISH)),
            export_csv(session)[0],
            str(session.execute(text("SELECT body FROM search_document")).all()),
            str(history(session, record_id)),
        ]
    assert [one for one in shown if "lantern r" in one.casefold() or "31 lantern" in one.casefold()] == []
    assert "A bed." in shown[0]


def test_a_list_that_hides_a_place_takes_its_street_out_of_what_stays(engine: Engine) -> None:
    """Where a list begins to hide a place and says nothing of its description, the street goes out of the words that stay."""
    publish_records(engine, [SPOKEN])
    silent: dict[Target, Value] = {
        target: value for target, value in withheld(SPOKEN.fields).items() if target != Target.SERVICE_DESCRIPTION
    }
    publish_records(engine, [Record(2, SPOKEN.cells, silent | {Target.SERVICE_CONFIDENTIAL: True})])
    assert records(engine)[only(engine)][Target.SERVICE_DESCRIPTION] == "A bed. Come to (withheld) at night."


TOLD = "At 33 Dalhousie Street, ring twice."
SHOWN_FIRST = record(
    2,
    service_name="Lantern Nights",
    address_address_1="33 Dalhousie Street",
    service_description=TOLD,
    organization_description="Write to 33 Dalhousie St.",
    service_confidential=False,
)


@functools.cache
def hidden_then() -> Record:
    return Record(2, SHOWN_FIRST.cells, withheld({**SHOWN_FIRST.fields, Target.SERVICE_CONFIDENTIAL: True}))


def shown(engine: Engine, record_id: str) -> str:
    """Everything that pages, searches, exports and histories show of a record."""
    with reading(engine) as session:
        return " ".join(
            (
                str(records(engine)[record_id]),
                str(cards(session, [record_id], LATER.date())[record_id]),
                str(provider(session, record_id, LATER.date(), ENGLISH)),
                export_csv(session)[0],
                str(session.execute(text("SELECT body FROM search_document")).all()),
                str(history(session, record_id)),
            )
        )


def row(**changes: object) -> Record:
    """The first edition's row with other words."""
    fields = {**SHOWN_FIRST.fields, **{TARGETS[key.replace("_", ".", 1)]: value for key, value in changes.items()}}
    return Record(2, {key: str(value) for key, value in fields.items()}, fields)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"service_description": f"{TOLD} Bring a bag."},
        {"service_description": f"{TOLD} Bring a bag.", "address_address_1": None},
        {"organization_description": "The office at 33 Dalhousie Street moved."},
        {"phones": (Phone("+15175550101", description="Desk at 33 Dalhousie Street"),)},
        {"service_confidential": None, "keywords": ("33 Dalhousie Street",)},
    ],
)
def test_a_list_without_the_mark_brings_no_words_back(engine: Engine, changes: dict[str, object]) -> None:
    """While a place is confidential, a row that says its street in words, with or without an address, is kept without it."""
    for one in (SHOWN_FIRST, hidden_then()):
        publish_records(engine, [one])
    publish_records(engine, [row(**changes)])
    assert "dalhousie" not in shown(engine, only(engine)).casefold()
    assert records(engine)[only(engine)][Target.SERVICE_DESCRIPTION] in {
        "At (withheld), ring twice.", "At (withheld), ring twice. Bring a bag."
    }  # fmt: skip


def test_a_sister_s_row_says_nothing_of_the_place(engine: Engine) -> None:
    """What another row of the agency says of the agency goes without the street of its confidential place."""
    publish_records(engine, [SHOWN_FIRST])
    publish_records(engine, [hidden_then()])
    sister = record(3, service_name="Pear Days", organization_description="Our house is at 33 Dalhousie Street.")
    publish_records(engine, [hidden_then(), sister])
    assert "dalhousie" not in shown(engine, named(engine, "Pear Days")).casefold()


def test_a_coordinator_s_words_outlive_a_row_that_only_names_the_street(engine: Engine) -> None:
    """Words from which the street was withheld are no change of the list: a correction by hand stays."""
    publish_records(engine, [SHOWN_FIRST])
    record_id = only(engine)
    corrected(engine, record_id, {Target.SERVICE_CONFIDENTIAL: True})
    corrected(engine, record_id, {Target.SERVICE_DESCRIPTION: "Ring twice, please."})
    publish_records(engine, [row(service_alert="Call first")])
    assert records(engine)[record_id][Target.SERVICE_DESCRIPTION] == "Ring twice, please."


def test_undoing_the_list_that_hid_it_brings_no_words_back(engine: Engine) -> None:
    """After the list that hid a place is undone, the street is in no text of it, its agency's included, and stays out."""
    publish_records(engine, [SHOWN_FIRST])
    done = publish_records(engine, [hidden_then()])
    assert done.import_id is not None
    undo_import(engine, done.import_id, LATER)
    assert "dalhousie" not in shown(engine, only(engine)).casefold()
    publish_records(engine, [row(service_description=f"{TOLD} Bring a bag.")])
    assert "dalhousie" not in shown(engine, only(engine)).casefold()
    assert records(engine)[only(engine)][Target.SERVICE_DESCRIPTION] == "At (withheld), ring twice. Bring a bag."


@pytest.mark.parametrize("kept", ["ours", "theirs"])
def test_a_merger_takes_no_street_in_words(engine: Engine, kept: str) -> None:
    """Of a hidden record and a public one at the same street, the merged record says the street in no text, nor does what went."""
    publish_records(engine, [hidden_then()], "ours")
    theirs = record(
        2, organization_name="Pear", service_name="Pear Days", address_address_1="33 Dalhousie Street", service_description=TOLD
    )
    publish_records(engine, [theirs], "theirs")
    ids = {"ours": named(engine, "Lantern Nights"), "theirs": named(engine, "Pear Days")}
    keep, gone = (ids["ours"], ids["theirs"]) if kept == "ours" else (ids["theirs"], ids["ours"])
    with writing(engine) as session:
        merge(session, keep, gone, choices=["service.description"], staff_id=None, now=LATER)
    for one in (keep, gone):
        with reading(engine) as session:
            assert "dalhousie" not in (export_csv(session)[0] + str(history(session, one))).casefold()
    assert "At (withheld)" in str(records(engine)[keep][Target.SERVICE_DESCRIPTION])
    with writing(engine) as session:
        edit = next(entry.edit_id for entry in history(session, keep) if entry.kind == "merged")
        take_back(session, str(edit), staff_id=None, now=LATER)
    with reading(engine) as session:
        assert "dalhousie" not in str(history(session, ids["ours"])).casefold()


def test_words_typed_by_hand_that_name_the_street_are_refused(engine: Engine) -> None:
    """A description that names the street of a confidential place is refused, with the boxes that would tell it."""
    publish_records(engine, [SHOWN_FIRST])
    publish_records(engine, [hidden_then()])
    with pytest.raises(TellsPlaceError) as refused:
        corrected(
            engine, only(engine), {Target.SERVICE_DESCRIPTION: "Come to 33 Dalhousie St.", Target.SERVICE_ALERT: "Call first"}
        )
    assert refused.value.targets == ("service.description",)


def test_a_street_taken_away_by_hand_goes_from_the_words_too(engine: Engine) -> None:
    """Where a coordinator blanks the street of a confidential place, the words that named it do not come back."""
    publish_records(engine, [SHOWN_FIRST])
    corrected(engine, only(engine), {Target.SERVICE_CONFIDENTIAL: True})
    corrected(engine, only(engine), {Target.ADDRESS_ADDRESS_1: None})
    assert "dalhousie" not in shown(engine, only(engine)).casefold()
