"""Pure: what listings say about how to begin, phrase by phrase in the letter's language.

A phrase is understood whole or not at all; the rest of a line is quoted as the provider's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.lists import format_list

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.letters.documents import documents

_DAY = r"(?P<day>mon|tues|wednes|thurs|fri|satur|sun)days?"
_NTH = r"(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last)"
_MONTH = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
_NEW = r"(?:(?:all )?(?:new|you|the|your|our)? ?(?:children|child|students?|famil(?:y|ies)|clients?|patients?|members?|participants?|kids|youth|teens?|people|groups?|classes|sessions?|you) )?"
_BEGIN = r"(?:(?:can|may|will|must) )?(?:begins?|starts?|joins?|enters?|(?:is|are) (?:taken|accepted|admitted|welcome))"
_OF_MONTH = r"(?: (?:of|in) (?:the|a|each|every) month| (?:each|every|a) month| monthly)"
_SIGN_UP = r"(?:sign(?:[ -]|)up|regist(?:er|ration)|enroll(?:ment)?|apply|applications?)"

_NTHS: Mapping[str, str] = {
    "first": marked("first"), "1st": "first", "second": marked("second"), "2nd": "second", "third": marked("third"), "3rd": "third",
    "fourth": marked("fourth"), "4th": "fourth", "last": marked("last"),
}  # fmt: skip
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")

# Tried in this order.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (rf"{_NEW}{_BEGIN} (?:on )?(?:the |every |each )?{_NTH} {_DAY}{_OF_MONTH}?", marked("New people start on the {nth} {day} of the month.")),
    (rf"{_NEW}{_BEGIN} (?:on )?(?:(?:any|every|each) )?{_DAY}", marked("New people start on a {day}.")),
    (rf"{_NEW}{_BEGIN} (?:at )?(?:any ?time|all year|year[ -]round|every day|on any day)|rolling (?:admissions?|enrollment)|open enrollment", marked("You can start at any time.")),
    (rf"{_NEW}{_BEGIN} (?:again )?(?:in|each|every) {_MONTH}", marked("New people start in {month}.")),
    (r"(?:please )?(?:call|telephone|phone) (?:first|ahead|before (?:you (?:come|go|visit)|coming|going|visiting)|in advance|us first|for (?:more )?(?:information|details))|(?:please )?call(?: us)?|(?:a )?parents? (?:must |should )?calls?(?: first)?", marked("Call first.")),
    (r"(?:a |the )?parents? (?:may |can )?calls?,? or (?:the )?school(?: staff)? (?:may |can )?calls? (?:together )?with (?:a |the )?parents?", marked("Call first. The school can call with you.")),
    (r"(?:please )?call or (?:write|e-?mail|text|visit)|(?:write|e-?mail|text) or call", marked("Call or write first.")),
    (r"(?:please )?(?:call|telephone|phone) (?:to (?:make|set up|schedule|book|get) an? |for an? )(?:intake |first )?(?:appointment|visit|time)", marked("Call first. They will give you a day and a time.")),
    (rf"(?:please )?(?:call|telephone|phone) (?:to|and) {_SIGN_UP}|{_SIGN_UP} (?:by|over the) (?:phone|telephone)", marked("Call to sign up.")),
    (r"(?:please )?call (?:for|to have) (?:an? )?(?:short |brief |first |intake |phone )*(?:talk|screening|interview|intake|assessment|consultation)(?: first)?(?:,? (?:usually |often )?within (?:an?|one|two|three|\d{1,2}) (?:day|week|month)s?)?|(?:short |brief )?(?:phone|telephone) (?:screening|interview|intake)", marked("Call first. They will ask you some questions.")),
    (r"walk[ -]?ins? (?:are )?(?:welcome|accepted|ok(?:ay)?)|drop[ -]?ins? (?:are )?(?:welcome|accepted)|no appointments? (?:is |are )?(?:needed|required|necessary)|just (?:come|walk in|drop in|show up|stop by)", marked("You can just go there.")),
    (r"by appointment(?: only)?|appointments? (?:only|(?:is |are )?(?:needed|required|necessary))", marked("Ask for a day and a time.")),
    (r"(?:there is |there's |has )?(?:an? )?(?:wait(?:ing)? ?list)(?: (?:applies|exists|is open|only|may apply|at times))?", marked("There may be a waiting list.")),
    (rf"{_SIGN_UP} (?:online|on (?:the|our) web ?site|on the internet|at our web ?site)|online (?:{_SIGN_UP}|form)", marked("You can sign up online.")),
    (rf"{_SIGN_UP} (?:in person|on site|at the (?:site|door|office|front desk|center|school))", marked("You sign up there.")),
    (rf"{_SIGN_UP} (?:is |are )?(?:needed|required|necessary)|(?:must|please) (?:sign up|register|enroll|apply)(?: first| in advance| ahead)?|pre-?{_SIGN_UP}(?: (?:is )?required)?", marked("You need to sign up first.")),
    (rf"{_SIGN_UP} (?:opens?|begins?|starts?) (?:in|every|each) {_MONTH}", marked("You can sign up from {month} on.")),
    (r"first[ -]come,? first[ -]served?", marked("Those who come first get a place.")),
    (r"(?:please )?(?:fill (?:out|in)|complete|submit|send in|turn in|pick up) (?:an?|the|our) (?:\w+ )?(?:form|application)|application (?:form )?(?:is )?(?:needed|required)", marked("There is a form to fill in. Ask for it.")),
    (r"(?:a |the )?(?:parents?|guardians?|parents? or (?:legal )?guardians?) (?:must|should|has to|have to|needs? to) (?:sign|give permission|consent|(?:fill (?:out|in)|sign|complete) an? (?:permission|consent) (?:slip|form))(?: for (?:their|the|your) child(?:ren)?)?|(?:signed )?parents?'?s? (?:permission|consent)(?: form)?(?: (?:is )?(?:needed|required))?", marked("A parent or guardian must sign a form.")),
    (r"(?:a |the )?(?:parents?|guardians?|parents? or (?:legal )?guardians?) (?:must|should|has to|have to|needs? to) (?:come|be there|be present|attend|go)(?: along| too| with (?:the|your) child)?", marked("A parent or guardian must come.")),
    (r"(?:attend|come to|there is|start with) an? (?:orientation|information (?:session|meeting)|open house)(?: first)?|orientation (?:is )?(?:first|required)", marked("First there is a meeting for new families.")),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), sentence) for pattern, sentence in _SENTENCES)
_BRING = re.compile(r"(?:please |you must |must )?bring (?:along |with you )?(?P<papers>.+)", re.IGNORECASE)
_JOINT = re.compile(r",? and then |, then | then |, and | and |, |: ", re.IGNORECASE)


def in_phrases(words: str, say: Catalog) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences for the parts of a listing's line that are understood, and the parts that are not."""
    told: list[str] = []
    left: list[str] = []
    for part in re.split(r"[;()\n]+|(?<=[a-z0-9)])[.!](?:\s+(?=[A-Z])|$)", words):
        if not (clause := part.strip(" .!,")):
            continue
        found = _clause(clause, say)
        told.extend(found)
        left.extend([] if found else [clause])
    return tuple(dict.fromkeys(told)), tuple(left)


