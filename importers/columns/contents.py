"""What the cells of a column hold: the share that look like phones, addresses, dates, marks and so on."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from importers.places import zips
from importers.values import status

_SAMPLE = 120  # distinct cells of a column that are examined
_BEGINNING = 240  # characters of a cell that are examined

_LANGUAGES = (
    "english|spanish|chinese|mandarin|cantonese|french|creole|arabic|russian|korean|vietnamese|tagalog|portuguese|polish|hindi|urdu|bengali"
    "|somali|swahili|amharic|burmese|nepali|hmong|german|italian|japanese|farsi|dari|pashto|asl|sign language|bilingual|espanol|español|ingles|inglés"
)
_STREET = (
    r"\b(st|street|ave|avenue|av|rd|road|blvd|boulevard|dr|drive|ln|lane|way|ct|court|pl|place|pkwy|parkway|hwy|highway|ter|terrace|sq|square"
    r"|plaza|broadway|concourse|cir|circle|trl|trail|pike|turnpike|loop|row|alley|calle|avenida|expressway|freeway|route|crescent|commons)\b"
)
_DECIMAL_COMMA = re.compile(r"^(\s*-?\d{1,3}),(\d{4,}\s*)$")
_POINT = re.compile(r"-?\d{1,3}\.\d{3,}[\s,;]+-?\d{1,3}\.\d{3,}")
_ADDRESS = re.compile(
    rf"^\s*\d+[\w-]*\s+.*?{_STREET}|^\s*p\.?\s*o\.?\s+box|^\s*\d+[\w/-]*\s+[a-z0-9.' -]+{_STREET}|^confidential$", re.IGNORECASE
)
_TIME = r"(\d{1,2}(:\d\d)?\s*([ap]\.?m\.?)|\d{1,2}:\d\d|noon|24\s*(hours|hrs|/7))"
_LETTERS_OF_DAYS = r"\b(?:m|tu?|w|th|r|f|sa|su)(?:\s*[,/&-]\s*(?:m|tu?|w|th|r|f|sa|su)\b)+|\b(?:m|t|w|th|f){3,}\b"
_DAYS = rf"(?:{_LETTERS_OF_DAYS}|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|\b(m-f|m-th|mwf|tth|weekday|weekend|daily|lunes|martes|viernes|sabado|sábado|domingo)s?\b)"
_GROUPS = (
    r"infants?|toddlers?|pre-?school\w*|school[- ]?aged?|child(?:ren)?|kids?|youths?|teens?|adolescents?|tweens?|adults?|seniors?"
)
_CODES = r"(?:eng|spa|fre|chi|vie|kor|ara|rus|por|hmn|som|tag|asl)"
_GRADES = r"k|pk|pre-?k|kindergarten|elementary|middle|high school|grades?|ms|hs|elem"
_STATUS = re.compile(
    r"^\s*(active|inactive|open|closed|cerrad[oa]|abiert[oa]|defunct|current|archived|temporarily closed|suspended|(?:un|not )?published|draft|(?:not )?approved|rejected|spam|live|submitted|in review|under review|borrador|publicado|activo|inactivo|operating|pending|active\b.*refer)",
    re.IGNORECASE,
).match
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
)

LOOKS: Mapping[str, Callable[[str], object]] = {
    "phone": re.compile(r"(?<!\d)(\+?1[-. ]?)?\(?\d{3}\)?\s?[-./ ]?\s?(\d{3}[-. ]?\s?\d{4}|\d{3}-[A-Z]{4}|[A-Z]{3}-[A-Z]{4})(?!\d)").search,
    "short phone": re.compile(r"^\s*(988|211|311|711|911)\s*$").match,
    "email": re.compile(r"[\w.+-]+@[\w-]+\.\w+").search,
    "url": re.compile(r"^\s*(https?://|www\.)|^\s*[\w-]+(\.[\w-]+)*\.(org|com|gov|edu|net|us|info|io)(/\S*)?\s*$", re.IGNORECASE).search,
    "zip": re.compile(r"^\s*\d{4,5}(-\d{4})?(\.0)?\s*$").match,
    "state": re.compile(r"^\s*([A-Z]{2}|[A-Z]\.[A-Z]\.)\s*$").match,
    "point": _POINT.search,
    "number": re.compile(r"^\s*[-+$]?[\d,]*\.?\d+\s*%?\s*$").match,
    "date": re.compile(
        r"^\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/-]\d{1,2}[/-]\d{1,2}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (\d{1,2},? )?\d{4})(?!\d)",
        re.IGNORECASE,
    ).match,
    "flag": re.compile(r"^\s*(y|yes|n|no|x|✓|✔|1|0|t|f|true|false|s[ií]|•|\*|☑|☐)\s*$", re.IGNORECASE).match,
    "number pair": re.compile(r"\d+\s*(-|–|to|and|a|through|thru)\s*\d+|\d+\s*\+|\d+ (and|&) (up|over|older)|under \d+|all ages|adults?|seniors?", re.IGNORECASE).search,
    "ages": re.compile(
        r"^\W*(ages?|grades?)?\s*((pre-?)?k|\d{1,2}(\.\d+)?\s*(years?|yrs?|months?|mos?|weeks?|wks?|st|nd|rd|th)?)\s*(-|–|to|thru|through)\s*(\d{1,2}\b|adult)(?![-/.]\d)"
        r"|^\W*(ages?|grades?)?\s*\d{1,2}\s*(\+|(and|&|or) (up|over|older|under|younger))|^(all ages|adults?|seniors?|under \d\d?)$", re.IGNORECASE).search,
    "group": re.compile(rf"^\s*(?:{_GROUPS})\b", re.IGNORECASE).search,
    "count": re.compile(r"^\s*(?![01](?:\.0)?\s*$)[\d,.]+\s*$").match,
    "several": re.compile(r"\S\s*[;|\n•]\s*\S").search,
    "code": re.compile(r"^\S*\d{3,}\S*$").match,
    "known zip": lambda c: len(c) < 12 and bool(zips.read(c).value),
    "token": re.compile(r"^\S+$").match,
    "grade": re.compile(rf"\b({_GRADES})\b", re.IGNORECASE).search,
    "price": re.compile(r"\$\s?\d|\bfree\b|\bno (fee|cost|charge)|sliding|\bgratis\b|\bvaries\b|\bdonation", re.IGNORECASE).search,
    "insurance": re.compile(r"medicaid|medicare|insurance|insured|self[- ]pay|\bchip\b|blue cross|aetna|tricare|sliding|private pay|seguro", re.IGNORECASE).search,
    "language": re.compile(rf"\b({_LANGUAGES})\b|^{_CODES}\b(?:[,; ]+[a-z]{{3}}\b)*$", re.IGNORECASE).search,
    "street": _ADDRESS.search,
    "city line": re.compile(r"[a-z.]{2,},?\s+[A-Z]{2}\.?,?\s+\d{5}(-\d{4})?\b|[a-z]\s*,\s*(?!NE|NW|SE|SW)[A-Z]{2}\s*$").search,
    "zip inside": re.compile(r"(?<!\d)\d{5}(-\d{4})?\b").search,
    "time": re.compile(rf"{_TIME}|{_DAYS}", re.IGNORECASE).search,
    "clock": re.compile(rf"^\s*{_TIME}\s*$", re.IGNORECASE).match,
    "hours": re.compile(rf"{_TIME}\s*(-|–|—|to|a|until|till)\s*{_TIME}|24\s*(hours|hrs|/7)|\d\s*-\s*\d.*{_DAYS}|{_DAYS}.*\d", re.IGNORECASE).search,
    "day": re.compile(_DAYS, re.IGNORECASE).search,
    "status": lambda c: status.stops(c) or _STATUS(c),
    "kind": re.compile(r"^\s*(agency|organization|program|service|site|location|provider|agencia|programa|sitio)\s*$", re.IGNORECASE).match,
    "mode": re.compile(r"in[- ]person|virtual|online|on-line|remote|telehealth|hybrid|by phone|home visit|presencial|en l[ií]nea|telephone|school[- ]based|^(?:at )?(?:home|school|school sites?|library)\b", re.IGNORECASE).search,
    "person": re.compile(r"^\s*((mr|ms|mrs|dr)\.? )?[A-Z][a-zé'-]+( [A-Z]\.?)? ([A-Z][\w'-]+)( [A-Z][\w'-]+)?\s*(,.*)?$").match,
    "access": re.compile(r"\b(ramps?|wheelchairs?|elevators?|lifts?|accessib\w+|ada|handicap\w*|parking|restrooms?|yes|no|asl|tty|braille|rampa|silla)\b", re.IGNORECASE).search,
    "location type": re.compile(r"^\s*(physical|virtual|postal)\s*$", re.IGNORECASE).match,
    "season": re.compile(rf"\b(?:{_MONTHS}|summers?|winter|spring|fall|autumn|verano|invierno|primavera|oto[nñ]o|school year|academic year|a[nñ]o escolar|year[- ]round|all year|todo el a[nñ]o)\b|\d[\d/]+\s*(?:-|–|to)\s*\d+/\d", re.IGNORECASE).search,
    "span": re.compile(rf"\d\s*(?:-|–|—|to|thru|through|until|a|al)\s*(?:\d{{1,4}}[/-]\d|(?:{_MONTHS})\b)", re.IGNORECASE).search,
    "letters": re.compile(r"[^\W\d_]{2}").search,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """The cells of one column in numbers: shares from 0 to 1, lengths in characters."""

    filled: float
    different: float
    values: int
    length: float
    longest: int
    listed: float
    shares: Mapping[str, float]
    low: float
    high: float

    def __getitem__(self, look: str) -> float:
        return self.shares.get(look, 0.0)


def profile(cells: Sequence[str]) -> ColumnProfile:
    """Return the profile of `cells`, all those of one column; repeated cells count once."""
    full = [c for c in cells if c.strip()]
    seen = list(dict.fromkeys(full))
    sample = [c[:_BEGINNING] for c in seen[:: max(1, len(seen) // _SAMPLE)]]
    if not sample:
        return ColumnProfile(0.0, 0.0, 0, 0.0, 0, 0.0, {}, 0.0, 0.0)
    shares = {name: sum(1 for c in sample if look(c)) / len(sample) for name, look in LOOKS.items()}
    shares["long phone"] = shares["phone"]
    shares["phone"] = max(shares["phone"], sum(1 for c in sample if LOOKS["phone"](c) or LOOKS["short phone"](c)) / len(sample))
    numbers = [n for c in sample if (n := _number(c)) is not None]
    return ColumnProfile(
        filled=len(full) / len(cells),
        different=len(seen) / len(full),
        values=len(seen),
        length=statistics.fmean(len(c.strip()) for c in sample),
        longest=max(len(c) for c in sample),
        listed=sum(1 for c in sample if re.search(r"[,;|\n]", c)) / len(sample),
        shares=shares,
        low=min(numbers, default=0.0),
        high=max(numbers, default=0.0),
    )


def _number(cell: str) -> float | None:
    try:
        return float(_DECIMAL_COMMA.sub(r"\1.\2", cell))
    except ValueError:
        return None
