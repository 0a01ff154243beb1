"""The roster in the browser: tried, imported, and refused where too many would leave."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest

from directory.students import roster
from directory.web.students import rosters as page
from tests.district import OWN
from tests.web.browsing import Site, utc_now

HEAD = ("Student ID", "First Name", "Last Name", "DOB", "Grade", "School", "Home Language", "Guardian Name", "Guardian Phone")
ROWS = (
    ("880001", "Larkin", "Bramblecote", "3/14/2016", "4", OWN, "Spanish", "Ida Bramblecote", "517-555-0161"),
    ("880002", "Sorrel", "Hathersage", "5/2/2017", "3", OWN, "Klingon", "", ""),
    ("880003", "Tansy", "Wetherlam", "6/3/2018", "2", OWN, "English", "", ""),
    ("", "Nobody", "Numberless", "6/3/2018", "2", OWN, "English", "", ""),
)


@pytest.fixture
def desk(site: Site) -> Site:
    """The service as the administrator has it open, on the page of rosters."""
    site.sign_in("administrator")
    site.get("/roster")
    return site


def listed(*rows: tuple[str, ...]) -> dict[str, tuple[str, bytes, str]]:
    """A CSV as a browser sends it."""
    out = io.StringIO()
    csv.writer(out).writerows((HEAD, *rows))
    return {"file": ("roster.csv", out.getvalue().encode(), "text/csv")}


def students(site: Site) -> int:
    ((count,),) = site.rows("SELECT count(*) FROM student WHERE status = 'enrolled'")
    return int(count)


def orders(site: Site) -> int:
    ((count,),) = site.rows("SELECT count(*) FROM no_contact_act")
    return int(count)


def test_a_roster_is_only_tried_unless_the_tick_is_taken_away(desk: Site) -> None:
    """The tick is set at first; a trial says what would happen, changes nothing, and offers the real thing."""
    assert 'name="only_try" value="yes" checked' in desk.get("/roster").text
    before = students(desk)
    done = desk.post("/roster", {"only_try": "yes"}, files=listed(*ROWS))
    assert done.status_code == 200
    assert "Test run: nothing was changed" in done.text
    assert students(desk) == before
    assert 'name="only_try" value="yes">' in done.text


def test_a_roster_is_imported(site_on_each: Site) -> None:
    """Students come in with their guardians; the answer counts them, and the import is in the audit."""
    site = site_on_each
    site.sign_in("administrator")
    site.get("/roster")
    before = students(site)
    done = site.post("/roster", files=listed(*ROWS))
    assert done.status_code == 200
    assert "Done: roster.csv" in done.text
    assert students(site) == before + 3
    assert len(site.rows("SELECT 1 FROM audit_entry WHERE action = 'roster.imported'")) == 1


def test_problems_are_told_by_kind_and_line_without_values(desk: Site) -> None:
    """A row that is left out and a cell that was not understood are told with their lines; no name or value is repeated."""
    done = desk.post("/roster", {"only_try": "yes"}, files=listed(*ROWS)).text
    assert "Line 5" in done
    assert "Line 3" in done
    for value in ("Klingon", "Bramblecote", "880001", "Numberless"):
        assert value not in done


def test_a_roster_that_makes_most_leave_asks_once_more(desk: Site) -> None:
    """Where more than half would leave nothing is done without the extra tick; the leavers are named to the administrator."""
    desk.post("/roster", files=listed(*ROWS))
    before = students(desk)
    short = listed(ROWS[0])
    refused = desk.post("/roster", files=short)
    assert refused.status_code == 409
    assert "Nothing was changed" in refused.text
    assert 'name="leavers_too"' in refused.text
    assert "Wetherlam, Tansy" in refused.text
    assert students(desk) == before
    assert desk.post("/roster", {"leavers_too": "yes"}, files=short).status_code == 200
    assert students(desk) == before - 2


def test_a_refused_roster_is_read_once(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roster that waits for a tick is read and planned once: the page shows what was planned."""
    desk.post("/roster", files=listed(*ROWS))
    staged: list[object] = []

    def counted(*given: Any, **how: Any) -> Any:
        staged.append(given)
        return stage(*given, **how)

    stage = roster.stage_roster
    for room in (roster, page):
        monkeypatch.setattr(room, "stage_roster", counted)
    assert desk.post("/roster", files=listed(ROWS[0])).status_code == 409
    assert len(staged) == 1


