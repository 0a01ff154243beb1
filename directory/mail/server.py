"""The mail server: its address from the settings, and sending one mail, with the outcome in plain words.

    smtp://HOST[:587]                  STARTTLS, except for a server on this machine
    smtp://USER:PASSWORD@HOST[:587]    STARTTLS always: a password never goes out in the clear
    smtps://USER:PASSWORD@HOST[:465]   TLS from the first byte

Certificates are always checked. A server on this very machine is used without TLS if no password is sent, since its certificate
is seldom a real one and nothing leaves the machine.
"""

from __future__ import annotations

import datetime
import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Literal, Self
from urllib.parse import SplitResult, unquote, urlsplit

from directory.errors import UsageError
from directory.letters.plain_text import clean
from directory.mail.addresses import mailable
from directory.mail.outbox import Mail
from directory.mail.reminders import NO_MAIL_TAKEN

TIMEOUT = 20.0
"""Seconds that the server may take for one reply."""

PORTS = {"smtp": 587, "smtps": 465}
LONGEST_LINE = 998
TOO_LARGE = 552
"""The reply to MAIL FROM for a mail larger than the server accepts: it does not concern the sender."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")

_FORM = "REFERRAL_DESK_SMTP is not the address of a mail server: write smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465."
_ESCAPE = f"{_FORM} In the user and the password write %40 for @, %2F for /, %3A for : and %23 for #."


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; `implicit` if TLS begins at once."""

    host: str
    port: int
    implicit: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome of a mail: `refused` is permanent, `later` temporary, `trouble` concerns the server and so all mail."""

    kind: Literal["sent", "refused", "later", "trouble"]
    words: str = ""


def server_of(setting: str) -> Server:
    """Return the server of REFERRAL_DESK_SMTP; raise UsageError, which never contains any part of the setting."""
    try:
        parts = urlsplit(setting.strip())
        port = parts.port
    except ValueError:
        raise UsageError(_ESCAPE) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise UsageError(_FORM)
    if _more(parts):
        raise UsageError(_ESCAPE)
    if not _is_host(parts.hostname):
        raise UsageError(_FORM)
    if (parts.username is None) != (parts.password is None) or parts.username == "":
        raise UsageError("REFERRAL_DESK_SMTP needs both the user and the password, or neither: smtp://USER:PASSWORD@HOST:587.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise UsageError("The user and the password in REFERRAL_DESK_SMTP may have plain letters, digits and signs only.")
    return Server(parts.hostname, port or PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def _is_host(name: str) -> bool:
    try:
        return name.isprintable() and " " not in name and bool(name.encode("idna"))
    except UnicodeError:
        return False


def _more(parts: SplitResult) -> bool:
    """Whether anything follows the host, as when a password contains a character that ends the host part of a URL."""
    return parts.path not in ("", "/") or bool(parts.query or parts.fragment) or "@" in (parts.password or "")


def sender_of(setting: str | None) -> str:
    """Return the address of REFERRAL_DESK_MAIL_FROM; raise UsageError if there is none."""
    address = mailable(setting)
    if address is None:
        raise UsageError(
            "REFERRAL_DESK_MAIL_FROM is not an e-mail address: set the one that mail comes from, such as desk@example.org."
        )
    return address


def message(mail: Mail, mail_id: str, *, sender: str, name: str, now: datetime.datetime) -> bytes:
    """Return the mail as sent over the wire. Its Message-ID depends on the mail alone, so that a second copy is recognized."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(clean(name, 80), addr_spec=sender)
    made["To"] = Address(addr_spec=mail.to)
    if mail.reply_to and (reply_to := mailable(mail.reply_to)):
        made["Reply-To"] = Address(addr_spec=reply_to)
    made["Subject"] = clean(mail.subject)
    made["Date"] = format_datetime(now.replace(tzinfo=datetime.UTC))
    made["Message-ID"] = f"<{mail_id}@{sender.rpartition('@')[2]}>"
    # No out-of-office replies to a reminder.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    if mail.stop:
        made["List-Unsubscribe"] = f"<{mail.stop}>"
        if mail.stop.startswith("https:"):
            # For the unsubscribe button that mail programs show beside the sender; RFC 8058 requires TLS.
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(mail.body, cte="quoted-printable")
    if mail.html is not None:
        made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    # A long link in a header would be split into encoded words, which no mail program reads as a link.
    return made.as_bytes(policy=SMTP.clone(max_line_length=LONGEST_LINE))


