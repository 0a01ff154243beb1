"""The fields of a reason in words: needs, ages, miles, days and months as people write them in each language.

The sentences around them are in reason_words. Numbers are written as in the United States, in every language.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from babel.dates import format_date, format_skeleton, get_month_names

from directory.finding import opening_phrases, plan_words, wish_phrases
from directory.finding.child_words import student_of
from directory.finding.count_phrases import around, shut_out, within_miles
from directory.finding.list_phrases import all_of, any_of, either, weekdays
from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.i18n.dates import ago
from directory.i18n.language_names import language_name
from directory.models.codes import EndCode
from matching import needs
from matching.languages import NAMES, base
from matching.offers import Mode, Payment
from matching.query import Value

Fields: TypeAlias = Mapping[str, Value]

_MANDARIN = marked("Mandarin")  # Chinese that a listing calls so by its code
_MODES: Mapping[str, str] = {Mode.IN_PERSON: marked("in person"), Mode.ONLINE: marked("online"), Mode.PHONE: marked("by phone"),
          Mode.HOME: marked("at home"), Mode.SCHOOL: marked("at school")}  # fmt: skip
_WANTED: Mapping[str, str] = {Payment.MEDICAID: marked("Medicaid"), Payment.PRIVATE: marked("private insurance"), Payment.UNINSURED: marked("help without insurance"),
           Payment.SLIDING_SCALE: marked("a low cost"), Payment.FREE: marked("free services")}  # fmt: skip
_INSURANCES: Mapping[str, str] = {
    Payment.MEDICAID: marked("Medicaid"),
    Payment.MEDICARE: marked("Medicare"),
    Payment.PRIVATE: marked("private insurance"),
}
_OFFERS: Mapping[str, str] = {Payment.UNINSURED: marked("helps families without insurance"), Payment.SLIDING_SCALE: marked("has a sliding scale"),
           Payment.FREE: marked("is free of charge"), Payment.FEE: marked("charges a fee")}  # fmt: skip
_NOT_COMPLETED = {
    EndCode.INELIGIBLE: marked("the student does not fit their rules"), EndCode.NO_CAPACITY: marked("they have no room"),
    EndCode.NO_PROVIDER_RESPONSE: marked("the provider does not answer"),
    EndCode.UNABLE_TO_REACH_FAMILY: marked("the family could not be reached"),
    EndCode.WRONG_CONTACT_DETAILS: marked("the number or address is wrong"),
    EndCode.FAMILY_DECLINED: marked("the family does not want it"), EndCode.COST: marked("it costs too much"),
    EndCode.TRANSPORT: marked("they cannot get there"), EndCode.LANGUAGE: marked("nobody there speaks their language"),
    EndCode.PAPERWORK: marked("the papers were too much"), EndCode.WAIT_TOO_LONG: marked("the wait is too long"),
    EndCode.NEED_MET_ELSEWHERE: marked("they have help from somewhere else"), EndCode.MOVED: marked("the family moved away"),
    EndCode.DUPLICATE: marked("it was opened twice"), EndCode.OTHER: marked("something else"),
}  # fmt: skip
_KIN = "+kin"


class Phrases:
    """The fields of one reason, by the names that sentences use for them; each is put into words when a sentence asks for it."""

    def __init__(self, fields: Fields, say: Catalog) -> None:
        self._fields, self._say = fields, say

    def __getitem__(self, name: str) -> str:
        phrase = PHRASES.get(name)
        return phrase(self._fields, self._say) if phrase else str(self._fields[name])


def number_of(fields: Fields, name: str) -> float:
    value = fields[name]
    if not isinstance(value, int | float):
        raise TypeError(f"{name} is no number: {value!r}")
    return value


def _date(fields: Fields, name: str) -> datetime.date:
    value = fields[name]
    if not isinstance(value, datetime.date):
        raise TypeError(f"{name} is no day: {value!r}")
    return value


def _number(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _several(fields: Fields, name: str) -> Sequence[str]:
    value = fields[name]
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)]


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def _need(slug: str, say: Catalog) -> str:
    term = needs.terms()[slug]
    return term.spanish if say.language == "es" else term.english


def _ages(fields: Fields, say: Catalog) -> str:
    """Return ages as a match says them; a listing's own page says "ages 12 and up"."""
    if fields["maximum"] is None and fields["minimum"] is not None:
        return say("Takes {least} and up", least=_number(fields["minimum"]))
    return _listed_ages(fields, say)


