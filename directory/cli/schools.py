"""`referral-desk schools add | list | dismissal | counts`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import rich_click as click

from directory.cli.common import complain, desk, json_option, now, print_json, print_problems, today

MOST_SHOWN = 25


@click.group("schools")
def command() -> None:
    """Add schools, list them, or bring in what they counted in a month."""


@command.command("add")
@click.argument("name")
@click.option("--zip", "postal_code", required=True, metavar="ZIP", help="Where it is; distances are measured from there.")
@click.option("--code", default="", help="Its number in the roster.")
@click.option("--grades", default="", metavar="K-5", help="The lowest and the highest grade.")
def add(name: str, postal_code: str, code: str, grades: str) -> None:
    """Add a school."""
    from directory.accounts import schools

    details = schools.SchoolDetails(name=name, zip=postal_code, code=code, grades=grades)
    with desk().writing() as session:
        school = schools.find(session, schools.add(session, details, now=now(), by=None))
    print(f"{school.name} was added.")


@command.command("list")
@json_option
def listing(as_json: bool) -> None:
    """List the schools."""
    from directory.accounts import schools
    from directory.district_settings.dismissal_lines import written_dismissal
    from directory.district_settings.dismissals import dismissals

    with desk().reading() as session:
        found = schools.all_schools(session)
        ends = {school_id: written_dismissal(known.dismissal) for school_id, known in dismissals(session).items()}
    if as_json:
        listed = [asdict(school) | {"dismissal": ends.get(school.id) or None} for school in found]
        print_json({"count": len(found), "schools": listed})
        return
    for school in found:
        until = ends.get(school.id)
        about = (schools.grades_of(school), school.postal_code, school.code and f"code {school.code}", until and f"ends {until}")
        print("  ".join([school.name, *filter(None, about)]))
    if not found:
        print("There are no schools yet: referral-desk schools add NAME --zip ZIP")


@command.command("dismissal")
@click.argument("name")
@click.option("--ends", default="", metavar="TIME", help="When school usually ends, such as 3:15pm.")
@click.option("--other", "others", multiple=True, metavar="DAY TIME", help='A weekday with another time, such as "Wed 2:15pm".')
@click.option("--early", multiple=True, metavar="DAY TIME NOTE", help='A day of early release: "12/4/2026 12:00 Conferences".')
@click.option("--unknown", is_flag=True, help="It is not known any more.")
def dismissal(name: str, ends: str, others: tuple[str, ...], early: tuple[str, ...], unknown: bool) -> None:
    """Show when a school lets out, or set it: all times at once, in place of those of before.

    Results then say whether a service is still open when a student comes from school.
    """
    from directory.accounts import schools
    from directory.district_settings.dismissal_lines import DismissalLines, lines_of, read_lines
    from directory.district_settings.dismissals import change_dismissal, dismissal_of

    typed = DismissalLines(ends, "\n".join(others), "\n".join(early))
    if unknown and typed != DismissalLines():
        raise click.UsageError("Give times or --unknown, not both.")
    wanted, errors = read_lines(typed)
    if errors:
        raise click.UsageError(" ".join(errors.values()))
    if wanted or unknown:
        with desk().writing() as session:
            change_dismissal(session, schools.find_by_name(session, name).id, wanted, now=now(), by=None)
    with desk().reading() as session:
        school = schools.find_by_name(session, name)
        known = lines_of(dismissal_of(session, school.id).dismissal)
    print(f"{school.name} ends at {known.ends}." if known.ends else f"When {school.name} ends is not known.")
    for line in (*known.others.splitlines(), *known.early.splitlines()):
        print(f"  {line}")


@command.command("counts")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def counts(file: Path, dry_run: bool, as_json: bool) -> None:
    """Import monthly counts: a CSV with School, Month, and Attendance, Suspensions, Enrollment or Graduation.

    A month that was imported before is replaced. If any line is wrong, nothing is imported and the exit code is 1.
    """
    from directory.errors import UnknownError
    from directory.outcomes.count_sheets import read
    from directory.outcomes.school_counts import import_sheet, try_sheet

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnknownError(f"{file.name} cannot be read: {error.strerror}.") from None
    sheet, chosen = read(data, today()), desk()
    if dry_run:
        with chosen.reading() as session:
            taken = try_sheet(session, sheet)
    else:
        with chosen.writing() as session:
            taken = import_sheet(session, sheet, now=now(), by=None)
    if as_json:
        print_json(taken.as_json())
    else:
        figures = f": {taken.added} figures new, {taken.changed} changed, {taken.unchanged} as before"
        print(f"{taken.rows} rows read{'' if taken.problems else figures}.")
        print("Columns understood: " + ", ".join(f"{header} → {what}" for header, what in taken.columns.items()))
        print_problems(taken.problems, whole="the file", most=MOST_SHOWN)
    if taken.problems:
        complain("Nothing was imported: fix these lines, then import the file again.")
        raise SystemExit(1)
