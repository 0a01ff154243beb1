"""Runs the benchmarks and prints their tables: `python -m tests.benchmarks --help`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from directory import clock
from directory.settings import Settings
from directory.storage.engine import reading
from tests import postgres
from tests.benchmarks import answering, asking, databases, importing, pages, publishing, referrals, tantivy_side, typing
from tests.benchmarks.generating import csv_bytes
from tests.benchmarks.table import FOLLOWED, LATENCY, PAGES, SPEED, TYPED, Latency, PageTime, Speed, table

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--services", type=int, nargs="+", default=[10_000, 100_000], help="sizes of the directory")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the list that is imported")
    parser.add_argument("--questions", type=int, default=300, help="questions of each kind")
    parser.add_argument("--referrals", type=int, default=referrals.REFERRALS, help="referrals that are reported and worked on")
    parser.add_argument("--quick", action="store_true", help="a small directory and few questions, to see that all of it runs")
    parser.add_argument("--pages", action="store_true", help="the pages alone")
    parser.add_argument("--sentences", action="store_true", help="reading sentences, alone")
    parser.add_argument("--typing", action="store_true", help="suggestions while somebody types, alone")
    parser.add_argument("--publishing", action="store_true", help="what people wait for while a list is published, alone")
    given = parser.parse_args()
    if given.quick:
        given.services, given.rows, given.questions, given.referrals = [1_000, 2_000], 500, 30, 500
    begun = time.perf_counter()
    if given.sentences:
        _read_sentences()
        return
    clock.use(Settings(time_zone="UTC"))
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder, databases.started() as cluster:
        server = cluster if isinstance(cluster, postgres.Cluster) else None
        if server is None:
            print(f"Without PostgreSQL: {cluster}")
        if given.typing:
            _typed(Path(folder), server, given.services, given.questions)
            return
        if not given.pages:
            if not given.publishing:
                _read_sentences()
            _publishing(Path(folder), server, given.rows)
            if given.publishing:
                return
            speeds = list(_speeds(Path(folder), server, given.rows))
            print(table(SPEED, [speed.cells() for speed in speeds]), end="\n\n", flush=True)
            followed = list(_followed(Path(folder), server, given.referrals))
            print(table(FOLLOWED, [line.cells() for line in followed]), end="\n\n", flush=True)
        times = list(_pages(Path(folder), server, 30 if given.quick else 100, given.referrals))
        print(table(PAGES, [one.cells() for one in times]), end="\n\n", flush=True)
        if given.pages:
            return
        _typed(Path(folder), server, [1_000] if given.quick else [5_000], 30 if given.quick else 100)
        lines = list(_latencies(Path(folder), server, sorted(given.services), given.questions))
        kinds = list(dict.fromkeys(line.what for line in lines))
        lines.sort(key=lambda line: (line.services, kinds.index(line.what)))
        print(table(LATENCY, [line.cells() for line in lines]))
    print(f"\nMedian and 99th percentile of {given.questions} questions, warm; {time.perf_counter() - begun:.0f} s in all.")


def _read_sentences() -> None:
    """Prints how much processor time sentences cost to be read, in a process of their own."""
    subprocess.run([sys.executable, "-m", "tests.benchmarks.sentences"], check=True)
    print(flush=True)


def _typed(folder: Path, server: postgres.Cluster | None, sizes: list[int], count: int) -> None:
    """Prints how long suggestions take from the third letter on, each line as it is measured, and all of them as a table."""
    lines = []

    def measure(url: str, engine_name: str) -> None:
        for line in typing.latencies(url, engine_name, folder, sorted(sizes), count, say=_say):
            lines.append(line.cells())
            print("  ".join(line.cells()), file=sys.stderr, flush=True)

    measure(f"sqlite:///{folder / 'typing.db'}", SQLITE)
    if server:
        with server.database() as name:
            measure(server.url(name), POSTGRESQL)
    print(table(TYPED, lines), end="\n\n", flush=True)


def _speeds(folder: Path, server: postgres.Cluster | None, rows: int) -> Iterator[Speed]:
    data = csv_bytes(rows)
    with databases.sqlite(folder, "list") as engine:
        yield from importing.speeds(engine, SQLITE, data)
    if server:
        with databases.postgresql(server) as engine:
            yield from importing.speeds(engine, POSTGRESQL, data)


def _followed(folder: Path, server: postgres.Cluster | None, count: int) -> Iterator[Latency]:
    with databases.sqlite(folder, "referrals") as engine:
        yield from referrals.latencies(engine, SQLITE, count)
    if server:
        with databases.postgresql(server) as engine:
            yield from referrals.latencies(engine, POSTGRESQL, count)


def _publishing(folder: Path, server: postgres.Cluster | None, rows: int) -> None:
    """Prints what others waited for, and how long the lock was held, while a list was published and taken back."""
    runs = [publishing.published(f"sqlite:///{folder / 'publishing.db'}", SQLITE, folder, rows)]
    if server:
        with server.database() as name:
            runs.append(publishing.published(server.url(name), POSTGRESQL, folder, rows))
    print(table(publishing.HEAD, [line for run in runs for line in run.lines()]), flush=True)
    for run in runs:
        held = f"; the lock was held {run.job_held:.0f} ms at most by the job, {run.pages_held:.0f} ms by pages"
        print(
            f"{run.rows:,} rows on {run.engine} in {run.seconds:.0f} s, back in {run.undo_seconds:.0f} s, {run.failed} answers failed",
            end="",
        )
        print(held if run.engine == SQLITE else "")
    print(flush=True)


def _pages(folder: Path, server: postgres.Cluster | None, count: int, referred: int) -> Iterator[PageTime]:
    yield from pages.page_times(f"sqlite:///{folder / 'pages.db'}", SQLITE, folder, count, referred)
    if server:
        with server.database() as name:
            yield from pages.page_times(server.url(name), POSTGRESQL, folder, count, referred)


def _latencies(folder: Path, server: postgres.Cluster | None, sizes: list[int], count: int) -> Iterator[Latency]:
    """The directory grows in the SQLite file from size to size; the others are filled from there."""
    questions, have = asking.questions(count), 0
    with databases.sqlite(folder, "directory") as engine:
        for size in sizes:
            _say(f"Generating {size:,} services …")
            databases.grow(engine, have, size)
            have = size
            with reading(engine) as session:
                words = asking.words(session, count)
            _say(f"Asking at {size:,} services …")
            yield from answering.latencies(engine, SQLITE, size, questions, words)
            yield answering.ranking(engine, size, questions)
            yield from tantivy_side.latencies(engine, folder / f"tantivy-{size}", size, questions, words)
            if server:
                with databases.postgresql(server) as target:
                    databases.copy(engine, target)
                    yield from answering.latencies(target, POSTGRESQL, size, questions, words)


def _say(words: str) -> None:
    """Progress, where somebody is watching."""
    if sys.stderr.isatty():
        print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