def _listed_ages(fields: Fields, say: Catalog) -> str:
    minimum, maximum = fields["minimum"], fields["maximum"]
    least, most = _number(minimum), _number(maximum)
    if minimum is None:
        return say("Takes all ages") if maximum is None else say("Takes ages up to {most}", most=most)
    if maximum is None:
        return say("Takes ages {least} and up", least=least)
    return (
        say("Takes age {least}", least=least)
        if minimum == maximum
        else say("Takes ages {least} to {most}", least=least, most=most)
    )


def _people(fields: Fields, say: Catalog) -> str:
    named = [say("{people} and their families", people=say(_audience(key))) if key.endswith(_KIN) else say(_audience(key))
             for key in _several(fields, "people")]  # fmt: skip
    return all_of(named, say)


def _audience(key: str) -> str:
    return needs.in_english(key.removesuffix(_KIN))


def _miles(miles: float, say: Catalog) -> str:
    """Return miles with one decimal."""
    if miles < 0.05:
        return say("less than 0.1 miles")
    written = f"{miles:.1f}".removesuffix(".0")
    return say.plural("{miles} mile", "{miles} miles", 1 if written == "1" else 2, miles=written)


def _away(fields: Fields, say: Catalog) -> str:
    """Return how far the service is from the start, less exactly if either end is only a ZIP or a city."""
    miles, place = number_of(fields, "miles"), fields["place"]
    if not fields["approximate"]:
        return capital(say("{miles} from {place}", miles=_miles(miles, say), place=place))
    if miles < 1:
        return say("Within about a mile of {place}", place=place)
    return say("About {miles} from {place}", miles=_miles(miles, say), place=place)


def _distance(fields: Fields, say: Catalog) -> str:
    """Return how far the service is, without saying from where."""
    miles = number_of(fields, "miles")
    if not fields["approximate"]:
        return _miles(miles, say)
    return say("within about a mile") if miles < 1 else say("about {miles}", miles=_miles(miles, say))


def _beyond(fields: Fields, say: Catalog) -> str:
    beyond = _miles(number_of(fields, "miles") - number_of(fields, "within"), say)
    return say("about {miles}", miles=beyond) if fields["approximate"] else beyond


def _within(fields: Fields, say: Catalog) -> str:
    return within_miles(number_of(fields, "within"), say)


def _remote(fields: Fields, say: Catalog) -> str:
    remote = set(_several(fields, "modes"))
    if len(remote) > 1:
        return say("By phone or online")
    return say("By phone") if Mode.PHONE in remote else say("Online")


def _areas(fields: Fields, say: Catalog) -> str:
    more = int(number_of(fields, "more"))
    named = list(_several(fields, "areas"))
    return all_of([*named, say("{count} more", count=more)] if more else named, say)


def _languages(name: str, join: Callable[[Sequence[str], Catalog], str]) -> Callable[[Fields, Catalog], str]:
    """Return the writer of languages, of which two codes may have one name."""
    return lambda fields, say: join(list(dict.fromkeys(_language(one, say) for one in _several(fields, name))), say)


def _language(code: str, say: Catalog) -> str:
    plain = base(code)
    if plain == "cmn":
        return say(_MANDARIN)
    return (NAMES.get(plain) if say.language == ENGLISH else language_name(plain, say)) or code


def _pays(fields: Fields, say: Catalog) -> str:
    listed = _several(fields, "payments")
    insurances = [say(_INSURANCES[one]) for one in listed if one in _INSURANCES]
    others = [say(_OFFERS[one]) if one in _OFFERS else say("lists {words}", words=one.replace("_", " "))
              for one in listed if one not in _INSURANCES]  # fmt: skip
    return all_of(([say("takes {insurances}", insurances=all_of(insurances, say))] if insurances else []) + others, say)


