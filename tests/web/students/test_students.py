"""The caseload, a student's file and what is written into it, over HTTP."""

from __future__ import annotations

import re

from directory.models.codes import Role
from directory.storage.engine import reading, writing
from directory.storage.scope import Scope
from directory.students import caseload, guardians, households
from directory.students.files import StudentFile
from directory.students.profile import GuardianDetails
from tests.district import OTHER, OWN
from tests.web.browsing import Site, utc_now

NEW = {
    "given_name": "Marigold",
    "family_name": "Fenwright",
    "number": "55-0001",
    "birth_date": "3/14/2016",
    "grade": "4",
    "home_zip": "48910",
    "home_language": "so",
    "other_languages": ["en", "ar"],
    "insurance": "uninsured",
    "preferences": ["woman"],
    "preference_words": "After five",
}
GUARDIAN = {"name": "Barnaby Fenwright", "relationship": "Uncle", "phones": "517-555-0151\n517-555-0152", "ways": ["text"]}
DANGER = "These words tell of danger"


def opened(site: Site, student_id: str) -> StudentFile:
    """The file as it is kept."""
    scope = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR, frozenset(site.ids.schools.values()))
    with reading(site.database) as session:
        return caseload.open_student(session, site.keys, scope, student_id)


def audited(site: Site, action: str) -> list[tuple[object, ...]]:
    return site.rows("SELECT staff_id, student_id FROM audit_entry WHERE action = :action ORDER BY id DESC", action=action)


def names(html: str) -> list[str]:
    """The students of a list, as the list has them."""
    return re.findall(r'<th scope="row"><a href="/students/[^"]+">([^<]+)</a>', html)


def test_the_caseload_holds_ones_own_students_by_name(desk: Site) -> None:
    """A specialist sees the students of their schools with the highest urgency, an administrator all; each list is noted."""
    page = desk.get("/students").text
    assert names(page) == ["Quillfeather, Perpetua", "Thistlewood, Zebediah", "Umberdale, Ottoline"]
    assert "2 needs" in page
    assert audited(desk, "student.listed") == [(desk.ids.staff["specialist"], None)]
    assert f'value="{desk.ids.schools[OTHER]}"' not in page
    desk.sign_in("administrator")
    assert len(names(desk.get("/students").text)) == 5
    assert len(names(desk.get(f"/students?school={desk.ids.schools[OTHER]}&grade=8").text)) == 1


def test_words_are_searched_without_an_address(desk: Site) -> None:
    """A name or number goes by POST and comes back in the field; without one, the choices make an address."""
    desk.get("/students")
    done = desk.post("/students/search", {"words": "thist zeb"})
    assert names(done.text) == ["Thistlewood, Zebediah"]
    assert 'value="thist zeb"' in done.text
    assert names(desk.post("/students/search", {"words": "jh 77-30103"}).text) == ["Umberdale, Ottoline"]
    for nobody in ("Thaddeus", "%", "_"):
        assert "No students match" in desk.post("/students/search", {"words": nobody}).text
    chosen = desk.post("/students/search", {"words": "", "grade": "2", "status": "all", "school": desk.ids.schools[OTHER]})
    assert chosen.headers["location"] == "/students?grade=2&status=all"


def test_a_record_that_does_not_open_takes_no_other_away(desk: Site) -> None:
    """The list says how many are missing; the others are there."""
    desk.run("UPDATE student SET sealed = data_key WHERE id = :id", id=desk.ids.own.student)
    page = desk.get("/students").text
    assert len(names(page)) == 2
    assert "1 record cannot be opened" in page


def test_an_empty_caseload_says_what_to_do(desk: Site) -> None:
    """A user without a school or without students reads whom to ask and what to press."""
    desk.run("UPDATE student SET school_id = :other", other=desk.ids.schools[OTHER])
    assert "No students yet" in desk.get("/students").text
    desk.run("DELETE FROM staff_school")
    assert "You have no school yet" in desk.get("/students").text


def test_a_student_is_added_and_corrected(site_on_each: Site) -> None:
    """Everything typed comes back in the form; the school may change to another of one's own."""
    site = site_on_each
    site.sign_in("specialist")
    site.get("/students/new")
    done = site.post("/students/new", NEW | {"school": site.ids.schools[OWN]})
    assert done.status_code == 303
    path = done.headers["location"].partition("?")[0]
    profile = opened(site, path.rpartition("/")[2]).profile
    assert (profile.number, profile.languages, profile.preferences) == ("55-0001", ("so", "en", "ar"), ("woman",))
    form = site.get(f"{path}/edit").text
    for value in ("Marigold", "3/14/2016", "48910", "55-0001"):
        assert f'value="{value}"' in form
    assert site.post(f"{path}/edit", NEW | {"given_name": "Mary", "school": site.ids.schools[OTHER]}).status_code == 422
    mary = NEW | {"given_name": "Mary", "school": site.ids.schools[OWN]}
    assert site.send(f"{path}/edit", f"{path}/edit", mary).status_code == 303
    assert "Mary Fenwright" in site.get(path).text


