"""The figures of a run, how they are taken, and the one table that shows them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Asked = TypeVar("Asked")

SPEED = ("import", "on", "rows", "rows/s", "× a bare insert's time")
PAGES = ("page", "on", "median ms", "99th % ms", "× nothing")
LATENCY = ("question", "on", "services", "median ms", "99th % ms", "answers")
TYPED = ("while typing", "on", "services", "median ms", "99th % ms", "processor ms", "suggestions")
READ = ("reading (processor time)", "median ms", "mean ms", "95th % ms")
FOLLOWED = ("of referrals", "on", "referrals", "median ms", "99th % ms", "answers")


@dataclass(frozen=True, slots=True)
class Speed:
    """How long one kind of work took over so many rows, and how long a bare insert of as many took, in seconds."""

    what: str
    engine: str
    rows: int
    seconds: float
    bare: float

    def cells(self) -> tuple[str, ...]:
        return (
            self.what, self.engine, f"{self.rows:,}", f"{self.rows / self.seconds:,.0f}", f"{self.seconds / self.bare:,.1f}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one kind of question took on one engine, in ms, and how many answers it had in the median.

    `services` is how many there are of what is asked about: services, or referrals.
    """

    what: str
    engine: str
    services: int
    median: float
    worst: float
    answers: float

    def cells(self) -> tuple[str, ...]:
        return (
            self.what, self.engine, f"{self.services:,}", f"{self.median:.2f}", f"{self.worst:.2f}", f"{self.answers:,.0f}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """How long suggestions took, as a Latency tells it, and the desk's processor time for each, in ms: less noisy on a busy machine."""

    what: str
    engine: str
    services: int
    median: float
    worst: float
    worked: float
    suggestions: float

    def cells(self) -> tuple[str, ...]:
        return (
            self.what, self.engine, f"{self.services:,}", f"{self.median:.2f}", f"{self.worst:.2f}", f"{self.worked:.2f}",
            f"{self.suggestions:,.0f}",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageTime:
    """How long a page takes over HTTP, in ms, and how many times as long as one that does nothing."""

    what: str
    engine: str
    median: float
    worst: float
    times: float

    def cells(self) -> tuple[str, ...]:
        return self.what, self.engine, f"{self.median:.1f}", f"{self.worst:.1f}", f"{self.times:.0f}"


def latency(what: str, engine: str, services: int, asked: Sequence[Asked], answer: Callable[[Asked], int]) -> Latency:
    """Asks everything twice and times the second round; `answer` returns the number of answers."""
    for one in asked:
        answer(one)
    gc.collect()
    times, counts = [], []
    for one in asked:
        begun = time.perf_counter()
        counts.append(answer(one))
        times.append(1_000 * (time.perf_counter() - begun))
    median, worst = np.percentile(times, (50, 99))
    return Latency(what, engine, services, float(median), float(worst), float(np.median(counts)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts under a head: the first two columns to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))).rstrip()

    return "\n".join((line(head), line(["-" * width for width in widths]), *map(line, rows)))
