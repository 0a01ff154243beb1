"""Activities below the need terms: soccer, guitar, chess. What somebody wants to do, and what a listing offers.

The table is activities.toml. A sentence that only mentions an activity (a soccer mom, a knee that was hurt at soccer, a game on
a phone) asks for none.

>>> [(one.slug, one.heard) for one in asked_activities("Wants to play futbol or learn guitar")]
[('soccer', 'futbol'), ('guitar', 'guitar')]
>>> [one.slug for one in asked_activities("Quiere jugar football")], [one.slug for one in asked_activities("Wants to play football")]
(['soccer'], ['football'])
>>> asked_activities("His soccer coach says he quit basketball")
()
>>> listed_activities(("Soccer and karate for ages 6 to 12",))
ListedActivities(slugs=('soccer', 'karate', 'martial-arts'), more=False)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from matching.needs.correction import nearest_of
from matching.needs.misspellings import Spellings
from matching.text import compose, plain


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity, the terms to search for, its names inside a sentence, and the wider activity that it is part of, if any."""

    slug: str
    terms: tuple[str, ...]
    english: str
    spanish: str
    part_of: str | None


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """An activity that a sentence asks for, with the words for it: `text[start:end] == heard`, of a text in NFC."""

    slug: str
    heard: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListedActivities:
    """The activities that a listing names, with the wider ones they are part of, and whether it says that there are more."""

    slugs: tuple[str, ...]
    more: bool


@cache
def activities() -> Mapping[str, Activity]:
    """Return all activities by slug, in the order of the table."""
    return MappingProxyType(
        {
            slug: Activity(slug, tuple(row["terms"]), row["english"], row["spanish"], row.get("part_of"))
            for slug, row in _table().items()
        }
    )


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "activities.toml").read_text(encoding="utf-8"))


@cache
def others_of(slug: str) -> frozenset[str]:
    """Return the other activities of the same terms: who lists one of them alone does not offer this one."""
    own = activities()[slug]
    wider, narrower = {own.part_of}, {one.slug for one in activities().values() if one.part_of == slug}
    near = wider | narrower | {slug}
    return frozenset(one.slug for one in activities().values() if set(one.terms) & set(own.terms) and one.slug not in near)


# What is said in passing before an activity, up to the activity's first letter, and after it.
_QUIET_BEFORE = re.compile(
    r"\b(?:"
    r"(?:quits?|quitting|dropped|drops|drop|gave up|giving up|kicked (?:off|out of)|cut from|left|stopped|stop|no longer|hates?|dislikes?|tired of"
    r"|sick of|scared of|afraid of|(?:watch|watches|watching))(?:\s+(?:out|of|playing|doing|going|to|the|his|her|their|school|varsity|jv|plays?|likes?|wants?)){0,4}"
    r"|(?:does not|doesn't|doesnt|do not|don't|dont|did not|didn't|never)\s+(?:like|want|play|do|enjoy|care for|need)s?(?:\s+(?:to|play|playing|do|doing|about|the|any)){0,3}"
    r"|not (?:interested in|into|a fan of|good at)|no|not|nor|neither|without|instead of|besides|other than"
    r"|(?:hurt|hurts|injur\w+|broke|broken|sprain\w*|concussion|twisted|tore|torn|fell|fainted|collapsed|passed out|fight|fights|fought|suspended|bullied|late|bus)"
    r"(?:\s+\w+){0,3}?\s+(?:at|in|from|during|playing|doing|to|for|after|while)(?:\s+(?:the|his|her|a|school|playing|doing)){0,2}"
    r"|already (?:plays?|does|has|is in|in|takes|goes to|doing|playing|on)(?:\s+(?:the|a|his|her|school)){0,2}"
    r"|until|couch|web|internet|channel"
    r"|(?:dejo|dejar|dejaron|renuncio a|odia|odio|ya no (?:juega|quiere|va a|le gusta|practica)|no (?:le|les) gustan?|no (?:juega|quiere|practica)|harto de)"
    r"(?:\s+(?:de|el|la|los|las|al|a|jugar|ir|practicar|equipo|en)){0,4}"
    r"|(?:se (?:lastimo|rompio|quebro|fracturo|cayo|desmayo|peleo|golpeo))(?:\s+\w+){0,4}?\s+(?:en|jugando|de|al)(?:\s+(?:el|la|al|a|juego de|partido de)){0,2}"
    r"|(?:partidos?|entrenador|entrenadora|cancha|zapatos|balon|pelota|entrenamiento|uniforme|tacos|juego) de"
    r")\s+$"
)
_QUIET_AFTER = re.compile(
    r"^(?:"
    r"['’]?s?\s*(?:moms?|dads?|coach(?:es)?|games?|matches|match|fields?|practices?|shoes?|cleats|jerseys?|uniforms?|shirts?|gear|equipment|balls?|injur\w+|pants|bag|"
    r"cards?|fan|fans|skills are|fees?|trousers|suit|suits|trunks|rackets?|bats?|costumes?|cart|day)\b"
    r"|(?:\s+\w+){0,3}?\s+(?:on|in|en)\s+(?:his|her|their|the|an?|my|el|la|su)\s+(?:phone|cell|ipad|tablet|xbox|playstation|ps5|switch|computer|tv|video ?game|celular|telefono|tele|tableta)\b"
    r"|\s+(?:the web|the internet|around|up at|for compliments|on thin ice|blood|attention|the line|conclusions|in debt|in work|therapy|terapia)\b"
    r")"
)
_QUIET_SAID = re.compile(
    r"\b(?:wrestl\w+ (?:with|over)|bad rap|rap sheet|dive in|drum up|horses? around|draws? blood|golf cart)\b"
)
_CLAUSE = re.compile(r"[.;!?\n]|\b(?:but|pero|sino|and wants|and would|y quiere|now wants|now she|now he)\b")
_BEGINNING = re.compile(r"(?<![\w-])[a-z0-9]+")
_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_LETTERS = re.compile(r"[^\W\d_]{5,}")
_LOOK_BACK = 80  # characters

