"""The gap list: needs for which the directory had nothing, as a page and as a file."""

from __future__ import annotations

from directory.outcomes import gaps
from directory.outcomes.gaps import Gap
from directory.outcomes.report import Period
from directory.web.core import sheets
from directory.web.core.filters import need
from directory.web.core.permissions import may
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get
from directory.web.outcomes.periods import asked_for, school_years, usual

HEADER = ("Need", "Where", "For whom", "Searches", "Days", "Last searched in")
MOST = 200
"""The most rows of the page; the file has all."""


@get("/outcomes/gaps", may="gaps")
def show(asked: Asked) -> Answer:
    asking = asked_for(asked)
    asked.look("outcomes.looked_at", detail="gap list")
    exact = may(asked.me.role, "students")
    found = _found(asked, asking.period, exact=exact)
    shown = {
        "asking": asking,
        "usual": usual(asked.today) if exact else school_years(asked.today),
        "gaps": found[:MOST],
        "more": max(0, len(found) - MOST),
        "exact": exact,
    }
    return Page("outcomes/gaps.html", shown, 422 if exact and asking.errors else 200)


@get("/outcomes/gaps/file", may="gaps")
def download(asked: Asked) -> Answer:
    asking = asked_for(asked)
    if asking.errors and may(asked.me.role, "students"):
        return show(asked)
    asked.look("outcomes.looked_at", detail="gap list, as a file")
    found = _found(asked, asking.period, exact=False)
    rows = [(need(one.term), one.area, one.band, one.searches_guarded, one.days_guarded, f"{one.last:%Y-%m}") for one in found]
    return sheets.csv_file(f"gaps-{asked.today.isoformat()}.csv", HEADER, rows)


def _found(asked: Asked, period: Period, *, exact: bool) -> list[Gap]:
    """Return the gaps; if not `exact`, those of one school year, so that no two lists can be compared."""
    if exact:
        return gaps.gaps(asked.session, period)
    return gaps.coarse(gaps.gaps(asked.session, period.school_year(asked.today)))
