"""The plan of a roster: only what the roster changed is changed, nobody is lost, and siblings find each other."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.problems import Severity
from importers.roster.plan import kept_rows, three_way
from importers.roster.plan.kept_rows import RosterStatement
from importers.roster.plan.planner import RosterPlan, RosterStep, StudentOnFile, plan
from importers.roster.plan.schools import KnownSchool, Schools
from importers.roster.plan.three_way import GuardianOnFile
from importers.roster.row import RosterGuardian, RosterListing, RosterRow, RosterSchool, Value

CEDAR, ELM = KnownSchool("c", "Cedar Elementary School", "017"), KnownSchool("e", "Elm Middle School", "20")
ELENA = RosterGuardian("Elena Ruiz", "Mother", "es", ("+15175550101",), "elena@example.org")
_NUMBERS = itertools.count()
LUIS = RosterGuardian("Luis Ruiz", "Father", None, ("+15175550102",))


def row(number: str, line: int = 2, school: str = "Cedar Elem", **told: Any) -> RosterRow:
    fields: dict[str, Value] = {"given_name": "Ana", "family_name": "Ruiz", "grade": "3"}
    more = {name: told.pop(name) for name in list(told) if name not in RosterRow.__slots__}
    return RosterRow(line, number, {**fields, **more}, RosterSchool(school), **told)


def planned(rows: list[RosterRow], standing: list[StudentOnFile] | None = None, roster: str = "district") -> RosterPlan:
    return plan(
        RosterListing(tuple(rows), (), {}),
        standing or [],
        [CEDAR, ELM],
        roster=roster,
        today=datetime.date(2026, 11, 29),
        key_of=str,
        new_id=lambda: f"new {next(_NUMBERS)}",
    )


def stands(step: RosterStep, roster: str = "district") -> StudentOnFile:
    """The student as the step leaves the desk."""
    before = step.standing
    guardians = {guardian.id: guardian for guardian in (before.guardians if before else ())}
    guardians |= {of: replace(guardians[of], details=details) for of, details in step.guardians.altered}
    added = {f"{step.id} {g.name}": GuardianOnFile(f"{step.id} {g.name}", g, g.no_contact) for g in step.guardians.added}
    kept = {of: one for of, one in (guardians | added).items() if of not in step.guardians.dropped}
    left = step.left if step.left is not None else bool(before and before.left)
    fields = {**(before.fields if before else {}), **step.changes}
    home = step.household_id or (before.household_id if before else None)
    return StudentOnFile(step.id, step.key, step.school_id, roster, left, home, fields, tuple(kept.values()), step.said)


def after(found: RosterPlan) -> list[StudentOnFile]:
    return [stands(step) for step in (*found.steps, *found.gone) if step.id]


def test_a_second_roster_changes_nothing() -> None:
    """The same roster again is all unchanged, guardians and households included."""
    rows = [row("1", guardians=(ELENA, LUIS)), row("2", 3, given_name="Bo", guardians=(ELENA,)), row("3", 4, school="Elm")]
    first = planned(rows)
    assert first.counts() | {"created": 3} == first.counts()
    again = planned(rows, after(first))
    assert [step.outcome for step in again.steps] == ["unchanged"] * 3
    assert (again.households, again.gone, [bool(step.guardians) for step in again.steps]) == ((), (), [False] * 3)


def test_a_correction_by_hand_outlives_the_roster() -> None:
    """What staff corrected stays while the roster says the same, and gives way once the roster itself changes it."""
    (one,) = after(planned([row("1", grade="3", languages=("es",))]))
    corrected = replace(one, fields={**one.fields, "grade": "4", "languages": ("es", "en")})
    same = planned([row("1", grade="3", languages=("es",))], [corrected])
    assert (same.steps[0].outcome, same.steps[0].changes) == ("unchanged", {})
    (changed,) = planned([row("1", grade="5", languages=("so",))], [corrected]).steps
    assert changed.changes == {"grade": "5", "languages": ("en", "so")}


def test_a_blank_takes_back_only_what_the_roster_said() -> None:
    """A cell that became blank clears the roster's own value and never one that staff wrote."""
    (one,) = after(planned([row("1", home_zip="48910")]))
    assert planned([row("1", home_zip=None)], [one]).steps[0].changes == {"home_zip": None}
    corrected = replace(one, fields={**one.fields, "home_zip": "48912"})
    assert planned([row("1", home_zip=None)], [corrected]).steps[0].changes == {}
    assert planned([row("1")], [one]).steps[0].changes == {}


