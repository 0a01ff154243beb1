"""Ages in words."""

from __future__ import annotations

import datetime

from directory.students.profile import age_on
from directory.web.core.filters import count


def age_words(birth_date: datetime.date, today: datetime.date) -> str:
    """Return an age in years and months: "9 years, 3 months"."""
    years, months = divmod(round(age_on(birth_date, today) * 12), 12)
    return f"{count(years, 'year')}, {count(months, 'month')}" if months else count(years, "year")
