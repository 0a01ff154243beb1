"""The work list, its clicks, what nobody touched and the hand-over, on both engines and held against slow, obvious versions."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from directory.errors import RefusedError, UnknownError, UsageError
from directory.listings import edits
from directory.models import Referral, Staff, StaffSchool
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus, Role
from directory.referrals import updates
from directory.referrals.event_checks import EarlyError, NewEvent
from directory.referrals.status import CLOSED, MOVES, OPEN, QUIET, STATUSES
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.storage.referrals import worklist as rows
from directory.storage.scope import Scope
from directory.students import guardians
from directory.worklist import actions, escalation, handover
from directory.worklist.entries import WorkItem
from directory.worklist.steps import STEPS
from directory.worklist.work_list import ANSWERED, LATE, work_list
from importers.fields import Target
from importers.records import Value
from tests.referrals.making import NOW, OAK, OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR, ANA, BEN, COORDINATOR, ELM, MARTA, OF_ELM, VIEWER

DAY = datetime.timedelta(days=1)
MATE = Scope("staff-mate", Role.SPECIALIST, frozenset({OAK}))


def listed(loop: Loop, scope: Scope = OF_OAK, *, owner: str | None = None, days: int = 0) -> dict[object, list[WorkItem]]:
    with loop.work(scope, days=days) as work:
        found = work_list(work, owner=owner or scope.staff_id)
        return {group.key: list(group.entries) for group in found.groups}


def add_mate(loop: Loop) -> None:
    """Another specialist of Oak, and the ties of staff to their schools, which the district of these tests leaves out."""
    with loop.district.writing() as session:
        session.execute(
            insert(Staff).values(id=MATE.staff_id, email="mate@example.org", name="Mate", role="specialist", made_at=NOW)
        )
        ties = ((OF_OAK.staff_id, OAK), (MATE.staff_id, OAK), (OF_ELM.staff_id, ELM))
        session.execute(insert(StaffSchool), [{"staff_id": staff, "school_id": school} for staff, school in ties])


def alter(loop: Loop, referral_id: str, **values: object) -> None:
    with loop.district.writing() as session:
        session.execute(update(Referral).where(Referral.id == referral_id).values(**values))


def test_an_entry_says_what_to_do_and_whom_to_call(loop: Loop) -> None:
    """A letter that was given is due after three school days: the list names the student, the question and the number."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    assert listed(loop).keys() == {datetime.date(2026, 3, 18)}  # it was given on a Saturday
    (entry,) = listed(loop, days=6)[LATE]
    assert (entry.name, entry.service, entry.todo) == (ANA.name, "Talking Together", "Ask the family whether they called.")
    assert entry.days_late == 2
    assert {one.kind for one in entry.outcomes} >= {"reached", "scheduled", "not_completed"}


def test_only_a_safe_number_is_offered(loop: Loop) -> None:
    """Nobody whom a court has ruled out is called, and who may only be written to is written to."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    call = listed(loop, days=4)[TODAY + 4 * DAY][0].call
    assert call is not None
    assert (call.number, call.by_text, call.language) == (MARTA.phones[0], True, "Spanish")
    with loop.district.writing() as session:
        (guardian,) = rows.guardians(session, [loop.student_id])[loop.student_id]
        barred = type(MARTA)("Marta Peña", phones=MARTA.phones, no_contact=True)
        guardians.change(session, loop.keys, OF_OAK, loop.student_id, guardian.id, details=barred, now=NOW)
    assert listed(loop, days=4)[TODAY + 4 * DAY][0].call is None


def test_a_number_shared_with_a_no_contact_order_is_not_offered(loop: Loop) -> None:
    """A phone that whoever a court has ruled out may pick up is called by nobody; another number of the mother's is."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    father = type(MARTA)("Luis Ruiz", phones=MARTA.phones, no_contact=True)
    with loop.district.writing() as session:
        father_id = guardians.add(session, loop.keys, OF_OAK, loop.student_id, father, now=NOW)
        (mother,) = (one for one in rows.guardians(session, [loop.student_id])[loop.student_id] if one.id != father_id)
    assert listed(loop, days=4)[TODAY + 4 * DAY][0].call is None
    other = replace(MARTA, phones=(*MARTA.phones, "+15175550199"))
    with loop.district.writing() as session:
        guardians.change(session, loop.keys, OF_OAK, loop.student_id, mother.id, details=other, now=NOW)
    call = listed(loop, days=4)[TODAY + 4 * DAY][0].call
    assert call is not None
    assert call.number == "+15175550199"


