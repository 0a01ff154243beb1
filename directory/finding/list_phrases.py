"""Several names, and several days of the week, as people list them in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from babel import Locale
from babel.dates import get_day_names
from babel.lists import format_list

from directory.i18n.catalogs import ENGLISH, Catalog
from directory.i18n.language_names import listed_together
from matching.weekdays import runs

_NO_SERIAL_COMMA = Locale("en", "GB")
"""English lists here are written "a, b and c", without a serial comma."""


def all_of(names: Sequence[str], say: Catalog) -> str:
    """Return names as "a, b and c"."""
    return format_list(names, locale=_NO_SERIAL_COMMA) if say.language == ENGLISH else listed_together(names, say)


def any_of(names: Sequence[str], say: Catalog) -> str:
    """Return names as "a, b or c"."""
    return format_list(names, "or", _NO_SERIAL_COMMA if say.language == ENGLISH else say.locale)


def either(names: Sequence[str], say: Catalog) -> str:
    """Return names that may contain commas: "Hope, Inc. or Maple House or River Center"."""
    return reduce(lambda one, other: say("{one} or {other}", one=one, other=other), names)


def weekdays(days: Iterable[int], say: Catalog) -> str:
    """Return days of the week, Monday being 0: "Monday to Wednesday", "Tuesday and Saturday"."""
    names = get_day_names("wide", locale=say.locale)
    told: list[str] = []
    for run in runs(days):
        if len(run) > 2:
            told.append(say("{first} to {last}", first=names[run[0]], last=names[run[-1]]))
        else:
            told += [str(names[day]) for day in run]
    return all_of(told, say)
