"""The work list, the hand-over and the flagged listings, over HTTP."""

from __future__ import annotations

import datetime
import re

import pytest

from tests.district import OWN
from tests.web.browsing import Site, utc_now
from tests.web.linking import refer


def recorded(location: str) -> str:
    found = re.search(r"recorded=([\w-]+)", location)
    assert found is not None
    return found[1]


def status(site: Site, referral_id: str) -> str:
    ((found,),) = site.rows("SELECT status FROM referral WHERE id = :id", id=referral_id)
    return str(found)


def test_one_click_records_and_one_click_undoes(site_on_each: Site) -> None:
    """The list names the student and the question; what is pressed is told on the list with a way back."""
    site, referral = site_on_each, site_on_each.ids.own.referral
    site.sign_in("specialist")
    page = site.get("/work").text
    assert "Perpetua Quillfeather" in page
    assert "Ask the family whether they called." in page
    assert "Quillfeather" not in site.post(f"/work/{referral}/record", {"kind": "reached"}).headers["location"]
    assert status(site, referral) == "reached"
    # The same button on a page that is old by now.
    assert site.post(f"/work/{referral}/record", {"kind": "reached"}).status_code == 409
    done = site.post(f"/work/{referral}/record", {"kind": "accepted", "page": "1"})
    event = recorded(done.headers["location"])
    page = site.get(done.headers["location"]).text
    assert "Recorded for Perpetua Quillfeather: Accepted." in page
    assert f'name="event" value="{event}"' in page
    assert site.post(f"/work/{referral}/undo", {"event": event}).headers["location"] == "/work?done=work_undone"
    assert status(site, referral) == "reached"
    assert "Recorded for" not in site.get(done.headers["location"]).text


def test_before_the_appointment_a_click_asks_first(site: Site) -> None:
    """“They went already” leads to a question; a day that cannot be is told beside it, and yes records it on its day."""
    referral, record = site.ids.own.referral, f"/work/{site.ids.own.referral}/record"
    site.sign_in("specialist")
    today = utc_now().date()
    ahead, opened = (today + datetime.timedelta(days=days) for days in (30, 0))
    site.post(f"/referrals/{referral}/events", {"kind": "scheduled", "appointment_on": ahead.isoformat()})
    asked = site.post(record, {"kind": "connected"})
    assert asked.status_code == 409
    assert f"{ahead:%A, %B} {ahead.day}. Did they go earlier?" in asked.text
    assert site.post(record, {"kind": ["connected", "missed_appointment"]}).status_code == 422
    yes = {"kind": "connected", "earlier": "yes"}
    for day, sentence in (
        ("soon", "This is not a date"),
        (ahead.isoformat(), "still to come"),
        ("2020-01-01", "before the referral"),
    ):
        wrong = site.post(record, yes | {"happened_on": day})
        assert (wrong.status_code, sentence in wrong.text) == (422, True)
    assert status(site, referral) == "scheduled"
    assert site.post(record, yes | {"happened_on": opened.isoformat()}).status_code == 303
    assert status(site, referral) == "connected"


@pytest.mark.parametrize(
    ("change", "why"), [("do_not_refer = true", "do not refer"), ("minimum_age = 18", "does not fit any more")]
)
def test_no_click_gives_a_letter_that_could_not_be_made(site_on_each: Site, change: str, why: str) -> None:
    """A backup that was ruled out meanwhile, or whose ages leave the student out, counts as given neither from the work list nor
    on its own page.
    """
    site = site_on_each
    site.sign_in("specialist")
    own = site.ids.own
    site.get(f"/referrals/{own.referral}")
    site.post(f"/referrals/{own.referral}/events", {"kind": "not_completed", "reason": "no_capacity", "happened_on": ""})
    site.run(f"UPDATE service SET {change} WHERE name = 'Quiet Room'")
    site.get("/work")
    for path in (f"/work/{own.backup}/record", f"/referrals/{own.backup}/events"):
        refused = site.post(path, {"kind": "sent", "happened_on": ""})
        assert (refused.status_code, why in refused.text) == (409, True)
    assert status(site, own.backup) == "draft"


def test_a_long_answer_opens_and_no_answer_is_markup(site: Site) -> None:
    """A short quote stands whole, a long one opens; neither becomes part of the page."""
    site.sign_in("specialist")
    for words, opens in (("Too <b>far</b>", False), ("<i>far</i> " * 80, True)):
        referral, link = refer(site)
        site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "other", "words": words})
        site.sign_in("specialist")
        page = site.get("/work").text
        assert words.strip().replace("<", "&lt;").replace(">", "&gt;") in page
        assert ("Read all of it" in page) is opens
        site.post(f"/work/{referral}/record", {"kind": "seen"})


def test_another_specialists_undo_is_not_offered(site: Site) -> None:
    """What somebody recorded is told to them alone: the address of the list shows nothing of it to another school."""
    site.sign_in("specialist")
    done = site.post(f"/work/{site.ids.own.referral}/record", {"kind": "reached"}).headers["location"]
    for who in ("other_specialist", "administrator"):
        site.sign_in(who)
        assert "Recorded for" not in site.get(done).text


def test_a_referral_is_put_off(site: Site) -> None:
    """Tomorrow, a week and a day of one's own are days to look again; a day in the past is not."""
    site.sign_in("specialist")
    referral = site.ids.own.referral
    for fields, answered in (({"in": "tomorrow"}, 303), ({"in": "week"}, 303), ({"day": "2020-01-01"}, 422)):
        assert site.post(f"/work/{referral}/later", fields).status_code == answered
    assert site.post(f"/work/{referral}/later", {"day": "nonsense"}).status_code == 422


