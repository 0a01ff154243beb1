"""One PostgreSQL cluster for a test run, shared by its workers: the first test that asks starts it, the run's end stops it.

It listens on a Unix socket in a temporary folder of its own and nowhere else, so that runs meet neither each other nor
a server of the machine. Run as a program, this prints where PostgreSQL's programs are, and exits 1 where there are none.
PostgreSQL must be 15 or newer.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ACCOUNT = "postgres"  # Debian's account for the server, which refuses to run as root
USER = "desk"
ROOM = 2 << 30  # bytes
# A cluster that is thrown away owes nobody its data after a crash.
OPTIONS = ("listen_addresses=''", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, which are not on the PATH, or else the PATH's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    found = shutil.which("initdb")
    folders = [*debian, Path(found).resolve().parent] if found else debian
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def absence() -> str | None:
    """Why PostgreSQL cannot be started here, in a sentence; None where it can."""
    if programs() is None:
        return "PostgreSQL is absent: run `make system-packages`."
    if os.geteuid() == 0 and (_account() is None or shutil.which("runuser") is None):
        return f"PostgreSQL refuses to run as root, and there is no user {ACCOUNT} or no runuser: run `make system-packages`."
    return None


def _account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None


def memory() -> Path | None:
    """A folder that is held in memory and has room for a run's files; None where there is none.

    A commit of SQLite waits for the disk, for 8 ms where this was measured; in memory it does not wait.
    """
    folder = Path("/dev/shm")  # noqa: S108  every use makes a private folder in it
    usable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    return folder if usable and shutil.disk_usage(folder).free >= ROOM else None


def make_folder() -> Path:
    """A temporary folder for a cluster, with a short path, because that of a socket may have some 100 characters only."""
    parent = memory() or (Path("/tmp") if Path("/tmp").is_dir() else None)  # noqa: S108  mkdtemp makes it private
    folder = Path(tempfile.mkdtemp(prefix="desk-", dir=parent))
    account = _account()
    if os.geteuid() == 0 and account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in `folder`; `worker` keeps the names of the databases of concurrent workers apart."""

    folder: Path
    worker: str = "main"
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def start(self) -> None:
        """Makes and starts the cluster, unless another worker already has."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._started.exists():
                return
            # The locale does not hang on the machine's: an order of texts is the same everywhere.
            self._run("initdb", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
            options = " ".join(f"-c {option}" for option in (*OPTIONS, f"unix_socket_directories={self.folder}"))
            self._run("pg_ctl", "--wait", "--silent", f"--log={self.folder / 'log'}", f"--options={options}", "start")
            self._started.touch()

    def remove(self) -> None:
        """Stops the cluster, where it was started, and removes its folder."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "--mode=immediate", "--silent", "stop")
        shutil.rmtree(self.folder)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """A new database, by its name, as a copy of `template`; it is dropped at the end, whoever is still connected."""
        name = f"desk_{self.worker}_{next(self._numbers)}"
        # Copying files takes 18 ms here, and the default, through the log, 50.
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield name
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, database: str) -> str:
        """The database's address as REFERRAL_DESK_DATABASE_URL takes it."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    @property
    def _started(self) -> Path:
        return self.folder / "started"

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        folder = programs()
        if folder is None:
            raise RuntimeError(absence())
        command = [str(folder / program), f"--pgdata={self.folder / 'data'}", *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", ACCOUNT, "--", *command]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed:\n{done.stdout}{log.read_text() if log.exists() else ''}")


if __name__ == "__main__":
    print(absence() or programs())
    sys.exit(absence() is not None)
