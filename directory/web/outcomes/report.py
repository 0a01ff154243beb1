"""The outcomes of referrals: the funnel, why some did not work, and the groups, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from directory.models.codes import Role
from directory.outcomes import report
from directory.outcomes.figures import Figures, FunnelStep
from directory.students.small_counts import FEWEST
from directory.web.core import sheets
from directory.web.core.permissions import may
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get
from directory.web.outcomes.periods import AskedPeriod, asked_for, school_years, usual

HEADER = (
    "Table", "Kind", "Line", "Referrals", "Connected", "Share of given", "Share of the step before",
    "Median days since the step before", "Median days since given",
)  # fmt: skip
TABLES = {
    "kind": "Kind of need",
    "need": "Need",
    "provider": "Provider",
    "school": "School",
    "language": "Language at home",
    "grade": "Grade",
}
NOT_SHOWN = "not shown"
WIDEST = 1000
"""The width of a full bar, in the picture's own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step with the length of its bar; None if its figure is left out."""

    step: FunnelStep
    length: int | None


@get("/outcomes", may="outcomes")
def show(asked: Asked) -> Answer:
    asking = asked_for(asked)
    asked.look("outcomes.looked_at")
    exact = may(asked.me.role, "students")
    period = asking.period if exact else asking.period.school_year(asked.today)
    make = report.exact_report if exact else report.guarded_report
    figures = make(asked.session, period, own_schools(asked))
    shown = {
        "asking": asking,
        "period": period,
        "usual": usual(asked.today) if exact else school_years(asked.today),
        "figures": figures,
        "bars": _bars(figures),
        "exact": exact,
        "own": asked.me.role == Role.SPECIALIST,
        "fewest": FEWEST,
        "tables": {dimension: words for dimension, words in TABLES.items() if dimension in figures.by},
        "says_not": report.SAYS_NOT,
        "gaps": may(asked.me.role, "gaps"),
    }
    return Page("outcomes/show.html", shown, 422 if exact and asking.errors else 200)


@get("/outcomes/file", may="outcomes")
def download(asked: Asked) -> Answer:
    """Return a file, of whole months at least, with only what anybody may see, because files get passed on."""
    asking: AskedPeriod = asked_for(asked)
    exact = may(asked.me.role, "students")
    if exact and asking.errors:
        return show(asked)
    asked.look("outcomes.looked_at", detail="as a file")
    period = asking.period.whole_months() if exact else asking.period.school_year(asked.today)
    figures = report.guarded_report(asked.session, period, own_schools(asked))
    rows = (tuple(report.rounded(cell) for cell in row) for row in _rows(figures))
    return sheets.csv_file(f"outcomes-{asked.today.isoformat()}.csv", HEADER, rows)


def own_schools(asked: Asked) -> frozenset[str] | None:
    """Return the schools whose figures the user sees: a specialist's own; None, for all, for others."""
    return asked.scope.school_ids if asked.me.role == Role.SPECIALIST else None


def _bars(figures: Figures) -> list[Bar]:
    whole = figures.funnel[0].referrals or 0
    return [
        Bar(step, None if step.referrals is None or not whole else round(WIDEST * step.referrals / whole))
        for step in figures.funnel
    ]


def _rows(figures: Figures) -> Iterator[tuple[object, ...]]:
    for step in figures.funnel:
        rates = (step.rate_of_given, step.rate_of_previous, step.median_days, step.median_days_since_given)
        yield "Steps", None, step.words, _figure(step.referrals), None, *rates
    if figures.openings_rate is not None:
        yield "Families", None, "Got to one of their choices", None, None, figures.openings_rate, None, None, None
    for table, lines in (("Current status", figures.ends), ("Why it did not work", figures.reasons)):
        for line in lines:
            yield table, None, line.words, _figure(line.referrals), None, None, None, None, None
    for dimension, table in TABLES.items():
        for one in figures.by.get(dimension, ()):
            yield table, one.kind, one.name, _figure(one.given), _figure(one.connected), one.rate, None, None, one.median_days


def _figure(count: int | None) -> object:
    return NOT_SHOWN if count is None else count
