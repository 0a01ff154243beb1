"""When a listing is stale: cards, reasons, letters and the list of what needs attention all ask here.

>>> is_stale(dt.date(2025, 3, 1), today=dt.date(2026, 3, 1)), is_stale(dt.date(2025, 2, 28), today=dt.date(2026, 3, 1))
(False, True)
>>> is_stale(None, today=dt.date(2026, 3, 1))
True
"""

from __future__ import annotations

import datetime as dt

STALE_AFTER = dt.timedelta(days=365)
"""A listing is stale once nobody has confirmed it for longer than this."""


def is_stale(confirmed: dt.date | None, today: dt.date) -> bool:
    """Return whether a listing confirmed on this day, or never, is stale."""
    return confirmed is None or today - confirmed > STALE_AFTER
