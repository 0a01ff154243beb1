"""What one sentence asks for, as values: conditions, what is denied, and what is left to be read for needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a condition is about."""

    LANGUAGE = "language"
    PAYMENT = "payment"
    PLACE = "place"
    WITHIN = "within"
    AGE = "age"
    GRADE = "grade"
    DAY = "day"
    TIME = "time"
    HOURS = "hours"
    MODE = "mode"
    TRAVEL = "travel"
    ACCESS = "access"
    HELPER = "helper"
    SETTING = "setting"
    ACTIVITY = "activity"  # read with the needs (matching.sentence), not here


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with the words for it and their position in the sentence: `sentence[start:end] == heard`.

    Values by kind: an ISO 639 code; medicaid, private, uninsured, free, sliding_scale (low cost) or `plan:NAME`; a ZIP or the key
    of a named place; miles at most ("3", "0.5"); years ("9.5", "5-7"); a grade ("7", "K", "PK", "6-8"); mo to su, with "-" before it for a day that is ruled
    out; after_school, evening, weekend, morning, weekday, the seasons of matching.wishes.seasons; hours of matching.wishes.codes ("sa@morning", "now"); in_person,
    online, phone, home, school; no_car, walk, bus; wheelchair (a place without steps); woman, man, faith_based, not_faith_based,
    lgbtq, same_culture; group, one_to_one; an activity's slug. Several values of one phrase are several conditions at one position.
    """

    kind: Kind
    value: str
    heard: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The key by which a condition is asked for or left out, such as "language:es"."""
        return f"{self.kind.value}:{self.value}"


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that say that something is not needed, or is there already, with their position in the sentence."""

    heard: str
    start: int
    end: int


class PlaceKind(StrEnum):
    """What a named place is; an insurance plan is named likewise, and a condition of payment."""

    TOWN = "town"
    SCHOOL = "school"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A town or a school that sentences may name, by the key that a condition gets as its value."""

    kind: PlaceKind
    key: str


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence that was read. `rest` is the sentence with the words of conditions and denials blanked, of the same length.

    `of_needs` is the same, but for conditions that only the network marks: it tells their words from those of needs by itself.

    `unmade` are the positions of words that speak of a condition ("Flagstaff", "Medicaid") of which none was made, in order. Those
    that would be misread as a need ("no English" as English classes) are blanked as well.
    `told_always` are those of them that are days and times, or no condition of any kind: they are told, whatever need is heard in their
    words.
    """

    conditions: tuple[Condition, ...]
    denied: tuple[Denial, ...]
    rest: str
    unmade: tuple[tuple[int, int], ...] = ()
    of_needs: str = ""
    told_always: tuple[tuple[int, int], ...] = ()
