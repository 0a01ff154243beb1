"""What was asked, carried from a search to the opening of a referral, and back with one tap."""

from __future__ import annotations

import datetime
import re

import pytest

from tests.web.browsing import Site
from tests.web.forms import form_to
from tests.web.referring import referred

SENTENCE = "her grandmother died and she cannot sleep"


LINE = re.compile(r'<ul class="briefs">(.*?)</ul>', re.DOTALL)


def teens_only(site: Site) -> str:
    """“Quiet Room” takes ages 13 to 18; its id."""
    site.run("UPDATE service SET minimum_age = 13, maximum_age = 18 WHERE name = 'Quiet Room'")
    return site.ids.records["Quiet Room"]


def addresses(page: str) -> str:
    return " ".join(re.findall(r'(?:href|action|formaction)="([^"]*)"', page))


def test_a_child_who_is_too_young_is_said_before_the_opening(site_on_each: Site) -> None:
    """From a search without a student to a group for teens and a 9-year-old: the sentence comes along, the age fails loudly,
    nothing is opened until somebody says why, and one tap brings the results back.
    """
    site = site_on_each
    site.sign_in("specialist")
    own, record = site.ids.own, teens_only(site)
    asked = {"sentence": SENTENCE, "near": "48910", "within": "25", "age": "15"}
    assert 'formaction="/find/refer?record=' in site.post("/find", asked).text
    whom = site.post("/find/refer", asked | {"record": record}).text
    assert f'name="asked.sentence" value="{SENTENCE}"' in whom
    carried = {f"asked.{name}": value for name, value in asked.items()} | {"record": record, "from": "match"}
    page = site.post(f"/students/{own.student}/refer/choices", carried | {"need": own.need}).text
    assert page.index("Does not fit") < page.index("Takes ages 13 to 18; the student is 9") < page.index("Ask first")
    assert "Choose another provider" in page
    assert f'action="/students/{own.student}/find"' in page
    assert f'name="sentence" value="{SENTENCE}"' in page
    assert 'name="age" value="9"' in page
    assert "grandmother" not in addresses(whom) + addresses(page)
    chosen = carried | {"need": own.need}
    assert site.post(f"/students/{own.student}/refer", chosen).status_code == 409
    assert referred(site, own.student, chosen, why="").status_code == 409
    done = referred(site, own.student, chosen, why="He is in their sixth-grade class")
    assert done.status_code == 303
    opened = site.get(done.headers["location"].partition("?")[0]).text
    assert "He is in their sixth-grade class" in opened
    assert "Takes ages 13 to 18; the student is 9" in opened


@pytest.mark.parametrize("of_student", [False, True])
def test_a_provider_that_was_opened_from_results_keeps_the_search(desk: Site, *, of_student: bool) -> None:
    """The page of a result, in its own tab, leads on to the referral with all that was asked, also after its shortlist button."""
    own, record = desk.ids.own, desk.ids.records["Quiet Room"]
    start = f"/students/{own.student}/find" if of_student else "/find"
    asked = {"sentence": SENTENCE, "near": "48910", "within": "25", "payment": "medicaid"}
    found = desk.post(start, asked).text
    assert f'formaction="{start}/provider?record={record}" formtarget="_blank" name="record" value="{record}"' in found
    page = desk.post(f"{start}/provider", asked | {"record": record}).text
    leads = f"/students/{own.student}/refer/choices" if of_student else "/refer"
    carried = {f"asked.{name}": [value] for name, value in asked.items()} | {"record": [record]}
    assert carried.items() <= form_to(page, leads).as_it_is().items()
    assert "grandmother" not in addresses(page)
    taken_off = desk.post("/shortlist/remove", form_to(page, "/shortlist/remove").as_it_is() | {"take_off": record})
    assert "Put on your shortlist" in taken_off.text
    assert carried.items() <= form_to(taken_off.text, leads).as_it_is().items()


