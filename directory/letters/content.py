"""Pure: a letter as data, in words that are ready to print; three renderers read it and add nothing.

Nothing here names a need or a diagnosis, and nothing reveals where a confidential provider is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from directory.referrals.snapshot import Snapshot
from directory.students.seals import kept_in

BLANK = ""


@dataclass(frozen=True, slots=True, repr=False)
class FactLine:
    """A label with its lines: "When" and "Monday to Friday, 9 am to 5 pm".

    `kind` identifies it to a renderer: where, hours, season, cost, bring, languages, who, wait, start or check.
    """

    kind: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ProviderCard:
    """A provider as shown to the family; `phones` are (E.164, in words with their note), the one to call first."""

    name: str
    agency: str
    phones: tuple[tuple[str, str], ...]
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A section of the letter: its heading, plain paragraphs, and numbered or spoken lines below."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class LetterSigner:
    """The specialist who signs."""

    name: str
    title: str
    phone: str | None
    email: str | None
    school: str


@dataclass(frozen=True, slots=True, repr=False)
class LetterRequest:
    """The input of a letter. `language` is an ISO 639 code, `link` and `code` are how the family answers.

    `greeted` is the guardian's name, None where the letter goes to the family; `child` is the student's first name. `answer_host`
    is where the code is typed in: "desk.example.org/a". `shared` means that this provider was contacted with the family's
    consent; None that another one was, so that the letter says nothing about it.
    """

    snapshot: Snapshot
    language: str
    reference: str
    link: str
    code: str
    child: str
    greeted: str | None
    signer: LetterSigner
    district: str
    district_phone: str | None
    today: datetime.date
    answer_host: str = BLANK
    shared: bool | None = False


@kept_in("referral_letter")
@dataclass(frozen=True, slots=True, repr=False)
class LetterContent:
    """The whole letter. `link` and `code` are blank in the stored copy.

    `english` is the letter in English, where no fluent reader has reviewed the language yet. `confidential` means that it does
    not say where the provider is.
    """

    language: str
    right_to_left: bool
    district: str
    district_phone: str | None
    date: str
    title: str
    greeting: str
    opening: tuple[str, ...]
    cards: tuple[ProviderCard, ...]
    script: Part
    answer: Part
    closing: tuple[str, ...]
    signer: LetterSigner
    reference_label: str
    reference: str
    code_label: str
    link: str = BLANK
    code: str = BLANK
    confidential: bool = False
    english: LetterContent | None = None

    def blanked(self) -> LetterContent:
        """Return the copy to store: the letter without the link and the code, which open the answer page."""
        kept = self.english.blanked() if self.english else None
        return replace(self, link=BLANK, code=BLANK, english=kept)
