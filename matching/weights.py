"""The table of weights: how much each criterion counts, and what an unknown is worth in it.

A match's score is the sum of weight × mark over the criteria that the query asks for, divided by the sum of their
weights, so that 1 means that everything passes at no distance. A mark is 1 for a pass and 0 for a fail. An unknown
is in between, always below the lowest pass.

The weights were chosen so that the following holds, and are measured by graded questions
(docs/decisions/0013-weights-by-graded-questions.md):
- distance decides between services that are otherwise alike, nearest first;
- what a family cannot change outweighs any distance within the circle. Of languages, a pass comes before an unknown, and an
  unknown before a fail, even if the second is nearer. Of ways to pay, a pass comes before a fail: many lists say nothing of
  cost, and a nearer service that does not is worth a call;
- so does the need: a listing under its own name comes before one under a related term;
- the activity outweighs any distance too: whoever asks for chess is not served by the nearest soccer team. A listing that does not
  name it has the mark of an unknown only where it surely answers the need: who only may offer sports is no likelier to offer
  sailing than who surely offers another sport. So does who helps: a
  child that would talk to a woman, or a family that wants no church, does not go to the others;
- when a service is open and how one gets there weigh nearly as much as the whole circle: hours are often listed incompletely,
  and the distance says much about the way already;
- the asker's own words decide between services that are otherwise about as good: together they weigh less than the distance,
  and never more than they tell (a word that every other listing names tells next to nothing);
- how a service is offered, in which setting, and what is known about the listing and the provider, weigh as much as a few miles.

>>> trip = WEIGHTS["distance"].weight * (1 - FARTHEST)  # from next door to the edge of the circle
>>> WEIGHTS["payment"].weight > trip
True
>>> WEIGHTS["need"].weight * (1 - RELATED) > trip
True
>>> [name for name, one in WEIGHTS.items() if min(1 - one.unknown, one.unknown) * one.weight > trip]
['need', 'languages', 'helper', 'access', 'activity']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a criterion counts, and the mark (0 to 1) of an unknown."""

    weight: float
    unknown: float = 0.4


WEIGHTS: Mapping[str, Weight] = {
    "need": Weight(6.5),  # marked by how surely the service answers; several needs by their urgency
    "distance": Weight(3.0, unknown=0.3),  # nearest first; marks run from 1 down to FARTHEST
    "languages": Weight(4.0, unknown=0.5),
    "payment": Weight(2.0, unknown=0.5),
    "age": Weight(1.5),  # a fail excludes: what is left is whether the fit is stated
    "mode": Weight(2.0, unknown=0.5),
    "schedule": Weight(3.0, unknown=0.5),
    "setting": Weight(1.5, unknown=0.5),
    "helper": Weight(4.0, unknown=0.5),
    "travel": Weight(2.5, unknown=0.5),
    "access": Weight(4.0, unknown=0.5),
    "activity": Weight(4.0, unknown=0.5),
    "words": Weight(2.0, unknown=0.0),  # the asker's own, all of them; common words weigh less (criteria.weight)
    "area": Weight(0.1),  # a fail excludes, and a service without a stated area has the full mark: it breaks ties
    "school": Weight(1.0),  # a fail excludes likewise
    "record": Weight(1.0, unknown=2 / 3),  # PRIOR_MEAN / RECORD_FULL
    "freshness": Weight(0.5),
    "capacity": Weight(0.5, unknown=0.5),
}

ALWAYS = ("need", "school", "freshness", "capacity", "record")
"""Criteria that count in every query: they are about the listing, not about the student."""

ANSWERS = 0.75
"""The mark from which a service answers a need (pass); below it, the service may answer it (unknown)."""

RELATED = 0.7
"""The highest mark of a listing under a related term, however closely related: it stays unknown, and below every pass."""

BEST_NEED = 0.85
"""If there are several needs, the share of the mark that is for the one answered best; the rest is for all, by urgency.

So a sure match of one of three needs comes before a related listing for all three.
"""

NAME_ALONE = 0.5
"""What a word counts that only the names of a listing name: "Hope Academy" is no school."""

FARTHEST = 0.4
"""The mark of a service exactly as far away as was asked for."""

REMOTE = 0.5
"""The mark for distance of a service without an address that works by phone or online: as if it were a fair distance away."""

PRIOR_CONNECTED, PRIOR_REFERRED = 3.0, 5.0
"""A provider's record is shrunk as if 3 of 5 earlier referrals had been connected (a beta prior with the mean 0.6)."""

PRIOR_MEAN = PRIOR_CONNECTED / PRIOR_REFERRED

RECORD_FULL = 0.9
"""The shrunk share of connected referrals that earns the full mark."""

RECORD_POOR = 0.4
"""The shrunk share below which the record counts as a fail."""

RECORD_TOLD = 5
"""The number of referrals from which the record is put into words: with fewer, somebody might know which family each was."""

RECORD_MANY = 30
"""With fewer referrals than these, the words say that there were few."""

FADES_FROM, FADES_UNTIL = 183, 731
"""Days since a listing was confirmed: its mark is 1 for six months, falls to FADED by the end of the second year, then is 0."""

FADED = 0.5

NEAR_MISSES = 5
"""The most near misses that are returned."""

NEAR_YEARS = 2.0
"""The most years by which a near miss may be off in age."""

NEAR_FACTOR, NEAR_MILES = 2.0, 5.0
"""A near miss in distance is within twice the miles asked for, or five more, whichever is farther."""
