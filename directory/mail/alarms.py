"""Mail to administrators about alarms that nobody has handled yet: at once, and by the next run at the latest.

Where no administrator has an address, the specialists of each school get their own students' alarms instead. The mail has numbers
by school and nothing about any student, since the page behind its link requires signing in. The alarms are claimed before the
mail is sent, so that two simultaneous runs send it once; the first page shows them in any case.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory.accounts import staff
from directory.mail import server
from directory.mail.addresses import mailable
from directory.mail.delivery import Opening, Sender
from directory.mail.outbox import Mail
from directory.mail.queue import DistrictSender
from directory.mail.server import MailConnection
from directory.models.codes import Role
from directory.storage.ids import new_id
from directory.storage.people import alarms as stored
from directory.storage.people.alarms import UnnotifiedRow


def tell_administrators(opening: Opening, post: MailConnection, sender: Sender, house: DistrictSender) -> int:
    """Send one mail to each administrator about all alarms not yet reported; return how many people it reached."""
    with opening() as work:
        found = stored.unnotified(work.session)
        told = _whom(work.session, found)
        mails = [_mail(to, {one.school_name: one.of_school for one in theirs}, house) for to, theirs in told]
        ids, now = sorted({one.id for _, theirs in told for one in theirs}), work.now
        if not mails or stored.mark_notified(work.session, ids, now) < len(ids):
            # There is nobody to write to, or another run is sending them.
            return 0
    sent = 0
    for mail in mails:
        data = server.message(mail, new_id(), sender=sender.address, name=sender.name, now=now)
        outcome = post.send(sender.address, mail.to, data)
        sent += outcome.kind == "sent"
        if outcome.kind == "trouble":
            break
    if not sent:
        with opening() as work:
            stored.mark_notified(work.session, ids, None)
    return sent


def _whom(session: Session, found: Sequence[UnnotifiedRow]) -> list[tuple[str, Sequence[UnnotifiedRow]]]:
    """Return the addresses to write to, each with its alarms; nobody reads about a school whose students they may not see."""
    members = staff.all_staff(session) if found else []
    able = [(to, one) for one in members if one.active and not one.invited and (to := mailable(one.email))]
    administrators = [(to, found) for to, one in able if one.role == Role.ADMINISTRATOR]
    if administrators:
        return administrators
    specialists = [(to, {school.id for school in one.schools}) for to, one in able if one.role == Role.SPECIALIST]
    theirs = [(to, [one for one in found if one.school_id in own]) for to, own in specialists]
    return [(to, some) for to, some in theirs if some]


def _mail(to: str, schools: dict[str, int], house: DistrictSender) -> Mail:
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
