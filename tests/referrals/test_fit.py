"""Whether a provider fits the student who was chosen: judged at the opening, whatever a match said before."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from directory.errors import MisfitError, RefusedError
from directory.finding.reason_codes import CheckCode
from directory.finding.reason_words import in_words
from directory.referrals import files, fit, opening
from directory.referrals.fit import AcceptedMisfit, FitCheck, FitPlace, WantedConditions, check, mark
from directory.students import caseload
from tests.referrals.making import ALL_THE_SAME, OF_OAK, TODAY, Loop


def checked(loop: Loop, record: int = 0, wanted: WantedConditions = fit.FROM_FILE, today: datetime.date = TODAY) -> FitCheck:
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        return check(work.session, file, file.open_needs[0], [loop.records[record]], today, wanted=wanted)[loop.records[record]]


def alter(loop: Loop, **values: Any) -> None:
    """Changes the first provider's service behind everybody's back, as an import or a colleague does."""
    with loop.district.writing() as session:
        told = ", ".join(f"{name} = :{name}" for name in values)
        session.execute(text(f"UPDATE service SET {told} WHERE name = 'Talking Together'"), values)


def verdicts(one: FitCheck, criterion: str) -> list[str]:
    return [why.verdict for why in one.reasons if why.criterion == criterion]


def test_every_criterion_is_judged_for_the_student(loop: Loop) -> None:
    """Need, age, distance, language, payment and freshness are said of a provider whether a search would find it or not."""
    found = checked(loop)
    assert {why.criterion for why in found.reasons} >= {"need", "age", "distance", "languages", "payment", "freshness"}
    assert found.fails == ()
    assert found.start == "home"


def test_an_age_that_does_not_fit_fails_first(loop: Loop) -> None:
    """A group for ages 13 to 18 fails for an 11-year-old, before all else that is said."""
    alter(loop, minimum_age=13, maximum_age=18)
    found = checked(loop)
    assert in_words(found.reasons[0]) == "Takes ages 13 to 18; the student is 11"
    assert [why.criterion for why in found.fails] == ["age"]


def test_an_age_that_soon_does_not_fit_is_said(loop: Loop) -> None:
    """Who turns too old within the weeks until help begins is told of today, with the day; earlier it is no question."""
    alter(loop, minimum_age=6, maximum_age=11)
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        born = file.profile.birth_date
        assert born is not None
        turns = born.replace(year=born.year + 12)
        for before, said in ((10, True), (100, False), (300, False)):
            day = turns - datetime.timedelta(days=before)
            one = check(work.session, file, file.open_needs[0], loop.records[:1], day)[loop.records[0]]
            asks = [in_words(why) for why in one.unknowns if why.criterion == "age"]
            assert bool(asks) == said
            assert all("the student turns 12 on March 14, 2027" in words for words in asks)
            until = [in_words(why) for why in one.passes if why.code == CheckCode.AGE_UNTIL]
            assert until == ([] if said else ["Takes the student until March 14, 2027; then the student turns 12"])


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (8, "Takes ages 12 to 16; the student is 11 and turns 12 on March 14, 2027"),
        (90, "Takes ages 12 to 16; the student is 11"),
    ],
)
def test_who_is_soon_old_enough_is_told_the_day(loop: Loop, before: int, words: str) -> None:
    """Who is too young today does not fit, and where the birthday is near its day is said."""
    alter(loop, minimum_age=12, maximum_age=16)
    found = checked(loop, today=datetime.date(2027, 3, 14) - datetime.timedelta(days=before))
    assert [(why.criterion, in_words(why)) for why in found.fails] == [("age", words)]


@pytest.mark.parametrize(
    ("listing", "asked"),
    [
        ({"eligibility_description": "Girls  only"}, "Who may come, as the listing says: “Girls only”"),
        ({"eligibility_description": "Must be court ordered"}, "Who may come, as the listing says: “Must be court ordered”"),
        (
            {"description": "Talks for girls who lost a parent"},
            "The listing speaks of girls: ask whether it takes the student",
        ),
        ({"description": "Boys only, after school"}, "The listing speaks of boys: ask whether it takes the student"),
        ({"name": "Adult Clinic"}, "The listing speaks of adults: ask whether it takes the student"),
        ({"eligibility_description": "Open to all.", "description": "For boys and girls; women and men teach"}, None),
        ({"eligibility_description": "No restrictions"}, None),
    ],
)
def test_whom_a_listing_is_for_is_said_in_its_own_words(loop: Loop, listing: dict[str, str], asked: str | None) -> None:
    """Who may come is no column that can be judged: what the listing says of it is read before a referral is opened."""
    alter(loop, **listing)
    assert [in_words(why) for why in checked(loop).unknowns if why.criterion == "audience"] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("listing", "fails"),
    [
        ({"name": "Senior Center"}, "For seniors only, as the listing says: not for a student of this age"),
        ({"name": "Adults and Children"}, None),
        ({"description": "Talks for mothers who lost a child"}, "For parents or caregivers only"),
        ({"description": "Groups for combat veterans"}, "For veterans and service members only"),
        ({"eligibility_description": "Women"}, "For women only"),
        ({"name": "Talking for Inmates"}, "For people in or out of prison only"),
    ],
)
def test_people_a_student_cannot_belong_to_are_a_fail(loop: Loop, listing: dict[str, str], fails: str | None) -> None:
    """A listing that is for such people alone by its own words fails for a student under 18, whatever ages were read of it."""
    alter(loop, **listing)
    found = [in_words(why) for why in checked(loop).fails if why.criterion == "audience"]
    assert [text[: len(fails or "")] for text in found] == ([fails] if fails else [])


def test_a_need_that_is_not_listed_fails(loop: Loop) -> None:
    """A provider that is listed under nothing near the need is said not to be."""
    with loop.district.writing() as session:
        session.execute(text("DELETE FROM attribute"))
    assert verdicts(checked(loop), "need") == ["fail"]


@pytest.mark.parametrize(
    ("wanted", "verdict"),
    [
        (fit.FROM_FILE, "unknown"),
        (WantedConditions(FitPlace("49503", 100.0)), "pass"),
        (WantedConditions(FitPlace("49503", 10.0)), "fail"),
    ],
)
def test_miles_fail_where_they_were_asked_for(loop: Loop, wanted: WantedConditions, verdict: str) -> None:
    """Beyond the miles of a search a provider fails; where nobody asked for any, how to get there is a question."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE location SET latitude = 43.2, longitude = -86.2"))
    assert verdicts(checked(loop, wanted=wanted), "distance") == [verdict]


