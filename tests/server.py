"""The service on a fictional district in a separate process, on a free port, with its log in a file.

Run as a program it serves the database in the environment and prints its port; the settings are the demo's, since tests have no
TLS.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from directory.settings import PREFIX, read_settings
from directory.storage.write_lock import HOLDS
from tests.district import District

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Server:
    """A running service: its address, its district, its log file, and the number of its process."""

    url: str
    district: District
    log: Path
    process: int

    def processor_time(self) -> float:
        """Return how long the service has worked so far, in seconds; Linux counts hundredths."""
        after_name = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(district: District, folder: Path) -> Iterator[Server]:
    """Run the service on this district until the block ends; `folder` is for its log."""
    log = folder / "server.log"
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        f"{PREFIX}DATABASE_URL": district.database_url,
        f"{PREFIX}KEYS": district.key,
        f"{PREFIX}PUBLIC_URL": "",  # the demo's is where it is served
    }
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.server"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            assert port, log.read_text()
            yield Server(f"http://127.0.0.1:{port}", district, log, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _tell_longest() -> Callable[[float], None]:
    """Return a function that logs how long (milliseconds) this process held SQLite's write lock, at each new maximum."""
    longest = 0.0

    def tell(milliseconds: float) -> None:
        nonlocal longest
        if milliseconds > longest:
            longest = milliseconds
            sys.stderr.write(f"longest hold {milliseconds:.1f}\n")

    return tell


def main() -> None:
    """Serve until terminated."""
    import uvicorn

    from directory.app import served_app

    app = served_app(replace(read_settings(), demo=True))
    HOLDS.told.append(_tell_longest())
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # see directory.cli.serve
        print(listening.getsockname()[1], flush=True)
        uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)).run(sockets=[listening])


if __name__ == "__main__":
    main()
