"""What a listing says, in words for people: ages, hours, costs, languages, telephone numbers.

Functions take a listing's fields or one target of them, and return None or () if the listing says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from directory.storage.listings.facts import Open, costs_of, hours_line, phones, schedules, spans, text, texts
from directory.storage.listings.targets import items_of
from importers.fields import Target
from importers.places import no_places
from importers.records import Contact, Cost, Fields, Phone
from importers.times import clock, hours, weekdays
from importers.times.hour_words import AROUND_THE_CLOCK
from importers.values import costs, languages
from importers.values.phones import e164_with_extension, format_national
from matching.offers import Payment
from matching.text import fold_text

LONGEST_LINE = 160
"""Characters of the one line that a card has for a description."""

OLDEST = 99
"""A maximum age from here on is no limit."""

DAY_NAMES = weekdays.NAMES

OPTION_WORDS: Mapping[str, str] = {
    Payment.FREE: "Free",
    Payment.SLIDING_SCALE: "Sliding scale",
    Payment.MEDICAID: "Takes Medicaid",
    Payment.MEDICARE: "Takes Medicare",
    Payment.PRIVATE: "Takes private insurance",
    Payment.UNINSURED: "Helps families without insurance",
    Payment.FEE: "Charges a fee",
}
PHONE_WORDS = {"voice": "Phone", "fax": "Fax", "text": "Text", "tty": "TTY", "cell": "Cell", "hotline": "Hotline"}

_ADDRESS = (
    Target.ADDRESS_ADDRESS_1,
    Target.ADDRESS_ADDRESS_2,
    Target.ADDRESS_CITY,
    Target.ADDRESS_STATE_PROVINCE,
    Target.ADDRESS_POSTAL_CODE,
)
# A full stop ends a sentence if a capital follows, but not after one letter or "Dr", "St", "Mr", "Mrs", "Ms", "Mt", "Inc".
_CLAUSES = re.compile(r"[;.](?:\s|$)")
_END = re.compile(r"(?<![\s.(][A-Za-z])(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bInc)[.!?](?=[”\"')]?\s+[A-Z0-9“\"(])")


def address(fields: Fields) -> str | None:
    """Return the address in one line: "12 Main St, Floor 2, Lansing, MI 48910"."""
    street, suite, city, state, postal_code = (fields.get(target) for target in _ADDRESS)
    parts = [street, suite, city, " ".join(str(p) for p in (state, postal_code) if p)]
    return ", ".join(str(part) for part in parts if part) or None


def is_no_place(line: str) -> bool:
    """Whether a line of an address is not a place to go to: "Mobile", "In your home", "TBD"."""
    return no_places.read(line) is not None


def first_sentence(words: str | None) -> str | None:
    """Return the first sentence, cut after a whole word if it is longer than LONGEST_LINE."""
    plain = " ".join((words or "").split())
    end = _END.search(plain)
    sentence = plain[: end.end()] if end else plain
    if len(sentence) <= LONGEST_LINE:
        return sentence or None
    return sentence[: LONGEST_LINE - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def ages(minimum: float | None, maximum: float | None) -> str | None:
    """Return ages in words: "Ages 6 to 12", "Ages 12 and up", "All ages"."""
    most = None if maximum is None or maximum >= OLDEST else f"{maximum:g}"
    if minimum is None and maximum is None:
        return None
    if not minimum:
        return "All ages" if most is None else f"Ages up to {most}"
    if most is None:
        return f"Ages {minimum:g} and up"
    return f"Age {most}" if f"{minimum:g}" == most else f"Ages {minimum:g} to {most}"


def week(fields: Fields) -> tuple[str, ...]:
    """Return the hours as a small table: a line a day, then what the listing adds in words; only its words if it has no times."""
    by_day: dict[int, list[str]] = {}
    for span in spans(fields):
        by_day.setdefault(span.day, []).append(_span(span))
    if not by_day:
        line = hours_line(fields)
        return (line,) if line else ()
    notes = dict.fromkeys(hours.say((s,)) if not s.opens_at else s.description for s in schedules(fields))
    listed = (f"{name}: {', '.join(by_day.get(day, ['not listed']))}" for day, name in enumerate(DAY_NAMES))
    return (*listed, *(note for note in notes if note))


def _span(span: Open) -> str:
    if (span.opens_at, span.closes_at) == AROUND_THE_CLOCK:
        return "open 24 hours"
    return f"{clock.say(span.opens_at)} to {clock.say(span.closes_at)}"


def cost_lines(fields: Fields) -> tuple[str, ...]:
    """Return a line for each way to pay or price, then what the listing says about its fees, if that is more."""
    listed = costs_of(fields)
    lines = _costs(listed)
    fees = text(fields, Target.SERVICE_FEES_DESCRIPTION)
    if not fees or (lines and all(costs.is_bare(part) or _is_said(part, lines) for part in _CLAUSES.split(fees))):
        return lines
    return (*lines, fees)


def cost_line(fields: Fields) -> str | None:
    """Return what it costs in one line; the listing's own words only if no way to pay was understood."""
    first, *rest = _costs(costs_of(fields)) or (text(fields, Target.SERVICE_FEES_DESCRIPTION) or "",)
    return first_sentence("; ".join([first, *(line[:1].lower() + line[1:] for line in rest)]))


