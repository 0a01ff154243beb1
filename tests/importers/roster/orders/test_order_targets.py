"""Whom the words of a roster put under an order: whom they name, wherever they stand, and nobody else."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from importers.problems import Severity
from importers.roster import files
from importers.roster.plan.contacts import together
from importers.roster.row import RosterListing

TODAY = datetime.date(2026, 3, 9)
ROW = {
    "Student ID": "7240", "Last Name": "Plum", "First Name": "Ivo", "DOB": "3/2/2016", "Grade": "4", "School": "Alder High", "School Code": "12",
    "Home Language": "English", "ZIP": "48910", "Insurance": "Medicaid", "Household ID": "HH9", "Status": "Active", "Exit Date": "",
    "Home Phone": "", "Do Not Contact": "", "Guardian 1 Name": "Nora Plum", "Guardian 1 Relationship": "Mother", "Guardian 1 Phone": "517-555-0177",
    "Guardian 1 Email": "n@plum.example", "Guardian 1 Language": "Spanish", "Guardian 1 No Contact": "", "Guardian 2 Name": "Pete Plum",
    "Guardian 2 Relationship": "Father", "Guardian 2 Phone": "517-555-0178", "Notes": "", "Bus Number": "12", "Guardian 2 Contact Allowed": "",
}  # fmt: skip


def listing(cells: dict[str, str]) -> RosterListing:
    out = io.StringIO()
    csv.writer(out).writerows([ROW.keys(), (ROW | cells).values()])
    return files.read({"roster.csv": out.getvalue().encode()}, TODAY)


def outcome(cells: dict[str, str]) -> tuple[str, bool]:
    """Who is under an order (N for Nora, P for Pete), and whether a person must read the row first."""
    row = listing(cells).rows[0]
    return "".join(one.name[0] for one in row.guardians or () if one.no_contact), row.concerns is not None


WORDS = [
    # column, cell, who is marked, whether the row must be read
    ("DOB", "2016-03-02 no contact father", "P", False),
    ("DOB", "3/2/2016 custody: mother only", "", True),
    ("DOB", "3/2/2016 (orden de restricción contra el padre)", "P", False),
    ("Exit Date", "no contact father", "P", False),
    ("Exit Date", "2027-06-01 - el padre no puede recogerlo", "P", False),
    ("Household ID", "HH9 *court order*", "", True),
    ("Student ID", "7240 NO CONTACT FATHER", "P", False),
    ("Student ID", "7240 (custodia: madre)", "", True),
    ("Grade", "4 - no contact w/ dad", "P", False),
    ("ZIP", "48910 DO NOT RELEASE TO FATHER", "P", False),
    ("Insurance", "Medicaid; orden de alejamiento contra el padre", "P", False),
    ("School Code", "12 PPO against father", "P", False),
    ("Home Language", "English / do not call mom", "N", False),
    ("Bus Number", "12 no entregar al papá", "P", False),
    ("Do Not Contact", "father", "P", False),
    ("Guardian 1 No Contact", "no - see court order", "", True),
    ("Guardian 2 Contact Allowed", "No, PPO", "P", False),
    ("Notes", "Prohibido el contacto con la madre", "N", False),
    ("Notes", "Queda prohibida la comunicación con el padre", "P", False),
    ("Notes", "NO DAD", "", True),
    ("Notes", "No Dad on file", "", False),
    # Words in one parent's cells that name the other one.
    ("Guardian 1 Language", "Spanish - do not contact dad", "P", False),
    ("Guardian 1 Phone", "517-555-0177 do not call dad", "P", False),
    ("Guardian 1 Relationship", "Mother (father no contact)", "P", False),
    ("Guardian 1 Name", "Nora Plum (father not allowed)", "P", False),
    ("Guardian 1 Email", "n@plum.example (NOT dad)", "P", True),
    ("Guardian 1 Email", "n@plum.example - no escribir a Pete", "P", False),
    ("Guardian 2 Phone", "517-555-0178 mother NO CONTACT", "N", False),
    ("Guardian 2 Name", "Pete Plum (la mamá no puede recoger)", "N", False),
    ("Guardian 1 No Contact", "father", "P", False),
    ("Guardian 1 Phone", "517-555-0177 do not call", "N", False),
    ("Guardian 1 Relationship", "Mother (father deceased)", "P", False),
    ("Guardian 1 Relationship", "Mother - no contact with father", "NP", True),
    # A parent who is not on file is nobody who is known to be another relative.
    ("Guardian 2 Relationship", "Uncle - do not call dad", "", True),
    ("Guardian 2 Relationship", "Guardian - do not call dad", "P", True),
    # Somebody who is no guardian.
    ("Notes", "Mother's boyfriend Carl may not pick up", "", True),
    ("Notes", "Mom's ex-husband Rick is not allowed at school", "", True),
    ("Notes", "El novio de la mamá no puede recogerlo", "", True),
    ("Notes", "Carl (mom's boyfriend) - do not release", "", True),
    ("Notes", "Father's girlfriend Tina may not have contact", "", True),
    ("Notes", "No entregar a la pareja del papá", "", True),
    ("Notes", "moms new bf not allowed", "", True),
    ("Notes", "Restraining order against the father's brother", "", True),
    ("Notes", "Stepdad Rick: no contact", "", True),
    ("Notes", "Padrastro Luis no puede recoger", "", True),
    ("Guardian 1 Phone", "517-555-0177 do not let the stepfather pick up", "", True),
    ("Notes", "mom's ex (father) no contact", "P", True),
    ("Notes", "no contact with uncle or father", "P", True),
    # Both.
    ("Notes", "Ni la madre ni el padre pueden ser contactados", "NP", False),
    ("Notes", "Neither parent may pick up", "NP", False),
    ("Notes", "No contact with mom or dad", "NP", False),
    ("Notes", "No contact between father and mother", "NP", True),
    # A contact that is named only to be forbidden, or under supervision, is nobody's to be sought.
    ("Notes", "Supervised visits only with dad, says the judge", "P", True),
    ("Notes", "Calling mom is prohibited", "N", False),
    ("Notes", "Every contact with dad must be supervised", "P", False),
    ("Notes", "Unsafe to contact father: DV", "P", True),
    ("Notes", "Las visitas con la mamá son supervisadas", "N", False),
    ("Notes", "Dad may have supervised visits, call mom", "P", False),
    ("Notes", "Zero contact with dad", "P", False),
    ("Notes", "Mother must stay 200 yards from school", "N", False),
    ("Notes", "TPR father 2020", "P", False),
    ("Notes", "If Pete comes to the office call 911", "", True),
    ("Notes", "Phone contact with mom is monitored by DHHS", "", True),
    # Neither an hour, nor a call that nobody took, nor the absence of an issue is an order.
    ("Notes", "Do not call before 8:30 am", "", False),
    ("Notes", "No llamar después de las 9 de la noche", "", False),
    ("Guardian 2 Phone", "517-555-0178 don't call after 5", "", False),
    ("Guardian 2 Phone", "517-555-0178 (no texts, landline)", "", False),
    ("Notes", "No custody issues", "", False),
    ("Notes", "Supervised study hall", "", False),
    ("Notes", "Do not call after 9/2/2025, PPO", "NP", True),
    # An act after words that forbid it names whom they forbid, and nobody who is to be called.
    ("Notes", "forbidden to call father", "P", False),
    ("Notes", "Not allowed to release to dad", "P", False),
    ("Notes", "It is prohibited to contact mother", "N", False),
    ("Notes", "Unauthorized to contact: mother", "N", False),
    ("Notes", "Forbidden contact: father", "P", False),
    ("Notes", "Not authorized to call or text dad", "P", False),
    ("Notes", "No permission to release to dad", "P", False),
    ("Notes", "Prohibido entregar al papá", "P", False),
    ("Notes", "Se prohíbe entregar al papá", "P", False),
    ("Notes", "Está prohibido avisar a la mamá", "N", False),
    ("Notes", "Prohibido que llame el papá", "P", False),
    ("Notes", "Prohibido hablar con el papá", "P", False),
    ("Notes", "No está permitido llamar al papá", "P", False),
    ("Notes", "Restraining order in place, never ring or call dad", "P", True),
    ("Notes", "Dad not allowed to call mother", "P", False),
    ("Notes", "Dad prohibited, call mom", "P", False),
    # An order that is over, and words that leave out one who may be called.
    ("Notes", "Restraining order was lifted 2019; dad may be called", "", True),
    ("Notes", "Restraining order lifted; ok to call dad", "", True),
    ("Notes", "Restraining order lifted", "NP", True),
    ("Notes", "No se entrega a nadie más que a la mamá", "P", True),
    ("Notes", "No entregar a nadie que no sea la mamá", "P", True),
    # Guardians by number, and who speaks for one of them.
    ("Notes", "Do not contact parent 2", "NP", True),
    ("Notes", "Do not call parent #1", "NP", True),
    ("Notes", "Mom's attorney says do not call", "N", True),
    # What somebody never does is no order.
    ("Notes", "dad never answers, call mom", "", True),
    ("Notes", "Mom never picks up", "", True),
    # Who is the subject of the words.
    ("Notes", "El padre no puede acercarse", "P", False),
    ("Notes", "El padre no puede acercarse a la madre", "P", False),
    ("Notes", "Father may not contact mother", "P", False),
    ("Notes", "The boyfriend of the mother may not enter the building", "", True),
    ("Notes", "Al papá no se le puede dar información", "P", False),
    ("Notes", "Father no longer under restraining order", "P", True),
    ("Notes", "dad can't come to school", "", True),
    ("Guardian 1 Language", "Spanish; Pete may not have her number", "P", False),
    ("Guardian 1 Relationship", "Mother / dad not permitted", "NP", True),
    ("Status", "Active; PPO against dad", "P", False),
    ("Notes", "NOT father, PPO", "P", True),
    ("Notes", "Do not let father meet the bus", "P", False),
    ("Notes", "Mother has a restraining order against father", "P", False),
    ("Notes", "Do not release to anyone except mother", "P", True),
    ("Notes", "Do not call. Call mother instead", "P", True),
    ("Notes", "father has no contact issues", "", False),
    ("Notes", "no restraining order on file", "", True),
    ("Notes", "lives with mother not father", "", True),
    ("Notes", "Do not release without ID", "NP", True),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "who", "read"), WORDS)
def test_an_order_is_about_whom_its_words_name(column: str, cell: str, who: str, *, read: bool) -> None:
    """Whatever the column, the guardian whom the words name is marked, else the one in whose column they stand; words about
    somebody else mark nobody, and what is unclear must be read and stands in the student's file.
    """
    assert outcome({column: cell}) == (who, read)
    row = listing({column: cell}).rows[0]
    if read:
        assert cell in (row.concerns or "") or column.endswith("Contact")


@pytest.mark.parametrize(
    "cell",
    ["Do not give Pete the new number", "Don't give dad new number", "Nunca llamar al papá", "Jamás entregar al papá", "No darle información al papá",
     "Withhold records from dad", "Never hand child to Pete Plum", "do not ring Pete", "keep father off e-mails", "Do not hand him over to dad",
     "Do not give mom's address to dad", "Keep mom's number from dad", "No dejar salir con el papá", "Al papá no se le da información",
     "Que el papá no se entere de la dirección", "No molestar al padre", "Se le quitó la patria potestad al padre", "Dad has no parental rights",
     "Father - DO NOT USE", "no mom contact", "Call dad, never mom", "Mom: call. Dad: don't.", "Nora can be called but not Pete",
     "Refuse to release to dad", "Remove dad from contact list", "Father's access to records revoked", "abduction risk: father",
     "Dad is a registered sex offender", "Pai não pode buscar", "Papa pa gen dwa pran timoun nan", "Mr. Plum is not welcome here",
     "Mom doesn't want dad to know where they live", "dad does not need to know the address"],
)  # fmt: skip
def test_what_is_denied_of_a_guardian_is_read(cell: str) -> None:
    """A denial or a word of danger beside a relative or a guardian on file is kept and read, though no pattern knows it."""
    assert outcome({"Notes": cell}) == ("", True)
    assert listing({"Notes": cell}).rows[0].concerns == cell


@pytest.mark.parametrize(("column", "cell"), [("Home Language", "English, do not ring dad"), ("Guardian 2 Relationship", "Father - DO NOT USE"),
                                              ("Guardian 1 Phone", "517-555-0177 keep it from dad")])  # fmt: skip
def test_a_denial_beside_a_value_is_read(column: str, cell: str) -> None:
    """Such words are read in the columns of a student and of a guardian, too."""
    assert outcome({column: cell}) == ("", True)


@pytest.mark.parametrize("cell", ["Father not to be notified", "Dad is not to be notified of anything"])
def test_who_is_not_to_be_notified_is_marked(cell: str) -> None:
    """Whom nobody is to notify is under an order."""
    assert outcome({"Notes": cell})[0] == "P"


@pytest.mark.parametrize(
    "cell",
    ["Mom works nights, not home before six", "no allergies, mom packs lunch", "Dad doesn't have a car", "Dad has no email", "No bus, mom drives",
     "El papá no usa correo", "mom does not use email", "No photos, mom signed form", "Dad isn't home until 7", "Ivo Plum does not eat pork",
     "mom does not speak English", "Mother may not be home before six", "lives with mother and stepfather", "No father on file", "No contact sports",
     "El papá no sabe leer", "Neither parent speaks English", "ni la madre ni el padre hablan inglés", "no puede comer gluten",
     "student may not take the bus", "mother may not have a phone", "Ex-student of Oak", "Either parent can be called", "No contact lenses in gym"],
)  # fmt: skip
def test_relatives_in_notes_about_other_matters_ask_nothing(cell: str) -> None:
    """What is said of relatives without an order marks nobody and asks nothing, so that real orders are not drowned."""
    assert outcome({"Notes": cell}) == ("", False)


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("DOB", "2016-03-02 no contact father", "birth_date", datetime.date(2016, 3, 2)),
        ("DOB", "3/2/2016 (orden de restricción contra el padre, 1/5/2026)", "birth_date", datetime.date(2016, 3, 2)),
        ("DOB", "no contact father since 1/5/2026", "birth_date", None),
        ("Grade", "4th - custody: mother only", "grade", "4"),
        ("ZIP", "48910 no contact father", "home_zip", "48910"),
    ],
)
def test_the_value_is_read_beside_the_words(column: str, cell: str, field: str, value: object) -> None:
    """A date, a grade or a ZIP that stands before such words is read; a day within the words is no birth date."""
    row = listing({column: cell}).rows[0]
    assert row.fields.get(field) == value
    assert row.concerns or any(one.no_contact for one in row.guardians or ())


def test_other_values_are_read_beside_the_words() -> None:
    """A household, a status and the day of leaving are read as if the words were not there."""
    row = listing({"Household ID": "HH9 *court order*"}).rows[0]
    assert row.household == "HH9"
    assert listing({"Exit Date": "2026-01-05 - no contact father"}).rows[0].left
    assert listing({"Status": "Withdrawn (court order)"}).rows[0].left
    assert not listing({"Status": "Active - no contact father"}).rows[0].left


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("7240 NO CONTACT FATHER", "7240"), ("7240 (PPO 2026-55)", "7240"), ("NO CONTACT FATHER 7240", "7240"), ("7240 new student", "7240"),
        ("A-7240 no llamar", "A-7240"), ("007240.0", "007240"), ("STU 7240", "STU 7240"), ("NO CONTACT", None), ("case 2026-55 order 7240", None),
    ],
)  # fmt: skip
def test_a_number_has_no_words_in_it(cell: str, number: str | None) -> None:
    """Words beside a student's number are no part of it; where it cannot be told from them, the row is left out with a reason."""
    found = listing({"Student ID": cell})
    row = found.rows[0]
    assert (row.number, row.rejected) == (number, number is None)
    assert [p.column for p in found.problems if p.severity == Severity.ERROR] == ([] if number else ["Student ID"])


