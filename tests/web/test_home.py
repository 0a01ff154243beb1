"""The first page of each role, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.district import OTHER, OWN, District
from tests.web.browsing import Site, browse


def looks(site: Site, who: str) -> int:
    return len(site.rows("SELECT 1 FROM audit_entry WHERE action = 'student.listed' AND staff_id = :id", id=site.ids.staff[who]))


def test_a_specialist_sees_who_waits_at_the_own_school(site_on_each: Site) -> None:
    """Own students with needs marked Now or Soon are named, nobody else's; the look is in the audit log."""
    site = site_on_each
    site.sign_in("specialist")
    page = site.get("/").text
    assert "Perpetua Quillfeather" in page
    assert "Anxiety" in page
    assert f"/students/{site.ids.own.student}" in page
    assert not any(name in page for name in ("Wilhelmina", "Thaddeus", "Zebediah"))
    assert looks(site, "specialist") == 1


def test_who_has_a_need_marked_now_is_not_told_twice(site: Site) -> None:
    """A student stands in one list; the needs marked Soon do not repeat who is helped first."""
    site.sign_in("specialist")
    assert site.get("/").text.count(f'"/students/{site.ids.own.student}"') == 1


def test_who_has_left_in_the_last_month_is_named(site: Site) -> None:
    """Somebody who left is named for a month, and waits no more."""
    student = site.ids.own.student
    site.run("UPDATE student SET status = 'left', left_at = CURRENT_DATE WHERE id = :id", id=student)
    site.sign_in("specialist")
    page = site.get("/").text
    assert "Left in the last month" in page
    assert "Perpetua Quillfeather" in page
    assert "Nobody is waiting" in page
    site.run("UPDATE student SET left_at = '2020-01-01' WHERE id = :id", id=student)
    assert f"/students/{student}" not in site.get("/").text


def test_a_damaged_record_takes_nothing_else_away(site: Site) -> None:
    """A student whose record does not open is told as such, and the page is there."""
    site.run("UPDATE student SET sealed = X'0102' WHERE id = :id", id=site.ids.own.student)
    site.sign_in("specialist")
    page = site.get("/")
    assert page.status_code == 200
    assert "A record that does not open" in page.text


def test_only_specialists_are_shown_students(site: Site) -> None:
    """The first pages of the other roles name no student, and record no look."""
    for who in ("coordinator", "administrator", "viewer"):
        site.sign_in(who)
        page = site.get("/").text
        assert "Quillfeather" not in page
        assert "Ashgrove" not in page
        assert looks(site, who) == 0


def test_an_administrator_sees_what_is_missing(site_on_each: Site) -> None:
    """Schools without a specialist, refused looks and the missing backup stand on the first page."""
    site = site_on_each
    site.sign_in("specialist")
    site.get("/staff")
    site.run("DELETE FROM staff_school WHERE staff_id = :id", id=site.ids.staff["other_specialist"])
    site.sign_in("administrator")
    page = site.get("/").text
    assert "Schools without a specialist" in page
    assert OTHER in page
    assert OWN not in page
    assert "1 time" in page
    assert "No backup is on record" in page


def test_a_coordinator_sees_the_latest_imports(site_on_each: Site) -> None:
    """What the directory lacks and the latest lists stand on the first page."""
    site_on_each.sign_in("coordinator")
    page = site_on_each.get("/").text
    assert "The directory needs attention" in page
    assert f"/imports/{site_on_each.ids.import_id}" in page


def test_home_needs_somebody(site: Site) -> None:
    """A visitor who is signed out is asked to sign in."""
    assert site.get("/").headers["location"].startswith("/sign-in")


def test_a_calendar_that_breaks_while_it_serves_takes_no_page_away(district_on_sqlite: District, tmp_path: Path) -> None:
    """Specialists work on and families answer; the administrator reads on the first page what to mend."""
    file = tmp_path / "calendar.txt"
    file.write_text("soon\n")
    with browse(district_on_sqlite, replace(district_on_sqlite.settings(), calendar=file)) as site:
        site.sign_in("specialist")
        assert site.get("/work").status_code == 200
        site.sign_in("administrator")
        assert "Line 1 of the school calendar" in site.get("/").text
