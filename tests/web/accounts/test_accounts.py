"""Staff, schools, one's own account and the audit log, over HTTP."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from directory.accounts import links, passwords
from directory.form_fields import ONE_ONLY
from directory.storage.engine import reading
from tests.district import OTHER, OWN, PASSWORD, email
from tests.web.browsing import HOST, Site, utc_now
from tests.web.forms import form_to

NEW = {"name": "Nora Newcomer", "email": "nora@staff.example.org", "phone": "(517) 555-0133", "role": "viewer"}
BETTER = "seven loud paper kites"
_LINK = re.compile(rf"http://{re.escape(HOST)}/welcome/([\w-]+)")


@pytest.fixture
def desk(site: Site) -> Site:
    """The service as the administrator has it open."""
    site.sign_in("administrator")
    return site


def audited(site: Site, action: str) -> list[tuple[object, ...]]:
    return site.rows("SELECT staff_id, subject, detail FROM audit_entry WHERE action = :action ORDER BY id DESC", action=action)


def test_an_invitation_is_shown_once_and_sets_a_password(site_on_each: Site) -> None:
    """The page that answers shows the link, which works; no address, log entry or later page holds it."""
    site = site_on_each
    site.sign_in("administrator")
    site.get("/staff")
    done = site.post("/staff", NEW)
    assert done.status_code == 200
    found = _LINK.search(done.text)
    assert found is not None
    token = found[1]
    with reading(site.database) as session:
        assert links.read_link(session, token, utc_now()).email == NEW["email"]
    assert token not in str(site.rows("SELECT * FROM audit_entry")) + str(site.rows("SELECT * FROM form_receipt"))
    (staff_id,) = site.rows("SELECT id FROM staff WHERE email = :email", email=NEW["email"])[0]
    page = site.get(f"/staff/{staff_id}").text
    assert token not in page
    assert "not used yet" in page
    assert audited(site, "staff.link_made")[0][:2] == (site.ids.staff["administrator"], f"staff:{staff_id}")


def test_adding_somebody_twice_makes_one_account_and_leads_to_its_page(desk: Site) -> None:
    """Pressing the button twice leads to the page where a new link is made."""
    desk.get("/staff")
    form = NEW | {"once": "a-number-of-its-own"}
    assert desk.post("/staff", form).status_code == 200
    again = desk.post("/staff", form)
    (row,) = desk.rows("SELECT id FROM staff WHERE email = :email", email=NEW["email"])
    assert again.status_code == 303
    assert again.headers["location"] == f"/staff/{row[0]}?done=twice"


def test_what_is_wrong_with_somebody_new_stands_beside_each_field(desk: Site) -> None:
    """Everything that is wrong is told at once, what was typed is kept, and nobody is added."""
    desk.get("/staff")
    done = desk.post("/staff", {"name": "", "email": "nobody", "phone": "5" * 60, "role": "specialist"})
    assert done.status_code == 422
    for field in ("name", "email", "phone", "schools"):
        assert f'id="{field}-wrong"' in done.text
    assert 'value="nobody"' in done.text
    taken = desk.post("/staff", NEW | {"email": email("viewer").upper()})
    assert taken.status_code == 409
    assert 'id="email-wrong"' in taken.text
    assert desk.rows("SELECT count(*) FROM staff WHERE name = 'Nora Newcomer'") == [(0,)]


def test_changing_somebody(desk: Site) -> None:
    """Name, telephone, role and schools are changed in one form; what stays is not told as a change."""
    staff_id = desk.ids.staff["viewer"]
    desk.get(f"/staff/{staff_id}")
    both = {"role": "specialist", "schools": [desk.ids.schools[OWN], desk.ids.schools[OTHER]]}
    assert desk.send(f"/staff/{staff_id}", f"/staff/{staff_id}", {"name": "Vera View", "phone": "", **both}).status_code == 303
    assert len(audited(desk, "staff.changed")) == 2
    assert desk.send(f"/staff/{staff_id}", f"/staff/{staff_id}", {"name": "Vera View", "phone": "", **both}).status_code == 303
    assert len(audited(desk, "staff.changed")) == 2
    assert len(desk.rows("SELECT school_id FROM staff_school WHERE staff_id = :id", id=staff_id)) == 2


def test_two_roles_are_refused(desk: Site) -> None:
    """Neither is taken where a form was sent with two roles, for somebody new or for a colleague: the field says why."""
    both = {name: [value] for name, value in NEW.items()} | {"role": ["viewer", "administrator"]}
    staff_id = desk.ids.staff["viewer"]
    before = desk.rows("SELECT id, role FROM staff ORDER BY id")
    for path in ("/staff", f"/staff/{staff_id}"):
        desk.get(path)
        done = desk.post(path, both)
        assert done.status_code == 422
        assert 'id="role-wrong"' in done.text
        assert ONE_ONLY in done.text
    assert desk.rows("SELECT id, role FROM staff ORDER BY id") == before


def test_nobody_shuts_themselves_out(desk: Site) -> None:
    """An administrator neither disables the own account nor takes the own role away."""
    me = desk.ids.staff["administrator"]
    desk.get(f"/staff/{me}")
    assert desk.post(f"/staff/{me}", {"name": "Administrator", "role": "viewer"}).status_code == 422
    assert desk.post(f"/staff/{me}/disable").status_code == 409
    assert desk.get("/staff").status_code == 200


def test_disabling_signs_somebody_out_and_enabling_lets_them_in(desk: Site) -> None:
    """A disabled account has no session and gets no link, until it is enabled again."""
    staff_id = desk.ids.staff["viewer"]
    desk.sign_in("viewer")
    desk.sign_in("administrator")
    desk.get(f"/staff/{staff_id}")
    assert desk.send(f"/staff/{staff_id}", f"/staff/{staff_id}/disable").status_code == 303
    assert desk.rows("SELECT 1 FROM staff_session WHERE staff_id = :id", id=staff_id) == []
    assert "Enable this account" in desk.get(f"/staff/{staff_id}").text
    assert desk.post(f"/staff/{staff_id}/link").status_code == 409
    assert desk.send(f"/staff/{staff_id}", f"/staff/{staff_id}/enable").status_code == 303
    assert "Disable this account" in desk.get(f"/staff/{staff_id}").text


def test_schools_are_added_changed_and_removed(desk: Site) -> None:
    """A school takes its details from the form; it goes only while nobody hangs on it."""
    desk.get("/schools")
    typed = {"name": "Fir Academy", "code": "77", "grades": "K-5", "street": "1 Fir Road", "zip": "48910", "point": ""}
    assert desk.post("/schools", typed).status_code == 303
    (row,) = desk.rows("SELECT id, low_grade, high_grade FROM school WHERE name = 'Fir Academy'")
    assert row[1:] == ("K", "5")
    page = desk.get(f"/schools/{row[0]}").text
    assert 'value="48910"' in page
    assert 'name="point" type="text" value=""' in page
    assert desk.send(f"/schools/{row[0]}", f"/schools/{row[0]}", typed | {"name": "Fir School"}).status_code == 303
    assert desk.send(f"/schools/{row[0]}", f"/schools/{row[0]}/remove").status_code == 303
    assert desk.get(f"/schools/{row[0]}").status_code == 404
    busy = f"/schools/{desk.ids.schools[OWN]}"
    version = form_to(desk.get(busy).text, busy).as_it_is()["version"]
    assert desk.post(f"{busy}/remove", {"version": version}).status_code == 409


def test_when_a_school_lets_out_is_set_on_its_page(desk: Site) -> None:
    """The times are shown as they were typed; an outdated page loses nothing, and what is no time is said beside its box."""
    page = f"/schools/{desk.ids.schools[OWN]}/dismissal"
    before = form_to(desk.get(page).text, page).as_it_is()
    typed: dict[str, Any] = {"ends": "3:15", "others": "Wed 2:15 pm", "early": "12/4/2026 noon Conferences"}
    assert desk.post(page, {**before, **typed}).status_code == 303
    assert "3:15 pm, Wednesday 2:15 pm" in desk.get(f"/schools/{desk.ids.schools[OWN]}").text
    stale = desk.post(page, {**before, "ends": "3:40 pm"})
    assert (stale.status_code, "3:15 pm" in stale.text, "3:40 pm" in stale.text) == (409, True, True)
    wrong = desk.send(page, page, {"ends": "", "others": "Sat 2:15", "early": "someday"})
    assert wrong.status_code == 422
    for words in ("Write when school usually ends", "“Sat 2:15” is none", "“someday” is none"):
        assert words in wrong.text
    assert desk.send(page, page, dict.fromkeys(typed, "")).status_code == 303
    assert "Not known yet" in desk.get(f"/schools/{desk.ids.schools[OWN]}").text


def test_insurance_plans_are_set_on_their_page(desk: Site) -> None:
    """The list is saved as it is typed; an outdated page loses nothing, a wrong line is said, and an empty box brings back ours."""
    page = "/insurance-plans"
    before = form_to(desk.get(page).text, page).as_it_is()
    assert "Meridian" in str(before["plans"])
    head = "Plan,Payment,Also called\n"
    assert desk.post(page, {**before, "plans": f"{head}Maple Care,private,Maple; Maple Health"}).status_code == 303
    assert "Maple Care,private,Maple; Maple Health" in desk.get(page).text
    stale = desk.post(page, {**before, "plans": f"{head}Oak Care,medicaid,"})
    assert (stale.status_code, "Maple Care" in stale.text, "Oak Care" in stale.text) == (409, True, True)
    wrong = desk.send(page, page, {"plans": f"{head}Oak Care,cash,"})
    assert (wrong.status_code, "Line 2: the payment must be medicaid or private." in wrong.text) == (422, True)
    assert 'id="plans-wrong"' in wrong.text
    assert desk.send(page, page, {"plans": ""}).status_code == 303
    assert form_to(desk.get(page).text, page).as_it_is()["plans"] == before["plans"]


def test_what_is_wrong_with_a_school_stands_beside_each_field(desk: Site) -> None:
    """Everything that is wrong is told at once; a name or code of another school is told beside its field."""
    desk.get("/schools")
    wrong = desk.post("/schools", {"name": "", "grades": "5-K", "zip": "4891", "point": "north", "code": "1" * 200})
    assert wrong.status_code == 422
    for field in ("name", "code", "grades", "zip", "point"):
        assert f'id="{field}-wrong"' in wrong.text
    for typed, field in (({"name": OWN.lower()}, "name"), ({"name": "Fir", "code": "91"}, "code")):
        taken = desk.post("/schools", typed | {"zip": "48910"})
        assert taken.status_code == 409
        assert f'id="{field}-wrong"' in taken.text


def test_changing_ones_own_password(site: Site) -> None:
    """The new password takes the old one's place here, and signs out everywhere else."""
    elsewhere = site.sign_in("specialist")
    here = site.sign_in("specialist")
    assert OWN in site.get("/account").text
    fields = {"password_old": PASSWORD, "password": BETTER, "password_again": BETTER}
    assert site.post("/account", fields).headers["location"] == "/account?done=password_set"
    (kept,) = site.rows("SELECT password_hash FROM staff WHERE id = :id", id=site.ids.staff["specialist"])
    assert passwords.check(kept[0], BETTER)
    assert site.get("/account").status_code == 200
    site.set_cookie("desk-demo-session", elsewhere)
    assert site.get("/account").status_code == 303
    assert here != elsewhere


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"password_old": "not this one at all", "password": BETTER, "password_again": BETTER}, "password_old"),
        ({"password_old": PASSWORD, "password": "short", "password_again": "short"}, "password"),
        ({"password_old": PASSWORD, "password": PASSWORD, "password_again": PASSWORD}, "password"),
        ({"password_old": PASSWORD, "password": BETTER, "password_again": "something else"}, "password_again"),
        ({"password_old": "", "password": BETTER, "password_again": BETTER}, "password_old"),
    ],
)
def test_a_password_that_cannot_be_set_is_told_beside_its_field(site: Site, fields: dict[str, str], wrong: str) -> None:
    """What is wrong is told where it is wrong, and no password is ever sent back."""
    site.sign_in("specialist")
    site.get("/account")
    done = site.post("/account", fields)
    assert done.status_code == 422
    assert f'id="{wrong}-wrong"' in done.text
    assert not any(value in done.text for value in fields.values() if value)