@pytest.mark.parametrize(
    ("cell", "names", "who"),
    [
        ("Nora & Pete Quarles (neither may be contacted)", ["Nora Quarles", "Pete Quarles"], "NP"),
        ("Nora and Pete Quarles - no contact with either", ["Nora Quarles", "Pete Quarles"], "NP"),
        ("Nora & Pete Quarles - ninguno puede recoger", ["Nora Quarles", "Pete Quarles"], "NP"),
        ("Nora Plum / Pete Quarles (no contact)", ["Nora Plum", "Pete Quarles"], "P"),
        ("NO CONTACT WITH FATHER", [], ""),
        ("Nora Plum, father not allowed", ["Nora Plum"], "N"),
    ],
)
def test_names_are_clean_of_the_words(cell: str, names: list[str], who: str) -> None:
    """Two parents in one cell are both marked where the words mean both, and no guardian is called by such words."""
    row = listing({"Guardian 1 Name": cell, "Guardian 1 Relationship": "", "Guardian 2 Name": "", "Guardian 2 Phone": ""}).rows[0]
    assert [one.name for one in row.guardians or ()] == names
    assert "".join(one.name[0] for one in row.guardians or () if one.no_contact) == who
    assert names or row.concerns == cell


@pytest.mark.parametrize(
    "cell",
    ["no contact with dad", "father may not pick up", "no contactar al papá", "forbidden to call father", "PPO against father"],
)
@pytest.mark.parametrize(
    ("first", "second", "who"),
    [("Mother", None, ""), ("", None, "N"), ("Guardian", None, "N"), ("Parent", None, "N"), ("Mother", "Grandmother", ""), ("Mother", "Parent", "P"),
     ("Mother", "Stepfather", ""), ("Mother", "Father", "P"), ("Aunt", "", "P")],
)  # fmt: skip
def test_a_father_who_is_not_on_file_is_nobody_who_is(cell: str, first: str, second: str | None, who: str) -> None:
    """An order against a parent who is not on file marks only those who may be that parent, and the row must be read."""
    alone = {"Guardian 2 Name": "", "Guardian 2 Phone": ""} if second is None else {}
    cells = {"Guardian 1 Relationship": first, "Guardian 2 Relationship": second or "", "Notes": cell, **alone}
    assert outcome(cells) == (who, second != "Father")
    assert second == "Father" or cell in (listing(cells).rows[0].concerns or "")


