"""The only place where reasons, and what a check of a provider says, are put into words.

The English sentences are the msgids of templates/locale/CODE/LC_MESSAGES/staff.po: another language is a catalog and no
code. The wording of fields is in phrases. Sentences are for somebody on the telephone with a family: first what the listing
says; then, after a semicolon or a colon, the student or what to do about it.

>>> from matching.query import Reason
>>> in_words(Reason("age", "pass", ReasonCode.AGE, {"minimum": 6, "maximum": 12, "age": 9, "grade": None}))
'Takes ages 6 to 12; the student is 9'
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from directory.finding import plan_words
from directory.finding.phrases import Fields, Phrases, number_of
from directory.finding.reason_codes import (
    CheckCode,
    FewCode,
    HistoryCode,
    InsurancePlanCode,
    ListingCode,
    PreferenceCode,
    WarningCode,
)
from directory.i18n.catalogs import ENGLISH, STAFF, Catalog, catalog_of
from matching.reason_codes import ReasonCode


class Coded(Protocol):
    """Something that can be put into words: a code and its fields."""

    @property
    def code(self) -> StrEnum: ...
    @property
    def fields(self) -> Fields: ...


def in_words(said: Coded, language: str = ENGLISH) -> str:
    """Return a code and its fields in a language, or in English if there is no catalog. Reasons have no full stop."""
    return _in_words(said, catalog_of(language, STAFF))


def _in_words(said: Coded, say: Catalog) -> str:
    if said.code in PLURALS:
        one, several, counted = PLURALS[said.code]
        sentence = say.translations.ngettext(one, several, int(number_of(said.fields, counted)))
    else:
        sentence = say.translations.gettext(SENTENCES[said.code])
    return sentence.format_map(Phrases(said.fields, say))


MATCH: Mapping[StrEnum, str] = {
    ReasonCode.NEED_LISTED: "Listed under {need}",
    ReasonCode.NEED_RELATED: "Listed under {listed}: ask whether it helps with {need}",
    ReasonCode.NEED_LIKELY: "May help with {need}, going by its listing: call to ask",
    ReasonCode.NEED_NOT_LISTED: "Not listed under {need}",
    ReasonCode.AGE: "{ages}; {student}",
    ReasonCode.AGE_UNSURE: "{ages}; {student}: ask whether that fits",
    ReasonCode.AGE_NOT_LISTED: "Ages are not listed: call to ask",
    ReasonCode.AUDIENCE_OTHERS: "For {people} only, as the listing says: not for a student of this age",
    ReasonCode.AUDIENCE_UNSURE: "The listing speaks of {people}: ask whether it takes the student",
    ReasonCode.DISTANCE: "{away}",
    ReasonCode.DISTANCE_BEYOND: "{away}: {beyond} beyond the {within} asked for",
    ReasonCode.NO_TRIP: "{remote}: no trip needed",
    ReasonCode.NO_ADDRESS: "The address is not listed: call to ask where it is",
    ReasonCode.AREA_SERVED: "Serves {areas}; that takes in {place}",
    ReasonCode.AREA_UNSURE: "Serves {areas}: ask whether that takes in {place}",
    ReasonCode.AREA_OTHERS: "Serves only {areas}; that leaves out {place}",
    ReasonCode.SCHOOL_OWN: "Inside {school}, the student's own school",
    ReasonCode.SCHOOL_TO_ASK: "Works in schools: ask whether it comes to the student’s",
    ReasonCode.SCHOOL_UNSURE: "For students of {school} only: ask whether the student may come",
    ReasonCode.SCHOOL_OTHERS: "For students of {school} only",
    ReasonCode.LANGUAGES: "Lists {languages}",
    ReasonCode.LANGUAGES_NO_ENGLISH: "Lists {languages} and does not mention English: call to ask",
    ReasonCode.LANGUAGES_OTHERS: "Does not list {wanted_languages}; lists {languages}: ask about an interpreter",
    ReasonCode.LANGUAGES_NOT_LISTED: "Languages are not listed: call to ask",
    ReasonCode.PAYMENT: "{capital_pays}",
    ReasonCode.PAYMENT_OTHERS: "Does not list {wanted_payment}; {pays}: ask before sending the family",
    ReasonCode.PAYMENT_NOT_LISTED: "Ways to pay are not listed: call to ask",
    ReasonCode.MODE: "Offered {modes}",
    ReasonCode.MODE_OTHERS: "Not offered {wanted_modes}, only {modes}: call to ask",
    ReasonCode.MODE_NOT_LISTED: "How it is offered is not listed: call to ask",
    ReasonCode.OPEN_THEN: "Open {hours}",
    ReasonCode.OPEN_OTHERWISE: "Lists no hours {wanted_hours}: call to ask",
    ReasonCode.HOURS_NOT_LISTED: "Does not say whether it is open {wanted_hours}: call to ask",
    ReasonCode.OPEN_AFTER_SCHOOL: "Open until {closes} on {days}; from school {way} about {minutes} min, there by {arrival} (estimate)",
    ReasonCode.OPEN_AFTER_SCHOOL_NO_WAY: "Open until {closes} on {days}, when school is over",
    ReasonCode.CLOSES_BEFORE_ARRIVAL: "Closes at {closes}, before the student could be there; "
    "from school {way} about {minutes} min, there by {arrival} (estimate): call to ask",
    ReasonCode.RUNS_THEN: "Runs {seasons}",
    ReasonCode.RUNS_OTHERWISE: "Does not run {either_season}, as the listing says: call to ask",
    ReasonCode.RUNS_NOT_LISTED: "Does not say whether it runs {either_season}: call to ask",
    ReasonCode.SETTING: "Offers {settings}",
    ReasonCode.SETTING_OTHERS: "Offers {settings} and does not list {wanted_settings}: call to ask",
    ReasonCode.SETTING_NOT_LISTED: "Does not say whether it offers {wanted_settings}: call to ask",
    ReasonCode.WOMEN_LISTED: "The listing names women who help",
    ReasonCode.WOMEN_NOT_LISTED: "The listing does not say who one talks to: ask for a woman to talk to",
    ReasonCode.MEN_LISTED: "The listing names men who help",
    ReasonCode.MEN_NOT_LISTED: "The listing does not say who one talks to: ask for a man to talk to",
    ReasonCode.LGBTQ_LISTED: "The listing speaks of LGBTQ+ people",
    ReasonCode.LGBTQ_NOT_LISTED: "The listing does not speak of LGBTQ+ people: ask who there knows LGBTQ+ students",
    ReasonCode.CULTURE_LISTED: "The listing speaks of a culture of its own: ask whether it is the family's",
    ReasonCode.CULTURE_NOT_LISTED: "The listing does not say whose culture its staff share: call to ask",
    ReasonCode.FAITH_LISTED: "The listing speaks of faith",
    ReasonCode.FAITH_DENIED_THERE: "The listing says that it is not faith-based",
    ReasonCode.FAITH_IN_PASSING: "The listing mentions a church or a faith: ask whether it is faith-based",
    ReasonCode.FAITH_NOT_NAMED: "Nothing in the listing speaks of faith",
    ReasonCode.FAITH_NOT_LISTED: "The listing does not say who runs it: ask whether it is faith-based",
    ReasonCode.NO_WAY_TO_GO: "No car is needed: {ways}",
    ReasonCode.NEAR_BY: "Close by: within {within}",
    ReasonCode.NOT_NEAR: "More than {within} away: ask how to get there without a car",
    ReasonCode.RIDE_LISTED: "Offers a ride or bus fare, as the listing says",
    ReasonCode.BUS_LISTED: "On a bus line, as the listing says",
    ReasonCode.BUS_UNSURE: "On a bus line, as the listing says: look up the way from home",
    ReasonCode.WAY_NOT_LISTED: "The listing does not say how to get there without a car: call to ask",
    ReasonCode.WHEELCHAIR_LISTED: "A wheelchair gets in, as the listing says",
    ReasonCode.WHEELCHAIR_DENIED: "There are steps, as the listing says: call to ask",
    ReasonCode.WHEELCHAIR_NOT_LISTED: "The listing does not say whether there are steps: call to ask",
    ReasonCode.ACTIVITY: "The listing names {activities}",
    ReasonCode.ACTIVITY_OTHERS: "The listing names {activities}, not {wanted_activities}: call to ask",
    ReasonCode.ACTIVITY_NOT_LISTED: "The listing does not say whether it offers {wanted_activities}: call to ask",
    ReasonCode.WORDS_IN_DESCRIPTION: "Its description names {named}",
    ReasonCode.WORDS_IN_CATEGORIES: "It is filed under {named}",
    ReasonCode.WORDS_IN_NAME: "Its name has {named}",
    ReasonCode.CONFIRMED: "Last confirmed in {confirmed}",
    ReasonCode.STALE: "Last confirmed in {confirmed}, more than a year ago: call first",
    ReasonCode.NEVER_CONFIRMED: "Never confirmed with the provider: call first",
    ReasonCode.OPENINGS: "{openings}, as of {counted_day}",
    ReasonCode.OPENINGS_BEFORE: "Had {had_openings} in {counted_month}: ask how it is now",
    ReasonCode.OPENINGS_UNDATED: "{openings}, as the listing says without a date: ask how it is now",
    ReasonCode.SEASON: "{runs}",
    ReasonCode.SEASON_NEXT_MONTH: "{runs}: starts next month",
    ReasonCode.SEASON_LATER: "{runs}: not now, starts in {start}",
    ReasonCode.CLOSED: "The listing says that it does not run now. Ask first",
    ReasonCode.CLOSED_WORDS: "The listing says: “{words}”. Ask first",
    ReasonCode.RECORD: "{record}",
    ReasonCode.RECORD_OF_FEW: "{record}; so far there were few",
}

PREFERENCES: Mapping[StrEnum, str] = {
    PreferenceCode.FAITH_NAMED: "The listing speaks of faith: “{words}”",
    PreferenceCode.FAITH_DENIED: "The listing says that it is not faith-based: “{words}”",
    PreferenceCode.FAITH_MENTIONED: "The listing mentions “{words}”: ask whether it is faith-based",
    PreferenceCode.FAITH_UNKNOWN: "The listing does not say who runs it: ask whether it is faith-based",
    PreferenceCode.FAITH_ABSENT: "Nothing in the listing speaks of faith",
    PreferenceCode.HELPER_NAMED: "The listing says “{words}”",
    PreferenceCode.WOMAN_UNKNOWN: "The listing does not say who one talks to: ask for a woman to talk to",
    PreferenceCode.MAN_UNKNOWN: "The listing does not say who one talks to: ask for a man to talk to",
    PreferenceCode.HOURS_UNKNOWN: "Hours are not listed: ask for an evening or a weekend",
    PreferenceCode.EVENINGS: "Open after 5 pm on {days}",
    PreferenceCode.WEEKEND: "Open on {days}",
    PreferenceCode.NO_EVENINGS: "No evening or weekend hours are listed: ask whether there are any",
    PreferenceCode.NO_CAR_NEEDED: "No car is needed: it can come to the student, or works by phone or online",
    PreferenceCode.CLOSE_BY: "Close by: within {within}",
    PreferenceCode.TRANSPORT: "Getting there without a car: {words}",
    PreferenceCode.DISTANCE_UNKNOWN: "How far it is is not known: ask how to get there without a car",
    PreferenceCode.NOT_CLOSE_BY: "More than {within} away: ask how to get there without a car",
}

INSURANCE_PLANS: Mapping[StrEnum, str] = {
    InsurancePlanCode.PLAN_NAMED: "The listing names {insurance_plan}",
    InsurancePlanCode.PLAN_TO_ASK: "{capital_pays}: ask whether it takes {insurance_plan}",
}

CHECK: Mapping[StrEnum, str] = {
    CheckCode.NEED_FOR_CRISIS: "This is a service for danger now, not for this need: call it in a crisis",
    CheckCode.NEED_NOT_CHECKED: "The need of the file could not be looked up: check with the provider whether it fits",
    CheckCode.AGE_NOT_ON_FILE: "The student’s age is not in the file: check it against the ages of the listing",
    CheckCode.AGE_ON_DAY: "{listed_ages}; the student is {years} on {day}",
    CheckCode.AGE_AT_START: "{listed_ages}; the student is {years} when it starts in {month}",
    CheckCode.AGE_AT_START_SIGN_UP: "{listed_ages}; the student is {years} when it starts in {month}: ask whether to sign up now",
    CheckCode.AGE_SOON_OLD_ENOUGH: "{ages}; {student} and turns {turns} on {day}",
    CheckCode.AGE_SOON_TOO_OLD: "Takes ages up to {maximum}; the student turns {turns} on {day}: ask before you send the family",
    CheckCode.AGE_UNTIL: "Takes the student until {day}; then the student turns {turns}",
    CheckCode.ELIGIBILITY: "Who may come, as the listing says: “{words}”",
    CheckCode.INTERPRETERS: "Does not list {wanted_languages}; lists {languages}; it has interpreters: ask for one",
    CheckCode.DISTANCE_TO_ASK: "{away}: ask how the family gets there",
    CheckCode.STATUS_INACTIVE: "This service is not running now: do not send a family.",
    CheckCode.STATUS_DEFUNCT: "This service has closed: do not send a family.",
    CheckCode.STATUS_PAUSED: "This service is closed for a time: call before you send a family.",
    CheckCode.STATUS_UNKNOWN: "This service is not listed as running: call before you send a family.",
    CheckCode.STATUS_WITHDRAWN: "Its own list no longer names this service: call before you send a family.",
    CheckCode.CONFIDENTIAL: "The address is confidential: give the family the telephone number only.",
    CheckCode.ALERT: "{words}",
    CheckCode.MERGED_WITH_GIVEN: "This is one listing with {service} now, whose letter the family has",
}

LISTING: Mapping[StrEnum, str] = {
    ListingCode.DO_NOT_REFER: "Do not refer: your district has ruled this service out.",
    ListingCode.WRONG_DETAILS: "A referral found the number or the address wrong, and nobody has corrected the listing yet: "
    "check it before a family calls.",
    ListingCode.UNCONFIRMED: "Nobody has confirmed this listing: call before you send a family.",
    ListingCode.CONFIRMED_ON: "Confirmed on {day}, {ago}.",
    ListingCode.CONFIRMED_ON_STALE: "Confirmed on {day}, {ago}: it may have changed, call first.",
    ListingCode.AGES_UNLISTED: "Ages are not listed",
    ListingCode.ADDRESS_UNLISTED: "The address is not listed",
    ListingCode.ADDRESS_CONFIDENTIAL: "The address is confidential: call",
    ListingCode.COST_UNLISTED: "The cost is not listed",
    ListingCode.NOT_TO_REFER: "Your district has marked this provider “do not refer”: choose another one.",
    ListingCode.NOT_RUNNING: "This service is not running now: choose another one.",
    ListingCode.GONE: "This provider is not in the directory any more: choose another one.",
    ListingCode.GONE_SINCE: "This provider is not in the directory any more. Call before you do anything else.",
    ListingCode.MERGED_INTO: "This listing was merged into {service}, {organization}: read that listing before you call.",
    ListingCode.CONFIDENTIAL_NOW: "The address is now confidential: tell nobody where it is, and collect the letters that name it.",
}

HISTORY: Mapping[StrEnum, str] = {
    HistoryCode.BACKUP: "Chosen as a backup on {day}",
    HistoryCode.OPENED: "A referral was opened on {day}; no letter is given yet",
    HistoryCode.SENT: "A letter was given on {day}",
    HistoryCode.REACHED: "They have talked, on {day}",
    HistoryCode.ACCEPTED: "Accepted on {day}",
    HistoryCode.WAITLISTED: "On their waiting list since {day}",
    HistoryCode.APPOINTMENT: "Appointment on {day}",
    HistoryCode.APPOINTMENT_MADE: "An appointment was made on {day}",
    HistoryCode.CONNECTED: "Connected since {day}",
    HistoryCode.COMPLETED: "Was helped there; it ended in {month_of}",
    HistoryCode.NOT_COMPLETED: "Tried in {month_of}, it did not work: {reason}",
}

WARNINGS: Mapping[StrEnum, str] = {
    WarningCode.OPEN_THERE: "{name} has an open referral there already.",
    WarningCode.OPEN_AT_ORGANIZATION: "{name} has an open referral to {organization} already.",
    WarningCode.WAITS_THERE: "{service} waits already as a backup in an open referral of {name}.",
    WarningCode.SIBLING_THERE: "{name} has a referral to {organization} too: ask the family, and maybe go together.",
    WarningCode.HOUSEHOLD_THERE: "Somebody of the household has a referral to {organization} too: ask the family, and maybe "
    "go together.",
    WarningCode.FLAGGED: "{service}: a referral found the number or the address wrong, and nobody has corrected the listing yet: "
    "check it before a family calls.",
    WarningCode.NO_CONSENT: "No signed consent names {organizations}: give the family the letter, which needs none. "
    "Send nothing to the provider until the family has signed.",
    WarningCode.NEVER_CONFIRMED_LISTING: "Nobody has confirmed the listing of {service}: call before the family does.",
    WarningCode.STALE_LISTING: "Nobody has confirmed the listing of {service} for a year: call before the family does.",
    WarningCode.NO_PHONE: "No telephone number is listed for {service}: find one first, or help the family to begin.",
    WarningCode.NO_LANGUAGE: "{service} does not list the family's language: call to ask for an interpreter.",
}

FEW: Mapping[StrEnum, str] = {
    FewCode.NAME_A_NEED: "Name a need as well, such as counseling, and services for it are looked for.",
    FewCode.DID_YOU_MEAN: "We are not sure what is needed. Did you mean one of these?",
    FewCode.NOTHING_ANYWHERE: "The directory lists nothing for {needs} anywhere.",
    FewCode.NOTHING_FITS: "Nothing listed for {needs} fits.",
    FewCode.NOTHING_FITS_NEAR: "Nothing listed for {needs} fits within {within} of {place}.",
    FewCode.LISTED: "Listed for it in the whole directory: {anywhere}.",
    FewCode.LISTED_AROUND: "Listed for it: {around}, {anywhere} in the whole directory.",
    FewCode.NO_LANGUAGE_LISTED: "None of these lists a language of the family: ask about an interpreter.",
    FewCode.NO_PAYMENT_LISTED: "None of these lists the way the family can pay: ask before sending them.",
    FewCode.NO_MODE_LISTED: "None of these lists the way it should be offered: call to ask.",
    FewCode.NO_HOURS_LISTED: "None of these is listed as open at the hours that were asked for: call to ask.",
    FewCode.OTHERWISE_CHOSEN: "Not asked for, because what was chosen beside the sentence says otherwise: “{heard}”",
    FewCode.OTHERWISE_SAID: "Not asked for, because the sentence also says “{instead}”: “{heard}”",
    FewCode.AGE_OF_CHILD: "Not asked for, because an adult is looked for: “{heard}”",
    FewCode.PLAN_NOT_LISTED: "The district has not listed this insurance plan: “{heard}”. Ask each provider whether it is taken",
    FewCode.DAY_RULED_OUT: "Of “{heard}”, a day is not asked for, because the sentence also says “{instead}”",
    FewCode.OTHER_PLACE: "A search starts from one place, and this one from “{instead}”. Search again for “{heard}”",
    FewCode.NO_PLACE_TO_START: "Not asked for, because no place is known to start from: “{heard}”. Add a ZIP or a school",
    FewCode.NOT_ON_THE_MAP: "Not on the map: “{heard}”. Check the ZIP",
    FewCode.LOOK_FARTHER: "Look within {within} ({count} found)",
    FewCode.LOOK_ANY_AGE: "Look for any age ({count} found)",
    FewCode.LOOK_FOR: "Look for {need} ({count} found)",
    FewCode.LOOK_FOR_AS_WELL: "Look for {need} as well",
    FewCode.LOOK_FOR_THIS: "Look for {need}",
}

SENTENCES: Mapping[StrEnum, str] = {
    **MATCH, **PREFERENCES, **INSURANCE_PLANS, **CHECK, **LISTING, **HISTORY, **WARNINGS, **FEW, **plan_words.PLAN
}  # fmt: skip
"""Sentences by code; the names in braces are those of phrases.PHRASES, or fields."""

PLURALS: Mapping[StrEnum, tuple[str, str, str]] = {
    FewCode.FEW_FIT: ("Only {count} listing for {needs} fits.", "Only {count} listings for {needs} fit.", "count"),
    FewCode.FEW_FIT_NEAR: (
        "Only {count} listing for {needs} fits within {within} of {place}.",
        "Only {count} listings for {needs} fit within {within} of {place}.",
        "count",
    ),
    FewCode.LISTED_AROUND_AND_NOWHERE: (
        (
            "Listed for it: {around}, {anywhere} in the whole directory. Of them {without_point} has no place on the map: by phone, "
            "online, or no address listed."
        ),
        (
            "Listed for it: {around}, {anywhere} in the whole directory. Of them {without_point} have no place on the map: by phone, "
            "online, or no address listed."
        ),
        "without_point",
    ),
    **plan_words.PLURALS,
    FewCode.SHUT_OUT: ("Of the one in reach, {shut_out}.", "Of the {reached} in reach, {shut_out}.", "reached"),
}
"""Sentences for one and for several, and the field that holds the number."""
