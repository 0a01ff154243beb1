"""The addresses of a referral's pages, and words that fight back."""

from __future__ import annotations

import re

import httpx

from tests.web.browsing import Fields, Site

TURNED = "\u202eRTL"


MARKUP = "<b>Bold</b> & “quoted”"


def path(site: Site) -> str:
    return f"/referrals/{site.ids.own.referral}"


def referred(site: Site, student_id: str, chosen: Fields, *, why: str = "They were called first") -> httpx.Response:
    """Opens a referral as people do: the page says what does not fit, they read it, tick that it is right, and say why."""
    shown = site.post(f"/students/{student_id}/refer/choices", chosen)
    seen = re.search(r'name="seen" value="(\w+)"', shown.text)
    assert seen is not None
    said = {"although": "yes", "despite": why} if 'name="although"' in shown.text else {}
    there = re.findall(r'name="there" value="([\w-]+)"', shown.text)
    return site.post(f"/students/{student_id}/refer", {**chosen, **said, "seen": seen[1], "there": there})


def refer(site: Site, *names: str, need: str | None = None) -> str:
    records = "&".join(f"record={site.ids.records[name]}" for name in names)
    return f"/students/{site.ids.own.student}/refer?{records}&need={need or site.ids.own.need}&from=match"
