"""Pure: grade bands, by which figures are grouped."""

from __future__ import annotations

from directory.students.need_counts import BANDS, NO_GRADE

YOUNGER, OLDER = "Under 5", "18 and over"
_BAND_OF = {grade: band for band, grades in BANDS.items() for grade in grades}
_UP_TO = ((5.0, YOUNGER), *zip((11.0, 14.0, 18.0), BANDS, strict=True))
"""Years below which an age belongs to a band: grade g is ages g+5 to g+6."""


def band_of(grade: str | None) -> str:
    """Return the band of a grade (PK, K, 1 to 12)."""
    return _BAND_OF.get(grade or "", NO_GRADE)


def band_asked(age: float | None, grade: str | None) -> str:
    """Return the band that a search asked for: by the grade, else by the age in years."""
    if grade or age is None:
        return band_of(grade)
    return next((band for years, band in _UP_TO if age < years), OLDER)
