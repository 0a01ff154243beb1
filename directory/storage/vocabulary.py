"""The directory's own words, counted, and how a misspelled one finds the word that was meant.

A word is filed under itself and under each way to leave one letter out of it, as in SymSpell; two words that are one error
apart then share a key, and the nearest is chosen by rapidfuzz's OSA distance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA, JaroWinkler
from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.models import SearchDocument, Word, WordKey, table
from directory.storage.chunks import rows_in
from matching.needs.completion import is_known

STOP_WORDS = frozenset("a an and at by de del el en for from in la las los of on or para por the to un una with y".split())
"""Words that nobody searches for by themselves."""

LONGEST = 24
"""Longer "words" are web addresses and the like; nobody types them."""

FEWEST, SHARE = 5, 2_000
"""A word is right as typed if at least FEWEST documents have it, and at least one in SHARE."""


def words_of(*texts: str) -> set[str]:
    """Return the words of folded texts that a person may search for."""
    return {word for text in texts for word in text.split() if 2 <= len(word) <= LONGEST and not word.isdigit()}


def keys_of(word: str) -> set[str]:
    """Return the word and each way to leave one letter out of it."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def change_words(session: Session, documents: Iterable[set[str]], by: int) -> None:
    """Count the words of documents that are added (by = 1) or removed (by = -1)."""
    counts = Counter(word for words in documents for word in words)
    if not counts:
        return
    words = table(Word)
    have = {row.word for row in rows_in(session, select(words.c.word), words.c.word, counts)}
    changed = [{"its": word, "by": by * count} for word, count in counts.items() if word in have]
    if changed:
        change = update(words).where(words.c.word == bindparam("its")).values(documents=words.c.documents + bindparam("by"))
        session.connection().execute(change, changed)
    new = [word for word in counts if word not in have]
    if by > 0 and new:
        session.execute(insert(words), [{"word": word, "documents": counts[word]} for word in new])
        session.execute(insert(table(WordKey)), [{"key": key, "word": word} for word in new for key in keys_of(word)])
    if by < 0:
        # Their keys are deleted by cascade.
        session.execute(delete(words).where(words.c.documents <= 0))


_NEAR = (
    select(table(Word).c.word, table(Word).c.documents)
    .join(WordKey, table(WordKey).c.word == table(Word).c.word)
    .where(table(WordKey).c.key.in_(bindparam("keys", expanding=True)))
)


def correct_spelling(session: Session, words: Iterable[str]) -> dict[str, str]:
    """Return what to search for instead of each word: itself if enough services have it, else the nearest word that more have.

    What is enough grows with the directory, where somebody else's typing error would otherwise count as a word.
    """
    return {word: _corrected(session, word) for word in dict.fromkeys(words)}


def _corrected(session: Session, word: str) -> str:
    if len(word) < 4 or word.isdigit() or len(word) > LONGEST:
        return word
    near: dict[str, int] = {row.word: row.documents for row in session.execute(_NEAR, {"keys": sorted(keys_of(word))})}
    own = near.get(word, 0)
    # Two errors only in long words: nearly all short words are within two errors of each other.
    reach = 1 if len(word) < 8 else 2
    close = [
        (OSA.distance(word, other), -documents, other) for other, documents in near.items() if other != word and documents > own
    ]
    best = min((c for c in close if c[0] <= reach), default=None)
    if best is None or (own and -best[1] < 10 * own) or _stands(session, own) or _are_two_words(word, best[2]):
        return word
    return best[2]


def _are_two_words(word: str, other: str) -> bool:
    """Whether both are right as typed, and not forms of each other: nobody who types "boys" means "toys"."""
    return is_known(word) and is_known(other) and not (word.startswith(other) or other.startswith(word))


def _stands(session: Session, documents: int) -> bool:
    """Whether a word of so many documents is right as typed. Counting the services takes longer than all the rest."""
    if documents < FEWEST:
        return False
    services = session.scalar(select(func.count()).select_from(SearchDocument)) or 0
    return documents >= services / SHARE


SHORTEST_MENDED = 5
"""Letters of an unfinished word that may be misspelled: nearly all shorter beginnings are one error from another."""
_BEYOND = "\U0010ffff"


def words_beginning_nearly(session: Session, beginning: str, most: int) -> list[str]:
    """Return the words that begin one typing error away from this, likeliest first; none if some word begins just so.

    An error is one extra, missing or wrong letter, or two neighbors exchanged. Where a word's beginning is one away, leaving one
    letter out of what was typed gives the beginning of a key of that word, so few ranges of keys are read.
    """
    if not SHORTEST_MENDED <= len(beginning) <= LONGEST or beginning.isdigit():
        return []
    keys, words = table(WordKey).c, table(Word).c
    ranges = [and_(keys.key >= key, keys.key < key + _BEYOND) for key in sorted(keys_of(beginning))]
    found = select(words.word, words.documents).join(WordKey, keys.word == words.word).where(or_(*ranges))
    near: dict[str, int] = {row.word: row.documents for row in session.execute(found)}
    if any(word.startswith(beginning) for word in near):
        return []
    close = [word for word in near if errors_in_beginning(beginning, word) <= 1]
    return sorted(close, key=lambda word: (word[0] != beginning[0], -near[word], word))[:most]


def errors_in_beginning(beginning: str, word: str) -> int:
    """Return how many typing errors lie between what was typed and the nearest beginning of a word."""
    return min(OSA.distance(beginning, word[: len(beginning) + more]) for more in (-1, 0, 1))


_ALIKE = 0.92  # rapidfuzz's similarity of Jaro and Winkler, from 0 to 1
_SAME_BEGINNING = 5  # letters that two spellings of a name share


def other_readings(session: Session, words: Sequence[str]) -> Iterator[list[str]]:
    """Yield words as they may have been meant, where no listing has all of them: two of them are one, one is two, or one is spelled as
    it sounds and only begins like a word of the directory ("kestral gate", "safelatch", "lamplite").
    """
    for at in range(len(words) - 1):
        joined = "".join(words[at : at + 2])
        if meant := correct_spelling(session, [joined])[joined]:
            yield [*words[:at], meant, *words[at + 2 :]]
    known = _known(session, {part for word in words for part in (word, *(half for halves in _halves(word) for half in halves))})
    for at, word in enumerate(words):
        if word not in known:
            parts = [halves for halves in _halves(word) if known.issuperset(halves)]
            yield from ([*words[:at], *halves, *words[at + 1 :]] for halves in parts)
            yield from ([*words[:at], one, *words[at + 1 :]] for one in _alike(session, word))


def _halves(word: str) -> list[tuple[str, str]]:
    return [(word[:at], word[at:]) for at in range(3, len(word) - 2)] if len(word) <= LONGEST else []


def _known(session: Session, words: set[str]) -> set[str]:
    return {row.word for row in rows_in(session, select(table(Word).c.word), table(Word).c.word, sorted(words))}


def _alike(session: Session, word: str) -> list[str]:
    if not _SAME_BEGINNING < len(word) <= LONGEST or word.isdigit():
        return []
    begun = word[:_SAME_BEGINNING]
    of_it = select(table(Word).c.word).where(table(Word).c.word >= begun, table(Word).c.word < begun + _BEYOND)
    close = [(JaroWinkler.similarity(word, row.word), row.word) for row in session.execute(of_it)]
    return [other for likeness, other in sorted(close, reverse=True) if likeness >= _ALIKE][:1]