def test_interpreters_make_a_language_a_question(loop: Loop) -> None:
    """A provider that does not list the family's language fails, unless it lists interpreters: then one asks for one."""
    assert verdicts(checked(loop, 1), "languages") == ["fail"]
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET interpretation_services = 'By phone' WHERE name = 'Quiet Rooms'"))
    assert verdicts(checked(loop, 1), "languages") == ["unknown"]


@pytest.mark.parametrize(("status", "said"), [("temporarily closed", "closed for a time"), ("active", "no longer names")])
def test_what_speaks_against_the_listing_fails(loop: Loop, status: str, said: str) -> None:
    """One that is closed for a time, or that its own list has withdrawn, fails."""
    alter(loop, status=status)
    if status == "active":
        with loop.district.writing() as session:
            session.execute(text("UPDATE record_source SET withdrawn = true"))
    (why,) = [one for one in checked(loop).fails if one.criterion == "status"]
    assert said in in_words(why)


def test_an_age_that_nobody_knows_is_unknown(loop: Loop) -> None:
    """Of a student without a birth date or grade the age is no pass: it is said that it must be checked."""
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        nobody = replace(file, profile=replace(file.profile, birth_date=None, grade=None))
        one = check(work.session, nobody, file.open_needs[0], loop.records[:1], TODAY)[loop.records[0]]
    assert [why.code for why in one.unknowns if why.criterion == "age"] == [CheckCode.AGE_NOT_ON_FILE]


def test_nothing_that_fails_is_opened_without_a_reason(loop: Loop) -> None:
    """In the transaction that opens: a fail is refused, with a reason it is opened, and the reason is frozen with it."""
    alter(loop, minimum_age=13, maximum_age=18)
    with pytest.raises(MisfitError, match="ages 13 to 18"), loop.work() as work:
        opening.open_referral(work, loop.student_id, loop.need_id, [opening.ProviderChoice(loop.records[0])])
    (referral,) = loop.open(loop.records[:1])
    with loop.work() as work:
        snapshot = files.open_referral(work.session, loop.keys, OF_OAK, referral).snapshot
    assert snapshot.despite == ALL_THE_SAME.accepted.despite
    assert ("age", "fail") in [(why.criterion, why.verdict) for why in snapshot.reasons]


def test_no_reason_is_kept_where_everything_fits(loop: Loop) -> None:
    """What was said in vain is not frozen."""
    (referral,) = loop.open(loop.records[:1])
    with loop.work() as work:
        assert files.open_referral(work.session, loop.keys, OF_OAK, referral).snapshot.despite is None


@pytest.mark.parametrize("change", [{"do_not_refer": True}, {"status": "inactive"}])
def test_what_must_not_be_referred_to_is_not_opened_with_any_reason(loop: Loop, change: dict[str, Any]) -> None:
    """“Do not refer” and withdrawn listings stay shut."""
    alter(loop, **change)
    with pytest.raises(RefusedError) as refused:
        loop.open(loop.records[:1])
    assert not isinstance(refused.value, MisfitError)


