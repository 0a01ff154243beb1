"""The period of a page of figures: two dates in the query string, and links to the usual periods."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.errors import UsageError
from directory.form_fields import FormFields
from directory.outcomes.report import YEAR_STARTS, Period
from directory.web.core.request import Asked


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """The dates as typed, the resulting period, and the errors by field."""

    first: str
    last: str
    period: Period
    errors: dict[str, str]

    @property
    def query(self) -> str:
        """The period as a query string with its question mark; empty if there is none."""
        given = {name: value for name, value in (("from", self.first), ("to", self.last)) if value}
        return f"?{urlencode(given)}" if given and not self.errors else ""


def asked_for(asked: Asked) -> AskedPeriod:
    """Return the period that was asked for; an unlimited one if it was not understood."""
    first, last = asked.word("from").strip()[:40], asked.word("to").strip()[:40]
    fields = FormFields({"from": first, "to": last})
    days = fields.day("from", until=asked.today), fields.day("to", until=asked.today)
    try:
        period = Period() if fields.errors else Period(*days)
    except UsageError as error:
        return AskedPeriod(first, last, Period(), {"to": str(error)})
    return AskedPeriod(first, last, period, fields.errors)


def usual(today: datetime.date) -> list[tuple[str, str]]:
    """Return the most common periods, each with its query string."""
    start = datetime.date(today.year - (today.month < YEAR_STARTS), YEAR_STARTS, 1)
    before = start.replace(year=start.year - 1)
    return [
        ("All", ""),
        ("This school year", f"?from={start}"),
        ("Last school year", f"?from={before}&to={start - datetime.timedelta(days=1)}"),
    ]


def school_years(today: datetime.date) -> list[tuple[str, str]]:
    """Return the usual periods for users who see one school year at a time."""
    return [one for one in usual(today) if one[1]]
