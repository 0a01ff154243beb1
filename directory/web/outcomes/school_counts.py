"""Each school's monthly counts beside its referrals, and the upload of a sheet of counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from directory.district_settings.aims import Aims
from directory.errors import UnreadableError
from directory.i18n import dates
from directory.outcomes import report, school_counts
from directory.outcomes.count_sheets import MEASURES, RATES, Sheet, read
from directory.outcomes.report import Period
from directory.outcomes.school_counts import Month, SchoolMonths, SheetImport
from directory.storage.people import receipts
from directory.students.small_counts import FEWEST
from directory.web.core.permissions import may
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get, post
from directory.web.outcomes.report import own_schools

LARGEST = 5_000_000  # bytes
LINES_SHOWN = 50
NO_FILE = "Choose a file of monthly counts, saved as CSV."
WIDTH, HEIGHT, EDGE = 260, 60, 6
"""Dimensions of a picture, in its own units."""
PICTURED = ("attendance", "graduation", "suspensions")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of a figure over the months: `lines` connect consecutive months, with gaps where a month is unknown; `dots` are x,
    y and words.

    `told` gives the figure's range and its latest value; `aim` is the height of the line that marks the aim.
    """

    words: str
    told: str
    dots: tuple[tuple[float, float, str], ...]
    lines: tuple[str, ...]
    aim: float | None = None
    aim_words: str | None = None


@get("/outcomes/schools", may="outcomes")
def show(asked: Asked) -> Answer:
    return _page(asked)


def _read(asked: Asked) -> Sheet | Page:
    """Return the sheet that was sent, or the page with its errors."""
    sent = asked.form.file("file")
    if sent is None or not sent.data:
        return _page(asked, error=NO_FILE)
    try:
        return read(sent.data, asked.today)
    except UnreadableError as error:
        return _page(asked, error=str(error))


@post("/outcomes/schools", may="roster", largest=LARGEST, prepare=_read)
def take(asked: Asked) -> Answer:
    sheet: Sheet = asked.prepared
    if number := asked.form.get("once"):
        # A second press of the button leads to this page again.
        receipts.done(asked.session, number, "/outcomes/schools")
    if asked.form.has("only_try"):
        return _page(asked, school_counts.try_sheet(asked.session, sheet))
    taken = school_counts.import_sheet(asked.session, sheet, now=asked.now, by=asked.me.staff_id, address=asked.address)
    return _page(asked, taken)


def _page(asked: Asked, taken: SheetImport | None = None, error: str | None = None) -> Page:
    asked.look("outcomes.looked_at", detail="schools")
    exact, mine = may(asked.me.role, "students"), own_schools(asked)
    aims = asked.district.aims
    period = Period(school_counts.last_months(asked.today)[0], asked.today)
    # The number of referrals from one school in one month is nearly always a small count.
    given = report.by_school_and_month(asked.session, period, mine) if exact else {}
    found = school_counts.beside(asked.session, given, today=asked.today, school_ids=mine)
    shown: dict[str, Any] = {
        "schools": [(one, _pictures(one, aims, exact=exact), _lines(one, exact=exact)) for one in found],
        "aims": aims,
        "span": (period.first, asked.today.replace(day=1)),
        "measures": MEASURES,
        "exact": exact,
        "fewest": FEWEST,
        "taken": taken,
        "lines": LINES_SHOWN,
        "errors": {"file": error} if error else {},
        "says_not": school_counts.SAYS_NOT,
    }
    return Page("outcomes/schools.html", shown, 422 if error or (taken and taken.problems) else 200)


def _lines(school: SchoolMonths, *, exact: bool) -> list[tuple[Month, dict[str, str]]]:
    """Return the months with their figures in words, the newest first; months about which nothing is known are left out."""
    told = []
    for month in reversed(school.months):
        figures = {one: _figure(one, month.counts[one], exact=exact) for one in school.measures}
        if any(figures.values()) or month.given:
            told.append((month, figures))
    return told


def _figure(measure: str, value: float | None, *, exact: bool) -> str:
    if value is None:
        return ""
    if measure == "suspensions" and value < FEWEST and not exact:
        return f"fewer than {FEWEST}"
    return f"{value:g}" if measure in RATES else f"{value:,.0f}"


def _pictures(school: SchoolMonths, aims: Aims, *, exact: bool) -> list[Picture]:
    """Return charts of the counts, and of referrals given; small counts only for those who may see them."""
    shown = [one for one in PICTURED if one in school.measures and (exact or one in RATES)]
    found = [_picture(school.months, MEASURES[one], [m.counts[one] for m in school.months], _aim(aims, one)) for one in shown]
    if exact and any(month.given for month in school.months):
        found.append(_picture(school.months, "Referrals given", [month.given for month in school.months], None))
    return found


def _aim(aims: Aims, measure: str) -> float | None:
    aim = getattr(aims, measure)
    return aim if isinstance(aim, float) else None


def _picture(months: Sequence[Month], name: str, values: Sequence[float | None], aim: float | None) -> Picture:
    known = {at: value for at, value in enumerate(values) if value is not None}
    ends = [*known.values(), *([aim] if aim is not None else [])]
    low, high = min(ends) - 1, max(ends) + 1

    def height(value: float) -> float:
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low), 1)

    step = (WIDTH - 2 * EDGE) / (len(months) - 1)
    dots = {at: (round(EDGE + at * step, 1), height(value), f"{_month(months, at)}: {value:g}") for at, value in known.items()}
    between = f"{min(known.values()):g} to {max(known.values()):g}; " if len(known) > 1 else ""
    return Picture(
        name,
        f"{between}{dots[max(dots)][2]}",
        tuple(dots.values()),
        tuple(" ".join(f"{dots[at][0]:g},{dots[at][1]:g}" for at in run) for run in _runs(known)),
        None if aim is None else height(aim),
        None if aim is None else f"aim {aim:g}",
    )


def _month(months: Sequence[Month], at: int) -> str:
    """Return the name of a month; the last one is not over yet."""
    return f"{dates.month(months[at].first)}{', so far' if at == len(months) - 1 else ''}"


def _runs(places: Iterable[int]) -> list[list[int]]:
    """Split ascending places into runs without gaps."""
    runs: list[list[int]] = []
    for at in places:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
