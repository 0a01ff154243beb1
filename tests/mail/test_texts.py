"""What reminders say: in the family's language, simply, and with nothing that shames."""

from __future__ import annotations

import ast
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from directory import mail as mails
from directory.i18n.catalogs import catalog_of, languages
from directory.letters.reading_level import simple
from directory.mail import server, texts
from directory.mail.outbox import Mail
from directory.mail.reminders import Reminder
from directory.storage.referrals.referrals import ReferralRow
from directory.storage.referrals.reminders import SignerRow
from tests.referrals.making import NOW, TODAY

LINK = "https://desk.example.org/a/Zm9yLXRlc3RzLW9ubHktMQ"
SIGNER = SignerRow("Maya Torres", "maya.torres@example.org", "+15175550160")
NAMES = ("Sycamore Hollow Elementary", "Maya Torres")
OTHERS = [language for language in languages() if language != "en"]


def row(**changed: object) -> ReferralRow:
    known = dict.fromkeys(ReferralRow.__dataclass_fields__)
    return ReferralRow(**(known | {"school_name": NAMES[0], "reference": "K7Q-M42"} | changed))  # type: ignore[arg-type]


def reminder(language: str = "en", kind: str = "reminder", audience: str = "family", **changed: object) -> Reminder:
    to = "marta@example.org"
    made = Reminder(row(**changed), audience, kind, to, language)  # type: ignore[arg-type]
    return replace(made, on=TODAY, at_time="15:30") if kind == "appointment" else made


def written(made: Reminder, signer: SignerRow | None = SIGNER, phone: str | None = "(517) 555-0170") -> Mail:
    return texts.mail(made, link=LINK, stop=f"{LINK}/stop", signer=signer, district_phone=phone)


def over_the_wire(mail: Mail) -> EmailMessage:
    data = server.message(mail, "mail-1", sender="desk@example.org", name="Oak County Schools", now=NOW)
    return message_from_bytes(data, policy=default)


def lines_of(mail: Mail) -> list[str]:
    """The sentences of a mail, without those that only point at a link or a number."""
    return [line for line in mail.body.splitlines() if line and not line.startswith(("http", "Reference", "Número"))]


@pytest.mark.parametrize(("kind", "status"), [("reminder", "sent"), ("reminder", "reached"), ("appointment", "scheduled")])
def test_a_mail_reads_at_sixth_grade(kind: str, status: str) -> None:
    """Both languages of a reminder read at or below 6th grade."""
    english = written(reminder(kind=kind, status=status))
    assert simple("en", lines_of(english), NAMES)
    spanish = [line for line in lines_of(written(reminder("es", kind, status=status))) if line not in english.body]
    assert simple("es", spanish, NAMES)


@pytest.mark.parametrize(("status", "talked"), [("sent", False), ("reached", True), ("accepted", True)])
def test_who_has_talked_with_the_provider_is_asked_for_the_appointment(status: str, *, talked: bool) -> None:
    """A family that told that they talked is not asked whether they did: the next question is the appointment."""
    body = written(reminder("es", status=status)).body
    asked = ("Do you have an appointment?" in body, "¿Ya tiene una cita?" in body)
    assert asked == (talked, talked)
    assert ("Did you reach them?" in body, "¿Pudo hablar con ellos?" in body) == (not talked, not talked)


def test_an_unreviewed_language_carries_the_english() -> None:
    """The Spanish mail has the English below it, in the subject too, while no fluent reader has looked at it."""
    spanish, english = written(reminder("es")), written(reminder("en"))
    assert not catalog_of("es").reviewed
    assert spanish.body.endswith(english.body)
    assert spanish.subject == f"Una nota de {NAMES[0]} / {english.subject}"
    assert texts.language_of(reminder("es-MX")) == "es"
    assert texts.language_of(reminder("so")) == "en"


@pytest.mark.parametrize(
    ("signer", "phone", "words"),
    [
        (SIGNER, None, "Or call Maya Torres at (517) 555-0160."),
        (replace(SIGNER, phone=None), "(517) 555-0170", "Or talk with Maya Torres at Sycamore Hollow Elementary."),
        (None, "(517) 555-0170", "Or call us at (517) 555-0170."),
        (None, None, ""),
    ],
)
def test_whoever_can_be_called_is_named(signer: SignerRow | None, phone: str | None, words: str) -> None:
    """The specialist's own number, the name alone, or the district's number where nobody looks after it now."""
    body = written(reminder(), signer, phone).body
    assert words in body
    assert "None" not in body


@pytest.mark.parametrize("audience", ["family", "provider"])
def test_no_name_gets_into_the_headers(audience: str) -> None:
    """A school's or a specialist's name with line ends and header words in it stays one line of the subject or the text."""
    wild = "Oak\r\nBcc: all@example.org\r\n\r\nHello\u202e"
    mail = written(reminder(audience=audience, school_name=wild), replace(SIGNER, name=wild))
    made = over_the_wire(mail)
    assert made["bcc"] is None
    assert "Oak Bcc: all@example.org" in str(made["subject"])
    assert "\u202e" not in made.get_content()


def test_a_mail_crosses_the_wire_whole() -> None:
    """Accents arrive as they were in text and subject, the link in the header stays a link, and the answer goes to the signer."""
    mail = written(reminder("es", "appointment", school_name="Escuela Peña"))
    made = over_the_wire(mail)
    assert (made["subject"], made.get_content().replace("\r\n", "\n")) == (mail.subject, mail.body)
    assert made["list-unsubscribe"] == f"<{LINK}/stop>"
    assert made["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert (made["reply-to"], made["message-id"]) == ("maya.torres@example.org", "<mail-1@example.org>")
    assert made["date"].datetime.replace(tzinfo=None) == NOW
    raw = server.message(mail, "mail-1", sender="desk@example.org", name="Schools", now=NOW)
    assert raw.isascii()
    assert f"List-Unsubscribe: <{LINK}/stop>".encode() in raw


def test_an_appointment_says_when() -> None:
    """The mail says the day and the time, right on whatever day it arrives, and neither with whom nor for what."""
    body = written(reminder(kind="appointment")).body
    assert "You have an appointment on Saturday, March 14, at 3:30" in body
    spanish = written(reminder("es", "appointment")).body
    assert "sábado, 14 de marzo" in spanish


def sentences() -> frozenset[str]:
    """Every sentence of a reminder; a letter that is mailed says those of letters."""
    return frozenset(
        node.args[0].value
        for module in Path(mails.__file__).parent.glob("*.py")
        if module.name != "letters.py"
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    )
