"""The needs that a text surely means, if it reports danger or only sounds like it.

The exact safety words are read twice: for the card, and for the need that they name. If the danger is not *now*, because
the model is sure that the words are harmless there or because they are denied, the need of that danger is also doubtful:
it may be offered, but it is not assumed. Somebody who names the service itself ("a suicide prevention group") has said
what they want, and is taken at their word.

>>> meaning("wants to die her hair purple").doubtful[0].slug
'suicide'
>>> [found.slug for found in meaning("she wants to die").found]
['suicide']
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matching.danger.detector import KINDS, Danger, Level, read
from matching.needs import FoundNeed, SentenceReading, find, resolve, terms
from matching.text import phrase


@dataclass(frozen=True, slots=True)
class Meaning:
    """The needs that are assumed to be meant, best first, those that may be meant, and the danger that the text reports."""

    found: tuple[FoundNeed, ...] = ()
    doubtful: tuple[FoundNeed, ...] = ()
    danger: Danger | None = None


def meaning(text: str) -> Meaning:
    """Return the few needs that are meant (from `needs.resolve`), without those of a danger that is not *now*."""
    return _weighed(text, resolve(text), lambda: resolve(text, without=KINDS))


def everything_meant(text: str) -> Meaning:
    """Return the same for all needs that are named (from `needs.find`)."""
    reading = find(text)
    return _weighed(
        text,
        reading,
        lambda: SentenceReading(tuple(one for one in reading.found if one.slug not in KINDS or _names_a_service(one))),
    )


def _weighed(text: str, reading: SentenceReading, others: Callable[[], SentenceReading]) -> Meaning:
    danger = read(text)
    doubtful = tuple(one for one in reading.found if one.slug in KINDS and not _names_a_service(one))
    chosen = text.strip() in terms()  # given by its slug, as from a list: there is no doubt
    if not doubtful or chosen or (danger is not None and danger.level is Level.NOW):
        return Meaning(reading.found, (), danger)
    return Meaning(others().found, doubtful, danger)


def _names_a_service(found: FoundNeed) -> bool:
    """Whether the words are those by which providers list their services, and that families do not use."""
    term, words = terms()[found.slug], phrase(found.heard)
    listed, said = ({phrase(one) for one in some} for some in ((*term.provides, *term.labels), (*term.says, *term.says_spanish)))
    return len(found.heard.split()) > 1 and words in listed - said
