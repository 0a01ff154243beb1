"""The sentences of the reasons: one function a criterion, facts in, one sentence out.

>>> age(6, 12, "9", PASS), age(16, math.nan, "11", FAIL), age(math.nan, math.nan, "9", UNKNOWN)
('Takes ages 6 to 12; the student is 9', 'Takes 16 and up; the student is 11', 'Ages are not listed: call to ask')
>>> payment(["private"], "medicaid", FAIL)
'Does not list Medicaid; takes private insurance: ask before sending the family'
>>> away(5.1, "48910", about=False) + beyond(5.1, 2, about=False)
'5.1 miles from 48910: 3.1 miles beyond the 2 miles asked for'
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence

from matching import languages as known
from matching.criteria import PAYS
from matching.verdicts import FAIL, PASS, UNKNOWN
from matching.weights import RECORD_MANY

OLDEST = 99
"""A maximum age from here on is none."""

MOST_AREAS = 3
"""A sentence names so many areas; a service may list a hundred ZIP codes."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

MODES: Mapping[str, str] = {
    "in_person": "in person",
    "online": "online",
    "phone": "by phone",
    "home": "at home",
    "school": "at school",
}

WANTED: Mapping[str, str] = {"medicaid": "Medicaid", "private": "private insurance", "uninsured": "help without insurance",
                             "free": "free services"}  # fmt: skip

TAKES: Mapping[str, str] = {"medicaid": "Medicaid", "medicare": "Medicare", "private": "private insurance"}
OFFERS: Mapping[str, str] = {"uninsured": "helps families without insurance", "sliding_scale": "has a sliding scale",
                             "free": "is free of charge", "fee": "charges a fee"}  # fmt: skip

NO_TRIP: Mapping[frozenset[str], str] = {frozenset({"phone"}): "By phone: no trip needed", frozenset({"online"}): "Online: no trip needed",
                                         frozenset({"phone", "online"}): "By phone or online: no trip needed"}  # fmt: skip


def need(english: str, under: str | None, code: int) -> str:
    """`under` is the name of the related term that the service is listed under, if it is not the need's own."""
    if under:
        return f"Listed under {under}: ask whether it helps with {english}"
    return {
        PASS: f"Listed under {english}",
        UNKNOWN: f"Seems to help with {english}, by its description: call to ask",
        FAIL: f"Not listed under {english}",
    }[code]


def age(minimum: float, maximum: float, student: str, code: int) -> str:
    taken = _ages(minimum, maximum)
    if taken is None:
        return "Ages are not listed: call to ask"
    return f"{taken}; the student is {student}" + (": ask whether that fits" if code == UNKNOWN else "")


def audience(people: Sequence[str], code: int) -> str:
    """`people` are those whom the listing speaks of."""
    if code == FAIL:
        return f"For {_join(people)} only, as the listing says: not for a student of this age"
    return f"The listing speaks of {_join(people)}: ask whether it takes the student"


def _ages(minimum: float, maximum: float) -> str | None:
    """NaN is an end that is not listed."""
    least, most = minimum if minimum > 0 else None, maximum if maximum < OLDEST else None
    if math.isnan(minimum) and math.isnan(maximum):
        return None
    if least is None:
        return "Takes all ages" if most is None else f"Takes ages up to {most:g}"
    if most is None:
        return f"Takes {least:g} and up"
    return f"Takes age {least:g}" if least == most else f"Takes ages {least:g} to {most:g}"


def miles(number: float) -> str:
    """Miles with one decimal."""
    if number < 0.05:
        return "less than 0.1 miles"
    written = f"{number:.1f}".removesuffix(".0")
    return f"{written} mile" if written == "1" else f"{written} miles"


def away(distance: float, start: str, about: bool) -> str:
    """How far it is from the start; `about` where either end is only a ZIP or a city."""
    if not about:
        return _sentence(f"{miles(distance)} from {start}")
    return f"Within about a mile of {start}" if distance < 1 else f"About {miles(distance)} from {start}"


def beyond(distance: float, within: float, about: bool) -> str:
    return f": {'about ' if about else ''}{miles(distance - within)} beyond the {within:g} {'mile' if within == 1 else 'miles'} asked for"


