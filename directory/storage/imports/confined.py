"""Reading of outside files in a separate process with limits of memory and time, so that no file can stop the desk.

A workbook or a zip can be crafted to take all memory, and a library that aborts takes its process along. The child is a new
interpreter, never a fork of a server with threads; it gets the bytes through a pipe and leaves nothing on disk.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from importers import errors
from importers.errors import FormatError, ListError
from importers.tables import archives, encodings

SMALL = 300_000  # bytes of a text that is read in this process: its cells and lines are limited, and so is its memory
MEMORY, MEMORY_FOR_EACH = 1_200_000_000, 30  # bytes, and bytes for each byte of the file
LEAST, LEAST_FOR_EACH = 450_000_000, 1_500  # the same for a small file, which has no reason to take so much
SECONDS, SECONDS_FOR_EACH = 60, 20  # of the processor, and for each megabyte
PATIENCE = 10
"""How many times as long a child may take by the clock: on a busy machine an honest list must not look like a hostile one."""
AT_ONCE = 2
_ROOT = str(Path(__file__).resolve().parents[3])
_PROGRAM = f"import sys; sys.path.insert(0, {_ROOT!r}); from directory.storage.imports.confined import main; main()"

_room = threading.BoundedSemaphore(AT_ONCE)
_log = structlog.get_logger(__name__)


def run(function: Callable[..., Any], *arguments: Any, name: str, files: list[bytes]) -> Any:
    """Return what a function of `importers` returns; `files` are the bytes among its arguments, `name` is what they are called.

    Raise ListError if the files cannot be read within the limits, for whatever reason.
    """
    size = sum(map(len, files))
    if size <= SMALL and not any(encodings.is_workbook(data) for data in files):
        return _here(function, arguments, name)
    for data in files:
        if len(data) <= SMALL and data.startswith(b"PK"):
            archives.check(data, name)  # a small archive is measured here, without waiting for a child
    order = pickle.dumps((function.__module__, function.__name__, arguments, name, size))
    processor_seconds = SECONDS + SECONDS_FOR_EACH * size // 1_000_000
    seconds = PATIENCE * processor_seconds
    with _room:
        try:
            done = subprocess.run(  # noqa: S603  # our own program; the file is its input, never an argument
                [sys.executable, "-P", "-c", _PROGRAM, str(processor_seconds)],
                input=order,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            _log.warning("file_not_read_in_time", seconds=seconds)
            raise FormatError(_unfinished(name)) from None
    if done.returncode != 0 or not done.stdout:
        _log.warning("file_not_read", returncode=done.returncode)
        raise FormatError(_beyond(name))
    refusal, answer = pickle.loads(done.stdout)  # noqa: S301  # written by main() below
    if refusal is not None:
        raise getattr(errors, refusal)(answer)
    return answer


def _here(function: Callable[..., Any], arguments: tuple[Any, ...], name: str) -> Any:
    try:
        return function(*arguments)
    except ListError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a file makes a reader raise concerns that file alone
        # Log neither the error's text nor its frames: they may quote a cell.
        _log.error("file_not_understood", kind=type(error).__name__)
        raise FormatError(_odd(name)) from None


def _beyond(name: str) -> str:
    return f"{name} cannot be read within the limits of memory and time. Save the list alone as CSV, without pictures and far-away cells, and import that."


def _unfinished(name: str) -> str:
    return f"{name} was not read to its end, because the machine has too much else to do. Nothing was imported: try again later."


def _odd(name: str) -> str:
    return f"{name} holds something that cannot be understood, so nothing was read. Save it again as CSV and import that."


def main() -> None:
    """Run the child: set its limits (the first argument is its seconds of the processor), read its order, and answer."""
    order = sys.stdin.buffer.read()
    memory = min(MEMORY, LEAST + LEAST_FOR_EACH * len(order)) + MEMORY_FOR_EACH * len(order)
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.putenv("OPENBLAS_NUM_THREADS", "1")  # each of its threads would use up memory
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    with contextlib.suppress(OSError):
        os.nice(10)
    module, function, arguments, name, _ = pickle.loads(order)  # noqa: S301  # written by run() above
    try:
        answer: tuple[str | None, Any] = (None, getattr(importlib.import_module(module), function)(*arguments))
    except ListError as error:
        answer = (type(error).__name__, str(error))
    except MemoryError:
        answer = ("FormatError", _beyond(name))
    except Exception:  # noqa: BLE001  # as in _here
        answer = ("FormatError", _odd(name))
    sys.stdout.buffer.write(pickle.dumps(answer))
