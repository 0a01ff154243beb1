"""Words of a roster about whom nobody may contact, wherever they stand: a relationship, a name, a note beside a telephone.

    "Father - NO CONTACT"             -> that guardian must not be contacted
    "Restraining order against father" in a column of notes -> the father, where the row has one father
    "custody: see office"             -> a person must read it before the roster is taken

Erring costs a call to the office on one side and a family's safety on the other, so what is unclear forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from importers.roster.row import RosterGuardian
from importers.values.text import clean, fold

_ACT = r"(?:contact|call|phone|e-?mail|text|mail|talk|speak|release|pick|inform|notify|disclose|share|give|let|allow|visit|approach|see)\w*"
_FORBIDS = re.compile(
    r"\bno[ -]?(?:direct |phone |further |unsupervised )?contact\b|\bnon[ -]contact\b"
    rf"|\b(?:do|does|should|shall|must|may|can|could|will)(?: ?n[o']?t|not)\b,? (?:be |have |ever )?(?:{_ACT}|contact)|\b(?:don'?t|cannot|can'?t|mustn'?t) (?:be |have )?{_ACT}"
    rf"|\b(?:never|not to) (?:be )?{_ACT}|\bnot (?:be )?(?:allowed|permitted|authorized|cleared)\b|\bunauthorized\b|\bno (?:pick ?-?up|access|visit\w*|custody|rights?|info\w*|calls?|release)\b"
    r"|\brestraining\b|\bprotecti(?:on|ve) orders?\b|\borders? of protection\b|\bp\.?p\.?o\b|\bt\.?r\.?o\b|\bstay[ -]away\b|\bno[ -]trespass\w*|\bbarred\b|\bbanned\b"
    r"|\b(?:parental )?rights (?:were |have been |are )?(?:terminated|revoked|severed|suspended)|\bsupervised\b|\bdnc\b|\brestricted\b|\bprohibited\b|\bforbidden\b|\babuser\b|\bunsafe\b"
    r"|\borden(?:es)? (?:judicial )?de (?:restricci[oó]n|protecci[oó]n|alejamiento)|\bsin contacto\b|\bno (?:se (?:puede|debe) |debe |puede |tiene (?:permiso|derecho)\w* ?)?"
    r"(?:contact\w*|llam\w*|recog\w*|habl\w*|entreg\w*|comunic\w*|visit\w*|ver\b|custodia)|\bno tiene (?:permiso|derechos?|custodia)|\bprohibid[oa]\b|\bvisitas? supervisadas?|\brestringid[oa]\b",
    re.IGNORECASE,
)  # fmt: skip
_CONCERNS = re.compile(
    r"\bcustod\w*|\bcourt\b|\bcps\b|\bdcfs?\b|\bchild protective\b|\bjudge\b|\bjuez\b|\bcorte\b|\btribunal\b|\bvisitation\b|\bincarcerat\w*|\bjail\b|\bprison\b|\bc[aá]rcel\b|\bpres[oa]\b"
    r"|\babus[eoi]\w*|\bviolen\w*|\bassault\w*|\bthreat\w*|\bamenaz\w*|\bno longer\b|\bestranged\b|\bfoster\b|\bward of\b|\bguardian ad litem\b|\blegal (?:alert|order|hold)\b|\borders?\b|\b[oó]rden(?:es)?\b"
    r"|\bsafety plan\b|\bpick ?-?up\b|\brecoger\b|\bcontact only\b|\bonly contact\b|\bcall only\b|\bonly call\b|\bdeport\w*|\bin hiding\b|\bshelter\b|\bwarrant\b|\bpolice\b|\bpolic[ií]a\b",
    re.IGNORECASE,
)  # fmt: skip
_DECEASED = re.compile(
    r"\bdeceased\b|\bdied\b|\bpassed away\b|\bdec'?d\b|\bfallecid[oa]\b|\bfalleci[oó]\b|\bdifunt[oa]\b|\bmuert[oa]\b|\bmuri[oó]\b|†|\br\.?i\.?p\b",
    re.IGNORECASE,
)
_NONE = frozenset("no none n/a na n 0 - false nil ninguna ninguno".split()) | {
    "no custody issues",
    "no alerts",
    "not applicable",
    "no concerns",
}
_KIN = {
    "father": "father dad daddy padre papa", "mother": "mother mom mommy madre mama", "stepfather": "stepfather stepdad padrastro",
    "stepmother": "stepmother stepmom madrastra", "grandmother": "grandmother grandma abuela", "grandfather": "grandfather grandpa abuelo",
    "aunt": "aunt tia", "uncle": "uncle tio", "brother": "brother hermano", "sister": "sister hermana",
}  # fmt: skip
_KIN_OF = {word: kin for kin, words in _KIN.items() for word in words.split()}
_NEAR = 4  # words between an order and the person whom it names
DECEASED = "Deceased"


def forbids(text: str) -> bool:
    """Whether words beside one person say that this person must not be contacted."""
    return bool(_FORBIDS.search(clean(text)))


def concerns(text: str) -> bool:
    """Whether words speak of custody, a court, contact or danger: somebody must read them."""
    return fold(text).strip(" .") not in _NONE and bool(_FORBIDS.search(clean(text)) or _CONCERNS.search(clean(text)))


def deceased(text: str) -> bool:
    """Whether words beside one person say that this person has died."""
    return bool(_DECEASED.search(clean(text)))


def bare(text: str) -> str:
    """A name or a relationship without such words: "Basil Fernwood (DO NOT CONTACT)" is "Basil Fernwood"."""
    words = clean(text)
    if not (forbids(words) or deceased(words)):
        return text
    # What stands apart (in brackets, behind a dash) and holds such words goes as a whole; words in the midst go alone.
    for part in (r"[(\[{][^()\[\]{}]{0,200}[)\]}]?", r"\s+[-–—]+\s*.{0,200}$", r"[;:*/].{0,200}$", r"\*+.{0,200}$"):
        words = re.sub(part, lambda found: " " if forbids(found[0]) or deceased(found[0]) else found[0], words)
    words = _DECEASED.sub(" ", _FORBIDS.sub(" ", words))
    return " ".join(words.split()).strip(" -–—:;,/*()[]")


def marked(guardian: RosterGuardian, words: Iterable[str]) -> RosterGuardian:
    """The guardian as the words beside the name, the relationship and the telephone have it."""
    for said in words:
        if forbids(said):
            return forbidden(guardian, said)
        if deceased(said):
            return forbidden(guardian, DECEASED)
    return guardian


def forbidden(guardian: RosterGuardian, words: str) -> RosterGuardian:
    """The guardian under an order, with its words; those of an order that is known stay."""
    return replace(guardian, no_contact=True, no_contact_words=guardian.no_contact_words or clean(words)[:500] or None)


def applied(guardians: Sequence[RosterGuardian], notes: Sequence[str]) -> tuple[tuple[RosterGuardian, ...], bool]:
    """The guardians of a row under what its notes forbid, and whether a person must decide what the notes mean.

    An order holds for the one whom it names; one that names nobody here, or several, holds for all until somebody decides.
    """
    people = list(guardians)
    undecided = False
    for note in notes:
        if not forbids(note):
            undecided = True
            continue
        meant = _meant(note, people)
        undecided = undecided or meant is None
        for at in range(len(people)) if meant is None else (meant,):
            people[at] = forbidden(people[at], note)
    return tuple(people), undecided


def _meant(note: str, people: Sequence[RosterGuardian]) -> int | None:
    """Which of the people an order in a note is about; None where it may be several, or nobody of them."""
    words = re.findall(r"[a-z]+", fold(note))
    named = {
        at for at, one in enumerate(people) if (parts := fold(one.name).split()) and len(parts) > 1 and set(parts) <= set(words)
    }
    kin = {_KIN_OF[word] for word in words if word in _KIN_OF}
    related = {
        at
        for at, one in enumerate(people)
        if any(_KIN_OF.get(word) in kin for word in re.findall(r"[a-z]+", fold(one.relationship or "")))
    }
    if len(named) == 1 and related <= named:
        return next(iter(named))
    near = _near(note)
    if named or near is None:
        return None
    mine = [
        at
        for at, one in enumerate(people)
        if any(_KIN_OF.get(word) == near for word in re.findall(r"[a-z]+", fold(one.relationship or "")))
    ]
    return mine[0] if len(mine) == 1 else None


def _near(note: str) -> str | None:
    """The one relative who stands right behind or before the words of an order."""
    found = set()
    for order in _FORBIDS.finditer(clean(note)):
        after = re.findall(r"[a-z]+|[.;,]", fold(clean(note)[order.end() :]))[: _NEAR + 1]
        before = re.findall(r"[a-z]+|[.;,]", fold(clean(note)[: order.start()]))[-_NEAR - 1 :]
        kin = [_KIN_OF[word] for word in _until_stop(after) if word in _KIN_OF] or [
            _KIN_OF[word] for word in _until_stop(before[::-1]) if word in _KIN_OF
        ]
        if len(set(kin)) != 1:
            return None
        found.add(kin[0])
    return next(iter(found)) if len(found) == 1 else None


def _until_stop(words: Sequence[str]) -> Sequence[str]:
    stop = next((at for at, word in enumerate(words) if word in ".;,"), len(words))
    return words[:stop]
