"""Insurance plans by their names: a way to pay, with the name kept, and held against what a listing says."""

from __future__ import annotations

import datetime

from sqlalchemy import Engine

from directory.district_settings.effective import change, read_district
from directory.district_settings.insurance_plans import InsurancePlan
from directory.district_settings.table import INSURANCE_PLANS
from directory.finding.matches import Finding, find_matches
from directory.finding.question import Ask
from directory.finding.reason_words import in_words
from directory.settings import Settings
from directory.storage.engine import reading, writing
from importers.records import Cost, NeedFit
from matching.offers import Payment
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
NOW = datetime.datetime(2026, 9, 1, 12)


def find(engine: Engine, sentence: str) -> Finding:
    with reading(engine) as session:
        return find_matches(session, Ask(sentence=sentence), TODAY, district=read_district(session, Settings()))


def test_a_plan_is_a_way_to_pay_and_keeps_its_name(engine: Engine) -> None:
    """What names the plan says so; what lists Medicaid alone passes, and is to be asked; in both languages."""
    rows = (
        ("Names", "We take Meridian Health Plan.", "medicaid"),
        ("Lists", "Near Meridian Road.", "medicaid"),
        ("Other", "", "private"),
    )
    publish_records(
        engine,
        [
            record(
                line, service_name=name, service_description=words or None, needs=(NeedFit("counseling"),), costs=(Cost(option),)
            )
            for line, (name, words, option) in enumerate(rows, 2)
        ],
    )
    for sentence in ("needs counseling, has Meridian", "busca consejería, tiene Meridian"):
        found = find(engine, sentence)
        assert found.query["payment"] == "medicaid"
        assert [(one.value, one.kind) for one in found.conditions] == [("plan:Meridian", "payment")]
        told = {
            one.card.service: (why.verdict, in_words(why))
            for one in found.matches
            for why in one.reasons
            if why.criterion == "payment"
        }
        assert told == {
            "Names": ("pass", "The listing names Meridian"),
            "Lists": ("pass", "Takes Medicaid: ask whether it takes Meridian"),
            "Other": ("fail", "Does not list Medicaid; takes private insurance: ask before sending the family"),
        }


def test_the_districts_own_plans_are_read(engine: Engine) -> None:
    """A list of its own takes the place of Michigan's, with other names; a plan that it does not name is not asked for in silence."""
    publish_records(engine, [record(2, needs=(NeedFit("counseling"),), costs=(Cost("private"),))])
    with writing(engine) as session:
        change(
            session,
            Settings(),
            INSURANCE_PLANS,
            (InsurancePlan("Buckeye Health", Payment.PRIVATE, ("Buckeye",)),),
            now=NOW,
            by=None,
        )
    found = find(engine, "needs counseling, has Buckeye")
    assert (found.query["payment"], [one.value for one in found.conditions]) == ("private", ["plan:Buckeye Health"])
    assert [one.condition.value for one in find(engine, "needs counseling, has Molina").overruled] == ["plan:Molina Healthcare"]
    assert "has not listed" in in_words(find(engine, "needs counseling, has Molina").overruled[0].note)


def test_a_plan_is_found_by_whatever_people_call_it(engine: Engine) -> None:
    """A plan that the district lists by one of its names is asked for by any other, and Medicaid that is said beside one counts."""
    publish_records(engine, [record(2, needs=(NeedFit("counseling"),), costs=(Cost("private"),))])
    with writing(engine) as session:
        change(session, Settings(), INSURANCE_PLANS, (InsurancePlan("Fidelis", Payment.PRIVATE),), now=NOW, by=None)
    assert find(engine, "needs counseling, has Fidelis Care").query["payment"] == "private"
    found = find(engine, "needs counseling, has Molina Medicaid")
    assert (found.query["payment"], [one.condition.value for one in found.overruled]) == ("medicaid", ["plan:Molina Healthcare"])
