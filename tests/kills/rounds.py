"""What every round of killing does: a copy of the database, and a process on it that is killed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def copied_file(path: Path, folder: Path) -> Iterator[str]:
    """The address of a copy of a database file, which is removed afterwards."""
    target = folder / f"{time.monotonic_ns()}" / "directory.db"
    target.parent.mkdir()
    shutil.copy(path, target)
    yield f"sqlite:///{target}"
    shutil.rmtree(target.parent)


def killed(url: str, what: str, after: float, *more: str) -> list[str]:
    """What a process said until it was killed, so many seconds after it began its work."""
    command = [sys.executable, "-m", "tests.kills.working", url, what, *more]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "go\n"
        time.sleep(after)
        process.kill()
        return process.stdout.read().splitlines()