def test_an_answer_comes_first_and_waits_to_be_seen(loop: Loop) -> None:
    """What the family said stands above what is late until somebody records something; undoing that brings it back."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work(days=1) as work:
        row = stored.lock_for_link(work.session, first)
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY)
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert [one.words for one in entry.answers] == ["The family answered: they ask for a call."]
    assert entry.todo == "Call the family: they ask for it."
    with loop.work(days=1) as work:
        done = actions.at_one_click(work, first, "seen")
        told = actions.recorded(work, done.event_id)
        assert told is not None
        assert (told.referral_id, told.name, told.kind) == (first, ANA.name, EventKind.SEEN)
    assert ANSWERED not in listed(loop, days=1)
    with loop.work(days=1) as work:
        updates.take_back(work, first, done.event_id)
        assert actions.recorded(work, done.event_id) is None
    assert len(listed(loop, days=1)[ANSWERED]) == 1


def test_what_the_family_wrote_stands_on_the_card(loop: Loop) -> None:
    """The words of an answer are beside it, with when it came; a note of staff, and what the desk noted, is no answer."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    loop.record(first, "note", words="Ours alone")
    with loop.work(days=1) as work:
        row = stored.lock_for_link(work.session, first)
        updates.record_answer(
            loop.by_link(work),
            row,
            NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.OTHER, words="No bus\nafter 5"),
            Author.FAMILY,
        )
        updates.by_system(work, row, NewEvent(EventKind.MAIL_FAILED, words="The address does not take mail."))
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert [(one.quote, one.at) for one in entry.answers] == [("No bus\nafter 5", NOW + DAY), (None, NOW + DAY)]


def test_the_waiting_backup_is_one_click(loop: Loop) -> None:
    """The card names the next choice whose letter was not given; not where they get there, nor where none is left."""
    first, second, third = loop.open()
    loop.record(first, "sent")

    def backups() -> list[str | None]:
        entries = [one for group in listed(loop, days=4).values() for one in group if one.id == first]
        return [one.backup.id if one.backup else None for one in entries]

    assert backups() == [second]
    loop.record(second, "sent")
    assert backups() == [third]
    loop.record(third, "sent")
    assert backups() == [None]


def test_a_click_records_only_what_the_list_offers_now(loop: Loop) -> None:
    """A button of a page that is old by now records nothing and says so; so does a made-up kind, or another school's referral."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work() as work:
        assert actions.at_one_click(work, first, ReferralStatus.REACHED).state.status == ReferralStatus.REACHED
    for kind, error in (("reached", RefusedError), ("missed_appointment", RefusedError), ("cancelled", UsageError)):
        with pytest.raises(error), loop.work() as work:
            actions.at_one_click(work, first, kind)
    for scope in (OF_ELM, COORDINATOR, VIEWER):
        with pytest.raises(UnknownError), loop.work(scope) as work:
            actions.at_one_click(work, first, "accepted")


def test_later_is_the_day_that_was_named(loop: Loop) -> None:
    """A referral put off is due on its day, never before tomorrow; a look for room that was put off is so too."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    with loop.work() as work:
        assert actions.later(work, first, TODAY + 30 * DAY).state.look_on == TODAY + 30 * DAY
    assert listed(loop, days=29).keys() == {TODAY + 30 * DAY}
    for day in (None, TODAY, TODAY - DAY):
        with pytest.raises(UsageError), loop.work() as work:
            actions.later(work, first, day)
    loop.record(first, "completed")
    with pytest.raises(RefusedError, match="is closed"), loop.work() as work:
        actions.later(work, first, TODAY + DAY)


