"""The report on both databases: what loops come to, whole schools, periods, and the record that matches are ranked by."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import Engine, select

from directory.errors import UsageError
from directory.finding.matches import Ask, find_matches
from directory.finding.provider import provider
from directory.finding.provider_record import record_of
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.listings.mergers import merge
from directory.listings.undo import take_back
from directory.models import Referral, ReferralEvent
from directory.models.codes import Author, ReferralStatus
from directory.outcomes.counts import STEPS
from directory.outcomes.report import Period, as_json, exact_report, guarded_report
from directory.referrals.status import Event, state_of
from directory.storage.engine import reading, writing
from directory.storage.referrals.provider_records import records
from tests.importers.making import record
from tests.outcomes.making import put_many
from tests.referrals.making import NOW, Loop
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
MARCH = datetime.date(2026, 3, 14)


def test_a_report_adds_up_to_the_events(loop: Loop) -> None:
    """Three choices of one opening: one connected after six days, one closed with its reason, and a backup that waits is no draft of ours."""
    first, second, _ = loop.open()
    loop.record(first, "sent")
    loop.record(first, "connected", days=6)
    loop.record(second, "sent", days=1)
    loop.record(second, "not_completed", days=2, reason="cost")
    with loop.district.reading() as session:
        figures = exact_report(session, Period())
        nobody = exact_report(session, Period(), {"school-elm"})
        after = exact_report(session, Period(MARCH + datetime.timedelta(days=1)))
    assert [step.referrals for step in figures.funnel] == [2, 1, 1, 1, 1, 0]
    assert [step.median_days_since_given for step in figures.funnel] == [None, None, None, None, 6.0, None]
    assert {line.code: line.referrals for line in figures.ends if line.referrals} == {"open": 1, "not_completed": 1}
    assert [(line.code, line.referrals) for line in figures.reasons] == [("cost", 1)]
    assert [(one.name, one.given, one.connected) for one in figures.by["provider"]] == [
        ("Maple House", 1, 1),
        ("River Center", 1, 0),
    ]
    assert [(one.name, one.kind) for one in figures.by["need"]] == [("Anxiety and worry", "Mental health")]
    assert [one.name for one in figures.by["language"]] == ["Spanish"]
    assert [(one.name, one.given) for one in figures.by["kind"]] == [("Mental health", 2)]
    assert (figures.openings, figures.openings_connected, figures.drafts) == (1, 1, 0)
    assert nobody.funnel[0].referrals == 0
    assert after.funnel[0].referrals == 1


def test_a_backup_is_no_letter_that_waits(loop: Loop) -> None:
    """Of an opening whose letter was not given one waits to be given: the first; backups wait for their turn."""
    first, *_ = loop.open()
    for kind, drafts in ((None, 1), ("sent", 0)):
        if kind:
            loop.record(first, kind)
        with loop.district.reading() as session:
            assert exact_report(session, Period()).drafts == drafts


def test_days_are_told_from_step_to_step(loop: Loop) -> None:
    """The median of the days since the step before stands beside that since the giving, where both days are known."""
    (first,) = loop.open(loop.records[:1])
    for kind, days in (("sent", 0), ("reached", 2), ("scheduled", 5), ("connected", 9)):
        loop.record(first, kind, days=days, **({"on_date": MARCH + datetime.timedelta(days=9)} if kind == "scheduled" else {}))
    with loop.district.reading() as session:
        funnel = exact_report(session, Period()).funnel
    assert [step.median_days for step in funnel] == [None, 2.0, None, None, 4.0, None]
    assert [step.median_days_since_given for step in funnel] == [None, 2.0, None, 5.0, 9.0, None]


def test_a_small_district_is_not_told(loop: Loop) -> None:
    """With one referral the guarded report tells no count, no rate and no group."""
    loop.record(loop.open(loop.records[:1])[0], "connected")
    with loop.district.reading() as session:
        told = as_json(Period(), guarded_report(session, Period()))
    assert told["suppressed"] is True
    assert {step["step"] for step in told["funnel"]} == set(STEPS)
    assert all(value is None for step in told["funnel"] for name, value in step.items() if name != "step")
    assert not any(told["by"].values())
    assert told["openings"] == {"openings": None, "connected": None, "rate": None}


def test_many_are_counted_as_slowly(engine: Engine) -> None:
    """The funnel and each group of two hundred referrals are those of folding them one by one."""
    with writing(engine) as session:
        put_many(session, 200, TODAY, schools=3, providers=4)
    period = Period(TODAY - datetime.timedelta(days=200), TODAY)
    with reading(engine) as session:
        figures = exact_report(session, period)
        guarded = guarded_report(session, period)
        rows = session.execute(select(Referral.id, Referral.organization)).all()
        events: dict[str, list[Event]] = {}
        for one in session.scalars(select(ReferralEvent)):
            event = Event(one.id, one.number, one.kind, Author.STAFF, one.happened_on, reason=one.reason)
            events.setdefault(one.referral_id, []).append(event)
    given: dict[str, int] = {}
    connected = 0
    for referral_id, agency in rows:
        state = state_of(events[referral_id])
        on = state.first.get(ReferralStatus.SENT)
        assert period.first
        if on is None or not period.first <= on <= TODAY or state.status == ReferralStatus.ENTERED_IN_ERROR:
            continue
        given[agency] = given.get(agency, 0) + 1
        connected += ReferralStatus.CONNECTED in state.first or ReferralStatus.COMPLETED in state.first
    assert {one.name: one.given for one in figures.by["provider"]} == given
    assert (figures.funnel[0].referrals, figures.funnel[4].referrals) == (sum(given.values()), connected)
    assert sum(line.referrals or 0 for line in figures.ends) == sum(given.values())
    assert guarded.funnel[0] == figures.funnel[0]
    for groups in guarded.by.values():
        assert all(one.given is None or one.given >= 10 for one in groups)
        assert all(one.connected is None or 10 <= one.connected <= (one.given or 0) - 10 for one in groups)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    """The days are said to be the wrong way round; a guarded period is widened to whole months."""
    with pytest.raises(UsageError, match="before the first"):
        Period(TODAY, MARCH)
    assert Period(MARCH, MARCH).whole_months() == Period(datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    assert Period().whole_months() == Period()
    year = Period(datetime.date(2025, 8, 1), datetime.date(2026, 7, 31))
    assert [Period(*days).school_year(TODAY) for days in ((MARCH, MARCH), (MARCH, None), (None, MARCH))] == [year] * 3
    assert Period().school_year(TODAY) == Period(datetime.date(2026, 8, 1), datetime.date(2027, 7, 31))


def test_a_record_counts_what_is_known(loop: Loop) -> None:
    """A connected one counts for the provider, one that failed on its side against it, the family's own reasons not at all."""
    first, second, third = loop.open()
    loop.record(first, "connected")
    loop.record(second, "not_completed", reason="no_capacity")
    loop.record(third, "not_completed", reason="family_declined")
    with loop.district.reading() as session:
        assert records(session, loop.records) == {loop.records[0]: (1, 1), loop.records[1]: (0, 1)}
        assert records(session, []) == {}
        assert record_of(session, loop.records[0], ENGLISH) is None


