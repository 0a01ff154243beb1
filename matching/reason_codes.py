"""The codes of what the reasons of a match say, each with the names of its fields."""

from __future__ import annotations

from enum import StrEnum, auto


class ReasonCode(StrEnum):
    """What the reason of a match says. `student` means `age` and `grade`, of which one is None, and `oldest` if they are several years."""

    NEED_LISTED = auto()  # need, a slug
    NEED_RELATED = auto()  # need, listed: the term that the service is listed under
    NEED_LIKELY = auto()  # need
    NEED_NOT_LISTED = auto()  # need
    AGE = auto()  # minimum, maximum (None: no limit), student
    AGE_UNSURE = auto()  # the same
    AGE_NOT_LISTED = auto()
    AUDIENCE_OTHERS = auto()  # people, keys of matching.needs.audiences
    AUDIENCE_UNSURE = auto()  # people
    DISTANCE = auto()  # miles, place, approximate
    DISTANCE_BEYOND = auto()  # miles, place, approximate, within
    NO_TRIP = auto()  # modes: "phone", "online" or both
    NO_ADDRESS = auto()
    AREA_SERVED = auto()  # areas, more (how many are not named), place
    AREA_UNSURE = auto()  # the same
    AREA_OTHERS = auto()  # the same
    SCHOOL_OWN = auto()  # school
    SCHOOL_UNSURE = auto()  # school
    SCHOOL_TO_ASK = auto()  # of a plan: it works in schools
    SCHOOL_OTHERS = auto()  # school
    LANGUAGES = auto()  # languages, as ISO 639 codes
    LANGUAGES_NO_ENGLISH = auto()  # languages
    LANGUAGES_OTHERS = auto()  # languages, wanted_languages
    LANGUAGES_NOT_LISTED = auto()  # wanted_languages
    PAYMENT = auto()  # payments
    PAYMENT_OTHERS = auto()  # payments, wanted_payment
    PAYMENT_NOT_LISTED = auto()  # wanted_payment
    MODE = auto()  # modes
    MODE_OTHERS = auto()  # modes, wanted_modes
    MODE_NOT_LISTED = auto()  # wanted_modes
    OPEN_THEN = auto()  # hours: days by number, ":", a time (part of the day, of the clock, or ""), and ">" with the closing time
    OPEN_OTHERWISE = auto()  # wanted_hours, likewise
    HOURS_NOT_LISTED = auto()  # wanted_hours
    OPEN_AFTER_SCHOOL = auto()  # days by number, closes (HHMM), way, minutes, arrival (HHMM)
    OPEN_AFTER_SCHOOL_NO_WAY = auto()  # days, closes
    CLOSES_BEFORE_ARRIVAL = auto()  # closes, way, minutes, arrival
    RUNS_THEN = auto()  # seasons, of matching.wishes.seasons
    RUNS_OTHERWISE = auto()  # seasons
    RUNS_NOT_LISTED = auto()  # seasons
    SETTING = auto()  # settings, of matching.wishes.codes.HelpSetting
    SETTING_OTHERS = auto()  # settings, wanted_settings
    SETTING_NOT_LISTED = auto()  # wanted_settings
    WOMEN_LISTED = auto()
    WOMEN_NOT_LISTED = auto()
    MEN_LISTED = auto()
    MEN_NOT_LISTED = auto()
    LGBTQ_LISTED = auto()
    LGBTQ_NOT_LISTED = auto()
    CULTURE_LISTED = auto()
    CULTURE_NOT_LISTED = auto()
    FAITH_LISTED = auto()
    FAITH_DENIED_THERE = auto()
    FAITH_IN_PASSING = auto()
    FAITH_NOT_NAMED = auto()
    FAITH_NOT_LISTED = auto()
    NO_WAY_TO_GO = auto()  # ways: home, remote, school
    NEAR_BY = auto()  # within, in miles
    NOT_NEAR = auto()  # within
    RIDE_LISTED = auto()
    BUS_LISTED = auto()
    BUS_UNSURE = auto()
    WAY_NOT_LISTED = auto()
    WHEELCHAIR_LISTED = auto()
    WHEELCHAIR_DENIED = auto()
    WHEELCHAIR_NOT_LISTED = auto()
    ACTIVITY = auto()  # activities, slugs of matching.needs.activities
    ACTIVITY_OTHERS = auto()  # activities, wanted_activities
    ACTIVITY_NOT_LISTED = auto()  # wanted_activities
    WORDS_IN_DESCRIPTION = auto()  # words, the asker's
    WORDS_IN_CATEGORIES = auto()  # words
    WORDS_IN_NAME = auto()  # words
    CONFIRMED = auto()  # confirmed, a day
    STALE = auto()  # confirmed
    NEVER_CONFIRMED = auto()
    OPENINGS = auto()  # places (None if not listed), wait (matching.openings), counted: a day
    OPENINGS_BEFORE = auto()  # the same
    OPENINGS_UNDATED = auto()  # places, wait
    SEASON = auto()  # first_month, last_month (1 to 12)
    SEASON_NEXT_MONTH = auto()  # the same
    SEASON_LATER = auto()  # the same
    CLOSED = auto()
    CLOSED_WORDS = auto()  # words, the listing's own
    RECORD = auto()  # tenths of the shrunk share
    RECORD_OF_FEW = auto()  # tenths
