"""Addresses in one cell, split into street, suite, city, state, ZIP and point.

    "47 Street11220\\n(40.649, -74.012)"             ->  47 Street; 11220; the point
    "123 Main St, Suite 4, Lansing, MI 48910, USA"   ->  123 Main St; Suite 4; Lansing; MI; 48910

An address is parsed from its end: country, ZIP, state, city; what is left is the street. usaddress, which takes ten
times as long, is used only if there are neither commas nor a ZIP to go by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from importers.places import points, zips
from importers.places.points import Point
from importers.places.secret_places import withheld
from importers.problem_codes import PlaceCode
from importers.problems import Severity, Trouble
from importers.values import Reading
from importers.values.text import clean, clean_long, fold, is_blank
from matching.states import CODE_OF


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """The parts of an address; None if the text does not say."""

    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    point: Point | None = None


_COUNTRY = re.compile(
    r"[\s,]+(?:united states(?: of america)?|u\.?s\.?a\.?|estados unidos)\.?$|(?<=\d)[\s,]+u\.?s\.?$|,\s*u\.?s\.?$", re.IGNORECASE
)
_ZIP_AT_END = re.compile(r"(?<![0-9])([0-9]{5})(?:-[0-9]{4}|-)?$")
_NINE_AT_END = re.compile(r"(?<![0-9])([0-9]{5})[0-9]{4}$")  # ZIP+4 without its hyphen
_ZIP_GLUED_TO_NUMBER = re.compile(r"(?<=[0-9])([0-9]{5})$")
_STATE_AT_END = re.compile(
    r"(?P<comma>[,\s]*)(?<!\w)(?P<state>" + "|".join(sorted((
        re.escape(name).replace(r"\ ", r"[.\s]+") for name in CODE_OF if name not in {"ala", "cal", "ill", "ore", "miss", "mass", "del", "ind"}
    ), key=len, reverse=True)) + r")\.?$", re.IGNORECASE,
)  # fmt: skip

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_FLOOR = r"(?:floor|flr?|fl)\b\.?"
_NO_STREET = r"(?!\s*(?:st|street|ave?|avenue|rd|road|dr|drive|ln|lane|pl|place|blvd|ct|court|way)\b)"
_UNIT = (
    r"(?:suites?|ste|apartment|apt|unit|rooms?|rm|floor|flr?|bldg|building|space|lot|trailer|studio|dept|department|mail ?stop|p\.?o\.? ?box)"
    r"\b" + _NO_STREET + r"\.?\s*(?:#|no\.?\s)?\s*(?:[0-9][\w&.-]*|[A-Z](?:&?[A-Z])?-?[0-9]*(?:-[0-9]+)?[A-Z]?\b)"
)
_SUITE = (
    r"(?:" + _UNIT + r"|#\s*\w[\w-]*|[0-9]{1,3}\s*(?:st|nd|rd|th)\s+" + _FLOOR
    + r"|(?:" + "|".join(_ORDINALS) + r"|top|ground|lower|upper|main)\s+(?:floor|flr?|level)\b"
    + r"|(?:basement|bsmt|penthouse|mezzanine|lobby|rear|floor|flr)\b" + _NO_STREET + ")"
)  # fmt: skip
_SUITE_AT_END = re.compile(r"(?:\s*,\s*|\s+)(" + _SUITE + r"(?:[,\s].*)?)$", re.IGNORECASE)
_SUITE_START = re.compile(_SUITE + r"(?:[,\s].*)?$", re.IGNORECASE)
_SUITE_ALONE = re.compile(_SUITE + r"(?:[,\s]+" + _SUITE + r")*(?:\s*,.*)?", re.IGNORECASE)
_SUITE_FIRST = re.compile(r"(" + _SUITE + r")\s*,\s*([0-9].*)$", re.IGNORECASE)

_SUFFIXES = {
    "street": "st", "str": "st", "stree": "st", "avenue": "ave", "av": "ave", "aven": "ave", "boulevard": "blvd", "boul": "blvd",
    "road": "rd", "drive": "dr", "lane": "ln", "place": "pl", "court": "ct", "circle": "cir", "square": "sq", "parkway": "pkwy",
    "pky": "pkwy", "highway": "hwy", "expressway": "expy", "terrace": "ter", "trail": "trl", "plaza": "plz", "turnpike": "tpke",
    "crescent": "cres", "heights": "hts", "center": "ctr", "centre": "ctr", "alley": "aly", "route": "rte", "rt": "rte",
    "freeway": "fwy", "extension": "ext", "bridge": "brg", "concourse": "concourse", "loop": "loop", "way": "way", "broadway": "broadway",
}  # fmt: skip
_DIRECTIONS = {
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
}
_OTHER_WORDS = {"saint": "st", "fort": "ft", "mount": "mt", "and": "&", "at": "&", "@": "&", "y": "&"}
_WORDS = _SUFFIXES | _DIRECTIONS | _OTHER_WORDS | {word: str(number) for number, word in enumerate(_ORDINALS, 1)}
_ENDINGS = frozenset(_SUFFIXES) | frozenset(_SUFFIXES.values())
_BARE = re.compile(r"[0-9]+[a-z]?|[nsew]\.?|north|south|east|west")

LONGEST = 400  # characters of an address


def read(text: str) -> Reading[ParsedAddress]:
    """Return the parts of an address in one cell; text that cannot be split is kept as address_1."""
    if len(text) > LONGEST:
        return Reading(None, (Trouble(PlaceCode.ADDRESS_TOO_LONG),))
    located, text = points.locate(text)
    if is_blank(text):
        return Reading(ParsedAddress(point=located.value) if located.value else None, located.troubles)
    if withheld(text):
        return Reading(None, (Trouble(PlaceCode.ADDRESS_WITHHELD, severity=Severity.INFO),))
    lines = [line for line in (line.strip(" ,;") for line in clean_long(text).split("\n")) if line]
    address, troubles = _from_lines(lines)
    return Reading(replace(address, point=located.value), located.troubles + troubles)


def _from_lines(lines: list[str]) -> tuple[ParsedAddress, tuple[Trouble, ...]]:
    if not lines:
        return ParsedAddress(), ()
    last = _COUNTRY.sub("", lines[-1])
    if state(last) is None and fold(last) in {"united states", "usa", "us", "united states of america"}:
        return _from_lines(lines[:-1])
    last, code, troubles = _take_zip(last)
    last, state_province = _take_state(last, code)
    lines = [*lines[:-1], *filter(None, [last])]
    if code and state_province and (zip_state := zips.state_of(code)) not in {None, state_province}:
        fields = {"zip": code, "zip_state": zip_state, "state": state_province}
        troubles += (Trouble(PlaceCode.ZIP_ELSEWHERE, fields),)
    lines, city = _take_city(lines, code, state_province)
    address = _street(lines)
    if city is None and code is None and state_province is None and address.address_1 and not address.address_2:
        address = _asked(address)
        state_province, city = address.state_province, address.city
    return replace(address, city=city, state_province=state_province, postal_code=code), troubles


def _take_zip(text: str) -> tuple[str, str | None, tuple[Trouble, ...]]:
    """Return the text before a ZIP at its end, and the ZIP; a ZIP that the post office does not know is dropped with a warning."""
    for pattern in (_ZIP_AT_END, _NINE_AT_END, _ZIP_GLUED_TO_NUMBER):
        match = pattern.search(text)
        if match and zips.state_of(match.group(1)):
            return text[: match.start()].rstrip(" ,;"), match.group(1), ()
    match = _ZIP_AT_END.search(text)
    if match and re.search(r"[^\W0-9]$|\b[A-Z]{2},?\s$", text[: match.start()]):
        trouble = Trouble(PlaceCode.ZIP_IN_ADDRESS_UNKNOWN, {"zip": match.group(1)})
        return text[: match.start()].rstrip(" ,;"), None, (trouble,)
    return text, None, ()


def _take_state(text: str, code: str | None) -> tuple[str, str | None]:
    """Return the text before a state at its end, and the state.

    "CT" may be a court and "Washington" a street: without a ZIP in that state or a comma, only capitals after the name of a
    city in that state count.
    """
    match = _STATE_AT_END.search(text)
    if match is None:
        return text, None
    found = state(match["state"])
    rest = text[: match.start()].rstrip(" ,;")
    if found is None:
        return text, None
    named = match["state"].isupper() and bool(_city_at_end(rest, None, found))
    if code:
        sure = zips.state_of(code) == found or "," in match["comma"] or named
    elif "," in match["comma"] and fold(match["state"]) != "ne":  # "NE" may be northeast
        sure = True
    else:
        sure = not rest or named or (match["state"].isupper() and zips.is_city(rest, None, found))
    if found == "DC" and match["state"].lower().startswith("washington"):
        return text[: match.start("state") + len("washington")].rstrip(" ,;") if sure else text, found if sure else None
    return (rest, found) if sure else (text, None)


def _take_city(lines: list[str], code: str | None, state_province: str | None) -> tuple[list[str], str | None]:
    """Return the lines without the city, and the city: the text after the last comma, or words known in that ZIP or state."""
    if not lines:
        return lines, None
    last = lines[-1]
    head, comma, tail = last.rpartition(",")
    tail = tail.strip(" .")
    told = bool(code or state_province)
    known = zips.is_city(tail, code) or zips.is_city(tail, None, state_province or (zips.state_of(code) if code else None))
    if known and (comma or len(lines) > 1 or told) and _may_be_city(tail):
        return [*lines[:-1], *filter(None, [head.strip(" ,;")])], tail
    city = _city_at_end(last, code, state_province) if told else None
    if city:
        return [*lines[:-1], last[: -len(city)].rstrip(" ,;(")], city
    if state_province and (comma or len(lines) > 1) and _may_be_city(tail):  # a hamlet that the post office does not list
        return [*lines[:-1], *filter(None, [head.strip(" ,;")])], tail
    return lines, None


def _may_be_city(text: str) -> bool:
    text = text.strip()
    words = fold(text).replace(".", "").split()
    directions = set(_DIRECTIONS) | set(_DIRECTIONS.values())
    return bool(words) and not re.search(r"[0-9#&()]", text) and not _SUITE_START.match(text) and not set(words) <= directions


def _city_at_end(text: str, code: str | None, state_province: str | None) -> str | None:
    """Return the longest run of words at the end that is a city there, if a street is left before it ("14 Flushing" has none)."""
    words = text.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:]).lstrip("(")
        if zips.is_city(tail, code, state_province) and not all(_BARE.fullmatch(fold(word)) for word in words[:-count]):
            return tail if text.endswith(tail) else None
    return None


def _street(lines: list[str]) -> ParsedAddress:
    """Return the street and the rest; a line that breaks off within a street's name is joined to the next one."""
    if not lines:
        return ParsedAddress()
    if len(lines) > 1 and not re.match(r"[0-9]", lines[0]):
        start = next((i for i, line in enumerate(lines) if re.match(r"[0-9]|p\.?\s?o\.?\s?box", line, re.IGNORECASE)), 0)
        lines = lines[start:] + lines[:start]
    street, rest = lines[0], lines[1:]
    if rest and not _SUITE_START.match(rest[0]) and not _is_whole(street):
        street, rest = f"{street} {rest[0]}", rest[1:]
    street, suite = split_suite(street)
    more = ", ".join(part for part in (suite, *rest) if part)
    return ParsedAddress(street or None, more or None)


