"""No-contact orders: recorded, reworded and lifted by acts of their own, and lost by nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.errors import RefusedError, StaleError, UsageError
from directory.letters.issuance import may_be_greeted
from directory.storage.people import no_contact as stored
from directory.students import caseload, changes, consents, guardians, households, no_contact, separation
from directory.students.contact_ways import by_mail, by_phone
from directory.students.orders import ELSEWHERE
from directory.students.profile import GuardianDetails
from tests.students.making import ADMINISTRATOR, ANA, BEN, ELM, LATER, MARTA, NOW, OAK, OF_ELM, OF_OAK, TODAY, District, agreed

WORDS = "Court order of May 2"
MONTH = datetime.timedelta(days=30)
LUIS = GuardianDetails("Luis Peña", "Father", "es", ("+15175550124",), "luis@example.org", ("call", "email"))
ROSTER = "Student ID,Last Name,First Name,Grade,School,Guardian 1 Name,Guardian 2 Name,Guardian 2 Phone\n"


@dataclass(frozen=True, slots=True)
class Case:
    """Ana, whose father must not be contacted; `father` is his id."""

    district: District
    student: str
    father: str

    def details(self) -> GuardianDetails:
        with self.district.reading() as session:
            file = caseload.open_student(session, self.district.keys, ADMINISTRATOR, self.student)
        return next(one.details for one in file.guardians if one.id == self.father)

    def history(self) -> list[tuple[str, str, str, str | None]]:
        """What was done, the oldest first: the act, about whom, in which words, by whom."""
        with self.district.reading() as session:
            acts = no_contact.history(session, self.district.keys, ADMINISTRATOR, self.student)
        return [(act.act.value, act.name, act.words, act.made_by) for act in reversed(acts)]


@pytest.fixture
def case(district: District) -> Case:
    student, keys = district.add(), district.keys
    with district.writing() as session:
        guardians.add(session, keys, OF_OAK, student, MARTA, now=NOW)
        father = guardians.add(session, keys, OF_OAK, student, LUIS, now=NOW)
        no_contact.record(session, keys, OF_OAK, student, father, words=WORDS, now=NOW)
    return Case(district, student, father)


def test_an_order_takes_every_way_and_is_kept_in_the_file(case: Case) -> None:
    """Under an order no way is safe; numbers stay on file, and who recorded it when is known."""
    assert case.details() == replace(LUIS, no_contact=True, no_contact_words=WORDS, ways=())
    assert case.history() == [("recorded", "Luis Peña", WORDS, "Staff-Oak")]
    assert ("no_contact.recorded", "staff-oak", case.student) in case.district.actions()


def test_an_order_is_shown_on_the_files_of_brothers_and_sisters(case: Case) -> None:
    """Who may see both files reads its words there; at another school only that it concerns a guardian of the file, however he is
    written there. He is greeted by no letter of theirs.
    """
    keys = case.district.keys
    ben, zoe = case.district.add(BEN), case.district.add(replace(BEN, number="10444", given_name="Zoe"), ELM)
    with case.district.writing() as session:
        for sibling in (ben, zoe):
            households.link_siblings(session, keys, ADMINISTRATOR, case.student, sibling, now=NOW)
    shown, greeted = {}, {}
    for who, sibling, name in ((OF_OAK, ben, "Peña, Luis"), (OF_ELM, zoe, "Luis J. Peña Sr.")):
        with case.district.reading() as session:
            shown[sibling, "before"] = caseload.open_student(session, keys, who, sibling).shut_out
        with case.district.writing() as session:
            guardians.add(session, keys, who, sibling, replace(LUIS, name=name, phones=()), now=NOW)
            guardians.add(session, keys, who, sibling, MARTA, now=NOW)
        with case.district.reading() as session:
            file = caseload.open_student(session, keys, who, sibling)
        shown[sibling, "after"], greeted[sibling] = file.shut_out, [one.details.name for one in may_be_greeted(file)]
    told = {key: [(one.name, one.no_contact_words, one.on_file) for one in orders] for key, orders in shown.items()}
    assert told[ben, "before"] == told[ben, "after"] == [("Luis Peña", WORDS, "Ana María’s file")]
    assert (told[zoe, "before"], told[zoe, "after"]) == ([], [("Luis J. Peña Sr.", None, ELSEWHERE)])
    assert greeted == {ben: ["Marta Peña"], zoe: ["Marta Peña"]}


def test_other_words_and_the_lifting_are_acts_of_their_own(case: Case) -> None:
    """The file keeps each wording and why the order was lifted, also when the guardian is gone afterwards."""
    keys, student, father = case.district.keys, case.student, case.father
    with case.district.writing() as session:
        no_contact.record(session, keys, OF_OAK, student, father, words="Order of June 9", now=LATER)
        no_contact.lift(session, keys, ADMINISTRATOR, student, father, reason="Ended by the court", now=LATER)
    assert case.details() == replace(LUIS, ways=())
    with case.district.writing() as session:
        guardians.remove(session, keys, OF_OAK, student, father, now=LATER)
    assert case.history() == [
        ("recorded", "Luis Peña", WORDS, "Staff-Oak"),
        ("reworded", "Luis Peña", "Order of June 9", "Staff-Oak"),
        ("lifted", "Luis Peña", "Ended by the court", "Staff-Administrator"),
    ]
    assert {"no_contact.reworded", "no_contact.lifted"} <= {action for action, _, _ in case.district.actions()}


def test_nothing_is_lifted_that_does_not_stand(case: Case) -> None:
    """A second lifting is refused, and so is one of an order that was reworded meanwhile."""
    keys, student, father = case.district.keys, case.student, case.father
    seen = no_contact.version(case.details())
    with case.district.writing() as session:
        no_contact.record(session, keys, OF_OAK, student, father, words="Order of June 9", now=LATER)
    with pytest.raises(StaleError), case.district.writing() as session:
        no_contact.lift(session, keys, OF_OAK, student, father, reason="Ended", now=LATER, expected=seen)
    with pytest.raises(UsageError), case.district.writing() as session:
        no_contact.lift(session, keys, OF_OAK, student, father, reason="Ended", now=LATER, expected="")
    with case.district.writing() as session:
        no_contact.lift(session, keys, OF_OAK, student, father, reason="Ended", now=LATER)
    with pytest.raises(RefusedError), case.district.writing() as session:
        no_contact.lift(session, keys, OF_OAK, student, father, reason="Ended", now=LATER)


def _save(session: Session, case: Case) -> None:
    """An ordinary save from a form that lacks the order, or says that there is none."""
    keys, student = case.district.keys, case.student
    guardians.change(session, keys, OF_OAK, student, case.father, details=replace(LUIS, name="Luis A. Peña"), now=LATER)


def _save_other_words(session: Session, case: Case) -> None:
    keys, student = case.district.keys, case.student
    other = replace(LUIS, no_contact=True, no_contact_words="Something else", ways=("call",))
    guardians.change(session, keys, OF_OAK, student, case.father, details=other, now=LATER)


def _reorder(session: Session, case: Case) -> None:
    file = caseload.open_student(session, case.district.keys, OF_OAK, case.student)
    guardians.order(session, OF_OAK, case.student, [one.id for one in reversed(file.guardians)], now=LATER)


def _leave_and_come_back(session: Session, case: Case) -> None:
    changes.mark_left(session, OF_OAK, case.student, today=TODAY, now=LATER)
    changes.mark_returned(session, OF_OAK, case.student, now=LATER)


def _move_school(session: Session, case: Case) -> None:
    moved = replace(ANA, home_zip="48912")
    changes.change(session, case.district.keys, ADMINISTRATOR, case.student, moved, school_id=ELM, now=LATER)


def _merge_households(session: Session, case: Case) -> None:
    """Two households become one, and the student leaves it."""
    keys = case.district.keys
    others = [changes.add(session, keys, ADMINISTRATOR, replace(BEN, number=number), school_id=ELM, now=NOW) for number in "789"]
    households.link_siblings(session, keys, ADMINISTRATOR, others[0], others[1], now=LATER)
    households.link_siblings(session, keys, ADMINISTRATOR, case.student, others[2], now=LATER)
    households.link_siblings(session, keys, ADMINISTRATOR, case.student, others[0], now=LATER)
    households.unlink_student(session, keys, ADMINISTRATOR, case.student, now=LATER)


ANA_ROW = "10442,Ruiz-Peña,Ana María,5,Oak Elementary,Marta Peña,"
EVENTS: dict[str, Callable[[Session, Case], None]] = {
    "a save of the guardian": _save,
    "a save with an order of its own": _save_other_words,
    "another order of the guardians": _reorder,
    "leaving and coming back": _leave_and_come_back,
    "another school and address": _move_school,
    "households that are merged": _merge_households,
}
ROSTERS = {
    "that names him without the order": [ANA_ROW + "Luis Peña,517-555-0199"],
    "that names him otherwise": [ANA_ROW + "Luis Alberto Peña,517-555-0199"],
    "that names him no more": [ANA_ROW + "Luis Peña,517-555-0199", ANA_ROW + ","],
    "in which the student is missing, and is back": [
        "10999,Else,Someone,5,Oak Elementary,,,", ANA_ROW + "Luis Peña,517-555-0199"
    ],
}  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_else_lifts_or_changes_an_order(case: Case, event: str) -> None:
    """Whatever else happens to the guardian, the student or the household, the order stands in its words, and no way is safe."""
    with case.district.writing() as session:
        EVENTS[event](session, case)
    assert_it_stands(case)


@pytest.mark.parametrize("rows", ROSTERS.values(), ids=list(ROSTERS))
def test_no_roster_lifts_or_changes_an_order(case: Case, rows: list[str]) -> None:
    """Whatever rosters say of him afterwards, the order stands in its words, and no way is safe."""
    for row in rows:
        case.district.take_roster({"roster.csv": (ROSTER + row + "\n").encode()}, leavers_too=True)
    assert_it_stands(case)


def assert_it_stands(case: Case) -> None:
    details = case.details()
    assert (details.no_contact, details.no_contact_words, details.ways) == (True, WORDS, ())
    assert case.history() == [("recorded", "Luis Peña", WORDS, "Staff-Oak")]


def test_whoever_is_under_an_order_stays_on_file(case: Case) -> None:
    """Removing the guardian is refused while the order stands, so that whoever opens the file is warned."""
    with pytest.raises(RefusedError, match="lift it first"), case.district.writing() as session:
        guardians.remove(session, case.district.keys, OF_OAK, case.student, case.father, now=LATER)
    assert case.details().no_contact


def test_an_order_that_a_roster_brings_is_in_the_history(district: District) -> None:
    """It stands from then on, noted as from the roster; once lifted, the same roster does not bring it back."""
    head = ROSTER.rstrip() + ",Guardian 2 No Contact\n"
    row = ANA_ROW + "Luis Peña,517-555-0199,yes\n"

    def take() -> None:
        district.take_roster({"roster.csv": (head + row).encode()}, staff_id=ADMINISTRATOR.staff_id)

    take()
    with district.reading() as session:
        student = caseload.by_number(session, district.keys, ADMINISTRATOR, ANA.number)
        assert student is not None
        (father,) = [
            one.id
            for one in caseload.open_student(session, district.keys, ADMINISTRATOR, student).guardians
            if one.details.no_contact
        ]
    case = Case(district, student, father)
    assert [(act, made_by) for act, _, _, made_by in case.history()] == [("recorded", None)]
    with district.writing() as session:
        no_contact.lift(session, district.keys, OF_OAK, student, father, reason="Seen on paper", now=LATER)
    take()
    assert not case.details().no_contact
    assert [act for act, *_ in case.history()] == ["recorded", "lifted"]


def test_deleting_a_student_takes_the_words_of_orders_away(case: Case) -> None:
    """The key is gone, and the sealed words with it."""
    with case.district.writing() as session:
        changes.delete_for_good(session, ADMINISTRATOR, case.student, today=TODAY, now=LATER)
    with case.district.reading() as session:
        assert stored.of(session, ADMINISTRATOR, case.student) == []
        assert session.execute(text("SELECT count(*) FROM no_contact_act")).scalar() == 0


def test_what_a_later_roster_says_of_an_order_is_added(district: District) -> None:
    """Other words of a roster stand after those of the order, also in the history; the same ones change nothing."""
    head = ROSTER.rstrip() + ",Custody Alert\n"
    for alert in (
        "Restraining order against father",
        "No contact with father: he owns a gun",
        "No contact with father: he owns a gun",
    ):
        row = f"10442,Ruiz-Peña,Ana María,5,Oak Elementary,Marta Peña,Luis Peña (Father),517-555-0199,{alert}\n"
        district.take_roster({"roster.csv": (head + row).encode()}, orders_read=True)
    with district.reading() as session:
        student = caseload.by_number(session, district.keys, ADMINISTRATOR, ANA.number)
        assert student is not None
        file = caseload.open_student(session, district.keys, ADMINISTRATOR, student)
        acts = no_contact.history(session, district.keys, ADMINISTRATOR, student)
    words = " ".join(one.details.no_contact_words or "" for one in file.guardians if one.details.no_contact)
    said = f"{words} {file.profile.custody_words or ''}"
    assert ("Restraining order against father" in said, "he owns a gun" in said) == (True, True)
    assert [act.act.value for act in reversed(acts) if act.name.startswith("Luis")][:1] == ["recorded"]


def test_a_telephone_that_two_share_names_nobody_under_the_order(case: Case) -> None:
    """The mother who has the father's number is not the one whom his order means, on whichever file; the number stays barred."""
    district, keys = case.district, case.district.keys
    luis = replace(LUIS, phones=MARTA.phones)
    with district.writing() as session:
        guardians.change(session, keys, OF_OAK, case.student, case.father, details=luis, now=LATER)
        ben = changes.add(session, keys, ADMINISTRATOR, BEN, school_id=ELM, now=NOW)
        guardians.add(session, keys, ADMINISTRATOR, ben, replace(MARTA, relationship=None, ways=()), now=NOW)
        households.link_siblings(session, keys, ADMINISTRATOR, case.student, ben, now=LATER)
        file = caseload.open_student(session, keys, OF_ELM, ben)
    assert (file.shut_out, [one.details.name for one in may_be_greeted(file)]) == ((), ["Marta Peña"])
    with district.reading() as session:
        file = caseload.open_student(session, keys, ADMINISTRATOR, ben)
    assert [(one.name, one.here) for one in file.shut_out] == [("Luis Peña", ())]
    assert (by_phone(file.held[0].details, file.cared), by_mail(file.held[0].details, file.cared)) == ((), MARTA.email)