def test_a_merged_listing_brings_its_record_along(loop: Loop) -> None:
    """What a listing has done counts for the one that it was merged into, by way of others too, until that is taken back."""
    first, second, third = loop.open()
    for referral_id in (first, second, third):
        loop.record(referral_id, "connected")
    with loop.district.writing() as session:
        merge(session, loop.records[1], loop.records[0], choices=(), staff_id=None, now=NOW)
        edit_id = merge(session, loop.records[2], loop.records[1], choices=(), staff_id=None, now=NOW)
    with loop.district.reading() as session:
        assert records(session, [loop.records[2]]) == {loop.records[2]: (3, 3)}
    with loop.district.writing() as session:
        take_back(session, edit_id, staff_id=None, now=NOW)
    with loop.district.reading() as session:
        assert records(session, loop.records[1:]) == {loop.records[1]: (2, 2), loop.records[2]: (1, 1)}


def test_a_good_record_ranks_above_a_bad_one(engine: Engine) -> None:
    """Of services that are alike, 9 of 10 stand above 0 of 10; 1 of 1 stays below 9 of 10; few are not told in words."""
    publish_records(engine, [record(n + 2, service_name=f"Club {n}") for n in range(3)])
    ask = Ask(needs=("homework-help",), near="48910")
    with reading(engine) as session:
        ids = {entry.card.service: entry.card.id for entry in find_matches(session, ask, TODAY).matches}
    with writing(engine) as session:
        put_many(session, 21, TODAY, schools=1)
        shares = ((ids["Club 0"], 10, 0), (ids["Club 1"], 10, 9), (ids["Club 2"], 1, 1))
        rows = [(record_id, int(n < good)) for record_id, known, good in shares for n in range(known)]
        for number, (record_id, outcome) in enumerate(rows):
            found = session.get(Referral, f"r{number}")
            assert found is not None
            found.record_id, found.outcome = record_id, outcome
    with reading(engine) as session:
        matches = find_matches(session, ask, TODAY).matches
        assert [entry.card.service for entry in matches] == ["Club 1", "Club 2", "Club 0"]
        told = {
            entry.card.service: in_words(reason) for entry in matches for reason in entry.reasons if reason.criterion == "record"
        }
        assert told == {
            "Club 1": "About 8 in 10 referrals here lead to a first appointment; so far there were few",
            "Club 0": "About 2 in 10 referrals here lead to a first appointment; so far there were few",
        }
        assert provider(session, ids["Club 1"], TODAY, ENGLISH).record == f"{told['Club 1']}."
        assert provider(session, ids["Club 2"], TODAY, ENGLISH).record is None