def without_address(modes: Collection[str], code: int) -> str:
    if code == PASS:
        return NO_TRIP[frozenset(modes) & {"phone", "online"}]
    return "The address is not listed: call to ask where it is"


def area(areas: Sequence[str], place: str, code: int) -> str:
    parts = [part.strip() for part in areas if part.strip()]
    more = len(parts) - MOST_AREAS
    named = _join([*parts[:MOST_AREAS], f"{more} more"] if more > 0 else parts)
    return {
        PASS: f"Serves {named}; that takes in {place}",
        UNKNOWN: f"Serves {named}: ask whether that takes in {place}",
        FAIL: f"Serves only {named}; that leaves out {place}",
    }[code]


def school(inside: str, code: int) -> str:
    return {
        PASS: f"Inside {inside}, the student's own school",
        UNKNOWN: f"For students of {inside} only: ask whether the student may come",
        FAIL: f"For students of {inside} only",
    }[code]


def languages(listed: Sequence[str], wanted: Sequence[str], code: int) -> str:
    bases = {known.base(code) for code in listed}
    if code == PASS:
        return f"Lists {_join([known.name(one) for one in wanted if known.base(one) in bases])}"
    if not listed:
        return "Languages are not listed: call to ask"
    spoken = _join([known.name(one) for one in listed])
    if code == UNKNOWN:
        return f"Lists {spoken} and does not mention English: call to ask"
    return f"Does not list {_join([known.name(one) for one in wanted], 'or')}; lists {spoken}: ask about an interpreter"


def payment(listed: Sequence[str], wanted: str, code: int) -> str:
    if not listed:
        return "Ways to pay are not listed: call to ask"
    if code == PASS:
        return _sentence(_pays([next(option for option in PAYS[wanted] if option in listed)]))
    return f"Does not list {WANTED[wanted]}; {_pays(listed)}: ask before sending the family"


def _pays(listed: Sequence[str]) -> str:
    insurances = [TAKES[one] for one in listed if one in TAKES]
    others = [OFFERS.get(one, f"lists {one.replace('_', ' ')}") for one in listed if one not in TAKES]
    return _join(([f"takes {_join(insurances)}"] if insurances else []) + others)


def mode(listed: Sequence[str], wanted: Sequence[str], code: int) -> str:
    if not listed:
        return "How it is offered is not listed: call to ask"
    if code == PASS:
        return f"Offered {_join([_mode(one) for one in wanted if one in listed])}"
    return f"Not offered {_join([_mode(one) for one in wanted], 'or')}, only {_join([_mode(one) for one in listed])}: call to ask"


def _mode(code: str) -> str:
    return MODES.get(code, code.replace("_", " "))


def freshness(confirmed: dt.date | None, code: int) -> str:
    if confirmed is None:
        return "Never confirmed with the provider: call first"
    then = f"Last confirmed in {MONTHS[confirmed.month - 1]} {confirmed.year}"
    return then + {PASS: "", UNKNOWN: ": it may have changed, call first"}[code]


def capacity(places: int, code: int) -> str:
    if code != PASS:
        return "No free places when last told: ask about the waiting list"
    return "1 free place when last told" if places == 1 else f"{places} free places when last told"


def season(first: int, last: int, month: int, code: int) -> str:
    """The months in which a service runs, with when it starts where it does not run in this one."""
    runs = f"Runs {MONTHS[first - 1]} to {MONTHS[last - 1]}" if first != last else f"Runs in {MONTHS[first - 1]} only"
    starts = "starts next month" if (first - month) % 12 == 1 else f"not now, starts in {MONTHS[first - 1]}"
    return runs if code == PASS else f"{runs}: {starts}"


def closure(words: str) -> str:
    """That a service may not run now, in the listing's own words where they are known."""
    return (
        f"The listing says: “{words.rstrip('.')}”. Ask first" if words else "The listing says that it does not run now. Ask first"
    )


def record(share: float, referred: int) -> str:
    """In tenths of the shrunk share: whoever knows some of the referrals must not work out what came of the others."""
    tenths = int(share * 10 + 0.5)
    part = {0: "Hardly any", 10: "Nearly all"}.get(tenths, f"About {tenths} in 10")
    few = "; so far there were few" if referred < RECORD_MANY else ""
    return f"{part} referrals here lead to a first appointment{few}"


def _join(parts: Sequence[str], word: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return f" {word} ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