_SPANISH = re.compile(
    r"\b(?:el|la|los|las|un|una|de|del|que|mi|mis|su|sus|para|con|por|quiere|quieren|le|les|gusta|gustaria|jugar|juega|hijo|hija|nino|nina|clases|en|y|hay"
    r"|busco|buscamos|necesita|anos|equipo|donde|al|se|es|como)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|a|an|of|to|for|and|in|is|he|she|his|her|my|wants?|likes?|loves?|play|plays|playing|with|son|daughter|who|that|are|or|at|on|needs?|youth|ages?|kids?|team)\b"
)
_MORE = re.compile(
    r"\b(?:and more|and (?:many )?others?|and other|or other|other (?:sports|activities|instruments|clubs|arts|classes)|many (?:sports|activities|clubs)|variety of"
    r"|all (?:sports|kinds)|multi-?sports?|such as|including|include|includes|etc|e\.g|range of|y mas|y otros?|y otras|como|variedad de|entre otr[oa]s)\b"
)
_QUIET_LISTED = re.compile(
    r"\b(?:drawings? for (?:a |the )?(?:prize|raffle)|raffle drawings?|prize drawings?|medical coding|billing and coding|coding and billing|golf (?:cart|outing|fundraiser|tournament)s?"
    r"|fishing licen[sc]es?|drug and alcohol|painting contractors?|house painting|interior painting|comic relief|computer science (?:building|hall)"
    r"|web surfing|surfing the|no swimming|swimming pool rules|drum up|band-?aids?|comfort animal care|sewing up|public radio)\b"
)


@cache
def _names() -> Mapping[str, str]:
    """Return the activities by their names, which ask for them where nothing else is said."""
    return {plain(name): one.slug for one in reversed(tuple(activities().values())) for name in (one.english, one.spanish)}


class _Word(NamedTuple):
    """A word or phrase of the table, and its slug in a text that is not in Spanish, and in one that is; "" for none there."""

    text: str
    slug: str
    slug_in_spanish: str


@cache
def _said() -> Mapping[str, Sequence[_Word]]:
    return _by_beginning(("words", "asked"))


@cache
def _listed() -> Mapping[str, Sequence[_Word]]:
    return _by_beginning(("words", "listed"))


