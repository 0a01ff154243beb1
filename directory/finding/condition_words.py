"""Conditions and needs in words, as chips and the command line say them, in the reader's language.

>>> condition_words("day:-we"), condition_words("payment:sliding_scale"), condition_words("hours:sa@morning"), condition_words("time:m11")
('Not on Wednesdays', 'Low cost or free', 'Open on Saturday before noon', 'In November')
>>> condition_words("day:-we", "es"), condition_words("grade:K-2", "es"), condition_words("language:es", "es")
('No los miércoles', 'Kínder a Grado 2', 'Español')
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from directory.finding.count_phrases import within_miles
from directory.finding.phrases import capital
from directory.finding.wish_phrases import activity_name, asked_hours, season
from directory.i18n.catalogs import ENGLISH, STAFF, Catalog, catalog_of, marked
from directory.i18n.language_names import language_name
from directory.i18n.languages import LANGUAGES
from directory.places import zips
from matching.needs import terms
from matching.needs.activities import activities
from matching.offers import Mode, Payment
from matching.requests import Condition, Kind
from matching.text import fold_text
from matching.wishes.seasons import MONTHS

PAYMENTS: Mapping[str, str] = {
    Payment.MEDICAID: marked("Medicaid or MIChild"),
    Payment.PRIVATE: marked("Private insurance"),
    Payment.UNINSURED: marked("No insurance"),
    Payment.SLIDING_SCALE: marked("Low cost or free"),
    Payment.FREE: marked("Free only"),
}
MODES: Mapping[str, str] = {
    Mode.IN_PERSON: marked("In person"),
    Mode.ONLINE: marked("Online"),
    Mode.PHONE: marked("By phone"),
    Mode.HOME: marked("At the family's home"),
    Mode.SCHOOL: marked("At school"),
}
DAYS: Mapping[str, str] = {
    "mo": marked("Mondays"),
    "tu": marked("Tuesdays"),
    "we": marked("Wednesdays"),
    "th": marked("Thursdays"),
    "fr": marked("Fridays"),
    "sa": marked("Saturdays"),
    "su": marked("Sundays"),
}
TIMES: Mapping[str, str] = {
    "time:after_school": marked("After school"),
    "time:evening": marked("In the evening"),
    "time:weekend": marked("On weekends"),
    "time:morning": marked("In the morning"),
    "time:weekday": marked("On weekdays"),
    "time:summer": marked("In summer"),
    "time:fall": marked("In the fall"),
    "time:winter_break": marked("During winter break"),
    "time:spring_break": marked("During spring break"),
    "time:now": marked("Running now"),
}
CHOSEN_TIMES = tuple(key for key in TIMES if key not in ("time:evening", "time:weekday"))
"""The times that a form or an option of the command line may ask for; evenings are a preference of the family."""
WISHES: Mapping[str, str] = {
    **TIMES,
    "travel:no_car": marked("No car"),
    "travel:walk": marked("On foot, a mile at most"),
    "travel:bus": marked("By bus"),
    "helper:woman": marked("With a woman"),
    "helper:man": marked("With a man"),
    "helper:faith_based": marked("Faith-based"),
    "helper:not_faith_based": marked("Not faith-based"),
    "helper:lgbtq": marked("Knows LGBTQ+ youth"),
    "helper:same_culture": marked("Of the family's own culture"),
    "access:wheelchair": marked("Without steps"),
    "setting:group": marked("In a group"),
    "setting:one_to_one": marked("One to one"),
}
"""Wishes whose values have words of their own, by their codes."""

Names = Mapping[str, str]

NO_SCHOOLS: Names = MappingProxyType({})


def condition_words(key: str, language: str = ENGLISH, schools: Names = NO_SCHOOLS) -> str:
    """Return a condition, "kind:value", in a few words of a language; `schools` are their names by id."""
    kind, _, value = key.partition(":")
    say = catalog_of(language, STAFF)
    if key in WISHES:
        return say(WISHES[key])
    writer = _WRITERS.get(Kind(kind))
    return writer(value, say, schools) if writer else value


def asked_words(one: Condition, towns: Collection[str], language: str = ENGLISH, schools: Names = NO_SCHOOLS) -> str:
    """Return a condition of a sentence in a few words, and of a place that it is a town (`towns`, folded) whose services come first."""
    said = one.heard.split()
    town = next((name for at in range(len(said)) if fold_text(name := " ".join(said[at:])) in towns), "")
    if one.kind is Kind.PLACE and town and zips.center(one.value):
        say = catalog_of(language, STAFF)
        return say("In {town} first, then around ZIP {zip}", town=town.strip(" .,;!?"), zip=one.value)
    return condition_words(one.key, language, schools)


def place_words(place: str, within: str, language: str = ENGLISH) -> str:
    """Return how far from a place somebody can go."""
    say = catalog_of(language, STAFF)
    return say("Within {radius} miles of {place}", radius=within, place=place)


def only_words(words: str, language: str = ENGLISH) -> str:
    """Return that an answer is narrowed to what these words say."""
    say = catalog_of(language, STAFF)
    return say("Only: {words}", words=words)


def need_words(slug: str, language: str = ENGLISH) -> str:
    """Return the name of a need in a language; an unknown slug stays as it is."""
    term = terms().get(slug)
    return slug if term is None else term.spanish if language == "es" else term.english


def day_words(day: str, language: str = ENGLISH) -> str:
    """Return a day of every week: "Mondays"."""
    return catalog_of(language, STAFF)(DAYS[day])


def grade_words(grade: str, language: str = ENGLISH) -> str:
    """Return a grade by itself: "Grade 3"."""
    say = catalog_of(language, STAFF)
    if grade == "PK":
        return say("Pre-K")
    return say("Kindergarten") if grade == "K" else say("Grade {grade}", grade=grade)


def _language(value: str, say: Catalog, _: Names) -> str:
    if say.language == ENGLISH and value in LANGUAGES:
        return LANGUAGES[value].english
    return capital(language_name(value, say) or value)


def _payment(value: str, say: Catalog, _: Names) -> str:
    return say(PAYMENTS[value]) if value in PAYMENTS else value.removeprefix("plan:")


def _place(value: str, say: Catalog, schools: Names) -> str:
    center = zips.center(value)
    return say("Near {place}", place=center.words if center else schools.get(value.removeprefix("school:"), value))


def _within(value: str, say: Catalog, _: Names) -> str:
    return say("Within {within}", within=within_miles(float(value), say))


def _age(value: str, say: Catalog, _: Names) -> str:
    youngest, dash, oldest = value.partition("-")
    return say("Ages {least} to {most}", least=youngest, most=oldest) if dash else say("Age {age}", age=value)


def _grade(value: str, say: Catalog, _: Names) -> str:
    least, dash, most = value.partition("-")
    first = grade_words(least, say.language)
    return say("{least_grade} to {most_grade}", least_grade=first, most_grade=grade_words(most, say.language)) if dash else first


def _day(value: str, say: Catalog, _: Names) -> str:
    day = say(DAYS[value.removeprefix("-")])
    return say("Not on {weekday}", weekday=day) if value.startswith("-") else say("On {weekday}", weekday=day)


def _time(value: str, say: Catalog, _: Names) -> str:
    return capital(season(value, say)) if value in MONTHS else value


def _hours(value: str, say: Catalog, _: Names) -> str:
    return say("Open {hours}", hours=asked_hours(value, say))


def _mode(value: str, say: Catalog, _: Names) -> str:
    return say(MODES[value]) if value in MODES else value


def _activity(value: str, say: Catalog, _: Names) -> str:
    if value not in activities():
        return value
    name = activity_name(value, say.language)
    return name if say.language == ENGLISH else capital(name)


_WRITERS: Mapping[Kind, Callable[[str, Catalog, Names], str]] = {
    Kind.LANGUAGE: _language,
    Kind.PAYMENT: _payment,
    Kind.PLACE: _place,
    Kind.WITHIN: _within,
    Kind.AGE: _age,
    Kind.GRADE: _grade,
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.HOURS: _hours,
    Kind.MODE: _mode,
    Kind.ACTIVITY: _activity,
}
"""Writers of the kinds whose values are too many for a table."""
