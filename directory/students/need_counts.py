"""Counts of students with open needs: exact for those who may see the students, without small counts for others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from directory.i18n.languages import LANGUAGES
from directory.storage.people import numbers as stored
from directory.storage.people.numbers import StudentCount
from directory.students.needs import URGENCIES
from directory.students.small_counts import FEWEST, left_out, left_out_of_both, left_out_of_overlapping
from matching.needs import DOMAINS, terms

BANDS: Mapping[str, tuple[str, ...]] = {
    "Kindergarten to grade 5": ("PK", "K", "1", "2", "3", "4", "5"),
    "Grades 6 to 8": ("6", "7", "8"),
    "Grades 9 to 12": ("9", "10", "11", "12"),
}
NO_GRADE, NO_LANGUAGE, OTHER_LANGUAGES = "Grade not known", "Language not known", "Other languages"
_BAND_OF = {grade: band for band, grades in BANDS.items() for grade in grades}
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count with its name; `students` is None if it is suppressed."""

    name: str
    students: int | None


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of needs, and those of its terms that at least one student has, most frequent first."""

    name: str
    students: int | None
    terms: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Enrolled students, those with an open need, and these by need, school, grade, home language and urgency.

    A student with several needs counts in several lines of `by_need`, and in one line of every other table.
    """

    enrolled: int | None
    with_needs: int | None
    by_need: tuple[Domain, ...]
    by_school: tuple[CountLine, ...]
    by_grade: tuple[CountLine, ...]
    by_language: tuple[CountLine, ...]
    by_urgency: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    """The exact counts by displayed name; a key of `together` is a school and a grade band."""

    enrolled: int
    total: int
    together: Mapping[tuple[str, str], int]
    schools: Mapping[str, int]
    bands: Mapping[str, int]
    languages: Mapping[str, int]
    urgencies: Mapping[str, int]
    domains: Mapping[str, int]
    terms: Mapping[str, int]


def exact(session: Session) -> Numbers:
    """Return exact counts, for those who may see the students themselves."""
    counted = _counted(session)
    return Numbers(
        enrolled=counted.enrolled,
        with_needs=counted.total,
        by_need=tuple(
            Domain(name, counted.domains.get(domain, 0), _most_first(_of_domain(counted.terms, domain)))
            for domain, (name, _) in DOMAINS.items()
        ),
        by_school=_lines(counted.schools),
        by_grade=_lines(counted.bands),
        by_language=_most_first(counted.languages),
        by_urgency=_lines(counted.urgencies),
    )


def guarded(session: Session) -> Numbers:
    """Return the counts that anybody may see: none under FEWEST, and none from which such a count can be derived."""
    return _guarded_of(_counted(session))


def _guarded_of(counted: _Counted) -> Numbers:
    schools, bands = left_out_of_both(counted.together)
    # An impossible combination reveals nothing, but a zero among the sums is a small count all the same.
    schools |= {name for name, students in counted.schools.items() if students < FEWEST}
    bands |= {name for name, students in counted.bands.items() if students < FEWEST}
    return Numbers(
        enrolled=_unless_small(counted.enrolled),
        with_needs=_unless_small(counted.total),
        by_need=_guarded_needs(counted),
        by_school=_lines(counted.schools, schools),
        by_grade=_lines(counted.bands, bands),
        by_language=_guarded_languages(counted.languages),
        by_urgency=_lines(counted.urgencies, _names_left_out(counted.urgencies)),
    )


def _guarded_needs(counted: _Counted) -> tuple[Domain, ...]:
    """Return domains without the terms that few students have; which of those any student has is not revealed either."""
    whole = [counted.domains.get(domain, 0) for domain in DOMAINS]
    hidden = left_out_of_overlapping(whole, counted.total)
    found: list[Domain] = []
    for place, (domain, (name, _)) in enumerate(DOMAINS.items()):
        if place in hidden:
            found.append(Domain(name, None, ()))
            continue
        every = {slug: counted.terms.get(slug, 0) for slug, term in terms().items() if term.domain == domain}
        out = left_out_of_overlapping(list(every.values()), whole[place])
        listed = {slug: count for at, (slug, count) in enumerate(every.items()) if at not in out}
        found.append(Domain(name, whole[place], _most_first(_of_domain(listed, domain))))
    return tuple(found)


def _guarded_languages(languages: Mapping[str, int]) -> tuple[CountLine, ...]:
    """Return languages, rare ones in one line: a family could be recognized by its language."""
    out = _names_left_out(languages)
    together = sum(languages[name] for name in out)
    listed = _most_first({name: count for name, count in languages.items() if name not in out})
    return (*listed, CountLine(OTHER_LANGUAGES, _unless_small(together))) if out else listed


def _counted(session: Session) -> _Counted:
    return _counted_of(
        stored.alike(session),
        stored.school_names(session),
        domains=stored.by_domain(session, {slug: term.domain for slug, term in terms().items()}),
        terms=stored.by_term(session),
    )


def _counted_of(
    everybody: Sequence[StudentCount], named: Mapping[str, str], *, domains: Mapping[str, int], terms: Mapping[str, int]
) -> _Counted:
    some = [one for one in everybody if one.urgency is not None]
    together = _summed(((named[one.school_id], _band(one)), 0) for one in everybody)
    together |= _summed(((named[one.school_id], _band(one)), one.students) for one in some)
    fixed = dict.fromkeys(BANDS, 0)
    return _Counted(
        enrolled=sum(one.students for one in everybody),
        total=sum(one.students for one in some),
        together=together,
        schools=dict.fromkeys(named.values(), 0) | _summed((named[one.school_id], one.students) for one in some),
        # A band without needs is listed too, or its absence would reveal the counts suppressed beside it.
        bands=fixed | dict.fromkeys(map(_band, everybody), 0) | _summed((_band(one), one.students) for one in some),
        languages=_summed((_language(one), one.students) for one in some),
        urgencies=_urgencies(some),
        domains=domains,
        terms=terms,
    )


def _urgencies(some: Sequence[StudentCount]) -> dict[str, int]:
    counts = _summed((one.urgency, one.students) for one in some)
    return {URGENCIES[level]: counts.get(level, 0) for level in sorted(URGENCIES, reverse=True)}


def _summed(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, count in pairs:
        sums[key] = sums.get(key, 0) + count
    return sums


def _band(one: StudentCount) -> str:
    return _BAND_OF.get(one.grade or "", NO_GRADE)


def _language(one: StudentCount) -> str:
    known = LANGUAGES.get(one.language or "")
    return known.english if known else one.language or NO_LANGUAGE


def _of_domain(counts: Mapping[str, int], domain: str) -> dict[str, int]:
    """Return the terms of a domain that at least one student has, by name."""
    known = terms()
    return {known[slug].english: n for slug, n in counts.items() if n and slug in known and known[slug].domain == domain}


def _names_left_out(counts: Mapping[str, int]) -> set[str]:
    out = left_out(list(counts.values()))
    return {name for place, name in enumerate(counts) if place in out}


def _lines(counts: Mapping[str, int], out: set[str] | frozenset[str] = frozenset()) -> tuple[CountLine, ...]:
    return tuple(CountLine(name, None if name in out else count) for name, count in counts.items())


def _most_first(counts: Mapping[str, int]) -> tuple[CountLine, ...]:
    return tuple(CountLine(name, counts[name]) for name in sorted(counts, key=lambda name: (-counts[name], name)))


def _unless_small(count: int) -> int | None:
    return count if count >= FEWEST else None