def test_a_taken_number_stands_beside_its_field(desk: Site) -> None:
    """A number of another student, in whatever school, is refused with 409, and what was typed is kept."""
    desk.get("/students/new")
    for path in ("/students/new", f"/students/{desk.ids.own.student}/edit"):
        done = desk.send(path, path, NEW | {"school": desk.ids.schools[OWN], "number": "JH-7730201"})
        assert done.status_code == 409
        assert 'id="number-wrong"' in done.text
        assert 'value="Marigold"' in done.text
        assert 'value="ar" checked' in done.text


def test_the_file_shows_what_a_specialist_needs(desk: Site) -> None:
    """Needs with the words and who told them, age, languages, safe ways and consent are on the page, and no name in its title."""
    page = desk.get(f"/students/{desk.ids.own.student}").text
    for words in (
        "Anxiety and worry",
        "Perpetua weeps each dawn",
        "Administrator",
        "Spanish (at home)",
        "Past five",
        "The student’s name",
    ):
        assert words in page
    assert f"/students/{desk.ids.own.student}/find?need={desk.ids.own.need}" in page
    assert "Perpetua" not in page[page.index("<title>") : page.index("</title>")]
    assert 'href="tel:+15175550141"' in page
    assert "One sibling" in page or "1 sibling" in page
    assert "Thaddeus" not in page


def test_nobody_is_called_who_must_not_be(desk: Site) -> None:
    """A no-contact order stands above the page and its numbers are no links; nor are those outside the safe ways."""
    path = f"/students/{desk.ids.own.student}"
    desk.get(path)
    shut = {"name": "Osric Vane", "phones": "517-555-0153", "no_contact": "yes", "no_contact_words": "Order of May 2"}
    assert desk.post(f"{path}/guardians", shut).status_code == 303
    letter = {"name": "Una Vane", "phones": "517-555-0154", "email": "una@family.example.org", "ways": ["letter"]}
    assert desk.post(f"{path}/guardians", letter).status_code == 303
    page = desk.get(path).text
    assert page.index("Do not contact <bdi>Osric Vane</bdi>") < page.index('id="needs-title"')
    for number in ("555-0153", "555-0154"):
        assert number in page
        assert f"tel:+1517{number.replace('-', '')}" not in page
    assert "mailto:una" not in page


def test_a_need_is_told_in_a_sentence(desk: Site) -> None:
    """The sentence is understood and kept; the terms stand on the file with their urgency, the address says nothing of them."""
    path = f"/students/{desk.ids.own.student}"
    desk.get(path)
    done = desk.post(f"{path}/needs", {"sentence": "has no winter coat", "urgency": "3"})
    assert done.headers["location"] == f"{path}?done=need_added"
    found = {need.term: need for need in opened(desk, desk.ids.own.student).open_needs}
    assert (found["clothing"].urgency, found["clothing"].words) == (3, "has no winter coat")
    again = desk.post(f"{path}/needs", {"sentence": "", "needs": ["clothing"], "urgency": "1"})
    assert again.headers["location"] == f"{path}?done=need_open_already"


def test_what_is_not_understood_is_not_lost(desk: Site) -> None:
    """The sentence comes back with the list to tick from; ticked, it is kept with the need."""
    path = f"/students/{desk.ids.own.student}"
    desk.get(path)
    done = desk.post(f"{path}/needs", {"sentence": "zzyzx qwv", "urgency": "2"})
    assert done.status_code == 422
    assert "zzyzx qwv</textarea>" in done.text
    assert '<details id="needs-list" open>' in done.text
    assert desk.post(f"{path}/needs", {"sentence": "zzyzx qwv", "needs": ["clothing"], "urgency": "2"}).status_code == 303
    assert "zzyzx qwv" in {need.words for need in opened(desk, desk.ids.own.student).open_needs}


