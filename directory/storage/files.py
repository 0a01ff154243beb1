"""Files that hold secrets: nobody else may read them, and each is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from directory.errors import RefusedError

_OTHERS = 0o077


def readable_by_others(path: Path) -> bool:
    """Whether anybody but the file's owner may read it; Windows keeps such rights elsewhere."""
    return os.name != "nt" and bool(path.stat().st_mode & _OTHERS)


def write_new(path: Path, data: bytes, check: Callable[[bytes], object] | None = None) -> None:
    """Writes a file that must not exist yet; `check` is given what was written, and where it raises, nothing is left.

    Raises RefusedError where the file exists or cannot be written.
    """
    with _written(path, data) as part:
        if check is not None:
            check(part.read_bytes())
        # Of two who write it at once, the one that makes the empty file goes on.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            part.replace(path)
        except OSError:
            path.unlink()
            raise
        _settle(path.parent)


def write_over(path: Path, data: bytes) -> None:
    """Writes a file in place of the one that is there, with the same owner; raises RefusedError where it cannot be written."""
    target = path.resolve()
    with _written(target, data) as part:
        _keep_owner(part, target)
        part.replace(target)
        _settle(target.parent)


@contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """The data in a file beside `path` that has reached the disk; it goes when the block ends, if it is still there."""
    part = path.with_name(f".{path.name}.{token_hex(8)}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _keep_owner(part: Path, target: Path) -> None:
    """Gives the new file to the owner of the old one: the service must be able to read what an administrator wrote as root."""
    old, new = target.stat(), part.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid) and hasattr(os, "chown"):
        os.chown(part, old.st_uid, old.st_gid)


def _settle(folder: Path) -> None:
    """Waits until the folder's new entry has reached the disk, where the system can do so."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
