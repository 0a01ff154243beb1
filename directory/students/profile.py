"""Personal data of a student and a family: plain data that is sealed as a whole and opened as a whole.

None of it has a repr, so that nothing personal gets into a log or an error by chance.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

INSURANCE: Mapping[str, str] = {
    "medicaid": "Medicaid or MIChild",
    "private": "Private insurance",
    "uninsured": "No insurance",
}
PREFERENCES: Mapping[str, str] = {
    "not_faith_based": "Nothing faith-based",
    "faith_based": "Faith-based is welcome",
    "woman": "A woman to talk to",
    "man": "A man to talk to",
    "evenings": "Evenings or weekends only",
    "close_to_home": "Close to home, no car",
}
WAYS: Mapping[str, str] = {
    "call": "Call",
    "text": "Text",
    "email": "E-mail",
    "letter": "Letter home",
    "at_school": "In person at school",
    "home_visit": "Home visit",
}
"""The ways to reach a guardian that somebody has said are safe."""

CONSENT_HOW: Mapping[str, str] = {
    "drawn": "Signed on the screen",
    "typed": "Name typed on the screen, in person",
    "paper": "Signed on paper",
    "spoken_in_person": "Said in person",
    "spoken_by_phone": "Said by phone",
    # Consents recorded before signatures were required.
    "signed": "Signed form",
    "electronic": "In writing, by e-mail or text",
}
RECORDS: Mapping[str, str] = {
    "name": "The student’s name",
    "age_grade": "Age and grade",
    "need": "What kind of help the student needs",
    "contact": "How to reach the family: a name, a phone number, and the language",
    "school": "How school is going: attendance, grades, and behavior",
}
"""The parts of an education record that a consent can cover; anything else is in the consent's own text."""


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """A student. `languages` are ISO 639 codes, the home language first; `preferences` are keys of PREFERENCES.

    `custody_words` are notes on custody, a court or contact that concern no single guardian, to be read before the student is
    released to anybody.
    """

    number: str
    given_name: str
    family_name: str
    birth_date: datetime.date | None = None
    grade: str | None = None
    home_zip: str | None = None
    languages: tuple[str, ...] = ()
    insurance: str | None = None
    preferences: tuple[str, ...] = ()
    preference_words: str | None = None
    custody_words: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def sorted_name(self) -> str:
        """The name as lists sort it: "Ruiz, Ana"."""
        return f"{self.family_name}, {self.given_name}".strip(", ")


@dataclass(frozen=True, slots=True, repr=False)
class GuardianDetails:
    """A guardian of the student; `phones` are E.164, `language` is an ISO 639 code, `ways` are keys of WAYS.

    `no_contact` means that a court or the school has ruled that this person must not be contacted or informed.
    """

    name: str
    relationship: str | None = None
    language: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    ways: tuple[str, ...] = ()
    way_words: str | None = None
    no_contact: bool = False
    no_contact_words: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ConsentDetails:
    """What a family agreed may be shared, with whom, who agreed, and how (a key of CONSENT_HOW).

    `what` and `recipient` are free text. A signed consent also has `records` (keys of RECORDS), the purpose, `recipients`
    (ids of organizations), `signer` (the id of a guardian, or the student's own), and the signature: the name as typed, or
    `strokes`, each a line of alternating x and y (students.signatures).
    """

    what: str
    recipient: str
    given_by: str
    how: str
    records: tuple[str, ...] = ()
    purpose: str | None = None
    recipients: tuple[str, ...] = ()
    signer: str | None = None
    relationship: str | None = None
    signed_on: datetime.date | None = None
    typed_name: str | None = None
    strokes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Withdrawal:
    """Who withdrew a consent, as the family put it, and what else was said."""

    by: str
    words: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class NeedWords:
    """The sentence in which a need was reported."""

    words: str


@dataclass(frozen=True, slots=True, repr=False)
class RosterWords:
    """What a roster last said about a student, kept so that the next one changes only what it changed itself."""

    words: str


def age_on(birth_date: datetime.date, today: datetime.date) -> float:
    """Return the age in years, as completed months divided by 12: 9.5 from the day on which half a year is over."""
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month
    return (months - (today.day < birth_date.day)) / 12
