"""The command line as tests call it: in the process of the test, where a process of its own would take a second to begin."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from directory import clock
from directory.cli import main

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "directory.cli")
PATIENCE = 120  # seconds

Done = subprocess.CompletedProcess[str]
"""What a command answered: its exit code, and what stands on standard output and standard error."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """`referral-desk` in a folder of its own, with a home that is empty; call it with the arguments of a command."""

    folder: Path
    home: Path
    database_url: str

    def __call__(self, *arguments: str | Path, given: str | None = None) -> Done:
        """What a command answers; it knows no time zone before it sets one, as in a new process."""
        words = [str(one) for one in arguments]
        read, out, error = (_text_stream(text) for text in (given or "", "", ""))
        with pytest.MonkeyPatch.context() as patch, _engines_disposed():
            for name, value in self._variables().items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(clock, "_set", None)
            for name, stream in (("stdin", read), ("stdout", out), ("stderr", error)):
                patch.setattr(sys, name, stream)
            code = _exit_code(words)
        return Done(["referral-desk", *words], code, _written(out), _written(error))

    def process(self, *arguments: str | Path, given: str | None = None) -> Done:
        """As calling it, but in a process of its own."""
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(),
            input=given or "",
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def environment(self) -> dict[str, str]:
        """The environment of a process of the command's own."""
        return os.environ | {"PYTHONPATH": str(ROOT)} | self._variables()

    def json(self, *arguments: str | Path) -> Any:
        """What a command prints with --json; it must succeed."""
        done = self(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _variables(self) -> dict[str, str]:
        return {"HOME": str(self.home), "REFERRAL_DESK_DATABASE_URL": self.database_url}


def make_command_line(folder: Path, database_url: str) -> CommandLine:
    """The command line in two new folders within this one."""
    own, home = folder / "folder", folder / "home"
    own.mkdir(exist_ok=True)
    home.mkdir(exist_ok=True)
    return CommandLine(own, home, database_url)


def _exit_code(arguments: list[str]) -> int:
    """Runs the command; a failure is printed and exits 1, as Python does it at the end of a process."""
    try:
        main(arguments)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except Exception:  # noqa: BLE001  # Python's own end of a program
        traceback.print_exc()
        return 1
    return 0


@contextmanager
def _engines_disposed() -> Iterator[None]:
    """Closes the connections of whatever engine is used within the block, as the end of a process does."""
    used: set[Engine] = set()

    def note(connection: Connection) -> None:
        used.add(connection.engine)

    event.listen(Engine, "engine_connect", note)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", note)
        for engine in used:
            engine.dispose()


def _text_stream(text: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
