"""Verdicts as small integers, so that columns of them can be compared and looked up at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from matching.query import Texts, Verdict

Codes = npt.NDArray[np.int8]

FAIL, UNKNOWN, PASS, UNASKED = 0, 1, 2, 3
"""UNASKED means that the service states nothing that could exclude the student (no area, no school); it counts as a pass."""

NAMES: tuple[Verdict, Verdict, Verdict] = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)


def each_text(texts: Texts, judge: Callable[[str], int]) -> Codes:
    """Return a verdict for every text, judging each distinct text once.

    A dictionary of the distinct texts is several times faster here than np.unique, which would sort them.
    """
    listed = texts.tolist()
    judged = {text: judge(text) for text in set(listed)}
    return np.fromiter(map(judged.__getitem__, listed), np.int8, len(listed))
