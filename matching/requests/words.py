"""The word lists that patterns of several kinds name, and the words by which languages, numbers, grades and days are known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from matching.languages import WORDS
from matching.text import without_accents

_TABLES = Path(__file__).parent / "tables"

_NOT_ALONE = frozenset(
    "bini brazilian cambodia chin ewe fante fon fuzhou ga ganda lai lao madi maya odia run shanghai signing twi".split()
)
"""Names of languages that mean something else more often: they are read only after "speaks" or before "speaking"."""

_SPEAKERS = dict.fromkeys(
    "habla hispana|habla espanola|hispanohablante|hispanohablantes|hispanoparlante|hispanoparlantes".split("|"), "es"
)
"""Words for those who speak a language, which are no names of it."""


def bare(name: str) -> str:
    """Return a name as words of an utterance: in lower case, without accents and apostrophes.

    >>> bare("K'iche'"), bare("Haitian-Creole")
    ('kiche', 'haitian creole')
    """
    return without_accents(name).casefold().replace("'", "").replace("’", "").replace("-", " ").replace(".", "")


@cache
def languages() -> Mapping[str, str]:
    """Return the codes of languages by their bare names."""
    names = ((bare(word), code) for code, words in WORDS.items() for word in words)
    return {name: code for name, code in names if all(char.isalnum() or char == " " for char in name)} | _SPEAKERS


def language_alone(words: str) -> str | None:
    """Return the code of the language that words name and nothing else, such as "Spanish"; None for English, which nobody lists.

    >>> language_alone("Spanish."), language_alone("English"), language_alone("run")
    ('es', None, None)
    """
    name = bare(words).strip(" ,;!?")
    code = languages().get(name)
    return None if code == "en" or name in _NOT_ALONE else code


@cache
def _plans() -> Mapping[str, Mapping[str, str]]:
    """Return the insurance plans by what people call them, those that mean nothing else and the others."""
    table = tomllib.loads((_TABLES / "plans.toml").read_text("utf-8"))
    return {key: {word: name for name, words in part.items() for word in words.split(", ")} for key, part in table.items()}


def plan_named(heard: str) -> str | None:
    """Return the insurance plan that words of an utterance name, by the longest of its names.

    >>> plan_named("has fidelis"), plan_named("our meridian health plan"), plan_named("on a plan")
    ('Fidelis Care', 'Meridian', None)
    """
    known = {word: name for part in _plans().values() for word, name in part.items()}
    words = f" {heard} "
    return next((known[word] for word in sorted(known, key=len, reverse=True) if f" {word} " in words), None)


def plan_names(plan: str) -> tuple[str, ...]:
    """Return all that people call an insurance plan, its own name first.

    >>> plan_names("Fidelis Care")
    ('Fidelis Care', 'fidelis care', 'fidelis')
    """
    return (plan, *(word for part in _plans().values() for word, name in part.items() if name == plan))


LANGUAGE_LISTS = ("any_language", "language")
"""The word lists of hundreds of names of languages: all, and those that mean nothing else."""


@cache
def _language_names() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Return the names in each list of languages, with their words."""
    return {key: tuple((name, frozenset(name.split())) for name in word_lists()[key].split("|")) for key in LANGUAGE_LISTS}


@lru_cache(maxsize=16)
def languages_in(line: str) -> tuple[tuple[str, str], ...]:
    """Return the lists of languages with only the names whose words a line has, each written as alternatives.

    >>> languages_in(" speaks spanish or haitian creole ")[1]
    ('language', 'haitian creole|haitian|spanish|creole')
    >>> languages_in(" speaks up ")[1]
    ('language', '(?!)')
    """
    words = frozenset(line.split())
    return tuple(
        (key, "|".join(name for name, parts in names if parts <= words) or "(?!)") for key, names in _language_names().items()
    )


@cache
def word_lists() -> Mapping[str, str]:
    """Return the word lists as alternatives of a regular expression, the longest word first."""
    common = tomllib.loads((_TABLES / "common.toml").read_text("utf-8"))
    lists = {key: "|".join(word.strip() for word in " ".join(text.split()).split(",")) for key, text in common.items()}
    for key, words in (("plan_name", "names"), ("plan_word", "words")):
        lists[key] = "|".join(_longest_first(_plans()[words]))
    lists["any_language"] = "|".join(_longest_first(name for name, code in languages().items() if code != "en"))
    lists["language"] = "|".join(name for name in lists["any_language"].split("|") if name not in _NOT_ALONE)
    return lists


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
