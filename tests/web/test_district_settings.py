"""What the district sets in its own table, over HTTP: shown by the next request, on pages of failures too."""

from __future__ import annotations

import datetime
from typing import Any

from directory.district_settings.effective import change
from directory.district_settings.protocols import Protocol
from directory.district_settings.table import CRISIS_TEXT, NAME, PHONE, PROTOCOLS, Setting
from directory.storage.engine import writing
from tests.web.browsing import Site
from tests.web.linking import refer

NOW = datetime.datetime(2026, 11, 29, 17)
DANGER = "She wrote goodbye letters and says she wants to kill herself tonight."
PROTOCOL = "Walk her to the crisis lead."


def set_to(site: Site, setting: Setting[Any], value: Any) -> None:
    with writing(site.database) as session:
        change(session, site.district.settings(), setting, value, now=NOW, by=None)


def test_the_districts_name_is_on_the_next_page(site_on_each: Site) -> None:
    """A name that was set while the service runs stands on the next page, and then on those of failures, without a restart."""
    site = site_on_each
    assert "Your school district" in site.get("/sign-in").text
    set_to(site, NAME, "Oak Schools")
    assert "Oak Schools" in site.get("/sign-in").text
    assert "Oak Schools" in site.get("/no-such-page").text


def test_a_protocol_stands_on_the_card_of_its_kind(desk: Site) -> None:
    """The card for words of a kind of danger has the district's protocol, then its own text; a file keeps showing both."""
    set_to(desk, PROTOCOLS["suicide"], Protocol(PROTOCOL, phone="(517) 555-0100"))
    set_to(desk, CRISIS_TEXT, "Call the district.")
    set_to(desk, PROTOCOLS["violence"], Protocol("Lock the doors."))
    student = desk.ids.own.student
    desk.get(f"/students/{student}")
    desk.post(f"/students/{student}/needs", {"sentence": DANGER, "urgency": "1"})
    shown = desk.get(f"/students/{student}").text
    assert 0 < shown.index(f"{PROTOCOL} (517) 555-0100") < shown.index("Call the district.")
    alarm = desk.rows("SELECT id FROM danger_alarm")[0][0]
    assert PROTOCOL in desk.get(f"/alarms/{alarm}").text
    assert "Lock the doors." not in shown


def test_a_family_never_reads_a_protocol(site: Site) -> None:
    """By a link the district's text and telephone are shown, and no protocol: the reader may be the one who is feared."""
    for setting in PROTOCOLS.values():
        set_to(site, setting, Protocol(PROTOCOL, PROTOCOL))
    set_to(site, CRISIS_TEXT, "Call the district.")
    set_to(site, PHONE, "(517) 555-0100")
    _, link = refer(site)
    site.get(f"/a/{link.token}?to=did_not_work")
    form = {"answer": "did_not_work", "reason": "other", "words": DANGER}
    for answered in (site.post(f"/a/{link.token}", form), site.get(f"/a/{link.token}?help=1")):
        assert PROTOCOL not in answered.text
    assert "Call the district." in answered.text
    assert "(517) 555-0100" in answered.text
