"""The languages that families here speak, in the order in which a form offers them, out of matching.languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matching.languages import CODES_OF_THREE, NAMES, OWN_NAMES, WORDS, base
from matching.text import fold_text

# The most common first. Karen and Assyrian are stored by the codes of their groups.
_OFFERED = """
en es ar zh yue vi so sw ne my kar rw rn fr ht pt ru uk pl sq bs sr ro de
it el tr fa prs ps ku ur hi bn pa gu ta te am ti tl ko ja th lo hmn km ln
syr cld ase
""".split()


@dataclass(frozen=True, slots=True)
class FamilyLanguage:
    """A language by its name in English and in the language itself."""

    english: str
    own: str


LANGUAGES: Mapping[str, FamilyLanguage] = {code: FamilyLanguage(NAMES[base(code)], OWN_NAMES[base(code)]) for code in _OFFERED}
"""By ISO 639 code, in the order in which a form offers them: the most common first."""


def language_code(words: str) -> str | None:
    """Return the code that a code or a name means ("es", "SPA", "es-MX", "Español"), or None if it is not offered."""
    return _codes().get(fold_text(words)) or _codes().get(base(words.strip()))


@cache
def _codes() -> Mapping[str, str]:
    offered = {base(code): code for code in _OFFERED}
    found: dict[str, str] = {}
    for code, words in WORDS.items():
        if code in offered:
            found |= dict.fromkeys(filter(None, (code, offered[code], *map(fold_text, words))), offered[code])
    return found | {three: offered[code] for three, code in CODES_OF_THREE.items() if code in offered}
