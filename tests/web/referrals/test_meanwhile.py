"""What happened to a referral after a page was opened is read before the page's own click counts."""

from __future__ import annotations

import datetime

from directory.storage.engine import writing
from directory.students import no_contact
from tests.web.browsing import Site, utc_now
from tests.web.forms import form_to
from tests.web.linking import refer, scope_of
from tests.web.referring import path


def appointment(days: int, words: str = "") -> dict[str, str]:
    """The form of a referral's page, filled with an appointment so many days ahead."""
    day = utc_now().date() + datetime.timedelta(days=days)
    return {"kind": "scheduled", "appointment_on": day.isoformat(), "words": words}


def made_for(site: Site) -> str:
    ((day,),) = site.rows("SELECT appointment_on FROM referral WHERE id = :id", id=site.ids.own.referral)
    return str(day)


def test_an_older_page_moves_no_appointment_unseen(desk: Site) -> None:
    """A second day for an appointment that a colleague made meanwhile is kept in the form, beside theirs, and saved knowingly."""
    to = f"{path(desk)}/events"
    old = form_to(desk.get(path(desk)).text, to).as_it_is()
    assert desk.post(to, {**old, **appointment(5, "Room 4")}).status_code == 303
    refused = desk.post(to, {**old, **appointment(12, "I typed this")})
    assert refused.status_code == 409
    assert made_for(desk) == appointment(5)["appointment_on"]
    assert ("Room 4" in refused.text, "I typed this" in refused.text) == (True, True)
    again = form_to(refused.text, to).as_it_is()
    assert again["appointment_on"] == [appointment(12)["appointment_on"]]
    assert desk.post(to, {**again, "kind": "scheduled"}).status_code == 303
    assert made_for(desk) == appointment(12)["appointment_on"]


def test_a_click_on_an_older_list_reads_no_answer_that_came_later(site: Site) -> None:
    """“Seen” counts what the list showed: an answer that came after it is shown first, and still waits until it was."""
    referral, link = refer(site)
    site.leave()
    site.post(f"/a/{link.token}", {"answer": "called"})
    site.sign_in("specialist")
    to = f"/work/{referral}/record"
    old = form_to(site.get("/work").text, to).as_it_is() | {"kind": ["seen"]}
    site.leave()
    site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "other", "words": "He shouted at her there"})
    site.sign_in("specialist")
    refused = site.post(to, old)
    assert (refused.status_code, "He shouted at her there" in refused.text) == (409, True)
    assert site.rows("SELECT answered FROM referral WHERE id = :id", id=referral)[0][0]
    assert site.post(to, form_to(refused.text, to).as_it_is()).status_code == 303
    assert not site.rows("SELECT answered FROM referral WHERE id = :id", id=referral)[0][0]


def test_a_referral_is_not_put_off_over_what_happened_meanwhile(site: Site) -> None:
    """Nor is one put off for a week by somebody who has not read what a colleague recorded since the list was opened."""
    site.sign_in("specialist")
    referral = site.ids.own.referral
    to = f"/work/{referral}/later"
    old = form_to(site.get("/work").text, to).as_it_is()
    assert site.post(f"/referrals/{referral}/events", {"kind": "note", "words": "Call on Monday"}).status_code == 303
    refused = site.post(to, {**old, "in": "week"})
    assert (refused.status_code, "Call on Monday" in refused.text) == (409, True)
    assert site.post(to, form_to(refused.text, to).as_it_is()).status_code == 303


def test_a_letter_is_not_given_over_an_order_recorded_meanwhile(desk: Site) -> None:
    """Whom a colleague has shut out since the form was opened is told before the letter is made, and after it."""
    own, to = desk.ids.own, f"{path(desk)}/letter"
    old = form_to(desk.get(to).text, to).as_it_is()
    with writing(desk.database) as session:
        no_contact.record(
            session, desk.keys, scope_of(desk), own.student, own.guardian, words="Order 24-118 of the court", now=utc_now()
        )
    letters = desk.rows("SELECT count(*) FROM referral_letter")
    for greeted in (own.guardian, ""):
        refused = desk.post(to, {**old, "to": greeted, "way": "print"})
        assert (refused.status_code, "Order 24-118 of the court" in refused.text) == (409, True)
    assert desk.rows("SELECT count(*) FROM referral_letter") == letters
    given = desk.post(to, {**form_to(refused.text, to).as_it_is(), "way": "print"})
    assert (given.status_code, "Order 24-118 of the court" in given.text) == (200, True)


def test_a_batch_gives_no_letter_over_an_order_recorded_meanwhile(desk: Site) -> None:
    """What came in since the list was opened is shown beside its letter, nothing is given, and it is then ticked on purpose."""
    own, to = desk.ids.own, "/letters"
    desk.run("UPDATE referral SET due_on = opened_on WHERE id = :id", id=own.backup)
    old = form_to(desk.get(to).text, to).as_it_is() | {"referral": [own.backup]}
    with writing(desk.database) as session:
        no_contact.record(
            session, desk.keys, scope_of(desk), own.student, own.guardian, words="Order 24-118 of the court", now=utc_now()
        )
    refused = desk.post(to, old)
    row = refused.text.partition(f'value="{own.backup}"')[2].partition("</li>")[0]
    assert (refused.status_code, "after you opened this page" in row, "Order 24-118" in row) == (409, True, True)
    fresh = form_to(desk.get(to).text, to).as_it_is()
    assert own.backup not in fresh.get("referral", [])
    assert desk.rows("SELECT status FROM referral WHERE id = :id", id=own.backup) == [("draft",)]
    given = desk.post(to, {**fresh, "referral": [own.backup]})
    assert given.headers["content-type"] == "application/pdf"


def test_a_letter_greets_nobody_who_is_not_on_file(desk: Site) -> None:
    """A guardian who was removed, or of another student, is not silently left out of the greeting."""
    to = f"{path(desk)}/letter"
    sent = form_to(desk.get(to).text, to).as_it_is() | {"way": ["print"]}
    refused = desk.post(to, {**sent, "to": desk.ids.other.guardian})
    assert (refused.status_code, "not on file any more" in refused.text) == (409, True)
