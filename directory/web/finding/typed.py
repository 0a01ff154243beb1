"""The form of a search: every field as it was typed, so that it can be shown, changed and sent again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from directory.finding.question import Ask, AskedNeed
from directory.web.core.forms import Form

WITHIN = "10"
"""The default, in miles."""


@dataclass(frozen=True, slots=True, repr=False)
class TypedSearch:
    """The fields by their names in the form: strings, or tuples where several values may be chosen.

    `need` and `left_out` hold slugs, `urgent` holds "slug:3" for needs whose urgency is known, `school` is an id.
    """

    sentence: str = ""
    need: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    age: str = ""
    grade: str = ""
    near: str = ""
    school: str = ""
    within: str = WITHIN
    language: tuple[str, ...] = ()
    payment: str = ""
    mode: tuple[str, ...] = ()
    preference: tuple[str, ...] = ()
    order: str = "fit"

    def pairs(self) -> list[tuple[str, str]]:
        """Return every field and value, for hidden fields that send them again."""
        return [
            (field.name, one)
            for field in fields(self)
            for one in _all(getattr(self, field.name))
        ]  # fmt: skip


SEVERAL = tuple(field.name for field in fields(TypedSearch) if field.default == ())
ONE = tuple(field.name for field in fields(TypedSearch) if field.name not in SEVERAL)


def _all(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def read(form: Form) -> TypedSearch:
    """Read the form and apply the button that was pressed: remove a chip, put one back, change the order."""
    values: dict[str, Any] = {name: form.get(name) for name in ONE}
    values |= {name: tuple(dict.fromkeys(form.all(name))) for name in SEVERAL}
    typed = TypedSearch(**values | {"within": values["within"] or WITHIN, "order": values["order"] or "fit"})
    if form.has("sort"):
        typed = replace(typed, order=form.get("sort"))
    back = set(form.all("back"))
    # A need that is ticked counts, even if it was removed before.
    kept_out = tuple(slug for slug in typed.left_out if slug not in back and slug not in typed.need)
    return _without(replace(typed, left_out=kept_out), form.get("without"))


def _without(typed: TypedSearch, chip: str) -> TypedSearch:
    """Return the form without one chip, "field:value"; a need is also left out, because the sentence may name it too."""
    name, _, value = chip.partition(":")
    changed: dict[str, Any] = {}
    if name in SEVERAL:
        changed[name] = tuple(one for one in getattr(typed, name) if one != value)
    elif name in ("age", "grade", "near", "school", "payment"):
        changed[name] = ""
    if name == "need":
        changed["left_out"] = tuple(dict.fromkeys((*typed.left_out, value)))
    return replace(typed, **changed)


def of_ask(ask: Ask, school_id: str) -> TypedSearch:
    """Return the form that asks this question."""
    needs = [need if isinstance(need, AskedNeed) else AskedNeed(need) for need in ask.needs]
    return TypedSearch(
        sentence=ask.sentence or "",
        need=tuple(need.words for need in needs),
        urgent=tuple(f"{need.words}:{need.urgency}" for need in needs),
        left_out=ask.left_out,
        age="" if ask.age is None else f"{ask.age:g}",
        grade=ask.grade or "",
        near=ask.near or "",
        school=school_id,
        within=f"{ask.within:g}",
        language=ask.languages,
        payment=ask.payment or "",
        mode=ask.modes,
        preference=ask.preferences,
        order=ask.order,
    )
