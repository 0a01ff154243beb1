"""What is said of custody stands where somebody looks who hands a child over, and goes by no save unseen."""

from __future__ import annotations

import pytest

from tests.web.browsing import Site
from tests.web.forms import form_to

WORDS = "Court order: <b>mother</b> only"


@pytest.fixture
def told(desk: Site) -> Site:
    """The specialist, who has written it into the student's file."""
    page = f"/students/{desk.ids.own.student}/edit"
    assert desk.send(page, page, {"custody_words": WORDS}).status_code == 303
    return desk


def test_it_stands_on_every_page_from_which_a_child_is_sent(told: Site) -> None:
    """The student's page, a referral's, its letter's form, the form of a call, of a consent, of another referral and of sharing
    show it, escaped; the work list has it on the card.
    """
    own = told.ids.own
    student, referral = f"/students/{own.student}", f"/referrals/{own.referral}"
    for page in (
        student,
        f"{student}/contacts",
        f"{student}/consents",
        f"{student}/refer",
        referral,
        f"{referral}/letter",
        f"{referral}/share",
    ):
        shown = told.get(page).text
        assert ("Custody and court: read this" in shown, "&lt;b&gt;mother" in shown) == (True, True), page
    told.run("UPDATE referral SET due_on = opened_on WHERE id = :id", id=own.referral)
    assert "&lt;b&gt;mother" in told.get("/work").text
    given = told.send(f"{referral}/letter", f"{referral}/letter", {"way": "print"})
    assert (given.status_code, "Custody and court: read this" in given.text) == (200, True)


def test_an_older_page_takes_no_words_away(told: Site) -> None:
    """Who saves a ZIP from a page of before the words were written sees them beside what was typed, and keeps them."""
    page = f"/students/{told.ids.own.student}/edit"
    old = form_to(told.get(page).text, page).as_it_is()
    changed = {"custody_words": "Grandmother picks up", "custody_ended": "yes"}
    assert told.post(page, {**old, **changed}).status_code == 303
    refused = told.post(page, {**old, "home_zip": "48912"})
    assert refused.status_code == 409
    assert told.post(page, {**old, "custody_words": ""}).status_code == 409
    again = form_to(refused.text, page).as_it_is()
    assert (again["custody_words"], again["home_zip"]) == (["Grandmother picks up"], ["48912"])


def test_the_words_go_only_where_somebody_says_that_they_no_longer_hold(told: Site) -> None:
    """A field that was emptied or written over is no decision: it is asked about, with the words put back above what was typed;
    what was taken away stays in the file's history.
    """
    page = f"/students/{told.ids.own.student}/edit"
    asked = told.send(page, page, {"custody_words": ""})
    assert (asked.status_code, "&lt;b&gt;mother" in asked.text) == (422, True)
    over = told.send(page, page, {"custody_words": "ok"})
    assert (over.status_code, form_to(over.text, page).as_it_is()["custody_words"]) == (422, [f"{WORDS}\nok"])
    assert told.send(page, page, {"custody_words": f"{WORDS}\nMore of it"}).status_code == 303
    assert told.send(page, page, {"custody_words": "", "custody_ended": "yes"}).status_code == 303
    shown = told.get(f"/students/{told.ids.own.student}").text
    assert ("Custody and court: read this" in shown, "&lt;b&gt;mother" in shown, "Taken away" in shown) == (False, True, True)
