"""The English texts of answer pages: the msgids of templates/locale/CODE/LC_MESSAGES/families.po.

Short words and short sentences, for a phone in one hand. The sentences in templates are not repeated here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from babel.dates import format_date, format_time

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of, languages, marked
from directory.i18n.languages import LANGUAGES, language_code
from directory.models.codes import EndCode, EventKind, Recipient
from directory.web.core.request import Asked

TITLES: Mapping[Recipient, str] = {
    Recipient.FAMILY: marked("Tell us how it went"),
    Recipient.PROVIDER: marked("Tell us where it stands"),
}

ANSWERS: Mapping[Recipient, Mapping[str, str]] = {
    Recipient.FAMILY: {
        "called": marked("We called"),
        "appointment": marked("We have an appointment"),
        "went": marked("We went"),
        "did_not_work": marked("It did not work"),
        "please_call": marked("Please call us"),
    },
    Recipient.PROVIDER: {
        "received": marked("We got it"),
        "accepted": marked("Yes, we can help"),
        "waiting_list": marked("They are on our waiting list"),
        "appointment": marked("We made an appointment"),
        "attended": marked("They came"),
        "missed": marked("They did not come"),
        "cannot_serve": marked("We cannot help"),
    },
}
"""The buttons' labels, for each answer of referrals.answers.choices."""

QUESTIONS: Mapping[str, str] = {
    "appointment": marked("When is it?"),
    "waiting_list": marked("Until what day, do you think?"),
    "attended": marked("What day did they come?"),
    "missed": marked("What day was it?"),
    "did_not_work": marked("Why did it not work?"),
    "cannot_serve": marked("Why not?"),
}
"""The one question that an answer adds."""

REASONS: Mapping[Recipient, Mapping[EndCode, str]] = {
    Recipient.FAMILY: {
        EndCode.NO_CAPACITY: marked("They have no room"),
        EndCode.NO_PROVIDER_RESPONSE: marked("They do not answer or call back"),
        EndCode.WRONG_CONTACT_DETAILS: marked("The phone number or address is wrong"),
        EndCode.FAMILY_DECLINED: marked("We do not want this help"),
        EndCode.COST: marked("It costs too much"),
        EndCode.TRANSPORT: marked("We cannot get there"),
        EndCode.LANGUAGE: marked("No one there speaks our language"),
        EndCode.PAPERWORK: marked("The forms were too hard"),
        EndCode.WAIT_TOO_LONG: marked("The wait is too long"),
        EndCode.NEED_MET_ELSEWHERE: marked("We have help from somewhere else"),
        EndCode.OTHER: marked("Something else"),
    },
    Recipient.PROVIDER: {
        EndCode.INELIGIBLE: marked("They do not fit our rules"),
        EndCode.NO_CAPACITY: marked("We have no room"),
        EndCode.UNABLE_TO_REACH_FAMILY: marked("We could not reach the family"),
        EndCode.FAMILY_DECLINED: marked("The family does not want it"),
        EndCode.LANGUAGE: marked("No one here speaks their language"),
        EndCode.PAPERWORK: marked("The forms are not complete"),
        EndCode.OTHER: marked("Something else"),
    },
}
"""The reasons of referrals.reasons in the words of those who answer."""

PROBLEMS: Mapping[tuple[str, str], str] = {
    ("on_date", "missing"): marked("Please tell us the day."),
    ("on_date", "early"): marked("This day is too early. Please check it."),
    ("on_date", "far"): marked("This day is too far away. Please check the year."),
    ("happened_on", "early"): marked("This day is too early. Please check it."),
    ("happened_on", "future"): marked("This day has not come yet. Please check it."),
    ("at_time", "unreadable"): marked("We cannot read this time. Write it like 3:30 pm."),
    ("at_time", "long"): marked("We cannot read this time. Write it like 3:30 pm."),
    ("reason", "missing"): marked("Please choose one."),
    ("reason", "long"): marked("Please choose one."),
    ("words", "missing"): marked("Please tell us a little more."),
    ("words", "long"): marked("This is too long. Please make it shorter."),
}
UNREADABLE = marked("We cannot read this day. Write it like December 3.")
"""For a date that is invalid or ambiguous."""

EARLIER: Mapping[str, str] = {
    EventKind.CONNECTED: marked("Was there a visit before that?"),
    EventKind.COMPLETED: marked("Was there a visit before that?"),
    EventKind.MISSED_APPOINTMENT: marked("Was a visit missed before that?"),
}
"""The question asked while the appointment is still to come, for each kind of referrals.event_checks.EARLIER."""

