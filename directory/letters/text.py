"""Pure: the letter as a short text to paste into a message, in its own language and without the child's name.

Messages are forwarded and read over shoulders: the text says where to call, and nothing about the family.
"""

from __future__ import annotations

from collections.abc import Sequence

from directory.i18n.catalogs import Catalog, catalog_of
from directory.letters.composition import BLANK_LINE
from directory.letters.content import LetterContent, ProviderCard
from directory.letters.facts import UNKNOWN
from directory.letters.plain_text import clean

USUAL = 700
"""Characters up to which facts are added; what a family cannot do without comes first and is always included."""

LONGEST = 1_000

_NAME = 80
_LINE = 120
_LONGEST_LINK = 300
_FACTS = ("where", "hours", "cost", "bring", "start", "check")


def as_text(content: LetterContent) -> str:
    """Return the text, at most LONGEST characters: the place, how to reach it, what to know, the link, and who signs.

    The reference number is included, since it is no secret.
    """
    say = catalog_of(content.language)
    card = content.cards[0]
    head = [
        say("Hello! This place may help your family:"),
        ", ".join(_short(card.name, card.agency)),
        *_reached(content, card, say),
    ]
    tail = _tail(content, say)
    told: list[str] = []
    for fact in _known_facts(card, say):
        if len("\n".join((*head, *told, fact, *tail))) <= USUAL:
            told.append(fact)
    return "\n".join((*head, *told, *tail))


def _short(*names: str) -> list[str]:
    return [name for name in dict.fromkeys(clean(name, _NAME) for name in names) if name]


def _reached(content: LetterContent, card: ProviderCard, say: Catalog) -> list[str]:
    """Return whom to call and the first thing to say; else the other way to begin."""
    if not card.phones:
        return [clean(content.script.paragraphs[0], _LINE * 2)] if content.script.paragraphs else []
    words = next((line for line in content.script.lines if BLANK_LINE not in line and len(line) <= _LINE), "")
    return [
        say("Phone: {number}", number=clean(card.phones[0][1], _LINE)),
        *([say("When you call, say: {words}", words=words)] if words else []),
    ]


def _known_facts(card: ProviderCard, say: Catalog) -> list[str]:
    """Return the known facts, each with as many of its lines as are short."""
    unknown = {say(words) for words in UNKNOWN}
    by_kind = {line.kind: line for line in card.lines if not unknown.issuperset(line.lines)}
    found = (by_kind[kind] for kind in _FACTS if kind in by_kind)
    return [f"{line.label}: {_short_lines(line.lines)}" for line in found]


def _short_lines(lines: Sequence[str]) -> str:
    told = clean(_stopped(lines[0]), _LINE)
    for words in lines[1:]:
        if len(told) + len(words) < _LINE:
            told += f" {_stopped(words)}"
    return told


def _stopped(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _tail(content: LetterContent, say: Catalog) -> list[str]:
    link = content.link if len(content.link) <= _LONGEST_LINK else ""
    signer = content.signer
    told = ", ".join([*_short(signer.name, signer.school), *([clean(signer.phone, _LINE)] if signer.phone else [])])
    return [
        *([say("Tell us how it went: {link}", link=link)] if link else []),
        *([say("Questions? {name}", name=told)] if told else []),
        *([f"{content.reference_label} {clean(content.reference, _NAME)}"] if content.reference else []),
    ]