def test_a_look_for_room_ends_when_somebody_looked(loop: Loop) -> None:
    """A closed referral without room is due on its day, can be put off, and is done with one click."""
    first, *_ = loop.open([loop.records[0]])
    loop.record(first, "not_completed", reason="no_capacity", on_date=TODAY + 10 * DAY)
    loop.record(first, "seen")  # another provider was looked for
    assert listed(loop, days=10)[TODAY + 10 * DAY][0].todo == "Look again: is there room now?"
    with loop.work(days=10) as work:
        actions.later(work, first, TODAY + 20 * DAY)
    assert listed(loop, days=11) == {}
    with loop.work(days=20) as work:
        assert work_list(work, owner=OF_OAK.staff_id).today == 1
        actions.at_one_click(work, first, "seen")
    assert listed(loop, days=40) == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"service.do_not_refer": True}, "Your district has marked this provider “do not refer”: choose another one."),
        ({"service.status": "inactive"}, "This service is not running now: choose another one."),
    ],
)
def test_a_backup_that_was_ruled_out_is_not_offered(loop: Loop, change: dict[Target, Value], words: str) -> None:
    """The next one takes its place; when its turn has come, its card says why and offers no letter."""
    first, second, third = loop.open()
    loop.record(first, "sent")
    with loop.district.writing() as session:
        edits.correct(session, loop.records[1], change, staff_id=COORDINATOR.staff_id, now=NOW)
    (entry,) = [one for group in listed(loop, days=4).values() for one in group if one.id == first]
    assert (entry.backup.id if entry.backup else None) == third
    loop.record(first, "not_completed", reason="no_capacity")
    (entry,) = [one for group in listed(loop, days=4).values() for one in group if one.id == second]
    assert (entry.todo, [one.label for one in entry.outcomes]) == (words, ["Choose another provider…", "It did not work…"])