def test_the_line_of_a_card_goes_along_with_the_search(desk: Site) -> None:
    """A provider's page and the shortlist say what was asked for as the card does, while they know the search, and nothing without it."""
    record = desk.ids.records["Quiet Room"]
    desk.run("DELETE FROM shortlist_item")
    asked = {"sentence": "her grandmother died, speaks Spanish, has Medicaid", "near": "48910", "within": "25", "age": "15"}
    card = re.search(rf'id="c-{record}".*?</article>', desk.post("/find", asked).text, re.DOTALL)
    assert card
    line = LINE.findall(card[0])[0]
    assert ("Spanish" in line, "Medicaid" in line) == (True, True)
    page = desk.post("/find/provider", {**asked, "record": record}).text
    assert LINE.findall(page) == [line]
    assert "Compare" not in page
    carried = dict(re.findall(r'name="(asked\.[^"]*)" value="([^"]*)"', page)) | {"for": ""}
    added = desk.post("/shortlist/add", {**carried, "page": "provider", "add": record}).text
    assert 'action="/shortlist"' in added
    for sent in (carried, asked):
        compared = desk.post("/shortlist", sent).text
        assert LINE.findall(compared) == [line]
        assert "grandmother" not in addresses(compared)
    assert "Your shortlist is empty" in desk.post("/shortlist/remove", {**carried, "page": "shortlist", "take_off": record}).text
    for plain in (desk.get(f"/providers/{record}").text, desk.get("/shortlist").text):
        assert LINE.findall(plain) == []


def test_a_result_is_a_plain_link_for_who_may_refer_nobody(site: Site) -> None:
    """A coordinator opens a provider's page by its address: there is no referral to which a search could be carried."""
    site.sign_in("coordinator")
    found = site.post("/find", {"need": "anxiety", "near": "48910", "within": "10"}).text
    assert "/find/provider" not in found
    assert f'href="/providers/{site.ids.records["Talking Helps"]}"' in found


def test_what_was_looked_for_is_written_down_with_one_click(desk: Site) -> None:
    """Where the student has no such need yet, it is offered with the sentence, and no other need is taken for it."""
    own = desk.ids.own
    search = {"asked.sentence": SENTENCE, "asked.within": "10", "asked.payment": "private"}
    asked = search | {"record": desk.ids.records["Quiet Room"], "from": "match"}
    page = desk.post(f"/students/{own.student}/refer/choices", asked).text
    assert "What you looked for is no open need of this student yet" in page
    assert "Open the referral" not in page
    assert 'name="needs" value="grief"' in page
    told = form_to(page, f"/students/{own.student}/needs").as_it_is()
    done = desk.post(f"/students/{own.student}/needs", told)
    address, _, notice = done.headers["location"].partition("?")
    assert (done.status_code, address) == (307, f"/students/{own.student}/refer/choices")
    assert "done=need_for_referral" in notice
    chosen = desk.post(done.headers["location"], told).text
    assert "Written down. The referral goes on here." in chosen
    assert f'name="asked.sentence" value="{SENTENCE}"' in chosen
    assert 'name="asked.payment" value="private"' in chosen
    assert "Choose another provider" in chosen or "For which need?" in chosen


def test_a_search_by_words_is_brought_back(desk: Site) -> None:
    """A provider found by its name is judged for the student all the same, and “another provider” leads to the same results."""
    own, record = desk.ids.own, teens_only(desk)
    whom = desk.post("/search/refer", {"words": "quiet", "record": record}).text
    assert 'action="/search"' in whom
    chosen = {"asked.words": "quiet", "asked.within": "10", "record": record, "need": own.need}
    page = desk.post(f"/students/{own.student}/refer/choices", chosen).text
    assert "Takes ages 13 to 18; the student is 9" in page
    assert 'name="words" value="quiet"' in page


def test_the_wishes_of_a_sentence_are_checked_for_the_provider(desk: Site) -> None:
    """What the sentence asks for besides the need (a group, a woman) is judged on the page on which the referral is opened."""
    own, record = desk.ids.own, desk.ids.records["Quiet Room"]
    carried = {
        "asked.sentence": "a grief group with a female counselor",
        "asked.within": "10",
        "record": record,
        "need": own.need,
    }
    page = desk.post(f"/students/{own.student}/refer/choices", carried | {"from": "match"}).text
    assert "ask for a woman to talk to" in page
    left_out = desk.post(
        f"/students/{own.student}/refer/choices", carried | {"asked.left_out": "helper:woman", "from": "match"}
    ).text
    assert "ask for a woman to talk to" not in left_out


def test_a_listing_that_changed_meanwhile_is_read_again(desk: Site) -> None:
    """The page was read while everything fitted; then a colleague corrects the ages: the opening shows the page again."""
    own, record = desk.ids.own, desk.ids.records["Quiet Room"]
    chosen = {"record": record, "need": own.need, "words": "Near to school"}
    page = desk.post(f"/students/{own.student}/refer/choices", chosen)
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen is not None
    teens_only(desk)
    done = desk.post(f"/students/{own.student}/refer", chosen | {"seen": seen[1], "although": "yes", "despite": "Called"})
    assert done.status_code == 409
    assert "Something changed since this page was shown" in done.text
    assert "Takes ages 13 to 18; the student is 9" in done.text
    assert "Near to school" in done.text