def test_guardians_of_the_roster_follow_it() -> None:
    """A new number comes, the old one goes, who is gone from the roster goes, and what staff added stays."""
    (one,) = after(planned([row("1", guardians=(ELENA, LUIS))]))
    elena = replace(one.guardians[0], details=replace(ELENA, phones=("+15175550101", "+15175550199")), touched=True)
    one = replace(one, guardians=(elena, one.guardians[1], GuardianOnFile("hand", RosterGuardian("Rosa Paz"))))
    (step,) = planned([row("1", guardians=(replace(ELENA, phones=("+15175550103",)),))], [one]).steps
    assert [details.phones for _, details in step.guardians.altered] == [("+15175550199", "+15175550103")]
    assert step.guardians.dropped == (one.guardians[1].id,)


def test_a_row_that_names_no_guardian_changes_none() -> None:
    """Blank guardian columns and a roster without them leave everybody as they are."""
    (one,) = after(planned([row("1", guardians=(ELENA,))]))
    for guardians in ((), None):
        assert planned([row("1", guardians=guardians)], [one]).steps[0].outcome == "unchanged"


def test_a_ban_stays_whatever_the_roster_says() -> None:
    """Who is under a ban is neither removed nor freed, nor brought back by a middle name; a new ban of the roster is added."""
    (one,) = after(planned([row("1", guardians=(ELENA, LUIS))]))
    luis = replace(one.guardians[1], details=replace(LUIS, no_contact=True), touched=True)
    banned = replace(one, guardians=(one.guardians[0], luis))
    assert not planned([row("1", guardians=(ELENA,))], [banned]).steps[0].guardians
    assert not planned([row("1", guardians=(ELENA, LUIS))], [banned]).steps[0].guardians
    (step,) = planned([row("1", guardians=(ELENA, replace(LUIS, name="Luis A Ruiz")))], [banned]).steps
    assert (step.guardians.added, step.guardians.dropped) == ((), ())
    assert all(details.no_contact for _, details in step.guardians.altered)
    (step,) = planned([row("1", guardians=(replace(ELENA, no_contact=True), LUIS))], [one]).steps
    assert [(of, details.no_contact) for of, details in step.guardians.altered] == [(one.guardians[0].id, True)]


_STATEMENTS = [
    ("No joint custody", "joint custody", "No joint custody"),
    ("PPO vs dad", "PPO vs dad expired 3/1", "PPO vs dad"),
]


@pytest.mark.parametrize("told", _STATEMENTS)
def test_each_statement_about_custody_that_is_news_is_kept(told: tuple[str, str, str]) -> None:
    """Words that are a part of those before say something else: each is added, the newest last, on students and guardians."""
    desk: list[StudentOnFile] = []
    for words in told:
        banned = replace(LUIS, no_contact=True, no_contact_words=words)
        desk = after(planned([row("1", guardians=(ELENA, banned), concerns=words)], desk))
    kept = str(desk[0].fields["custody_words"]).split("\n")
    assert [line.partition("roster: ")[2] for line in kept] == list(told)
    assert (desk[0].guardians[1].details.no_contact_words or "").split("\n") == list(told)


def test_a_statement_that_stands_is_not_written_twice() -> None:
    """A row that repeats one statement of the last line, or all that staff had written, adds nothing."""
    (one,) = after(planned([row("1", concerns="see court order | bus 4")]))
    kept = one.fields["custody_words"]
    (again,) = after(planned([row("1", concerns="see court order")], [one]))
    assert again.fields["custody_words"] == kept
    hand = replace(one, fields={**one.fields, "custody_words": "Joint custody\nasked in May"}, said=RosterStatement())
    assert (
        after(planned([row("1", concerns="Joint custody")], [hand]))[0].fields["custody_words"] == "Joint custody\nasked in May"
    )


def test_who_was_renamed_or_removed_by_hand_does_not_come_back() -> None:
    """A guardian whom staff removed stays away while the roster says the same, unless it says a ban that is new."""
    (one,) = after(planned([row("1", guardians=(ELENA, LUIS))]))
    without = replace(one, guardians=one.guardians[:1])
    assert not planned([row("1", guardians=(ELENA, LUIS))], [without]).steps[0].guardians
    (step,) = planned([row("1", guardians=(ELENA, replace(LUIS, no_contact=True)))], [without]).steps
    assert [(g.name, g.no_contact) for g in step.guardians.added] == [("Luis Ruiz", True)]


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ({"name": "Luis Ruiz"}, True), ({"name": "L. Ruiz"}, True), ({"name": "Luis A. Ruiz"}, True), ({"name": "Ruiz Moor, Luis"}, True),
        ({"name": "Lucho Vega", "phones": ("+15175550199",), "relationship": "Father"}, True),
        ({"name": "Elena Ruiz"}, False), ({"name": "Pablo Ruiz"}, False),
        ({"name": "Rosa Vega", "phones": ("+15175550199",), "relationship": "Aunt"}, False),
    ],
)  # fmt: skip
def test_whom_nobody_may_call_does_not_come_back_under_a_like_name(told: dict[str, Any], same: bool) -> None:
    """After a name was changed by hand or by a roster, one that may be the same person's adds nobody without the ban."""
    banned = replace(LUIS, name="Luis Ruiz-Moor", relationship="Father", phones=("+15175550199",), no_contact=True)
    changes = three_way.guardians([RosterGuardian(**told)], [], [GuardianOnFile("g", banned, touched=True)])
    assert (changes.added == (), all(details.no_contact for _, details in changes.altered)) == (same, True)


