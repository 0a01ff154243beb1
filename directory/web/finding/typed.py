"""The form of a search: every field as it was typed, so that it can be shown, changed and sent again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2s
from typing import Any

from directory.finding.condition_words import CHOSEN_TIMES
from directory.finding.conditions import PREFERENCES
from directory.finding.no_results import SearchSuggestion
from directory.finding.question import NEAR, Ask, AskedNeed
from directory.web.core.forms import Form
from directory.web.finding import siblings
from directory.web.finding.taken_away import still_said

WITHIN = f"{NEAR:g}"
"""The default, in miles; it stands in the form while nobody says otherwise."""


@dataclass(frozen=True, slots=True, repr=False)
class TypedSearch:
    """The fields by their names in the form: strings, or tuples where several values may be chosen.

    `need` holds slugs, `left_out` slugs and conditions of the sentence ("language:es"), `urgent` holds "slug:3" for needs whose
    urgency is known, `school` is an id. `said` holds the conditions of the sentence whose values stand in other fields, so that they
    can be changed there; a changed sentence takes them back. `siblings` are further children, as they were written. `only` holds facets
    (matching.facet_codes), `wish` codes of times (matching.wishes). `preset` holds what fields were filled in with ("school:…"), which
    the sentence may say otherwise while nobody has changed it; `of` is the mark of the sentence that was answered last, and `words`
    are those that made each of its needs and conditions (directory.web.finding.taken_away).
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
    wish: tuple[str, ...] = ()
    order: str = "fit"
    said: tuple[str, ...] = ()
    siblings: str = ""
    only: tuple[str, ...] = ()
    preset: tuple[str, ...] = ()
    of: str = ""
    words: tuple[str, ...] = ()

    @property
    def untouched(self) -> frozenset[str]:
        """The fields that still hold what they were filled in with."""
        return frozenset(name for name in PRESET if (value := getattr(self, name)) and f"{name}:{value}" in self.preset)

    def pairs(self) -> list[tuple[str, str]]:
        """Return every field and value, for hidden fields that send them again."""
        return [
            (field.name, one)
            for field in fields(self)
            for one in _all(getattr(self, field.name))
        ]  # fmt: skip


PRESET: Mapping[str, tuple[str, ...]] = {
    "age": ("age", "grade"),
    "grade": ("age", "grade"),
    "near": ("near",),
    "school": ("school", "near"),
    "payment": ("payment",),
}
"""The fields that may be filled in beforehand, each with those that give way where the sentence says otherwise."""


def filled_in(typed: TypedSearch) -> TypedSearch:
    """Return a form whose fields nobody has chosen: what the sentence says counts before them."""
    return replace(typed, preset=tuple(f"{name}:{value}" for name in PRESET if (value := getattr(typed, name))))


SEVERAL = tuple(field.name for field in fields(TypedSearch) if field.default == ())
DEFAULTS: Mapping[str, str] = {"within": WITHIN, "order": "fit"}
ONE = tuple(field.name for field in fields(TypedSearch) if field.name not in SEVERAL)


