"""What a roster says of whom nobody may contact becomes an order, or a question that is asked before the roster is taken."""

from __future__ import annotations

import datetime

import pytest

from directory.listings.problems.words import in_words
from importers.problems import Severity
from importers.roster import files
from importers.roster.orders import order_words, orders
from importers.roster.row import RosterGuardian, RosterListing

TODAY = datetime.date(2026, 3, 9)
HEADER = "Student ID,Last Name,First Name,DOB,School,Guardian Name,Guardian Relationship,Guardian Phone,Guardian 2 Name,Guardian 2 Relationship,Guardian 2 Phone,Remarks"  # fmt: skip
ROW = {"name": "Wren Marsh", "relationship": "Mother", "phone": "517-555-0171", "name 2": "Jay Marsh", "relationship 2": "Father",
       "phone 2": "517-555-0172", "remarks": ""}  # fmt: skip


def listing(**changes: str) -> RosterListing:
    cells = ROW | {key.replace("_", " "): value for key, value in changes.items()}
    line = ["3001", "Marsh", "Fay", "2014-02-03", "Alder High", *cells.values()]
    text = HEADER + "\n" + ",".join(f'"{cell}"' for cell in line) + "\n"
    return files.read({"roster.csv": text.encode()}, TODAY)


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
    assert any(p.line == 2 and p.severity == Severity.WARNING for p in found.problems)


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
    row = files.read({"roster.csv": text.encode()}, TODAY).rows[0]
    assert (row.fields["family_name"], row.rejected) == (name, False)


@pytest.mark.parametrize("name", ["-", "", " "])
def test_a_dash_is_no_name(name: str) -> None:
    """A dash or a blank names nobody; the number beside it is told."""
    found = listing(name=name)
    assert [g.name for g in found.rows[0].guardians or ()] == ["Jay Marsh"]
    assert any("no name beside it" in in_words(p) for p in found.problems)


def test_columns_that_nobody_read_are_named() -> None:
    """A column that holds something of which nothing is read is named."""
    assert listing(remarks="Bus 12").unread == ("Remarks",)


@pytest.mark.parametrize(
    "words",
    ["Don’t contact him", "N O  C O N T A C T", "no cont.", "keep him away", "not safe to reach", "TRO on file", "do not give out address",
     "NCO", "Kein Kontakt", "terminated parental rights", "trespass notice", "injunction", "(RO)", "RO on file", "No dar información al papá",
     "517-555-0172 do not use", "não ligar", "Ne pas contacter le père", "Không được liên lạc", "禁止联系", "ممنوع الاتصال", "Не звонить", "연락 금지", "no avisar en casa"],
)  # fmt: skip
def test_words_forbid_in_the_languages_of_schools(words: str) -> None:
    """Words against contact are understood with curly quotes, with letters apart, shortened, and in other languages."""
    assert orders.forbids(words)


@pytest.mark.parametrize(
    "words",
    [
        "Does not speak English",
        "No habla inglés",
        "Cannot see the board",
        "Do not give peanuts",
        "Tro Nguyen",
        "Does not tell time",
        "No bus",
    ],
)
def test_words_of_other_matters_forbid_nothing(words: str) -> None:
    """What is denied of a language, the eyes, food or a bus puts nobody under an order."""
    assert not orders.forbids(words)


@pytest.mark.parametrize(
    ("header", "cell", "found"),
    [("Custody Alert", "Y", True), ("Custody Alert", "see file", True), ("CourtOrder", "X", True), ("Custody", "Mother", True),
     ("Custody", "Joint", False), ("Legal Alert", "None", False), ("Medical Alert", "asthma", False), ("Alert", "Dad!", True),
     ("Restraining Order", "No", False), ("Has Custody", "N", True), ("May Pick Up", "No", True), ("May Pick Up", "Yes", False),
     ("Photo Release", "N", False), ("Has Portal Access", "N", False), ("Birth Order", "2", False)],
)  # fmt: skip
def test_an_answer_is_read_with_its_header(header: str, cell: str, *, found: bool) -> None:
    """A yes under "Custody Alert" and a no under "May Pick Up" are as good as words; other headers ask about other matters."""
    answer = order_words.answered(header, cell)
    assert (answer is not None and answer.endswith(f": {cell}")) is found


def roster(header: str, cells: str) -> RosterListing:
    text = f"Student ID,Last Name,First Name,DOB,School,{header}\n3001,Marsh,Fay,2014-02-03,Alder High,{cells}\n"
    return files.read({"roster.csv": text.encode()}, TODAY)


def test_a_flag_for_an_order_forbids_until_somebody_decides() -> None:
    """ "Restraining Order: Yes" names nobody: all guardians are under it, and the words with their header are put to a person."""
    row = roster("Mother,Father,Restraining Order", "Wren Marsh,Jay Marsh,Yes").rows[0]
    assert [g.no_contact for g in row.guardians or ()] == [True, True]
    assert row.concerns == "Restraining Order: Yes"