LATE = "late"
THANKS: Mapping[Recipient, Mapping[str, tuple[str, ...]]] = {
    Recipient.FAMILY: {
        "called": (marked("When you have an appointment, come back and tell us."),),
        "appointment": (marked("After you go, come back and tell us how it went."),),
        "went": (marked("We are glad that you went."),),
        "did_not_work": (marked("Your school will think with you about what comes next."),),
        "please_call": (marked("Someone from the school will call you."),),
        LATE: (marked("We keep your answer."), marked("Your contact at the school will look at it.")),
    },
    Recipient.PROVIDER: {
        "received": (marked("Next, please tell us whether you can help."),),
        "accepted": (marked("When they have an appointment, come back and tell us the day."),),
        "waiting_list": (marked("When you have a place, come back and tell us."),),
        "appointment": (marked("After that day, come back and tell us whether they came."),),
        "attended": (marked("We are glad that they came."),),
        "missed": (
            marked("The school will ask the family what got in the way."),
            marked("If you make a new appointment, come back and tell us the day."),
        ),
        "cannot_serve": (marked("The school will look for other help."), marked("You need not do anything more.")),
        LATE: (marked("We keep your answer."), marked("Your contact at the school will look at it.")),
    },
}
"""What happens next, or what to do next, below the thanks for each answer."""

FAILURES: Mapping[int, tuple[str, tuple[str, ...]]] = {
    403: (
        marked("Please send it again"),
        (
            marked("Your answer is not saved yet."),
            marked("Does this page come back each time? Then allow cookies on your phone, or call the school."),
        ),
    ),
    404: (
        marked("We cannot find this page"),
        (marked("Please check the link."), marked("Or call the school. We are glad to help.")),
    ),
    410: (
        marked("This link has ended"),
        (marked("Please call the school. They can give you a new one."),),
    ),
    413: (marked("This is too long"), (marked("Please go back and write less."),)),
    422: (marked("This did not work"), (marked("Please go back and try again."),)),
    429: (
        marked("Please wait a little"),
        (marked("There were too many tries."), marked("Please try again later, or call the school.")),
    ),
    500: (
        marked("Something is wrong here"),
        (marked("It is not your fault."), marked("Please try again later, or call the school.")),
    ),
}
"""The title and the sentences of a page that takes no answer, by status."""


KEPT_FROM_ENDED = (marked("The school has what you wrote."), marked("They may not read it at once. Please call them too."))
LOST = (
    marked("Your answer is not saved. No one will read it."),
    marked("Please call the school. They can give you a new one."),
)
"""What the page of an ended link says: that words of danger were kept, or that any other answer was lost."""

TOO_MANY = (LOST[0], marked("Please try again later, or call the school."))
"""What is said when a link has sent too many answers in a day."""


def failure(status: int) -> tuple[str, tuple[str, ...]]:
    """Return the title and the sentences for any status."""
    return FAILURES.get(status) or FAILURES[500 if status >= 500 else 422]


def problem(field: str, kind: str) -> str:
    """Return the sentence about an error in a field."""
    return PROBLEMS.get((field, kind), UNREADABLE)


def when(say: Catalog, day: datetime.date, at: str | None) -> str:
    """Return the day and the time of an appointment in the language of the page."""
    written = format_date(day, "EEEE, MMMM d" if say.language == ENGLISH else "full", locale=say.locale)
    if not at:
        return written
    time = format_time(datetime.time.fromisoformat(at), "short", locale=say.locale).replace("\u202f", "\u00a0")
    return f"{written}, {time}"


def thanks(audience: Recipient, said: str) -> tuple[str, ...] | None:
    """Return the sentences below the thanks for an answer; None if this audience has no such answer."""
    return THANKS[audience].get(said)


def language_not_offered(asked: Asked) -> str | None:
    """Return the name of the browser's first language if no page is in it, and its English name, to say on the phone."""
    code = language_code(asked.accepts.partition(",")[0].partition(";")[0])
    if code is None or code in languages():
        return None
    # Isolated from the text around it, because some languages are written from right to left.
    return f"\u2068{LANGUAGES[code].own}\u2069 ({LANGUAGES[code].english})"


def page_catalog(asked: Asked, own: str | None = None) -> Catalog:
    """Return the language of a page: the one chosen, else the link's own, else the browser's, else English."""
    browsers = [part.partition(";")[0].strip().partition("-")[0].casefold() for part in asked.accepts.split(",")]
    known = languages()
    return catalog_of(next((code for code in (asked.word("in"), own, *browsers) if code in known), ENGLISH))
