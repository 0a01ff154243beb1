"""What somebody sees whose page is no longer true: both texts, and nothing typed is lost."""

from __future__ import annotations

import re
from threading import Barrier, Thread

import pytest

from tests.web.browsing import Site
from tests.web.forms import form_to
from tests.web.test_stale import OLD, opened


def test_an_order_that_a_colleague_recorded_outlives_an_older_page(site_on_each: Site) -> None:
    """Who saves an e-mail address from an older page is shown the order beside what was typed; saving again keeps both."""
    site = site_on_each
    path = f"/students/{site.ids.own.student}/guardians/{site.ids.own.guardian}"
    site.sign_in("specialist")
    mine = form_to(site.get(path).text, path).as_it_is() | {"email": ["new@family.example.org"], "ways": ["call", "text"]}
    site.sign_in("administrator")
    assert site.send(f"{path}/no-contact", f"{path}/no-contact", {"words": "Court order of May 2"}).status_code == 303
    site.sign_in("specialist")
    site.get(path)
    refused = site.post(path, mine)
    assert refused.status_code == 409
    for words in ("Court order of May 2", "new@family.example.org", "Administrator", "different fields"):
        assert words in refused.text, words
    assert site.post(path, form_to(refused.text, path).as_it_is()).status_code == 303
    details = opened(site).guardians[0].details
    assert (details.no_contact, details.no_contact_words) == (True, "Court order of May 2")
    assert (details.email, details.ways) == ("new@family.example.org", ())


def test_both_texts_stand_side_by_side_field_by_field(desk: Site) -> None:
    """Where both changed a field, what was typed stays in the form and the page says so; what only they changed is theirs."""
    path = f"/students/{desk.ids.own.student}/edit"
    mine = form_to(desk.get(path).text, path).as_it_is() | {"home_zip": ["48911"], "preference_words": ["Mine"]}
    theirs = {"preference_words": "Theirs", "grade": "5"}
    assert desk.send(path, path, theirs).status_code == 303
    refused = desk.post(path, mine)
    assert refused.status_code == 409
    assert "You both changed 1 field" in refused.text
    rows = dict(re.findall(r'<th scope="row">([^<]+)<br><span[^>]*>([^<]+)<', refused.text))
    assert rows == {
        "Grade": "They changed it",
        "Home ZIP": "You changed it",
        "Anything else they prefer": "Both changed it",
    }
    again = form_to(refused.text, path).as_it_is()
    assert (again["grade"], again["home_zip"], again["preference_words"]) == (["5"], ["48911"], ["Mine"])
    for words in ("Mine", "Theirs", "Specialist saved last"):
        assert words in refused.text, words


def test_a_notice_that_a_colleague_wrote_is_not_taken_away_unseen(desk: Site) -> None:
    """Who refers families to a provider again from an older page reads first why a colleague has warned of it meanwhile."""
    desk.sign_in("coordinator")
    page = f"/directory/{desk.ids.records['Quiet Room']}"
    assert desk.send(page, f"{page}/do-not-refer", {"why": "Intake is closed"}).status_code == 303
    again = f"{page}/refer-again"
    mine = form_to(desk.get(page).text, again).as_it_is()
    assert desk.send(f"{page}/edit", f"{page}/edit", {"service.alert": "A worker was dismissed"}).status_code == 303
    refused = desk.post(again, mine)
    assert refused.status_code == 409
    assert "A worker was dismissed" in refused.text
    assert desk.rows("SELECT do_not_refer FROM service WHERE name = 'Quiet Room'")[0][0]


def test_a_mistake_does_not_renew_the_version(desk: Site) -> None:
    """A form that comes back with mistakes is still as old as it was: what changed meanwhile is not overwritten after mending."""
    path = f"/students/{desk.ids.own.student}/edit"
    mine = form_to(desk.get(path).text, path).as_it_is()
    assert desk.send(path, path, {"grade": "5"}).status_code == 303
    wrong = desk.post(path, mine | {"home_zip": ["1"]})
    assert wrong.status_code == 422
    assert desk.post(path, form_to(wrong.text, path).as_it_is() | {"home_zip": ["48911"]}).status_code == 409