@pytest.mark.parametrize("cell", ["forbidden to call mother", "Prohibido hablar con la mamá", "Not authorized: do not call mom"])
def test_a_mother_alone_on_file_is_marked_by_words_that_forbid_an_act(cell: str) -> None:
    """Where the one whom such words name is the only guardian on file, that one is marked."""
    assert outcome({"Guardian 2 Name": "", "Guardian 2 Phone": "", "Notes": cell})[0] == "N"


def test_a_stepfather_on_file_is_marked_alone() -> None:
    """Words about a stepfather or a mother's boyfriend mark him where he is a guardian on file."""
    assert outcome({"Guardian 2 Relationship": "Stepfather", "Notes": "Stepdad Pete: no contact"}) == ("P", False)
    assert outcome({"Guardian 2 Relationship": "Mother's boyfriend", "Notes": "mom's boyfriend may not pick up"}) == ("P", False)


def test_a_first_name_that_is_a_kinship_word_is_a_name() -> None:
    """Tia is a name: an order beside it is hers, and not that of some aunt."""
    row = listing({"Guardian 1 Name": "Tia Plum (no contact)"}).rows[0]
    assert [(one.name, one.no_contact) for one in row.guardians or ()] == [("Tia Plum", True), ("Pete Plum", False)]


CONTACTS = "Student ID,Last Name,First Name,DOB,School,Guardian Name,Relationship,Guardian Phone,Alert\n"


