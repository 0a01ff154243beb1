"""The pages of outcomes over HTTP: exact for those who may see the students, guarded for others and in every file."""

from __future__ import annotations

import csv
import datetime
import io
import re

import httpx
import pytest

from directory.outcomes import school_counts
from directory.storage.engine import writing
from tests.outcomes.making import put_many
from tests.web.browsing import Site

TODAY = datetime.datetime.now(datetime.UTC).date()
_FUNNEL = re.compile(r'data-label="Referrals">\s*(.*?)</td>')


@pytest.fixture
def filled(site: Site) -> Site:
    """The district with 300 referrals more, at two schools of their own."""
    with writing(site.database) as session:
        put_many(session, 300, TODAY, schools=2, providers=5)
    return site


def lines(done: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(done.content.decode("utf-8-sig"))))


def test_the_page_adds_up_to_the_events(filled: Site) -> None:
    """What an administrator sees of connected referrals is what the events say, counted by hand, and the look is noted."""
    filled.sign_in("administrator")
    page = filled.get("/outcomes").text
    shown = [int(figure) for figure in _FUNNEL.findall(page)]
    by_hand = (
        "SELECT count(DISTINCT referral_id) FROM referral_event WHERE kind IN ('connected', 'completed') AND referral_id NOT IN "
        "(SELECT referral_id FROM referral_event WHERE kind IN ('entered_in_error', 'retracted', 'reopened'))"
    )
    given = by_hand.replace(
        "'connected', 'completed'", "'sent', 'reached', 'accepted', 'waitlisted', 'scheduled', 'connected', 'completed'"
    )
    assert [(shown[0],), (shown[4],)] == [*filled.rows(given), *filled.rows(by_hand)]
    assert shown == sorted(shown, reverse=True)
    assert len(re.findall(r'data-label="Days since before">\d', page)) == len(shown) - 1
    assert filled.rows("SELECT count(*) FROM audit_entry WHERE action = 'outcomes.looked_at'") == [(1,)]


@pytest.mark.parametrize("who", ["viewer", "coordinator"])
def test_others_see_no_small_count(filled: Site, who: str) -> None:
    """A user who may not see students sees one school year at a time, and no figures of a few referrals."""
    filled.sign_in(who)
    page = filled.get(f"/outcomes?from={TODAY - datetime.timedelta(days=60)}&to={TODAY - datetime.timedelta(days=60)}").text
    assert "one school year at a time" in page
    assert all(figure.startswith("<span") or int(figure) >= 10 for figure in _FUNNEL.findall(page))


def test_a_specialist_sees_the_own_schools_alone(filled: Site) -> None:
    """The referrals of other schools are in no figure of a specialist's page or file."""
    filled.sign_in("specialist")
    assert "School 0" not in filled.get("/outcomes").text
    assert "School 0" not in filled.get("/outcomes/file").text


@pytest.mark.parametrize("who", ["administrator", "viewer"])
def test_the_file_is_guarded_for_all(filled: Site, who: str) -> None:
    """It holds no count under ten, and what a spreadsheet would take for a formula is escaped."""
    filled.run("UPDATE referral SET organization = '=1+1' WHERE organization_id = 'o0'")
    filled.sign_in(who)
    rows = lines(filled.get("/outcomes/file"))
    assert rows[0][:4] == ["Table", "Kind", "Line", "Referrals"]
    assert {len(row) for row in rows} == {len(rows[0])}
    reached = next(row for row in rows if row[:1] == ["Steps"] and row[2] == "Family and provider talked")
    assert 0 < float(reached[7]) <= float(reached[8])
    counts = [cell for row in rows[1:] for cell in row[3:5] if cell]
    assert counts
    assert all(cell == "not shown" or int(cell) >= 10 for cell in counts)
    assert "'=1+1" in {row[2] for row in rows}


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-13-01", "from=2026-02-02&to=2026-02-01"])
def test_wrong_days_are_told_beside_their_field(site: Site, query: str) -> None:
    """The page says what is wrong and keeps what was typed."""
    site.sign_in("administrator")
    done = site.get(f"/outcomes?{query}")
    assert done.status_code == 422
    assert 'aria-invalid="true"' in done.text


