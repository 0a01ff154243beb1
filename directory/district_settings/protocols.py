"""Pure: what the district wants done about each kind of danger, in its own words.

A protocol is written for staff. It names the kind of danger, so it is never shown on the pages that families and providers open
by a link: the person who holds the phone may be the one who is feared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from directory.district_settings.texts import number_as_written, read_number, read_paragraph
from directory.errors import UsageError


@dataclass(frozen=True, slots=True)
class Protocol:
    """What to do, in English and optionally in Spanish, and whom to call: E.164, or a short number such as 988."""

    english: str
    spanish: str | None = None
    phone: str | None = None

    def line(self, language: str = "en") -> str:
        """Return the protocol as one line of the crisis card, in English if there is no Spanish."""
        words = self.spanish if language == "es" and self.spanish else self.english
        return f"{words} {number_as_written(self.phone)}" if self.phone else words


def checked_protocol(protocol: Protocol) -> Protocol:
    """Return the protocol with clean texts and its number in E.164; raise UsageError if staff could not read or dial it."""
    english = read_paragraph(protocol.english)
    if not english:
        raise UsageError("Write what is to be done in English: staff pages are in English.")
    phone = read_number(protocol.phone) if protocol.phone and protocol.phone.strip() else None
    return replace(protocol, english=english, spanish=read_paragraph(protocol.spanish or "") or None, phone=phone)