def marked(*contacts: str, student: str = "8105,Sedge,Uma,2013-06-01,Alder High,") -> tuple[dict[str, str | None], str | None]:
    """Who is under an order, with its words, of a student with these rows, one for each contact; and what must be read."""
    data = CONTACTS + "".join(f"{student}{one}\n" for one in contacts)
    rows = [(row, row.number or "") for row in files.read({"roster.csv": data.encode()}, TODAY).rows]
    row, _ = together(rows)[0]
    return {one.name: one.no_contact_words for one in row.guardians or () if one.no_contact}, row.concerns


@pytest.mark.parametrize(
    ("first", "second", "who"),
    [
        ("Lena Sedge,Mother,517-555-0161,Father is not to have any contact", "Abel Sedge,Father,517-555-0162,", "Abel Sedge"),
        ("Lena Sedge,Mother,517-555-0161,Stepfather may not be contacted", "Hal Roe,Step Father,517-555-0162,", "Hal Roe"),
        ("Lena Sedge,Mother,517-555-0161,", "Abel Sedge,Father,517-555-0162,no entregar a la mamá", "Lena Sedge"),
        ("Lena Sedge,Mother,517-555-0161,Abel is barred by the court", "Abel Sedge,Father,,", "Abel Sedge"),
        ("Lena Sedge,Mother,517-555-0161,", "Abel Sedge,Father,517-555-0162,PPO: not allowed on school grounds", "Abel Sedge"),
        ("Lena Sedge,Mother,517-555-0161,", "Abel Sedge,Father,517-555-0162,died 2021", "Abel Sedge"),
    ],
)
def test_words_on_one_contacts_row_may_be_about_another_contact(first: str, second: str, who: str) -> None:
    """With a row for each contact an order is for whom it names on any row of the student, else for the row's own contact."""
    assert list(marked(first, second)[0]) == [who]


