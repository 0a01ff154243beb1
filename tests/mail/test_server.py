"""The settings of the mail server: what is understood, and refusals that show no password."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.errors import UsageError
from directory.mail.addresses import mailable
from directory.mail.outbox import Mail
from directory.mail.queue import district_sender
from directory.mail.server import Server, message, sender_of, server_of
from tests.referrals.making import NOW

HIDDEN = "s3cret-w0rd"


@pytest.mark.parametrize(
    ("setting", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, False)),
        ("smtp://localhost:25/", Server("localhost", 25, False)),
        ("smtps://mail.example.org", Server("mail.example.org", 465, True)),
        (
            f"smtp://desk%40example.org:{HIDDEN}@mail.example.org:587",
            Server("mail.example.org", 587, False, "desk@example.org", HIDDEN),
        ),
        ("smtps://desk:a%2Fb%3A%40%23@mail.example.org:4465", Server("mail.example.org", 4465, True, "desk", "a/b:@#")),
    ],
)
def test_a_mail_server_is_understood(setting: str, server: Server) -> None:
    """Both kinds with and without a port, and a user and a password with any letter in them."""
    assert server_of(setting) == server


@pytest.mark.parametrize(
    "setting",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        f"smtp://desk:{HIDDEN}@mail.example.org:no",
        f"smtp://desk:{HIDDEN}@mail.example.org:99999",
        f"smtp://desk:{HIDDEN}/x@mail.example.org",
        f"smtp://desk:{HIDDEN}#x@mail.example.org",
        f"smtp://desk:{HIDDEN}?x@mail.example.org",
        f"smtp://desk:{HIDDEN}@x@mail.example.org",
        f"smtp://{HIDDEN}@mail.example.org",
        f"smtp://:{HIDDEN}@mail.example.org",
        f"smtp://desk:{HIDDEN}@[mail.example.org",
        f"smtp://desk:{HIDDEN}é@mail.example.org",
        f"smtp://desk:{HIDDEN}@mail..example.org",
    ],
)
def test_what_is_no_mail_server_is_refused_without_showing_it(setting: str) -> None:
    """The sentence names the setting and how to write it, and holds nothing of the password."""
    with pytest.raises(UsageError, match="REFERRAL_DESK_SMTP") as refused:
        server_of(setting)
    assert HIDDEN not in str(refused.value)
    assert HIDDEN not in repr(refused.value)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(words: str) -> None:
    """Whatever stands in the setting, it is a server or a sentence."""
    with contextlib.suppress(UsageError):
        assert server_of(f"smtp://{words}").host


@pytest.mark.slow
@given(st.from_regex(r"[!-~]{1,12}@[!-~]{1,12}\.org", fullmatch=True))
@example("a..b@example.org")
@example("'@example.org")
def test_whatever_is_taken_for_an_address_can_be_written_to(address: str) -> None:
    """No address that was let into the outbox breaks a run when its mail is made."""
    if mailable(address) is not None:
        made = message(Mail(address, "Subject", "Text", reply_to=address), "1", sender=address, name="Oak", now=NOW)
        assert f"To: {address}".encode() in made


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("ana@mail_server.example.org", True), ("ana@10.0.0.5", True), ("ana@example.a1", True), (" ana@example.org ", True),
        ("ana..ruiz@example.org", False), ("ana@oak", False), ("ana@example.org, bo@example.org", False), ("aña@example.org", False),
        ("Ana <ana@example.org>", False), ("ana@example.org\r\nBcc: x@example.org", False), ("", False),
    ],
)  # fmt: skip
def test_a_stored_address_gets_its_mail_where_a_header_can_hold_it(address: str, *, taken: bool) -> None:
    """An address that no form would take today is still written to; what is not one plain address never is."""
    assert mailable(address) == (address.strip() if taken else None)


def test_a_server_shows_no_password() -> None:
    """A log line of the server holds no password."""
    assert HIDDEN not in repr(server_of(f"smtp://desk:{HIDDEN}@mail.example.org"))


@pytest.mark.parametrize(
    "setting", [None, "", "desk", "desk@example.org\r\nBcc: x@example.org", "Desk <desk@example.org>", "dësk@example.org"]
)
def test_a_sender_is_a_plain_address(setting: str | None) -> None:
    """Anything else than one address is refused by the setting's name."""
    assert sender_of(" desk@example.org ") == "desk@example.org"
    with pytest.raises(UsageError, match="REFERRAL_DESK_MAIL_FROM"):
        sender_of(setting)


@pytest.mark.parametrize("setting", [None, "", "desk.example.org", "ftp://desk.example.org", "https://"])
def test_links_need_an_address(setting: str | None) -> None:
    """Without an address that families reach no mail is written."""
    assert district_sender("https://desk.example.org/", None).public_url == "https://desk.example.org"
    with pytest.raises(UsageError, match="REFERRAL_DESK_PUBLIC_URL"):
        district_sender(setting, None)