def _is_whole(street: str) -> bool:
    """Whether a street is complete, with number, name and ending: "391 Grove Street", "5 Main St., Suite 4"."""
    words = [word for word in (word.strip(".,") for word in fold(street).split()) if word]
    return len(words) >= 3 and (not words[0][0].isdigit() or any(word in _ENDINGS for word in words[2:]))


def _asked(address: ParsedAddress) -> ParsedAddress:
    """Return the address as usaddress parses it, if the city it finds is in the state it finds."""
    text = address.address_1 or ""
    words = fold(text).replace(".", "").replace(",", "").split()
    if len(words) < 5 or words[-1] in _ENDINGS or words[-1] in _DIRECTIONS or words[-1] in _DIRECTIONS.values():
        return address
    import usaddress

    try:
        parts, _ = usaddress.tag(text)
    except usaddress.RepeatedLabelError:
        return address
    city, state_province = parts.get("PlaceName"), state(parts.get("StateName", ""))
    if not city or not state_province or not zips.city_center(city, state_province) or city not in text:
        return address
    street, suite = split_suite(text[: text.index(city)].rstrip(" ,;"))
    return ParsedAddress(street, suite, city, state_province) if street else address


def split_suite(text: str) -> tuple[str, str | None]:
    """Return street and suite: "995 Market St., 6th Floor" is ("995 Market St.", "6th Floor"), "Suite 5" alone ("", "Suite 5")."""
    text = clean(text[:LONGEST])
    if re.match(r"p\.?\s?o\.?\s?box\b", text, re.IGNORECASE):
        return text, None
    if _SUITE_ALONE.fullmatch(text) and not _SUITE_FIRST.match(text):
        return "", text
    if first := _SUITE_FIRST.match(text):
        return first.group(2), first.group(1)
    match = _SUITE_AT_END.search(text)
    street = text[: match.start()].rstrip(" ,") if match else ""
    if match is None or not street or (_has_street(match.group(1)) and not re.search(r"[0-9]", street)):
        return text, None
    return street, match.group(1).strip(" ,")


