"""Administrators told by mail of words that tell of danger, while nobody has seen to them: at once, and by the next run at the latest.

Numbers by school, and nothing of any student: who looks at the page behind the link signs in first. The alarms are claimed
before the mail is sent, so that two runs at once send it once; the first page shows them in any case.
"""

from __future__ import annotations

from collections.abc import Sequence

from directory.accounts import staff
from directory.letters.mails import smtp
from directory.letters.mails.addresses import mailable
from directory.letters.mails.outbox import Mail
from directory.letters.mails.queueing import House
from directory.letters.mails.sending import Opening, Sender
from directory.letters.mails.smtp import Post
from directory.storage.ids import new_id
from directory.storage.people import alarms as stored


def tell_administrators(opening: Opening, post: Post, sender: Sender, house: House) -> int:
    """Sends one mail to each administrator for all alarms of which they were not told; returns how many it reached."""
    with opening() as work:
        found = stored.untold(work.session)
        members = staff.everybody(work.session) if found else []
        whom = [one for one in members if one.active and one.role == "administrator" and not one.invited]
        mails = [_mail(to, {school: number for _, school, number in found}, house) for one in whom if (to := mailable(one.email))]
        ids, now = [alarm_id for alarm_id, _, _ in found], work.now
        if not mails or stored.mark_told(work.session, ids, now) < len(ids):
            # Nobody to write to, or another run is at it.
            return 0
    sent = 0
    for mail in mails:
        data = smtp.message(mail, new_id(), sender=sender.address, name=sender.name, now=now)
        outcome = post.send(sender.address, mail.to, data)
        sent += outcome.kind == "sent"
        if outcome.kind == "trouble":
            break
    if not sent:
        with opening() as work:
            stored.mark_told(work.session, ids, None)
    return sent


def _mail(to: str, schools: dict[str, int], house: House) -> Mail:
    lines: Sequence[str] = [f"{school}: {number}" for school, number in sorted(schools.items())]
    body = "\n\n".join(
        (
            "Hello,",
            "Words about a student tell of danger, and nobody has written yet what was done:",
            "\n".join(lines),
            f"Open it now, and say what was done:\n{house.public_url}/",
            "If someone is in danger now, call 911. Call or text 988, day or night.",
        )
    )
    return Mail(to, "Read today: words that tell of danger", f"{body}\n")
