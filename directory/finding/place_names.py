"""The names that a sentence may say for a place or an insurance plan: schools, towns and plans, each with what it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.district_settings.effective import DistrictSettings
from directory.district_settings.insurance_plans import DEFAULT_PLANS, InsurancePlan
from directory.finding.question import AskedSchool
from directory.places import zips
from directory.places.towns import borough, middle_zip, towns
from directory.storage.listed_names import addresses_in, towns_among
from matching.requests import Condition, NamedPlace, PlaceKind
from matching.states import CODE_OF, named_states, words_of
from matching.text import fold_text

_LONGEST = 4  # words of a town
_SAMPLE = 200  # addresses of a town by which its state is known


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The towns, schools and insurance plans that a sentence may name, and the schools and plans by their keys."""

    names: Mapping[str, NamedPlace] = field(default_factory=dict)
    schools: Mapping[str, AskedSchool] = field(default_factory=dict)
    plans: Mapping[str, InsurancePlan] = field(default_factory=dict)

    def towns_in(self, one: Condition) -> tuple[str, ...]:
        """Return the names, folded, by which addresses call the town that a condition of place names; none for a ZIP.

        "Jamaica, Queens" is "jamaica" too; a borough is all that the post office calls the places of its county.
        """
        said = fold_text(one.heard).split()
        ends = (" ".join(said[at:]) for at in range(len(said)))
        whole = next((name for name in ends if (place := self.names.get(name)) and place.key == one.value), "").split()
        starts = (" ".join(whole[:size]) for size in range(1, len(whole) + 1))
        called = [
            name for name in starts if (place := self.names.get(name)) and place.kind is PlaceKind.TOWN and place.key == one.value
        ]
        return tuple(dict.fromkeys((*called, *(town for name in called for town in borough(name, one.value)))))


def place_names(
    session: Session, near: str | None = None, sentence: str = "", district: DistrictSettings | None = None
) -> PlaceNames:
    """Return the district's schools and insurance plans, the towns of the states that they or the starting place are in, those of the
    sentence where some listing is, and those of states that the sentence names, which it must name with their state:
    "Springfield, Ohio".
    """
    listed = schools.all_schools(session)
    starts = [school.postal_code[:5] for school in listed if school.postal_code] + [near or ""]
    states = {center.state for start in starts if (center := zips.center(start)) and center.state}
    found = _listed_towns(session, sentence)
    for state in sorted(states | named_states(sentence)):
        found |= _towns_with_state(state)
    for state in sorted(states):
        found |= _towns(state)
    asked: dict[str, AskedSchool] = {}
    for school in listed:
        key = f"school:{school.id}"
        asked[key] = AskedSchool.of(school)
        found |= {name: NamedPlace(PlaceKind.SCHOOL, key) for name in _called(school.name)}
    plans = {f"plan:{plan.name}": plan for plan in (district.insurance_plans if district else DEFAULT_PLANS)}
    found |= {fold_text(name): NamedPlace(PlaceKind.PLAN, key) for key, plan in plans.items() for name in plan.names}
    return PlaceNames(found, asked, plans)


@cache
def _towns(state: str) -> Mapping[str, NamedPlace]:
    """Return the towns of a state by their names; there are some two thousand, and every search by a sentence asks for them."""
    return {name: NamedPlace(PlaceKind.TOWN, code) for name, code in towns(state).items()}


@cache
def _towns_with_state(state: str) -> Mapping[str, NamedPlace]:
    """Return the towns of a state by their names with the state's: "holt michigan", "holt mi"."""
    return {f"{name} {called}": place for name, place in _towns(state).items() for called in words_of(state)}


def _listed_towns(session: Session, sentence: str) -> dict[str, NamedPlace]:
    """Return the towns of a sentence that addresses in the directory name, with their states and inside the larger ones.

    "Jamaica", "Jamaica, NY" and "Jamaica, Queens" are one.
    """
    words = fold_text(sentence).split()
    grams = {" ".join(words[at : at + size]) for at in range(len(words)) for size in range(1, _LONGEST + 1)}
    found: dict[str, NamedPlace] = {}
    listed = sorted(towns_among(session, {gram for gram in grams if not gram.isdigit()}))
    for name in listed:
        state, code = _where(addresses_in(session, name, _SAMPLE), name)
        if code:
            found |= {called: NamedPlace(PlaceKind.TOWN, code) for called in (name, *(f"{name} {of}" for of in words_of(state)))}
    return found | {f"{one} {other}": found[one] for one in listed if one in found for other in found if one != other}


def _where(addresses: Collection[tuple[str, str]], name: str) -> tuple[str, str | None]:
    """Return the state in which most of the addresses of a town are, and a ZIP near the town's middle, None if none is known."""
    told = Counter(code for state, _ in addresses if (code := CODE_OF.get(fold_text(state))))
    codes = [postal[:5] for _, postal in addresses if zips.center(postal[:5])]
    state = told.most_common(1)[0][0] if told else next((center.state or "" for one in codes if (center := zips.center(one))), "")
    return state, towns(state).get(name) or middle_zip(codes)


def _called(name: str) -> Iterable[str]:
    """Yield what a school is called: its name, and its name without "School"."""
    folded = fold_text(name)
    yield folded
    yield folded.removesuffix(" school")
