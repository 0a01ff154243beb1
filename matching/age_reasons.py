"""The reasons on the ages of the students asked for, who may be several.

>>> age_limits(0, 12), age_limits(16, math.nan), age_limits(math.nan, 120)
((None, 12), (16, None), (None, None))
>>> Ages(5, 8).code, Ages(8, 10, grade=3).code
('age:5-7', 'grade:3')
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from matching.query import Ages, Reason, Value
from matching.reason_codes import ReasonCode
from matching.verdicts import NAMES

OLDEST = 99
"""A maximum age of this or more is no limit."""

_SAID = (ReasonCode.AGE, ReasonCode.AGE_UNSURE, ReasonCode.AGE)
"""The code for each verdict: fail, unknown, pass."""


def age_limits(minimum: float, maximum: float) -> tuple[float | None, float | None]:
    """Return the ages that a listing states as limits, None at an end without a limit; NaN is an end that is not listed."""
    return minimum if minimum > 0 else None, maximum if maximum < OLDEST else None


def age_reason(minimum: float, maximum: float, children: Sequence[Ages], code: int, *, of: int) -> Reason:
    """Return the reason on the ages of these children, of as many as were asked for."""
    if math.isnan(minimum) and math.isnan(maximum):
        return Reason("age", NAMES[code], ReasonCode.AGE_NOT_LISTED)
    least, most = age_limits(minimum, maximum)
    student = children[0]
    age = student.low if student.grade is None else None
    fields: dict[str, Value] = {"minimum": least, "maximum": most, "age": age, "grade": student.grade}
    if student.grade is None and student.high - student.low > 1:
        fields["oldest"] = student.high - 1
    if of > 1:
        fields["children"] = tuple(child.code for child in children)
    return Reason("age", NAMES[code], _SAID[code], fields)
