"""The needs that a sentence names, and the words in it that call for the crisis card.

>>> [found.slug for found in find("lost her mom, can't sleep").found]
['grief', 'sleep']

SaidPhrases are matched word by word, as `matching.text.fold` returns the words. A phrase of several words may contain one strange
word, and a misspelled word counts as the nearest word in the vocabulary. The longest phrase wins its words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from matching import text as folding
from matching.needs.misspellings import near
from matching.needs.phrases import SHORTEST_MENDED, SaidPhrases, TermPhrase, said_phrases
from matching.needs.vocabulary import answering, quiet, terms
from matching.text import EDGE, SOMEBODY, Word

_DEFECT = 0.92  # factor on the score for each strange or misspelled word
_LONG_PHRASE = 4  # words; the length from which a phrase may have two defects
_SHORTEST_DOUBTED = 6  # letters of a correct word that might still be a slip within a phrase
_DOUBTED = 2  # slips; a correct word cannot have this many
_SHORTEST_MENDED_ALONE = 5  # letters, if the word is the whole phrase
_MOST_UNORDERED = 8  # words; in a longer text, words far apart say nothing together
_MEANT = 0.75  # share of the best score; terms below it are not asked for
_MOST_MEANT = 3
_HELPED = 0.3  # how well a helper must answer a need to be part of it: a doctor is not part of a dentist


@dataclass(frozen=True, slots=True)
class FoundNeed:
    """A term, how certainly it is meant (0 to 1), and the words for it."""

    slug: str
    score: float
    heard: str


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """The terms that a text names, best first, and the words in it that raise the crisis card."""

    found: tuple[FoundNeed, ...] = ()
    crisis: tuple[str, ...] = ()


class _PhraseHit(NamedTuple):
    phrase: TermPhrase
    first: int  # positions of words
    last: int
    defects: int
    slips: float  # the cost of the misspelled words among the defects

    @property
    def weight(self) -> float:
        return len(self.phrase.words) - 0.6 * self.defects - 0.1 * self.slips

    def overlaps(self, other: _PhraseHit) -> bool:
        return self.first <= other.last and other.first <= self.last


class _Spoken(NamedTuple):
    """A word of the text: the vocabulary words it may be, with the cost of the slips, and whether it is surely misspelled."""

    word: Word
    meant: Mapping[str, float]
    strange: bool


def _strange(raw: str, known: SaidPhrases) -> bool:
    return not (raw in known.spellings or raw in known.ordinary)


def _parted(word: Word, known: SaidPhrases) -> Sequence[Word]:
    """Return the words of a misspelled word that is also written as two: "dacyare" is day care."""
    if len(word.raw) < _SHORTEST_DOUBTED or not _strange(word.raw, known):
        return (word,)
    joined = near(word.raw, known.joined)
    if not joined or any(cost < joined[0][1] for _, cost in near(word.raw, known.spelled)[:1]):
        return (word,)
    return [word._replace(text=part) for part in folding.folded(joined[0][0])]


def _spoken(word: Word, known: SaidPhrases) -> _Spoken:
    return _Spoken(word, _meant(word.text, word.raw), _strange(word.raw, known))


@lru_cache(maxsize=20_000)
def _meant(text: str, raw: str) -> Mapping[str, float]:
    """Return the words of the vocabulary that a folded word, so written, may be, with the cost of the slips."""
    known, meant = said_phrases(), {text: 0.0}
    strange = _strange(raw, known)
    shortest = SHORTEST_MENDED if strange else _SHORTEST_DOUBTED
    if len(raw) >= shortest and text not in (EDGE, SOMEBODY):
        for spelling, slips in near(raw, known.spelled):
            if slips >= _DOUBTED and not strange:
                break
            meant.setdefault(known.spellings[spelling], slips)
    return meant


def _hit(phrase: TermPhrase, text: Sequence[_Spoken], first: int) -> _PhraseHit | None:
    """Return the phrase as a hit if it begins at word `first` and has few enough defects."""
    alone = len(phrase.words) == 1
    allowed = 1 if len(phrase.words) < _LONG_PHRASE else 2
    at, defects, exact, cost = first, 0, 0, 0.0
    for place, wanted in enumerate(phrase.words):
        while at < len(text) and wanted not in text[at].meant:
            if place == 0 or text[at].word.text == EDGE:
                return None
            defects += text[at].word.text != SOMEBODY
            at += 1
            if defects > allowed:
                return None
        if at == len(text):
            return None
        slips = text[at].meant[wanted]
        if slips and alone and (not text[at].strange or len(text[at].word.raw) < _SHORTEST_MENDED_ALONE):
            return None
        defects += slips > 0
        cost += slips
        exact += not slips
        at += 1
    if defects > allowed or (not exact and not alone):
        return None
    return _PhraseHit(phrase, first, at - 1, defects, cost)


def _hits(text: Sequence[_Spoken], known: SaidPhrases) -> list[_PhraseHit]:
    said = {"", *(word for spoken in text for word in spoken.meant)}
    found = [
        hit
        for first, spoken in enumerate(text)
        for start in spoken.meant
        if (phrases := known.by_words.get(start))
        for second in phrases.keys() & said
        for phrase in phrases[second]
        if said.issuperset(phrase.words) and (hit := _hit(phrase, text, first))
    ]
    return sorted(found, key=lambda hit: (-hit.weight, hit.first, -hit.phrase.sure, hit.phrase.words))


def _apart(hits: Sequence[_PhraseHit]) -> list[_PhraseHit]:
    """Return the hits that win their words: no two overlap."""
    chosen: list[_PhraseHit] = []
    for hit in hits:
        if not any(hit.overlaps(other) for other in chosen):
            chosen.append(hit)
    return chosen


def _heard(hit: _PhraseHit, text: Sequence[_Spoken], source: str) -> str:
    return source[text[hit.first].word.start : text[hit.last].word.end]


def _alarms(hits: Sequence[_PhraseHit], text: Sequence[_Spoken], source: str) -> tuple[str, ...]:
    """Return what raises the card: any phrase of a safety term, even within a longer one, but not within a quiet one."""
    calm = [hit for hit in hits if not hit.phrase.slug or hit.phrase.words in _calm()]
    alarming = [
        hit
        for hit in hits
        if hit.phrase.slug
        and terms()[hit.phrase.slug].crisis
        and not any(hit.overlaps(other) and other.weight >= hit.weight for other in calm)
        and not _may_be_another(hit, text)
    ]
    return tuple(dict.fromkeys(_heard(hit, text, source) for hit in sorted(_apart(alarming), key=lambda hit: hit.first)))


def _may_be_another(hit: _PhraseHit, text: Sequence[_Spoken]) -> bool:
    """Whether a misspelled word raises nothing, since it may as well be one without danger: "shoos" are shoes, not shoots."""
    meant = text[hit.first].meant
    near_by = {word for word, slips in meant.items() if 0 < slips < _DOUBTED} - _alarming_words()
    return hit.slips > 0 and len(hit.phrase.words) == 1 and bool(near_by)


@cache
def _alarming_words() -> frozenset[str]:
    alone = (phrase for phrases in said_phrases().by_words.values() for phrase in phrases.get("", ()))
    return frozenset(one.words[0] for one in alone if one.slug and terms()[one.slug].crisis)


@cache
def _calm() -> frozenset[tuple[str, ...]]:
    return frozenset(folding.phrase(text) for text in quiet().speech)


def _score(hit: _PhraseHit, content: int) -> float:
    share = len(hit.phrase.words) / max(content, 1)
    return round(hit.phrase.sure * _DEFECT**hit.defects * (0.95 + 0.05 * min(share, 1.0)), 3)


@lru_cache(maxsize=32)
def find(text: str) -> SentenceReading:
    """Return the terms that a sentence names (even misspelled or in Spanish), best first, and the words that raise the card."""
    known = said_phrases()
    source = folding.compose(text)
    words = [part for word in folding.fold(source) for part in _parted(word, known)]
    spoken = [_spoken(word, known) for word in words]
    hits = _hits(spoken, known)
    crisis = _alarms(hits, spoken, source)
    content = tuple(word.text for word in words if word.text not in (EDGE, SOMEBODY))
    said = known.whole.get(content)
    if said and said.slug and (crisis or not terms()[said.slug].crisis or len(content) == len(words)):
        # A heading of lists ("missing") is danger if nothing else is said, and none in "she misses him".
        alarm = (source.strip(),) if terms()[said.slug].crisis and content not in _calm() else ()
        return SentenceReading((FoundNeed(said.slug, 1.0, source.strip()),), crisis or alarm)
    best: dict[str, FoundNeed] = {}
    for hit in sorted(_apart(hits), key=lambda hit: hit.first):
        slug = hit.phrase.slug
        score = _score(hit, len(content))
        if slug and (slug not in best or best[slug].score < score):
            best[slug] = FoundNeed(slug, score, _heard(hit, spoken, source))
    return SentenceReading(tuple(sorted(best.values(), key=lambda found: -found.score)), crisis)


def _unordered(text: str, without: Collection[str]) -> tuple[FoundNeed, ...]:
    """Return the term of the longest phrase of several words that are all in the text, in any order, and in no quiet phrase."""
    known = said_phrases()
    spoken = [_spoken(word, known) for word in folding.fold(folding.compose(text))]
    quiet_ones = {place for hit in _hits(spoken, known) if not hit.phrase.slug for place in range(hit.first, hit.last + 1)}
    words = {one.word.text for place, one in enumerate(spoken) if place not in quiet_ones} - {SOMEBODY, EDGE}
    if len(words) > _MOST_UNORDERED:
        return ()
    inside = [
        phrase
        for word in words
        for phrase in known.unordered.get(word, ())
        if phrase.slug not in without and words.issuperset(phrase.words)
    ]
    best = max(inside, key=lambda phrase: (len(phrase.words), phrase.sure, phrase.words), default=None)
    return (FoundNeed(best.slug, round(best.sure * 0.8, 3), text.strip()),) if best else ()


@cache
def _roles() -> frozenset[str]:
    return frozenset(word for text in quiet().roles for word in folding.phrase(text))


def _only_who_helps(found: FoundNeed) -> bool:
    """Whether every word, as written or as it may be meant, is one for a helper."""
    known = said_phrases()
    return all(_roles() & _spoken(word, known).meant.keys() for word in folding.fold(found.heard))


def _specific(needs: Sequence[FoundNeed]) -> Sequence[FoundNeed]:
    """Return the needs without those that only name the helper for another: "a lawyer for asylum" is immigration alone."""
    named = [found for found in needs if not _only_who_helps(found)]
    others = {slug for found in named for slug, fit in answering(found.slug).items() if fit >= _HELPED}
    return [found for found in needs if found.slug not in others or not _only_who_helps(found)]


def named(text: str, *, without: Collection[str] = ()) -> SentenceReading:
    """Return the few terms meant by the phrases in a text.

    A word for a person (a newcomer, a teen parent) counts only if no need is named beside it, and a word for a helper (a
    lawyer, a counselor) only if no need is named that such a helper answers. Terms in `without` are ignored from the start.
    """
    reading = find(text)
    said = [found for found in reading.found if found.slug not in without]
    needs = _specific([found for found in said if not terms()[found.slug].people] or said)
    least = needs[0].score * _MEANT if needs else 0.0
    return SentenceReading(tuple(found for found in needs if found.score >= least)[:_MOST_MEANT], reading.crisis)


def resolve(text: str, *, without: Collection[str] = ()) -> SentenceReading:
    """Return the few terms meant by a slug, a name or a short phrase, its words in any order; each of them will be asked for."""
    reading = named(text, without=without)
    return reading if reading.found else SentenceReading(_unordered(text, without), reading.crisis)
