"""Files with secrets or personal data: readable by their owner only, and each written whole or not at all."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from threading import Lock

from directory.errors import RefusedError

OTHERS = 0o077
_MAKING = Lock()
_PART = re.compile(r"\..+\.[0-9a-f]{16}\.part", re.DOTALL)
_LEFT_OVER = 3600  # seconds after which a partial file is abandoned


def readable_by_others(path: Path) -> bool:
    """Whether anybody but the file's owner may read it; Windows stores such permissions elsewhere."""
    return os.name != "nt" and bool(path.stat().st_mode & OTHERS)


def write_new(path: Path, data: bytes, check: Callable[[bytes], object] | None = None) -> None:
    """Write a file that must not exist yet; `check` gets what was written, and if it raises, nothing is left.

    An empty file counts as missing: a program that was killed may leave one. Raise RefusedError if the file exists or cannot be
    written.
    """
    try:
        make_folder(path.parent)
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}. Nothing was saved.") from None
    with _written(path, data) as part:
        if check is not None:
            check(part.read_bytes())
        if is_empty(path):
            path.unlink()
        try:
            os.link(part, path)  # of two concurrent writers, one is refused
        except FileExistsError:
            raise
        except OSError:
            _put_without_links(part, path)
        _settle(path.parent)


def is_empty(path: Path) -> bool:
    """Whether there is a file with nothing in it."""
    return path.is_file() and path.stat().st_size == 0


def make_empty(path: Path) -> None:
    """Create an empty file for this user alone if there is none; an existing one is not even opened.

    When a process closes a file, the system drops all locks that the process has on it, including SQLite's. Another process
    would then believe that it is the last user of a database and remove the write-ahead log that this one still uses.
    """
    # A thread that finds the file may lock it at once, so it must wait until the thread that created it has closed it.
    with _MAKING, suppress(FileExistsError):
        os.close(os.open(path.resolve(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _put_without_links(part: Path, path: Path) -> None:
    """Move the file on file systems without hard links; a kill in between leaves an empty file, which counts as missing."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        part.replace(path)
    except OSError:
        path.unlink()
        raise


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files, replacing existing ones: all of them or, if one cannot be written, none.

    Raise RefusedError and leave every existing file as it was.
    """
    with ExitStack() as parts:
        written = [(parts.enter_context(_written(path, data)), path) for path, data in files.items()]
        if folder := next((path for path in files if path.is_dir()), None):
            raise RefusedError(f"{folder} is a folder: name a file in it.")
        for part, path in written:
            part.replace(path)
            _settle(path.parent)


def make_folder(path: Path) -> None:
    """Create a folder and its parents for this user alone; an existing one stays as it is."""
    for folder in (*reversed(path.parents), path):
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        if os.name != "nt":
            folder.chmod(0o700)  # whatever the umask is


def write_over(path: Path, data: bytes) -> None:
    """Replace an existing file, keeping its owner; raise RefusedError if it cannot be written."""
    target = path.resolve()
    with _written(target, data) as part:
        _keep_owner(part, target)
        part.replace(target)
        _settle(target.parent)


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """Write the data to a file beside `path` and to disk; remove that file when the block ends, if it is still there."""
    part = path.with_name(f".{path.name}.{token_hex(8)}.part")
    try:
        _sweep(path.parent)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:  # noqa: PTH123  # Path.open takes no descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    except FileExistsError:
        raise RefusedError(f"There is a file {path} already, and it is left as it is: choose another name.") from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}. Nothing was saved.") from None
    finally:
        part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove partial files that killed programs left here, whatever their name: a nightly backup never has the same one."""
    for part in folder.glob(".*.part"):
        with suppress(OSError):
            if _PART.fullmatch(part.name) and time.time() - part.stat().st_mtime > _LEFT_OVER:
                part.unlink()


def _keep_owner(part: Path, target: Path) -> None:
    """Give the new file to the old one's owner: the service must be able to read what an administrator wrote as root."""
    old, new = target.stat(), part.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid) and hasattr(os, "chown"):
        os.chown(part, old.st_uid, old.st_gid)


def _settle(folder: Path) -> None:
    """Wait until the folder's new entry is on disk, if the system supports that."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
