"""`referral-desk schools add | list`."""

from __future__ import annotations

from dataclasses import asdict

import rich_click as click

from directory.cli.common import desk, json_option, now, print_json


@click.group("schools")
def command() -> None:
    """Add schools, or list them."""


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

    with desk().reading() as session:
        found = schools.everything(session)
    if as_json:
        print_json({"count": len(found), "schools": [asdict(school) for school in found]})
        return
    for school in found:
        about = (schools.grades_of(school), school.postal_code, school.code and f"code {school.code}")
        print("  ".join([school.name, *filter(None, about)]))
    if not found:
        print("There are no schools yet: referral-desk schools add NAME --zip ZIP")