def _by_beginning(keys: Sequence[str]) -> Mapping[str, Sequence[_Word]]:
    """Return the words of the table under these keys by their first letters and digits, the longest first."""
    slugs: dict[str, list[str]] = {}
    for slug, row in _table().items():
        for key, sides in (*((key, (0, 1)) for key in keys), ("in_english", (0,)), ("in_spanish", (1,))):
            for word in row.get(key, ()):
                for side in sides:
                    of_word = slugs.setdefault(word, ["", ""])
                    of_word[side] = of_word[side] or slug
    found: dict[str, list[_Word]] = {}
    for word, (slug, in_spanish) in sorted(slugs.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        beginning = _BEGINNING.search(word)
        assert beginning
        found.setdefault(beginning[0], []).append(_Word(word, slug, in_spanish))
    return found


def _is_spanish(words: str) -> bool:
    return len(_SPANISH.findall(words)) > len(_ENGLISH.findall(words))


def _hits(text: str, table: Mapping[str, Sequence[_Word]]) -> Iterator[tuple[str, int, int]]:
    """Yield the slug of each word of the table in a plain text, with its position; the longest word wins its letters."""
    spanish: bool | None = None
    end = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        word = (
            next((one for one in table.get(beginning[0], ()) if _stands(one.text, text, start)), None) if start >= end else None
        )
        if word is None:
            continue
        end = start + len(word.text)
        if word.slug != word.slug_in_spanish and spanish is None:
            spanish = _is_spanish(text)
        if slug := word.slug_in_spanish if spanish else word.slug:
            yield slug, start, end


def _stands(word: str, text: str, start: int) -> bool:
    end = start + len(word)
    return text.startswith(word, start) and not (end < len(text) and (text[end].isalnum() or text[end] == "_"))


def asked_activities(text: str) -> tuple[FoundActivity, ...]:
    """Return the activities that a sentence asks for, in its order, each once."""
    source = compose(text)
    found: dict[str, FoundActivity] = {}
    for one in _asked(source, _QUIET_SAID.sub(lambda match: " " * len(match[0]), plain(source))):
        found.setdefault(one.slug, one)
    return tuple(found.values())


def _asked(source: str, written: str) -> Iterator[FoundActivity]:
    """Yield the activities that a text asks for, which in plain letters is `written`; it may have been misspelled."""
    words, place = _mended(source, written)

    def found(slug: str, start: int, end: int) -> FoundActivity:
        start, end = place(start), place(end)
        return FoundActivity(slug, source[start:end], start, end)

    whole = words.strip()
    if slug := _names().get(whole):
        start = words.index(whole)
        yield found(slug, start, start + len(whole))
        return
    yield from (found(*hit) for hit in _hits(words, _said()) if not _in_passing(words, *hit[1:]))


def _mended(source: str, written: str) -> tuple[str, Callable[[int], int]]:
    """Return a text with misspelled words of activities mended, and what tells where a place in it is in the text as written."""
    edits: list[tuple[int, int]] = []  # the end of each mended word, and how much longer it has become by then
    parts: list[str] = []
    at, longer = 0, 0
    for word in _LETTERS.finditer(written):
        start, end = word.span()
        first = not written[:start].strip()
        meant = None if word[0] in _right() else nearest_of(source[start:end], _spellings(), first=first)
        if meant:
            parts += [written[at:start], meant]
            at, longer = end, longer + len(meant) - (end - start)
            edits.append((end + longer, longer))
    mended = "".join((*parts, written[at:]))
    return mended, lambda place: place - next((more for end, more in reversed(edits) if end <= place), 0)


@cache
def _right() -> frozenset[str]:
    """Return the words of the table and of the activities' names."""
    told = (*(word.text for words in _said().values() for word in words), *_names())
    return frozenset(word for text in told for word in _LETTERS.findall(text))


@cache
def _spellings() -> Spellings:
    """Return the long words that alone ask for an activity, and may be misspelled."""
    return Spellings(sorted({word.text for words in _said().values() for word in words if _LONG_WORD.fullmatch(word.text)}))


def _in_passing(words: str, start: int, end: int) -> bool:
    """Whether the words around only mention the activity: what he quit, where she was hurt, whose coach told."""
    before = _CLAUSE.split(words[max(0, start - _LOOK_BACK) : start])[-1]
    return bool(_QUIET_BEFORE.search(before) or _QUIET_AFTER.search(words[end : end + _LOOK_BACK]))


def listed_activities(texts: tuple[str, ...]) -> ListedActivities:
    """Return the activities that a listing names in these texts."""
    slugs: dict[str, None] = {}
    more = False
    for text in texts:
        words = _QUIET_LISTED.sub(" ", plain(compose(text)))
        own = [slug for slug, _, _ in _hits(words, _listed())]
        slugs |= dict.fromkeys(own)
        more = more or bool(own and _MORE.search(words))
    return ListedActivities((*slugs, *_wider(slugs)), more)


def _wider(slugs: Iterable[str]) -> list[str]:
    known = set(slugs)
    wider = (activities()[slug].part_of for slug in slugs)
    return [one for one in dict.fromkeys(wider) if one and one not in known]
