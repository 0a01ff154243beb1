"""`referral-desk plans list | import`: the insurance plans that a sentence may name."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from directory.cli.common import desk, json_option, now, print_json


@click.group("plans")
def command() -> None:
    """List the insurance plans that a sentence may name, or bring in the district's own list."""


@command.command("list")
@json_option
def listing(as_json: bool) -> None:
    """List the plans, how each pays, and what else it is called."""
    from directory.district_settings.effective import read_district

    chosen = desk()
    with chosen.reading() as session:
        plans = read_district(session, chosen.settings).insurance_plans
    if as_json:
        listed = [{"name": one.name, "payment": one.payment, "also_called": list(one.others)} for one in plans]
        print_json({"count": len(plans), "plans": listed})
        return
    for one in plans:
        print("  ".join(filter(None, (one.name, one.payment, "; ".join(one.others)))))
    if not plans:
        print("There are no plans: referral-desk plans import FILE")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Import a CSV with Plan, Payment (medicaid or private) and Also called, in place of the plans of before."""
    from directory.district_settings.effective import change
    from directory.district_settings.insurance_plans import read_plans
    from directory.district_settings.table import INSURANCE_PLANS
    from directory.errors import UnknownError, UsageError

    try:
        plans = read_plans(file.read_text("utf-8-sig"))
    except OSError as error:
        raise UnknownError(f"{file.name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file.name} is no UTF-8 text: save it as CSV UTF-8.") from None
    chosen = desk()
    with chosen.writing() as session:
        change(session, chosen.settings, INSURANCE_PLANS, plans, now=now(), by=None)
    print(f"{len(plans)} plans.")