def test_danger_is_told_first_and_stays_until_the_need_is_closed(desk: Site) -> None:
    """The crisis card stands above the file after such words, for every colleague and however often the page is loaded."""
    path = f"/students/{desk.ids.own.student}"
    assert DANGER not in desk.get(path).text
    done = desk.post(f"{path}/needs", {"sentence": "she says she wants to die", "urgency": "1"})
    assert "die" not in done.headers["location"]
    page = desk.get(path).text
    assert page.index(DANGER) < page.index("<h1>")
    assert "988" in page
    told = [need for need in opened(desk, desk.ids.own.student).open_needs if need.words and "die" in need.words]
    assert {need.urgency for need in told} == {3}
    for need in told:
        desk.send(path, f"{path}/needs/{need.id}/close")
    assert DANGER not in desk.get(path).text


def test_danger_is_told_even_where_a_form_is_wrong(desk: Site) -> None:
    """The card comes with the form that cannot be kept yet."""
    path = f"/students/{desk.ids.own.student}/needs"
    desk.get(path)
    done = desk.post(path, {"sentence": "he wants to die", "urgency": ""})
    assert done.status_code == 422
    assert done.text.index(DANGER) < done.text.index("<h1>")


def test_a_need_is_made_urgent_closed_and_opened_again(desk: Site) -> None:
    """Each step is on the file and in the audit; an unknown urgency changes nothing."""
    own = desk.ids.own
    path = f"/students/{own.student}"
    desk.get(path)
    assert desk.send(path, f"{path}/needs/{own.need}/urgency", {"urgency": "1"}).status_code == 303
    assert desk.post(f"{path}/needs/{own.need}/urgency", {"urgency": "9"}).status_code == 422
    assert {need.id: need.urgency for need in opened(desk, own.student).open_needs}[own.need] == 1
    assert desk.send(path, f"{path}/needs/{own.need}/close").status_code == 303
    assert "Closed needs (2)" in desk.get(path).text
    assert desk.send(path, f"{path}/needs/{own.need}/reopen").status_code == 303
    for action in ("need.changed", "need.closed", "need.reopened"):
        assert audited(desk, action)[0] == (desk.ids.staff["specialist"], own.student)


def test_guardians_are_added_corrected_moved_and_removed(desk: Site) -> None:
    """The guardian who stands first is reached first; one number a line is kept."""
    student = desk.ids.own.student
    path = f"/students/{student}/guardians"
    desk.get(path)
    assert desk.post(path, GUARDIAN).status_code == 303
    added = opened(desk, student).guardians[-1]
    assert added.details.phones == ("+15175550151", "+15175550152")
    assert "(517) 555-0151\n(517) 555-0152</textarea>" in desk.get(f"{path}/{added.id}").text
    assert desk.send(f"{path}/{added.id}", f"{path}/{added.id}", GUARDIAN | {"name": "Barney"}).status_code == 303
    file = f"/students/{student}"
    for _ in range(2):
        assert desk.send(file, f"{path}/{added.id}/up").status_code == 303
    assert opened(desk, student).guardians[0].details.name == "Barney"
    assert desk.send(f"{path}/{added.id}", f"{path}/{added.id}/remove").status_code == 303
    assert desk.get(f"{path}/{added.id}").status_code == 404


def test_what_is_wrong_with_a_guardian_stands_beside_each_field(desk: Site) -> None:
    """Everything is told at once and kept; a ban without a reason, or with safe ways, is wrong."""
    path = f"/students/{desk.ids.own.student}/guardians"
    desk.get(path)
    done = desk.post(path, GUARDIAN | {"name": "", "phones": "12", "no_contact": "yes", "email": "nowhere"})
    assert done.status_code == 422
    for field in ("name", "phones", "ways", "no_contact_words", "email"):
        assert f'id="{field}-wrong"' in done.text
    assert 'value="Uncle"' in done.text
    banned = desk.post(path, GUARDIAN | {"no_contact_words": "An order"})
    assert 'id="no_contact-wrong"' in banned.text


def test_siblings_are_tied_by_number_or_suggestion(desk: Site) -> None:
    """A number of one's own student ties; another's, the student's own and none are told beside the field."""
    own, _, third = desk.ids.students[OWN]
    path = f"/students/{own}/household"
    desk.get(path)
    for number in ("", "JH-7730201", "JH-7730101"):
        done = desk.post(path, {"number": number})
        assert done.status_code == 422
        assert 'id="number-wrong"' in done.text
    assert desk.send(path, path, {"number": "JH-77 30103"}).status_code == 303
    assert third in {one.id for one in opened(desk, own).siblings}
    assert desk.send(f"/students/{own}", f"/students/{own}/household/untie").status_code == 303
    assert opened(desk, own).siblings == ()
    desk.sign_in("administrator")
    suggested = desk.get(path).text
    assert "Thaddeus" in suggested
    assert "same phone number" in suggested
    assert desk.send(path, path, {"other": desk.ids.other.student}).status_code == 303
    assert "Thaddeus" in desk.get(f"/students/{own}").text


