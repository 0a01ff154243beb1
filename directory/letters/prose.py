"""Pure: a listing's own words in a letter: what they must not say, when they say nothing, how other languages quote them."""

from __future__ import annotations

import re
from functools import cache

from directory.i18n.catalogs import ENGLISH, Catalog
from directory.letters.reading_level import simple
from directory.letters.syllables import english_syllables, spanish_syllables
from matching.needs import terms

# Words that listings use for the people they serve: in a letter to one family they would describe that family.
_SHAMING = re.compile(
    r"\b(?:at|high)[- ]risk\b|\blow[- ]income\b|\bin need\b|\bneedy\b|\bpoor\b|\bpoverty\b|\bwelfare\b|\btanf\b|\bssi\b|\bssdi\b|\bfood stamps\b"
    r"|\b(?:homeless|abus|neglect|addict|alcohol|sobriety|recover|psychiatr|mental|emotional|diagnos|retard|handicap|disab|impair|violen"
    r"|victim|assault|trauma|offend|ex-offend|delinquen|adjudicat|probation|incarcerat|prison|convict|pregnan|suicid|undocumented|refugee"
    r"|illitera|runaway|evict|cancer|diabet|asthma|epilep|autis)\w*"
    r"|\b(?:ill|illness|illnesses|disorders?|diseases?|dieases|drugs?|substance|behaviou?r(?:al)?|hiv|aids|stds?|rape|court|judge|jail|juvenile"
    r"|deaf|hard of hearing|blind|gay|lesbians?|bisexual|lgbt\w*|transgender|women who partner|drop[- ]?outs?|teen (?:mothers?|parents?)|unwed|crisis|foster|wards? of|low functioning)\b",
    re.IGNORECASE,
)
# A line of at most so many words, none with more than so many syllables, is plain regardless of any formula.
MOST_SHORT, PLAIN = 5, 3
SYLLABLES = {"en": english_syllables, "es": spanish_syllables}

_PRIVATE = frozenset({"mental-health", "safety", "health", "family"})
"""Domains of needs that a letter must not name; tutoring or sports may be named."""

_NOTHING = re.compile(
    r"(?:please |you must |must )?(?:call|telephone|inquire|ask|contact|see|vary|varies|hours vary|n/?a|unknown|none|not (?:listed|known|available)|tb[ad])"
    r"(?: (?:us|them|the|this|to|for|and|more|current|agency|provider|office|site|website|inquire|information|info|details|hours|times|schedule"
    r"|rates?|fees?|prices?|costs?|eligibility|requirements?))*[.!]?",
    re.IGNORECASE,
)
# Words that are in almost every Spanish line and in no English one.
_IN_SPANISH = re.compile(r"[áéíóúñ¿¡]|\b(?:el|los|las|una|para|con|por|del|que|su|sus)\b", re.IGNORECASE)


def shames(words: str) -> bool:
    """Whether words ascribe an illness, a misfortune or a need to the people they describe.

    >>> shames("Men who are homeless"), shames("Residents of the county")
    (True, False)
    """
    return _SHAMING.search(words) is not None


def is_private_matter(name: str) -> bool:
    """Whether a program is named after what its families suffer, as in lists that use the kind of help as a name.

    >>> is_private_matter("Grief"), is_private_matter("Runaway & Homeless Youth"), is_private_matter("Lantern House")
    (True, True, False)
    """
    words = _words(name)
    return shames(name) or (bool(words) and any(words <= private for private in _private_names()))


@cache
def _private_names() -> tuple[frozenset[str], ...]:
    """Return the words of private needs, by name, in both languages."""
    private = [term for term in terms().values() if term.domain in _PRIVATE]
    return tuple(_words(name) for term in private for name in (term.english, term.spanish))


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - {"a", "and", "for", "of", "the", "de", "e", "la", "para", "y"}


def says_nothing(words: str) -> bool:
    """Whether a line only sends its reader back to the telephone: "Please call for this information"."""
    return _NOTHING.fullmatch(words.strip()) is not None


def understood(words: str, say: Catalog) -> bool:
    """Whether a line can appear in the letter as it is: in its language, easy, and not shaming its reader."""
    own = say.language == ENGLISH or is_in(words, say.language)
    return bool(words) and own and not shames(words) and (_short(words, say) or simple(say.language, (words,)))


def _short(words: str, say: Catalog) -> bool:
    """Whether this is a name of few and plain words, to which a formula for sentences does not apply: "County residents"."""
    found = re.findall(r"[^\W\d_]+", words)
    return len(found) <= MOST_SHORT and all(SYLLABLES[say.language](word) <= PLAIN for word in found)


def is_in(words: str, language: str) -> bool:
    """Whether a listing's words are in this language rather than in English, the usual one."""
    return language == "es" and _IN_SPANISH.search(words) is not None


def quoted(words: str, say: Catalog) -> str:
    """Return the words quoted in English as listed, with the advice to ask whether they are right."""
    return say("Their list says: “{words}”. Ask if this is right.", words=words)