def test_the_log_is_searched_without_a_name_or_a_number_in_an_address(desk: Site) -> None:
    """A number is looked up by its hash; the page about the student shows the school, and no name."""
    student, profile = desk.ids.own.student, "Quillfeather"
    desk.get("/audit")
    done = desk.post("/audit", {"number": "jh 77-30101"})
    assert done.headers["location"] == f"/audit?student={student}"
    page = desk.get(done.headers["location"]).text
    assert f"a student of {OWN}" in page
    assert "added a student" in page
    assert profile not in page
    assert "JH-7730101" not in page
    assert audited(desk, "student.found")
    missing = desk.post("/audit", {"number": "0"})
    assert missing.status_code == 422
    assert 'id="number-wrong"' in missing.text


def test_the_log_is_searched_by_colleague_action_and_days(desk: Site) -> None:
    """Each criterion narrows the list; what is no day is told beside its field."""
    viewer = desk.ids.staff["viewer"]
    desk.sign_in("viewer")
    assert desk.get("/staff").status_code == 403
    desk.sign_in("administrator")
    page = desk.get(f"/audit?staff={viewer}&action=access.refused").text
    assert "the page /staff" in page
    assert page.count("<tr>") == 2
    assert "No entries match" in desk.get("/audit?action=access.refused&until=2020-01-01").text
    for query in ("since=yesterday", "since=2026-03-14&until=2026-03-13", "until=9999-12-31"):
        assert desk.get(f"/audit?{query}").status_code == 422
    assert desk.get("/audit?page=2").status_code == 200


