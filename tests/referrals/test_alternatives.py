"""The next-best match, looked for as the reason asks that keeps the last one from working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from directory.finding.reason_codes import CheckCode
from directory.listings.edits import correct
from directory.models.codes import EndCode
from directory.referrals import alternatives, fit
from directory.students import caseload, needs
from importers.fields import Target
from importers.records import NeedFit
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop

TALKING, QUIET, FEELING = "Talking Together", "Quiet Rooms", "Feeling Better"
"""Free and in Spanish; for a fee, the nearest to the school; for Medicaid."""


def _best(loop: Loop, but: Sequence[str], after: EndCode | None) -> list[str]:
    with loop.district.reading() as session:
        file = caseload.open_student(session, loop.keys, OF_OAK, loop.student_id)
        found = alternatives.next_best(session, file, file.open_needs[0], but, TODAY, after=after)
        return [one.card.service for one in found]


def _verdicts(loop: Loop, criterion: str, after: EndCode | None) -> Mapping[str, str]:
    with loop.district.reading() as session:
        file = caseload.open_student(session, loop.keys, OF_OAK, loop.student_id)
        found = alternatives.next_best(session, file, file.open_needs[0], (), TODAY, after=after)
        return {one.card.service: why_not.verdict for one in found for why_not in one.reasons if why_not.criterion == criterion}


def test_what_was_chosen_is_not_among_the_next_best(loop: Loop) -> None:
    """Those that were chosen already are left out."""
    assert set(_best(loop, (), None)) == {TALKING, QUIET, FEELING}
    assert TALKING not in _best(loop, loop.records[:1], None)


def test_after_the_cost_help_that_is_free_comes_first(loop: Loop) -> None:
    """“It costs too much” asks whether it is free, whatever the family's insurance, and what is stands first."""
    verdicts = _verdicts(loop, "payment", EndCode.COST)
    assert verdicts[TALKING] == "pass"
    assert verdicts[FEELING] != "pass"
    assert _best(loop, (), EndCode.COST)[0] == TALKING


def test_after_the_language_those_who_speak_it_come_first(loop: Loop) -> None:
    """“Nobody there speaks their language” brings those that list it."""
    assert _verdicts(loop, "languages", EndCode.LANGUAGE)[TALKING] == "pass"
    assert _best(loop, (), EndCode.LANGUAGE)[0] == TALKING


def test_after_the_way_the_nearest_comes_first(loop: Loop) -> None:
    """“They cannot get there” asks by distance."""
    with loop.district.reading() as session:
        file = caseload.open_student(session, loop.keys, OF_OAK, loop.student_id)
        found = alternatives.next_best(session, file, file.open_needs[0], (), TODAY, after=EndCode.TRANSPORT)
        miles = [one.miles for one in found if one.miles is not None]
    assert len(miles) > 1
    assert miles == sorted(miles)


@pytest.mark.parametrize("after", [None, EndCode.NO_CAPACITY, EndCode.INELIGIBLE, EndCode.OTHER])
def test_other_reasons_ask_as_before(loop: Loop, after: EndCode | None) -> None:
    """Where a reason asks for nothing special, the matches are those of the student's file."""
    assert _best(loop, (), after) == _best(loop, (), None)


@pytest.mark.parametrize(("term", "offered"), [("anxiety", False), ("self-harm", True)])
def test_a_crisis_service_is_no_ordinary_backup(loop: Loop, term: str, offered: bool) -> None:
    """A mobile crisis team is offered for a need of danger alone; chosen for another one, the check says what it is there for."""
    crisis = loop.records[1]
    with loop.district.writing() as session:
        listed = {Target.NEEDS: (NeedFit("mobile-crisis"), NeedFit("counseling"))}
        correct(session, crisis, listed, staff_id=None, now=NOW)
        needs.add(session, loop.keys, OF_OAK, loop.student_id, chosen=[term], sentence="", urgency=2, now=NOW)
    with loop.district.reading() as session:
        file = caseload.open_student(session, loop.keys, OF_OAK, loop.student_id)
        need = next(one for one in file.open_needs if one.term == term)
        found = alternatives.next_best(session, file, need, (), TODAY)
        fails = fit.check(session, file, need, [crisis], TODAY)[crisis].fails
    assert (crisis in [one.card.id for one in found]) is offered
    assert (CheckCode.NEED_FOR_CRISIS in [one.code for one in fails]) is not offered