def test_what_changed_since_it_was_read_is_shown_again(loop: Loop) -> None:
    """An opening brings the mark of what was read: where the listing says something else by then, it is refused."""
    before = mark([checked(loop)])
    alter(loop, minimum_age=13, maximum_age=18)
    said = opening.OpeningStatement(accepted=AcceptedMisfit("Read it"), seen=before)
    with pytest.raises(MisfitError, match="changed"), loop.work() as work:
        opening.open_referral(work, loop.student_id, loop.need_id, [opening.ProviderChoice(loop.records[0])], said=said)
    said = opening.OpeningStatement(accepted=AcceptedMisfit("Read it"), seen=mark([checked(loop)]))
    with loop.work() as work:
        assert opening.open_referral(work, loop.student_id, loop.need_id, [opening.ProviderChoice(loop.records[0])], said=said)


def test_a_backup_is_checked_as_a_first_choice_is(loop: Loop) -> None:
    """A backup that does not fit is refused without a reason too."""
    first, *_ = loop.open(loop.records[:1])
    with pytest.raises(MisfitError, match="Medicaid"), loop.work() as work:
        opening.add_backup(work, first, opening.ProviderChoice(loop.records[1]))


def _born(loop: Loop) -> datetime.date:
    with loop.work() as work:
        born = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id).profile.birth_date
    assert born is not None
    return born


@pytest.mark.parametrize(
    ("least", "most", "verdict", "said"),
    [
        (6, 11, "fail", "Takes ages 6 to 11; the student is 12 when it starts in July"),
        (12, 18, "unknown", "Takes ages 12 to 18; the student is 12 when it starts in July: ask whether to sign up now"),
        (6, 14, "pass", "Takes ages 6 to 14; the student is 11"),
    ],
)
def test_the_age_is_that_of_the_day_on_which_a_season_starts(loop: Loop, least: int, most: int, verdict: str, said: str) -> None:
    """The student turns 12 next March: for what begins in July it is the age then that counts."""
    autumn = datetime.date(2026, 11, 9)
    alter(loop, minimum_age=least, maximum_age=most, description="The camp runs July to August.")
    (why,) = [one for one in checked(loop, today=autumn).reasons if one.criterion == "age"]
    assert (why.verdict, in_words(why)) == (verdict, said)


def test_the_age_on_the_day_of_an_appointment(loop: Loop) -> None:
    """A day on which the student is too old or too young is said; one that fits is not, nor an age accepted at the opening."""
    alter(loop, minimum_age=6, maximum_age=11)
    (referral,) = loop.open(loop.records[:1])
    turns = _born(loop).replace(year=_born(loop).year + 12)

    def on(day: datetime.date) -> str | None:
        with loop.work() as work:
            student = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
            snapshot = files.open_referral(work.session, loop.keys, OF_OAK, referral).snapshot
            why = fit.misfit_on(work.session, student, snapshot, day)
        return in_words(why) if why else None

    assert on(turns - datetime.timedelta(days=1)) is None
    assert on(turns) == "Takes ages 6 to 11; the student is 12 on March 14, 2027"
    alter(loop, minimum_age=12, maximum_age=18)
    assert on(turns) is None
    alter(loop, minimum_age=13, maximum_age=18)
    (referral,) = loop.open(loop.records[:1])
    assert on(turns) is None


@pytest.mark.parametrize("least", [6, 13])
def test_what_a_family_can_weigh_is_opened_where_it_agrees(loop: Loop, least: int) -> None:
    """A language that is not listed needs a tick that the family agrees, and no words; an age that does not fit needs a reason."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE language SET code = 'so'"))
        session.execute(text("UPDATE service SET minimum_age = :least WHERE name = 'Talking Together'"), {"least": least})
    assert [why.criterion for why in checked(loop).fails] == (["age", "languages"] if least > 11 else ["languages"])
    agreed = opening.OpeningStatement(accepted=AcceptedMisfit(agreed=True))
    choice = [opening.ProviderChoice(loop.records[0])]
    with pytest.raises(MisfitError), loop.work() as work:
        opening.open_referral(work, loop.student_id, loop.need_id, choice)
    if least > 11:
        with pytest.raises(MisfitError, match="Takes ages 13"), loop.work() as work:
            opening.open_referral(work, loop.student_id, loop.need_id, choice, said=agreed)
        return
    with loop.work() as work:
        (referral,) = opening.open_referral(work, loop.student_id, loop.need_id, choice, said=agreed)
        assert files.open_referral(work.session, loop.keys, OF_OAK, referral).snapshot.despite == fit.AGREED
