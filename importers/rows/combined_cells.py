"""What several cells decide together: categories, marks, ages, modes, confidentiality, and the needs that it all answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from importers.columns import Mark
from importers.records import Cost, NeedFit, Schedule
from importers.rows.draft import Draft, plain
from importers.values import ages, flags, text
from importers.values.age_spans import AgeRange
from matching import needs

_items = lru_cache(maxsize=16384)(text.split_list)
_ages = lru_cache(maxsize=8192)(ages.read)
_groups = lru_cache(maxsize=8192)(ages.groups_alone)
_in_prose = lru_cache(maxsize=16384)(ages.in_prose)

_BARE_YEARS = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:y|years?|yrs?|a[nñ]os)?\.?(?: old)?\.?\s*", re.IGNORECASE)
_BARE_MONTHS = re.compile(r"\s*(\d{1,4}(?:\.\d+)?)\s*(?:m|mos?|months?|mths?|meses)?\.?\s*", re.IGNORECASE)
_OF_HELPERS = re.compile(r"volunteer|staff|mentor|tutor|employ|work", re.IGNORECASE)  # "minimum age to volunteer: 16"
_OLDEST = 120  # years

_MODES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (mode, re.compile(pattern, re.IGNORECASE))
    for mode, pattern in (
        ("in_person", r"in[- ]person|face[- ]to[- ]face|on[- ]?site\b|hybrid|walk[- ]in|presencial"),
        ("online", r"\bonline\b|\bon-line (?:class|program|tutor|counsel)|\bvirtual(?:ly)?\b|telehealth|telemedicine|\bremote(?:ly)?\b|hybrid|\bzoom\b|en l[ií]nea"),
        ("phone", r"\bhot ?line\b|\bhelp ?line\b|\bwarm ?line\b|by (?:tele)?phone\b|over the (?:tele)?phone|telephone (?:counsel|support)|phone support"),
        ("home", r"home[- ]visit(?!s?:)|in[- ]home\b|home[- ]based|visits? (?:families )?at home|visitas? (?:al hogar|a domicilio)"),
        ("school", r"school[- ]based|\bin[- ]school (?:program|service|counsel|support)|at (?:the )?student'?s'? school"),
    )
)  # fmt: skip
_WORDS_OF_MODE = ("service.name", "program.name", "service.description", "categories")
_PLACES = {
    "home": re.compile(r"(?:^|[,;/&|]|\bor |\band |\bat )\s*(?:student'?s'? |your |the )?homes?\s*(?:$|[,;/&|]|or\b|and\b)", re.IGNORECASE),
    "school": re.compile(r"(?:^|[,;/&|]|\bor |\band |\bat )\s*(?:on |the )?schools?(?: sites?| buildings?| campus)?\s*(?:$|[,;/&|]|or\b|and\b)", re.IGNORECASE),
    "in_person": re.compile(r"\blibrary\b|\bcommunity center\b|\bour (?:center|office|site)\b|\btutoring center\b|\boffice\b", re.IGNORECASE),
}  # fmt: skip
_PHONE_CELL = re.compile(r"\b(tele)?phone\b|\btel[eé]fono\b|\bcall\b", re.IGNORECASE)
_VIOLENCE = re.compile(
    r"domestic violence|battered|abus(?:ed|ive) (?:women|partner|relationship)|violencia dom[eé]stica|fleeing violence",
    re.IGNORECASE,
)
_SHELTER = re.compile(r"\bshelter|safe ?house|safe home|transitional housing|refugio|albergue", re.IGNORECASE)


def categories(draft: Draft, trails: frozenset[int], cut: Mapping[int, int]) -> None:
    """The list's own categories; of a trail ("Education - Tutoring") the last, most telling part.

    `cut` are the columns whose texts the list has cut, with the length at which it did: the last item is half a word.
    """
    if not draft.has("categories"):
        return
    found: dict[str, str] = {}
    for column, cell in draft.full("categories"):
        whole = _items(cell)[:-1] if len(cell) >= cut.get(column.index, len(cell) + 1) else _items(cell)
        for said in whole:
            item = re.split(r"\s[-–>»:]+\s", said)[-1] if column.index in trails else said
            if not text.is_blank(item):
                found.setdefault(item.casefold(), item)
    draft.fields["categories"] = tuple(found.values())


def is_trail(cells: Iterable[str]) -> bool:
    """Whether most items of a column of categories are trails through a taxonomy."""
    items = [item for cell in cells if cell.strip() for item in re.split(r"[;|]", cell) if item.strip()]
    return len(items) >= 3 and sum(1 for item in items if re.search(r"\S\s[-–>»]+\s\S", item)) > 0.6 * len(items)


def marks(draft: Draft) -> list[Mark]:
    """What the marked columns of the row say, added to the fields that hold several; ages and needs are left to others."""
    marked = []
    for column, cell in draft.full("flag"):
        if draft.taken(column, cell, flags.read(cell)) and column.mark:
            marked.append(column.mark)
    _add(
        draft,
        "costs",
        (Cost(option) for mark in marked for option in mark.payments),
        any(c.mark and c.mark.payments for c, _ in draft.columns("flag")),
    )
    for target, values in (
        ("languages", "languages"),
        ("modes", "modes"),
        ("categories", "categories"),
        ("keywords", "keywords"),
        ("accessibility", "accessibility"),
    ):
        there = any(c.mark and getattr(c.mark, values) for c, _ in draft.columns("flag"))
        _add(draft, target, (value for mark in marked for value in getattr(mark, values)), there)
    days = [day for mark in marked for day in mark.days]
    if days and not draft.fields.get("schedules"):
        draft.fields["schedules"] = (Schedule(byday=",".join(days)),)
    return marked


def _add(draft: Draft, target: str, values: Iterable[object], there: bool) -> None:
    before = draft.fields.get(target)
    together = tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *values)))
    if together or there:
        draft.fields[target] = together


def ages_of(draft: Draft, marked: Sequence[Mark]) -> None:
    """The ages from their own columns, else from marks, else from what is said of who may come."""
    found = _from_columns(draft) or _from_marks(marked)
    for target in ("service.eligibility_description", "service.description"):
        if target == "service.eligibility_description":
            found = found or next((read for _, cell in draft.full(target) if (read := _groups(cell).value)), None)
        found = found or (_in_prose(words).value if (words := draft.words(target)) else None)
    if found or draft.has("ages", "service.minimum_age", "service.maximum_age", "minimum_grade", "maximum_grade", "flag"):
        draft.fields["service.minimum_age"] = found.minimum if found else None
        draft.fields["service.maximum_age"] = found.maximum if found else None


def _from_columns(draft: Draft) -> AgeRange | None:
    # Ages in years before grades, which take in a year more on either side.
    for column, cell in sorted(draft.full("ages"), key=lambda given: "age" not in given[0].header.lower()):
        if ages.says_more(cell):
            _keep(draft, cell)
        if (read := draft.taken(column, cell, _ages(cell, column.option or column.header))) is not None:
            return read
    return _between(draft, _years(draft, "service.minimum_age"), _years(draft, "service.maximum_age")) or _between(
        draft, _grade(draft, "minimum_grade"), _grade(draft, "maximum_grade")
    )


def _keep(draft: Draft, cell: str) -> None:
    """Keeps the words of a cell of ages where people read who may come."""
    target, words = "service.eligibility_description", plain(cell)
    if words and words not in draft.words(target):
        draft.fields[target] = "\n".join(filter(None, (draft.words(target), words)))


def _between(draft: Draft, low: AgeRange | None, high: AgeRange | None) -> AgeRange | None:
    least, most = low.minimum if low else None, high.maximum if high else None
    if least is None and most is None:
        return None
    if least is not None and most is not None and least > most:
        column, cell = next(draft.full("service.maximum_age", "maximum_grade"))
        said = f"The oldest age ({most:g}) is below the youngest ({least:g}), so both were left out. Correct them."
        draft.tell(column.header.strip(), cell, said)
        return None
    return AgeRange(least, most)


def _years(draft: Draft, target: str) -> AgeRange | None:
    """The youngest or oldest age, from a column of years, one of months, or one of each."""
    cells = list(draft.full(target))
    years = next(((column, cell) for column, cell in cells if column.option != "months"), None)
    months = next(
        (n for column, cell in cells if column.option == "months" and (n := _bare(_BARE_MONTHS, cell)) is not None), None
    )
    whole = _bare(_BARE_YEARS, years[1]) if years else None
    if months is not None and (years is None or whole is not None):
        return _of_months(12 * (whole or 0) + months, target)
    if years is None:
        return None
    if whole is not None:
        return AgeRange(whole, whole) if whole < _OLDEST else None
    if _OF_HELPERS.search(years[1]):
        return None
    return draft.taken(*years, _ages(years[1], "age"))


def _bare(form: re.Pattern[str], cell: str) -> float | None:
    found = form.fullmatch(cell)
    return float(found[1]) if found else None


def _of_months(months: float, target: str) -> AgeRange | None:
    """Months as years; a child of 60 months is taken until the 61st, one of 59 until the 5th birthday, which is "4"."""
    if months >= 12 * _OLDEST:
        return None
    until = (months + 1) / 12
    most = until - 1 if until == int(until) else round(until, 2)
    return AgeRange(round(months / 12, 2), most if target.endswith("maximum_age") else None)


def _grade(draft: Draft, target: str) -> AgeRange | None:
    for column, cell in draft.full(target):
        if (read := draft.taken(column, cell, _ages(cell, "grade"))) is not None:
            return read
    return None


def _from_marks(marked: Sequence[Mark]) -> AgeRange | None:
    groups = [mark.ages for mark in marked if mark.ages]
    if not groups:
        return None
    ends = [end for _, end in groups]
    return AgeRange(
        float(min(start for start, _ in groups)), None if None in ends else float(max(end for end in ends if end is not None))
    )


def modes(draft: Draft) -> None:
    """How the service is given: from its own column, from plain words elsewhere, and from having a street."""
    found: dict[str, None] = {}
    before = draft.fields.get("modes")
    found |= dict.fromkeys(before if isinstance(before, tuple) else ())  # type: ignore[arg-type]
    said = [cell for _, cell in draft.full("modes")]
    for words in (*said, *(_text(draft.fields.get(t)) for t in _WORDS_OF_MODE)):
        found |= dict.fromkeys(mode for mode, pattern in _MODES if pattern.search(words))
    found |= {mode: None for mode, pattern in _PLACES.items() if any(pattern.search(cell) for cell in said)}
    found |= {"phone": None} if any(_PHONE_CELL.search(cell) for cell in said) else {}
    if draft.fields.get("address.address_1") and draft.fields.get("location.location_type") != "postal":
        found["in_person"] = None
    if found or draft.has("modes"):
        draft.fields["modes"] = tuple(sorted(found))


def _text(value: object) -> str:
    return value if isinstance(value, str) else "; ".join(map(str, value)) if isinstance(value, tuple) else ""


def confidential(draft: Draft) -> None:
    """A shelter from violence that gives no street hides it on purpose."""
    words = " ".join(
        _text(draft.fields.get(t)) for t in ("organization.name", "service.name", "service.description", "categories")
    )
    if _VIOLENCE.search(words) and _SHELTER.search(words) and not draft.fields.get("address.address_1"):
        draft.fields["service.confidential"] = True


def needs_of(draft: Draft, marked: Sequence[Mark]) -> None:
    """The need terms that the service answers, surest first."""
    fields = draft.fields
    heading = (draft.heading,) if draft.heading else ()
    found = _classified(
        (*_words(fields.get("categories")), *heading),
        tuple(dict.fromkeys(n for n in (draft.words("service.name"), draft.words("service.alternate_name")) if n)),
        draft.words("program.name"),
        _words(fields.get("keywords")),
        draft.words("service.description"),
        draft.words("organization.name"),
    )
    fits = dict(found) | {slug: 1.0 for mark in marked for slug in mark.needs}
    fields["needs"] = tuple(NeedFit(slug, fit) for slug, fit in sorted(fits.items(), key=lambda item: (-item[1], item[0])))
    if not fits:
        said = "It does not say which need it answers, so no search by need finds it. Add a category or a need."
        draft.tell(None, draft.words("service.name") or plain(" ".join(draft.cells.values())), said, "info")


def _words(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple) else ()


@lru_cache(maxsize=8192)
def _classified(  # noqa: PLR0917  # the parts of classify, as a cache wants them: hashable and in one order
    categories: tuple[str, ...],
    name: tuple[str, ...],
    program: str,
    keywords: tuple[str, ...],
    description: str,
    organization: str,
) -> tuple[tuple[str, float], ...]:
    parts = {
        "categories": categories,
        "name": name,
        "program": program,
        "keywords": keywords,
        "description": description,
        "organization": organization,
    }
    return tuple(needs.classify(parts).items())
