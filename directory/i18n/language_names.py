"""Pure: the names of languages in the letter's language, and lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list

from directory.i18n.catalogs import Catalog, marked
from matching.languages import NAMES, base

# Languages whose name Babel lacks.
_OURS = {"ase": marked("American Sign Language"), "prs": marked("Dari"), "ksw": marked("Karen")}
# In Spanish "y" becomes "e" before the sound of i: "español e inglés", but "cobre y hierro".
_Y_BEFORE_I = re.compile(r"\by (?=h?[ií](?![aeoáéó]))", re.IGNORECASE)


def language_name(code: str, say: Catalog) -> str | None:
    """Return a language's name in the letter's language, or None for an unknown code.

    >>> from directory.i18n.catalogs import catalog_of
    >>> language_name("ase", catalog_of("es"))
    'lengua de señas americana'
    """
    plain = base(code)
    name = say.locale.languages.get(code) or say.locale.languages.get(plain)
    return name or (say(_OURS[plain]) if plain in _OURS else NAMES.get(plain))


def listed_together(names: Sequence[str], say: Catalog) -> str:
    """Return names joined with the letter language's "and" before the last.

    >>> from directory.i18n.catalogs import catalog_of
    >>> listed_together(("español", "inglés"), catalog_of("es"))
    'español e inglés'
    """
    joined = format_list(names, locale=say.locale)
    return _Y_BEFORE_I.sub("e ", joined) if say.language == "es" else joined
