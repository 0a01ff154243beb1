"""Pure: the program's aims, as people write them.

>>> aims_in("attendance=90 graduation=85 enrolment=11500").attendance
90.0
>>> aims_in("attendance=92").suspensions
'fewer'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from directory.errors import UsageError

_AIM = re.compile(r"([a-z]+)=(\d{1,7}(?:\.\d{1,3})?|fewer)")
_SPELLED = {"enrollment": "enrolment"}
_RATES = ("attendance", "graduation")


@dataclass(frozen=True, slots=True)
class Aims:
    """The program's aims: attendance and graduation in percent, enrolled students, fewer suspensions than before."""

    attendance: float | None = None
    graduation: float | None = None
    enrolment: float | None = None
    suspensions: float | Literal["fewer"] = "fewer"


def aims_in(words: str) -> Aims:
    """Return the aims in "attendance=90 graduation=85 …"; raise UsageError naming the word."""
    found: dict[str, float | str] = {}
    for word in words.lower().replace(",", " ").replace("%", "").split():
        match = _AIM.fullmatch(word)
        name = _SPELLED.get(match[1], match[1]) if match else ""
        if match is None or name not in Aims.__dataclass_fields__ or (match[2] == "fewer") > (name == "suspensions"):
            raise _wrong(word)
        found[name] = match[2] if match[2] == "fewer" else float(match[2])
        if name in _RATES and float(match[2]) > 100:
            raise _wrong(word)
    return Aims(**found)  # type: ignore[arg-type]  # only suspensions can be "fewer"


def write_aims(aims: Aims) -> str:
    """Return the text that `aims_in` reads."""
    found = {name: getattr(aims, name) for name in Aims.__dataclass_fields__}
    return " ".join(f"{name}={_figure(value)}" for name, value in found.items() if value is not None)


def _figure(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.3f}".rstrip("0").rstrip(".")


def _wrong(word: str) -> UsageError:
    return UsageError(
        f"{word[:40]!r} is not an aim: write attendance=90 graduation=85 enrollment=11500 suspensions=fewer, with spaces between them."
    )