def test_a_column_called_relationship_is_that_of_the_guardian_before_it() -> None:
    """Without its own number a relationship belongs to the guardian whose columns stand beside it."""
    head = "Student ID,Last Name,First Name,DOB,School,Guardian 1 Name,Relationship,Guardian 2 Name,Relationship\n"
    data = head + "8106,Sedge,Udo,2013-06-01,Alder High,Lena Sedge,Mother,Abel Sedge,Father - NO CONTACT\n"
    found = files.read({"roster.csv": data.encode()}, TODAY).rows[0].guardians or ()
    assert [(one.relationship, one.no_contact) for one in found] == [("Mother", False), ("Father", True)]


def test_an_order_on_a_row_of_the_same_number_is_never_lost() -> None:
    """A name that is spelled otherwise is the same student by the birth date; of another child's row the order is read."""
    lena, abel = "Lena Sedge,Mother,517-555-0161,", "Abel Sedge,Father - NO CONTACT,517-555-0162,"
    rows = [f"8105,Sedge,{given},{born},Alder High,{one}" for given, born, one in (
        ("Uma", "2013-06-01", lena), ("Umabel", "2013-06-01", abel), ("Gus", "2016-02-03", "Dell Roe,Uncle DO NOT CALL,,"))]  # fmt: skip
    who, read = marked(*rows, student="")
    assert who == {"Abel Sedge": "Father - NO CONTACT"}
    assert read == "Dell Roe: Uncle DO NOT CALL"


def test_orders_of_two_rows_about_one_contact_are_both_kept() -> None:
    """The words of one order stand beside those of the other, and a telephone on the first row stays."""
    first, second = "Abel Sedge,Father,517-555-0162,PPO 12/2025", "Abel Sedge,Father,,No contact per judge"
    assert marked(first, second)[0] == {"Abel Sedge": "Alert: PPO 12/2025 | Alert: No contact per judge"}
