"""The judges of wishes: a criterion, a listing's traits and the wishes in, what the listing says out.

A criterion may have several findings: a woman who helps, and one who is not of a church, are two things. Its verdict is the worst
of them. Of several wishes for one thing, any that is granted will do.

>>> judge("setting", frozenset({"setting:group"}), [parse("setting:one_to_one")])[0].said
<ReasonCode.SETTING_OTHERS: 'setting_others'>
>>> [worst(judge("activity", frozenset(codes.split()), [parse("activity:soccer")])) for codes in ("activity:soccer", "activity:tennis", "")]
[2, 0, 1]
>>> [worst(judge("travel", frozenset(), [parse("travel:no_car")], reach)) for reach in Reach]
[1, 2, 2, 0]
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import IntEnum

from matching.after_school import Trip
from matching.needs.activities import activities, others_of
from matching.query import Value
from matching.reason_codes import ReasonCode
from matching.verdicts import FAIL, PASS, UNKNOWN
from matching.wishes import schedule
from matching.wishes.answer import Traits, WishAnswer
from matching.wishes.codes import CRITERIA, Helper, Travel, Wish, WishKind, parse

WALK_MILES, CLOSE_MILES = 1.0, 2.0
"""The miles that somebody walks, and the farthest that a family without a car is expected to go."""


class Reach(IntEnum):
    """How far away a service is."""

    UNKNOWN = 0
    WALK = 1  # At most WALK_MILES.
    CLOSE = 2  # At most CLOSE_MILES.
    FAR = 3


def reach(miles: float | None) -> Reach:
    """Return how far a distance in miles is."""
    if miles is None:
        return Reach.UNKNOWN
    return Reach.WALK if miles <= WALK_MILES else Reach.CLOSE if miles <= CLOSE_MILES else Reach.FAR


def by_criterion(codes: Collection[str]) -> dict[str, tuple[Wish, ...]]:
    """Return the wishes of these codes by the criterion that judges them; raise ValueError for a code that is none."""
    found: dict[str, tuple[Wish, ...]] = {}
    for wish in map(parse, dict.fromkeys(codes)):
        found[CRITERIA[wish.kind]] = (*found.get(CRITERIA[wish.kind], ()), wish)
    return found


def judge(
    criterion: str, traits: Traits, wishes: Sequence[Wish], away: Reach = Reach.UNKNOWN, trip: Trip | None = None
) -> tuple[WishAnswer, ...]:
    """Return what the traits say about the wishes of a criterion, of which there is one at least.

    `away` is how far away the service is from the start, `trip` the way there from school, if known.
    """
    if criterion == "schedule":
        return tuple(schedule.judge(traits, wishes, trip))
    return tuple(_travel(traits, wishes, away) if criterion == "travel" else JUDGES[criterion](traits, wishes))


def worst(findings: Sequence[WishAnswer]) -> int:
    """Return the verdict of a criterion with these findings."""
    return min(finding.code for finding in findings)


def _setting(traits: Traits, wishes: Sequence[Wish]) -> Iterator[WishAnswer]:
    listed = tuple(value for value in ("group", "one_to_one") if f"setting:{value}" in traits)
    wanted = tuple(wish.value for wish in wishes)
    if both := tuple(value for value in listed if value in wanted):
        yield WishAnswer(PASS, ReasonCode.SETTING, {"settings": both})
    elif listed:
        yield WishAnswer(FAIL, ReasonCode.SETTING_OTHERS, {"settings": listed, "wanted_settings": wanted})
    else:
        yield WishAnswer(UNKNOWN, ReasonCode.SETTING_NOT_LISTED, {"wanted_settings": wanted})


def _helper(traits: Traits, wishes: Sequence[Wish]) -> Iterator[WishAnswer]:
    """Yield a finding for the sex of who helps, one for faith, one for LGBTQ+ people and one for culture, of those that are wished for."""
    wanted = {wish.value for wish in wishes}
    for side in _SIDES:
        judged = [_PEOPLE[one](traits) for one in side if one in wanted]
        if judged:
            yield max(judged, key=lambda finding: finding.code)


def _named(trait: str, listed: ReasonCode, not_listed: ReasonCode) -> Callable[[Traits], WishAnswer]:
    return lambda traits: WishAnswer(PASS, listed) if trait in traits else WishAnswer(UNKNOWN, not_listed)


def _faith(verdicts: Mapping[str, int]) -> Callable[[Traits], WishAnswer]:
    def judge_faith(traits: Traits) -> WishAnswer:
        said = next((trait for trait in _FAITH if trait in traits), None)
        return WishAnswer(verdicts.get(said or "", UNKNOWN), _FAITH[said] if said else ReasonCode.FAITH_NOT_LISTED)

    return judge_faith


_FAITH: Mapping[str, ReasonCode] = {
    "helper:faith_based": ReasonCode.FAITH_LISTED,
    "helper:not_faith_based": ReasonCode.FAITH_DENIED_THERE,
    "helper:faith_mentioned": ReasonCode.FAITH_IN_PASSING,
    "helper:faith_absent": ReasonCode.FAITH_NOT_NAMED,
}
_PEOPLE: Mapping[str, Callable[[Traits], WishAnswer]] = {
    Helper.WOMAN: _named("helper:woman", ReasonCode.WOMEN_LISTED, ReasonCode.WOMEN_NOT_LISTED),
    Helper.MAN: _named("helper:man", ReasonCode.MEN_LISTED, ReasonCode.MEN_NOT_LISTED),
    Helper.LGBTQ: _named("helper:lgbtq", ReasonCode.LGBTQ_LISTED, ReasonCode.LGBTQ_NOT_LISTED),
    Helper.SAME_CULTURE: _named("helper:culture", ReasonCode.CULTURE_LISTED, ReasonCode.CULTURE_NOT_LISTED),
    Helper.FAITH_BASED: _faith({"helper:faith_based": PASS, "helper:not_faith_based": FAIL}),
    Helper.NOT_FAITH_BASED: _faith({"helper:faith_based": FAIL, "helper:not_faith_based": PASS, "helper:faith_absent": PASS}),
}
_SIDES = ((Helper.WOMAN, Helper.MAN), (Helper.NOT_FAITH_BASED, Helper.FAITH_BASED), (Helper.LGBTQ,), (Helper.SAME_CULTURE,))


def _travel(traits: Traits, wishes: Sequence[Wish], away: Reach) -> Iterator[WishAnswer]:
    """Yield the best finding: whoever has no car and may take the bus is helped by either."""
    judged = [_way_there(traits, Travel(wish.value), away) for wish in wishes]
    yield max(judged, key=lambda finding: finding.code)


def _way_there(traits: Traits, wanted: Travel, away: Reach) -> WishAnswer:
    near = Reach.CLOSE if wanted == Travel.NO_CAR else Reach.WALK
    if ways := tuple(way for way in ("home", "remote", "school") if f"travel:{way}" in traits):
        return WishAnswer(PASS, ReasonCode.NO_WAY_TO_GO, {"ways": ways})
    if away != Reach.UNKNOWN and away <= near:
        return WishAnswer(PASS, ReasonCode.NEAR_BY, {"within": CLOSE_MILES if near == Reach.CLOSE else WALK_MILES})
    if "travel:ride" in traits:
        return WishAnswer(PASS, ReasonCode.RIDE_LISTED)
    if "travel:bus" in traits:
        on_bus = wanted == Travel.BUS
        return WishAnswer(PASS if on_bus else UNKNOWN, ReasonCode.BUS_LISTED if on_bus else ReasonCode.BUS_UNSURE)
    if away == Reach.FAR and wanted != Travel.BUS:
        return WishAnswer(FAIL, ReasonCode.NOT_NEAR, {"within": CLOSE_MILES})
    return WishAnswer(UNKNOWN, ReasonCode.WAY_NOT_LISTED)


def _access(traits: Traits, _: Sequence[Wish]) -> Iterator[WishAnswer]:
    if "-access:wheelchair" in traits:
        yield WishAnswer(FAIL, ReasonCode.WHEELCHAIR_DENIED)
    elif "access:wheelchair" in traits:
        yield WishAnswer(PASS, ReasonCode.WHEELCHAIR_LISTED)
    else:
        yield WishAnswer(UNKNOWN, ReasonCode.WHEELCHAIR_NOT_LISTED)


def _activity(traits: Traits, wishes: Sequence[Wish]) -> Iterator[WishAnswer]:
    """Yield a pass for what is named; a fail if the listing names, of the same terms, others alone."""
    wanted = tuple(wish.value for wish in wishes)
    listed = {trait.removeprefix(_ACTIVITY) for trait in traits if trait.startswith(_ACTIVITY)}
    fields: dict[str, Value] = {"wanted_activities": wanted}
    if both := tuple(slug for slug in wanted if slug in listed):
        yield WishAnswer(PASS, ReasonCode.ACTIVITY, {"activities": both})
        return
    others = [listed & others_of(slug) for slug in wanted]
    if all(others) and "more" not in listed and not any(_wider_of(slug) & listed for slug in wanted):
        named = tuple(sorted(frozenset[str]().union(*others)))[:MOST_OTHERS]
        yield WishAnswer(FAIL, ReasonCode.ACTIVITY_OTHERS, {**fields, "activities": named})
    else:
        yield WishAnswer(UNKNOWN, ReasonCode.ACTIVITY_NOT_LISTED, fields)


def _wider_of(slug: str) -> frozenset[str]:
    wider = activities()[slug].part_of
    return frozenset({wider}) if wider else frozenset()


_ACTIVITY = f"{WishKind.ACTIVITY}:"
MOST_OTHERS = 3
"""The most other activities that a reason names."""

JUDGES: Mapping[str, Callable[[Traits, Sequence[Wish]], Iterator[WishAnswer]]] = {
    "setting": _setting,
    "helper": _helper,
    "access": _access,
    "activity": _activity,
}
