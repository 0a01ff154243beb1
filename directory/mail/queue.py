"""Writing today's reminders into the outbox, each with its own answer link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from directory.errors import UnknownError, UsageError
from directory.mail import outbox, reminders, texts
from directory.mail.delivery import Opening
from directory.mail.reminders import Reminder
from directory.referrals.answers import links
from directory.referrals.work import Work
from directory.storage.referrals import referrals
from directory.storage.referrals import reminders as stored_reminders


@dataclass(frozen=True, slots=True)
class DistrictSender:
    """The district in mail: the base URL of links ("https://desk.example.org"), and its telephone number."""

    public_url: str
    phone: str | None = None


def district_sender(public_url: str | None, phone: str | None) -> DistrictSender:
    """Return the House of the settings; raise UsageError if links would lead nowhere."""
    parts = urlsplit(public_url or "")
    if public_url is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(
            "REFERRAL_DESK_PUBLIC_URL is not set to the address that families reach: mail needs it for its links. "
            "Write it as https://desk.example.org."
        )
    return DistrictSender(public_url.rstrip("/"), phone)


def queue_due(opening: Opening, due: Sequence[Reminder], house: DistrictSender) -> int:
    """Queue these reminders, with one transaction for each referral; return how many mails were new."""
    return sum(_queue(opening, referral_id, house) for referral_id in dict.fromkeys(one.row.id for one in due))


def _queue(opening: Opening, referral_id: str, house: DistrictSender) -> int:
    with opening() as work:
        try:
            row = referrals.lock_for_link(work.session, referral_id)
        except UnknownError:
            return 0
        # Check again now that the referral is locked: another run may have been here first.
        found = reminders.due_of(work, row)
        for reminder in found:
            _write(work, reminder, house)
        return len(found)


def _write(work: Work, reminder: Reminder, house: DistrictSender) -> None:
    row = reminder.row
    mail_id = outbox.reserve(work, row, audience=reminder.audience, kind=reminder.kind, to=reminder.to)
    language = texts.language_of(reminder)
    link = links.make_link(work, row, reminder.audience, language, mail_id=mail_id, with_code=False)
    page = f"{house.public_url}/a/{link.token}"
    mail = texts.mail(
        reminder,
        link=page,
        stop=f"{page}/stop",
        signer=stored_reminders.signer(work.session, row.owner_id),
        district_phone=house.phone,
    )
    outbox.write(work, row, mail_id, mail)