def test_whom_a_siblings_order_means_signs_nothing(case: Case) -> None:
    """A parent under an order on a sister's file signs no consent for the brother, and what was signed before is held."""
    district, keys = case.district, case.district.keys
    with district.writing() as session:
        ben = changes.add(session, keys, ADMINISTRATOR, BEN, school_id=ELM, now=NOW)
        luis = guardians.add(session, keys, ADMINISTRATOR, ben, replace(LUIS, phones=()), now=NOW)
        signed = agreed(luis, "oak", name="Luis Peña")
        consents.sign(session, keys, OF_ELM, ben, signed, until=TODAY + MONTH, today=TODAY, now=NOW)
        assert len(caseload.consents_on(session, keys, OF_ELM, ben, TODAY)) == 1
        households.link_siblings(session, keys, ADMINISTRATOR, case.student, ben, now=LATER)
        file = caseload.open_student(session, keys, OF_ELM, ben)
        assert (file.signers_on(TODAY), file.consents_on(TODAY)) == ((), ())
        assert caseload.consents_on(session, keys, OF_ELM, ben, TODAY) == ()
        no_contact.lift(session, keys, OF_OAK, case.student, case.father, reason="Ended", now=LATER)
        assert len(caseload.consents_on(session, keys, OF_ELM, ben, TODAY)) == 1