def test_a_column_about_one_guardian_speaks_of_that_one() -> None:
    """A note in "Guardian 2 Comments" holds for the second guardian, unless it names another relative."""
    header = "Guardian 1 Name,Guardian 2 Name,Guardian 2 Relationship,Guardian 2 Comments"
    own = roster(header, "Wren Marsh,Jay Marsh,Father,not safe to contact").rows[0]
    other = roster(header, "Wren Marsh,Jay Marsh,Father,no contact with mother").rows[0]
    assert ([g.no_contact for g in own.guardians or ()], own.concerns) == ([False, True], None)
    assert ([g.no_contact for g in other.guardians or ()], other.concerns) == ([True, False], "no contact with mother")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Home Phone", "517-555-0170 do not call (dad answers)"), ("Status", "Active - no contact with father")],
)
def test_words_beside_the_student_are_not_lost(column: str, cell: str) -> None:
    """Words against contact in a column of the student's own hold as they do in a column of notes, and their number calls nobody."""
    row = roster(f"Mother,Father,{column}", f"Wren Marsh,Jay Marsh,{cell}").rows[0]
    assert [g.no_contact for g in row.guardians or ()] == [False, True]
    assert [g.phones for g in row.guardians or ()] == [(), ()]


def test_the_students_name_is_kept_without_the_words() -> None:
    """An order in the name of a student forbids, and leaves the name."""
    text = (
        "Student ID,Last Name,First Name,DOB,School,Father\n3001,Marsh,Fay (no contact w/ dad),2014-02-03,Alder High,Jay Marsh\n"
    )
    row = files.read({"roster.csv": text.encode()}, TODAY).rows[0]
    assert (row.fields["given_name"], row.fields["family_name"]) == ("Fay", "Marsh")
    assert [g.no_contact for g in row.guardians or ()] == [True]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Jay Marsh - jail", "Jay Marsh"), ("XX Jay Marsh XX", "Jay Marsh"), ("Jay Marsh (CPS case)", "Jay Marsh"), ("Late Jay Marsh", "Jay Marsh"),
     ("Jay Marsh**", "Jay Marsh")],
)  # fmt: skip
def test_doubtful_words_in_a_name_are_a_question_and_no_part_of_it(name: str, kept: str) -> None:
    """What stands apart in a guardian's name and speaks of a court or marks the name off must be read, and is never greeted."""
    found = listing(name_2=name).rows[0]
    assert (found.guardians or ())[1].name == kept
    assert found.concerns == name


def test_an_order_in_place_of_a_name_is_a_question() -> None:
    """ "NO CONTACT" in a column of names is no name: nobody is called so, and somebody must find out whom it means."""
    found = listing(name_2="NO CONTACT")
    assert [g.name for g in found.rows[0].guardians or ()] == ["Wren Marsh"]
    assert found.rows[0].concerns == "NO CONTACT"


@pytest.mark.parametrize("relationship", ["Foster mother", "Court-appointed guardian", "Legal custodian", "Guardian ad litem"])
def test_a_relationship_by_a_court_is_a_relationship(relationship: str) -> None:
    """Foster parents and guardians by a court's word ask no question."""
    assert listing(relationship_2=relationship).rows[0].concerns is None


def test_of_two_in_one_cell_the_order_is_for_its_own() -> None:
    """ "Wren Marsh / Jay Marsh (no contact)" forbids Jay alone."""
    assert [(g.name, g.no_contact) for g in guardians(name="Wren Marsh / Jay Marsh (no contact)", name_2="")] == [
        ("Wren Marsh", False),
        ("Jay Marsh", True),
    ]


@pytest.mark.parametrize("words", ["Mother has a restraining order", "Wren got a PPO", "Order for mother"])
def test_whom_an_order_protects_is_not_the_one_whom_it_forbids(words: str) -> None:
    """An order that a parent holds says nothing of whom it is against: nobody is chosen, and somebody must read it."""
    row = listing(remarks=words).rows[0]
    assert len({guardian.no_contact for guardian in row.guardians or ()}) == 1
    assert row.concerns == words


def test_who_is_to_be_called_instead_is_not_meant() -> None:
    """ "Do not contact Jay. Call Wren Marsh" forbids Jay, who stands beside the words, not Wren who is named in full."""
    row = listing(remarks="Do not contact Jay. Call Wren Marsh instead").rows[0]
    assert [guardian.no_contact for guardian in row.guardians or ()] == [False, True]


