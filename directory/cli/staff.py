"""`referral-desk staff add | list | password | role | disable | enable`; passwords never go on a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from directory.cli.common import desk, json_option, now, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.accounts.links import Purpose
    from directory.accounts.staff import StaffMember

school_option = click.option(
    "--school",
    "names",
    multiple=True,
    metavar="NAME",
    help="A school whose students a specialist works with; may be given again.",
)
base_option = click.option(
    "--base-url", metavar="URL", help="Where the pages are, for the link; REFERRAL_DESK_PUBLIC_URL where none is given."
)
role_words = "specialist, coordinator, administrator or viewer"


@click.group("staff")
def command() -> None:
    """Let people in, as what they are, and keep them out again."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="As letters to families should show it.")
@click.option("--role", required=True, help=f"{role_words.capitalize()}.")
@school_option
@base_option
def add(email: str, name: str, role: str, names: tuple[str, ...], base_url: str | None) -> None:
    """Add a member of staff, and print the link with which they set their password."""
    from directory.accounts import staff

    base = _base(base_url)
    with desk().writing() as session:
        staff_id = staff.add(session, email=email, name=name, role=role, school_ids=_schools(session, names), now=now(), by=None)
        _print_link(session, staff.find(session, staff_id), "invitation", base)


@command.command("list")
@json_option
def listing(as_json: bool) -> None:
    """List who may sign in."""
    from directory.accounts import staff

    with desk().reading() as session:
        found = staff.all_staff(session)
    if as_json:
        print_json({"count": len(found), "staff": [_as_json(member) for member in found]})
        return
    for member in found:
        schools = ", ".join(school.name for school in member.schools)
        print("  ".join(filter(None, [f"{member.role:13}", member.email, member.name, schools, _state(member)])))
    if not found:
        print("There is nobody yet: referral-desk staff add EMAIL --name NAME --role administrator")


@command.command("password")
@click.argument("email")
@base_option
def password(email: str, base_url: str | None) -> None:
    """Print a link with which somebody sets a new password."""
    from directory.accounts import staff

    base = _base(base_url)
    with desk().writing() as session:
        member = staff.find_by_email(session, email)
        _print_link(session, member, "invitation" if member.invited else "reset", base)


@command.command("role")
@click.argument("email")
@click.argument("role")
@school_option
def role(email: str, role: str, names: tuple[str, ...]) -> None:
    """Give somebody another role, or a specialist other schools."""
    from directory.accounts import staff

    with desk().writing() as session:
        member = staff.find_by_email(session, email)
        staff.set_role(session, member.id, role, _schools(session, names), now=now(), by=None)
    # The command replaces all schools: the old ones are printed, so that a colleague's change is not undone unnoticed.
    print(f"{member.name} is {_as_what(role, names)} now, and was {_as_what(member.role, [s.name for s in member.schools])}.")


@command.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Keep somebody out, from this moment on."""
    from directory.accounts import staff

    with desk().writing() as session:
        member = staff.find_by_email(session, email)
        staff.disable(session, member.id, now=now(), by=None)
    print(f"{member.name} is signed out and cannot sign in any more.")


@command.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let somebody in again, with the password of before."""
    from directory.accounts import staff

    with desk().writing() as session:
        member = staff.find_by_email(session, email)
        staff.enable(session, member.id, now=now(), by=None)
    print(f"{member.name} can sign in again.")


def _as_what(role: str, schools: Sequence[str]) -> str:
    return f"{role} at {', '.join(schools)}" if schools else role


def _base(given: str | None) -> str:
    from directory.settings import read_settings

    url = given or read_settings().public_url
    if url is None:
        raise click.UsageError("Set REFERRAL_DESK_PUBLIC_URL to where the pages are, or name it with --base-url, for the link.")
    if not url.startswith(("http://", "https://")):
        raise click.UsageError("--base-url begins with http:// or https://, such as https://desk.example.org.")
    return url.rstrip("/")


def _schools(session: Session, names: tuple[str, ...]) -> list[str]:
    from directory.accounts import schools

    return [schools.find_by_name(session, name).id for name in names]


def _print_link(session: Session, member: StaffMember, purpose: Purpose, base: str) -> None:
    from directory.accounts.links import LASTS, make_link

    token = make_link(session, member.id, purpose, now(), by=None)
    hours = int(LASTS[purpose].total_seconds() // 3600)
    lasts = f"{hours // 24} days" if hours > 24 else f"{hours} hours"
    print(f"Give this link to {member.name} and to nobody else. It sets the password, works once, and lasts {lasts}:")
    print(f"{base}/welcome/{token}")


def _state(member: StaffMember) -> str:
    if not member.active:
        return "(disabled)"
    return "(has set no password yet)" if member.invited else ""


def _as_json(member: StaffMember) -> dict[str, object]:
    return {
        "id": member.id,
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "phone": member.phone,
        "schools": [school.name for school in member.schools],
        "invited": member.invited,
        "active": member.active,
    }
