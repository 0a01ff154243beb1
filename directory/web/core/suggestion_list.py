"""The answer to a browser that asks for suggestions while somebody types: JSON, in the words that people read.

What was typed comes in a form, as everything about a student does, and is in no address and no log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from directory.i18n.counts import counted
from directory.web.core.request import Asked, Json
from directory.web.core.typing_pace import TYPING

MENDED = "Did you mean"


@dataclass(frozen=True, slots=True)
class Option:
    """A line of the list: `label` with `detail` after it. Choosing it opens `to`, or else puts `words` in place of `replaced`."""

    label: str
    detail: str
    words: str = ""
    replaced: str = ""
    language: str = ""
    to: str = ""


def too_fast(asked: Asked) -> Json | None:
    """Return the answer for somebody who asks faster than people type; None for all others."""
    return None if TYPING.allows(asked.me.staff_id) else Json({"options": [], "said": "", "mended": ""}, 429)


def suggested(options: Sequence[Option], *, mended: bool) -> Json:
    """Return the options, and what a screen reader says of them."""
    said = f"{counted(len(options), 'suggestion')}: arrow down to choose." if options else ""
    told = MENDED if mended and options else ""
    words = f"{told}? {said}" if told else said
    return Json({"options": [asdict(option) for option in options], "said": words, "mended": f"{told}:" if told else ""})
