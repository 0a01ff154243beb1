"""Readers of cells that only rosters have: numbers, names, grades, birth dates, insurance, no contact.

    "12345.0" -> 12345     "Ruiz, Ana" -> Ana, Ruiz     "09" -> 9     "KG" -> K     "3/14/2015" -> 2015-03-14

A reader returns the value and a trouble, None if there is none; no trouble repeats what the cell said.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from importers.places import zips
from importers.problem_codes import RosterCode
from importers.problems import Severity, Trouble
from importers.roster.orders import orders
from importers.times import dates
from importers.values import flags, languages, links, phones
from importers.values.text import clean, fold, is_blank, tidy_name

OLDEST = 26  # years: special education ends earlier, so an older birth date is a typing error or somebody else's

REFUSALS = frozenset("no n false 0 never f".split())
"""What a column that asks whether contact is allowed says if it is not."""

_FAR = datetime.date(9000, 1, 1)
_FLOAT = re.compile(r"(\d+)\.0+")
_FORMULA = re.compile(r'=?"(.*)"|\'(.*)')
_GRADE = re.compile(r"(?:grade ?|gr\.? ?)?0*(\d{1,2})(?:\.0+)?(?:st|nd|rd|th)?(?: ?grade(?:r)?)?")
T = TypeVar("T")
_GRADE_WORDS = {
    **dict.fromkeys("k kg kn kf kdg kinder kindergarten 0 00 k5 kp kh ka 0k full-day-kindergarten".split(), "K"),
    **dict.fromkeys(
        "pk prek pre-k pre-kindergarten prekindergarten preschool pre-school pr pkg tk gsrp ecse ec ey it p3 p4 pk3 pk4 "
        "3k 4k k4 k3 -1 -2 transitional-kindergarten young-fives begindergarten".split(), "PK"),
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "freshman": "9", "tenth": "10", "sophomore": "10", "eleventh": "11", "junior": "11", "twelfth": "12", "senior": "12",
}  # fmt: skip
_LABEL = re.compile(
    r"(?:(?:mom|mother|dad|father|parent|guardian|his|her|main|best|primary|secondary|alt(?:ernate)?|other|day(?:time)?|evening|night|emergency|personal)(?:'?s)?\W*)*"
    r"(?:cell(?:ular)?|mobile|home|work|house|phone|number|line|office|landline|no|c|h|w|m|casa|celular|trabajo|movil|tel(?:efono)?|day(?:time)?|evening|1|2|3)?"
)
_INSURANCE = (
    ("uninsured", re.compile(r"\b(?:uninsured|no(?:ne)? ?(?:insurance|coverage|ins)?|self[ -]?pay|sin seguro)\b(?!.*\b(?:medicaid|private)\b)")),
    ("medicaid", re.compile(r"\b(?:medicaid|michild|mi ?child|healthy kids|healthy michigan|chip|title xix|ma|mcd)\b")),
    ("private", re.compile(
        r"\b(?:private|commercial|employer|blue ?cross|bcbs\w*|bcn|aetna|cigna|united ?health\w*|uhc|priority health|php|humana|tricare|hap)\b"
    )),
)  # fmt: skip
_PARTICLES = frozenset(
    "de la las los del da das do dos di du van von der den ter ten al el bin ibn abu st saint san santa le y".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|v)\.?", re.IGNORECASE)
_TOLD_APART = re.compile(r"\s*(?:[;\n/|&]|\band\b|\by\b(?=\s+\w+\s+\w))\s*", re.IGNORECASE)

_NO_NAME = frozenset({"", "-", "--", "---", ".", "..", "?", "??", "*", "/", "n/a", "#n/a", "#value!", "#ref!", "(blank)"})
"""Placeholders for no name in a column of names; Na, Null, None, Nan, Unknown, No, Test, X and O are people."""


def is_no_name(text: str) -> bool:
    """Whether a cell in a column of names names nobody."""
    return is_blank(text, _NO_NAME)


class Name(NamedTuple):
    given: str
    family: str


def number(text: str) -> str | None:
    """Return a student's number as text, with leading zeros; a spreadsheet's "12345.0" is 12345."""
    bare = clean(text)
    if found := _FORMULA.fullmatch(bare):
        bare = (found[1] if found[1] is not None else found[2]).strip()
    found = _FLOAT.fullmatch(bare)
    bare = found[1] if found else bare
    return bare if any(c.isalnum() for c in bare) and (bare == "0" or not is_blank(bare)) else None


_NUMBER_WORDS = Trouble(RosterCode.STUDENT_NUMBER_WORDS)
_NO_NUMBER = Trouble(RosterCode.STUDENT_NUMBER_UNCLEAR, severity=Severity.ERROR)


def student_number(text: str) -> tuple[str | None, Trouble | None]:
    """Return a student's number without words beside it; an error if it cannot be separated from them."""
    whole = number(text)
    if whole is None:
        return None, None
    parts = re.split(r"[\s()\[\]*:;,]+", whole)
    words = [part for part in parts if part.isalpha()]
    numbered = any(char.isdecimal() for char in whole)
    if not orders.speaks(whole) and not (numbered and (len(words) > 1 or any(len(word) > 3 for word in words))):
        return whole, None
    left = [part.strip("-–—.#") for part in parts if any(char.isdecimal() for char in part)]
    first = bool(left) and parts[0].strip("-–—.#") == left[0]
    if len(left) != 1 and not (first and len(parts) > 1 and parts[1] not in left):
        return None, _NO_NUMBER
    return number(left[0]), _NUMBER_WORDS


