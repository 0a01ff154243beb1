"""Reasons in a few words, as the line of a card says them: "Spanish: ask", where a sentence would say what to ask and whom.

The words are those of the sentence up to where it turns to the student or to what to do, unless BRIEFLY has shorter ones. They are
msgids of templates/locale/CODE/LC_MESSAGES/staff.po, as sentences are.

>>> from matching.query import Reason, Verdict
>>> from matching.reason_codes import ReasonCode
>>> in_brief(Reason("age", Verdict.PASS, ReasonCode.AGE, {"minimum": 6, "maximum": 12, "age": 9, "grade": None}))
'Takes ages 6 to 12'
>>> in_brief(Reason("languages", Verdict.UNKNOWN, ReasonCode.LANGUAGES_NOT_LISTED, {"wanted_languages": ("es",)}))
'Spanish: ask'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from directory.finding.phrases import Phrases, capital
from directory.finding.reason_codes import InsurancePlanCode, PreferenceCode
from directory.finding.reason_words import Coded, in_words
from directory.i18n.catalogs import ENGLISH, STAFF, catalog_of
from matching.reason_codes import ReasonCode

_TURN = re.compile(r"; |: ")
_ASK = ": ask"


def in_brief(said: Coded, language: str = ENGLISH) -> str:
    """Return a code and its fields in a few words of a language, without a full stop."""
    sentence = BRIEFLY.get(said.code)
    if sentence is None:
        return _TURN.split(in_words(said, language), maxsplit=1)[0]
    say = catalog_of(language, STAFF)
    return capital(say.translations.gettext(sentence).format_map(Phrases(said.fields, say)))


def is_question(said: Coded) -> bool:
    """Whether the few words themselves say to ask, so that no mark has to."""
    return BRIEFLY.get(said.code, "").endswith(_ASK)


BRIEFLY: Mapping[StrEnum, str] = {
    ReasonCode.NEED_LISTED: "{need}",
    ReasonCode.NEED_RELATED: "{need}: ask",
    ReasonCode.NEED_LIKELY: "{need}: ask",
    ReasonCode.AGE_NOT_LISTED: "Ages: ask",
    ReasonCode.AUDIENCE_OTHERS: "For {people} only",
    ReasonCode.AUDIENCE_UNSURE: "For {people}: ask",
    ReasonCode.DISTANCE: "{distance}",
    ReasonCode.DISTANCE_BEYOND: "{distance}",
    ReasonCode.NO_ADDRESS: "Where it is: ask",
    ReasonCode.SCHOOL_OWN: "Inside {school}",
    ReasonCode.SCHOOL_TO_ASK: "Comes to the student’s school: ask",
    ReasonCode.LANGUAGES: "{languages}",
    ReasonCode.LANGUAGES_NO_ENGLISH: "English: ask",
    ReasonCode.LANGUAGES_OTHERS: "{wanted_languages} not listed",
    ReasonCode.LANGUAGES_NOT_LISTED: "{wanted_languages}: ask",
    ReasonCode.PAYMENT_OTHERS: "{wanted_payment} not listed",
    ReasonCode.PAYMENT_NOT_LISTED: "{wanted_payment}: ask",
    ReasonCode.MODE: "{modes}",
    ReasonCode.MODE_OTHERS: "Not {wanted_modes}",
    ReasonCode.MODE_NOT_LISTED: "{wanted_modes}: ask",
    ReasonCode.OPEN_AFTER_SCHOOL: "Open until {closes}, there by {arrival} ({way} from school)",
    ReasonCode.HOURS_NOT_LISTED: "Open {wanted_hours}: ask",
    ReasonCode.RUNS_OTHERWISE: "Not {either_season}",
    ReasonCode.RUNS_NOT_LISTED: "Whether it runs {either_season}: ask",
    ReasonCode.SETTING: "{settings}",
    ReasonCode.SETTING_OTHERS: "{wanted_settings} not listed",
    ReasonCode.SETTING_NOT_LISTED: "{wanted_settings}: ask",
    ReasonCode.WOMEN_LISTED: "A woman helps",
    ReasonCode.WOMEN_NOT_LISTED: "A woman to talk to: ask",
    ReasonCode.MEN_LISTED: "A man helps",
    ReasonCode.MEN_NOT_LISTED: "A man to talk to: ask",
    ReasonCode.LGBTQ_LISTED: "Speaks of LGBTQ+ people",
    ReasonCode.LGBTQ_NOT_LISTED: "Knows LGBTQ+ students: ask",
    ReasonCode.CULTURE_LISTED: "Speaks of a culture of its own: ask",
    ReasonCode.CULTURE_NOT_LISTED: "The family's culture: ask",
    ReasonCode.FAITH_LISTED: "Speaks of faith",
    ReasonCode.FAITH_DENIED_THERE: "Not faith-based",
    ReasonCode.FAITH_IN_PASSING: "Faith-based: ask",
    ReasonCode.FAITH_NOT_NAMED: "No word of faith",
    ReasonCode.FAITH_NOT_LISTED: "Faith-based: ask",
    ReasonCode.NO_WAY_TO_GO: "No car needed ({ways})",
    ReasonCode.NEAR_BY: "Close by",
    ReasonCode.NOT_NEAR: "Far without a car",
    ReasonCode.RIDE_LISTED: "Offers a ride or bus fare",
    ReasonCode.BUS_LISTED: "On a bus line",
    ReasonCode.BUS_UNSURE: "On a bus line",
    ReasonCode.WAY_NOT_LISTED: "Without a car: ask",
    ReasonCode.WHEELCHAIR_LISTED: "Without steps",
    ReasonCode.WHEELCHAIR_DENIED: "There are steps: ask",
    ReasonCode.WHEELCHAIR_NOT_LISTED: "Without steps: ask",
    ReasonCode.ACTIVITY: "{activities}",
    ReasonCode.ACTIVITY_OTHERS: "{wanted_activities} not named",
    ReasonCode.ACTIVITY_NOT_LISTED: "{wanted_activities}: ask",
    ReasonCode.WORDS_IN_DESCRIPTION: "Names {named}",
    ReasonCode.WORDS_IN_CATEGORIES: "Names {named}",
    ReasonCode.WORDS_IN_NAME: "Names {named}",
    ReasonCode.SEASON_NEXT_MONTH: "Not now, starts next month",
    ReasonCode.SEASON_LATER: "Not now, starts in {start}",
    ReasonCode.CLOSED: "Does not run now: ask",
    ReasonCode.CLOSED_WORDS: "Does not run now: ask",
    ReasonCode.OPENINGS_BEFORE: "Had {had_openings} in {counted_month}: ask",
    ReasonCode.OPENINGS_UNDATED: "{openings} without a date: ask",
    InsurancePlanCode.PLAN_NAMED: "{insurance_plan}",
    PreferenceCode.FAITH_NAMED: "Speaks of faith",
    PreferenceCode.FAITH_DENIED: "Not faith-based",
    PreferenceCode.FAITH_MENTIONED: "Faith-based: ask",
    PreferenceCode.FAITH_UNKNOWN: "Faith-based: ask",
    PreferenceCode.FAITH_ABSENT: "No word of faith",
    PreferenceCode.WOMAN_UNKNOWN: "A woman to talk to: ask",
    PreferenceCode.MAN_UNKNOWN: "A man to talk to: ask",
    PreferenceCode.HOURS_UNKNOWN: "Evening or weekend: ask",
    PreferenceCode.NO_EVENINGS: "No evening or weekend hours",
    PreferenceCode.NO_CAR_NEEDED: "No car needed",
    PreferenceCode.CLOSE_BY: "Close by",
    PreferenceCode.TRANSPORT: "Without a car: ask",
    PreferenceCode.DISTANCE_UNKNOWN: "Without a car: ask",
    PreferenceCode.NOT_CLOSE_BY: "Far without a car",
}
"""The few words of codes whose sentences are too long until they turn."""