def _all(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


FIELDS: Mapping[str, str] = {
    "language": "language", "payment": "payment", "place": "near", "within": "within", "age": "age", "grade": "grade", "mode": "mode",
}  # fmt: skip
"""The field that shows a condition of each kind; wishes are shown by their values."""


def field_of(key: str) -> tuple[str, str] | None:
    """Return the field and the value that show a condition of the sentence, such as "language:es"; None if no field does."""
    kind, _, value = key.partition(":")
    if key in PREFERENCES:
        return "preference", PREFERENCES[key]
    if key in CHOSEN_TIMES:
        return "wish", key
    if kind == "place" and value.startswith("school:"):
        return "school", value.removeprefix("school:")
    if kind not in FIELDS or key.startswith("payment:plan:"):  # the form has ways to pay and no plans
        return None
    return FIELDS[kind], value


def showing(typed: TypedSearch, keys: Iterable[str], instead: Collection[str] = ()) -> TypedSearch:
    """Return the form with conditions of the sentence in its fields, where they can be changed.

    Those in `instead` take the place of what the fields were filled in with.
    """
    said = []
    for key in keys:
        field = field_of(key)
        if field is None:
            continue
        name, value = field
        if key in instead:
            typed = _emptied(typed, name)
        before = getattr(typed, name)
        if _holds(before, value):
            continue  # it was chosen as well
        if name in ("age", "grade") and (typed.age or typed.grade):
            continue  # a further child
        typed = _with(typed, name, (*before, value) if isinstance(before, tuple) else value)
        said.append(key)
    return replace(typed, said=tuple(said))


def _holds(held: str | tuple[str, ...], value: str) -> bool:
    """Whether a field has a value, as its only one or among several."""
    return value in _all(held)


def _less(typed: TypedSearch, name: str, value: str) -> TypedSearch:
    """Return the form without a value that one of its fields has; what has a default has that again."""
    held = getattr(typed, name)
    return _with(typed, name, tuple(one for one in held if one != value) if isinstance(held, tuple) else DEFAULTS.get(name, ""))


def _with(typed: TypedSearch, name: str, value: Any) -> TypedSearch:
    return replace(typed, **{name: value})


def taken_back(typed: TypedSearch) -> TypedSearch:
    """Return the form without what the sentence put into its fields; what was changed there since is left out."""
    left_out = list(typed.left_out)
    for key in typed.said:
        field = field_of(key)
        if field is None:
            continue
        name, value = field
        if not _holds(getattr(typed, name), value):
            left_out.append(key)
            continue
        typed = _refilled(_less(typed, name, value), name)
    return replace(typed, said=(), left_out=tuple(dict.fromkeys(left_out)))


def _emptied(typed: TypedSearch, name: str) -> TypedSearch:
    """Return the form without what fields were filled in with, where they give way to a value of this field."""
    for one in typed.untouched.intersection(PRESET.get(name, ())):
        typed = _with(typed, one, "")
    return typed


def _refilled(typed: TypedSearch, name: str) -> TypedSearch:
    """Return the form with what gave way filled in again."""
    filled = dict(one.partition(":")[::2] for one in typed.preset)
    for one in PRESET.get(name, ()):
        if one in filled and not getattr(typed, one):
            typed = _with(typed, one, filled[one])
    return typed


def mark_of(sentence: str) -> str:
    """Return a mark that differs from sentence to sentence, but for blanks and capitals."""
    return blake2s(" ".join(sentence.split()).casefold().encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _begun(typed: TypedSearch) -> TypedSearch:
    """Return the form; with a new sentence, what was narrowed in the answer to the last one does not count any more.

    What was taken away from it stays away as far as the new one has the words that made it.
    """
    if not typed.of or typed.of == mark_of(typed.sentence):
        return typed
    begun = taken_back(typed)
    return replace(begun, left_out=still_said(begun.left_out, typed.words, typed.sentence), only=(), of="")


def read(form: Form) -> TypedSearch:
    """Read the form and apply the button that was pressed: remove a chip, put one back, change the order, narrow the answer."""
    return taken_back(as_sent(form))


def as_sent(form: Form) -> TypedSearch:
    """Read the form likewise, with what the sentence put into its fields."""
    values: dict[str, Any] = {name: form.get(name) for name in ONE}
    values |= {name: tuple(dict.fromkeys(form.all(name))) for name in SEVERAL}
    values["need"] = _in_order(values["need"], values["urgent"])
    typed = _begun(TypedSearch(**values | {name: values[name] or default for name, default in DEFAULTS.items()}))
    if form.has("sort"):
        typed = replace(typed, order=form.get("sort"))
    if form.has("narrow"):
        typed = replace(typed, only=tuple(dict.fromkeys((*typed.only, form.get("narrow")))))
    back = set(form.all("back"))
    # A need that is ticked counts, even if it was removed before.
    kept_out = tuple(slug for slug in typed.left_out if slug not in back and slug not in typed.need)
    return _without(replace(typed, left_out=kept_out), form.get("without"))


def _in_order(needs: Iterable[str], urgent: Sequence[str]) -> tuple[str, ...]:
    """Return needs in the order in which they were asked first, that of their urgency: a form sends them as its list has them."""
    before = [one.partition(":")[0] for one in urgent]
    return tuple(sorted(needs, key=lambda slug: before.index(slug) if slug in before else len(before)))


def _without(typed: TypedSearch, chip: str) -> TypedSearch:
    """Return the form without one chip, "field:value"; a need is also left out, because the sentence may name it too.

    A condition of the sentence is "heard:kind:value".
    """
    name, _, value = chip.partition(":")
    changed: dict[str, Any] = {}
    if name in SEVERAL:
        changed[name] = tuple(one for one in getattr(typed, name) if one != value)
    elif name in ("age", "grade", "near", "school", "payment"):
        changed[name] = ""
    elif name == "siblings":
        changed[name] = siblings.written(one for one in siblings.read(typed.siblings) or () if one != value)
    if name == "heard":
        changed["said"] = tuple(one for one in typed.said if one != value)
        if value in typed.said and (field := field_of(value)):
            typed = _refilled(_less(replace(typed, **changed), *field), field[0])
    if name in ("need", "heard"):
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
        within=WITHIN if ask.within is None else f"{ask.within:g}",
        language=ask.languages,
        payment=ask.payment or "",
        mode=ask.modes,
        preference=ask.preferences,
        wish=tuple(key for key in ask.wishes if key in CHOSEN_TIMES),
        order=ask.order,
        siblings=siblings.written(ask.siblings),
        only=ask.only,
    )


_SUGGESTED: Mapping[str, tuple[str, ...]] = {
    "meant": ("need", "urgent"),
    "wider": ("within",),
    "any_age": ("age", "grade", "siblings"),
    "kindred": ("need", "urgent"),
}
"""The fields that a suggestion of each kind changes."""


def suggested(typed: TypedSearch, one: SearchSuggestion) -> TypedSearch:
    """Return the form that asks what is suggested: all of this one, but for what the suggestion changes."""
    asks = of_ask(one.ask, typed.school)
    return replace(typed, left_out=asks.left_out, **{name: getattr(asks, name) for name in _SUGGESTED[one.kind]})