def test_a_search_without_a_match_goes_on_the_gap_list(site: Site) -> None:
    """It stands there once however often it was asked: exact for who may see students, as few and by its ZIP alone for others."""
    site.sign_in("specialist")
    site.get("/find")
    for _ in range(2):
        assert site.post("/find", {"need": "dental", "near": "96799", "within": "1", "grade": "4"}).status_code == 200
    assert site.rows("SELECT term, area, band FROM unmet_need") == [("dental", "ZIP 96799", "Kindergarten to grade 5")]
    site.sign_in("administrator")
    page = site.get("/outcomes/gaps").text
    assert "Kindergarten to grade 5" in page
    assert 'data-label="Searches">1<' in page
    assert lines(site.get("/outcomes/gaps/file"))[1][1:5] == ["ZIP 96799", "All grades", "fewer than 10", "fewer than 10"]
    for who in ("coordinator", "viewer"):
        site.sign_in(who)
        page = site.get("/outcomes/gaps").text
        assert "ZIP 96799" in page
        assert "Kindergarten to grade 5" not in page
        assert site.get("/outcomes/gaps?from=yesterday").status_code == 200
        assert "ZIP 96799" not in site.get("/outcomes/gaps?from=2020-01-01&to=2020-01-02").text
        assert 'data-label="Searches">fewer than 10<' in page


def test_counts_are_tried_taken_and_shown(site: Site) -> None:
    """A wrong line is told and nothing is taken; then the months stand on the page, small suspensions not for viewers."""
    month = TODAY.replace(day=1)
    name = next(iter(site.ids.schools))
    good = f"School,Month,Attendance,Suspensions\n{name},{month:%Y-%m},91.5,4\n"
    site.sign_in("administrator")

    def send(text: str, **fields: str) -> httpx.Response:
        site.get("/outcomes/schools")
        return site.post("/outcomes/schools", fields, files={"file": ("counts.csv", text.encode(), "text/csv")})

    wrong = send(good + "Nowhere,2026-01,90,1\n")
    assert wrong.status_code == 422
    assert "Line 3" in wrong.text
    tried = send(good, only_try="yes").text
    assert "Test run" in tried
    assert "“Attendance” as attendance (%)" in tried
    assert site.rows("SELECT count(*) FROM school_count") == [(0,)]
    assert send(good).status_code == 200
    assert "91.5" in site.get("/outcomes/schools").text
    assert 'data-label="Suspensions">4<' in site.get("/outcomes/schools").text
    site.sign_in("viewer")
    assert 'data-label="Suspensions">fewer than 10<' in site.get("/outcomes/schools").text


def test_a_picture_is_broken_where_a_month_is_not_known(site: Site) -> None:
    """Months that nobody counted are not drawn over; the words tell least, most and newest."""
    name, first = next(iter(site.ids.schools)), TODAY.replace(day=1)
    months = [first]
    while len(months) < 5:
        months.append((months[-1] - datetime.timedelta(days=1)).replace(day=1))
    rows = [f"{name},{months[at]:%Y-%m},{value}" for at, value in ((4, 91), (3, 92.5), (1, 89), (0, 90))]
    site.sign_in("administrator")
    site.get("/outcomes/schools")
    sheet = "\n".join(["School,Month,Attendance", *rows]).encode()
    site.post("/outcomes/schools", {}, files={"file": ("counts.csv", sheet, "text/csv")})
    page = site.get("/outcomes/schools").text
    lines = re.findall(r'<polyline class="line" points="(.*?)"', page)
    assert [n for line in lines if (n := line.count(",")) < school_counts.MONTHS] == [2, 2]
    assert f'aria-label="Attendance (%), 89 to 92.5; {first:%B %Y}, so far: 90"' in page


def test_the_record_is_told_to_those_who_may_see_students(site: Site) -> None:
    """From five known referrals on a provider's page tells what came of them, to a specialist and not to a viewer."""
    record_id = site.ids.records["Talking Helps"]
    with writing(site.database) as session:
        put_many(session, 6, TODAY, schools=1)
    site.run("UPDATE referral SET record_id = :record, outcome = 1", record=record_id)
    for who, told in (("specialist", True), ("viewer", False)):
        site.sign_in(who)
        assert ("referrals here lead to a first appointment" in site.get(f"/providers/{record_id}").text) is told


@pytest.mark.parametrize("path", ["/outcomes/file", "/outcomes/gaps/file"])
def test_a_file_of_a_period_that_is_no_day_is_refused(site: Site, path: str) -> None:
    """The page says what is wrong, and no file of all time is taken for one of the period."""
    site.sign_in("administrator")
    done = site.get(f"{path}?from=soon")
    assert done.status_code == 422
    assert "This is not a date" in done.text