def test_an_answer_that_ends_it_leads_to_the_next_step(loop: Loop) -> None:
    """What the family's “no” asks for is named; an answer that came after the end says that it did."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    for words in ("Give the family the backup.", "Read the answer: it came after the end."):
        with loop.work(days=1) as work:
            row = stored.lock_for_link(work.session, first)
            told = EventKind.CONNECTED if "after" in words else EventKind.NOT_COMPLETED
            reason = None if "after" in words else EndCode.WAIT_TOO_LONG
            updates.record_answer(loop.by_link(work), row, NewEvent(told, reason=reason), Author.FAMILY)
        (entry,) = listed(loop, days=1)[ANSWERED]
        assert (entry.todo, entry.call) == (words, None)


def test_an_answer_that_is_tapped_twice_still_leads_to_the_next_step(loop: Loop) -> None:
    """The same “no” once more, which changes nothing, does not hide what the first one asks for."""
    first, *_ = loop.open()
    loop.record(first, "sent")
    for _ in range(2):
        with loop.work(days=1) as work:
            row = stored.lock_for_link(work.session, first)
            updates.record_answer(
                loop.by_link(work), row, NewEvent(EventKind.NOT_COMPLETED, reason=EndCode.WAIT_TOO_LONG), Author.FAMILY
            )
    (entry,) = listed(loop, days=1)[ANSWERED]
    assert (len(entry.answers), entry.todo) == (2, "Give the family the backup.")


def test_every_outcome_is_legal_in_its_situation() -> None:
    """What the list offers is never refused by the table of moves."""
    at = {"backup": "draft", "told": "sent"} | dict.fromkeys(("before", "today", "missed"), "scheduled")
    at |= dict.fromkeys(("recheck", "later", "follow", "choose", "closed"), "not_completed")
    for key, step in STEPS.items():
        status = ReferralStatus(at.get(key, key))
        reopens = {"reopened"} if status in CLOSED else set()
        assert {one.kind for one in step.outcomes if one.kind} <= MOVES[status] | QUIET.keys() | reopens, key
    assert set(OPEN) <= STEPS.keys()


def test_the_query_is_what_an_obvious_loop_finds(loop: Loop) -> None:
    """Lists, counts and the untouched are those of a plain walk over all rows, whoever asks for whose, on any page."""
    add_mate(loop)
    dice = random.Random(4)
    with loop.district.writing() as session:
        session.execute(update(Staff).where(Staff.id == COORDINATOR.staff_id).values(disabled_at=NOW))
    students = {loop.student_id: OAK, loop.district.add(BEN, ELM): ELM}
    people = (OF_OAK.staff_id, MATE.staff_id, OF_ELM.staff_id, COORDINATOR.staff_id, ADMINISTRATOR.staff_id, None)
    made = [_row(dice, number, students, people) for number in range(160)]
    with loop.district.writing() as session:
        session.execute(insert(Referral), made)
    at = {OF_OAK.staff_id: OAK, MATE.staff_id: OAK, OF_ELM.staff_id: ELM}
    for scope in (OF_OAK, OF_ELM, ADMINISTRATOR, VIEWER):
        seen = [one for one in made if _sees(scope, students[str(one["student_id"])])]
        for owner in (*people[:4], rows.EVERYBODY, rows.NOBODY):
            mine = [one for one in seen if _belongs(one, owner, at, students)]
            _check_list(loop, scope, owner or "", mine)
        _check_untouched(loop, scope, seen)


def _row(dice: random.Random, number: int, students: dict[str, str], people: tuple[str | None, ...]) -> dict[str, object]:
    status = dice.choice(STATUSES)
    due = TODAY + dice.randint(-30, 30) * DAY if status not in CLOSED or dice.random() < 0.2 else None
    student_id = dice.choice(list(students))
    plain = {"term": "anxiety", "organization": "A", "service": "S", "record_id": "r", "organization_id": "o", "sealed": b""}
    days = {"opened_at": NOW, "opened_on": TODAY, "since": TODAY, "touched_on": TODAY - dice.randint(0, 30) * DAY, "due_on": due}
    whose = {"student_id": student_id, "school_id": students[student_id], "owner_id": dice.choice(people)}
    told = {"status": status, "answered": dice.random() < 0.1, "urgency": dice.randint(1, 3), "choice": 1}
    return {"id": f"r{number:03}", "request_id": f"q{number}", "reference": f"R{number}", **plain, **days, **whose, **told}


def _sees(scope: Scope, school_id: str) -> bool:
    return scope.role == Role.ADMINISTRATOR or (scope.role == Role.SPECIALIST and school_id in scope.school_ids)


def _belongs(row: dict[str, object], owner: str | None, at: dict[str, str], students: dict[str, str]) -> bool:
    works = row["owner_id"] == ADMINISTRATOR.staff_id or at.get(str(row["owner_id"])) == students[str(row["student_id"])]
    return owner == rows.EVERYBODY or (not works if owner == rows.NOBODY else row["owner_id"] == owner)


def _check_list(loop: Loop, scope: Scope, owner: str, mine: list[dict[str, object]]) -> None:
    until = TODAY + 7 * DAY
    due = [one for one in mine if one["answered"] or (one["due_on"] is not None and one["due_on"] <= until)]  # type: ignore[operator]
    due.sort(key=lambda one: (not one["answered"], one["due_on"] or one["since"], -int(str(one["urgency"])), one["id"]))
    with loop.work(scope) as work:
        first = work_list(work, owner=owner, until=until, size=10)
        pages = [work_list(work, owner=owner, until=until, size=10, page=page) for page in range(1, first.pages + 1)]
    assert [entry.id for page in pages for group in page.groups for entry in group.entries] == [one["id"] for one in due]
    late = [one for one in due if not one["answered"] and one["due_on"] < TODAY]  # type: ignore[operator]
    assert (first.answered, first.late) == (sum(bool(one["answered"]) for one in due), len(late))
    assert first.answered + first.late + first.today + first.ahead == len(due)


def _check_untouched(loop: Loop, scope: Scope, seen: list[dict[str, object]]) -> None:
    with loop.work(scope) as work:
        found = escalation.by_owner(work)
    wanted = [
        one
        for one in seen
        if escalation.untouched_days(one["status"], one["touched_on"], one["due_on"], TODAY)  # type: ignore[arg-type]
    ]
    assert sum(one.number for one in found) == len(wanted)
    assert min((one.oldest for one in found), default=None) == min((one["touched_on"] for one in wanted), default=None)  # type: ignore[type-var]


def test_two_weeks_untouched_are_told(loop: Loop) -> None:
    """From the fourteenth day on the owner and the administrators are told, but not of one whose day is still to come."""
    first, second, _ = loop.open()
    loop.record(first, "sent")
    assert [one.untouched for one in listed(loop, days=13)[LATE]] == [None]
    assert [one.untouched for one in listed(loop, days=17)[LATE]] == [17]
    with loop.work(ADMINISTRATOR, days=17) as work:
        assert [(one.owner_id, one.number) for one in escalation.by_owner(work)] == [(OF_OAK.staff_id, 1)]
    loop.record(first, "scheduled", on_date=TODAY + 60 * DAY)
    with loop.work(ADMINISTRATOR, days=30) as work:
        assert escalation.by_owner(work) == []
    assert second  # a backup whose turn has not come is nobody's fault


def test_an_appointment_rules_what_is_due(loop: Loop) -> None:
    """Before its day somebody reminds the family, on two school days; on its day nothing is due; after it somebody asks."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY)  # a Monday
    recalling = "Remind the family of the appointment on Monday, March 23."
    assert [one.todo for one in listed(loop, days=4)[TODAY + 4 * DAY]] == [recalling]
    assert [(one.todo, one.days_late) for one in listed(loop, days=5)[LATE]] == [(recalling, 1)]
    loop.record(first, "seen", days=5)
    assert [one.todo for one in listed(loop, days=6)[TODAY + 6 * DAY]] == [recalling]
    assert listed(loop, days=9).keys() == {TODAY + 10 * DAY}, "nobody is reminded on the day itself"
    with loop.work(days=9) as work:
        assert work_list(work, owner=OF_OAK.staff_id).today == 0
    asked = listed(loop, days=10)[TODAY + 10 * DAY]
    assert [(one.todo, one.days_late) for one in asked] == [("Did they go on Monday, March 23?", 0)]


