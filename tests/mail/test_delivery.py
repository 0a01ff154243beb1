"""Mail goes out through a real server that also refuses, hangs and hangs up; nothing is sent twice and nothing is lost."""

from __future__ import annotations

import datetime
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import text, update

from directory.mail import delivery, outbox
from directory.mail.addresses import address_hash
from directory.mail.reminders import KINDS
from directory.mail.server import MailConnection, Server
from directory.models import OutboxMail
from directory.models.codes import MailKind, MailState, Recipient
from directory.referrals.answers import links
from directory.referrals.work import NOBODY, Work
from directory.storage.people import consents as consent_rows
from directory.storage.referrals import outbox as stored
from directory.storage.referrals import referrals
from directory.students import changes
from tests.mail.mailing import (
    BY_MAIL,
    DUE,
    HOUSE,
    SENDER,
    Mailbox,
    given,
    guarded_by,
    mail_server,
    queue,
    reminded,
    send,
    states,
    told,
)
from tests.referrals.making import OF_OAK, Loop
from tests.students.making import ADMINISTRATOR


def test_a_reminder_goes_out_once(loop: Loop) -> None:
    """It arrives with a link that opens the referral; it is noted as one event; its text is kept no longer."""
    referral_id = given(loop)
    box = Mailbox()
    assert queue(loop) == 1
    with mail_server(box) as server:
        assert send(loop, server).sent == 1
        assert send(loop, server, DUE + 1).sent == 0
    (mail,) = box.mails
    assert (mail["to"], mail["auto-submitted"]) == ("marta@example.org", "auto-generated")
    page = str(mail["list-unsubscribe"]).strip("<>")
    assert page.startswith(f"{HOUSE.public_url}/a/")
    assert page in mail.get_content()
    with loop.work(NOBODY, days=DUE) as work:
        token = page.removeprefix(f"{HOUSE.public_url}/a/").removesuffix("/stop")
        found = links.read_link(work.session, loop.keys, token, now=work.now, today=work.today)
        assert isinstance(found, links.OpenedLink)
        assert (found.referral_id, found.audience, found.language) == (referral_id, Recipient.FAMILY, "es")
    assert states(loop) == [("sent", 1, None, 0)]
    assert reminded(loop) == 1


def test_mail_tells_nothing_of_the_student(loop: Loop) -> None:
    """Neither the student, the guardian, the need nor the provider stands in a reminder, to the family or to the provider."""
    told(loop)
    guarded_by(loop, BY_MAIL)
    box = Mailbox()
    assert queue(loop) == 2
    with mail_server(box) as server:
        assert send(loop, server).sent == 2
    for mail in box.mails:
        whole = f"{mail['subject']} {mail['from']} {mail.get_content()}".casefold()
        for secret in ("ana", "ruiz", "peña", "marta", "anxiety", "sleep", "maple", "talking", "counsel", "10442"):
            assert secret not in whole.replace("semana", ""), secret


def test_two_runs_at_once_send_nothing_twice(loop_on_each: Loop) -> None:
    """However many queue and send at once, on either engine, one reminder is queued and one goes out."""
    loop = loop_on_each
    given(loop)
    box, together = Mailbox(), threading.Barrier(4)
    with mail_server(box) as server:

        def run() -> tuple[int, int]:
            together.wait()
            return queue(loop), send(loop, server).sent

        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda _: run(), range(4)))
    assert [sum(column) for column in zip(*done, strict=True)] == [1, 1]
    assert len(box.taken) == 1
    assert reminded(loop) == 1


