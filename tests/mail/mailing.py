"""What mail is tested with: a real server that takes, refuses, hangs or hangs up, and referrals that are due."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text

from directory.mail import delivery, reminders
from directory.mail import queue as queueing
from directory.mail.delivery import DeliveryRun, Sender
from directory.mail.queue import DistrictSender
from directory.mail.reminders import Reminder
from directory.mail.server import MailConnection, Server
from directory.referrals.work import NOBODY, Work
from directory.students import guardians
from directory.students.profile import GuardianDetails
from tests.referrals.making import NOW, OF_OAK, Loop, agree
from tests.students.making import MARTA

HOUSE = DistrictSender("https://desk.example.org", "(517) 555-0170")
SENDER = Sender("desk@schools.example.org", "Oak County Schools")
BY_MAIL = replace(MARTA, ways=("email",))
DUE = 4
"""Days after which a letter that was given on TODAY, a Saturday, is five school days old."""


@dataclass(slots=True)
class Mailbox:
    """What a server took; `says` are its answers to addresses, `closes` hangs up in the middle of a mail.

    `meanwhile` happens while it answers.
    """

    says: Mapping[str, str] = field(default_factory=dict)
    data_says: str = "250 OK"
    closes: bool = False
    meanwhile: Callable[[], object] = lambda: None
    taken: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802  # aiosmtpd's name
        answer = self.says.get(address, "250 OK")
        if not answer.startswith("250"):
            self.meanwhile()
        else:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.closes:
            assert server.transport is not None
            server.transport.close()
        elif self.data_says.startswith("250"):
            self.meanwhile()
            self.taken.append(envelope)
        return self.data_says

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(cast("bytes", one.content), policy=default) for one in self.taken]


@contextmanager
def mail_server(box: Mailbox, **how: Any) -> Iterator[Server]:
    """The server on a port of its own; `how` goes to aiosmtpd."""
    controller = Controller(box, hostname="127.0.0.1", port=_free_port(), **how)
    controller.start()
    try:
        yield Server("127.0.0.1", controller.port, implicit=False)
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[Server]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Server("127.0.0.1", listening.getsockname()[1], implicit=False)


def no_server() -> Server:
    """A port on which nobody listens."""
    return Server("127.0.0.1", _free_port(), implicit=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def opening(loop: Loop, days: int = 0) -> Callable[[], AbstractContextManager[Work]]:
    """Transactions of the service itself, so many days after the district's opening."""
    return lambda: loop.work(NOBODY, days=days)


def guarded_by(loop: Loop, *details: GuardianDetails) -> None:
    """Gives the student these guardians in place of those that there are."""
    with loop.district.writing() as session:
        session.execute(text("DELETE FROM guardian"))
        for one in details:
            guardians.add(session, loop.keys, OF_OAK, loop.student_id, one, now=NOW)


def given(loop: Loop, *, days: int = 0) -> str:
    """A referral whose letter was given, to a family that reads mail."""
    guarded_by(loop, BY_MAIL)
    (referral_id,) = loop.open(loop.records[:1], days=days)
    loop.record(referral_id, "sent", days=days)
    return referral_id


def told(loop: Loop) -> str:
    """A referral of which the provider was told, with the family's consent; nobody of the family reads mail."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET email = 'intake@maple.example.org'"))
        agree(session, loop)
    (referral_id,) = loop.open(loop.records[:1])
    loop.record(referral_id, "sent")
    loop.record(referral_id, "provider_told")
    return referral_id


def due(loop: Loop, days: int = DUE) -> list[Reminder]:
    with loop.work(NOBODY, days=days) as work:
        return reminders.due(work)


def queue(loop: Loop, days: int = DUE) -> int:
    return queueing.queue_due(opening(loop, days), due(loop, days), HOUSE)


def send(loop: Loop, server: Server, days: int = DUE, *, timeout: float = 5.0) -> DeliveryRun:
    with MailConnection(server, timeout=timeout) as post:
        return delivery.send_waiting(opening(loop, days), post, SENDER)


def rows(loop: Loop, statement: str) -> list[tuple[Any, ...]]:
    with loop.district.reading() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def states(loop: Loop) -> list[tuple[Any, ...]]:
    """State, tries, error and whether the text is still there, mail by mail."""
    return rows(loop, "SELECT state, tries, error, sealed IS NOT NULL FROM outbox_mail ORDER BY id")


def reminded(loop: Loop) -> int:
    """How many reminders the timelines tell of."""
    return len(rows(loop, "SELECT 1 FROM referral_event WHERE kind = 'reminded'"))