def test_what_mail_reminded_of_is_off_the_list(loop: Loop) -> None:
    """A reminder that went out by mail stands for the call; the next one has its day."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY)
    with loop.work(days=4) as work:
        updates.by_system(work, stored.lock_for_link(work.session, first), NewEvent(EventKind.REMINDED))
    assert listed(loop, days=4).keys() == {TODAY + 6 * DAY}


@pytest.mark.parametrize("kind", ["connected", "missed_appointment"])
def test_a_click_before_the_appointment_asks_first(loop: Loop, kind: str) -> None:
    """What an appointment led to is asked about before its day, and on its day before its time; yes records it."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 9 * DAY, at_time="23:59")
    offered = (
        actions.at_one_click
        if kind == "connected"
        else lambda *how, **more: updates.record(how[0], first, NewEvent(EventKind(kind), **more))
    )
    for days in (5, 9):
        with pytest.raises(EarlyError, match=r"on Monday, March 23 at 11:59 pm\. .*\?$"), loop.work(days=days) as work:
            offered(work, first, kind)
    with loop.work(days=5) as work:
        assert offered(work, first, kind, earlier=True).event_id
    assert len(loop_events(loop, first)) == 3


def loop_events(loop: Loop, referral_id: str) -> list[str]:
    with loop.work() as work:
        return [one.kind for one in stored_events.of(work.session, referral_id)]


def test_no_question_is_asked_from_the_appointment_on(loop: Loop) -> None:
    """On its day, where no time is known or the time has come, and after it, one click is enough."""
    for days, at_time in ((9, None), (9, "00:00"), (10, "23:59")):
        first, *_ = loop.open(loop.records[:1])
        loop.record(first, "scheduled", on_date=TODAY + 9 * DAY, at_time=at_time)
        with loop.work(days=days) as work:
            assert actions.at_one_click(work, first, ReferralStatus.CONNECTED).state.status == ReferralStatus.CONNECTED
        loop.record(first, "entered_in_error", days=days)


