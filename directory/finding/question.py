"""The question, from a form or from a student's file, and how it was understood: needs as terms, and a starting place.

The words in which a need was described and the birth date never leave a student's file: only terms and an age are asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.schools import SchoolRow
from directory.district_settings.dismissals import WEEKDAYS, dismissal_of
from directory.district_settings.insurance_plans import InsurancePlan
from directory.errors import UnknownError, UsageError
from directory.finding.crisis import is_of_danger
from directory.i18n.languages import LANGUAGES
from directory.places import zips
from directory.students.files import NeedEntry, StudentFile
from directory.students.profile import age_on
from matching.danger import Danger, Level, Meaning, meaning, read
from matching.needs import asks_for_crisis, terms
from matching.needs.activities import activities
from matching.needs.correction import mended
from matching.own_words import OwnWord, own_words
from matching.phrase import Together
from matching.query import AfterSchool, Need, Place, Way
from matching.requests import NOT_APART, Apart, Condition, ForKin, NamedChildren, NamedPlace
from matching.sentence import Understanding
from matching.sentence import understand as sentence_understood
from matching.wishes import Wish, WishKind, parse
from matching.wishes.codes import at_moment, is_relative

OFFERED_BESIDE = 0.15
"""The chance from which a need is offered on a page beside one that is surely meant: with less, it would only distract."""

NEAR = 10.0  # miles around the starting place, if nobody says how many

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
    id: str | None = None

    @classmethod
    def of(cls, row: SchoolRow) -> AskedSchool:
        """Return one of the district's schools."""
        return cls(row.name, row.latitude, row.longitude, row.postal_code, row.id)


