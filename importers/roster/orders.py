"""Words of a roster about whom nobody may contact, wherever they stand: a relationship, a name, a note beside a telephone.

    "Father - NO CONTACT"             -> that guardian must not be contacted
    "Restraining order against father" in a column of notes -> the father, where the row has one father
    "custody: see office"             -> a person must read it before the roster is taken

Erring costs a call to the office on one side and a family's safety on the other, so what is unclear forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from importers.roster import order_words
from importers.roster.order_words import concerns, deceased, forbids, marked_off
from importers.roster.row import RosterGuardian
from importers.values.text import clean, fold

__all__ = ["Note", "applied", "bare", "concerns", "deceased", "forbidden", "forbids", "marked", "marked_off"]

_KIN = {
    "father": "father dad daddy padre papa", "mother": "mother mom mommy madre mama", "stepfather": "stepfather stepdad padrastro",
    "stepmother": "stepmother stepmom madrastra", "grandmother": "grandmother grandma abuela", "grandfather": "grandfather grandpa abuelo",
    "aunt": "aunt tia", "uncle": "uncle tio", "brother": "brother hermano", "sister": "sister hermana",
}  # fmt: skip
_KIN_OF = {word: kin for kin, words in _KIN.items() for word in words.split()}
_APART = tuple(
    map(re.compile, (r"[(\[{][^()\[\]{}]{0,200}[)\]}]?", r"\s+[-–—]+\s*.{0,200}$", r"[;:*/].{0,200}$", r"\*+.{0,200}$"))
)
_WORD = re.compile(r"\w+|[.;,]")
_HELD = re.compile(
    r"\b(?:has|have|had|holds?|got|gets?|obtained|filed(?: for)?|requested|granted|tiene|obtuvo|consiguio|pidio) (?:an? |the |una? |la )?(?:\w+ )?"
    r"(?:restraining|protecti(?:on|ve)|order|orden|ppo|tro|pfa|dvro|dvpo|epo|stay)|\b(?:order|orden) (?:for|protects?|protecting|by|para|por)\b"
)
_NEAR = 4  # words between an order and the person whom it names
_REACH = 120  # characters in which that person is looked for
DECEASED = "Deceased"


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """Words of a column that nobody reads; `owner` is the guardian, by position, whom the column is about.

    `asked` says that the header asks about orders, so that whatever answers it must be read.
    """

    text: str
    owner: int | None = None
    asked: bool = False


def bare(text: str) -> str:
    """A name or a relationship without such words: "Basil Fernwood (DO NOT CONTACT)" is "Basil Fernwood"."""
    words = clean(text)
    if not (forbids(words) or deceased(words) or marked_off(words) or asides(words)):
        return text
    # What stands apart (in brackets, behind a dash) and holds such words goes as a whole; words in the midst go alone.
    for part in _APART:
        words = part.sub(lambda found: " " if _speaks(found[0]) else found[0], words)
    return " ".join(order_words.without(words).split()).strip(" -–—:;,/*!#()[]")


def asides(text: str) -> bool:
    """Whether what stands apart in a name (in brackets, behind a dash) speaks of custody, a court or danger."""
    return any(concerns(found[0].strip(" -–—()[]{};:*/")) for part in _APART for found in part.finditer(clean(text)))


def _speaks(text: str) -> bool:
    return concerns(text.strip(" -–—()[]{};:*/")) or deceased(text)


def marked(guardian: RosterGuardian, words: Iterable[str]) -> RosterGuardian:
    """The guardian as the words beside the name, the relationship and the telephone have it."""
    for said in words:
        if forbids(said):
            return forbidden(guardian, said)
        if deceased(said):
            return forbidden(guardian, DECEASED)
    return guardian


def forbidden(guardian: RosterGuardian, words: str) -> RosterGuardian:
    """The guardian under an order, with its words after those of an order that is known: none of them is lost."""
    known, new = guardian.no_contact_words, clean(words)[:500]
    said = known if known and new in known else " | ".join(filter(None, (known, new)))
    return replace(guardian, no_contact=True, no_contact_words=said or None)


def applied(guardians: Sequence[RosterGuardian], notes: Sequence[Note]) -> tuple[tuple[RosterGuardian, ...], bool]:
    """The guardians of a row under what its notes say, and whether a person must decide what the notes mean.

    An order holds for the one whom it names, else for the one whom its column is about; one that names nobody here, or
    several, holds for all until somebody decides. A death is that of the guardian whom it names, and of nobody else.
    """
    people = list(guardians)
    undecided = False
    for note in notes:
        forbidding = forbids(note.text)
        meant = _meant(note.text, people)
        if meant is None and note.owner is not None and _may_be(people[note.owner], note.text):
            meant = note.owner
        if not forbidding:
            if deceased(note.text) and meant is not None:
                people[meant] = forbidden(people[meant], DECEASED)
            elif note.asked or concerns(note.text) or (deceased(note.text) and _kin(note.text) & {"father", "mother"}):
                undecided = True
            continue
        undecided = undecided or meant is None
        for at in range(len(people)) if meant is None else (meant,):
            people[at] = forbidden(people[at], note.text)
    return tuple(people), undecided


def _kin(text: str) -> set[str]:
    return {_KIN_OF[word] for word in re.findall(r"[a-z]+", fold(text)) if word in _KIN_OF}


def _may_be(one: RosterGuardian, note: str) -> bool:
    """Whether a note may be about this guardian: it names no relative, or this one's relationship is among them or unknown."""
    own, named = _kin(one.relationship or ""), _kin(note)
    return not named or not own or named == own


def _meant(note: str, people: Sequence[RosterGuardian]) -> int | None:
    """Which of the people an order or a death in a note is about; None where it may be several, or nobody of them.

    Only who stands right beside the words is meant: in "Do not contact Jay, call Wren Marsh" it is Jay.
    """
    said = order_words.plain(note)
    if _HELD.search(said):
        return None  # "mother has a restraining order" protects the mother
    meant: set[int | None] = set()
    for start, end in order_words.spans(said):
        after = _until_stop(_WORD.findall(said[end : end + _REACH]))[: _NEAR + 1]
        before = _until_stop(_WORD.findall(said[max(0, start - _REACH) : start])[::-1])[: _NEAR + 1]
        meant |= _people(after, people) or _people(before, people) or {None}
    return next(iter(meant)) if len(meant) == 1 else None


def _people(words: Sequence[str], people: Sequence[RosterGuardian]) -> set[int | None]:
    """The people whom words name by their own names or as relatives; None among them for a relative who is not one of them."""
    found: set[int | None] = set()
    for kin in {_KIN_OF[word] for word in words if word in _KIN_OF}:
        mine = [at for at, one in enumerate(people) if kin in _kin(one.relationship or "")]
        found.add(mine[0] if len(mine) == 1 else None)
    names = [set(re.findall(r"\w{2,}", fold(one.name))) for one in people]
    for at, own in enumerate(names):
        others = set().union(*(name for i, name in enumerate(names) if i != at))
        if (own - others) & set(words):
            found.add(at)
    return found


def _until_stop(words: Sequence[str]) -> Sequence[str]:
    stop = next((at for at, word in enumerate(words) if word in ".;,"), len(words))
    return words[:stop]
