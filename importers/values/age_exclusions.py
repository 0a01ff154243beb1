"""Ages that a text excludes: "no minors", "does not serve children under 12", "all but ages 5 to 8".

An excluded age is the opposite of an age that is served. A sentence that excludes one side of a limit is turned into the
other side; a sentence that excludes anything else gives no ages. Ages in a condition ("under 10 with an adult") are not limits.

>>> ages_only("Does not serve children under 12.")
AgesOnly(text='does 12 and older.', kept=True)
>>> ages_only("Not for ages 5-8. Open to grades 6 to 8.")
AgesOnly(text=' open to grades 6 to 8.', kept=True)
>>> ages_only("Ages 5 to 12")
AgesOnly(text='Ages 5 to 12', kept=False)
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from importers.times.months import NAMES
from importers.values.text import fold

_PEOPLE = (
    r"(?:any(?: ?one|body)?|ones?|body|nobody|children|child|kids?|youths?|minors?|students?|pupils?|people|persons?|individuals?|clients?|patients?"
    r"|participants?|residents?|those|men|women|boys|girls|teens?|teenagers?|adults?|babies|infants?|toddlers?|seniors?|campers?|members?"
    r"|ninos?|ninas?|jovenes|personas|adolescentes|adultos?|estudiantes)\b"
)
_SMALL = r"(?:the|of|to|for|para|with|by|who|that|are|is|be|if|in|from|between|aged?|ages|grades?|anos|edad|los|las|la|a|de|entre|que|sean|tengan)\b"
_BETWEEN = rf"(?:[\s,:]+(?:{_PEOPLE}|{_SMALL}))*+[\s,:]*"
_TAKE = (
    r"(?:serv(?:e|es|ed|ing)|accept\w*|admit\w*|take|takes|taking|taken|see|sees|treat\w*|enroll?\w*|allow\w*|permit\w*|welcome|work(?:s|ing)? with|open|available"
    r"|appropriate|suitable|suited|intended|meant|offered|recommended|house|houses|aceptan?|aceptamos|admite[ns]?|admitimos|atiende[ns]?|atendemos|permite[ns]?|recibe[ns]?)"
)
_NOT = (
    r"(?:\bno\b(?: se)?|\bnot\b|\bnon\b|\bdoesn'?t\b|\bdon'?t\b|\bcan ?not\b|\bcan'?t\b|\bwon'?t\b|\bisn'?t\b|\baren'?t\b|\bnever\b|\bunable to\b|\bnobody\b|\bnone\b|\bsin\b"
    r"|\bexcludes?\b|\bexcluding\b)"
)
_DENIED = rf"{_NOT}(?: (?:be|es|son|currently|yet|able to|legally))*(?: {_TAKE})?{_BETWEEN}"
_N = r"(?P<n>\d{1,2})(?!\d|\.\d| ?[-/] ?\d)(?: ?(?:years?|yrs?\.?|anos)(?: (?:old|of age|de edad))?| ?y/?o)?"
_UNDER, _OVER = (
    r"(?:under|below|younger than|less than|menor(?:es)? (?:de|que))",
    r"(?:over|above|older than|mayor(?:es)? (?:de|que))",
)
_AGE = r"(?: ?(?:the )?ages?(?: of)?)? ?"
_REFUSED = rf"(?:,? (?:are|is|will|may|can))?(?: ?not|n'?t)(?: (?:be|yet))* (?:{_TAKE}|eligible)\b"
_LIMITS = (
    (re.compile(rf"\b{_UNDER}{_AGE}{_N}{_REFUSED}"), 0, "and older"),
    (re.compile(rf"\b{_OVER}{_AGE}{_N}{_REFUSED}"), 0, "and under"),
    (re.compile(rf"\b{_N},? (?:and|or|&) (?:under|younger|below){_REFUSED}"), 1, "and older"),
    (re.compile(rf"{_DENIED}\b{_UNDER}{_AGE}{_N}"), 0, "and older"),
    (re.compile(rf"{_DENIED}\b{_OVER}{_AGE}{_N}"), 0, "and under"),
    (re.compile(rf"{_DENIED}{_N},? (?:and|or|&|y|o) (?:under|younger|below|menores)\b"), 1, "and older"),
    (re.compile(rf"{_DENIED}{_N}(?:\+|,? (?:and|or|&|y|o) (?:older|over|above|up|mayores)\b)"), -1, "and under"),
)
"""The pattern of an excluded limit, the number of years from it to the limit that remains, and the words for that limit."""

_YOUNG = r"(?:minors|children|kids|menores(?: de edad)?|ninos)"
_NO_MINORS = re.compile(
    rf"\((?:no|not for|sin) {_YOUNG}(?: please)?\)|(?:^|[-–—,;:/]\s*|\b(?:and|but|please) )\W*(?:sorry,? )?(?:strictly )?{_NOT}(?: {_TAKE})?(?: (?:for|to|any|to be|a))* {_YOUNG}(?: (?:please|allowed|accepted|admitted|served|permitted|under any circumstances))?(?=\W*$|\s*[.;,)])"
    rf"|(?:^|[-–—,;:/(]\s*){_YOUNG} (?:are |is )?not (?:allowed|accepted|admitted|served|permitted|eligible)(?=\W*$|\s*[.;,)])"
)
_KNOWN = re.compile(
    r"\b(?:no|not) (?:younger|older|less|more|over|under|below) than\b|\bno (?:age|minimum|maximum|upper|lower)\b[ \w]{0,12}\b(?:limits?|restrictions?|requirements?|age)\b"
)
"""Phrases with a "no" that say which ages are served; they are read as written."""

_GROUPS = r"(?:teens?|teenagers?|adolescents?|toddlers?|infants?|babies|preschool\w*|seniors?|adults?|minors|children|kids|kindergart\w+|adolescentes|bebes|adultos)"
_SOME_AGE = rf"(?:\(?\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:%|:\d|[ap]\.?m\b|days?\b|times?\b|hours?\b|miles?\b))|\b(?:k|pre-?k)\b|\b{_GROUPS}\b)"
_DENIES = re.compile(
    rf"{_NOT}(?: (?:be|es|son|currently|yet|able to))*(?: {_TAKE})?(?:[\s,:]+(?:{_PEOPLE}|{_SMALL}|{_UNDER}|{_OVER}))*?[\s,:]*{_SOME_AGE}"
    rf"|\b(?:except(?:ing|s)?|excluding|excluded?s?|other than|all but|but not|excepto|salvo|closed to)\b(?:[\s,:]+(?:{_PEOPLE}|{_SMALL}))*?[\s,:]*{_SOME_AGE}"
    rf"|{_SOME_AGE}[^.;]{{0,60}}\b(?:unless|a menos que)\b"
    rf"|{_SOME_AGE}\)?\s*(?:are|is|were) (?:not|excluded|ineligible)\b(?! (?:required|charged|needed|asked|limited))"
)
_COMPANY = r"(?:an?|the|their|his|her|one|at least one)? ?(?:(?:responsible|supervising|older|trusted|grown|paying|\w+ing) )?(?:adults?|parents?|guardians?|caregivers?|caretakers?|grown-?ups?|chaperones?|famil(?:y|ies)|mothers?|moms?|fathers?|dads?|grandparents?|siblings?|someone|somebody|person|persons?|staff|supervision|escort|permission|consent)\b"
"""Who comes with a child, or gives leave: "with an adult" is asked of a child; "with a delay" says which children are served."""
_CONDITIONS = (
    re.compile(
        rf"\(?\b(?:{_PEOPLE} )*(?:{_UNDER}{_AGE}\d{{1,2}}|\d{{1,2}} (?:and|or|&) (?:under|younger))(?: ?(?:years?|yrs?)(?: (?:old|of age))?)?,?(?: (?:must|need|needs|should|have|has|to|be|come|attend))*"
        rf" (?:(?:only )?(?:with(?:out)?|w/o?) ?{_COMPANY}|accompanied|supervised|require|requires|bring|acompanados)[^;.)]*\)?"
    ),
    re.compile(r"\bat least (?:one|two|three|[1-9]) (?!(?:years?|yrs?|months?|mos?|y/?o|and|or|to|but|by|when|on|in|at|for)\b)[a-z]+"),
    re.compile(rf"\b(?:no|not|sin) (?:unaccompanied|unsupervised) {_PEOPLE}|\bno {_PEOPLE} (?:without|w/o)[^;.)]*"),
    re.compile(r"[\s,(]*\b(?:or|and|&)? ?(?:legally )?emancipated (?:minors?|youths?|teens?)\)?"),
    re.compile(rf"\b(?:by|before|as of|on or before|antes del?)\s+(?:{NAMES}\b\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"),
    re.compile(
        r"\b\d{1,3}(?: ?(?:-|to) ?\d{1,3})? (?:kids|children|students|youths?|people|participants|campers|girls|boys|teens)(?: per \w+| (?:in (?:a|an|each|every)|to (?:a|an|each)) (?:group|class|session|room|cohort|teacher|team|site)| at a time)"
    ),
    re.compile(
        r"\b\d{1,3}(?: ?(?:-|to|or) ?\d{1,3})? (?:days|times|hours|hrs|nights|mornings|afternoons|evenings|sessions|visits) (?:a|per|each|every) (?:day|week|month|year|session)"
    ),
    re.compile(r"\b(?:(?:under|over|at least|up to) )?\d{1,3}(?: ?(?:-|to) ?\d{1,3})? (?:ft|feet|foot|inch(?:es)?|lbs?|pounds)\b\.?(?: tall)?"),
    re.compile(r"\b\d{1,2}(?:st|nd|rd|th)(?: ?(?:-|to|and|&|,) ?\d{1,2}(?:st|nd|rd|th))* (?:day )?(?:of (?:the|each|every) month|of every|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\w*"),
)  # fmt: skip
"""Numbers that are not ages of the people served."""

_ANYTHING = re.compile(
    rf"{_NOT}|except|exclu|other than|all but|but not|excepto|salvo|closed to|unless|a menos que|emancipated|\b(?:with|w/|accompanied|supervised|acompanados)\b"
    r"|\b(?:by|before|as of|antes del?)\b|\b(?:per|in a|in each|at a time|to a|in every)\b|\b(?:days|times|hours|hrs|nights|mornings|afternoons|evenings|sessions|visits) (?:a|per|each|every)\b"
    r"|\b(?:ft|feet|foot|inch(?:es)?|lbs?|pounds)\b|\d(?:st|nd|rd|th)\b"
)
_SENTENCES = re.compile(r"[.;\n](?!\d)")


class AgesOnly(NamedTuple):
    """A text that says only which ages are served, and whether the original said more, which people must read."""

    text: str
    kept: bool


def ages_only(text: str) -> AgesOnly:
    """Return the text with exclusions turned into limits or left out; a text without exclusions is returned as written."""
    folded = fold(text)
    if not _ANYTHING.search(folded):
        return AgesOnly(text, kept=False)
    for condition in _CONDITIONS:
        folded = condition.sub(" ", folded)
    parts = re.split(rf"({_SENTENCES.pattern})", folded)
    out = [_sentence(part) if at % 2 == 0 else part for at, part in enumerate(parts)]
    if folded == fold(text) and out == parts:
        return AgesOnly(text, kept=False)
    return AgesOnly("".join(part for at, part in enumerate(out) if at % 2 == 0 or out[at - 1].strip()), kept=True)


def _other_limit(further: int, words: str, found: re.Match[str]) -> str:
    return f"{max(int(found['n']) + further, 0)} {words}"


def _sentence(said: str) -> str:
    for limit, further, words in _LIMITS:
        said = limit.sub(partial(_other_limit, further, words), said)
    if _NO_MINORS.search(said):
        rest = _NO_MINORS.sub(" ", said)
        said = rest if re.search(r"\d|\badult", rest) else f"{rest} 18 and older"
    return "" if _DENIES.search(_KNOWN.sub(" ", said)) else said