def beside_words(read: Callable[[str], tuple[T, Trouble | None]], text: str) -> tuple[T, Trouble | None]:
    """Return what `read` makes of a cell, even if words about custody or contact follow the value."""
    value, trouble = read(text)
    if value or not trouble or not orders.speaks(text):
        return value, trouble
    words = clean(text).split()
    for count in range(min(len(words) - 1, 7), 0, -1):
        first, wrong = read(" ".join(words[:count]).strip(" ,;:.*-–—([/|"))
        if first or (wrong and wrong.severity == Severity.ERROR):
            return first, wrong
    return value, trouble


def name(text: str) -> Name | None:
    """Return a full name, split at its comma, else before the last word and the particles that belong to it."""
    whole = tidy_name(text)
    if is_no_name(whole):
        return None
    family, comma, given = whole.partition(",")
    if comma and _SUFFIX.fullmatch(given.strip()):
        whole, comma = f"{family.strip()} {given.strip()}", ""
    if comma:
        return Name(given.strip(), family.strip())
    words = whole.split()
    at = len(words) - (2 if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else 1)
    while at > 1 and words[at - 1].casefold().rstrip(".") in _PARTICLES:
        at -= 1
    return Name(" ".join(words[:at]), " ".join(words[at:]))


def one_name(text: str) -> str | None:
    """Return a given or a family name, or a guardian's whole name in spoken order."""
    return None if is_no_name(text) else tidy_name(text)


def spoken(text: str) -> str | None:
    """Return a guardian's name in spoken order: "Ruiz, Elena" becomes "Elena Ruiz"."""
    parted = name(text)
    return f"{parted.given} {parted.family}".strip() if parted else None