def test_the_log_tells_what_happened_to_a_referral_in_words(desk: Site) -> None:
    """The code of an event is stored, and page and file say what a timeline says."""
    desk.run("UPDATE audit_entry SET subject = 'referral:x', detail = 'not_completed' WHERE action = 'student.added'")
    for page in (desk.get("/audit?action=student.added"), desk.get("/audit/file?action=student.added")):
        assert "Did not work" in page.text
        assert "not_completed" not in page.text


def test_the_log_as_a_file_runs_nothing_in_a_spreadsheet(desk: Site) -> None:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    staff_id = desk.ids.staff["administrator"]
    desk.run("UPDATE staff SET name = '=1+1' WHERE id = :id", id=staff_id)
    done = desk.get(f"/audit/file?staff={staff_id}&action=student.added")
    assert done.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(done.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["When", "Who", "What"]
    assert len(rows) == 6
    assert {row[1] for row in rows[1:]} == {"'=1+1"}
    assert desk.get("/audit/file?since=x").status_code == 422
    for query, ignored in (("action=x", "action"), ("staff=nobody", "staff"), ("who=me", "who")):
        for path, status in (("/audit", 200), ("/audit/file", 422)):
            page = desk.get(f"{path}?{query}")
            assert page.status_code == status
            assert f"Unknown filter in the address is ignored: {ignored}." in page.text


def test_bad_input_never_breaks_a_page(desk: Site) -> None:
    """Ten thousand characters, an unknown id and somebody who is gone each get a clear page."""
    long = "a" * 10_000
    desk.get("/staff")
    assert desk.post("/staff", dict.fromkeys(("name", "email", "phone", "role", "schools"), long)).status_code == 422
    assert desk.post("/schools", dict.fromkeys(("name", "code", "grades", "street", "zip", "point"), long)).status_code == 422
    assert desk.post("/audit", {"number": long}).status_code == 422
    assert desk.get(f"/audit?staff={long}&action={long}&since={long}&student={long}").status_code == 422
    for path in ("/staff/none", "/schools/none"):
        assert desk.get(path).status_code == 404
        assert desk.post(path, NEW | {"zip": "48910"}).status_code == 404
    for path in ("/staff/none/link", "/staff/none/disable", "/staff/none/enable", "/schools/none/remove"):
        assert desk.post(path).status_code == 404
