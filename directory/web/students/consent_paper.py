"""The consent form to sign on paper, in the family's language, with the choices made on the screen filled in.

Its sentences are the msgids of templates/locale/CODE/LC_MESSAGES/families.po: short words and short sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date

from directory.i18n.catalogs import Catalog, catalog_of, languages, marked
from directory.students.consent_form import ConsentOffer, SignedForm
from directory.students.files import StudentFile
from directory.students.signers import is_adult
from directory.web.core.filters import phone
from directory.web.core.request import Asked, Page
from directory.web.students import access

PURPOSE = marked("To start help, and to tell the school how it goes")
"""The purpose that the form proposes, which is translated; one that somebody typed is not."""

RECORDS: Mapping[str, str] = {
    "name": marked("The child’s name"),
    "age_grade": marked("Age and grade"),
    "need": marked("What kind of help is needed"),
    "contact": marked("How to reach you: your name, your phone number, and your language"),
    "school": marked("How school is going: days missed, grades, and how the child acts"),
}


@dataclass(frozen=True, slots=True, repr=False)
class FormCopy:
    """The form in one language; `say` is its catalog."""

    say: Catalog
    records: tuple[str, ...]
    purpose: str
    until: str

    @property
    def language(self) -> str:
        return self.say.language

    @property
    def direction(self) -> str:
        return self.say.locale.text_direction


def paper(asked: Asked, file: StudentFile, offer: ConsentOffer, terms: SignedForm, language: str) -> Page:
    """Return the page to print; the English follows if no fluent reader has reviewed its language."""
    details, say = terms.details, catalog_of(language)
    number = asked.me.phone or asked.district.phone or ""
    shown: dict[str, Any] = {
        "copies": [_copy(say, terms), *([] if say.reviewed else [_copy(catalog_of("en"), terms)])],
        "recipients": [offer.recipients[one] for one in details.recipients],
        "other": details.what,
        "signer": details.given_by,
        "contact": asked.me.name,
        "phone": phone(number) if number.startswith("+") else number,
        "adult": is_adult(file.profile, asked.today),
    }
    return access.page(asked, file, "consent_paper", shown)


def _copy(say: Catalog, terms: SignedForm) -> FormCopy:
    details = terms.details
    return FormCopy(
        say,
        tuple(say(RECORDS[code]) for code in details.records),
        say(PURPOSE) if details.purpose == PURPOSE else details.purpose or "",
        format_date(terms.until, "long", locale=say.locale),
    )


def offered_languages(file: StudentFile) -> tuple[list[tuple[str, str]], str]:
    """Return the form's languages, as codes and names, and the family's own code if it is among them, else English."""
    named = [(code, _name(catalog_of(code))) for code in languages()]
    home = next(iter(file.profile.languages), "en")
    return named, home if home in dict(named) else "en"


def _name(of: Catalog) -> str:
    return str(of.locale.get_display_name("en"))
