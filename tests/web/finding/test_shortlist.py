"""The shortlist: four side by side, a fifth refused with nothing lost, and no way out to a free address."""

from __future__ import annotations

import pytest

from tests.families import OWN
from tests.web.browsing import Site
from tests.web.finding.test_finding import text_of

FOUR = ("Talking Helps", "Quiet Room", "Soccer for all", "Food shelf")


def begin(site: Site, who: str = "specialist") -> None:
    """Signs in with nothing set aside."""
    site.sign_in(who)
    site.run("DELETE FROM shortlist_item")
    site.run("DELETE FROM student_shortlist_item")


def fill(site: Site) -> None:
    for name in FOUR:
        assert site.post("/shortlist/add", {"add": site.ids.records[name]}).status_code == 303


def test_providers_stand_side_by_side(site_on_each: Site) -> None:
    """What was set aside is compared, can be copied as text, and is taken off one by one or all at once."""
    site = site_on_each
    begin(site)
    assert "Your shortlist is empty" in site.get("/shortlist").text
    fill(site)
    page = site.get("/shortlist")
    for name in FOUR:
        assert f'data-label="{FOUR.index(name) + 1}. {name}"' in page.text
    assert "Talking Helps, Cedar Counseling\n(517) 555-0122" in page.text
    site.post("/shortlist/remove", {"take_off": site.ids.records["Quiet Room"]})
    assert "Quiet Room" not in site.get("/shortlist").text
    assert site.post("/shortlist/clear").status_code == 303
    assert "Your shortlist is empty" in site.get("/shortlist").text


@pytest.mark.parametrize("path", ["/find/shortlist", "/students/{}/find/shortlist", "/search/shortlist"])
def test_setting_aside_keeps_the_results(site: Site, path: str) -> None:
    """From the results one comes back to the results, with all that was asked still in the form."""
    begin(site)
    record = site.ids.records["Talking Helps"]
    asked = {"sentence": "lost her mom", "near": "48910", "age": "9", "words": "talking helps"}
    page = site.post(path.format(site.ids.own.student), {**asked, "add": record})
    assert page.status_code == 200
    assert "✓ On your shortlist" in page.text
    assert 'value="48910"' in page.text
    assert ("Perpetua Q." in page.text) is ("students" in path)
    off = site.post(path.format(site.ids.own.student), {**asked, "take_off": record})
    assert "✓ On your shortlist" not in off.text
    for table in ("shortlist_item", "student_shortlist_item"):
        assert site.rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_fifth_is_refused_and_nothing_is_lost(site: Site) -> None:
    """The fifth answers 409 with its sentence, on the provider's page as among the results, which stay as they were."""
    begin(site)
    fill(site)
    fifth = site.ids.records["Teen shop"]
    page = site.post("/shortlist/add", {"add": fifth, "page": "provider"})
    assert page.status_code == 409
    assert "Four is the most that can be compared" in page.text
    assert "Teen shop" in page.text
    results = site.post("/find/shortlist", {"need": "homework-help", "near": "48910", "age": "13", "add": fifth})
    assert results.status_code == 409
    assert "Four is the most that can be compared" in text_of(results.text)
    assert "Teen shop" in results.text
    assert site.rows("SELECT count(*) FROM shortlist_item") == [(4,)]


def test_one_goes_back_to_pages_of_ours_only(site: Site) -> None:
    """Where a form leads is never an address that it names."""
    begin(site)
    record = site.ids.records["Talking Helps"]
    for fields in ({"page": "https://evil.example.org"}, {"page": "provider", "from": "//evil.example.org/"}, {"back": "//evil"}):
        answer = site.post("/shortlist/add", {"add": record, **fields})
        assert answer.status_code == 303
        assert "evil" not in answer.headers["location"]
    crafted = site.post("/shortlist/remove", {"take_off": "/../evil", "page": "provider"})
    assert crafted.headers["location"].startswith("/shortlist?")


def test_what_is_gone_cannot_be_set_aside(site: Site) -> None:
    """A provider that was deleted meanwhile answers 404; among results they stay, and the sentence is told."""
    begin(site)
    assert site.post("/shortlist/add", {"add": "no-such-record"}).status_code == 404
    among = site.post("/find/shortlist", {"need": "grief", "add": "no-such-record"})
    assert among.status_code == 404
    assert "There is no such provider any more" in among.text
    assert "Talking Helps" in among.text


def test_a_shortlist_is_ones_own(site: Site) -> None:
    """Nobody sees what somebody else has set aside."""
    begin(site)
    fill(site)
    site.sign_in("other_specialist")
    assert "Your shortlist is empty" in site.get("/shortlist").text


def test_each_student_has_a_list_of_their_own(site_on_each: Site) -> None:
    """In two windows two students are looked for at once: what is set aside for one is on no other list, and is taken off there alone."""
    site = site_on_each
    begin(site)
    own, other = (one for one in site.ids.students[OWN][:2])
    for student, name in ((own, "Talking Helps"), (other, "Quiet Room"), (own, "Soccer for all")):
        page = site.post(f"/students/{student}/find/shortlist", {"need": "grief", "near": "48910", "add": site.ids.records[name]})
        assert page.status_code == 200
    site.post("/shortlist/add", {"add": site.ids.records["Food shelf"]})
    lists = {"": {"Food shelf"}, own: {"Talking Helps", "Soccer for all"}, other: {"Quiet Room"}}
    for student, names in lists.items():
        text = site.get(f"/shortlist?for={student}").text
        assert {name for name in FOUR if f". {name}" in text} == names
    assert "Your shortlist for no student" in site.get(f"/shortlist?for={own}").text
    done = site.post("/shortlist/remove", {"take_off": site.ids.records["Talking Helps"], "for": own})
    assert done.headers["location"].startswith(f"/shortlist?for={own}&")
    site.post("/shortlist/clear", {"for": other})
    assert site.rows("SELECT student_id, count(*) FROM student_shortlist_item GROUP BY student_id") == [(own, 1)]
    assert site.rows("SELECT count(*) FROM shortlist_item") == [(1,)]
