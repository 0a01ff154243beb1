"""Numbers of things in English, in the singular or the plural by the one rule that the catalogs have.

>>> counted(1, "need"), counted(1200, "need"), counted(2, "person", "people")
('1 need', '1,200 needs', '2 people')
>>> either(1, "has", "have"), either(0, "has", "have")
('has', 'have')
"""

from __future__ import annotations

from directory.i18n.catalogs import ENGLISH, catalog_of


def counted(number: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun; without `several` the plural ends in s."""
    return f"{number:,} {either(number, one, several or f'{one}s')}"


def either(number: int, one: str, several: str) -> str:
    """Return what agrees with the number: `one` or `several`."""
    return catalog_of(ENGLISH).translations.ngettext(one, several, number)
