"""The addresses of a referral's pages, and words that fight back."""

from __future__ import annotations

from tests.web.browsing import Site

TURNED = "\u202eRTL"


MARKUP = "<b>Bold</b> & “quoted”"


def path(site: Site) -> str:
    return f"/referrals/{site.ids.own.referral}"


def refer(site: Site, *names: str, need: str | None = None) -> str:
    records = "&".join(f"record={site.ids.records[name]}" for name in names)
    return f"/students/{site.ids.own.student}/refer?{records}&need={need or site.ids.own.need}&from=match"