def test_a_claimed_mail_is_left_to_its_sender(loop_on_each: Loop) -> None:
    """A mail that a sender has claimed is taken by another only after the lease, whose result alone then counts."""
    loop = loop_on_each
    given(loop)
    queue(loop)
    with loop.work(NOBODY, days=DUE) as work:
        first = stored.claim(work.session, work.now, work.now + delivery.LEASE)
        assert first is not None
        assert stored.claim(work.session, work.now, work.now + delivery.LEASE) is None
    with loop.work(NOBODY, days=DUE + 1) as work:
        second = stored.claim(work.session, work.now, work.now + delivery.LEASE)
        assert second is not None
        assert not stored.finish(work.session, first, MailState.FAILED)
        assert stored.finish(work.session, second, MailState.SENT)


@pytest.mark.parametrize("ahead", [datetime.timedelta(hours=3), datetime.timedelta(days=3)])
def test_a_mail_of_the_future_is_due_now(loop_on_each: Loop, ahead: datetime.timedelta) -> None:
    """What was queued or put off while the clock ran ahead does not wait until that time comes."""
    loop = loop_on_each
    given(loop)
    queue(loop)
    with loop.work(NOBODY, days=DUE) as work:
        later = {"next_at": work.now + ahead, "made_at": work.now + ahead}
        work.session.execute(update(OutboxMail).values(**later))
        assert stored.claim(work.session, work.now, work.now + delivery.LEASE) is not None
        assert stored.claim(work.session, work.now, work.now + delivery.LEASE) is None, "it is taken"
        work.session.execute(update(OutboxMail).values(made_at=work.now, next_at=work.now + stored.LONGEST_WAIT))
        assert stored.claim(work.session, work.now, work.now + delivery.LEASE) is None, "it was put off for a day"


@pytest.mark.parametrize("what", ["closed", "stopped", "deleted", "no contact", "consent"])
def test_what_ended_meanwhile_is_not_sent(loop: Loop, what: str) -> None:
    """Right before it goes out a mail is looked at again: closed, stopped, deleted, barred or without consent, it stays here."""
    referral_id = told(loop) if what == "consent" else given(loop)
    assert queue(loop) == 1
    with loop.work(days=DUE) as work:
        if what == "stopped":
            stored.stop(work.session, address_hash(loop.keys, "marta@example.org"), (), work.now)
        elif what == "deleted":
            changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=work.today, now=work.now)
        elif what == "no contact":
            work.session.execute(text("DELETE FROM guardian"))
        elif what == "consent":
            consent = consent_rows.of(work.session, OF_OAK, loop.student_id)[0]
            consent_rows.withdraw(work.session, OF_OAK, loop.student_id, consent.id, withdrawal=b"sealed", now=work.now)
    if what == "closed":
        loop.record(referral_id, "cancelled", days=DUE)
    box = Mailbox()
    with mail_server(box) as server:
        send(loop, server)
    assert box.taken == []
    assert [state for state, *_ in states(loop)] == ([] if what == "deleted" else ["stopped"])


@pytest.mark.parametrize("column", ["do_not_refer", "confidential"])
def test_nothing_of_a_family_goes_to_a_provider_who_was_ruled_out(loop: Loop, column: str) -> None:
    """A telling that still waits stays here when no family may be sent there any more; of a confidential place it goes out."""
    referral_id = told(loop)
    with loop.work() as work:
        row = referrals.lock(work.session, work.scope, referral_id)
        to = "intake@maple.example.org"
        outbox.queue(
            work, row, audience=Recipient.PROVIDER, kind=MailKind.TOLD, to=to, subject="A referral", body="Please expect a call."
        )
        work.session.execute(text(f"UPDATE service SET {column} = true"))
    box = Mailbox()
    with mail_server(box) as server:
        send(loop, server)
    assert (len(box.taken), states(loop)[0][0]) == ((0, "stopped") if column == "do_not_refer" else (1, "sent"))


