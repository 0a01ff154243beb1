"""Mail to administrators, on the first school day of a week, with the number of referrals untouched for two weeks.

The mail has numbers by owner and school and nothing about any student, since the page behind its link requires signing in. It is
claimed before it is sent, so that two simultaneous runs send it once; a crash in between skips a week, and the first page shows
the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from directory.accounts import staff
from directory.i18n.counts import counted
from directory.mail import server
from directory.mail.addresses import mailable
from directory.mail.delivery import Opening, Sender
from directory.mail.outbox import Mail
from directory.mail.queue import DistrictSender
from directory.mail.server import MailConnection
from directory.models.codes import Role
from directory.referrals.due import UNTOUCHED_DAYS
from directory.referrals.work import SERVICE, Work
from directory.storage.ids import new_id
from directory.storage.people import receipts
from directory.storage.referrals.worklist import OwnerCount
from directory.worklist.escalation import by_owner


def escalate(opening: Opening, post: MailConnection, sender: Sender, house: DistrictSender) -> int:
    """Send what there is to report today; return to how many administrators. If none was reached, the next run tries again."""
    with opening() as work:
        mails, now, number = _claimed(work, house), work.now, _number(work)
    sent = 0
    for mail in mails:
        data = server.message(mail, new_id(), sender=sender.address, name=sender.name, now=now)
        outcome = post.send(sender.address, mail.to, data)
        sent += outcome.kind == "sent"
        if outcome.kind == "trouble":
            break
    if mails and not sent:
        with opening() as work:
            receipts.drop(work.session, number)
    return sent


def _claimed(work: Work, house: DistrictSender) -> list[Mail]:
    monday = work.today - datetime.timedelta(days=work.today.weekday())
    if work.calendar.after(monday, 0) != work.today:
        return []
    found = by_owner(replace(work, scope=SERVICE))
    if not found or not receipts.claim(work.session, _number(work), work.now):
        return []
    whom = [one for one in staff.all_staff(work.session) if one.active and one.role == Role.ADMINISTRATOR and not one.invited]
    return [_mail(to, found, house) for one in whom if (to := mailable(one.email))]


def _number(work: Work) -> str:
    return f"untouched {work.today.isoformat()}"


def _mail(to: str, found: Sequence[OwnerCount], house: DistrictSender) -> Mail:
    number = sum(one.number for one in found)
    whose = counted(number, "referral has", "referrals have")
    lines = [f"{one.owner_name if one.cared_for else 'Nobody works on them'}, {one.school_name}: {one.number}" for one in found]
    body = "\n\n".join(
        (
            "Hello,",
            f"{whose} been due, and untouched for {UNTOUCHED_DAYS} days or more:",
            "\n".join(lines),
            f"Ask what is in the way, or hand them over:\n{house.public_url}/",
            "This mail comes once a week, and only when there is something to tell.",
        )
    )
    return Mail(to, f"{whose} waited for {UNTOUCHED_DAYS} days", f"{body}\n")
