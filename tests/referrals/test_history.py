"""What a student has with a provider already, on cards, in the order of matches, and in the check before an opening."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from directory.i18n.catalogs import ENGLISH
from directory.referrals import alternatives, history, opening
from directory.referrals.fit import check
from directory.students import caseload, households, needs
from tests.referrals.making import ALL_THE_SAME, OF_OAK, TODAY, Loop
from tests.referrals.test_warnings import LUZ
from tests.students.making import ADMINISTRATOR, ELM, NOW, OAK


def told(loop: Loop, record: int = 0) -> list[str]:
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        return [one.sentence(ENGLISH) for one in history.past(work.session, file, loop.records).get(loop.records[record], ())]


@contextmanager
def counted(loop: Loop, part: str) -> Iterator[list[str]]:
    """The statements that hold these words."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.extend([statement] if part in statement else [])

    event.listen(loop.district.engine, "before_cursor_execute", note)
    yield seen
    event.remove(loop.district.engine, "before_cursor_execute", note)


def test_nothing_is_said_where_nothing_happened(loop: Loop) -> None:
    """A provider to whom the student was never referred has no line."""
    assert told(loop) == []


def test_each_status_has_its_sentence(loop: Loop) -> None:
    """Opened, a letter given, an appointment, connected: each with its day."""
    first, *_ = loop.open(loop.records[:1])
    assert "no letter is given yet" in told(loop)[0]
    for kind, words in (("sent", "A letter was given on "), ("reached", "They have talked"), ("connected", "Connected since ")):
        loop.record(first, kind)
        assert told(loop)[0].startswith(words)


@pytest.mark.parametrize(("reason", "verdict"), [("transport", "fail"), ("ineligible", "fail"), ("no_capacity", "unknown")])
def test_what_did_not_work_is_said_with_its_reason(loop: Loop, reason: str, verdict: str) -> None:
    """A reason that will most likely hold again is a fail, another one a question."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "not_completed", reason=reason)
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        (one,) = history.past(work.session, file, loop.records)[loop.records[0]]
        fits = check(work.session, file, file.open_needs[0], loop.records[:1], TODAY)[loop.records[0]]
    assert one.sentence(ENGLISH).startswith(f"Tried in {TODAY:%B %Y}, it did not work: ")
    assert one.verdict == verdict
    assert [why_.verdict for why_ in fits.reasons if why_.criterion == history.CRITERION] == [verdict]


@pytest.mark.parametrize(("reason", "last"), [("transport", True), ("no_capacity", False)])
def test_what_failed_for_a_lasting_reason_comes_last(loop: Loop, reason: str, last: bool) -> None:
    """The best match of before stands behind the others, and says why; a full group may have room by now."""
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        best = alternatives.next_best(work.session, file, file.open_needs[0], (), TODAY)[0].card.id
    first, *_ = loop.open([best])
    loop.record(first, "not_completed", reason=reason)
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        found = alternatives.next_best(work.session, file, file.open_needs[0], (), TODAY)
    assert (found[-1].card.id == best) == last
    assert any(one.criterion == history.CRITERION for entry in found if entry.card.id == best for one in entry.reasons)


@pytest.mark.parametrize(("school", "said"), [(OAK, True), (ELM, False)])
def test_a_siblings_referral_is_told_to_those_who_may_see_the_sibling(loop: Loop, school: str, said: bool) -> None:
    """Luz is named where she is in the reader's school; of another school's child nothing stands on a card."""
    luz = loop.district.add(LUZ, school)
    with loop.district.writing() as session:
        households.link_siblings(session, loop.keys, ADMINISTRATOR, loop.student_id, luz, now=NOW)
        needs.add(session, loop.keys, ADMINISTRATOR, luz, chosen=["anxiety"], sentence="", urgency=2, now=NOW)
    with loop.work(ADMINISTRATOR) as work:
        (need,) = caseload.open_student(work.session, loop.keys, ADMINISTRATOR, luz).open_needs
        opening.open_referral(work, luz, need.id, [opening.ProviderChoice(loop.records[0])], said=ALL_THE_SAME)
    lines = told(loop)
    assert [line.startswith("Luz: ") for line in lines] == ([True] if said else [])


@pytest.mark.parametrize("kind", ["cancelled", "entered_in_error"])
def test_what_never_was_is_not_said(loop: Loop, kind: str) -> None:
    """A referral that was cancelled or opened by mistake says nothing of the provider."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, kind)
    assert told(loop) == []


def test_all_cards_are_one_query(loop: Loop) -> None:
    """However many providers are asked about, the referrals are read once."""
    loop.open()
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        with counted(loop, "FROM referral") as seen:
            history.past(work.session, file, [*loop.records, *(f"other-{n}" for n in range(40))])
    assert len(seen) == 1