def test_an_administrator_chooses_whose_list(site: Site) -> None:
    """Everybody's, one owner's, or of nobody; an owner who does not exist is unknown; a specialist always gets their own."""
    site.sign_in("administrator")
    everything = site.get("/work").text
    assert "Perpetua Quillfeather" in everything
    assert "Wilhelmina" in everything or "Thaddeus" in everything
    mine = site.get(f"/work?owner={site.ids.staff['specialist']}").text
    assert "Work list of Specialist" in mine
    assert site.get("/work?owner=nobody").status_code == 200
    assert site.get("/work?owner=no-such").status_code == 404
    assert "Unknown filter in the address is ignored: urgent." in site.get("/work?owner=nobody&urgent=1").text
    site.sign_in("other_specialist")
    others = site.get(f"/work?owner={site.ids.staff['specialist']}").text
    assert "Perpetua" not in others
    assert "Unknown filter in the address is ignored: owner." in others


def test_a_caseload_whose_owner_left_is_taken_over(site: Site) -> None:
    """A disabled account's referrals are named on its page, refused to a colleague of another school, and given to one of it."""
    leaver, taker = site.ids.staff["specialist"], site.ids.staff["other_specialist"]
    site.sign_in("administrator")
    site.send(f"/staff/{leaver}", f"/staff/{leaver}/disable")
    assert "2 open referrals, and nobody works on them now" in site.get(f"/staff/{leaver}").text
    assert "nobody who works on" in site.get("/work").text
    assert "Perpetua" in site.get(f"/staff/{leaver}/hand-over").text
    fields = {"to": taker, "what": "all"}
    refused = site.post(f"/staff/{leaver}/hand-over", fields)
    assert refused.status_code == 409
    assert f"does not work at {OWN}: add the school first." in refused.text
    site.run("INSERT INTO staff_school VALUES (:staff, :school)", staff=taker, school=site.ids.schools[OWN])
    assert site.post(f"/staff/{leaver}/hand-over", fields).status_code == 303
    assert site.rows("SELECT count(*) FROM referral WHERE owner_id = :id", id=leaver) == [(0,)]
    site.sign_in("other_specialist")
    assert "Perpetua" in site.get("/work").text


def test_a_specialist_hands_over_what_they_tick(site: Site) -> None:
    """Of one's own referrals the ticked ones go; none ticked, or nobody chosen, is told beside the field."""
    site.run(
        "INSERT INTO staff_school VALUES (:staff, :school)",
        staff=site.ids.staff["other_specialist"],
        school=site.ids.schools[OWN],
    )
    site.sign_in("specialist")
    taker, referral = site.ids.staff["other_specialist"], site.ids.own.referral
    assert site.post("/work/hand-over", {"to": taker, "what": "chosen"}).status_code == 422
    assert site.post("/work/hand-over", {"what": "all"}).status_code == 422
    assert site.post("/work/hand-over", {"to": taker, "what": "chosen", "chosen": [referral]}).status_code == 303
    assert site.rows("SELECT owner_id FROM referral WHERE id = :id", id=referral) == [(taker,)]


def test_administrators_see_what_nobody_touched(site: Site) -> None:
    """A due referral that nobody touched for two weeks stands on the administrator's first page, and on its owner's list."""
    site.run("UPDATE referral SET touched_on = '2020-01-01', due_on = '2020-01-08' WHERE id = :id", id=site.ids.own.referral)
    site.sign_in("administrator")
    page = site.get("/").text
    assert "1 referral untouched for 14 days" in page
    assert f"/work?owner={site.ids.staff['specialist']}" in page
    assert "Quillfeather" not in page
    site.sign_in("specialist")
    assert "Nobody has touched this for" in site.get("/work").text


def test_a_coordinator_mends_what_a_referral_found(site: Site) -> None:
    """Flags name the listing and what is wrong, never a student or a referral, and go when somebody mended it."""
    flag, record = site.ids.flag_id, site.ids.records["Quiet Room"]
    site.run("UPDATE listing_flag SET referral_id = :id", id=site.ids.own.referral)
    site.sign_in("coordinator")
    assert "/directory/flags" in site.get("/").text
    page = site.get("/directory/flags").text
    assert "The number or address is wrong" in page
    assert f"/directory/{record}/edit" in page
    assert site.ids.own.referral not in page
    assert "Quillfeather" not in page
    assert "The number or address is wrong" in site.get(f"/directory/{record}").text
    assert site.post(f"/directory/flags/{flag}/done", {"on_record": "yes"}).headers["location"].startswith(f"/directory/{record}")
    assert site.post(f"/directory/flags/{flag}/done").status_code == 404
    assert "/directory/flags" not in site.get("/").text


def test_a_number_that_was_found_wrong_is_told_until_it_is_mended(site: Site) -> None:
    """On the work list, on the page of an open referral to the same listing, and before another one is opened to it."""
    (record,) = site.rows("SELECT record_id FROM referral WHERE id = :id", id=site.ids.own.referral)[0]
    site.run("UPDATE listing_flag SET record_id = :record", record=record)
    site.sign_in("specialist")
    found = "found wrong"
    assert found in site.get("/work").text
    assert "found their number or address wrong" in site.get(f"/referrals/{site.ids.own.referral}").text
    site.run("UPDATE listing_flag SET done_at = made_at")
    assert found not in site.get("/work").text
    assert "found their number or address wrong" not in site.get(f"/referrals/{site.ids.own.referral}").text
