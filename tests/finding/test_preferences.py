"""What a family prefers, judged by what a listing says."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from directory.finding.preferences import JUDGES, judged
from directory.finding.reason_words import in_words
from directory.listings.cards import Card, cards
from directory.storage.engine import reading
from directory.storage.listings.records import all_ids
from directory.students.profile import PREFERENCES
from importers.records import Schedule
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
WEEKDAYS = "MO,TU,WE,TH,FR"


def card(engine: Engine, **changes: Any) -> Card:
    publish_records(engine, [record(2, **changes)])
    with reading(engine) as session:
        (found,) = cards(session, all_ids(session), TODAY).values()
    return found


Case = tuple[str, dict[str, Any], float | None, str, str]
CASES: dict[str, Case] = {
    "a name of faith": ("not_faith_based", {"organization_name": "Lutheran Services"}, 1, "fail", "“Lutheran”"),
    "a church in passing": ("not_faith_based", {"service_description": "We meet in a church."}, 1, "unknown", "ask whether"),
    "nothing of faith": ("not_faith_based", {}, 1, "pass", "Nothing"),
    "no description": ("not_faith_based", {"service_description": None}, 1, "unknown", "ask whether"),
    "faith is welcome": ("faith_based", {"organization_name": "Lutheran Services"}, 1, "pass", "“Lutheran”"),
    "a woman": ("woman", {"service_description": "All female therapists."}, 1, "pass", "“female therapists”"),
    "nobody named": ("woman", {}, 1, "unknown", "ask for a woman"),
    "a female is no man": ("man", {"service_description": "All female therapists."}, 1, "unknown", "ask for a man"),
    "a man": ("man", {"service_description": "Male mentors for boys."}, 1, "pass", "“Male mentors”"),
    "open late": ("evenings", {}, 1, "pass", "Open after 5 pm on Monday to Wednesday"),
    "open on Saturday": ("evenings", {"schedules": (Schedule("SA", "09:00", "12:00"),)}, 1, "pass", "Open on Saturday"),
    "open past midnight": ("evenings", {"schedules": (Schedule("FR", "16:00", "02:00"),)}, 1, "pass", "on Friday"),
    "office hours": ("evenings", {"schedules": (Schedule(WEEKDAYS, "09:00", "17:00"),)}, 1, "fail", "ask whether"),
    "words for hours": ("evenings", {"schedules": (Schedule(description="By appointment"),)}, 1, "unknown", "not listed"),
    "near": ("close_to_home", {}, 1.2, "pass", "within 2 miles"),
    "far": ("close_to_home", {}, 4.3, "fail", "without a car"),
    "far, with a bus": ("close_to_home", {"location_transportation": "Bus 5"}, 4.3, "unknown", "Bus 5"),
    "by phone": ("close_to_home", {"modes": ("phone",)}, None, "pass", "No car"),
    "no point": ("close_to_home", {}, None, "unknown", "not known"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("upgraded_url", ["sqlite"], indirect=True)  # words are judged, not a database
def test_a_preference_is_judged(engine: Engine, case: Case) -> None:
    """Each preference passes, fails or stays unknown by what is listed, and says what to ask."""
    code, changes, miles, verdict, words = case
    (reason,) = judged((code,), card(engine, **changes), miles)
    assert (reason.criterion, reason.verdict) == ("preference", verdict)
    assert words in in_words(reason)


def test_every_preference_of_a_family_has_a_judge() -> None:
    """What the intake form offers is what listings are judged by."""
    assert set(JUDGES) == set(PREFERENCES)