def _has_street(text: str) -> bool:
    """Whether words contain a street ("Building 1900 Massachusetts Avenue") and so are not a suite."""
    return any(word.strip(".,") in _ENDINGS for word in fold(text).split())


def state(text: str) -> str | None:
    """Return the two letters of a state, district or territory, given its name, abbreviation or letters."""
    words = re.sub(r"[^a-z]+", " ", fold(text).removeprefix("us-")).split()
    name = " ".join(words)
    return CODE_OF.get(name) or CODE_OF.get(name.removesuffix(" state").removeprefix("state of "))


def normal(text: str) -> str:
    """Return a key that is equal for two spellings of one street address; suite and city are not part of it."""
    street, _ = split_suite(text)
    street = re.sub(r"(?<=\b[a-z])\.\s?(?=[a-z]\b)", "", fold(street))
    street = re.sub(r"\bp\s?o\s?box\b", "pobox", re.sub(r"[.'’]", "", street))
    words = [re.sub(r"^0*([0-9]+)(?:st|nd|rd|th)$", r"\1", word) for word in re.findall(r"[\w&@]+", street)]
    words = [_WORDS.get(word, word) for word in words]
    if "&" in words:
        cut = words.index("&")
        words = [*min(words[:cut], words[cut + 1 :]), "&", *max(words[:cut], words[cut + 1 :])]
    return " ".join(words)
