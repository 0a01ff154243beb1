"""A search form turned into a question, with a sentence beside each field that cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from directory.accounts.schools import SchoolRow
from directory.errors import refused
from directory.finding.children import MOST_CHILDREN
from directory.finding.question import MOST_NEEDS, NEAR, OLDEST, SOON, Ask, AskedNeed, AskedSchool
from directory.form_fields import FormFields
from directory.places import zips
from directory.web.finding import offered, siblings
from directory.web.finding.chips import CONDITIONS
from directory.web.finding.typed import TypedSearch
from matching.facet_codes import is_facet
from matching.needs import terms
from matching.query import Place

LONGEST_SENTENCE = 1_000
MOST_LEFT_OUT = 40
MOST_NARROWED = 20
FARTHEST = 500
"""In miles."""

_URGENT = re.compile(r"([a-z-]+):([123])", re.ASCII)

NO_AGE = refused("Write the age in years, from 0 to 25, such as 9 or 9.5.")
NO_MILES = refused("Write how many miles, from 1 to {most}.", most=FARTHEST)
NO_SIBLINGS = refused(
    "Write the other children’s ages or grades with commas, {most} at most: 5, 8, grade 3.", most=MOST_CHILDREN - 1
)
LONGEST_PLACE = 40


def ask_of(typed: TypedSearch, schools: Sequence[SchoolRow]) -> tuple[Ask | None, dict[str, str]]:
    """Return the question and no errors, or None and the errors by field, in the order of the form."""
    fields = FormFields(asdict(typed))
    school = next((one for one in schools if one.id == typed.school), None)
    if typed.school and school is None:
        fields.errors["school"] = refused("Choose one of the schools: this one is not among them any more.")
    _check_needs(fields, typed)
    children = siblings.read(typed.siblings)
    if children is None or len(children) >= MOST_CHILDREN:
        fields.errors["siblings"] = NO_SIBLINGS
    if len(typed.only) > MOST_NARROWED or not all(map(is_facet, typed.only)):
        fields.errors["only"] = refused("Begin a new search: this answer cannot be narrowed in that way.")
    start = _read_start(fields)
    urgency = {match[1]: int(match[2]) for one in typed.urgent if (match := _URGENT.fullmatch(one))}
    ask = Ask(
        needs=tuple(AskedNeed(slug, urgency.get(slug, SOON)) for slug in typed.need),
        age=fields.number("age", 0, OLDEST, NO_AGE),
        grade=fields.code("grade", dict(offered.GRADE_CHOICES)),
        near=start.near,
        within=start.chosen,
        languages=fields.codes("language", dict(offered.SPOKEN)),
        payment=fields.code("payment", dict(offered.PAYMENTS)),
        sentence=typed.sentence or None,
        left_out=tuple(key for key in typed.left_out if key in terms() or key.partition(":")[0] in CONDITIONS),
        school=AskedSchool.of(school) if school else None,
        modes=fields.codes("mode", dict(offered.MODES)),
        order="distance" if fields.code("order", dict(offered.ORDERS)) == "distance" else "fit",
        preferences=fields.codes("preference", dict(offered.PREFERRED)),
        wishes=fields.codes("wish", dict(offered.WHEN)),
        siblings=children or (),
        only=typed.only,
        preset=typed.untouched,
    )
    errors = {name: fields.errors[name] for name in typed.__dataclass_fields__ if name in fields.errors}
    return (None if errors else ask), errors


@dataclass(frozen=True, slots=True, repr=False)
class SearchStart:
    """The place that a search starts from, as it was typed and on the map, and how many miles around it are searched."""

    near: str | None
    place: Place | None
    within: float

    @property
    def chosen(self) -> float | None:
        """How many miles somebody chose; None for those that the form begins with."""
        return None if self.within == NEAR else self.within


def start_of(typed: TypedSearch) -> tuple[SearchStart, dict[str, str]]:
    """Return the place that a search by words starts from, and the errors in its two fields."""
    fields = FormFields({"near": typed.near, "within": typed.within})
    return _read_start(fields), fields.errors


def _read_start(fields: FormFields) -> SearchStart:
    near, place = fields.line("near"), None
    if near and len(near) > LONGEST_PLACE:
        fields.errors["near"] = refused("Write a ZIP of five digits, such as 48910.")
    elif near:
        place = fields.check("near", lambda: zips.place(near))
    within = fields.number("within", 0, FARTHEST, NO_MILES)
    if not within:
        fields.errors["within"] = NO_MILES
    return SearchStart(near, place, within or NEAR)


def _check_needs(fields: FormFields, typed: TypedSearch) -> None:
    """Check the sentence and the needs, of which one or the other must be there."""
    if len(typed.sentence) > LONGEST_SENTENCE:
        fields.errors["sentence"] = refused(
            "Shorten this to {longest} letters: a sentence or two are enough.", longest=f"{LONGEST_SENTENCE:,}"
        )
    elif not typed.sentence and not typed.need:
        fields.errors["sentence"] = refused("Say what is needed in your own words, or choose from the list of needs.")
    if any(slug not in terms() for slug in typed.need):
        fields.errors["need"] = refused("Choose needs from the list: one of those chosen is not in it.")
    elif len(typed.need) > MOST_NEEDS:
        fields.errors["need"] = refused("Choose {most} needs at most: with more, nearly everything fits.", most=MOST_NEEDS)
    elif len(typed.left_out) > MOST_LEFT_OUT:
        # The form's own buttons leave out one at a time.
        fields.errors["need"] = refused("Begin a new search: too much was taken away from this one.")