def test_under_a_ban_no_number_is_forgotten() -> None:
    """A new number of somebody whom nobody may call stands beside the old one."""
    banned = replace(LUIS, no_contact=True)
    changes = three_way.guardians([replace(LUIS, phones=("+15175550166",))], [LUIS], [GuardianOnFile("g", banned, touched=True)])
    assert [(of, details.phones) for of, details in changes.altered] == [("g", ("+15175550102", "+15175550166"))]


def test_a_guardian_whom_the_roster_renames_is_the_same_person() -> None:
    """A new name with the same telephone keeps the person, and with it what staff wrote."""
    (one,) = after(planned([row("1", guardians=(ELENA,))]))
    (step,) = planned([row("1", guardians=(replace(ELENA, name="Elena Ruiz-Paz"),))], [one]).steps
    assert (step.guardians.added, step.guardians.dropped) == ((), ())
    assert [(of, details.name) for of, details in step.guardians.altered] == [(one.guardians[0].id, "Elena Ruiz-Paz")]


def test_leavers_are_marked_where_the_file_speaks_of_their_school() -> None:
    """Who is gone from the file has left, but only of the schools that it covers; who comes back returns."""
    rows = [row("1"), row("2", 3), row("3", 4), row("4", 5, school="Elm Middle")]
    desk = after(planned(rows))
    found = planned(rows[:2], desk)
    assert ([step.id for step in found.gone], found.counts()["left"], found.doubtful) == ([desk[2].id], 1, False)
    back = planned(rows, [*after(found), desk[3]])
    assert (back.counts()["returned"], back.counts()["updated"]) == (1, 1)


def test_who_left_by_hand_stays_away_until_the_roster_has_news() -> None:
    """A student whom staff marked as left stays so while the roster lists the student, and returns after having been gone from it."""
    one, two = after(planned([row("1"), row("2", 3)]))
    one = replace(one, left=True)
    assert planned([row("1"), row("2", 3)], [one, two]).steps[0].outcome == "unchanged"
    gone = planned([row("2", 3)], [one, two])
    assert gone.counts()["left"] == 0
    assert planned([row("1"), row("2", 3)], after(gone)).steps[0].left is False


def test_a_row_of_a_leaver_marks_a_known_student_only() -> None:
    """A leaver of the file is marked where known, and skipped where not."""
    desk = after(planned([row("1"), row("2", 3), row("3", 4)]))
    found = planned([row("1", left=True), row("2", 3), row("3", 4), row("9", 5, left=True)], desk)
    assert [step.outcome for step in found.steps] == ["updated", "unchanged", "unchanged", "skipped"]
    assert found.counts()["left"] == 1


def test_a_half_empty_file_is_doubtful() -> None:
    """More than half gone is doubted; just half is not. A row that is rejected still shows that the student is there."""
    desk = after(planned([row(str(n), n) for n in range(1, 5)]))
    assert planned([row("1")], desk).doubtful
    assert not planned([row("1"), row("2")], desk).doubtful
    assert not planned([row("1"), *(replace(row(str(n)), rejected=True) for n in (2, 3, 4))], desk).gone


def test_each_row_counts_once() -> None:
    """Duplicates, rejected rows and unknown schools are told by their lines, and the counts add up."""
    found = planned(
        [row("1"), row("1", 3), row("2", 4, school="Nowhere"), replace(row("3", 5), rejected=True), row("4", 6, left=True)]
    )
    counts = found.counts()
    parts = ("created", "updated", "unchanged", "rejected", "duplicates", "skipped")
    assert [counts[part] for part in parts] == [1, 0, 0, 2, 1, 1]
    assert counts["rows_read"] == sum(counts[part] for part in parts) == 5
    assert [(p.line, p.severity) for p in found.problems] == [(3, Severity.WARNING), (4, Severity.ERROR)]


def test_a_row_for_each_contact_is_one_student() -> None:
    """Where a student is repeated for each contact, the contacts come together on the first row."""
    found = planned([row("1", guardians=(ELENA,)), row("1", 3, guardians=(LUIS,))])
    assert [step.outcome for step in found.steps] == ["created", "duplicate"]
    assert found.steps[0].guardians.added == (ELENA, LUIS)