def parts_of_names(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that name one person each, as written."""
    return tuple(part for part in _TOLD_APART.split(clean(text.replace("\n", ";"))) if part and not is_no_name(part))


def several_names(text: str) -> tuple[str, ...]:
    """Return the guardians named in one cell: "Elena & Luis Ruiz" are two, and both are called Ruiz."""
    parts = parts_of_names(text)
    if len(parts) < 2:
        whole = spoken(text)
        return (whole,) if whole else ()
    names = [said for part in parts if (said := spoken(part))]
    # "Doe, Mary & Tom" gives the family first, "Mary & Tom Doe" last.
    first = name(parts[0])
    family = first.family if "," in parts[0] and first else names[-1].split()[-1] if names else ""
    return tuple(dict.fromkeys(n if " " in n else f"{n} {family}" for n in names))


def birth_date(text: str, today: datetime.date) -> tuple[datetime.date | None, Trouble | None]:
    """Return a birth date; an error if it is in the future."""
    if is_blank(text):
        return None, None
    day = dates.read(text, today).value or dates.read(text, _FAR).value
    if day is None:
        return None, Trouble(RosterCode.BIRTH_DATE_INCOMPLETE)
    if day > today:
        return None, Trouble(RosterCode.BIRTH_DATE_IN_FUTURE, severity=Severity.ERROR)
    if today.year - day.year > OLDEST:
        return day, Trouble(RosterCode.BIRTH_DATE_TOO_EARLY, {"oldest": OLDEST})
    return day, None


def grade(text: str) -> tuple[str | None, Trouble | None]:
    """Return a grade as PK, K or 1 to 12; one beyond 12 stays blank."""
    if is_blank(text, ("",)):
        return None, None
    folded = fold(text).strip(" .")
    word = _GRADE_WORDS.get(folded.replace(" ", "-")) or _GRADE_WORDS.get(folded.removesuffix(" grade").replace(" ", "-"))
    if word:
        return word, None
    if (found := _GRADE.fullmatch(folded)) and 1 <= int(found[1]) <= 12:
        return found[1], None
    if is_blank(text):
        return None, None
    return None, Trouble(RosterCode.GRADE_UNKNOWN)


def insurance(text: str) -> tuple[str | None, Trouble | None]:
    """Return the kind of insurance: medicaid, private or uninsured; "None" means that there is none."""
    folded = fold(text)
    found = next((kind for kind, words in _INSURANCE if words.search(folded)), None)
    if found or is_blank(text):
        return found, None
    return None, Trouble(RosterCode.INSURANCE_UNKNOWN)


def spoken_languages(text: str) -> tuple[tuple[str, ...], Trouble | None]:
    """Return the languages in a cell as ISO 639 codes."""
    found = languages.read(text).value
    if found or is_blank(text):
        return found.codes if found else (), None
    return (), Trouble(RosterCode.STUDENT_LANGUAGE_UNKNOWN)


def zip_code(text: str) -> tuple[str | None, Trouble | None]:
    """Return the five digits of a ZIP that the post office has."""
    found = zips.read(text).value
    if found or is_blank(text):
        return found, None
    return None, Trouble(RosterCode.HOME_ZIP_UNKNOWN)


def phone_numbers(text: str) -> tuple[tuple[str, ...], Trouble | None]:
    """Return the telephone numbers in a cell, without faxes."""
    found = tuple(phones.e164_with_extension(p) for p in phones.read(text).value or () if p.type != "fax")
    if found or is_blank(text):
        return tuple(dict.fromkeys(found)), None
    return (), Trouble(RosterCode.GUARDIAN_PHONE_UNKNOWN)


def says_more(text: str) -> bool:
    """Whether words beside the telephone numbers in a cell say more than which number it is."""
    return any(p.description and not _LABEL.fullmatch(fold(p.description)) for p in phones.read(text).value or ())


def email(text: str) -> tuple[str | None, Trouble | None]:
    """Return an email address."""
    found = links.email(text).value
    if found or is_blank(text):
        return found, None
    return None, Trouble(RosterCode.GUARDIAN_EMAIL_UNKNOWN)


def no_contact(text: str) -> tuple[bool, str | None, Trouble | None]:
    """Return whether a cell forbids contact, and its words, if any: neither yes nor no forbids, to be safe."""
    reading, leaning = flags.read(text), flags.leaning(text)
    said = reading.value if leaning is None else leaning
    if said is not None or not reading.troubles:
        more = clean(text) if fold(text).strip(" .()[]") not in flags.FLAG_WORDS else None
        return bool(said), more if said else None, None
    return True, clean(text), Trouble(RosterCode.NO_CONTACT_UNCLEAR)
