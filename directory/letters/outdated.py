"""Differences between a letter that the family has and the listing today."""

from __future__ import annotations

from directory.letters.composition import heading
from directory.letters.content import LetterContent
from directory.letters.plain_text import clean
from directory.referrals.snapshot import FrozenProvider, place_of


def outdated(letter: LetterContent, now: FrozenProvider) -> tuple[str, ...]:
    """Return what has changed about the provider's name, number and place, in words; nothing if the letter is still right."""
    if not letter.cards:
        return ()
    card, numbers = letter.cards[0], {phone.number for phone in now.phones}
    where = " ".join(line for one in card.lines if one.kind == "where" for line in one.lines)
    place = clean(place_of(now))
    changed = {
        "name": card.name != heading(now),
        "telephone number": bool(card.phones) and card.phones[0][0] not in numbers,
        "place": bool(place) and place not in where,
    }
    return tuple(words for words, is_other in changed.items() if is_other)
