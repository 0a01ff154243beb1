"""A provider's page: everything known, warnings first, and nothing that must not be told."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from directory.errors import UnknownError
from directory.finding.comparison import compare
from directory.finding.provider import Provider, freshness, provider
from directory.finding.reason_codes import CheckCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.storage.engine import reading
from directory.storage.listings.records import all_ids
from importers.records import Contact, Cost, NeedFit
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 11, 23)


def ids(engine: Engine, *rows: dict[str, Any]) -> list[str]:
    publish_records(engine, [record(n + 2, **row) for n, row in enumerate(rows)])
    with reading(engine) as session:
        return all_ids(session)


def page(engine: Engine, **changes: Any) -> Provider:
    (record_id,) = ids(engine, changes)
    with reading(engine) as session:
        return provider(session, record_id, TODAY, ENGLISH)


@pytest.mark.parametrize(
    ("fees", "told"),
    [
        ("Medicaid; private insurance", ("Takes Medicaid", "Takes private insurance")),
        ("Medicaid, after an interview", ("Takes Medicaid", "Takes private insurance", "Medicaid, after an interview")),
        (None, ("Takes Medicaid", "Takes private insurance")),
    ],
)
def test_what_a_fee_cell_says_is_told_once(engine: Engine, fees: str | None, told: tuple[str, ...]) -> None:
    """The listing's own words on its fees follow the ways to pay only where they say more than these."""
    shown = page(engine, costs=(Cost("medicaid"), Cost("private")), service_fees_description=fees)
    assert dict(shown.groups)["Cost and payment"] == told


@pytest.mark.parametrize(
    ("street", "where"),
    [
        ("P.O. Box 77", "For mail only: P.O. Box 77, Lansing, MI 48901"),
        ("7 Elm Street, PO Box 77", "7 Elm Street, PO Box 77, Lansing, MI 48901"),
        ("7 Elm Street", "7 Elm Street, Lansing, MI 48901"),
    ],
)
def test_a_box_is_said_to_be_for_mail(engine: Engine, street: str, where: str) -> None:
    """Nobody goes to a box at a post office; a street beside it is where they go."""
    shown = page(
        engine, address_address_1=street, address_city="Lansing", address_state_province="MI", address_postal_code="48901"
    )
    assert where in dict(shown.groups)["Where"]


def test_what_a_listing_only_hints_at_is_to_be_asked(engine: Engine) -> None:
    """A need of which a card says "ask" is not among those that the provider helps with, on its page and side by side."""
    needs = (NeedFit("tutoring"), NeedFit("friendship", 0.2), NeedFit("grief", 0.9), NeedFit("mentoring", 0.3))
    shown = page(engine, needs=needs)
    told = dict(shown.groups)["Helps with"]
    assert set(told[0].split(", ")) == {"Tutoring", "Grief and loss"}
    assert told[1:] == ("Call to ask about: Mentoring, Making friends and social skills",)


def test_everything_known_is_told(engine: Engine) -> None:
    """Each thing that the listing says stands under its label, in words."""
    shown = page(
        engine,
        required_documents=("School ID",),
        contacts=(Contact("Ana Ruiz", "intake", "ana@example.org"),),
        costs=(Cost("fee", 12.5), Cost("sliding_scale")),
        service_areas=("Ingham County",),
        accessibility=("Ramp",),
        capacity_available=3.0,
        service_wait_time="2 weeks",
        location_transportation="Bus 5",
        service_assured_date=datetime.date(2026, 3, 3),
    )
    told = dict(shown.groups)
    assert told["Who it is for"] == ("Ages 6 to 12",)
    assert told["Hours"][:4] == (
        "Monday: 3 pm to 6 pm", "Tuesday: 3 pm to 6 pm", "Wednesday: 3 pm to 6 pm", "Thursday: not listed",
    )  # fmt: skip
    assert told["Cost and payment"] == ("Charges a fee ($12.50)", "Sliding scale")
    assert told["Phone"] == ("(517) 555-0101 ext. 12", "Fax: (517) 555-0102")
    assert told["Where"] == ("Cedar Street Center", "12 Cedar Street, Lansing, MI 48910")
    assert told["What to bring"] == ("School ID",)
    assert told["Contacts"] == ("Ana Ruiz, intake, ana@example.org",)
    assert (told["Languages"], told["Access"], told["Wait"]) == (
        ("English, Spanish",),
        ("Ramp",),
        ("2 weeks (as of March 3, 2026)",),
    )
    assert told["Openings"] == ("3 openings (as of March 3, 2026)",)
    assert told["This listing"] == (
        "Confirmed on March 3, 2026, 8 months ago.", "From the list “list”, imported on September 1, 2026",
    )  # fmt: skip
    assert (shown.warnings, shown.stale) == ((), False)
    assert shown.point == (42.7008, -84.549)


