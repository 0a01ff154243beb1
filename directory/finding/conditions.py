"""What a sentence asks for beside its needs, applied to the question where its form leaves it open.

The form is explicit and wins; of a sentence that contradicts itself the first part counts. What is not followed is said, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from directory.errors import UsageError
from directory.finding.children import child_as_json, is_of_child
from directory.finding.condition_changes import changed, plan_called, starts_somewhere, with_sibling
from directory.finding.place_names import PlaceNames
from directory.finding.question import Ask, AskedNeed, Heard
from directory.finding.reason_codes import FewCode, ReasonNote
from directory.places import zips
from matching.facet_codes import is_facet
from matching.query import Query
from matching.requests import PLAN, Condition, Kind
from matching.wishes.codes import CRITERIA, WishKind

PREFERENCES: Mapping[str, str] = {
    "helper:woman": "woman",
    "helper:man": "man",
    "helper:faith_based": "faith_based",
    "helper:not_faith_based": "not_faith_based",
    "time:evening": "evenings",
    "travel:no_car": "close_to_home",
}
"""Conditions that forms show as preferences of the family, by their keys in students.profile.PREFERENCES; they are wishes."""


class WhyOverruled(StrEnum):
    """Why a condition of the sentence is not asked for."""

    CHOSEN = "chosen"  # the form or the options say otherwise
    SAID = "said"  # another part of the sentence does
    UNKNOWN = "unknown"  # a ZIP that is not on the map
    PLACELESS = "placeless"  # a distance from a place that nobody named
    CHILD = "child"  # the age or grade of a child, where an adult is looked for
    UNLISTED = "unlisted"  # an insurance plan that is not on the district's list


@dataclass(frozen=True, slots=True)
class OverruledCondition:
    """A condition of the sentence that is not asked for; `instead` are the words of the sentence that count, if any do."""

    condition: Condition
    why: WhyOverruled
    instead: str | None = None

    @property
    def note(self) -> ReasonNote:
        """What is said about it."""
        said = _OF_SAID.get(self.condition.kind) if self.why is WhyOverruled.SAID else None
        return ReasonNote(said or _OVERRULED[self.why], {"heard": self.condition.heard, "instead": self.instead})

    def as_json(self) -> dict[str, Any]:
        """Return it as defined by the command line's contract."""
        return condition_as_json(self.condition) | {"why": self.why.value, "instead": self.instead}


_OF_SAID: Mapping[Kind, FewCode] = {Kind.PLACE: FewCode.OTHER_PLACE, Kind.DAY: FewCode.DAY_RULED_OUT}
"""What is said of a condition of these kinds where another part of the sentence counts."""

_OVERRULED: Mapping[WhyOverruled, FewCode] = {
    WhyOverruled.CHOSEN: FewCode.OTHERWISE_CHOSEN,
    WhyOverruled.SAID: FewCode.OTHERWISE_SAID,
    WhyOverruled.UNKNOWN: FewCode.NOT_ON_THE_MAP,
    WhyOverruled.CHILD: FewCode.AGE_OF_CHILD,
    WhyOverruled.UNLISTED: FewCode.PLAN_NOT_LISTED,
    WhyOverruled.PLACELESS: FewCode.NO_PLACE_TO_START,
}


@dataclass(frozen=True, slots=True)
class AppliedConditions:
    """The question with the conditions of its sentence, those that are overruled, and those that count instead of a preset."""

    ask: Ask
    conditions: tuple[Condition, ...] = ()
    overruled: tuple[OverruledCondition, ...] = ()
    instead: tuple[Condition, ...] = ()
    named: PlaceNames = field(default_factory=PlaceNames)

    def kept_out(self, ask: Ask) -> Ask:
        """Return another question about the same sentence, in which the conditions that it dropped are left out."""
        dropped = [one.key for one in self.conditions if changed(ask, one, self.named) != ask]
        return replace(ask, left_out=tuple(dict.fromkeys((*ask.left_out, *dropped))))


_OF_KIND: Mapping[Kind, str] = {
    Kind.LANGUAGE: "languages",
    Kind.PAYMENT: "payment",
    Kind.PLACE: "distance",
    Kind.WITHIN: "distance",
    Kind.AGE: "age",
    Kind.GRADE: "age",
    Kind.MODE: "mode",
}
"""The criteria of conditions that are no wishes."""

_ORDER_OF_FORM = ("age", "distance", "payment", "languages", "mode", "schedule", "preference")