def test_a_search_that_was_tampered_with_is_passed_over(desk: Site) -> None:
    """Fields that no form sends (an impossible place, unknown needs) break nothing and are not carried."""
    record = desk.ids.records["Quiet Room"]
    wild = {"asked.near": "x" * 60, "asked.need": "no-such", "asked.within": "-1", "record": record}
    page = desk.post(f"/students/{desk.ids.own.student}/refer/choices", wild)
    assert page.status_code == 200
    assert "asked." not in page.text


def test_cards_say_what_the_student_has_with_a_provider(site_on_each: Site) -> None:
    """On results, the provider's page and the shortlist, looked at for the student; not on a search without one."""
    site = site_on_each
    site.sign_in("specialist")
    own, record = site.ids.own, site.ids.records["Talking Helps"]
    link = f'href="/referrals/{own.referral}"'
    assert "A letter was given on " in site.get(f"/students/{own.student}/find?need={own.need}").text
    page = site.get(f"/providers/{record}?for={own.student}").text
    assert link in page
    assert f'href="/students/{own.student}/refer?from=provider&amp;record={record}"' in page
    shortlist = site.get(f"/shortlist?for={own.student}").text
    assert link in shortlist
    assert f'action="/students/{own.student}/refer"' in shortlist
    for without in (f"/providers/{record}", "/shortlist", f"/providers/{record}?for={site.ids.other.student}"):
        assert link not in site.get(without).text
    assert link not in site.post("/find", {"need": "anxiety", "near": "48910", "within": "10"}).text


def test_who_may_see_no_student_sees_no_history(site: Site) -> None:
    """A coordinator who opens such an address sees the provider alone."""
    site.sign_in("coordinator")
    own, record = site.ids.own, site.ids.records["Talking Helps"]
    page = site.get(f"/providers/{record}?for={own.student}")
    assert page.status_code == 200
    assert own.referral not in page.text
    assert own.student not in page.text


def test_a_promoted_backup_is_checked_again_before_its_letter(site_on_each: Site) -> None:
    """A backup that fitted when it was chosen and does not when its turn comes: its page and its letter say so, and the letter is
    given with a reason alone, which stands in its history.
    """
    site = site_on_each
    site.sign_in("specialist")
    own = site.ids.own
    site.get(f"/referrals/{own.referral}")
    failed = {"kind": "not_completed", "reason": "no_capacity", "happened_on": datetime.date.today().isoformat()}
    assert site.post(f"/referrals/{own.referral}/events", failed).status_code == 303
    assert "It does not fit any more" not in site.get(f"/referrals/{own.backup}").text
    teens_only(site)
    for page in (f"/referrals/{own.backup}", f"/referrals/{own.backup}/letter"):
        shown = site.get(page).text
        assert "It does not fit any more" in shown
        assert "Takes ages 13 to 18; the student is 9" in shown
    letter = f"/referrals/{own.backup}/letter"
    assert site.post(letter, {"way": "print", "letters": "0"}).status_code == 409
    assert site.rows("SELECT status FROM referral WHERE id = :id", id=own.backup) == [("draft",)]
    done = site.post(letter, {"way": "print", "letters": "0", "although": "yes", "despite": "They make an exception"})
    assert done.status_code == 200
    history = site.get(f"/referrals/{own.backup}").text
    assert "Given all the same: They make an exception" in history
    assert "It does not fit any more" not in history


@pytest.mark.parametrize(
    ("opened", "leads_to"),
    [
        ("/find/provider?record={record}", "/providers/{record}"),
        ("/students/{student}/find/provider?record={record}", "/providers/{record}?for={student}"),
        ("/find/refer?record={record}", "/refer?record={record}"),
        ("/students/{student}/find/refer?record={record}", "/students/{student}/refer?record={record}"),
        ("/find/provider?record=a%2F..%2Fb", "/find"),
        ("/find/shortlist", "/find"),
        ("/search/provider", "/search"),
    ],
)
def test_the_address_of_a_button_leads_to_its_provider(desk: Site, opened: str, leads_to: str) -> None:
    """Opened as a page, it leads on to the provider that it names, or to a new search, and says that what was asked is lost."""
    names = {"record": desk.ids.records["Quiet Room"], "student": desk.ids.own.student}
    led = desk.get(opened.format(**names)).headers["location"]
    assert led.replace("?done=search_lost", "").replace("&done=search_lost", "") == leads_to.format(**names)
    assert "never part of an address" in desk.get(led).text
