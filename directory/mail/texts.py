"""The text of reminders: to the family in its language, to the provider in English, as plain text only.

An inbox may be shared: the mail names no student, no need and no provider, and its subject only the school.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babel.dates import format_date, format_time

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of
from directory.letters.plain_text import clean
from directory.listings.words import number_words
from directory.mail.outbox import Mail, about
from directory.mail.reminders import Reminder
from directory.models.codes import MailKind, Recipient, ReferralStatus
from directory.storage.referrals.reminders import SignerRow
from matching.languages import base

TALKED = (ReferralStatus.REACHED, ReferralStatus.ACCEPTED)
"""Statuses in which the family and the provider have talked: the next question is the appointment."""


@dataclass(frozen=True, slots=True, repr=False)
class MailFacts:
    """The values for the sentences, ready to print; `phone` is the signer's, or the district's if nobody signs.

    `talked` means that the family and the provider have talked already.
    """

    school: str
    reference: str
    link: str
    stop: str
    name: str
    phone: str
    talked: bool = False
    on: datetime.date | None = None
    at_time: str | None = None


def language_of(reminder: Reminder) -> str:
    """Return the language of a reminder and its answer page: English if there is no catalog."""
    return catalog_of(base(reminder.language.strip())).language


def mail(reminder: Reminder, *, link: str, stop: str, signer: SignerRow | None, district_phone: str | None) -> Mail:
    """Return the whole mail; the English is below a language whose sentences no fluent reader has reviewed."""
    told = MailFacts(
        school=clean(reminder.row.school_name),
        reference=clean(reminder.row.reference),
        link=link,
        stop=stop,
        name=clean(signer.name) if signer else "",
        phone=_phone(signer.phone if signer else district_phone),
        talked=reminder.row.status in TALKED,
        on=reminder.on,
        at_time=reminder.at_time,
    )
    say, english = catalog_of(base(reminder.language.strip())), catalog_of(ENGLISH)
    spoken = [say] if say.reviewed else [say, english]
    lines = _TEXTS[reminder.audience, reminder.kind]
    return Mail(
        to=reminder.to,
        subject=" / ".join(_subject(reminder, told, one) for one in spoken),
        body="\n\n\n".join("\n\n".join(filter(None, lines(told, one))) for one in spoken) + "\n",
        stop=stop,
        reply_to=signer.email if signer else None,
        about=about(reminder.on, reminder.at_time),
    )


def _phone(number: str | None) -> str:
    words = clean(number)
    return clean(number_words(words)) if words.startswith("+") else words


def _subject(reminder: Reminder, told: MailFacts, say: Catalog) -> str:
    if reminder.audience == Recipient.PROVIDER:
        return f"Referral {told.reference} from {told.school}: where does it stand?"
    return say("A note from {school}", school=told.school)


def _reminder(told: MailFacts, say: Catalog) -> list[str]:
    asks = say("Do you have an appointment? Tell us here:") if told.talked else say("Did you reach them? Tell us here:")
    return [
        say("Hello,"),
        say("You got a letter from {school} about a place that can help.", school=told.school),
        f"{asks}\n{told.link}",
        say("You do not need an account."),
        _call(told, say),
        *_foot(told, say),
    ]


def _appointment(told: MailFacts, say: Catalog) -> list[str]:
    assert told.on is not None
    day = format_date(told.on, "EEEE, MMMM d" if say.language == ENGLISH else "full", locale=say.locale)
    if told.at_time:
        # Old phones show the narrow space before "PM" as a box.
        time = format_time(datetime.time.fromisoformat(told.at_time), "short", locale=say.locale).replace("\u202f", "\u00a0")
        when = say("You have an appointment on {day}, at {time}.", day=day, time=time)
    else:
        when = say("You have an appointment on {day}.", day=day)
    return [
        say("Hello,"),
        say("This is a note from {school}.", school=told.school),
        when,
        say("Did it change? Is it hard to get there? Tell us here:") + f"\n{told.link}",
        _call(told, say),
        *_foot(told, say),
    ]


def _call(told: MailFacts, say: Catalog) -> str:
    if told.name and told.phone:
        return say("Or call {name} at {phone}.", name=told.name, phone=told.phone)
    if told.phone:
        return say("Or call us at {phone}.", phone=told.phone)
    return say("Or talk with {name} at {school}.", name=told.name, school=told.school) if told.name else ""


def _foot(told: MailFacts, say: Catalog) -> list[str]:
    return [
        say("Reference number: {reference}", reference=told.reference),
        say("Do you want no more notes like this? Go here:") + f"\n{told.stop}",
    ]


def _provider(told: MailFacts, _say: Catalog) -> list[str]:
    whom = f"{told.name} at {told.school}" if told.name else told.school
    call = f"Or call {whom}: {told.phone}." if told.phone else f"Or write to {whom}: answer this mail." if told.name else ""
    return [
        "Hello,",
        f"{told.school} sent you referral {told.reference}. Did you get it? Please tell us where it stands:\n{told.link}",
        "You need no account, and it takes a minute.",
        call,
        f"Do you want no more reminders at this address? Go here:\n{told.stop}",
    ]


_TEXTS: Mapping[tuple[Recipient, MailKind], Callable[[MailFacts, Catalog], list[str]]] = {
    (Recipient.FAMILY, MailKind.REMINDER): _reminder,
    (Recipient.FAMILY, MailKind.APPOINTMENT): _appointment,
    (Recipient.PROVIDER, MailKind.REMINDER): _provider,
}