@pytest.mark.parametrize("what", ["deleted", "stopped"])
def test_what_ends_while_a_mail_is_on_its_way(loop: Loop, what: str) -> None:
    """A student deleted in that moment leaves nothing behind; a mail that was stopped too late is told as what it is: sent."""
    given(loop)
    queue(loop)

    def end() -> None:
        with loop.work(ADMINISTRATOR, days=DUE) as work:
            if what == "deleted":
                changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=work.today, now=work.now)
            else:
                stored.stop(work.session, address_hash(loop.keys, "marta@example.org"), KINDS, work.now)

    with mail_server(Mailbox(meanwhile=end)) as server:
        assert send(loop, server).sent == 1
    assert [state for state, *_ in states(loop)] == ([] if what == "deleted" else ["sent"])
    assert reminded(loop) == (what == "stopped")


def test_a_sender_that_dies_before_its_mark_sends_again(loop: Loop) -> None:
    """The mail goes out once more after the lease, under the same Message-ID, and is noted once: a reminder is never lost."""
    given(loop)
    queue(loop)
    opened = []

    def dies_at_the_mark() -> AbstractContextManager[Work]:
        opened.append(1)
        if len(opened) == 2:
            raise KeyboardInterrupt
        return loop.work(NOBODY, days=DUE)

    box = Mailbox()
    with mail_server(box) as server:
        with MailConnection(server) as post, pytest.raises(KeyboardInterrupt):
            delivery.send_waiting(dies_at_the_mark, post, SENDER)
        assert send(loop, server).sent == 0, "the claim still holds"
        assert send(loop, server, DUE + 1).sent == 1
    assert len({mail["message-id"] for mail in box.mails}) == 1
    assert (len(box.mails), reminded(loop)) == (2, 1)


def test_a_stopped_address_still_gets_what_somebody_sends_by_hand(loop: Loop) -> None:
    """Stopping ends reminders; a referral that a specialist shares with a provider still arrives."""
    referral_id = told(loop)
    with loop.work(days=1) as work:
        row = referrals.lock_for_link(work.session, referral_id)
        to = "intake@maple.example.org"
        outbox.queue(
            work, row, audience=Recipient.PROVIDER, kind=MailKind.TOLD, to=to, subject="Referral", body="Text", html="<p>Text</p>"
        )
        outbox.stop(work, address_hash(loop.keys, to), KINDS)
    box = Mailbox()
    with mail_server(box) as server:
        assert send(loop, server, 1).sent == 1
    assert [part.get_content_type() for part in box.mails[0].walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert reminded(loop) == 0


def test_nothing_of_anybody_gets_into_a_log(
    loop: Loop, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither logs nor the terminal hold an address, whatever the server says."""
    given(loop)
    queue(loop)
    with caplog.at_level("INFO", "directory"), mail_server(Mailbox({"marta@example.org": "550 marta@example.org"})) as server:
        send(loop, server)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("mail.")]  # aiosmtpd logs as "mail."
    assert "marta" not in " ".join([*ours, *capfd.readouterr()])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that nobody vouches for, and its key."""
    import datetime as dates

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dates.datetime.now(dates.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    signed = made.not_valid_before(now).not_valid_after(now + dates.timedelta(days=1)).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("certificate")
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return paths


def test_a_password_never_goes_to_a_server_that_cannot_be_trusted(certificate: tuple[Path, Path]) -> None:
    """Without TLS, or with a certificate that nobody vouches for, the server is not signed in to, and no mail goes out."""
    asked: list[object] = []

    def sign_in(*given_: object) -> AuthResult:
        asked.append(given_)
        return AuthResult(success=True)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    box = Mailbox()
    for how, words in (({"auth_require_tls": False}, "safe way"), ({"tls_context": context}, "certificate")):
        with mail_server(box, authenticator=sign_in, **how) as server:
            with_password = Server(server.host, server.port, implicit=False, user="desk", password="x" * 12)
            with MailConnection(with_password, timeout=5) as post:
                outcome = post.send(SENDER.address, "marta@example.org", b"Subject: x\r\n\r\nx\r\n")
        assert outcome.kind == "trouble"
        assert words in outcome.words
    assert (asked, box.taken) == ([], [])
