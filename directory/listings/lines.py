"""Values that a listing has several of, each on its own line as people write it, and reading such lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from directory.listings.boxes import TypedError, alone, number, one_line
from directory.listings.typed_times import apart, in_parentheses, spelled_out, wrong_hours
from importers.fields import FIELDS
from importers.problems import Severity
from importers.records import Contact, Cost, Phone, Schedule
from importers.times import hours
from importers.values import costs, languages, links, phones
from importers.values.text import clean
from matching.offers import Payment

_PAYMENTS: Mapping[str, str] = {
    Payment.FREE: "Free",
    Payment.SLIDING_SCALE: "Sliding scale",
    Payment.MEDICAID: "Medicaid",
    Payment.MEDICARE: "Medicare",
    Payment.PRIVATE: "Private insurance",
    Payment.UNINSURED: "Without insurance",
    Payment.FEE: "Fee",
}
_OPTIONS = {label.casefold(): option for option, label in _PAYMENTS.items()}
_PAYMENT = re.compile(
    rf"(?P<option>{'|'.join(map(re.escape, _PAYMENTS.values()))})(?:: \$(?P<amount>[\d,]+(?:\.\d+)?))?(?: \((?P<words>.+)\))?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?P<type>voice|fax|text|tty|cell|hotline): *(?P<number>\(?\+?\d[\d ().-]*?)(?: *(?:ext\.?|x) *(?P<extension>\d{1,7}))?"
    r"(?: \((?P<words>.*)\))?",
    re.IGNORECASE,
)


_NO_EXTENSION = re.compile(r"\bext\.? *[-−]|\bx *[-−]\d", re.IGNORECASE)
_NO_PRICE = re.compile(r"^\s*[-−]\s?\$?\d|\$\s?[-−]\s?\d|\d[eE]\d")
_PRICES = re.compile(r"\$ ?(\d[\d,]*(?:\.\d+)?) ?(?:-|–|to) ?\$? ?(\d[\d,]*(?:\.\d+)?)")
_HIGHEST_PRICE = 100_000


@dataclass(frozen=True, slots=True)
class Lines:
    """How the items of one target are written, and how a line is read; reading raises TypedError."""

    write: Callable[[Any], str]
    read: Callable[[str], tuple[Any, ...]]


def _write_phone(phone: Phone) -> str:
    kind = "" if phone.type == "voice" else f"{phone.type}: "
    words = f" ({one_line(phone.description)})" if phone.description else ""
    return f"{kind}{phones.format_national(phone)}{words}"


def _read_phone(line: str) -> tuple[Phone, ...]:
    if (exact := _PHONE.fullmatch(line)) and len(found := phones.read(exact["number"]).value or ()) == 1:
        return (replace(found[0], type=exact["type"].lower(), extension=exact["extension"], description=exact["words"]),)
    reading = phones.read(line)
    if (
        not reading.value
        or _NO_EXTENSION.search(line)
        or any(trouble.severity == Severity.WARNING for trouble in reading.troubles)
    ):
        raise TypedError(
            f"“{line[:60]}” is not a telephone number that can be dialed. Write ten digits, such as 517-555-0123 ext. 4."
        )
    return reading.value


def _write_contact(contact: Contact) -> str:
    parts = [one_line(part or "") for part in (contact.name, contact.title, contact.email)]
    while parts and not parts[-1]:
        parts.pop()
    plain = all(parts) and not any("," in part for part in parts)
    return (", " if plain else " | ").join(parts)


def _read_contact(line: str) -> tuple[Contact, ...]:
    parts = [clean(part) for part in line.split("|" if "|" in line else ",")]
    emails = [part for part in parts if "@" in part]
    rest = [part for part in parts if "@" not in part]
    email = links.email(emails[0]).value if emails else None
    if not rest or not rest[0] or (emails and email is None) or len(emails) > 1:
        raise TypedError(
            f"“{line[:60]}” is not understood. Write name, title and e-mail, such as Ana Ruiz, Intake, ana@example.org."
        )
    return (Contact(rest[0], ", ".join(part for part in rest[1:] if part) or None, email),)


def _read_schedule(line: str) -> tuple[Schedule, ...]:
    line = spelled_out(line)
    if said := wrong_hours(line):
        raise TypedError(said)
    if words := in_parentheses(line):
        return (Schedule(description=words),)
    weekly, other = apart(line)
    return (*(hours.read(weekly).value or () if weekly else ()), *(Schedule(description=words) for words in other))


def _write_cost(cost: Cost) -> str:
    amount = "" if cost.amount is None else f": ${number(cost.amount)}"
    words = _PAYMENTS.get(cost.option, cost.option.replace("_", " ").capitalize())
    return f"{words}{amount}" + (f" ({one_line(cost.description)})" if cost.description else "")


def _read_cost(line: str) -> tuple[Cost, ...]:
    if exact := _PAYMENT.fullmatch(line):
        amount = float(exact["amount"].replace(",", "")) if exact["amount"] else None
        _check_amounts(line, [amount or 0.0])
        return (Cost(_OPTIONS[exact["option"].casefold()], amount, exact["words"]),)
    found = () if _NO_PRICE.search(line) else costs.read(line).value
    if not found:
        ways = ", ".join(_PAYMENTS.values())
        raise TypedError(f"“{line[:60]}” is not a price or way to pay. Write one of {ways}, or a price such as $5 a week.")
    _check_amounts(line, [cost.amount or 0.0 for cost in found])
    return found


def _check_amounts(line: str, amounts: Sequence[float]) -> None:
    """Raise TypedError for a price that nobody asks, or whose two ends are the wrong way round."""
    if max(amounts, default=0.0) > _HIGHEST_PRICE:
        raise TypedError(f"“{line[:60]}” is more than ${_HIGHEST_PRICE:,}. Check the price.")
    if (span := _PRICES.search(line)) and float(span[1].replace(",", "")) > float(span[2].replace(",", "")):
        raise TypedError(f"The lower price comes first: write ${span[2]} to ${span[1]}.")


def _write_language(code: str) -> str:
    return languages.name(code) if languages.code(languages.name(code)) == code else code


def _read_language(line: str) -> tuple[str, ...]:
    reading = languages.read(line)
    if (
        reading.value is None
        or not reading.value.codes
        or reading.left
        or any(trouble.severity == Severity.WARNING for trouble in reading.troubles)
    ):
        raise TypedError(
            f"“{line[:60]}” is not a language that is known here. Write its English name, such as Spanish or Arabic."
        )
    return reading.value.codes


def _read_site(line: str) -> tuple[str, ...]:
    return (alone(links.website(line), "“{}” is not a web address. Write one such as www.example.org.", line),)


def _read_text(line: str) -> tuple[str, ...]:
    words = clean(line)
    if words and not any(map(str.isalnum, words)):
        raise TypedError(f"“{line[:60]}” has no letters. Write it in words, or take it out.")
    return (words,) if words else ()


_WORDS = Lines(one_line, _read_text)
LINES: Mapping[str, Lines] = {
    **{field.target: _WORDS for field in FIELDS.values() if field.kind == "texts"},
    "phones": Lines(_write_phone, _read_phone),
    "contacts": Lines(_write_contact, _read_contact),
    "schedules": Lines(lambda schedule: one_line(hours.say((schedule,))), _read_schedule),
    "costs": Lines(_write_cost, _read_cost),
    "languages": Lines(_write_language, _read_language),
    "urls": Lines(one_line, _read_site),
}
"""How the lines of each such box are written and read: texts are taken as they are, unless the target has a reader of its own."""
