"""Need terms that a listed service answers, from its categories, names and description.

At each word the longest phrase wins and consumes its words: "adult education" is never "education". A vague phrase (a
kind of place or of people, such as "clinic" or "youth") counts only if nothing plainer is said: "Youth Shelter" is a
shelter, and a clinic listed under substance use is not a doctor's office. Spelling is not corrected here, so that a list
of 100,000 services is read in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from matching import text as folding
from matching.needs.conditions import GENERAL
from matching.needs.evidence import (
    CERTAIN,
    DOUBTED,
    ENDED,
    ENTAILED,
    FEW,
    HINT,
    LIKELY,
    MOST_HINTS,
    NAMED,
    NAMES,
    OF_ANYTHING,
    OF_YOUNG,
    PEOPLE,
    SHELTERS,
    TOLD,
    YOUNG,
    Label,
    borne_out,
)
from matching.needs.hints import hinted
from matching.needs.listed_phrases import PhraseHit, PhraseIndex, phrase_index, phrases_of, spoken
from matching.needs.vocabulary import Term, quiet, terms

_SURE = {"categories": 1.0, "codes": 1.0, "name": 0.9, "program": 0.9, "keywords": 0.8, "description": 0.6}
"""How certainly a phrase says what the service does, by the part of the listing that it is in."""
_LABELS = ("categories", "codes", "program", "name", "keywords")
_BY_TOP_LEVEL = 0.5  # "Health" beside "Dental care"
_BY_ORGANIZATION = 0.5
_BY_DOMAIN = frozenset({"mental-health"})  # a hospital's name says what kind of care its clinics give
_TAGS = ("categories", "keywords")
_HINTING = (*_TAGS, "name", "program", "organization", "description")
_TRAIL = " - "
_SHELTER = re.compile(r"\b(?<!animal )(?<!pet )shelters?\b|\b(?:refugio|albergue)s?\b", re.IGNORECASE)
_HEADING = re.compile(r"\S.*\bgeneral", re.IGNORECASE)  # "Disability General" in a list that also says "Disability-Advocacy"
_SHORTEST_TRAIL = 3  # "Basic Needs - Food - Meals"; with two parts it may be a list
_MOST_DESCRIBED = 6  # terms a description alone may add; one that mentions more lists what it knows, not what it does


def _described(term: Term) -> Iterator[tuple[str, str]]:
    yield from ((text, term.slug) for text in term.provides)
    yield from ((text, term.slug) for text in (term.english, term.spanish, term.slug) if len(folding.phrase(text)) > 1)


def _labeled(term: Term) -> Iterator[tuple[str, str]]:
    yield from ((text, term.slug) for text in (*term.provides, *term.labels))
    yield from ((text, term.slug) for text in (term.english, term.spanish, term.slug))


def _said(term: Term) -> Iterator[tuple[str, str]]:
    """Yield what people say as labels, if it is more than a word: otherwise "credit recovery" would leave "recovery"."""
    yield from ((text, term.slug) for text in (*term.says, *term.says_spanish) if len(folding.phrase(text)) > 1)


@cache
def _labels() -> PhraseIndex:
    silent = [(text, "") for text in quiet().listings]
    vague = [(text, term.slug) for term in terms().values() for text in term.vague]
    labeled = [pair for term in terms().values() for pair in _labeled(term)]
    said = [pair for term in terms().values() for pair in _said(term)]
    return phrase_index([*silent, *labeled, *said], vague)


@cache
def _names() -> PhraseIndex:
    """Return the labels, except that the name of a school or a street implies no need."""
    silent = {words: PhraseHit("", len(words), vague=False) for text in quiet().names if (words := folding.phrase(text))}
    longest = dict(_labels().longest)
    for words in silent:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return PhraseIndex({**_labels().hits, **silent}, longest)


@cache
def _descriptions() -> PhraseIndex:
    """Return the phrases for descriptions.

    Labels are silent but consume their words, or "youth development" would leave "development".
    """
    silent = [(text, "") for text in quiet().listings]
    told = [pair for term in terms().values() for pair in _described(term)]
    kept = [(text, "") for term in terms().values() for text in (*term.labels, *term.vague)]
    return phrase_index([*silent, *told, *kept])


@cache
def _coded() -> Mapping[str, tuple[str, ...]]:
    coded: dict[str, tuple[str, ...]] = {}
    for term in terms().values():
        for number in term.open_eligibility:
            coded[str(number)] = (*coded.get(str(number), ()), term.slug)
    return coded


@cache
def _sayings() -> Mapping[tuple[str, ...], str]:
    """Return what people say as labels that must match in full: "Chess", "SYEP"."""
    said = ((folding.phrase(text), term.slug) for term in terms().values() for text in (*term.says, *term.says_spanish))
    return dict(reversed([*said]))


@lru_cache(maxsize=20_000)
def _category(text: str) -> tuple[PhraseHit, ...]:
    """Return what a category says.

    A general kind of care that only the upper parts of a trail name is merely their heading, if the last meaningful part names
    something else: "Mental Health and Substance Abuse Services - Substance Abuse Services - Drug Treatment" is not counseling.
    """
    hits, trail = _label(text, "categories"), text.split(_TRAIL)
    plain = (own for part in reversed(trail) if (own := {hit.slug for hit in _label(part, "categories") if not hit.vague}))
    deepest = next(plain, set()) if len(trail) >= _SHORTEST_TRAIL else set()
    headings = GENERAL - deepest if deepest - GENERAL else frozenset()
    heading = _HEADING.fullmatch(text.strip()) is not None
    return tuple(hit._replace(vague=hit.vague or heading or hit.slug in headings) for hit in hits)


@lru_cache(maxsize=20_000)
def _label(text: str, part: str) -> tuple[PhraseHit, ...]:
    """Return what a label says; if nothing plain, the longest of its vague phrases."""
    index = _names() if part in NAMES else _labels()
    words = spoken(text)
    whole = tuple(word for word in words if word != folding.EDGE)
    if whole not in index.hits and (said := _sayings().get(whole)):
        return (PhraseHit(said, len(whole), vague=False),)
    hits = tuple(phrases_of(index, words))
    longest = max((hit.length for hit in hits), default=0)
    return tuple(hit for hit in hits if not hit.vague) or tuple(hit for hit in hits if hit.length == longest)


def _texts(part: str | Sequence[str] | None) -> Sequence[str]:
    return () if not part else (part,) if isinstance(part, str) else part


def _labeled_as(parts: Mapping[str, str | Sequence[str]]) -> dict[str, Label]:
    """Return the surest label of each term; vague words count less beside a plain category, and not at all in a name."""
    found = {
        slug: Label("codes", _SURE["codes"]) for code in _texts(parts.get("codes")) for slug in _coded().get(code.strip(), ())
    }
    found |= {slug: Label("terms", _SURE["categories"]) for slug in _texts(parts.get("terms"))}
    for part in _LABELS:
        texts = _own_names(parts, part) if part in NAMES else _texts(parts.get(part))
        labels = [(text, _category(text) if part == "categories" else _label(text, part)) for text in texts]
        plain = bool(found) or any(not hit.vague for _, hits in labels for hit in hits)
        alone = part == "categories" and len(texts) <= FEW
        for text, hits in labels:
            people = part in _TAGS and PEOPLE.fullmatch(text.strip()) is not None
            for hit in hits:
                sure = (_BY_TOP_LEVEL if part == "categories" else 0.0) if hit.vague and plain else _SURE[part]
                if hit.vague and plain and part in NAMES and hit.length == len(spoken(text)):
                    sure = _BY_ORGANIZATION
                before = found.get(hit.slug, Label(part, 0.0))
                voices = before.voices + (NAMED if part in NAMES else 1)
                surer = (
                    Label(part, sure, hit.length, people, alone=alone)
                    if (sure, hit.length) > (before.fit, before.length)
                    else before
                )
                found[hit.slug] = surer._replace(voices=voices)
    return found


def _own_names(parts: Mapping[str, str | Sequence[str]], part: str) -> list[str]:
    """Return names without that of the organization, which says what other services do: "Elm Clinic - Job Club" is a job club."""
    prefixes = tuple(f"{organization}{_TRAIL}".casefold() for organization in _texts(parts.get("organization")))
    found = []
    for name in _texts(parts.get(part)):
        prefix = next((one for one in prefixes if name.casefold().startswith(one)), "")
        found.append(name[len(prefix) :].strip() or name)
    return found


def _described_as(parts: Mapping[str, str | Sequence[str]]) -> list[str]:
    slugs = (hit.slug for text in _texts(parts.get("description")) for hit in phrases_of(_descriptions(), spoken(text)))
    return list(dict.fromkeys(slugs))


def _read(description: str) -> Mapping[str, float]:
    """Return the chance of each term that the description names it."""
    from matching.needs.descriptions import chances  # numpy and the encoder are loaded only where a list is read

    return chances(_without_quiet(description))


@cache
def _quiet() -> PhraseIndex:
    return phrase_index([(text, "") for text in quiet().listings])


def _without_quiet(text: str) -> str:
    """Return a text without the quiet phrases: what is said of the office and of others is nothing that the service does."""
    text = folding.compose(text)
    words, (hits, longest), at, spans = folding.fold(text), _quiet(), 0, []
    while at < len(words):
        for length in range(min(longest.get(words[at].text, 0), len(words) - at), 0, -1):
            if tuple(word.text for word in words[at : at + length]) in hits:
                spans.append((words[at].start, words[at + length - 1].end))
                at += length
                break
        else:
            at += 1
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def _hint(fits: dict[str, float], parts: Mapping[str, str | Sequence[str]], read: Mapping[str, float]) -> None:
    """Add what a service only may answer: what its description most likely names, what follows from a need, and what the list is of."""
    for slug, chance in sorted(read.items(), key=lambda odds: -odds[1])[:MOST_HINTS]:
        if chance >= (CERTAIN if slug in OF_ANYTHING else LIKELY):
            fits.setdefault(slug, _SURE["description"] if chance >= CERTAIN else HINT)
    if SHELTERS & fits.keys() and any(map(_SHELTER.search, _texts(parts.get("description")))):
        fits.setdefault("shelter", _SURE["description"])
    entailed = [ENTAILED[slug] for slug, fit in fits.items() if fit >= TOLD and slug in ENTAILED]
    for slug in (*(entailed if read or parts.get("terms") else ()), *_texts(parts.get("usual"))):
        fits.setdefault(slug, HINT)
    for slug in hinted((text for part in _HINTING for text in _texts(parts.get(part))), fits):
        fits.setdefault(slug, HINT)


def _doubt_young(fits: dict[str, float], parts: Mapping[str, str | Sequence[str]]) -> None:
    """Make a need of young people doubtful if that of adults is named too, and the listing speaks of nobody young."""
    for slug, of_adults in OF_YOUNG.items():
        doubted = fits.get(slug, 0.0) > DOUBTED <= fits.get(of_adults, 0.0)
        if doubted and not any(YOUNG.search(text) for part in _HINTING for text in _texts(parts.get(part))):
            fits[slug] = DOUBTED


def classify(parts: Mapping[str, str | Sequence[str]]) -> dict[str, float]:
    """Return the terms that a service answers, surest first, with how certain the list makes each (0 to 1).

    `parts` may hold categories, codes (Open Eligibility ids or names), terms that the list's columns mark, the usual ones of a
    list that marks nothing here, name, program, keywords, description and organization; others are ignored.
    """
    labels, described = _labeled_as(parts), _described_as(parts)
    read = _read(" ".join(_texts(parts.get("description")))) if parts.get("description") else {}
    fits = {slug: fit for slug, label in labels.items() if (fit := borne_out(slug, label, labels, described, read))}
    for slug in [slug for slug in described if slug not in fits][:_MOST_DESCRIBED]:
        fits[slug] = TOLD if read.get(slug, 0.0) >= CERTAIN else _SURE["description"]
    _doubt_young(fits, parts)
    _hint(fits, parts, read)
    of_organization = {hit.slug for text in _texts(parts.get("organization")) for hit in _label(text, "organization")}
    domains = {terms()[slug].domain for slug in fits if slug in terms()}
    for slug in of_organization - fits.keys():
        if not fits or (not described and terms()[slug].domain in domains & _BY_DOMAIN):
            fits[slug] = _BY_ORGANIZATION
    if any(map(ENDED.match, _texts(parts.get("description")))):
        fits = {slug: min(fit, DOUBTED) for slug, fit in fits.items()}
    return dict(sorted(fits.items(), key=lambda fit: -fit[1]))