def _clause(clause: str, say: Catalog) -> tuple[str, ...]:
    """Return the sentences of a clause, or none unless each part is understood."""
    if whole := _phrase(clause, say):
        return whole
    if len(parts := _JOINT.split(clause)) < 2:
        return ()
    found = [_phrase(part.strip(), say) for part in parts]
    return tuple(sentence for part in found for sentence in part) if all(found) else ()


def _phrase(phrase: str, say: Catalog) -> tuple[str, ...]:
    for pattern, sentence in _PATTERNS:
        if match := pattern.fullmatch(phrase):
            return (say(sentence, **dict(_named(match, say))),)
    bring = _BRING.fullmatch(phrase)
    papers = documents((bring["papers"],), say) if bring else ()
    if not papers or any("“" in paper for paper in papers):
        return ()
    return (say("Bring this: {papers}.", papers=format_list([_small(paper) for paper in papers], locale=say.locale)),)


def _named(match: re.Match[str], say: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the days, months and numbers of a phrase in the letter's language."""
    english = Locale.parse(ENGLISH)
    names: Mapping[str, Callable[[str], str]] = {
        "nth": lambda word: say(_NTHS.get(word, word) if word[0].isalpha() else _NTHS[word]),
        "day": lambda word: get_day_names("wide", locale=say.locale)[_DAYS.index(word)],
        "month": lambda word: get_month_names("wide", locale=say.locale)[
            next(number for number, name in get_month_names("wide", locale=english).items() if name.casefold() == word)
        ],
    }
    for name, word in match.groupdict().items():
        if word:
            yield name, names[name](word.casefold())


def _small(words: str) -> str:
    """Return a paper for use within a sentence: its first letter in lower case, unless it is an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