def test_a_student_leaves_and_comes_back(desk: Site) -> None:
    """A student who has left is not in the list of those who are here, but is found among those who left, file and all."""
    student = desk.ids.own.student
    assert "2 needs are still open" in desk.get(f"/students/{student}/left").text
    assert desk.send(f"/students/{student}/left", f"/students/{student}/left").status_code == 303
    assert "Quillfeather, Perpetua" not in names(desk.get("/students").text)
    assert names(desk.get("/students?status=left").text) == ["Quillfeather, Perpetua"]
    assert "Unknown filter in the address is ignored: status." in desk.get("/students?status=gone").text
    assert "Bring Perpetua back" in desk.get(f"/students/{student}").text
    assert desk.send(f"/students/{student}", f"/students/{student}/back").status_code == 303
    assert "Quillfeather, Perpetua" in names(desk.get("/students").text)


def test_only_an_administrator_who_types_the_word_deletes_for_good(desk: Site) -> None:
    """A specialist is refused, a slip changes nothing, and afterwards there is no such student."""
    path = f"/students/{desk.ids.own.student}/delete"
    assert "Only an administrator" in desk.get(path).text
    assert desk.post(path, {"word": "DELETE"}).status_code == 409
    desk.sign_in("administrator")
    desk.get(path)
    assert desk.post(path, {"word": "delete"}).status_code == 422
    assert desk.send(path, path, {"word": "DELETE"}).headers["location"] == "/students?done=student_deleted"
    assert desk.get(f"/students/{desk.ids.own.student}").status_code == 404


def test_what_belongs_to_another_student_is_not_found(desk: Site) -> None:
    """A guardian, need or consent is reached only by way of the student it belongs to."""
    own, second = desk.ids.own, desk.ids.students[OWN][1]
    desk.get(f"/students/{second}")
    assert desk.get(f"/students/{second}/guardians/{own.guardian}").status_code == 404
    for rest in (
        f"guardians/{own.guardian}", f"guardians/{own.guardian}/up", f"guardians/{own.guardian}/remove",
        f"needs/{own.need}/urgency", f"needs/{own.need}/close", f"needs/{own.need}/reopen", f"consents/{own.consent}/withdraw",
    ):  # fmt: skip
        assert desk.post(f"/students/{second}/{rest}", {"urgency": "1"}).status_code == 404, rest


def test_nobody_taps_the_number_of_whom_a_siblings_order_means(desk: Site) -> None:
    """On a brother's page a parent under an order on the sister's file is not to be called or written to."""
    own, brother = desk.ids.own.student, desk.ids.students[OWN][1]
    father = GuardianDetails("Ignatius Quillfeather", "Father", "en", ("+15175550177",), "ignatius@family.example.org")
    scope = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR)
    with writing(desk.database) as session:
        guardians.add(session, desk.keys, scope, brother, father, now=utc_now())
    page = f"/students/{brother}"
    links = ("tel:+15175550177", "mailto:ignatius@")
    assert [link in desk.get(page).text for link in links] == [True, True]
    with writing(desk.database) as session:
        households.link_siblings(session, desk.keys, scope, own, brother, now=utc_now())
    assert [link in desk.get(page).text for link in links] == [False, False]


def test_a_new_household_ends_the_links_that_somebody_under_an_order_may_have(site: Site) -> None:
    """Where an order on the sister's file holds on the brother's from now on, the links of his letters end, as for a new order."""
    own, brother = site.ids.own.student, site.ids.other.student
    scope = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR)
    working = "SELECT count(*) FROM answer_link WHERE audience = 'family' AND revoked_at IS NULL"
    father = GuardianDetails("Ignatius Quillfeather", "Father", "en", ("+15175550177",))
    with writing(site.database) as session:
        households.unlink_student(session, site.keys, scope, brother, now=utc_now())
        households.link_siblings(session, site.keys, scope, own, brother, now=utc_now())
    assert site.rows(working) == [(2,)]
    with writing(site.database) as session:
        households.unlink_student(session, site.keys, scope, brother, now=utc_now())
        guardians.add(session, site.keys, scope, brother, father, now=utc_now())
        households.link_siblings(session, site.keys, scope, own, brother, now=utc_now())
    assert site.rows(working) == [(0,)]
