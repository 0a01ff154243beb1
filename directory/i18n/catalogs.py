"""What is said in each language: gettext catalogs whose msgids are the English sentences, with named fields.

A language has one catalog of all that families read, templates/locale/CODE/LC_MESSAGES/families.po, which makes it a language of
letters, and one of what staff read, staff.po: reasons, warnings, and what is wrong with lists. Catalogs are compiled in memory, so
that no compiled file is kept. The header X-Reviewed-By names the fluent reader who has reviewed one; while that is "nobody",
letters print the English too.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
FOLDER = Path(__file__).parents[2] / "templates" / "locale"
FAMILIES = "families"
STAFF = "staff"
NOBODY = "nobody"

_REVIEWER = re.compile(r'^"X-Reviewed-By: (.*?)(?:\\n)?"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The sentences of one language; calling it returns one of them with its fields filled in."""

    language: str
    locale: Locale
    reviewed: bool
    translations: NullTranslations

    def __call__(self, sentence: str, **fields: object) -> str:
        return self.translations.gettext(sentence).format(**fields)

    def plural(self, one: str, several: str, number: int, **fields: object) -> str:
        """Return a sentence about a number of things, in the plural form of the language."""
        return self.translations.ngettext(one, several, number).format(**fields)


def marked(sentence: str) -> str:
    """Return the sentence itself, marked for extraction like gettext_noop; it is translated elsewhere."""
    return sentence


@cache
def languages(domain: str = FAMILIES) -> tuple[str, ...]:
    """Return the languages in which families are written to (or of what staff read), as ISO 639 codes, English first."""
    return (ENGLISH, *sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{domain}.po")))


@cache
def catalog_of(language: str, domain: str = FAMILIES) -> Catalog:
    """Return the catalog of a language, or the English one if there is none."""
    if language == ENGLISH or language not in languages(domain):
        return Catalog(ENGLISH, Locale.parse(ENGLISH), reviewed=True, translations=NullTranslations())
    source = path(language, domain).read_text(encoding="utf-8")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(source), locale=language, abort_invalid=True))
    compiled.seek(0)
    reviewer = _REVIEWER.search(source)
    reviewed = reviewer is not None and reviewer[1].strip().casefold() not in ("", NOBODY)
    return Catalog(language, Locale.parse(language), reviewed, GNUTranslations(compiled))


def path(language: str, domain: str = FAMILIES) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"