def _costs(listed: Sequence[Cost]) -> tuple[str, ...]:
    """Return a line for each cost; words that describe several stand at the last of them."""
    last = {cost.description: number for number, cost in enumerate(listed)}
    return tuple(dict.fromkeys(_cost(cost, described=last[cost.description] == number) for number, cost in enumerate(listed)))


def _cost(cost: Cost, *, described: bool) -> str:
    amount = "" if cost.amount is None else f" (${cost.amount:,.2f})".replace(".00)", ")")
    option = OPTION_WORDS.get(cost.option, cost.option.replace("_", " ").capitalize())
    if not (described and cost.description) or costs.is_bare(cost.description):
        return f"{option}{amount}"
    # "Sliding scale: Sliding scale by income" says it twice.
    if not amount and _is_said(option, (cost.description,)):
        return cost.description[:1].upper() + cost.description[1:]
    return f"{option}{amount}: {cost.description}"


def _is_said(words: str, lines: Iterable[str]) -> bool:
    """Whether words are part of one of the lines, however they are written."""
    folded = f" {fold_text(words)} "
    return any(folded in f" {fold_text(line)} " for line in lines)


def e164(phone: Phone) -> str:
    """Return a number as machines write it: "+15175550101;ext=12"."""
    return e164_with_extension(phone)


def phone_words(phone: Phone) -> str:
    """Return a number as people here write it: "(517) 555-0101 ext. 12"."""
    return format_national(phone)


def number_words(number: str) -> str:
    """Return a number in E.164, such as "+15175550101;ext=12", as people here write it."""
    digits, _, extension = number.partition(";ext=")
    return format_national(Phone(digits, extension or None))


def phone_lines(fields: Fields) -> tuple[str, ...]:
    """Return a line for each number, with its kind unless it is a plain telephone, and its note: "Fax: (517) 555-0102"."""
    return tuple(
        ("" if phone.type == "voice" else f"{PHONE_WORDS.get(phone.type, phone.type.capitalize())}: ")
        + format_national(phone)
        + (f" ({phone.description})" if phone.description else "")
        for phone in phones(fields)
    )


def contact_lines(fields: Fields) -> tuple[str, ...]:
    """Return a line for each person: "Ana Ruiz, intake, ana@example.org"."""
    people = [item for item in items_of(fields, Target.CONTACTS) if isinstance(item, Contact)]
    return tuple(", ".join(filter(None, (one.name, one.title, one.email))) for one in people)


def language_names(fields: Fields) -> tuple[str, ...]:
    """Return the names of the languages, each once: two codes may have one name."""
    return tuple(dict.fromkeys(languages.name(code) for code in texts(fields, Target.LANGUAGES)))
