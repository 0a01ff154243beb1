"""Pure: a letter as data, in words that are ready to print; three renderings read it and add nothing.

Nothing here names a need or a diagnosis, and of a confidential provider nothing tells where it is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from directory.referrals.snapshot import Snapshot
from directory.students.seals import kept_in

BLANK = ""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A label with its lines: "When" and "Monday to Friday, 9 am to 5 pm".

    `kind` tells a renderer what it is: where, hours, season, cost, bring, languages, who, wait, start or check.
    """

    kind: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ProviderCard:
    """A provider as the family reads of it; `phones` are (E.164, in words with their note), the one to call first."""

    name: str
    agency: str
    phones: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A part of the letter: its heading, plain paragraphs, and numbered or spoken lines below."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Who signs: the specialist."""

    name: str
    title: str
    phone: str | None
    email: str | None
    school: str


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What a letter is made of. `language` is an ISO 639 code, `link` and `code` how the family answers.

    `greeted` is the guardian's name, None where the letter goes to the family; `child` the student's first name.
    `answer_host` is where the code is typed in: "desk.example.org/a". `shared` says that this provider
    was told, with the family's consent; None that somebody else was, and so that nothing is said of it.
    """

    snapshot: Snapshot
    language: str
    reference: str
    link: str
    code: str
    child: str
    greeted: str | None
    signer: Signer
    district: str
    district_phone: str | None
    today: datetime.date
    answer_host: str = BLANK
    shared: bool | None = False


@kept_in("referral_letter")
@dataclass(frozen=True, slots=True, repr=False)
class LetterContent:
    """The whole letter. `link` and `code` are blank in the copy that is kept; `english` is the same in English, where no
    fluent reader has reviewed the language yet. `confidential` says that it does not tell where the provider is.
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
    signer: Signer
    reference_label: str
    reference: str
    code_label: str
    link: str = BLANK
    code: str = BLANK
    confidential: bool = False
    english: LetterContent | None = None

    def blanked(self) -> LetterContent:
        """The copy that is kept: as it was, less the link and the code, which open the answer page."""
        kept = self.english.blanked() if self.english else None
        return replace(self, link=BLANK, code=BLANK, english=kept)
