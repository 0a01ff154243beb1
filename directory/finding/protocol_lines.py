"""The protocols for several kinds of danger as lines of one card: each under the name of its kind, and nothing said twice.

>>> lines = said_once(["Call Childhelp, 1-800-422-4453, now.", "Hide nothing. RAINN, or Childhelp, 1-800-422-4453, helps."], "en")
>>> lines[1]
'Hide nothing. RAINN, or Childhelp, number above, helps.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from matching.danger import KINDS

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u00c0-\u00de\u00bf\u00a1])")
_NUMBER = re.compile(r"(?P<comma>, )?(?P<article>\b(?:al|el) )?(?P<number>\+?(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})")
_AFTER_ITS_NAME: Mapping[str, str] = {"en": "number above", "es": "número arriba"}
_ALONE: Mapping[str, str] = {"en": "the number above", "es": "el número de arriba"}
_AFTER_ARTICLE: Mapping[str, str] = {"es": "número de arriba"}


def protocol_lines(protocols: Mapping[str, str], language: str) -> tuple[str, ...]:
    """Return the protocols, in a language and by kind, as lines; one alone needs no name."""
    if len(protocols) <= 1:
        return tuple(protocols.values())
    names = (kind_name(kind, language) for kind in protocols)
    return tuple(f"{name}: {line}" for name, line in zip(names, said_once(protocols.values(), language), strict=True) if line)


def kind_name(kind: str, language: str) -> str:
    """Return what a kind of danger is called in a language of staff."""
    return KINDS[kind].spanish if language == "es" else KINDS[kind].english


def said_once(lines: Iterable[str], language: str) -> Sequence[str]:
    """Return lines without the sentences of those before them; a telephone number that was given is only referred to."""
    kept: list[str] = []
    said: set[str] = set()
    given: set[str] = set()
    for line in lines:
        sentences = [one for one in _SENTENCE_END.split(line) if one not in said]
        said.update(sentences)
        kept.append(_referring(" ".join(sentences), given, language))
        given.update(map(_digits, _NUMBER.finditer(line)))
    return kept


def _referring(line: str, given: set[str], language: str) -> str:
    def words(match: re.Match[str]) -> str:
        if _digits(match) not in given:
            return match[0]
        if match["comma"]:
            return f", {_AFTER_ITS_NAME[language]}"
        if match["article"] and language in _AFTER_ARTICLE:
            return f"{match['article']}{_AFTER_ARTICLE[language]}"
        return f"{match['article'] or ''}{_ALONE[language]}"

    return _NUMBER.sub(words, line)


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match["number"])[-10:]