def test_an_order_on_a_row_that_is_not_taken_must_be_read() -> None:
    """A row of a student on file whose school is unknown is told with its order, unless the file has the order already."""
    desk = after(planned([row("1", guardians=(ELENA, LUIS))]))
    barred = replace(LUIS, no_contact=True, no_contact_words="By the court")
    away = row("1", school="Nowhere", guardians=(ELENA, barred))
    assert planned([away], desk).undecided == 1
    assert planned([away], after(planned([row("1", guardians=(ELENA, barred))], desk))).undecided == 0
    assert planned([row("9", school="Nowhere", guardians=(barred,))], desk).undecided == 0


def test_siblings_are_tied_once() -> None:
    """The same key, or the same number at the same ZIP, makes a household; who was parted by hand is not tied again."""
    rows = [
        row("1", home_zip="48910", guardians=(ELENA,)),
        row("2", 3, home_zip="48910", guardians=(ELENA,)),
        row("3", 4, household="F9"),
    ]
    rows += [row("4", 5, household="f9"), row("5", 6, home_zip="48912", guardians=(ELENA,))]
    desk = after(planned(rows))
    homes = [one.household_id for one in desk]
    assert (homes[0] == homes[1], homes[2] == homes[3], homes[0] != homes[2], homes[4]) == (True, True, True, None)
    parted = [replace(one, household_id=None) for one in desk]
    assert planned(rows, parted).households == ()
    third = row("6", 7, home_zip="48910", guardians=(ELENA,))
    found = planned([*rows, third], desk)
    assert (found.steps[5].household_id, found.households) == (homes[0], ())


def test_a_number_that_many_have_ties_nobody() -> None:
    """The telephone of an agency is no household, and neither is that of somebody whom nobody may call."""
    many = [row(str(n), n, home_zip="48910", guardians=(ELENA,)) for n in range(1, 15)]
    assert planned(many).households == ()
    banned = replace(ELENA, no_contact=True)
    assert planned([row("1", guardians=(banned,)), row("2", guardians=(banned,))]).households == ()


def test_a_student_who_was_typed_in_is_taken_over() -> None:
    """A student without a roster joins the one that lists the number; what the roster does not say stays."""
    hand = StudentOnFile("h", "1", "c", None, False, None, {"given_name": "Anna", "family_name": "Ruiz", "insurance": "private"})
    (step,) = planned([row("1", home_zip=None)], [hand]).steps
    assert (step.outcome, step.id, step.changes) == ("updated", "h", {"number": "1", "given_name": "Ana", "grade": "3"})


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Cedar Elementary School", "c"), ("CEDAR ELEM", "c"), ("Cedar Elem. Sch.", "c"), ("Cedar", "c"), ("Cedar ES", "c"),
        ("Cedar Middle School", None), ("Elm MS", "e"), ("Ash", None),
    ],
)  # fmt: skip
def test_schools_are_known_by_their_names(written: str, found: str | None) -> None:
    """A school is known however its name is shortened, but never by the name of another level."""
    assert Schools([CEDAR, ELM], str).find(RosterSchool(written)) == found


def test_schools_are_known_by_their_codes() -> None:
    """A code is known without its leading zeros; one that the roster describes itself is made once."""
    schools = Schools([CEDAR, ELM], lambda: "new")
    assert [schools.find(RosterSchool("17", ("17",))), schools.find(RosterSchool(None, ("020",)))] == ["c", "e"]
    ash = RosterSchool("Ash High", ("31",), made=True)
    assert [schools.find(ash), schools.find(ash), [s.name for s in schools.new]] == ["new", "new", ["Ash High"]]


def test_what_a_roster_said_is_kept_exactly() -> None:
    """What is written for the next roster reads as the same."""
    fields: dict[str, Value] = {"birth_date": datetime.date(2017, 3, 14), "languages": ("es", "en"), "given_name": "Zoë"}
    said = RosterStatement(fields, "c", True, (ELENA, replace(LUIS, no_contact=True)), frozenset({"key f9"}))
    assert kept_rows.read(kept_rows.written(said)) == said


_SEVERAL = st.lists(st.sampled_from("abcd"), unique=True).map(tuple)


@given(_SEVERAL, _SEVERAL, _SEVERAL)
def test_of_several_values_each_is_decided_alone(now: tuple[str, ...], before: tuple[str, ...], current: tuple[str, ...]) -> None:
    """A value is there after the roster if it is in now and new, or was there and the roster did not take it away."""
    merged = three_way.value(now, before, current)
    assert isinstance(merged, tuple)
    stays = {v for v in current if v in now or v not in before}
    assert set(merged) == stays | (set(now) - set(before))
    assert three_way.value(now, now, current) == current
