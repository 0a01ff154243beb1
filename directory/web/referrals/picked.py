"""What the pages that open a referral start from: ids from a URL, and in a form also the search."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.referrals.fit import FROM_FILE, FitPlace, WantedConditions
from directory.web.core.forms import Form
from directory.web.finding.carried import Carried, carried_in

ORIGINS = ("match", "provider", "shortlist")
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_ZIP = re.compile(r"\d{5}", re.ASCII)
_MILES = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Picked:
    """Providers in order, the need, the kind of page it started on, and the place of the search if not near the student's home.

    `carried` is the search that led here; it is only in forms, because words and needs are never part of a URL.
    """

    records: tuple[str, ...] = ()
    need: str = ""
    origin: str = "provider"
    place: FitPlace | None = None
    carried: Carried | None = None

    def to(self, student_id: str) -> str:
        """Return the URL that picks the same, without the search."""
        need = [("need", self.need)] * bool(self.need)
        return f"/students/{student_id}/refer?{urlencode([*self._records, *need, *self._beside])}"

    def by_need(self, student_id: str) -> str:
        """Return the URL at which a need is recorded first, for everything that was picked."""
        return f"/students/{student_id}/needs?{urlencode([*self._records, *self._beside])}"

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What a form carries besides the providers and the need."""
        return [*self._beside, *(self.carried.hidden if self.carried else [])]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Everything, for a form."""
        return [*self._records, *([("need", self.need)] * bool(self.need)), *self.beside]

    @property
    def wanted(self) -> WantedConditions:
        """What was asked for besides what the student's file says."""
        if self.carried:
            return self.carried.wanted()
        return WantedConditions(self.place) if self.place else FROM_FILE

    @property
    def _beside(self) -> list[tuple[str, str]]:
        return [("from", self.origin), *place_pairs(self.place)]

    @property
    def _records(self) -> list[tuple[str, str]]:
        return [("record", one) for one in self.records]


def place_pairs(place: FitPlace | None) -> list[tuple[str, str]]:
    """Return the place of the search, for a URL or a form."""
    return [("near", place.near), ("within", f"{place.within:g}")] if place and place.near else []


def place_of(near: str, within: str) -> FitPlace | None:
    """Return the place that a URL or a form names; None if there is none."""
    miles = float(within) if _MILES.fullmatch(within) else 0.0
    return FitPlace(near, miles) if _ZIP.fullmatch(near) and miles > 0 else None


def picked(records: Sequence[str], word: Callable[[str], str]) -> Picked:
    """Read what a URL picks, without malformed ids, and each provider once; `word` returns its other fields."""
    ids = tuple(dict.fromkeys(one for one in records if _ID.fullmatch(one)))
    need, origin = word("need"), word("from")
    return Picked(
        ids,
        need if _ID.fullmatch(need) else "",
        origin if origin in ORIGINS else "provider",
        place_of(word("near"), word("within")),
    )


def picked_in(form: Form) -> Picked:
    """Read what a form picks, with the search that came along."""
    return with_search(picked(form.all("record"), form.get), carried_in(form))


def with_search(want: Picked, carried: Carried | None) -> Picked:
    """Return the selection with the search it started from; the place of that search goes into URLs too."""
    if carried is None:
        return want
    place = place_of(carried.typed.near, carried.typed.within)
    return Picked(want.records, want.need, want.origin, place or want.place, carried)
