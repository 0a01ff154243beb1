"""The real lists, each read once in a run of the tests, whichever workers ask for it: a reading takes seconds of the processor.

They stand in ../shared/data and are no part of the project; where they are absent the tests are skipped.
"""

from __future__ import annotations

import datetime
import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from importers import read
from tests.command_line import ROOT

T = TypeVar("T")
DATA = ROOT.parent / "shared" / "data"
TODAY = datetime.date(2026, 11, 29)
READINGS = "DESK_TESTS_READINGS"  # tells the workers the folder of what the run has read


@cache
def listing(name: str) -> read.Listing:
    """A list as it is read on TODAY."""
    path = DATA / name
    return read_once(read.listing, path.read_bytes(), path.name, TODAY)


def read_once(reader: Callable[..., T], *arguments: Any, by: Callable[..., T] | None = None) -> T:
    """What a reader makes of its arguments, or has made of the same ones before in this run; `by` reads in the reader's place."""
    folder = os.environ.get(READINGS)
    if folder is None:
        return (by or reader)(*arguments)
    order = pickle.dumps((reader.__module__, reader.__qualname__, arguments))
    path = Path(folder) / hashlib.sha256(order).hexdigest()
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_bytes(pickle.dumps((by or reader)(*arguments)))
    found: T = pickle.loads(path.read_bytes())  # noqa: S301  # written above
    return found
