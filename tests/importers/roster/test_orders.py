"""What a roster says of whom nobody may contact becomes an order, or a question that is asked before the roster is taken."""

from __future__ import annotations

import datetime

import pytest

from importers.roster import orders, reading
from importers.roster.row import RosterGuardian, RosterListing

TODAY = datetime.date(2026, 3, 9)
HEADER = "Student ID,Last Name,First Name,DOB,School,Guardian Name,Guardian Relationship,Guardian Phone,Guardian 2 Name,Guardian 2 Relationship,Guardian 2 Phone,Remarks"  # fmt: skip
ROW = {"name": "Wren Marsh", "relationship": "Mother", "phone": "517-555-0171", "name 2": "Jay Marsh", "relationship 2": "Father",
       "phone 2": "517-555-0172", "remarks": ""}  # fmt: skip


def listing(**changes: str) -> RosterListing:
    cells = ROW | {key.replace("_", " "): value for key, value in changes.items()}
    line = ["3001", "Marsh", "Fay", "2014-02-03", "Alder High", *cells.values()]
    text = HEADER + "\n" + ",".join(f'"{cell}"' for cell in line) + "\n"
    return reading.read({"roster.csv": text.encode()}, TODAY)


def guardians(**changes: str) -> tuple[RosterGuardian, ...]:
    return listing(**changes).rows[0].guardians or ()


PHRASES = [
    "NO CONTACT", "no-contact order", "DO NOT CALL", "Do not contact", "don't call", "restraining order", "PPO in place", "order of protection",
    "orden de restricción", "orden de protección", "may not pick up", "not allowed to pick up", "supervised visits only", "no custody",
    "parental rights terminated", "stay away order", "no trespass", "not authorized", "DNC", "no contactar", "no llamar", "no puede recoger",
    "no tiene custodia", "prohibido", "must not be contacted", "should not be called", "never release to",
]  # fmt: skip


@pytest.mark.parametrize("words", PHRASES)
@pytest.mark.parametrize(
    "place",
    [
        {"relationship_2": "Father - {}"},
        {"name_2": "Jay Marsh ({})"},
        {"phone_2": "517-555-0172 {}"},
        {"name_2": "Jay Marsh - {}"},
    ],
)
def test_words_beside_a_guardian_are_an_order(words: str, place: dict[str, str]) -> None:
    """In a name, a relationship or a note at a telephone, words against contact put that guardian under an order, told by line."""
    found = listing(**{key: cell.format(words) for key, cell in place.items()})
    first, second = found.rows[0].guardians or ()
    assert (first.no_contact, second.no_contact) == (False, True)
    assert (second.name, second.relationship) == ("Jay Marsh", "Father")
    assert second.no_contact_words
    assert any(p.line == 2 and p.severity == "warning" for p in found.problems)


@pytest.mark.parametrize("words", PHRASES)
def test_words_in_a_column_that_nobody_reads_are_not_lost(words: str) -> None:
    """Words against contact that name no guardian hold for all of the row, and somebody must decide."""
    row = listing(remarks=words).rows[0]
    assert all(guardian.no_contact for guardian in row.guardians or ())
    assert row.concerns == words


@pytest.mark.parametrize(
    "words",
    ["Restraining order against father", "Court order: NO CONTACT with father", "Dad may not pick up; call aunt Lee", "No contact with Jay Marsh",
     "El padre no puede recoger", "Orden de restricción contra el padre, llamar a la tía"],
)  # fmt: skip
def test_an_order_holds_for_the_one_whom_it_names(words: str) -> None:
    """An order that names one guardian of the row holds for that one alone."""
    row = listing(remarks=words).rows[0]
    assert [guardian.no_contact for guardian in row.guardians or ()] == [False, True]
    assert row.concerns is None


@pytest.mark.parametrize(
    "words", ["No contact between father and mother", "Restraining order against stepfather", "no contact with uncle or father"]
)
def test_an_order_that_may_be_about_several_is_a_question(words: str) -> None:
    """An order that names several, or somebody who is not in the row, must be decided; until then it holds for all."""
    row = listing(remarks=words).rows[0]
    assert row.concerns
    assert all(guardian.no_contact for guardian in row.guardians or ())


@pytest.mark.parametrize(
    "words", ["custody: mother only", "CPS case open", "See court order", "Joint custody", "call only mother", "Custodia: madre"]
)
def test_words_of_custody_are_a_question(words: str) -> None:
    """Words about custody, courts or the police forbid nobody by themselves, and must be read before the roster is taken."""
    row = listing(remarks=words).rows[0]
    assert row.concerns == words


@pytest.mark.parametrize("words", ["", "None", "Bus 12", "Allergic to peanuts", "Likes chess", "IEP"])
def test_other_remarks_ask_nothing(words: str) -> None:
    """Remarks about anything else neither forbid nor ask."""
    row = listing(remarks=words).rows[0]
    assert row.concerns is None
    assert not any(guardian.no_contact for guardian in row.guardians or ())


@pytest.mark.parametrize("words", ["deceased", "Died 2021", "passed away", "fallecido", "†"])
def test_who_has_died_is_neither_called_nor_greeted(words: str) -> None:
    """A guardian who has died is under the same rule as one whom nobody may contact."""
    assert [(g.name, g.no_contact, g.no_contact_words) for g in guardians(name_2=f"Jay Marsh ({words})")][1] == (
        "Jay Marsh",
        True,
        orders.DECEASED,
    )


def test_one_family_name_before_two_given_names() -> None:
    """ "Marsh, Wren & Jay" is Wren Marsh and Jay Marsh, each with a number."""
    found = guardians(name="Marsh, Wren & Jay", phone="517-555-0171; 517-555-0173", name_2="")
    assert [(g.name, g.phones) for g in found] == [("Wren Marsh", ("+15175550171",)), ("Jay Marsh", ("+15175550173",))]


@pytest.mark.parametrize("name", ["Na", "Null", "None", "Nan", "Unknown", "No", "Test", "X", "O"])
def test_words_for_nothing_are_names_in_a_column_of_names(name: str) -> None:
    """People are called so; in other columns the same words still say nothing."""
    found = listing(name=name, phone=name)
    assert (found.rows[0].guardians or ())[0].name == name
    assert (found.rows[0].guardians or ())[0].phones == ()
    text = f"Student ID,Last Name,First Name,DOB,School\n3001,{name},{name},2014-02-03,Alder High\n"
    row = reading.read({"roster.csv": text.encode()}, TODAY).rows[0]
    assert (row.fields["family_name"], row.rejected) == (name, False)


@pytest.mark.parametrize("name", ["-", "", " "])
def test_a_dash_is_no_name(name: str) -> None:
    """A dash or a blank names nobody; the number beside it is told."""
    found = listing(name=name)
    assert [g.name for g in found.rows[0].guardians or ()] == ["Jay Marsh"]
    assert any("no name beside it" in p.problem for p in found.problems)


def test_columns_that_nobody_read_are_named() -> None:
    """A column that holds something of which nothing is read is named."""
    assert listing(remarks="Bus 12").unread == ("Remarks",)
