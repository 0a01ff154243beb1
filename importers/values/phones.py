"""Telephone numbers in a cell, as E.164 numbers with extension, kind and note.

    "212.613.0300 ext. 13 or 646-555-0100 (fax)"  ->  +12126130300 extension 13;  +16465550100, a fax

Numbers of the United States, Canada and their neighbors (ten digits) are parsed with regular expressions: phonenumbers
takes several times as long, and its list of numbers in use lags behind new area codes and may reject those reserved
for fiction (555-01xx), which sample data uses. The rule is that of the North American Numbering Plan:
[2-9]xx [2-9]xx xxxx. Only numbers that begin with + and another country's code go to the library.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from importers.fields import Target
from importers.problem_codes import ContactCode
from importers.problems import Trouble
from importers.records import Phone
from importers.values import Reader, Reading, folded, phone_notes
from importers.values.text import fold, is_blank

SHORT = frozenset({"211", "311", "411", "511", "611", "711", "811", "911", "988"})

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-") | {"\u00a0": " ", "（": "(", "）": ")"})
_POINT_ZERO = re.compile(r"\.0\s?$")  # a spreadsheet's 7185550123.0
_MOJIBAKE = re.compile(r"ï¿½|\ufffd|Â(?=\s|$)|â€[\u0080-\uffff]?|[\u200b-\u200f\u202a-\u202e\ufeff]")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

_PLAIN = re.compile(r"\s*\(?([2-9][0-9]{2})\)?[ .\-]?([2-9][0-9]{2})[ .\-]?([0-9]{4})\s*")
_LEAD = r"\(?\s*(?:tel:)?(?:\+?1[\s.\-/]*)?"
_NUMBER = re.compile(_LEAD + r"\(?\s*([2-9][0-9]{2})\s*\)?[\s.\-/]*([2-9][0-9]{2})[\s.\-]*([0-9]{4})(?![0-9])", re.IGNORECASE)
_VANITY = re.compile(
    _LEAD + r"\(?\s*([2-9][0-9]{2})\s*\)?[\s.\-]*(?=[0-9\-]{0,8}[A-Z])([0-9A-Z](?:-?[0-9A-Z]){6})[A-Z]*(?![0-9a-z])"
)
_INTERNATIONAL = re.compile(r"\+(?!1[\s.\-(]*[0-9])[0-9][0-9\s.\-()]{6,20}[0-9]")
_SHORT_NUMBER = re.compile(r"([2-9])-?(1|8)-?(1|8)(?![0-9]|[.\-/][0-9])")
_TEXT_CODE = re.compile(r"\b(text\s+\S+)\s+to\s+([0-9]{5,6})(?![0-9\-])", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,(]*;?\s*(?:extension|extn?|xtn?|x|#)[\s.:=#]*([0-9]{1,7})(?![0-9])((?:\s*[/,&]\s*[0-9]{1,5}(?![0-9\-.]))*)\s*\)?",
    re.IGNORECASE,
)
_DASHED_EXTENSION = re.compile(r"\s*-\s*([0-9]{1,7})(?![0-9]|[\s.\-]*[0-9])()")
_TRAILING_EXTENSION = re.compile(r"\s+([0-9]{1,5})\s*$()")
_RUN = re.compile(r"[+(]*[0-9][0-9\s().\-/]*[0-9]|[0-9]")
_EXPORTED = re.compile(r"(?:(voice|fax|text|tty|cell|hotline): )?(\+[0-9]{7,15}|[0-9]{3,6})(?:;ext=([0-9]{1,7}))?(?: \((.*)\))?")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and its position in the text."""

    start: int
    end: int
    phones: tuple[Phone, ...]


_GONE = frozenset(
    "disconnected discontinued former formerly obsolete outdated invalid incorrect wrong expired "
    "desconectado desconectada antiguo antigua anterior equivocado".split()
)
"""A number of which this is said is not called. All other words are read beside the number, as its note."""


PHONES: Reader[tuple[Phone, ...]] = Reader(
    "phones", Target.SERVICE_APPLICATION_PROCESS, says=lambda found: " ".join(one.description or "" for one in found), doubt=_GONE
)


