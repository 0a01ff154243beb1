"""The question, from a form or from a student's file, and how it was understood: needs as terms, and a starting place.

The words in which a need was described and the birth date never leave a student's file: only terms and an age are asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from directory.errors import UnknownError
from directory.i18n.languages import LANGUAGES
from directory.places import zips
from directory.students.files import NeedEntry, StudentFile
from directory.students.profile import age_on
from matching.danger import Danger, Level, Meaning, meaning, read
from matching.needs import asks_for_crisis, terms
from matching.query import Need, Place

SOON = 2
"""The default urgency of a need: 1 is when there is time, 3 is now."""


@dataclass(frozen=True, slots=True)
class AskedNeed:
    """A need as a term or in words, and its urgency: 1 when there is time, 2 soon, 3 now."""

    words: str
    urgency: int = SOON


@dataclass(frozen=True, slots=True)
class AskedSchool:
    """The student's school: some services are inside one, and it is the starting place if no other is named."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """The question, in the asker's words; `near` is a ZIP or "LAT,LON", `within` is in miles.

    `sentence` is read for needs like `needs`; `left_out` are terms found there that are not meant. `preferences` are keys of
    students.profile.PREFERENCES.
    """

    needs: tuple[str | AskedNeed, ...] = ()
    age: float | None = None
    grade: str | None = None
    near: str | None = None
    within: float = 10.0
    languages: tuple[str, ...] = ()
    payment: str | None = None
    limit: int = 20
    sentence: str | None = None
    left_out: tuple[str, ...] = ()
    school: AskedSchool | None = None
    modes: tuple[str, ...] = ()
    order: Literal["fit", "distance"] = "fit"
    preferences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A need that was understood: its term, its name, the words for it, and its urgency."""

    slug: str
    name: str
    heard: str
    urgency: int

    @property
    def need(self) -> Need:
        return Need(self.slug, self.urgency)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was understood; `crisis` is the danger that the words report, `unread` the words for no known need.

    `doubtful` are terms of needs that the words name, though they seem to report no danger: offered, but not searched for.
    """

    needs: tuple[Understood, ...]
    crisis: Danger | None
    unread: tuple[str, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def danger(self) -> bool:
        """Whether words reported danger, or a need is one of danger."""
        told = self.crisis is not None and self.crisis.level is Level.NOW
        return told or any(asks_for_crisis(need.slug) for need in self.needs)


def understand(ask: Ask) -> Heard:
    """Return the needs that were asked for, each once with its highest urgency.

    Raise UnknownError if words in `needs` mean nothing, or the sentence means nothing and there is no other need.
    """
    asked = [need if isinstance(need, AskedNeed) else AskedNeed(need) for need in ask.needs]
    readings = [(need, read_need(need.words)) for need in asked]
    unread: list[str] = []
    if ask.sentence and ask.sentence.strip():
        reading = meaning(ask.sentence)
        danger = reading.danger
        if not (reading.found or reading.doubtful) and not (danger and danger.level is Level.NOW):
            unread.append(ask.sentence)
        readings.append((AskedNeed(ask.sentence), reading))
    found: dict[str, Understood] = {}
    for need, reading in readings:
        for one in reading.found:
            told = Understood(one.slug, terms()[one.slug].english, one.heard, need.urgency)
            before = found.get(one.slug, told)
            found[one.slug] = replace(before, urgency=max(before.urgency, told.urgency))
    danger = read(*(need.words for need, _ in readings))
    meant = tuple(told for slug, told in found.items() if slug not in ask.left_out)
    maybe = dict.fromkeys(one.slug for _, reading in readings for one in reading.doubtful)
    doubtful = tuple(slug for slug in maybe if slug not in found and slug not in ask.left_out)
    if not (found or maybe) and danger is None:
        raise _unknown(unread)
    return Heard(meant, danger, tuple(unread), doubtful)


def read_need(words: str) -> Meaning:
    """Return the need terms that the words mean; raise UnknownError if they mean none and report no danger."""
    reading = meaning(words)
    if not (reading.found or reading.doubtful) and reading.danger is None:
        raise _unknown([words])
    return reading


def _unknown(words: Sequence[str]) -> UnknownError:
    if not words:
        return UnknownError("Say what is needed: name a need or describe it in a sentence.")
    return UnknownError(
        f"No need is known by “{words[0][:80]}”. Try other words, choose from the list of needs, "
        "or look for a provider by name in the search."
    )


def start(ask: Ask) -> Place | None:
    """Return the starting place: the one named, else the school. Raise UnknownError or UsageError if it is not a ZIP or a point."""
    if ask.near:
        return zips.place(ask.near)
    if ask.school is None:
        return None
    school = ask.school
    center = zips.center(school.postal_code[:5]) if school.postal_code else None
    if school.latitude is None or school.longitude is None:
        return replace(center, words=school.name) if center else None
    point = Place(school.latitude, school.longitude, school.name)
    if center is None:
        return point
    return replace(center, latitude=point.latitude, longitude=point.longitude, words=point.words, approximate=False)


MOST_NEEDS = 12
OLDEST = 25
"""Years; students are younger."""

TAKEN_FOR_GRANTED = "en"
"""The language that is not searched for: lists only name languages other than English."""


def ask_of_file(file: StudentFile, needs: Sequence[NeedEntry], today: datetime.date, school: AskedSchool | None = None) -> Ask:
    """Return the search for a student's file and some of its needs."""
    profile = file.profile
    age = int(age_on(profile.birth_date, today)) if profile.birth_date else None
    return Ask(
        needs=tuple(AskedNeed(need.term, need.urgency) for need in needs[:MOST_NEEDS]),
        age=None if age is None or not 0 <= age <= OLDEST else age,
        grade=profile.grade if age is None else None,
        near=profile.home_zip if profile.home_zip and zips.center(profile.home_zip[:5]) else None,
        languages=tuple(code for code in profile.languages if code != TAKEN_FOR_GRANTED and code in LANGUAGES),
        payment=profile.insurance,
        preferences=profile.preferences,
        school=school,
    )
