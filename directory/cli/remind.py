"""`referral-desk remind`: today's reminders by e-mail, and any mail that waits; made for cron."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import rich_click as click

from directory.cli.common import complain, existing_desk, json_option, now, print_json, today
from directory.models.codes import Recipient

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.app import Desk
    from directory.mail.delivery import DeliveryRun, Opening, Sender
    from directory.mail.queue import DistrictSender
    from directory.mail.reminders import Reminder
    from directory.mail.server import Server
    from directory.referrals.work import Work


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say how many would be reminded, and send nothing.")
@json_option
def command(dry_run: bool, as_json: bool) -> int:
    """Remind families and providers by e-mail, and send the mail that waits.

    Run it every day, weekends and holidays too. Reminders of an appointment go out some school days before it, or on the next
    day if a run was missed. Administrators get new danger alarms on every run. Everything else waits for a school day; on the
    first one of a week, administrators also hear how many referrals nobody has touched for two weeks.

    Run it once in the morning, or every 15 minutes if mail must not wait. It prints nothing when there is nothing to do, and
    two runs at the same time send nothing twice.
    """
    chosen = existing_desk()
    way = _way(chosen) if chosen.settings.smtp else None
    due = _due(chosen)
    told: dict[str, Any] = {
        "families": sum(one.audience == Recipient.FAMILY for one in due),
        "providers": sum(one.audience == Recipient.PROVIDER for one in due),
        "queued": 0,
        "sent": 0,
        "stopped": 0,
        "failed": 0,
        "administrators": 0,
        "alarms": 0,
        "trouble": None,
        "mail_goes_out": way is not None,
        "dry_run": dry_run,
    }
    if way is not None and not dry_run:
        told["alarms"] = _alarm(chosen, way)
        queued, done, administrators = _run(chosen, due, way)
        told |= {"queued": queued, "sent": done.sent, "stopped": done.stopped, "failed": done.failed}
        told |= {"administrators": administrators, "trouble": done.trouble or None}
    told |= _waiting(chosen)
    if as_json:
        print_json(told)
    else:
        _say(told)
    if told["trouble"] and told["waiting"] and not told["sent"]:
        complain(told["trouble"])
        return 1
    return 0


def _way(chosen: Desk) -> tuple[Server, Sender, DistrictSender]:
    """Return how mail goes out, checked before anything is queued."""
    from directory.district_settings.effective import read_district
    from directory.mail.delivery import Sender
    from directory.mail.queue import district_sender
    from directory.mail.server import sender_of, server_of

    settings = chosen.settings
    server = server_of(settings.smtp or "")
    with chosen.reading() as session:
        district = read_district(session, settings)
    return server, Sender(sender_of(settings.mail_from), district.name), district_sender(settings.public_url, district.phone)


def _due(chosen: Desk) -> list[Reminder]:
    from directory.mail.reminders import due

    with chosen.reading() as session:
        return due(_work(session, chosen))


def _run(chosen: Desk, due: list[Reminder], way: tuple[Server, Sender, DistrictSender]) -> tuple[int, DeliveryRun, int]:
    """Queue what is due and send what waits; return how many were queued, the results, and how many administrators got mail."""
    from directory.mail.delivery import send_waiting
    from directory.mail.escalation import escalate
    from directory.mail.queue import queue_due
    from directory.mail.server import MailConnection

    server, sender, house = way
    opening = _opening(chosen)
    queued = queue_due(opening, due, house)
    with MailConnection(server) as post:
        done = send_waiting(opening, post, sender)
        return queued, done, 0 if done.trouble else escalate(opening, post, sender, house)


def _alarm(chosen: Desk, way: tuple[Server, Sender, DistrictSender]) -> int:
    """Send administrators the alarms about danger, before anything else."""
    from directory.mail.alarms import tell_administrators
    from directory.mail.server import MailConnection

    server, sender, house = way
    with MailConnection(server) as post:
        return tell_administrators(_opening(chosen), post, sender, house)


def _opening(chosen: Desk) -> Opening:
    @contextmanager
    def opening() -> Iterator[Work]:
        with chosen.writing() as session:
            yield _work(session, chosen)

    return opening


def _work(session: Session, chosen: Desk) -> Work:
    from directory.district_settings.effective import read_district
    from directory.referrals.work import NOBODY, work_of
    from directory.storage.keyring import open_keys

    settings = chosen.settings
    district = read_district(session, settings)
    district.require_calendar()
    return work_of(session, open_keys(session, settings), NOBODY, district, today=today(), now=now())


def _waiting(chosen: Desk) -> dict[str, Any]:
    from directory.storage.referrals import outbox

    with chosen.reading() as session:
        count, soonest = outbox.waiting(session)
    return {"waiting": count, "next_try": soonest and _here(soonest).isoformat(timespec="minutes")}


def _here(moment: datetime.datetime) -> datetime.datetime:
    from directory import clock

    return clock.local(moment)


def _say(told: dict[str, Any]) -> None:
    from directory.i18n.counts import counted

    could = f"{counted(told['families'], 'family', 'families')} and {counted(told['providers'], 'provider')}"
    if not told["mail_goes_out"]:
        print(
            f"No mail goes out: REFERRAL_DESK_SMTP is not set. {could} could be reminded by e-mail today. "
            "The call sheet, /work/calls, lists the families to call."
        )
        return
    if told["dry_run"]:
        print(f"{could} would be reminded, and {counted(told['waiting'], 'mail waits', 'mails wait')}. This was a dry run.")
        return
    if told["alarms"]:
        print(f"{counted(told['alarms'], 'administrator')} notified of words that may report danger.")
    if told["administrators"]:
        print(f"{counted(told['administrators'], 'administrator')} notified of referrals that nobody has worked on.")
    if not any(told[part] for part in ("queued", "sent", "stopped", "failed", "trouble")):
        return
    why = f"{told['trouble'].rstrip('.')}; " if told["trouble"] else ""
    held = f" ({why}next try at {told['next_try']})" if told["waiting"] else ""
    print(
        f"{counted(told['queued'], 'reminder')} queued, {told['sent']} sent, {told['stopped']} not wanted any more, "
        f"{told['waiting']} waiting{held}, {told['failed']} failed."
    )
