"""How well the words of a header name each target: normalized, in full or in part, and with typing errors."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from importers.columns import synonyms
from importers.fields import TARGETS, Target
from matching.text import without_accents

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_NOISE = frozenset(
    "the of a an for to your is are do does they please any if all enter and or in on at by we with s"
    " de la el los las del y o que se su es en un una al por".split()
)
_ABBREVIATIONS: Mapping[str, str] = {
    "org": "organization", "orgs": "organization", "addr": "address", "add": "address", "adr": "address", "addrln": "address line", "neigh": "neighborhood", "nhood": "neighborhood", "ph": "phone", "tel": "phone",
    "telephone": "phone", "phn": "phone", "num": "number", "no": "number", "nbr": "number", "nums": "number", "desc": "description",
    "descr": "description", "svc": "service", "svcs": "service", "srvc": "service", "serv": "service", "prog": "program", "pgm": "program",
    "programme": "program", "elig": "eligibility", "lang": "language", "langs": "language", "lat": "latitude", "lng": "longitude",
    "lon": "longitude", "info": "information", "min": "minimum", "max": "maximum", "hrs": "hour", "hr": "hour", "req": "requirement",
    "reqs": "requirement", "required": "required", "emal": "email", "cat": "category", "loc": "location", "apt": "apartment", "nbhd": "neighborhood",
    "ste": "suite", "nme": "name", "minage": "minimum age", "maxage": "maximum age", "agemin": "minimum age", "agemax": "maximum age", "lograde": "lowest grade",
    "higrade": "highest grade", "gslo": "lowest grade", "gshi": "highest grade", "mingrade": "lowest grade", "maxgrade": "highest grade", "zipcd": "zip", "statecd": "state", "stabr": "state", "cnty": "county", "libname": "library name",
    "yrs": "year", "mos": "month", "bldg": "building", "fac": "facility", "cty": "city", "streetno": "street number", "dept": "department", "neighbourhood": "neighborhood", "centre": "center", "dir": "director", "coord": "coordinate",
    "coords": "coordinate", "id": "id", "ids": "id", "www": "website", "webpage": "website", "weblink": "website", "organisation": "organization",
    "agcy": "agency", "fname": "first name", "lname": "last name", "grds": "grade", "grd": "grade", "gr": "grade", "k12": "grade",
    "nombres": "nombre", "ziip": "zip", "zipcode": "zip code", "postcode": "postal code", "phones": "phone", "contct": "contact",
}  # fmt: skip
_DOUBTED = 0.8  # factor on the score of a corrected or truncated header
_MATCHED, _PART_END, _PART_BEGIN, _PART = 1.0, 0.62, 0.58, 0.48


@dataclass(frozen=True, slots=True)
class Hint:
    """How surely (0 to 1) a header names a target, with the option that its words give."""

    score: float
    option: str = ""


@dataclass(frozen=True, slots=True)
class _HeaderPhrase:
    target: str
    option: str
    words: tuple[str, ...]
    weight: float
    all: frozenset[str]
    joined: frozenset[str]


def words(header: str) -> tuple[str, ...]:
    """Return the words of a header in lower case, without accents, plurals, abbreviations and small words."""
    said = _spoken(header)
    return tuple(w for w in said if w not in _NOISE) or said


@functools.lru_cache(maxsize=4096)
def _spoken(header: str) -> tuple[str, ...]:
    plain = _plain(header)
    split = re.sub(r"[^a-z0-9]+", " ", _CAMEL.sub(" ", re.sub(r"['’]s?\b|\(s\)|\(es\)", "", plain)).lower()).split()
    joined = re.sub(r"\be (?=mails?\b)", "e", re.sub(r"\bweb (?=sites?\b|pages?\b)", "web", " ".join(split))).split()
    return tuple(_single(part) for word in joined for part in _ABBREVIATIONS.get(word, word).split())


def _plain(header: str) -> str:
    return without_accents(header.replace("#", " number "))


def _single(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    return _ABBREVIATIONS.get(word[:-1], word[:-1]) if word.endswith("s") else word


@functools.cache
def _phrases() -> tuple[_HeaderPhrase, ...]:
    out = []
    for key, text in synonyms.PHRASES.items():
        bare, _, option = key.partition(":")
        target = TARGETS.get(bare, bare)
        for phrase in text.split("|"):
            said, _, weight = phrase.strip().partition("@")
            spelt = words(said)
            joined = frozenset({"".join(spelt), re.sub(r"[^a-z0-9]", "", _plain(said).lower())})
            out.append(_HeaderPhrase(target, option, spelt, float(weight or 1), frozenset(spelt), joined))
    return tuple(out)


@functools.cache
def _ignored() -> tuple[tuple[str, ...], ...]:
    return tuple(_spoken(phrase) for phrase in synonyms.IGNORED.split("|"))


@functools.lru_cache(maxsize=4096)
def hints(header: str) -> Mapping[str, Hint]:
    """Return how well `header` names each target, without those that it does not name."""
    said = words(header)
    if ignored(header):
        exact = {p.target: Hint(p.weight, p.option) for p in _phrases() if p.words == said}
        return {} if _spoken(header) in _ignored() else exact
    found = {t: h for t, h in _named(said, 1.0).items() if t not in synonyms.barred(said)}
    if limit := _limit(_spoken(header)):
        return {limit[0]: Hint(1.0, limit[1])}
    if (head := _head(_spoken(header))) is not None:
        found = {
            t: h if h.score == _MATCHED or _named(head, 1.0).get(t) else Hint(0.6 * h.score, h.option) for t, h in found.items()
        }
    if _second_line(said):
        return {Target.ADDRESS_ADDRESS_2: Hint(1.0), "city_line": Hint(0.95)}
    if max((h.score for h in found.values()), default=0) < 0.55:
        for more in (_cut("".join(said)), _named(mended, _DOUBTED) if (mended := _corrected(said)) != said else {}):
            found |= {t: h for t, h in more.items() if h.score > found.get(t, Hint(0)).score and t not in synonyms.barred(said)}
    if synonyms.ELSEWHERE & set(said):
        found = {t: Hint(h.score * (0.55 if t.startswith(("address", "city_line")) else 1), h.option) for t, h in found.items()}
    return found


_LOWEST = frozenset("minimum lowest low lower youngest from start starting begin beginning minima minimo desde".split())
_HIGHEST = frozenset("maximum highest high upper oldest to end ending thru through maxima maximo hasta".split())
_OF_YEARS, _OF_GRADES = frozenset({"age", "edad"}), frozenset({"grade", "grado"})
_ONLY_BESIDE = frozenset("to from through thru start end begin high low".split())  # ambiguous words: "Licensed to serve ages"
_MONTHS = frozenset({"month", "mo", "mos", "mth", "mths", "mese"})


def _limit(spoken: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the youngest or oldest age or grade that a header names, in any word order, with "months" if it counts those."""
    at = next((i for i, word in enumerate(spoken) if word in _OF_YEARS | _OF_GRADES), None)
    if at is None or "school" in spoken or any(w.isdigit() for w in spoken) or synonyms.counts(spoken):
        return None
    beside = {*spoken[max(0, at - 1) : at], *spoken[at + 1 : at + 2]}
    said = (frozenset(spoken) - _ONLY_BESIDE) | (beside & _ONLY_BESIDE)
    low, high = bool(said & _LOWEST), bool(said & _HIGHEST)
    years, grades = bool(said & _OF_YEARS), bool(said & _OF_GRADES)
    if low == high or years == grades:
        return None
    of_years, of_grades = (Target.SERVICE_MINIMUM_AGE, "minimum_grade") if low else (Target.SERVICE_MAXIMUM_AGE, "maximum_grade")
    return of_years if years else of_grades, "months" if said & _MONTHS else ""