@pytest.mark.parametrize(
    ("words", "dead"), [("Father passed away 2024", True), ("Papá fallecido", True), ("Grandfather died in May", False)]
)
def test_a_death_in_a_note_is_that_of_whom_it_names(words: str, *, dead: bool) -> None:
    """A guardian whose death stands in a note is greeted no more; that of another relative changes nothing."""
    row = listing(remarks=words).rows[0]
    assert [guardian.no_contact for guardian in row.guardians or ()] == [False, dead]
    assert row.concerns is None


def test_words_beside_a_number_are_reported() -> None:
    """Words at a telephone that say more than which it is are not kept, which the report says; "cell" and "work" are labels."""
    said = [in_words(p) for p in listing(phone="517-555-0171 leave word with Gran").problems]
    assert any("not kept" in problem for problem in said)
    assert not listing(phone="Work: 517-555-0171").problems


@pytest.mark.parametrize(
    "words",
    ["Address Confidentiality Program", "Safe at Home", "mother fears father", "under witness protection", "Dad must not know where she lives",
     "emergency only", "see file", "Court order on file", "12 Birch Road; court order"],
)  # fmt: skip
def test_words_that_somebody_must_read(words: str) -> None:
    """Words that tell of hiding, of fear or of a paper in the office forbid nobody, and somebody reads them first."""
    assert order_words.concerns(words)
    assert not order_words.forbids(words)


@pytest.mark.parametrize("words", ["345 Birch Court", "12 Court Street", "Court St bus stop", "likes the basketball court"])
def test_streets_and_playing_fields_ask_nothing(words: str) -> None:
    """A street or a field that is called a court asks nobody, so that real orders are not drowned."""
    assert not order_words.concerns(words)


def test_missing_details_forbid_nothing() -> None:
    """That details are missing forbids no contact."""
    assert not orders.forbids("No contact info for the doctor")


@pytest.mark.parametrize(
    ("header", "cell", "asks"),
    [
        ("Guardian2_RestrainingOrder", "true", True),
        ("Restraining Order Date", "2026-01-05", True),
        ("Guardian 2 Alert", "on file", True),
        ("G2 Restricted", "Y", True),
        ("Guardian 2 Legal Rights", "None", True),
        ("Not authorized to pick up", "Jay Marsh", True),
        ("Not authorized to pick up", "Yes", True),
        ("Not authorized to pick up", "No", False),
        ("Blocked Contacts", "Jay Marsh", True),
        ("Guardian 2 Deceased", "N", False),
        ("Enrollment Date", "2026-01-05", False),
    ],
)
def test_what_a_header_asks(header: str, cell: str, asks: bool) -> None:
    """An answer to a header about orders, limits or permissions is read together with the header's words."""
    text = f"Student ID,Last Name,First Name,DOB,School,Guardian Name,Guardian 2 Name,{header}\n3001,Marsh,Ida,2014-02-03,Alder High,Wren Marsh,Jay Marsh,{cell}\n"
    row = files.read({"roster.csv": text.encode()}, TODAY).rows[0]
    assert bool(row.concerns or any(one.no_contact for one in row.guardians or ())) is asks


def test_a_flag_of_a_death_is_that_guardian_s() -> None:
    """ "Guardian 2 Deceased: Y" is said of the second guardian and of nobody else."""
    text = (
        "Student ID,Last Name,First Name,DOB,School,Guardian Name,Guardian 2 Name,Guardian 2 Deceased\n"
        "3001,Marsh,Ida,2014-02-03,Alder High,Wren Marsh,Jay Marsh,Y\n"
    )
    found = files.read({"roster.csv": text.encode()}, TODAY).rows[0].guardians or ()
    assert [(one.name, one.no_contact) for one in found] == [("Wren Marsh", False), ("Jay Marsh", True)]


@pytest.mark.parametrize(
    "name", ["XX-Jay Marsh", "Jay Marsh ⚠", "Jay Marsh (RO)", "Jay Marsh NCO", "Jay Marsh, restraining order"]
)
def test_marks_at_a_name_are_no_part_of_it(name: str) -> None:
    """A mark at a guardian's name puts that guardian under an order or asks, and nobody is greeted with it."""
    row = listing(name_2=name).rows[0]
    second = (row.guardians or ())[1]
    assert second.name == "Jay Marsh"
    assert second.no_contact or row.concerns


def test_words_of_a_second_order_stand_after_those_of_the_first() -> None:
    """Nothing that a row says of one person is lost, and the same words are not kept twice."""
    one = orders.forbidden(orders.forbidden(RosterGuardian("Rowan Elm"), "do not call"), "Restraining order")
    assert (one.no_contact, one.no_contact_words) == (True, "do not call | Restraining order")
    assert orders.forbidden(one, "Restraining order") == one
    assert orders.forbidden(one, "Restraining").no_contact_words == "do not call | Restraining order | Restraining"