@PHONES.reads
def read(text: str, type: str = "voice", description: str | None = None) -> Reading[tuple[Phone, ...]]:
    """Return the numbers in a cell, in order; `type` and `description` are what the column already says about them."""
    cell = folded(text)
    if plain := _PLAIN.fullmatch(text):
        return PHONES.account(cell, (_typed(Phone("+1" + "".join(plain.groups())), type, description),), [cell.whole])
    if is_blank(text):
        return PHONES.blank(cell)
    exported = _read_exported(text, type, description)
    if exported is not None:
        return PHONES.account(cell, exported, [cell.whole])
    text = _straight(text)
    found, troubles = _scan(text)
    phones = tuple(dict.fromkeys(_typed(phone, type, description) for phone in _with_words(text, found)))
    if not phones:
        return PHONES.nothing(cell, *(troubles or [Trouble(ContactCode.NO_PHONE, _shown(text))]))
    numbers = (re.compile(re.escape(fold(text[hit.start : hit.end]))) for hit in found)
    said = (_POINT_ZERO, phone_notes.CONNECTORS, *(pattern for _, pattern in phone_notes.KINDS))
    took = [span for pattern in (*numbers, *said) for span in cell.spans(pattern)]
    return PHONES.account(cell, phones, took, *troubles)


def numbers(text: str) -> tuple[Phone, ...]:
    """Return the numbers in a text that also says other things, which others read."""
    return tuple(phone for hit in _scan(_straight(text))[0] for phone in hit.phones)


def _straight(text: str) -> str:
    """Return a text with plain dashes and blanks, and without a spreadsheet's ".0"."""
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", _MOJIBAKE.sub(" ", text).translate(_DASHES)))
    return _POINT_ZERO.sub("", text)


def _scan(text: str) -> tuple[list[_Found], list[Trouble]]:
    """Walk from one run of digits to the next. A run is taken whole or not at all: half of a wrong number is a guess."""
    found: list[_Found] = []
    troubles: list[Trouble] = []
    seen: set[tuple[str, str | None]] = set()
    codes = {match.start(2): _text_code(match) for match in _TEXT_CODE.finditer(text)}
    position = 0
    while (start := _start(text, position)) is not None:
        position = start
        hit = codes.get(position) or _number(text, position)
        if hit is None:
            run = _RUN.match(text, position)
            position = run.end() if run else position + 1
            trouble = _wrong(run.group()) if run else None
            if trouble:
                troubles.append(trouble)
                extension = _EXTENSION.match(text, position)
                position = extension.end() if extension else position
            continue
        position = hit.end
        keys = {(phone.number, phone.extension) for phone in hit.phones}
        if not keys <= seen:  # a number repeated in a note ("call 555-0100 anytime") is part of the note
            seen |= keys
            found.append(hit)
    return found, troubles


_START = re.compile(r"(?<![0-9A-Za-z])(?:[+(\s]{0,6}[0-9]|tel:)|(?<=[A-Za-z])[0-9](?=[0-9\-]{2})", re.IGNORECASE)


def _start(text: str, position: int) -> int | None:
    match = _START.search(text, position)
    if match is None:
        return None
    start = match.start()
    while text[start].isspace():
        start += 1
    return start


def _number(text: str, position: int) -> _Found | None:
    if match := _NUMBER.match(text, position) or _VANITY.match(text, position):
        digits = "".join(match.groups()).replace("-", "").upper().translate(_KEYPAD)
        letters = sum(map(str.isalpha, "".join(match.groups())))
        if digits[3] not in "01" and letters not in (1, 2):  # one letter among digits is a slip: "517-555-01O1"
            return _with_extension(text, position, match.end(), "+1" + digits)
    if match := _INTERNATIONAL.match(text, position):
        number = _foreign(match.group())
        if number:
            return _with_extension(text, position, match.end(), number)
    if match := _SHORT_NUMBER.match(text, position):
        number = "".join(match.groups())
        if number in SHORT:
            return _Found(position, match.end(), (Phone(number, type="hotline" if number in {"988", "911"} else "voice"),))
    return None


def _text_code(match: re.Match[str]) -> _Found:
    """Return a code to text to ("Text HOME to 741741"), which only these words distinguish from a wrong number."""
    return _Found(match.start(), match.end(), (Phone(match.group(2), type="text", description=match.group(1)),))


