"""Whether a service takes a student of an age.

Ages are inclusive years: a whole `maximum_age` takes a child until the next birthday, a decimal one until just then.

    >>> of_age(9)
    Ages(low=9.0, high=10.0, grade=None)
    >>> of_grade("4")
    Ages(low=9.0, high=11.0, grade=4)
    >>> minimum, maximum = np.array([6.0, 10.0, 12.0, np.nan]), np.array([12.0, 12.0, np.nan, np.nan])
    >>> [str(NAMES[v]) for v in verdicts(minimum, maximum, of_age(9))]
    ['pass', 'fail', 'fail', 'unknown']
    >>> [str(NAMES[v]) for v in verdicts(minimum, maximum, of_grade("4"))]
    ['pass', 'unknown', 'fail', 'unknown']
    >>> years_off(minimum, maximum, of_age(9)).tolist()
    [0.0, 1.0, 3.0, 0.0]

Several children are judged together, each as if it were alone:

    >>> minimum, maximum = np.array([4.0, 8.0, 13.0]), np.array([12.0, 18.0, 18.0])
    >>> children = (of_age(5), of_age(9), of_age(12))
    >>> [str(NAMES[v]) for v in verdicts_on_all(minimum, maximum, children)], left_out(minimum, maximum, children).tolist()
    (['pass', 'unknown', 'fail'], [0, 1, 3])
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from matching.query import Ages, Floats, Integers
from matching.verdicts import FAIL, NAMES, PASS, UNKNOWN, Codes

__all__ = ["NAMES", "left_out", "limits", "of_age", "of_ages", "of_grade", "verdicts", "verdicts_on_all", "years_off"]

KINDERGARTEN = {"k": 0, "tk": 0, "kg": 0, "kindergarten": 0, "pk": -1, "prek": -1, "prekindergarten": -1}
_GRADE = re.compile(r"(?:grade)?0*(\d{1,2})(?:st|nd|rd|th)?(?:grade|grader)?")


def of_age(age: float) -> Ages:
    """Return the span of a student whose age is given in years: 9 means from the 9th birthday until the 10th.

    Raise ValueError for an impossible age.
    """
    if not 0 <= age < 130:
        raise ValueError(f"An age is given in years, from 0 to 129: {age:g} is not one.")
    return Ages(float(age), float(age) + 1)


def of_ages(first: float, last: float) -> Ages:
    """Return the span of students from one age in years to another: 5 to 7 means from the 5th birthday until the 8th.

    Raise ValueError for an impossible age.
    """
    return Ages(of_age(min(first, last)).low, of_age(max(first, last)).high)


def of_grade(grade: str | int) -> Ages:
    """Return the span of a student in a grade ("PK", "K", "4", "4th", 4): grade g is from age g+5 until g+7, K from 5 until 7.

    Raise ValueError unless it is a grade from pre-kindergarten to 12.
    """
    written = re.sub(r"[\s.\-]+", "", str(grade).casefold())
    found = _GRADE.fullmatch(written)
    number = KINDERGARTEN.get(written, int(found[1]) if found else None)
    if number is None or number > 12 or str(grade).strip().startswith("-"):
        raise ValueError(f"A grade is PK, K or a number from 1 to 12: {str(grade)!r} is not one.")
    return Ages(number + 5.0, number + 7.0, number)


def limits(maximum: Floats) -> Floats:
    """Return the age at which a service stops taking a student: 13 if `maximum_age` is 12, 12.5 if it is 12.5."""
    whole: Floats = np.floor(maximum)
    return np.where(maximum == whole, whole + 1, maximum)


def verdicts(minimum: Floats, maximum: Floats, ages: Ages) -> Codes:
    """Return pass if every age the student may have is taken, fail if none is, and unknown if only some are or none is listed."""
    end = limits(maximum)
    shut_out = (ages.high <= minimum) | (ages.low >= end)
    taken = ~((ages.low < minimum) | (ages.high > end)) & ~(np.isnan(minimum) & np.isnan(maximum))
    return np.where(shut_out, FAIL, np.where(taken, PASS, UNKNOWN)).astype(np.int8)


def verdicts_on_all(minimum: Floats, maximum: Floats, children: Sequence[Ages]) -> Codes:
    """Return pass if every child passes, fail if every child fails, and unknown if they differ."""
    each = np.stack([verdicts(minimum, maximum, child) for child in children])
    return np.where((each == each[0]).all(axis=0), each[0], UNKNOWN).astype(np.int8)


def left_out(minimum: Floats, maximum: Floats, children: Sequence[Ages]) -> Integers:
    """Return how many of the children a service does not take."""
    none = np.zeros(len(minimum), dtype=np.int64)
    return sum(((verdicts(minimum, maximum, child) == FAIL).astype(np.int64) for child in children), start=none)


def years_off(minimum: Floats, maximum: Floats, ages: Ages) -> Floats:
    """Return how many inclusive years keep a student out: 1 if a service takes 12 and up and the student is 11; 0 if none."""
    young = np.where(ages.high <= minimum, minimum + 1 - ages.high, 0.0)
    old = np.where(ages.low >= limits(maximum), ages.low - maximum, 0.0)
    return np.maximum(young, old)
