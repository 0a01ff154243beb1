"""What one sentence asks for beside its needs: conditions, what is not needed, for whom, and the words that are left, in English and Spanish.

No need is read here, nothing is ranked, and no database, page or table of places is known: the caller gives the names of places.

Kinds whose patterns stand in one table each (`tables/`) are found by `patterns`; `values` says what the words stand for.
"""

from matching.requests.apart import NOT_APART, Apart, apart, of_young_parent
from matching.requests.children import Child, NamedChildren, child_of_first, children, named_children, with_kin
from matching.requests.day_letters import lettered_days
from matching.requests.kin import ForKin, for_kin, of_adults
from matching.requests.leftovers import is_filler, unread, unread_spans
from matching.requests.places import towns_beside
from matching.requests.reader import read
from matching.requests.request import Condition, Denial, Kind, NamedPlace, PlaceKind, Request
from matching.requests.schedule_words import ordinals, spanish_days
from matching.requests.values import PLAN, ages_of_grades
from matching.requests.words import plan_names

__all__ = [
    "NOT_APART",
    "PLAN",
    "Apart",
    "Child",
    "Condition",
    "Denial",
    "ForKin",
    "Kind",
    "NamedChildren",
    "NamedPlace",
    "PlaceKind",
    "Request",
    "ages_of_grades",
    "apart",
    "child_of_first",
    "children",
    "for_kin",
    "is_filler",
    "lettered_days",
    "named_children",
    "of_adults",
    "of_young_parent",
    "ordinals",
    "plan_names",
    "read",
    "spanish_days",
    "towns_beside",
    "unread",
    "unread_spans",
    "with_kin",
]
