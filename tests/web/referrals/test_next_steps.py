"""What each reason brings by itself, as a specialist finds it: on the referral's page, on the work list, in the search."""

from __future__ import annotations

import pytest

from directory.models.codes import EndCode
from directory.referrals.reasons import REASONS
from tests.web.browsing import Site

ALONE = "UPDATE referral SET status = 'entered_in_error' WHERE choice = 2"


def _fails(site: Site, reason: EndCode) -> str:
    """The page of the referral after it did not work."""
    path = f"/referrals/{site.ids.own.referral}"
    site.get(path)
    told = {"kind": "not_completed", "reason": reason, "words": "It did not work"}
    assert site.post(f"{path}/events", told).status_code == 303
    return site.get(path).text


@pytest.mark.parametrize("reason", list(REASONS))
def test_a_reason_brings_its_next_step(desk: Site, reason: EndCode) -> None:
    """With a backup: its turn comes, or staff are asked to talk first while it waits one click away, or all is over and it too."""
    own, page = desk.ids.own, _fails(desk, reason)
    letter, step = f"/referrals/{own.backup}/letter", REASONS[reason].step
    promoted = step in ("backup", "next_match", "recheck")
    assert ("Next: the backup" in page) == promoted
    assert (letter in page) == (step != "none")
    ((status, due),) = desk.rows("SELECT status, due_on FROM referral WHERE id = :id", id=own.backup)
    assert (status, due is not None) == ("cancelled" if step == "none" else "draft", promoted)
    work = desk.get("/work").text
    assert ("Give the backup’s letter" in work) == (step != "none")
    assert (REASONS[reason].next in work) == (step in ("ask", "other_contact"))
    assert ("Close the need, if it is met" in page) == (step == "none")
    assert ("Who else can be reached" in page) == (step == "other_contact")
    ((again,),) = desk.rows("SELECT due_on FROM referral WHERE id = :id", id=own.referral)
    assert (again is not None) == (step in ("recheck", "ask", "other_contact"))
    flagged = desk.rows("SELECT kind FROM listing_flag WHERE referral_id = :id", id=own.referral)
    assert flagged == ([("wrong_contact_details",)] if REASONS[reason].flags else [])


@pytest.mark.parametrize("reason", [code for code, one in REASONS.items() if one.step in ("backup", "next_match", "recheck")])
def test_without_a_backup_another_provider_is_asked_for(desk: Site, reason: EndCode) -> None:
    """Where none is left, the page leads to the next-best matches and the work list asks for one."""
    desk.run(ALONE)
    page = _fails(desk, reason)
    choose = f"/referrals/{desk.ids.own.referral}/backups"
    assert f'href="{choose}">Choose the next-best match' in page
    assert "Give the family the backup" not in page
    assert "Give the backup" not in page
    assert f'href="{choose}"' in desk.get("/work").text
    assert REASONS[reason].words in desk.get(choose).text


@pytest.mark.parametrize(
    ("reason", "asked"), [(EndCode.COST, "payment:free"), (EndCode.TRANSPORT, None), (EndCode.INELIGIBLE, None)]
)
def test_searching_anew_asks_as_the_reason_does(desk: Site, reason: EndCode, asked: str | None) -> None:
    """The search that begins at a referral is for its need, and for free help or the nearest one where that was the reason."""
    own = desk.ids.own
    desk.run(ALONE)
    to = f"/students/{own.student}/find?need={own.need}&amp;referral={own.referral}"
    assert f'href="{to}"' in _fails(desk, reason)
    found = desk.get(to.replace("&amp;", "&")).text
    assert ('name="without" value="payment:free"' in found) == (asked is not None)
    assert ('name="sort" value="fit"' in found) == (reason == EndCode.TRANSPORT)


def test_a_search_after_somebody_elses_referral_is_refused(desk: Site) -> None:
    """Another school's referral is as unknown as none."""
    own, other = desk.ids.own, desk.ids.other
    assert desk.get(f"/students/{own.student}/find?need={own.need}&referral={other.referral}").status_code == 404