def test_a_confidential_place_is_nowhere_on_the_page(engine: Engine) -> None:
    """Neither address, point nor name of the place appears in anything that the page gets, only the telephone."""
    secret = {
        "location_name": "Quiet House", "address_1": ..., "address.address_1": "9 Fern Lane", "address.city": "Mason",
        "location_description": "Behind the Fern bakery", "location_transportation": "Bus to Fern Lane",
        "service_at_location_description": "Ring at 9 Fern Lane", "accessibility": ("Fern ramp",), "location_url": "https://fern.example.org",
    }  # fmt: skip
    secret.pop("address_1")
    first, _ = ids(
        engine, secret | {"service_name": "A shelter", "service_confidential": True}, secret | {"service_name": "B office"}
    )
    with reading(engine) as session:
        shown = provider(session, first, TODAY, ENGLISH)
        copied = compare(session, [first], TODAY, ENGLISH)
    for text in (repr(shown), repr(copied.rows), copied.text):
        assert "fern" not in text.casefold()
        assert "42.7008" not in text
        assert "Quiet" not in text
        assert "Mason" not in text
    assert shown.warnings == (ReasonNote(CheckCode.CONFIDENTIAL),)
    assert (shown.point, shown.address) == (None, None)
    assert [one.service for one in shown.elsewhere] == ["B office"]
    assert "(517) 555-0101" in copied.text


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"service_do_not_refer": True}, "Do not refer: your district has ruled this service out."),
        ({"service_status": "defunct"}, "has closed"),
        ({"service_status": "temporarily closed"}, "closed for a time"),
        ({"service_alert": "Moving in May"}, "Moving in May"),
    ],
)
def test_warnings_come_first(engine: Engine, changes: dict[str, Any], warning: str) -> None:
    """What keeps a specialist from sending a family there is told as a warning."""
    assert any(warning in in_words(told) for told in page(engine, **changes).warnings)


@pytest.mark.parametrize(
    ("confirmed", "words"),
    [
        (None, "Nobody has confirmed this listing: call before you send a family."),
        (datetime.date(2026, 11, 23), "Confirmed on November 23, 2026, today."),
        (datetime.date(2026, 11, 12), "Confirmed on November 12, 2026, 11 days ago."),
        (datetime.date(2026, 10, 20), "Confirmed on October 20, 2026, 4 weeks ago."),
        (datetime.date(2024, 3, 3), "Confirmed on March 3, 2024, 2 years ago: it may have changed, call first."),
    ],
)
def test_freshness_is_told_in_words(confirmed: datetime.date | None, words: str) -> None:
    """A listing says when it was confirmed and how long ago that was; an old one says to call first."""
    assert in_words(freshness(confirmed, TODAY)) == words


def test_freshness_is_told_in_spanish() -> None:
    """The day, and how long ago it was, are written as the reader's language has them."""
    on = [datetime.date(2026, 11, 23), datetime.date(2026, 11, 22), datetime.date(2024, 3, 3)]
    assert [in_words(freshness(day, TODAY), "es") for day in on] == [
        "Confirmado el 23 de noviembre de 2026, hoy.",
        "Confirmado el 22 de noviembre de 2026, ayer.",
        "Confirmado el 3 de marzo de 2024, hace 2 años: puede haber cambiado, llame primero.",
    ]


def test_what_is_not_there_is_unknown(engine: Engine) -> None:
    """An invented id is unknown, on the page and in a comparison."""
    with reading(engine) as session:
        for ask in (lambda: provider(session, "0" * 36, TODAY, ENGLISH), lambda: compare(session, ["0" * 36], TODAY, ENGLISH)):
            with pytest.raises(UnknownError):
                ask()


def test_the_other_places_of_a_service_come_first(engine: Engine) -> None:
    """What else the agency offers is listed, the same service elsewhere first."""
    found = ids(
        engine,
        {"service_name": "Homework Club"},
        {"service_name": "Art Club"},
        {"service_name": "Homework Club", "location.name": "Oak Center", "address.address_1": "9 Oak Street"},
    )
    with reading(engine) as session:
        pages = [provider(session, one, TODAY, ENGLISH) for one in found]
    shown = next(one for one in pages if one.service == "Homework Club")
    assert [one.service for one in shown.elsewhere] == ["Homework Club", "Art Club"]
    assert [one.same_service for one in shown.elsewhere] == [True, False]


def test_providers_stand_side_by_side(engine: Engine) -> None:
    """Each question is asked of each provider; what one does not list is said; the text to copy has a block each."""
    found = ids(engine, {"service_name": "A", "languages": ()}, {"service_name": "B"})
    with reading(engine) as session:
        compared = compare(session, found, TODAY, ENGLISH)
    rows = {row.label: row.values for row in compared.rows}
    assert rows["Languages"] == (("Not listed",), ("English, Spanish",))
    assert "Take care" not in rows
    first, second = compared.text.split("\n\n")
    assert first.splitlines()[:3] == [
        "A, Maple Valley Family Services", "(517) 555-0101 ext. 12", "12 Cedar Street, Lansing, MI 48910",
    ]  # fmt: skip
    assert "Languages: English, Spanish" in second
    assert "Cost and payment: Free; Takes Medicaid" in second
