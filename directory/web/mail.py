"""The outbox for administrators: what waits and what failed, by reference number, never by name or address."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from directory.errors import UsageError
from directory.i18n.counts import counted
from directory.mail.queue import district_sender
from directory.mail.server import sender_of, server_of
from directory.models.codes import MailKind, MailState, Recipient
from directory.settings import Settings
from directory.storage.referrals import outbox
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get

MOST = 200
"""The most rows of each list; the counts include all."""

OVERDUE = datetime.timedelta(days=2)
"""How late a mail may be before the page warns that no run sends it: one morning's run may be missed."""

LATELY = datetime.timedelta(days=30)
KINDS: Mapping[str, str] = {
    MailKind.REMINDER: "Reminder",
    MailKind.APPOINTMENT: "Reminder of an appointment",
    MailKind.TOLD: "Referral shared",
    MailKind.LETTER: "Letter",
}
AUDIENCES: Mapping[Recipient, str] = {Recipient.FAMILY: "the family", Recipient.PROVIDER: "the provider"}


@get("/mails", may="people")
def show(asked: Asked) -> Answer:
    waiting, soonest = outbox.waiting(asked.session)
    counts = outbox.counts_since(asked.session, asked.now - LATELY)
    shown = {
        "wrong": wrong_settings(asked.settings, asked.district.phone),
        "off": asked.settings.smtp is None,
        "waiting": outbox.listed(asked.session, MailState.WAITING, MOST),
        "waiting_count": waiting,
        "soonest": soonest,
        "failed": outbox.listed(asked.session, MailState.FAILED, MOST),
        "counts": {state: counts.get(state, 0) for state in (MailState.SENT, MailState.FAILED, MailState.STOPPED)},
        "most": MOST,
        "kinds": KINDS,
        "audiences": AUDIENCES,
    }
    return Page("mail/show.html", shown)


def trouble(asked: Asked) -> str | None:
    """Return what keeps mail from going out, for the home page; None if nothing does."""
    if wrong_settings(asked.settings, asked.district.phone):
        return "No mail goes out: a setting is wrong."
    waiting, soonest = outbox.waiting(asked.session)
    if asked.settings.smtp is None or soonest is None or asked.now - soonest < OVERDUE:
        return None
    return f"{counted(waiting, 'mail waits', 'mails wait')}, and nobody sends: let referral-desk remind run every day."


def wrong_settings(settings: Settings, phone: str | None) -> list[str]:
    """Return what keeps mail from going out, one sentence each; empty if mail is not set up at all."""
    if settings.smtp is None:
        return []
    found = []
    for check in (
        lambda: server_of(settings.smtp or ""),
        lambda: sender_of(settings.mail_from),
        lambda: district_sender(settings.public_url, phone),
    ):
        try:
            check()
        except UsageError as error:
            found.append(str(error))
    return found