@dataclass(frozen=True, slots=True)
class Ask:
    """The question, in the asker's words; `near` is a ZIP or "LAT,LON", `within` is in miles, NEAR if None.

    `sentence` is read for needs and conditions; `left_out` are what was found there and is not meant: terms, and conditions as
    "kind:value". `preferences` are keys of students.profile.PREFERENCES, `wishes` codes of matching.wishes; an
    activity that is wished for is asked for by its terms, too. `moment` is the district's local time at which it is asked, the
    present if None: "open now" depends on it. With `oldest`, students of all ages from `age` to it are meant. `siblings` are further
    children, as "age:5" or "grade:3". `insurance_plan` is what the sentence names. `only` are facets that every match must state.
    `preset` names fields that nobody chose (age, grade, near, school, payment): what the sentence says counts before them.
    """

    needs: tuple[str | AskedNeed, ...] = ()
    age: float | None = None
    grade: str | None = None
    near: str | None = None
    within: float | None = None
    languages: tuple[str, ...] = ()
    payment: str | None = None
    limit: int = 20
    sentence: str | None = None
    left_out: tuple[str, ...] = ()
    school: AskedSchool | None = None
    modes: tuple[str, ...] = ()
    order: Literal["fit", "distance"] = "fit"
    preferences: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    moment: datetime.datetime | None = None
    insurance_plan: InsurancePlan | None = None
    oldest: float | None = None
    siblings: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    place: Place | None = None  # where `near` is, if that was looked up already
    towns: tuple[str, ...] = ()  # that `near` stands for, folded: what is there comes first
    preset: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Understood:
    """A need that was understood: its term, its name, the words for it, its urgency, and how certainly it is meant (0 to 1)."""

    slug: str
    name: str
    heard: str
    urgency: int
    score: float = 1.0

    @property
    def need(self) -> Need:
        return Need(self.slug, self.urgency)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was understood, needs of danger before others; `crisis` is the danger that the words report, `unread` the words that were not understood.

    `nameless` is whether the sentence names no need. `doubtful` are terms that may be meant: offered, not searched for. `conditions` are those of the
    sentence that are asked for, `denied` the words for what is not needed, `siblings` the conditions that tell of a further child, `together` what one service
    is to meet, `words` the asker's own, `named_children` several, however old, `kin` a relative for whom it asks, `whose` which needs are of which child.
    """

    needs: tuple[Understood, ...]
    crisis: Danger | None
    unread: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    denied: tuple[str, ...] = ()
    nameless: bool = False
    words: tuple[OwnWord, ...] = ()
    siblings: tuple[Condition, ...] = ()
    together: tuple[Together, ...] = ()
    named_children: NamedChildren | None = None
    kin: ForKin | None = None
    whose: Apart = NOT_APART

    @property
    def danger(self) -> bool:
        """Whether words reported danger, or a need is one of danger."""
        told = self.crisis is not None and self.crisis.level is Level.NOW
        return told or any(asks_for_crisis(need.slug) for need in self.needs)


def understand(ask: Ask, names: Mapping[str, NamedPlace] | None = None) -> Heard:
    """Return the needs that were asked for, each once with its highest urgency, and the conditions of the sentence.

    `names` are the places that the sentence may name. Raise UnknownError if words in `needs`, or the sentence alone, mean nothing at all.
    """
    asked = [need if isinstance(need, AskedNeed) else AskedNeed(need) for need in ask.needs]
    readings = [(need, read_need(need.words)) for need in asked]
    sentence = Understanding()
    if ask.sentence and ask.sentence.strip():
        sentence = sentence_understood(ask.sentence, names)
        readings.append((AskedNeed(ask.sentence), Meaning(sentence.needs, sentence.doubtful)))
    found: dict[str, Understood] = {}
    for need, meant in readings:
        for one in meant.found:
            told = Understood(one.slug, terms()[one.slug].english, one.heard, need.urgency, one.score)
            before = found.get(one.slug, told)
            found[one.slug] = replace(before, urgency=max(before.urgency, told.urgency))
    for told in _of_activities(ask.wishes):
        found.setdefault(told.slug, told)
    written = " | ".join(need.words for need in asked if need.words not in terms())
    danger = read(*(need.words for need, _ in readings))
    conditions = tuple(one for one in sentence.conditions if one.key not in ask.left_out)
    maybe = dict.fromkeys(one.slug for _, meant in readings for one in meant.doubtful if not found or one.score >= OFFERED_BESIDE)
    needs = (told for slug, told in found.items() if slug not in ask.left_out)
    heard = Heard(
        needs=tuple(sorted(needs, key=lambda told: not is_of_danger(told.slug, danger.kinds if danger else ()))),
        crisis=danger,
        unread=sentence.unread,
        doubtful=tuple(slug for slug in maybe if slug not in found and slug not in ask.left_out),
        conditions=conditions,
        denied=tuple(one.heard for one in sentence.denied),
        nameless=bool(ask.sentence and not (sentence.needs or sentence.doubtful)) and not (danger and danger.level is Level.NOW),
        words=tuple(dict.fromkeys((*sentence.words, *own_words(mended(written))))),
        siblings=sentence.siblings(conditions),
        together=sentence.asked_together([slug for slug in found if slug not in ask.left_out]),
        named_children=sentence.named_children,
        kin=sentence.kin,
        whose=sentence.whose,
    )
    if not (found or maybe or sentence.conditions or sentence.denied) and danger is None:
        raise _unknown([ask.sentence] if ask.sentence else [])
    return heard


def _of_activities(wishes: Sequence[str]) -> list[Understood]:
    """Return the needs under which the activities that are wished for are listed."""
    wanted = [activities()[wish.value] for wish in understood_wishes(wishes) if wish.kind == WishKind.ACTIVITY]
    return [Understood(slug, terms()[slug].english, one.english, SOON) for one in wanted for slug in one.terms]


def understood_wishes(codes: Sequence[str]) -> tuple[Wish, ...]:
    """Return the wishes of these codes; raise UsageError for a code that is none."""
    try:
        return tuple(parse(code) for code in dict.fromkeys(codes))
    except ValueError as error:
        raise UsageError(f"{str(error).capitalize()}.") from None


def wishes_at_moment(ask: Ask) -> tuple[str, ...]:
    """Return the wishes of a question, each once, with the days and times that "now" and "tomorrow" mean when it is asked."""
    codes = tuple(str(wish) for wish in understood_wishes(ask.wishes))
    if not any(map(is_relative, codes)):
        return codes
    return at_moment(codes, ask.moment or clock.local(clock.now()))


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
        return ask.place if ask.place and ask.place.words == ask.near else zips.place(ask.near)
    return place_of(ask.school) if ask.school else None


def place_of(school: AskedSchool) -> Place | None:
    """Return where a school is: its point, else the center of its ZIP."""
    center = zips.center(school.postal_code[:5]) if school.postal_code else None
    if school.latitude is None or school.longitude is None:
        return replace(center, words=school.name) if center else None
    point = Place(school.latitude, school.longitude, school.name)
    if center is None:
        return point
    return replace(center, latitude=point.latitude, longitude=point.longitude, words=point.words, approximate=False)


_WAYS: Mapping[str, Way] = {"travel:walk": Way.WALK, "travel:bus": Way.BUS, "travel:no_car": Way.BUS}
"""The way from school by what is wished for; somebody without a car takes the bus, or walks if it is near."""

_NO_CAR = "close_to_home"  # the preference of a family that has no car


def way_from_school(session: Session, ask: Ask) -> AfterSchool | None:
    """Return when and from where the student of a question comes after school.

    None if it names none of the district's schools, or one whose place or times are not known.
    """
    if ask.school is None or ask.school.id is None:
        return None
    dismissal, place = dismissal_of(session, ask.school.id).dismissal, place_of(ask.school)
    if dismissal is None or place is None:
        return None
    ends = tuple(f"{dismissal.on_weekday(weekday):%H%M}" for weekday in range(len(WEEKDAYS)))
    return AfterSchool(place.latitude, place.longitude, ends, _way(ask))


def _way(ask: Ask) -> Way:
    wished = next((way for code, way in _WAYS.items() if code in ask.wishes), None)
    return wished or (Way.BUS if _NO_CAR in ask.preferences else Way.CAR)


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