def _head(spoken: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what a header with "of" is about: the place in "Place of service"; None without "of"."""
    return spoken[: spoken.index("of")] if "of" in spoken[1:] else None


def _second_line(said: tuple[str, ...]) -> bool:
    """Whether a header is the second line of an address: "siteAddress2", "Facility address (continued)"."""
    more = said[-1:] and said[-1] in {"2", "3", "two", "continued", "cont"}
    return (
        bool(more)
        and bool({"address", "street", "addres"} & set(said))
        and not (synonyms.ELSEWHERE | {"email", "web", "website"}) & set(said)
    )


def _named(said: tuple[str, ...], sure: float) -> dict[str, Hint]:
    found: dict[str, Hint] = {}
    for phrase in _sharing(said):
        score = sure * phrase.weight * _closeness(phrase, said)
        if score > 0.3 and score > found.get(phrase.target, Hint(0)).score:
            found[phrase.target] = Hint(score, phrase.option)
    return found


@functools.cache
def _by_word() -> Mapping[str, tuple[_HeaderPhrase, ...]]:
    """Return phrases by their first word, and by all their letters."""
    out: dict[str, list[_HeaderPhrase]] = {}
    for phrase in _phrases():
        out.setdefault(phrase.words[0], []).append(phrase)
        for joined in phrase.joined - {phrase.words[0]}:
            out.setdefault(joined, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in out.items()}


def _sharing(said: tuple[str, ...]) -> Iterator[_HeaderPhrase]:
    for word in {*said, "".join(said)}:
        yield from _by_word().get(word, ())


def _closeness(phrase: _HeaderPhrase, said: tuple[str, ...]) -> float:
    """Return 1 if the header is exactly this phrase; less if it only contains it, the less the smaller and less prominent."""
    wanted = phrase.words
    if wanted == said:
        return _MATCHED
    bare = tuple(w for w in said if not w.isdigit())
    if wanted == bare or "".join(said) in phrase.joined:
        return 0.97
    if len(wanted) >= len(bare) or not phrase.all <= set(bare):
        return 0.95 if len(wanted) > 1 and sorted(wanted) == sorted(bare) else 0.0
    share = len(wanted) / len(bare)
    if bare[-len(wanted) :] == wanted:
        return _PART_END + 0.36 * share
    if bare[: len(wanted)] == wanted:
        # "Program model" and "Agency size" are not names; in Spanish the noun comes first, but then it is "nombre de …".
        return 0.4 if phrase.target.endswith("name") and len(wanted) == 1 else _PART_BEGIN + 0.36 * share
    return 0.3 if phrase.target.endswith("name") and len(wanted) == 1 else _PART + 0.36 * share


def _part(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[i : i + len(phrase)] == phrase for i in range(len(said) - len(phrase) + 1))


@functools.cache
def _known() -> tuple[str, ...]:
    """Return every word in a phrase, and every abbreviation of one."""
    return tuple(
        sorted(
            {word for phrase in _phrases() for word in phrase.all if len(word) > 3} | {w for w in _ABBREVIATIONS if len(w) > 5}
        )
    )


def _corrected(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with each unknown one replaced by a known one that is a letter or two away."""
    return tuple(part for word in said for part in _correct_spelling(word))


@functools.lru_cache(maxsize=4096)
def _correct_spelling(word: str) -> tuple[str, ...]:
    if len(word) < 4 or word in _known():
        return (word,)
    best = process.extractOne(word, _known(), scorer=OSA.normalized_similarity, score_cutoff=0.75)
    return tuple(_ABBREVIATIONS.get(best[0], best[0]).split()) if best else (word,)


def _cut(said: str) -> dict[str, Hint]:
    """Return targets whose phrases begin like this, for headers that mapping software truncated at ten letters."""
    if len(said) not in (9, 10):
        return {}
    cut = [p for p in _phrases() if (whole := "".join(p.words)).startswith(said) and len(whole) > len(said)]
    return {p.target: Hint(p.weight * _DOUBTED, p.option) for p in cut}


def weekday(header: str) -> tuple[str, str] | None:
    """Return the weekday that a header names and its reader: ("MO", "schedules"), ("MO", "hours.opens")."""
    said = words(header)
    days = [synonyms.WEEKDAYS[w] for w in said if w in synonyms.WEEKDAYS]
    rest = [w for w in said if w not in synonyms.WEEKDAYS]
    if len(days) != 1 or not set(rest) <= {"hour", "time", "open", "opens", "opening", "close", "closes", "closing", "start", "end", "schedule",
                                           "hora", "horario", "abre", "cierra"}:  # fmt: skip
        return None
    if set(rest) & {"open", "opening", "opens", "start", "abre"}:
        return days[0], "hours.opens"
    if set(rest) & {"close", "closing", "closes", "end", "cierra"}:
        return days[0], "hours.closes"
    return days[0], Target.SCHEDULES


_NAMED = {"agency": Target.ORGANIZATION_NAME, "organization": Target.ORGANIZATION_NAME, "provider": Target.ORGANIZATION_NAME, "program": Target.SERVICE_NAME,
          "service": Target.SERVICE_NAME, "site": Target.LOCATION_NAME, "location": Target.LOCATION_NAME, "school": Target.LOCATION_NAME}  # fmt: skip


def together(header: str) -> str:
    """Return the targets of names combined in one column ("Agency / Program / Site"), separated by "|"; "" for others."""
    parts = [
        words(re.sub(r"\bnames?\b", "", part, flags=re.IGNORECASE))
        for part in re.split(r"\s*(?:[/|,&+>]|\s[-–—]\s)\s*", header.strip())
    ]
    targets = [_NAMED.get(part[0], "") if len(part) == 1 else "" for part in parts]
    return "|".join(targets) if len(targets) > 1 and all(targets) and len(set(targets)) == len(targets) else ""


def ignored(header: str) -> bool:
    """Whether the header names something that is not imported from a list."""
    said = _spoken(header)
    return any(_part(phrase, said) for phrase in _ignored())
