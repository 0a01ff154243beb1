"""Days in words, and how long ago they were.

>>> day(datetime.date(2026, 3, 3)), ago(datetime.date(2026, 3, 3), datetime.date(2026, 11, 23))
('March 3, 2026', '8 months ago')
"""

from __future__ import annotations

import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: datetime.date) -> str:
    """Return a day as letters here write it, regardless of the machine's locale."""
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def ago(date: datetime.date, today: datetime.date) -> str:
    """Return how long ago a day was.

    It is in days up to two weeks, in weeks up to two months, in months up to two years, then in years.
    """
    days = (today - date).days
    if days <= 1:
        return "today" if days <= 0 else "yesterday"
    if days < 14:
        return f"{days} days ago"
    months = (today.year - date.year) * 12 + today.month - date.month - (today.day < date.day)
    if months < 2:
        return f"{days // 7} weeks ago"
    return f"{months} months ago" if months < 24 else f"{months // 12} years ago"