def test_a_referral_is_not_forgotten_on_the_day_that_it_comes_up(loop: Loop) -> None:
    """An appointment in a month is escalated when it has been due for some days, not when its first reminder is."""
    first, *_ = loop.open(loop.records[:1])
    loop.record(first, "scheduled", on_date=TODAY + 37 * DAY)
    for days, number in ((34, []), (38, []), (43, [1])):
        with loop.work(ADMINISTRATOR, days=days) as work:
            assert [one.number for one in escalation.by_owner(work)] == number


def test_a_day_without_school_is_no_day_to_look(loop: Loop) -> None:
    """What was put off to a Saturday, or is to be looked at again on one, is due on the Monday after it."""
    first, second, _ = loop.open()
    with loop.work() as work:
        actions.later(work, first, TODAY + 7 * DAY)
    loop.record(second, "not_completed", reason="no_capacity", on_date=TODAY + 14 * DAY)
    assert listed(loop, days=7).keys() >= {TODAY + 9 * DAY}
    assert TODAY + 16 * DAY in listed(loop, days=14)


def test_a_caseload_goes_to_a_colleague_of_the_school(loop: Loop) -> None:
    """All of it, backups too, is the colleague's; what was answered still waits, and nothing else is changed."""
    add_mate(loop)
    first, *_ = opened = loop.open()
    loop.record(first, "sent")
    with loop.work(days=1) as work:
        updates.record_answer(
            loop.by_link(work), stored.lock_for_link(work.session, first), NewEvent(EventKind.REACHED), Author.FAMILY
        )
    before = listed(loop, days=1)[ANSWERED]
    with loop.work(days=1) as work:
        assert handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id) == len(opened)
    (entry,) = listed(loop, MATE, days=1)[ANSWERED]
    assert (entry.answers, entry.due_on) == (before[0].answers, before[0].due_on)
    assert listed(loop, days=1) == {}
    assert "referral.handed_over" in {action for action, *_ in loop.district.actions()}


def test_nobody_is_given_what_they_cannot_see(loop: Loop) -> None:
    """To somebody of another school, who is disabled or no specialist, nothing goes; nor another's caseload, nor a stranger's."""
    add_mate(loop)
    first, *_ = loop.open()
    with (
        pytest.raises(RefusedError, match="does not work at Oak Elementary: add the school first"),
        loop.work(ADMINISTRATOR) as work,
    ):
        handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=OF_ELM.staff_id)
    for to_id in (OF_ELM.staff_id, COORDINATOR.staff_id, OF_OAK.staff_id, "nobody"):
        with pytest.raises(RefusedError), loop.work() as work:
            handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=to_id)
    with pytest.raises(UnknownError), loop.work(MATE) as work:
        handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id)
    for chosen, error in (((), UsageError), (("no-such",), RefusedError)):
        with pytest.raises(error), loop.work() as work:
            handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id, chosen=chosen)
    with loop.work() as work:
        assert handover.hand_over(work, from_id=OF_OAK.staff_id, to_id=MATE.staff_id, chosen=[first]) == 1


def test_what_nobody_works_on_can_be_taken(loop: Loop) -> None:
    """A referral of somebody who left stands in a list of its own for the school, and one click makes it one's own."""
    add_mate(loop)
    first, *_ = loop.open([loop.records[0]])
    with pytest.raises(RefusedError, match="works on this referral"), loop.work(MATE) as work:
        actions.take_over(work, first)
    with loop.district.writing() as session:
        session.execute(update(Staff).where(Staff.id == OF_OAK.staff_id).values(disabled_at=NOW))
    assert [one.id for one in listed(loop, MATE, owner=rows.NOBODY, days=1)[TODAY + 2 * DAY]] == [first]
    with loop.work(MATE) as work:
        actions.take_over(work, first)
    assert [one.id for one in listed(loop, MATE, days=1)[TODAY + 2 * DAY]] == [first]
