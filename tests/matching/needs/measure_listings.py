"""How well listings are classified, held against labels by hand: `python -m tests.matching.needs.measure_listings`.

`listing_labels.tsv` names rows of the lists in ../shared/data, by the list's own number or by the line with the header as 1,
and the terms that each is for (main), also answers, or may be said to answer. A fit is strong where a match would pass: after
all that storage does to it. A row that is only an agency, without a program or a service, is no listing: it is left out, and how
many there are is said. Where the lists are absent there is nothing to measure. `--shut` holds them against the labels of
another reader, if there are such: they are packed so that nobody reads them by accident, for the end of the work, and nothing is
chosen by them. Once they have been opened they belong among the others.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.storage.listings import facts
from importers import read
from importers.columns import mapfile
from importers.fields import Target
from importers.records import Fields, NeedFit, Record
from matching.needs import answered, narrowed
from matching.weights import ANSWERS
from tests.real_lists import DATA, TODAY, listing

LABELS = Path(__file__).parent / "listing_labels.tsv"
SHUT = Path(__file__).parent / "listing_labels.shut.tsv.gz"
NUMBERS = {
    "dc-211-icarol-export.csv": "ResourceAgencyNum",
    "ohana-sample-csv/services.csv": "id",
    "ohana-sample-csv/organizations.csv": "id",
}
"""The column that numbers the rows of a list; other lists are numbered by line."""

MAPS = {"ohana-sample-csv/services.csv": mapfile.parse('[columns]\n"name" = "organization.name"')}
"""What is said of the columns of a list that is one table of several, and is not read by itself."""

ALL = "all lists"


@dataclass(frozen=True, slots=True)
class Labels:
    """What a reader says that one row of a list is for."""

    file: str
    row: str
    main: tuple[str, ...]
    also: tuple[str, ...]
    maybe: tuple[str, ...]


def labels(*, shut: bool = False) -> list[Labels]:
    """Return what readers say, in the order of the file; nothing if there are no shut labels."""
    if shut and not SHUT.exists():
        return []
    with gzip.open(SHUT, "rt", encoding="utf-8") if shut else LABELS.open(encoding="utf-8", newline="") as lines:
        return [
            Labels(row["file"], row["row"], *(_slugs(row[kind]) for kind in ("main", "also", "maybe")))
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def _slugs(cell: str) -> tuple[str, ...]:
    return tuple(slug for slug in cell.split(",") if slug not in ("", "-"))


def mapped(file: str) -> read.Listing:
    """Return a list that is read with its map."""
    path = DATA / file
    return read.listing(path.read_bytes(), path.name, TODAY, given=MAPS[file])


def records(file: str) -> Mapping[str, Record]:
    """Return the records of a list by the number of their row."""
    found = (mapped(file) if file in MAPS else listing(file)).records
    column = NUMBERS.get(file)
    return {record.cells[column] if column else str(at): record for at, record in enumerate(found, start=2)}


def fits(fields: Fields) -> dict[str, float]:
    """Return the fits of a listing as matches read them."""
    needs = fields.get(Target.NEEDS) or ()
    listed = {need.slug: need.fit for need in needs if isinstance(need, NeedFit)} if isinstance(needs, tuple) else {}
    return answered(narrowed(listed, facts.audience(fields)))


def judged(files: Collection[str] | None = None, *, shut: bool = False) -> Iterator[tuple[Labels, Fields]]:
    """Yield each labeled row with its fields, list by list."""
    wanted = [one for one in labels(shut=shut) if files is None or one.file in files]
    for file in dict.fromkeys(one.file for one in wanted):
        rows = records(file)
        yield from ((one, rows[one.row].fields) for one in wanted if one.file == file)


def is_listing(fields: Fields) -> bool:
    """Whether a row is of a service, rather than of an agency whose programs have rows of their own."""
    return bool(fields.get(Target.SERVICE_NAME))


def counts(files: Collection[str] | None = None, *, shut: bool = False) -> Mapping[str, Counter[str]]:
    """Return for each list, and for all, how many strong needs there are and are wrong, and how many main needs are missed.

    `agencies` are the rows that are left out, since they are no listing.
    """
    found: dict[str, Counter[str]] = {}
    for one, fields in judged(files, shut=shut):
        if not is_listing(fields):
            for name in (one.file, ALL):
                found.setdefault(name, Counter())["agencies"] += 1
            continue
        found_fits = fits(fields)
        strong = {slug for slug, fit in found_fits.items() if fit >= ANSWERS}
        count = Counter(
            listings=1,
            strong=len(strong),
            wrong=len(strong - {*one.main, *one.also, *one.maybe}),
            main=len(one.main),
            missing=len(set(one.main) - found_fits.keys()),
            weak=len((set(one.main) & found_fits.keys()) - strong),
        )
        for name in (one.file, ALL):
            found.setdefault(name, Counter()).update(count)
    return found


def main() -> None:
    if not DATA.is_dir():
        print(f"The real lists are absent: {DATA}")
        return
    found = counts(shut="--shut" in sys.argv)
    if not found:
        print(f"There are no shut labels: {SHUT}")
        return
    print(f"{'list':32} {'listings':>8} {'strong needs':>12} {'wrong':>12} {'main needs':>10} {'missing':>12} {'not strong':>12}")
    for name, count in found.items():
        shares = {kind: f"{count[kind]} {100 * count[kind] / (count[of] or 1):5.1f} %" for kind, of in
                  (("wrong", "strong"), ("missing", "main"), ("weak", "main"))}  # fmt: skip
        print(
            f"{name:32} {count['listings']:8} {count['strong']:12} {shares['wrong']:>12} {count['main']:10}"
            f" {shares['missing']:>12} {shares['weak']:>12}"
        )
    if agencies := found[ALL]["agencies"]:
        print(f"Left out: {agencies} rows that are only an agency, without a service of its own.")


if __name__ == "__main__":
    main()
