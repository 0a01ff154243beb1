"""Codes for what is said beside a match's own reasons: preferences, checks of a provider for a student, warnings, few matches.

These are codes and fields only; directory.finding.reason_words has the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from matching.query import Value


@dataclass(frozen=True, slots=True)
class ReasonNote:
    """A remark that is not a match's own reason: a code with its fields."""

    code: StrEnum
    fields: Mapping[str, Value] = field(default_factory=dict, hash=False)


class PreferenceCode(StrEnum):
    """What a listing says about a preference of the family."""

    FAITH_NAMED = auto()  # words, the listing's own
    FAITH_DENIED = auto()  # words
    FAITH_MENTIONED = auto()  # words
    FAITH_UNKNOWN = auto()
    FAITH_ABSENT = auto()
    HELPER_NAMED = auto()  # words
    WOMAN_UNKNOWN = auto()
    MAN_UNKNOWN = auto()
    HOURS_UNKNOWN = auto()
    EVENINGS = auto()  # days, 0 being Monday
    WEEKEND = auto()  # days
    NO_EVENINGS = auto()
    NO_CAR_NEEDED = auto()
    CLOSE_BY = auto()  # within, in miles
    TRANSPORT = auto()  # words
    DISTANCE_UNKNOWN = auto()
    NOT_CLOSE_BY = auto()  # within


class InsurancePlanCode(StrEnum):
    """What a listing says about an insurance plan that was named."""

    PLAN_NAMED = auto()  # insurance_plan
    PLAN_TO_ASK = auto()  # insurance_plan, payments


class CheckCode(StrEnum):
    """What the check of a provider for a student adds to the match's reasons. `student` means `age` and `grade`."""

    NEED_FOR_CRISIS = auto()
    NEED_NOT_CHECKED = auto()
    AGE_NOT_ON_FILE = auto()
    AGE_ON_DAY = auto()  # minimum, maximum, years, day
    AGE_AT_START = auto()  # minimum, maximum, years, month
    AGE_AT_START_SIGN_UP = auto()  # the same
    AGE_SOON_OLD_ENOUGH = auto()  # minimum, maximum, student, turns, day
    AGE_SOON_TOO_OLD = auto()  # maximum, turns, day
    AGE_UNTIL = auto()  # the same
    ELIGIBILITY = auto()  # words
    INTERPRETERS = auto()  # languages, wanted_languages
    DISTANCE_TO_ASK = auto()  # miles, place, approximate
    STATUS_INACTIVE = auto()
    STATUS_DEFUNCT = auto()
    STATUS_PAUSED = auto()
    STATUS_UNKNOWN = auto()
    STATUS_WITHDRAWN = auto()
    CONFIDENTIAL = auto()
    ALERT = auto()  # words
    MERGED_WITH_GIVEN = auto()  # service


class ListingCode(StrEnum):
    """What the listing of a provider says today, on its page, on its card and beside a referral to it."""

    DO_NOT_REFER = auto()
    WRONG_DETAILS = auto()
    UNCONFIRMED = auto()
    CONFIRMED_ON = auto()  # day, today
    CONFIRMED_ON_STALE = auto()  # day, today
    AGES_UNLISTED = auto()
    ADDRESS_UNLISTED = auto()
    ADDRESS_CONFIDENTIAL = auto()
    COST_UNLISTED = auto()
    NOT_TO_REFER = auto()
    NOT_RUNNING = auto()
    GONE = auto()
    GONE_SINCE = auto()
    MERGED_INTO = auto()  # service, organization
    CONFIDENTIAL_NOW = auto()


class HistoryCode(StrEnum):
    """A family's history with a provider."""

    BACKUP = auto()  # day
    OPENED = auto()  # day
    SENT = auto()  # day
    REACHED = auto()  # day
    ACCEPTED = auto()  # day
    WAITLISTED = auto()  # day
    APPOINTMENT = auto()  # day
    APPOINTMENT_MADE = auto()  # day
    CONNECTED = auto()  # day
    COMPLETED = auto()  # month_of, a day in it
    NOT_COMPLETED = auto()  # month_of, reason: a code of referrals.reasons