def test_what_was_typed_of_a_guardian_who_was_removed_is_not_lost(desk: Site) -> None:
    """The form comes back to add them again, since nobody is there to be changed."""
    path = f"/students/{desk.ids.own.student}/guardians/{desk.ids.own.guardian}"
    mine = form_to(desk.get(path).text, path).as_it_is() | {"way_words": ["Only after six"]}
    assert desk.send(path, f"{path}/remove").status_code == 303
    refused = desk.post(path, mine)
    assert refused.status_code == 409
    assert "Only after six" in refused.text
    assert form_to(refused.text, f"/students/{desk.ids.own.student}/guardians").action


def test_what_was_typed_of_a_school_that_was_removed_is_not_lost(site: Site) -> None:
    """The form comes back on the page of all schools, to add it again."""
    site.sign_in("administrator")
    school = {"name": "Willow Preparatory", "zip": "48910", "grades": "K-5", "code": "95"}
    assert site.send("/schools", "/schools", school).status_code == 303
    path = f"/schools/{site.rows('SELECT id FROM school WHERE code = :code', code='95')[0][0]}"
    mine = form_to(site.get(path).text, path).as_it_is() | {"street": ["77 Harbor Street"]}
    assert site.send(path, f"{path}/remove").status_code == 303
    refused = site.post(path, mine)
    assert refused.status_code == 409
    again = form_to(refused.text, "/schools").as_it_is()
    assert (again["name"], again["street"]) == (["Willow Preparatory"], ["77 Harbor Street"])
    assert site.post("/schools", again).status_code == 303


def test_a_need_that_became_urgent_is_not_closed_unseen(desk: Site) -> None:
    """Who clicks “Met or no longer needed” on an older page sees first that a colleague wrote something down."""
    own = desk.ids.own
    page, close = f"/students/{own.student}", f"/students/{own.student}/needs/{own.need}/close"
    mine = form_to(desk.get(page).text, close).as_it_is()
    told = {"needs": "anxiety", "sentence": "She fainted in the hall", "urgency": "3"}
    assert desk.send(page, f"{page}/needs", told).status_code == 303
    refused = desk.post(close, mine)
    assert refused.status_code == 409
    assert "She fainted in the hall" in refused.text
    assert desk.post(close, form_to(refused.text, close).as_it_is()).status_code == 303


def test_of_two_saves_at_once_one_is_refused(site_on_each: Site) -> None:
    """Two posts of one version at one moment: one is saved, the other answers 409 and overwrites nothing."""
    site = site_on_each
    path = f"/students/{site.ids.own.student}/guardians/{site.ids.own.guardian}"
    site.sign_in("specialist")
    form = form_to(site.get(path).text, path).as_it_is()
    page, together, answers = site.page, Barrier(6), []

    def save(number: int) -> None:
        together.wait(60)
        answers.append((number, site.post(path, form | {"way_words": [f"save {number}"]}, page=page).status_code))

    threads = [Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for _, status in answers) == [303, *[409] * 5]
    (saved,) = [number for number, status in answers if status == 303]
    assert opened(site).guardians[0].details.way_words == f"save {saved}"


@pytest.mark.parametrize(
    "opened_with", ["", "{", '{"at": 1}', '{"at": "x", "boxes": []}', '{"at": "2026-01-01", "boxes": {"name": null}}']
)
def test_what_the_form_says_of_itself_decides_nothing(desk: Site, opened_with: str) -> None:
    """What a browser brings back of the page it opened only tells who changed what; damaged, all that differs is shown."""
    path = f"/students/{desk.ids.own.student}/edit"
    mine = form_to(desk.get(path).text, path).as_it_is() | {"preference_words": ["Mine"]}
    refused = desk.post(path, mine | {"opened": [opened_with], "version": [OLD]})
    assert refused.status_code == 409
    assert "Mine" in refused.text
