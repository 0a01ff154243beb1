"""What an address of the pages that open a referral names: ids, and nothing of the student beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

ORIGINS = ("match", "provider", "shortlist")
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Picked:
    """What an address names: providers in order, the need, and the kind of page that it began on; ids only."""

    records: tuple[str, ...] = ()
    need: str = ""
    origin: str = "provider"

    def to(self, student_id: str) -> str:
        """The address that picks this."""
        pairs = [("record", one) for one in self.records] + [("need", self.need)] * bool(self.need)
        return f"/students/{student_id}/refer?{urlencode([*pairs, ('from', self.origin)])}"

    def by_need(self, student_id: str) -> str:
        """The address at which a need is written down first, for all that was picked."""
        pairs = [("record", one) for one in self.records]
        return f"/students/{student_id}/needs?{urlencode([*pairs, ('from', self.origin)])}"


def picked(records: Sequence[str], need: str, origin: str) -> Picked:
    """What was picked, without what can be no id, and each provider once."""
    ids = tuple(dict.fromkeys(one for one in records if _ID.fullmatch(one)))
    return Picked(ids, need if _ID.fullmatch(need) else "", origin if origin in ORIGINS else "provider")