class MailConnection:
    """A connection to the mail server, opened with the first mail and again if it was lost; close it, or use `with`."""

    def __init__(self, server: Server, *, timeout: float = TIMEOUT) -> None:
        self._server = server
        self._timeout = timeout
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def send(self, sender: str, to: str, data: bytes) -> Delivery:
        """Send one mail. Nothing that the server says is included in the outcome's words: it may repeat the address."""
        try:
            self._connected().sendmail(sender, [to], data)
        except smtplib.SMTPRecipientsRefused as error:
            return _of_recipient(*error.recipients.get(to, (450, b"")))
        except smtplib.SMTPDataError as error:
            return _of_data(error.smtp_code)
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code == TOO_LARGE:
                return _of_data(error.smtp_code)
            return self._trouble(f"The mail server does not take mail from REFERRAL_DESK_MAIL_FROM ({error.smtp_code}).")
        except smtplib.SMTPAuthenticationError:
            return self._trouble("The mail server does not know the user or the password in REFERRAL_DESK_SMTP.")
        except ssl.SSLCertVerificationError:
            return self._trouble("The mail server's certificate is not to be trusted, so nothing was sent to it.")
        except smtplib.SMTPNotSupportedError:
            return self._trouble("The mail server offers no safe way to sign in, and no password goes out in the clear.")
        except TimeoutError:
            return self._trouble("The mail server did not answer in time.")
        except (smtplib.SMTPException, OSError):
            return self._trouble("The mail server did not answer.")
        return Delivery("sent")

    def close(self) -> None:
        """Close the connection, with QUIT if the server still listens."""
        opened, self._open = self._open, None
        if opened is None:
            return
        try:
            opened.quit()
        except (smtplib.SMTPException, OSError):
            opened.close()

    def _connected(self) -> smtplib.SMTP:
        # After some refusals the server, or smtplib itself, closes the connection.
        if self._open is not None and getattr(self._open, "sock", None) is None:
            self._open = None
        if self._open is None:
            self._open = self._connect()
        return self._open

    def _connect(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.implicit:
            opened: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=self._timeout, context=context)
        else:
            opened = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            opened.ehlo_or_helo_if_needed()
            if not server.implicit and (server.user or server.host not in LOOPBACK):
                opened.starttls(context=context)  # raises if it is not offered
                opened.ehlo()
            if server.user:
                opened.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            opened.close()
            raise
        return opened

    def _trouble(self, words: str) -> Delivery:
        opened, self._open = self._open, None
        if opened is not None:
            opened.close()
        return Delivery("trouble", words)


def _of_recipient(code: int, said: bytes) -> Delivery:
    if code == 421:
        return Delivery("trouble", "The mail server is closing for now (421).")
    if code < 500:
        return Delivery("later", f"The mail server said: try later ({code})")
    # 5.7 is the server's own policy (no relaying, no such sender), and says nothing about the address.
    ruled = said.startswith(b"5.7.")
    return Delivery("refused", f"The mail server may not send there ({code})" if ruled else NO_MAIL_TAKEN)


def _of_data(code: int) -> Delivery:
    if code == 421:
        return Delivery("trouble", "The mail server is closing for now (421).")
    if code < 500:
        return Delivery("later", f"The mail server said: try later ({code})")
    return Delivery("refused", f"The mail server refused the mail ({code})")
