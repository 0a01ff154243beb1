"""Wishes from the question to the answer: criteria of the match, in words, and judged once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from directory.errors import UsageError
from directory.finding.matches import Finding, find_matches, judge_services
from directory.finding.preferences import JUDGES, SAME, not_wished
from directory.finding.question import Ask
from directory.finding.reason_words import in_words
from directory.listings.edits import correct
from directory.storage.engine import reading, writing
from directory.storage.listings.records import all_ids
from importers.fields import Target
from importers.records import NeedFit, Schedule
from matching.query import Verdict
from matching.wishes import parse
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
NOON = datetime.datetime(2026, 9, 1, 12)
SPORTS = (NeedFit("sports"),)
NEAR = "42.7008,-84.549"


def find(engine: Engine, **asked: Any) -> Finding:
    with reading(engine) as session:
        return find_matches(session, Ask(**{"near": NEAR} | asked), TODAY)


def three(engine: Engine) -> Engine:
    """The nearest names basketball, one a mile away soccer, and the farthest no activity."""
    rows = (("Hoops", "Basketball.", 42.7008), ("Kicks", "Soccer.", 42.7158), ("Club", "Sports.", 42.7308))
    listed = [
        record(line, service_name=name, service_description=words, location_latitude=latitude, needs=SPORTS, categories=())
        for line, (name, words, latitude) in enumerate(rows, 2)
    ]
    publish_records(engine, listed)
    return engine


def test_an_activity_outweighs_the_distance(engine: Engine) -> None:
    """Who names it comes first, who names none second, who names others alone last; nobody is left out."""
    found = find(three(engine), wishes=("activity:soccer",))
    assert [entry.card.service for entry in found.matches] == ["Kicks", "Club", "Hoops"]
    texts = [in_words(reason) for entry in found.matches for reason in entry.reasons if reason.criterion == "activity"]
    assert texts == [
        "The listing names soccer",
        "The listing does not say whether it offers soccer: call to ask",
        "The listing names basketball, not soccer: call to ask",
    ]


def test_an_activity_is_asked_for_by_its_terms(engine: Engine) -> None:
    """Without a word about a need, what is searched for are the terms of the activity."""
    found = find(three(engine), wishes=("activity:sailing",))
    assert [need.slug for need in found.needs] == ["sports", "outdoors"]
    assert [need.slug for need in find(engine, wishes=("activity:sailing",), left_out=("outdoors",)).needs] == ["sports"]


def test_wishes_are_told_with_the_question(engine: Engine) -> None:
    """The answer as JSON names them, each once."""
    found = find(three(engine), needs=("sports",), wishes=("time:evening", "time:evening", "day:-we"))
    assert found.as_json()["query"]["wishes"] == ["time:evening", "day:-we"]


def test_hours_that_nobody_lists_are_said(engine: Engine) -> None:
    """Where few services fit and none is listed as open when it was asked for, the answer says so."""
    publish_records(engine, [record(2, needs=SPORTS, schedules=(Schedule("TU", "15:00", "18:00"),))])
    said = [in_words(note) for note in find(engine, needs=("sports",), near=NEAR, wishes=("day:su",)).nothing]
    assert "None of these is listed as open at the hours that were asked for: call to ask." in said
    said = [in_words(note) for note in find(engine, needs=("sports",), near=NEAR, wishes=("day:tu",)).nothing]
    assert not [words for words in said if "hours" in words]


def test_a_wish_that_is_none_is_refused(engine: Engine) -> None:
    """Nothing that was asked for is dropped in silence."""
    with pytest.raises(UsageError, match="time:noon"):
        find(engine, needs=("sports",), wishes=("time:noon",))


def test_a_corrected_listing_answers_anew(engine: Engine) -> None:
    """Traits are written with the listing: hours that are corrected count at once, on the page and in the check of a provider."""
    publish_records(engine, [record(2, needs=SPORTS)])
    with reading(engine) as session:
        (record_id,) = all_ids(session)

    def verdicts(ask: Ask) -> list[tuple[Verdict, str]]:
        with reading(engine) as session:
            shown = (
                *find_matches(session, ask, TODAY).matches,
                *judge_services(session, ask, [record_id], TODAY).results.values(),
            )
            return [(one.verdict, in_words(one)) for entry in shown for one in entry.reasons if one.criterion == "schedule"]

    ask = Ask(needs=("sports",), near=NEAR, wishes=("day:sa",))
    assert verdicts(ask) == [(Verdict.FAIL, "Lists no hours on Saturday: call to ask")] * 2
    with writing(engine) as session:
        correct(session, record_id, {Target.SCHEDULES: (Schedule("SA", "09:00", "12:00"),)}, staff_id=None, now=NOON)
    assert verdicts(ask) == [(Verdict.PASS, "Open on Saturday")] * 2


@pytest.mark.parametrize(
    ("sentence", "hour", "concrete", "said"),
    [
        ("a soccer club open now", 16, "hours:tu@1600", "Open at 4 pm on Tuesday, until 6 pm"),
        ("a soccer club open now", 19, "hours:tu@1900", "Lists no hours now: call to ask"),
        ("club de fútbol abierto hoy", 8, "hours:tu@0800-", "Open after 8 am on Tuesday, until 6 pm"),
        ("soccer tomorrow morning", 8, "hours:we@morning", "Lists no hours before noon on Wednesday: call to ask"),
    ],
)
def test_the_moment_of_asking_gives_now_its_day_and_time(
    engine: Engine, sentence: str, hour: int, concrete: str, said: str
) -> None:
    """What "now" and "tomorrow" mean is decided when the question is asked; the answer names the day and the time."""
    publish_records(engine, [record(2, needs=SPORTS, schedules=(Schedule("TU", "15:00", "18:00"),))])
    found = find(engine, sentence=sentence, moment=datetime.datetime(2026, 9, 1, hour))
    assert concrete in found.as_json()["query"]["wishes"]
    assert [in_words(one) for one in found.matches[0].reasons if one.criterion == "schedule"] == [said]


def test_a_preference_is_not_judged_beside_the_same_wish(engine: Engine) -> None:
    """A family that wants no church is told so once, by the criterion; its other preferences stay."""
    publish_records(engine, [record(2, needs=SPORTS, organization_name="Grace Church")])
    found = find(engine, needs=("sports",), preferences=("not_faith_based", "close_to_home"), wishes=("helper:not_faith_based",))
    (entry,) = found.matches
    told = [(one.criterion, one.verdict) for one in entry.reasons if one.criterion in ("preference", "helper")]
    assert told == [("helper", Verdict.FAIL), ("preference", Verdict.PASS)]


def test_every_preference_has_its_wishes() -> None:
    """The wishes beside which a preference is not judged are wishes, and no preference is without them."""
    assert set(SAME) == set(JUDGES)
    assert [str(parse(code)) for codes in SAME.values() for code in sorted(codes)] == [
        c for codes in SAME.values() for c in sorted(codes)
    ]
    assert not_wished(("woman", "evenings"), ("time:weekend", "day:sa")) == ("woman",)


def test_a_need_is_answered_surely_only_by_the_activity_that_was_asked_for(engine: Engine) -> None:
    """Under the need of an activity, a listing that does not name it is a question, however surely it is listed there."""
    found = find(three(engine), sentence="sailing lessons")
    assert [need.slug for need in found.needs] == ["sports"]
    assert {reason.verdict for entry in found.matches for reason in entry.reasons if reason.criterion == "need"} == {
        Verdict.UNKNOWN
    }
    found = find(engine, sentence="soccer team")
    sure = [any(one.criterion == "need" and one.verdict == Verdict.PASS for one in entry.reasons) for entry in found.matches]
    named = [any(one.criterion == "activity" and one.verdict == Verdict.PASS for one in entry.reasons) for entry in found.matches]
    assert sure == named == [True, False, False]