def _foreign(text: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _with_extension(text: str, start: int, end: int, number: str) -> _Found:
    for pattern in (_EXTENSION, _DASHED_EXTENSION, _TRAILING_EXTENSION):
        if match := pattern.match(text, end):
            others = re.findall(r"[0-9]+", match.group(2))
            return _Found(start, match.end(), tuple(Phone(number, one) for one in (match.group(1), *others)))
    return _Found(start, end, (Phone(number),))


def _wrong(run: str) -> Trouble | None:
    digits = len(re.sub(r"[^0-9]", "", run))
    if digits < 6:  # hours, years and house numbers in a note
        return None
    if digits == 7 and run.strip()[0] not in "(+":
        return Trouble(ContactCode.NO_AREA_CODE, _shown(run))
    dialed = re.sub(r"[^0-9]", "", run).removeprefix("1")
    return Trouble(ContactCode.PHONE_NOT_DIALED if len(dialed) == 10 else ContactCode.PHONE_LENGTH, _shown(run))


def _with_words(text: str, found: list[_Found]) -> list[Phone]:
    """Give each number the words that belong to it.

    Words that end in a colon name the number after them; words in parentheses belong to the number before them. Others go with
    the number after them if the cell begins with words ("Office 555-0100 Fax 555-0101"), else with the number before.
    """
    if not found:
        return []
    labels_lead = bool(phone_notes.words(text[: found[0].start]))
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(found)]
    before, after = [text[: found[0].start]], []
    for gap in gaps:
        split = phone_notes.split(gap, labels_lead)
        after.append(gap[:split])
        before.append(gap[split:])
    after.append(text[found[-1].end :])
    phones: list[Phone] = []
    for hit, label, note in zip(found, before, after, strict=True):
        words = phone_notes.words(label), phone_notes.words(note)
        phones.extend(replace(phone, description=_joined(phone.description, *words)) for phone in hit.phones)
    return phones


def _typed(phone: Phone, type: str, description: str | None) -> Phone:
    words = phone.description
    told = f"{words or ''} {description or ''}"
    if phone.type == "voice":
        kind = type if type != "voice" else next((name for name, pattern in phone_notes.KINDS if pattern.search(told)), "voice")
    else:
        kind = phone.type
    if words and phone_notes.ONLY_KIND.fullmatch(words):
        words = None
    return replace(phone, type=kind, description=_joined(description, words))


def _shown(text: str) -> dict[str, str]:
    text = " ".join(text.split())
    return {"shown": text if len(text) <= 60 else text[:59] + "…"}


def format_national(phone: Phone) -> str:
    """Return the number as written in the United States: (718) 555-0123 ext. 13."""
    number = phone.number
    if re.fullmatch(r"\+1[0-9]{10}", number):
        shown = f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    elif number.startswith("+"):
        shown = _foreign_format(number)
    else:
        shown = number
    return f"{shown} ext. {phone.extension}" if phone.extension else shown


def _foreign_format(number: str) -> str:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def e164_with_extension(phone: Phone) -> str:
    """Return the number in machine-readable form (RFC 3966): +17185550123;ext=13."""
    return f"{phone.number};ext={phone.extension}" if phone.extension else phone.number


def parse_e164(text: str) -> Phone | None:
    """Return the voice number that `e164_with_extension` wrote, without a note; None if the text is not in that form."""
    match = _EXPORTED.fullmatch(text.strip())
    if match is None or match.group(1) or match.group(4):
        return None
    return Phone(match.group(2), match.group(3))


def write(phones: tuple[Phone, ...]) -> str:
    """Return one line per number with its kind and note, from which `read` makes the same phones again (for the CSV export)."""
    lines = []
    for phone in phones:
        kind = "" if phone.type == "voice" else f"{phone.type}: "
        note = f" ({' '.join(phone.description.split())})" if phone.description else ""
        lines.append(f"{kind}{e164_with_extension(phone)}{note}")
    return "\n".join(lines)


def _read_exported(text: str, type: str, description: str | None) -> tuple[Phone, ...] | None:
    """Return exactly what `write` wrote; kinds are not guessed from the notes again."""
    lines = text.strip().splitlines()
    matches = [match for line in lines if (match := _EXPORTED.fullmatch(line.strip()))]
    if len(matches) < len(lines):
        return None
    phones = tuple(Phone(m.group(2), m.group(3), m.group(1) or type, _joined(description, m.group(4))) for m in matches)
    return phones if all(_sound(phone) for phone in phones) else None


def _sound(phone: Phone) -> bool:
    if phone.number.startswith("+1"):
        return bool(re.fullmatch(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}", phone.number))
    if phone.number.startswith("+"):
        return _foreign(phone.number) == phone.number
    return phone.number in SHORT or (phone.type == "text" and len(phone.number) > 4)


def _joined(*parts: str | None) -> str | None:
    return ", ".join(" ".join(part.split()) for part in parts if part and part.strip()) or None
