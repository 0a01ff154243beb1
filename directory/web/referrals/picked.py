"""What an address of the pages that open a referral names: ids, and nothing of the student beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.referrals.loop.why import Place

ORIGINS = ("match", "provider", "shortlist")
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_ZIP = re.compile(r"\d{5}", re.ASCII)
_MILES = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Picked:
    """What an address names: providers in order, the need, the kind of page that it began on, and where somebody looked, if
    not near the student's home.
    """

    records: tuple[str, ...] = ()
    need: str = ""
    origin: str = "provider"
    place: Place | None = None

    def to(self, student_id: str) -> str:
        """The address that picks this."""
        need = [("need", self.need)] * bool(self.need)
        return f"/students/{student_id}/refer?{urlencode([*self._records, *need, *self.beside])}"

    def by_need(self, student_id: str) -> str:
        """The address at which a need is written down first, for all that was picked."""
        return f"/students/{student_id}/needs?{urlencode([*self._records, *self.beside])}"

    @property
    def beside(self) -> list[tuple[str, str]]:
        """What an address or a form says beside the providers and the need."""
        return [("from", self.origin), *place_pairs(self.place)]

    @property
    def _records(self) -> list[tuple[str, str]]:
        return [("record", one) for one in self.records]


def place_pairs(place: Place | None) -> list[tuple[str, str]]:
    """Where somebody looked, for an address or a form."""
    return [("near", place.near), ("within", f"{place.within:g}")] if place else []


def place_of(near: str, within: str) -> Place | None:
    """The place that an address or a form names; None for none."""
    miles = float(within) if _MILES.fullmatch(within) else 0.0
    return Place(near, miles) if _ZIP.fullmatch(near) and miles > 0 else None


def picked(records: Sequence[str], word: Callable[[str], str]) -> Picked:
    """What was picked in an address or a form, without what can be no id, and each provider once; `word` gives its other fields."""
    ids = tuple(dict.fromkeys(one for one in records if _ID.fullmatch(one)))
    need, origin = word("need"), word("from")
    return Picked(
        ids,
        need if _ID.fullmatch(need) else "",
        origin if origin in ORIGINS else "provider",
        place_of(word("near"), word("within")),
    )