@pytest.mark.slow
def test_an_order_outlives_the_household_by_which_it_was_known(case: Case) -> None:
    """A brother who is untied, and one whose sister's file is deleted, keeps the order on the same father in his own file."""
    district, keys = case.district, case.district.keys

    def father_of(student: str) -> GuardianDetails:
        with district.reading() as session:
            file = caseload.open_student(session, keys, ADMINISTRATOR, student)
        return next(one.details for one in file.guardians if one.details.name.startswith("Luis"))

    with district.writing() as session:
        brothers = [
            changes.add(session, keys, ADMINISTRATOR, replace(BEN, number=number), school_id=school, now=NOW)
            for number, school in (("71", ELM), ("72", OAK))
        ]
        for brother in brothers:
            guardians.add(session, keys, ADMINISTRATOR, brother, replace(LUIS, phones=()), now=NOW)
            households.link_siblings(session, keys, ADMINISTRATOR, case.student, brother, now=NOW)
        households.unlink_student(session, keys, OF_ELM, brothers[0], now=LATER)
    assert [father_of(one).no_contact for one in brothers] == [True, False]
    assert (father_of(brothers[0]).no_contact_words, father_of(brothers[0]).ways) == (separation.KEPT, ())
    with district.writing() as session:
        separation.delete_for_good(session, keys, ADMINISTRATOR, case.student, today=TODAY, now=LATER)
    assert (father_of(brothers[1]).no_contact, father_of(brothers[1]).no_contact_words) == (True, separation.KEPT)


def test_an_order_that_a_sibling_takes_along_stays_with_the_others(case: Case) -> None:
    """Where the sister with the order leaves the household, it stands on the brother's own file, in its words at one school."""
    district, keys = case.district, case.district.keys
    with district.writing() as session:
        ben = changes.add(session, keys, ADMINISTRATOR, BEN, school_id=OAK, now=NOW)
        guardians.add(session, keys, OF_OAK, ben, replace(LUIS, phones=()), now=NOW)
        guardians.add(session, keys, OF_OAK, ben, MARTA, now=NOW)
        households.link_siblings(session, keys, OF_OAK, case.student, ben, now=NOW)
        households.unlink_student(session, keys, OF_OAK, case.student, now=LATER)
        file = caseload.open_student(session, keys, OF_OAK, ben)
        history = no_contact.history(session, keys, OF_OAK, ben)
    assert [one.details.name for one in may_be_greeted(file)] == ["Marta Peña"]
    assert (file.guardians[0].details.no_contact_words, [act.act.value for act in history]) == (
        f"{WORDS} ({separation.KEPT})",
        ["recorded"],
    )