class WarningCode(StrEnum):
    """Warnings before a referral is opened."""

    OPEN_THERE = auto()  # name
    OPEN_AT_ORGANIZATION = auto()  # name, organization
    WAITS_THERE = auto()  # name, service
    SIBLING_THERE = auto()  # name, organization
    HOUSEHOLD_THERE = auto()  # organization
    FLAGGED = auto()  # service
    NO_CONSENT = auto()  # organizations
    NEVER_CONFIRMED_LISTING = auto()  # service
    STALE_LISTING = auto()  # service
    NO_PHONE = auto()  # service
    NO_LANGUAGE = auto()  # service


class FewCode(StrEnum):
    """Why there are few matches or none, and what else to ask. `needs` are slugs; `student` means `age` and `grade`."""

    NAME_A_NEED = auto()
    DID_YOU_MEAN = auto()
    NOTHING_ANYWHERE = auto()  # needs
    NOTHING_FITS = auto()  # needs
    NOTHING_FITS_NEAR = auto()  # needs, within, place
    FEW_FIT = auto()  # needs, count
    FEW_FIT_NEAR = auto()  # needs, count, within, place
    LISTED = auto()  # anywhere, a count
    LISTED_AROUND = auto()  # distances in miles, counts (one for each), anywhere
    LISTED_AROUND_AND_NOWHERE = auto()  # the same, without_point: how many of them have no point
    SHUT_OUT = auto()  # reached, criteria, counts (one for each), student, place
    NO_LANGUAGE_LISTED = auto()
    NO_PAYMENT_LISTED = auto()
    NO_MODE_LISTED = auto()
    NO_HOURS_LISTED = auto()
    OTHERWISE_CHOSEN = auto()  # heard
    OTHERWISE_SAID = auto()  # heard, instead
    OTHER_PLACE = auto()  # heard, instead
    DAY_RULED_OUT = auto()  # heard, instead
    NOT_ON_THE_MAP = auto()  # heard
    PLAN_NOT_LISTED = auto()  # heard
    NO_PLACE_TO_START = auto()  # heard
    AGE_OF_CHILD = auto()  # heard
    LOOK_FARTHER = auto()  # within, count
    LOOK_ANY_AGE = auto()  # count
    LOOK_FOR = auto()  # need, count
    LOOK_FOR_AS_WELL = auto()  # need
    LOOK_FOR_THIS = auto()  # need


class PlanCode(StrEnum):
    """Headings and sentences of a plan. `needs_of_plan` are slugs, `children` codes such as "age:5"; both stand in each."""

    ALL_NEEDS = auto()
    ALL_CHILDREN = auto()
    ALL_OF_ALL = auto()
    NEED = auto()
    NEED_TOGETHER = auto()  # people_of_plan, slugs, and criteria
    NEED_OF_CHILD = auto()
    NOBODY_FOR_ALL = auto()
    NOBODY_FOR_ALL_CHILDREN = auto()
    NOBODY = auto()
    NOBODY_TOGETHER = auto()  # people_of_plan, criteria
    NONE_TOGETHER = auto()  # people_of_plan, criteria
    TRIPS_FOR_ALL = auto()  # count, total
    TRIPS_FOR_SOME = auto()  # count, met, total
    TRIPS_FOR_ALL_CHILDREN = auto()  # count, total: needs for each of several children
    TRIPS_FOR_SOME_CHILDREN = auto()  # count, met, total
    NO_TRIP_COVERS = auto()
    AGES_TO_ASK = auto()  # heard, and no children
    MORE_AGES_TO_ASK = auto()  # heard, known
    ALL_FOR_ALL = auto()
    KIN_ALONE = auto()  # heard
    KIN_AS_WELL = auto()  # heard
    KIN_ADULT = auto()  # heard
    KIN_ADULT_AT_AGE = auto()  # heard
    KIN_PERHAPS = auto()  # heard
    PURPOSE = auto()  # purposes: "need|age:5" for each child, or "need"
    NO_TRIP_NEEDED = auto()
    COMES_HOME = auto()  # purposes
    AT_OWN_SCHOOL = auto()  # purposes
    ASK_WHETHER_SCHOOL = auto()  # purposes
    ASK_WHETHER_HOME = auto()  # purposes
    ASK_WHERE = auto()  # purposes
    UNMET = auto()  # purposes
    NOTHING_OF_IT = auto()  # purposes
    OTHERS = auto()
    OTHERS_IN_PART = auto()
