"""A plan: the answer to several needs, or for several children, in groups, and the fewest trips that surely meet them all.

It is made of the candidates of one query, and knows no sentence, page or database.
"""

from matching.plan.aims import Aim, aims
from matching.plan.groups import Group, SearchPlan, is_planned, make_plan
from matching.plan.trips import PlannedTrip, Trips, Visit
from matching.plan.venues import Named, Venue, told_by_name

__all__ = [
    "Aim",
    "Group",
    "Named",
    "PlannedTrip",
    "SearchPlan",
    "Trips",
    "Venue",
    "Visit",
    "aims",
    "is_planned",
    "make_plan",
    "told_by_name",
]
