"""A provider's page: what is known, what must not be told, and where it is."""

from __future__ import annotations

import re

from directory.listings.mergers import merge
from directory.storage.engine import writing
from tests.web.browsing import Site, utc_now
from tests.web.finding.test_finding import text_of


def test_all_that_is_known_stands_on_the_page(site: Site) -> None:
    """Service, agency, phone, hours day by day, cost, where the listing comes from, and the agency's other services."""
    site.sign_in("specialist")
    page = site.get(f"/providers/{site.ids.records['Talking Helps']}")
    assert page.status_code == 200
    read = text_of(page.text)
    for words in (
        "Cedar Counseling",
        "(517) 555-0122",
        "300 Cedar Avenue",
        "Monday 9 am to 5 pm",
        "Takes Medicaid",
        "From the list",
    ):
        assert words in read
    assert 'href="tel:+15175550122"' in page.text
    other = site.get(f"/providers/{site.ids.records['Food shelf']}")
    assert f"/providers/{site.ids.records['Soccer for all']}" in other.text


def test_the_map_says_in_words_what_it_shows(site: Site) -> None:
    """The drawing has a title that tells distance and direction from one's own school."""
    site.sign_in("specialist")
    page = site.get(f"/providers/{site.ids.records['Talking Helps']}")
    assert re.search(r"<title[^>]*>[\d.]+ miles? \w+ of Juniper Hill Elementary", page.text)
    seen = site.get(f"/providers/{site.ids.records['Talking Helps']}?from={site.ids.schools['Stone Bridge Middle School']}")
    assert "of Stone Bridge Middle School" in seen.text
    site.sign_in("viewer")
    assert "the middle of ZIP" in site.get(f"/providers/{site.ids.records['Talking Helps']}?from=%3Cscript%3E").text


def test_a_confidential_place_is_never_told(site: Site) -> None:
    """Of a confidential provider neither address nor map is shown, on its page, in results or on the shortlist."""
    record = site.ids.records["Talking Helps"]
    site.run("UPDATE service SET confidential = :yes WHERE name = 'Talking Helps'", yes=True)
    site.sign_in("specialist")
    page = site.get(f"/providers/{record}")
    site.post("/shortlist/add", {"add": record})
    for answer in (
        page,
        site.post("/find", {"need": "grief", "near": "48910"}),
        site.post("/search", {"words": "talking helps", "near": "48910"}),
        site.get("/shortlist"),
    ):
        assert answer.status_code == 200
        assert "Talking Helps" in answer.text
        assert "Cedar Avenue" not in answer.text
        assert "Cedar House" not in answer.text
    assert "The address is confidential" in page.text
    assert "<svg" not in page.text


def test_do_not_refer_comes_first(site: Site) -> None:
    """A provider that must not be referred to says so before anything else."""
    site.run("UPDATE service SET do_not_refer = :yes WHERE name = 'Talking Helps'", yes=True)
    site.sign_in("specialist")
    page = site.get(f"/providers/{site.ids.records['Talking Helps']}").text
    assert page.index("Do not refer") < page.index("Reach them")


def test_a_number_that_a_referral_found_wrong_is_told(site: Site) -> None:
    """A listing that was found wrong says so on its page and on its card, until a coordinator has corrected it."""
    site.sign_in("specialist")
    student, need = site.ids.own.student, site.ids.own.need
    pages = (f"/providers/{site.ids.records['Quiet Room']}", f"/students/{student}/find?need={need}")
    words = "A referral found the number or the address wrong"
    assert [site.get(page).text.count(words) for page in pages] == [1, 1]
    site.leave()
    site.sign_in("coordinator")
    site.get("/directory/flags")
    assert site.post(f"/directory/flags/{site.ids.flag_id}/done").status_code == 303
    site.leave()
    site.sign_in("specialist")
    assert [site.get(page).text.count(words) for page in pages] == [0, 0]


def test_who_keeps_the_directory_may_edit(site: Site) -> None:
    """The way to correct a record is offered to those who may."""
    path = f"/providers/{site.ids.records['Talking Helps']}"
    for who, may in (("coordinator", True), ("administrator", True), ("specialist", False), ("viewer", False)):
        site.sign_in(who)
        assert (f"/directory/{site.ids.records['Talking Helps']}" in site.get(path).text) is may


def test_a_merged_record_leads_to_the_one_that_is_kept(site: Site) -> None:
    """A record that was merged away leads to the one that was kept."""
    gone, kept = site.ids.records["Food shelf"], site.ids.records["Soccer for all"]
    with writing(site.database) as session:
        merge(session, kept, gone, choices=(), staff_id=None, now=utc_now())
    site.sign_in("specialist")
    answer = site.get(f"/providers/{gone}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/providers/{kept}")


def test_an_unknown_provider_is_a_clear_page(site: Site) -> None:
    """A record that is not there answers 404 with what may have happened."""
    site.sign_in("specialist")
    page = site.get("/providers/no-such-record")
    assert page.status_code == 404
    assert "There is no such provider" in page.text