def test_students_who_are_changed_meanwhile_are_what_the_page_speaks_of(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody changes a roster's students each time before it is written, nothing is done and the page says why."""
    desk.post("/roster", files=listed(*ROWS))
    moments = iter(f"2026-03-15 00:00:0{n}" for n in range(roster.TRIES))
    sealed = roster._sealed  # what lies between planning and writing

    def late(*given: Any) -> Any:
        desk.run("UPDATE student SET language = 'so', changed_at = :moment", moment=next(moments))
        return sealed(*given)

    monkeypatch.setattr(roster, "_sealed", late)
    moved = tuple(cell.replace("3/14/2016", "3/15/2016") for cell in ROWS[0])
    done = desk.post("/roster", files=listed(moved, *ROWS[1:]))
    assert done.status_code == 503
    assert "Somebody else saved at the same time" in done.text
    assert "Nothing was done" in done.text
    assert next(moments, None) is None
    assert len(desk.rows("SELECT 1 FROM audit_entry WHERE action = 'roster.imported'")) == 1


def test_what_is_no_roster_is_told_beside_the_field(desk: Site) -> None:
    """No file, an empty one, a picture and a zip of something else each come back with what to do."""
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("holiday.txt", "sun")
    for data in (b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), other.getvalue()):
        done = desk.post("/roster", {"only_try": "yes"}, files={"file": ("photo.zip", data, "application/zip")})
        assert done.status_code == 422
        assert 'id="file-wrong"' in done.text
    assert desk.post("/roster", {}).status_code == 422


def test_a_list_of_providers_is_told_beside_the_field(desk: Site) -> None:
    """A list of providers that is sent as a roster comes back with the page and the command that read it."""
    data = b"ID,Agency,Program,Grade,School,Website\n1,Oak House,Chess,3,Oak Hill,oak.example.org\n"
    done = desk.post("/roster", {"only_try": "yes"}, files={"file": ("list.csv", data, "text/csv")})
    assert done.status_code == 422
    assert "Import a list" in done.text
    assert "`referral-desk import`" in done.text
    assert "Oak" not in done.text


def test_a_roster_that_is_sent_twice_leads_back_to_the_form(desk: Site) -> None:
    """Pressing the button twice imports once."""
    fields = {"once": "a-number-of-its-own"}
    assert desk.post("/roster", fields, files=listed(*ROWS)).status_code == 200
    again = desk.post("/roster", fields, files=listed(*ROWS))
    assert again.headers["location"] == "/roster?done=twice"


def test_rows_about_contact_are_read_before_they_are_imported(desk: Site) -> None:
    """Words that only a person can decide on are named by line and never quoted; without the tick nothing is changed, with it all is."""
    out = io.StringIO()
    csv.writer(out).writerows((
        (*HEAD, "Custody Alert"),
        (*ROWS[0], "Y"),
        ("880004", "Teasel", "Winlatter", "6/3/2017", "3", OWN, "English", "Vetch Winlatter", "517-555-0163", "no contact order, see office"),
        (*ROWS[2], ""),
    ))  # fmt: skip
    file = {"file": ("roster.csv", out.getvalue().encode(), "text/csv")}
    before, known = students(desk), orders(desk)
    tried = desk.post("/roster", {"only_try": "yes"}, files=file).text
    assert "Read 2 rows before you import" in tried
    assert "lines 2, 3" in " ".join(tried.split())
    assert "see office" not in tried
    refused = desk.post("/roster", files=file)
    assert refused.status_code == 409
    assert 'name="orders_read"' in refused.text
    assert students(desk) == before
    assert desk.post("/roster", {"orders_read": "yes"}, files=file).status_code == 200
    assert students(desk) == before + 3
    assert orders(desk) == known + 1


def test_a_household_that_a_roster_makes_ends_links_over_an_order(site: Site) -> None:
    """Where a roster ties a student on file to a sibling with an order, the links of the family's letters end."""
    working = "SELECT count(*) FROM answer_link WHERE audience = 'family' AND revoked_at IS NULL"
    head = "Student ID,Last Name,First Name,Grade,School,Family ID\n"
    rows = (f"JH-7730101,Quillfeather,Perpetua,4,{OWN},Q1\n", f"JH-7730102,Thistlewood,Zebediah,2,{OWN},Q1\n")
    assert site.rows(working) == [(2,)]
    now = utc_now()
    roster.import_roster(
        site.database, site.district.settings(), {"r.csv": (head + "".join(rows)).encode()}, today=now.date(), now=now
    )  # fmt: skip
    assert site.rows(working) == [(0,)]
