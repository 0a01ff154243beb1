"""Whom a listing is for, in its own words: what no column holds and somebody must read before a family is sent there.

A student's file says nothing of gender, so that what is for girls or for boys alone is always a question.

>>> [one.text for one in asks({"service.name": "Mentoring for Boys"})]
['The listing speaks of boys or men: ask whether it takes the student']
>>> asks({"service.name": "Boys & Girls Club", "service.eligibility_description": "Open to all."})
()
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from directory.storage.publishing.telling import Listing, text
from matching.query import Reason

LONGEST = 300
"""Letters of the listing's own words that are said: the rest stands on its page."""

_SIDES = {
    "girls or women": r"girls?|women|woman|females?|mothers?|moms?|niñas|chicas|mujeres|madres",
    "boys or men": r"boys?|men|man|mens|males?|fathers?|dads?|varones|hombres",
}
_WORDS = {side: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for side, words in _SIDES.items()}
_ALONE = {
    side: re.compile(rf"\b(?:for (?:[\w-]+ ){{0,2}}(?:{words})|(?:{words}) only|only (?:for )?(?:{words}))\b", re.IGNORECASE)
    for side, words in _SIDES.items()
}
"""In a description, where such words are often said in passing."""

_ADULTS = re.compile(r"\b(?:adults?|seniors?|elderly|veterans?|adultos)\b", re.IGNORECASE)
_YOUNG = re.compile(
    r"\b(?:child\w*|kids?|youth\w*|young|teen\w*|adolescen\w*|pediatric\w*|famil\w+|students?|minors?|infan\w+|niñ[oa]s|jóvenes)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?:no|none|without)(?: \w+){0,2}(?: (?:restrictions?|requirements?|limits?))?"
    r"|(?:(?:open to|for|serves) )?(?:all|anyone|everyone|anybody|everybody|(?:the )?general public|the public)(?: ages| welcome)?"
    r"|n/?a|unknown|varies|please inquire",
    re.IGNORECASE,
)


def asks(fields: Listing, age: float | None = None) -> tuple[Reason, ...]:
    """What must be read or asked: the listing's own words on who may come, and whom it speaks of alone.

    `age` is the student's in years; adults are no question where it is 18 or more.
    """
    own = " ".join((text(fields, "service.eligibility_description") or "").split())
    told = [] if not own or _ANYBODY.fullmatch(own.strip(" .!")) else [f"Who may come, as the listing says: “{_cut(own)}”"]
    told += [f"The listing speaks of {whom}: ask whether it takes the student" for whom in _alone(fields, own, age)]
    return tuple(Reason("audience", "unknown", words) for words in told)


def _alone(fields: Listing, own: str, age: float | None) -> Iterator[str]:
    """Whom the name or the description speaks of alone, where the words on who may come do not say it already."""
    name, tells = text(fields, "service.name") or "", text(fields, "service.description") or ""
    named = [side for side, words in _WORDS.items() if words.search(name)]
    told = [side for side, words in _ALONE.items() if words.search(tells)]
    spoken = [side for side, words in _WORDS.items() if words.search(f"{name} {tells} {own}")]
    for side in named or told:
        if (len(named) == 1 or spoken == [side]) and not _WORDS[side].search(own):
            yield side
    if (age is None or age < 18) and _ADULTS.search(name) and not _YOUNG.search(f"{name} {own}"):
        yield "adults"


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