def _mode(code: str, say: Catalog) -> str:
    return say(_MODES[code]) if code in _MODES else code.replace("_", " ")


def _month(number: int, say: Catalog) -> str:
    return str(get_month_names("wide", context="stand-alone", locale=say.locale)[number])


def _runs(fields: Fields, say: Catalog) -> str:
    first, last = int(number_of(fields, "first_month")), int(number_of(fields, "last_month"))
    if first == last:
        return say("Runs in {month} only", month=_month(first, say))
    return say("Runs {first} to {last}", first=_month(first, say), last=_month(last, say))


def _record(fields: Fields, say: Catalog) -> str:
    tenths = fields["tenths"]
    if tenths == 0:
        return say("Hardly any referrals here lead to a first appointment")
    if tenths == 10:
        return say("Nearly all referrals here lead to a first appointment")
    return say("About {tenths} in 10 referrals here lead to a first appointment", tenths=tenths)


def _days(fields: Fields, say: Catalog) -> str:
    return weekdays((int(day) for day in _several(fields, "days")), say)


def _day(fields: Fields, say: Catalog) -> str:
    return format_date(_date(fields, "day"), "long", locale=say.locale)


def _month_of(name: str) -> Callable[[Fields, Catalog], str]:
    return lambda fields, say: format_skeleton("yMMMM", _date(fields, name), locale=say.locale)


_NEAR_DAYS = (marked("today"), marked("yesterday"))


def _ago(fields: Fields, say: Catalog) -> str:
    return say(ago(_date(fields, "day"), _date(fields, "today"), say.language))


PHRASES: Mapping[str, Callable[[Fields, Catalog], str]] = {
    "need": lambda fields, say: _need(str(fields["need"]), say),
    "listed": lambda fields, say: _need(str(fields["listed"]), say),
    "ages": _ages,
    "listed_ages": _listed_ages,
    "maximum": lambda fields, _: _number(fields["maximum"]),
    "turns": lambda fields, _: _number(fields["turns"]),
    "student": student_of,
    "people": _people,
    "away": _away,
    "distance": _distance,
    "beyond": _beyond,
    "within": _within,
    "remote": _remote,
    "areas": _areas,
    "languages": _languages("languages", all_of),
    "wanted_languages": _languages("wanted_languages", any_of),
    "wanted_payment": lambda fields, say: say(_WANTED[str(fields["wanted_payment"])]),
    "pays": _pays,
    "capital_pays": lambda fields, say: capital(_pays(fields, say)),
    "modes": lambda fields, say: all_of([_mode(one, say) for one in _several(fields, "modes")], say),
    "wanted_modes": lambda fields, say: any_of([_mode(one, say) for one in _several(fields, "wanted_modes")], say),
    "confirmed": _month_of("confirmed"),
    "runs": _runs,
    "start": lambda fields, say: _month(int(number_of(fields, "first_month")), say),
    "record": _record,
    "days": _days,
    "day": _day,
    "ago": _ago,
    "month": lambda fields, say: _month(int(number_of(fields, "month")), say),
    "month_of": _month_of("month_of"),
    "needs": lambda fields, say: either([_need(slug, say) for slug in _several(fields, "needs")], say),
    **plan_words.PHRASES,
    **opening_phrases.PHRASES,
    **wish_phrases.PHRASES,
    "closes": lambda fields, say: wish_phrases.clock(str(fields["closes"]), say),
    "arrival": lambda fields, say: wish_phrases.clock(str(fields["arrival"]), say),
    "named": lambda fields, say: all_of(_several(fields, "words"), say),
    "around": around,
    "shut_out": shut_out,
    "organizations": lambda fields, say: either(_several(fields, "organizations"), say),
    "reason": lambda fields, say: say(_NOT_COMPLETED[EndCode(str(fields["reason"]))]),
}
"""Writers of fields, by the name that sentences use; a field with any other name is written as it is."""