def criteria_in_order(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return criteria in the order in which they were asked: the need, then as the sentence says them, then as the form does."""
    said = (_OF_KIND.get(one.kind) or CRITERIA[WishKind(one.kind.value)] for one in conditions)
    return tuple(dict.fromkeys(("need", *said, *_ORDER_OF_FORM)))


def understood_facets(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the facets of these codes, each once; raise UsageError for a code that is none."""
    for code in codes:
        if not is_facet(code):
            raise UsageError(f"No facet has the code “{code[:80]}”: a facet is written as language:es, town:Lansing or day:sa.")
    return tuple(dict.fromkeys(codes))


def condition_as_json(one: Condition) -> dict[str, str]:
    """Return a condition as defined by the command line's contract."""
    return {"kind": one.kind.value, "value": one.value, "heard": one.heard}


def query_as_json(ask: Ask, heard: Heard, applied: AppliedConditions, query: Query) -> dict[str, Any]:
    """Return the question as defined by the command line's contract."""
    place = query.place
    asked = [need.words if isinstance(need, AskedNeed) else need for need in ask.needs]
    return {
        "needs": [{"slug": need.slug, "name": need.name} for need in heard.needs],
        "words": asked + ([ask.sentence] if ask.sentence else []),
        "age": ask.age,
        "grade": ask.grade,
        "children": [child_as_json(child.code) for child in query.children],
        "near": None if place is None else {"words": place.words, "latitude": place.latitude, "longitude": place.longitude},
        "within": query.within if place else None,
        "languages": list(query.languages),
        "payment": query.payment,
        "conditions": [condition_as_json(one) for one in applied.conditions],
        "overruled": [one.as_json() for one in applied.overruled],
        "denied": list(heard.denied),
        "doubtful": list(heard.doubtful),
        "unread": list(heard.unread),
        "wishes": list(query.wishes),
        "only": list(query.only),
        "towns": list(query.towns),
        "limit": query.limit,
    }


def apply(ask: Ask, conditions: Sequence[Condition], named: PlaceNames, siblings: Sequence[Condition] = ()) -> AppliedConditions:
    """Return the question with these conditions wherever its form leaves them open; `siblings` are those of further children."""
    applied: list[Condition] = []
    overruled: list[OverruledCondition] = []
    instead: list[Condition] = []
    form = _without(ask, ask.preset)
    # A form that names a child knows for whom is asked.
    further = siblings if form.age is None and form.grade is None else ()
    for one in _each_once(conditions):
        if one.key in ask.siblings:
            applied.append(one)
            continue
        if out := _ruled_out(one, conditions):
            overruled.append(OverruledCondition(one, WhyOverruled.SAID, out.heard))
            continue
        if is_of_child(form, one):
            overruled.append(OverruledCondition(one, WhyOverruled.CHILD))
            continue
        after = with_sibling(ask, one) if one in further else changed(ask, one, named)
        if after is None and (open_ask := _opened(ask, one, named)) != ask:
            after = changed(open_ask, one, named)
            instead += [one] if after else []
        if after is None:
            overruled.append(_overruled(one, form, applied, named))
            continue
        applied.append(one)
        ask = after
    for one in [one for one in applied if one.kind is Kind.WITHIN and not starts_somewhere(ask)]:
        applied.remove(one)
        overruled.append(OverruledCondition(one, WhyOverruled.PLACELESS))
        ask = replace(ask, within=form.within)
    return AppliedConditions(ask, tuple(applied), tuple(overruled), tuple(instead), named)


def _ruled_out(one: Condition, conditions: Iterable[Condition]) -> Condition | None:
    """Return what rules out a day that the sentence asks for: "M/W/F, not on Fridays"."""
    return next((other for other in conditions if one.kind is other.kind is Kind.DAY and other.value == f"-{one.value}"), None)


def _opened(ask: Ask, one: Condition, named: PlaceNames) -> Ask:
    """Return the question without the presets of which a condition says otherwise: a ZIP leaves the school as it is."""
    fields = {"near"} if one.kind is Kind.PLACE and one.value not in named.schools else _GIVING_WAY.get(one.kind, frozenset())
    return _without(ask, ask.preset & fields)


def _without(ask: Ask, preset: frozenset[str]) -> Ask:
    blank: dict[str, Any] = dict.fromkeys(preset)
    return replace(ask, preset=ask.preset - preset, **blank)


_GIVING_WAY: Mapping[Kind, frozenset[str]] = {
    Kind.PLACE: frozenset({"near", "school"}),
    Kind.PAYMENT: frozenset({"payment"}),
    Kind.AGE: frozenset({"age", "grade"}),
    Kind.GRADE: frozenset({"age", "grade"}),
}
"""The fields that a condition of each kind may say otherwise about."""


def _each_once(conditions: Iterable[Condition]) -> Iterable[Condition]:
    """Return the conditions without those that say again what an earlier one says."""
    first: dict[str, Condition] = {}
    for one in conditions:
        first.setdefault(one.key, one)
    return first.values()


def _overruled(one: Condition, form: Ask, applied: Iterable[Condition], named: PlaceNames) -> OverruledCondition:
    """Return a condition that could not be applied after others, with the reason."""
    if one.kind is Kind.PLACE and one.value not in named.schools and zips.center(one.value) is None:
        return OverruledCondition(one, WhyOverruled.UNKNOWN)
    if one.value.startswith(f"{PLAN}:") and plan_called(one, named) is None:
        return OverruledCondition(one, WhyOverruled.UNLISTED)
    said = next((other.heard for other in applied if _rival(other.kind) == _rival(one.kind)), None)
    if said is None or changed(form, one, named) is None:
        return OverruledCondition(one, WhyOverruled.CHOSEN)
    return OverruledCondition(one, WhyOverruled.SAID, said)


def _rival(kind: Kind) -> Kind | None:
    """Return what conditions of a kind say otherwise about: a grade is an age; wishes never contradict."""
    return Kind.AGE if kind is Kind.GRADE else kind if kind in _OF_KIND else None
