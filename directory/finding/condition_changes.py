"""One condition of a sentence put into the question: what each kind of condition changes in it.

Nothing is overruled here: a change that the question does not allow is None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from directory.district_settings.insurance_plans import InsurancePlan
from directory.finding.place_names import PlaceNames
from directory.finding.question import Ask, place_of
from directory.places import zips
from matching.offers import Mode, Payment
from matching.requests import PLAN, Condition, Kind, ages_of_grades, plan_names
from matching.text import fold_text


def changed(ask: Ask, one: Condition, named: PlaceNames) -> Ask | None:
    """Return the question with a condition; None if it says otherwise already, or the condition says nothing that can be asked."""
    return _CHANGES[one.kind](ask, one, named)


def starts_somewhere(ask: Ask) -> bool:
    """Whether a question names a place from which miles can be counted."""
    return bool(ask.near or (ask.school and place_of(ask.school)))


def _language(ask: Ask, one: Condition, _: PlaceNames) -> Ask:
    return replace(ask, languages=tuple(dict.fromkeys((*ask.languages, one.value))))


def plan_called(one: Condition, named: PlaceNames) -> InsurancePlan | None:
    """Return the district's plan that a condition names, whatever the district calls it."""
    if listed := named.plans.get(one.value):
        return listed
    called = set(map(fold_text, plan_names(one.value.removeprefix(f"{PLAN}:"))))
    return next((plan for plan in named.plans.values() if not called.isdisjoint(map(fold_text, plan.names))), None)


def _payment(ask: Ask, one: Condition, named: PlaceNames) -> Ask | None:
    if one.value.startswith(f"{PLAN}:") and (plan := plan_called(one, named)):
        return replace(ask, payment=plan.payment.value, insurance_plan=plan) if ask.payment in (None, plan.payment) else None
    way = next((way for way in Payment if way == one.value), None)
    if way is None or ask.payment not in (None, one.value):
        return None
    return replace(ask, payment=way.value)


def _place(ask: Ask, one: Condition, named: PlaceNames) -> Ask | None:
    if school := named.schools.get(one.value):
        return None if ask.near or ask.school not in (None, school) else replace(ask, school=school)
    if ask.near not in (None, one.value) or zips.center(one.value) is None:
        return None
    return replace(ask, near=one.value, towns=named.towns_in(one))


def _within(ask: Ask, one: Condition, _: PlaceNames) -> Ask | None:
    miles = float(one.value)
    return replace(ask, within=miles) if ask.within in (None, miles) else None


def _age(ask: Ask, one: Condition, _: PlaceNames) -> Ask | None:
    first, _dash, last = one.value.partition("-")
    return _of_ages(ask, float(first), float(last) if last else None)


def _grade(ask: Ask, one: Condition, _: PlaceNames) -> Ask | None:
    if ages := ages_of_grades(one.value):
        return _of_ages(ask, *ages)
    if ask.age is not None or ask.grade not in (None, one.value):
        return None
    return replace(ask, grade=one.value)


def _of_ages(ask: Ask, youngest: float, oldest: float | None) -> Ask | None:
    if ask.grade is not None or (ask.age is not None and (ask.age, ask.oldest) != (youngest, oldest)):
        return None
    return replace(ask, age=youngest, oldest=oldest)


def with_sibling(ask: Ask, one: Condition) -> Ask:
    """Return the question for one more child, whom a condition names."""
    return replace(ask, siblings=tuple(dict.fromkeys((*ask.siblings, one.key))))


def _mode(ask: Ask, one: Condition, _: PlaceNames) -> Ask | None:
    mode = next((mode for mode in Mode if mode == one.value), None)
    return None if mode is None else replace(ask, modes=tuple(dict.fromkeys((*ask.modes, mode))))


def _wish(ask: Ask, one: Condition, _: PlaceNames) -> Ask | None:
    return replace(ask, wishes=tuple(dict.fromkeys((*ask.wishes, one.key))))


_CHANGES: Mapping[Kind, Callable[[Ask, Condition, PlaceNames], Ask | None]] = {
    Kind.LANGUAGE: _language,
    Kind.PAYMENT: _payment,
    Kind.PLACE: _place,
    Kind.WITHIN: _within,
    Kind.AGE: _age,
    Kind.GRADE: _grade,
    Kind.MODE: _mode,
    Kind.DAY: _wish,
    Kind.TIME: _wish,
    Kind.HOURS: _wish,
    Kind.TRAVEL: _wish,
    Kind.ACCESS: _wish,
    Kind.HELPER: _wish,
    Kind.SETTING: _wish,
    Kind.ACTIVITY: _wish,
}
