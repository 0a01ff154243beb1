"""Languages in which a service is offered, as ISO 639 codes, and whether interpreters are available.

Their names and codes are in matching.languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from importers.fields import Target
from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.values import DENIED, ENDED, Reader, Reading, folded
from importers.values.folded import Span
from importers.values.text import fold, is_blank
from matching.languages import CODES_OF_THREE, NAMES, WORDS


@dataclass(frozen=True, slots=True)
class Languages:
    """`codes` in the order in which the cell names them; `interpretation` is what it says about interpreters."""

    codes: tuple[str, ...]
    interpretation: str | None = None


MISTAKEN = {"hindu": "hi", "indian": "hi", "mexican": "es", "ethiopian": "am", "eritrean": "ti", "iranian": "fa", "afghan": "prs",
             "pakistani": "ur", "bangladeshi": "bn", "bosnia": "bs", "russia": "ru", "vietnam": "vi"}  # fmt: skip
"""Words that are not languages but were surely meant as one; the reading says so."""

CODE_OF: dict[str, str] = {}
"""Codes by folded name."""
for _code, _words in WORDS.items():
    for _word in _words:
        CODE_OF.setdefault(fold(_word), _code)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of the words, longest first; word boundaries apply except in scripts such as Chinese."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w[0] < "\u0e00" else re.escape(w) for w in ordered))


# Names that are also words or names of other things count only as a whole item.
_ONLY_ALONE = frozenset(
    {
        "ga",
        "chin",
        "lai",
        "latin",
        "maya",
        "to",
        "shanghai",
        "indian",
        "brazilian",
        "mexican",
        "lao",
        "edo",
        "mam",
        "fon",
        "patois",
        "arab",
        "signing",
        "viet",
        "karen",
        "cambodia",
        "chino",
        "ruso",
        "haitian",
        "irish",
        "afghan",
        "cham",
    }
)
_NAMED = _pattern([word for word in CODE_OF if word not in _ONLY_ALONE])
_ITEMS = re.compile(r"[;,/&|+.:()\[\]]|\s-\s|\b(?:and|or|y|e|et|plus|with)\b")
_VARIETY = re.compile(r"\bchinese(?=\W{1,3}(?:cantonese|toisan|taishan|fuk|fuj|fuz|taiwan|hokkien|shanghai))")
_INTERPRETERS = re.compile(
    r"interpret|translat|traduc|(?:much[oa]s|vari[oa]s|tod[oa]s l[oa]s|multiples|otr[oa]s|cualquier) (?:idiomas?|lenguas?|lenguajes?)|language (?:line|service|access|bank)|other languages?|(?:any|all|many|most|multiple|various|over \d+|\d+\+?) languages?"
    r"|multi-?lingual"
)
_REFUSED = re.compile(r"\b(?:no|not|non)[ -](?:\w+ ){0,2}?$")
_LITTLE = re.compile(r"\b(?:limited|some|a little|basic|conversational|minimal)(?: \w+)? $")
_SENT_ELSEWHERE = re.compile(r"\([^)]{0,200}\breferred (?:to|elsewhere)[^)]*\)?")
_NOISE = re.compile(
    r"\b(?:tdd|tty|tdy|ttd|braille|relay|only|available|speaking|spoken|speakers?|staff|language|languages|lenguaje|idiomas?|primarily|fluent|"
    r"limited|some|little|a|upon|by|on|request|the|also|in|other|others|bi-?lingual|hearing|impaired|deaf|etc|yes|primary|secondary|sometimes|appointment|contract|arrangement|multiple|various|african|asian|indigenous)\b"
)
_SENTENCE = re.compile(
    r"\b(?:call|contact|vary|varies|inquire|ask|not available|depends?|change|is|are|be|will|can|may|who|needs?|needed)\b"
)


def name(code: str) -> str:
    """Return the English name of a code; the code itself if the table has none."""
    return NAMES.get(code, code)


def code(text: str) -> str | None:
    """Return the code for a name or a code; None if there is none."""
    word = fold(text).strip(" .*")
    return CODE_OF.get(word) or MISTAKEN.get(word) or (word if word in NAMES else CODES_OF_THREE.get(word)) or _by_tag(word)


def _by_tag(word: str) -> str | None:
    """Return the language of a tag with a region or script, such as es-MX or zh_Hant."""
    found = re.fullmatch(r"([a-z]{2,3})[-_](?:[a-z]{2}|[a-z]{4}|419)", word)
    return found.group(1) if found and found.group(1) in NAMES else None


def _corrected(item: str) -> str | None:
    """Return the name that a misspelled item was meant to be, if one is close enough."""
    best = process.extractOne(item, CODE_OF.keys(), scorer=fuzz.ratio, score_cutoff=85) if len(item) >= 5 else None
    return best[0] if best else None


def _read_item(item: str) -> tuple[str | None, Trouble | None]:
    """Return the code for a whole item in which no known name was found, and the trouble with it."""
    if item in MISTAKEN:
        return MISTAKEN[item], Trouble(ValueCode.LANGUAGE_MISTAKEN, {"shown": item, "language": MISTAKEN[item]}, Severity.INFO)
    known = code(item)
    if known:
        return known, None
    near = _corrected(item)
    if near:
        return CODE_OF[near], Trouble(ValueCode.LANGUAGE_MENDED, {"shown": item, "language": CODE_OF[near]}, Severity.INFO)
    return None, Trouble(ValueCode.LANGUAGE_UNKNOWN, {"shown": item})


@dataclass(slots=True)
class _Named:
    """Codes by where their names stand; the names, what was refused with its "no", and the doubts."""

    codes: dict[int, str] = field(default_factory=dict)
    took: list[Span] = field(default_factory=list)
    refused: list[Span] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def _scan(words: str) -> _Named:
    """Return the known names in a text."""
    found = _Named()
    for match in _NAMED.finditer(words):
        before = words[: match.start()]
        found.codes[match.start()] = ""
        if refused := _REFUSED.search(before):
            found.refused.append((refused.start(), match.end()))
            continue
        found.codes[match.start()] = CODE_OF[match.group()]
        found.took.append(match.span())
        if _LITTLE.search(before):
            found.troubles.append(Trouble(ValueCode.LANGUAGE_LITTLE, {"language": CODE_OF[match.group()]}, Severity.INFO))
    return found


def _read_items(words: str, found: _Named) -> None:
    """Read the items of one or two words that contain no known name; sentences are left alone."""
    position = 0
    for item in _ITEMS.split(words):
        position = words.find(item, position)
        end = position + len(item)
        bare = _NOISE.sub(" ", item).strip(" -*'\"?!")
        if (
            not any(position <= at < end for at in found.codes)
            and len(bare) > 1
            and len(bare.split()) <= 2
            and bare.isprintable()
        ):
            read_as, trouble = _read_item(bare)
            if read_as:
                found.codes[position] = read_as
                starts = ((word, words.index(word, position)) for word in bare.split())
                found.took += [(start, start + len(word)) for word, start in starts]
            if trouble and not (read_as is None and any(char.isdigit() for char in bare)):
                found.troubles.append(trouble)
        position = end


LONGEST = 1500  # characters of a language cell
_ALONE = re.compile(r"(?:\bonly|\bsolo|\bsolamente)(?=\W*$)")  # "English only"
# Words that people read beside the languages ("or others by phone", "only on Tuesdays") turn none of them round.
_DOUBT = DENIED | ENDED | {"?", "but", "pero", "maybe", "perhaps", "possibly", "quizas"}

# What is not understood is no word of interpreters: those make a match ask for one.
LANGUAGES: Reader[Languages] = Reader(
    "languages", Target.SERVICE_APPLICATION_PROCESS, says=lambda spoken: spoken.interpretation or "", doubt=_DOUBT
)


@LANGUAGES.reads
def read(text: str) -> Reading[Languages]:
    """Return the languages in a cell and what it says about interpreters; None if it says neither."""
    cell = folded(text)
    if is_blank(text):
        return LANGUAGES.blank(cell)
    if len(text) > LONGEST:
        return LANGUAGES.nothing(cell, Trouble(ValueCode.LANGUAGES_TOO_LONG))
    words = cell.text
    for pattern in (_SENT_ELSEWHERE, _VARIETY):
        words = pattern.sub(lambda match: " " * len(match.group()), words)
    interpretation = cell.cell if _INTERPRETERS.search(words) else None
    bare = words.strip()
    if (whole := code(bare)) and bare not in MISTAKEN:
        found = _Named({0: whole}, [(words.index(bare), words.index(bare) + len(bare))])
    else:
        found = _scan(words)
        if not _INTERPRETERS.search(words) and not _SENTENCE.search(words):
            _read_items(words, found)
    spoken = {at: said for at, said in found.codes.items() if said}
    if re.search(r"\bbi-?lingual\b", words):
        if list(spoken.values()) == ["es"]:
            spoken = {-1: "en", **spoken}
        elif not spoken:
            return LANGUAGES.nothing(cell, Trouble(ValueCode.LANGUAGES_UNNAMED, {"shown": cell.cell[:80]}))
    codes = tuple(dict.fromkeys(spoken[at] for at in sorted(spoken)))
    if not codes and interpretation is None:
        return LANGUAGES.nothing(cell, *found.troubles)
    took = [*cell.spans(_ALONE), *(cell.origin(*span) for span in found.took), *cell.spans(_VARIETY)]
    asides = [*(cell.origin(*span) for span in found.refused), *cell.spans(_SENT_ELSEWHERE)]
    return LANGUAGES.account(cell, Languages(codes, interpretation), took, *found.troubles, asides=asides)
