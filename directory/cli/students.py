"""`referral-desk students import`: importing the roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from directory.cli.common import complain, desk, json_option, now, print_json, print_problems, today

if TYPE_CHECKING:
    from directory.students.roster import RosterReport

MOST_SHOWN = 25
_ONEROSTER = ("users.csv", "demographics.csv", "orgs.csv", "roles.csv")


@click.group("students")
def command() -> None:
    """Import the roster of students."""


@command.command("import")
@click.argument("file", metavar="FILE_OR_FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--roster", help="What the roster is called, where the district has several; the next one must go by the same name."
)
@click.option(
    "--leavers-too", is_flag=True, help="Mark students who are missing from it as left, even if they are more than half."
)
@click.option("--orders-read", is_flag=True, help="Say that you have read what rows tell of custody, courts and contact.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def import_(file: Path, roster: str | None, leavers_too: bool, orders_read: bool, dry_run: bool, as_json: bool) -> None:
    """Read a roster: a CSV or Excel list of students, or a OneRoster export as a folder or a zip file."""
    from directory.storage.keyring import open_keys
    from directory.students.roster import ROSTER, import_roster, refusal, report, stage_roster, unread_orders

    files = _files(file)
    chosen = desk()
    name = roster or ROSTER
    if dry_run:
        with chosen.reading() as session:
            keys = open_keys(session, chosen.settings)
            staged = stage_roster(session, keys, files, today=today(), roster=name, name=file.name)
            done = report(staged)
    else:
        chosen.keys()
        staged, done = import_roster(
            chosen.engine, chosen.settings, files, today=today(), now=now(), roster=name, name=file.name,
            leavers_too=leavers_too, orders_read=orders_read,
        )  # fmt: skip
    if as_json:
        print_json(done.as_json())
    else:
        _print(done)
    if dry_run and done.undecided and not orders_read:
        complain(unread_orders(staged.plan))
    if dry_run and done.doubtful and not leavers_too:
        complain(refusal(staged.plan))


def _files(path: Path) -> dict[str, bytes]:
    """Return the file, or OneRoster's files of a folder, by name."""
    from directory.errors import UnknownError

    try:
        if not path.is_dir():
            return {path.name: path.read_bytes()}
        found = {one.name.casefold(): one.read_bytes() for one in sorted(path.iterdir()) if one.name.casefold() in _ONEROSTER}
    except FileNotFoundError:
        raise UnknownError(f"There is no file {path.name}: check its name and folder.") from None
    except OSError as error:
        raise UnknownError(f"{path.name} cannot be read: {error.strerror}.") from None
    if "users.csv" not in found:
        raise UnknownError(
            f"The folder {path.name} holds no users.csv: name the roster in it, or the folder of a OneRoster export."
        )
    return found


def _print(done: RosterReport) -> None:
    from directory.i18n.catalogs import ENGLISH
    from directory.listings.problems.words import told_of_roster

    print(f"{done.rows_read} rows read:")
    for part in ("created", "updated", "unchanged", "rejected", "duplicates", "skipped"):
        if count := getattr(done, part):
            print(f"  {count:6}  {part}")
    beside = ((done.left, "left"), (done.returned, "returned"), (done.schools_added, "schools added"))
    if said := ", ".join(f"{count} {words}" for count, words in beside if count):
        print(f"Among the students: {said}." if done.left or done.returned else f"{said}.".capitalize())
    if done.schools_added:
        print("Give the new schools their ZIP on the page of schools: distances are measured from there.")
    print("Columns understood:")
    for header, target in done.columns.items():
        print(f"  {header} → {target}")
    if done.unread_columns:
        print(f"Columns not read: {', '.join(done.unread_columns)}")
    print_problems([told_of_roster(problem, ENGLISH) for problem in done.problems], whole="the file", most=MOST_SHOWN)
    if done.import_id is None:
        print("Nothing was changed: this was a dry run.")
