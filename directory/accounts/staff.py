"""Staff: added, listed, changed, disabled and enabled, each with its entry in the audit log.

`by` is the administrator who does it, None on the command line; `address` is where the request came from.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.accounts import audit, emails, sessions
from directory.errors import RefusedError, UnknownError, UsageError
from directory.form_fields import FormFields
from directory.models.codes import Role
from directory.storage import versions
from directory.storage.ids import new_id
from directory.storage.people import links, schools
from directory.storage.people import staff as rows
from directory.storage.people.staff import StaffMember
from directory.storage.scope import ROLES

__all__ = [
    "StaffMember",
    "add",
    "all_staff",
    "disable",
    "enable",
    "find",
    "find_by_email",
    "problems",
    "refuse_stale",
    "rename",
    "set_role",
    "version",
]

LONGEST_NAME = 120  # characters
NOBODY = "There is no such member of staff."
LAST = "{name} is the last active administrator: make somebody else one first, or nobody could let people in any more."


def all_staff(session: Session) -> list[StaffMember]:
    """Return all staff, by name, including disabled accounts."""
    return rows.members(session)


def find(session: Session, staff_id: str) -> StaffMember:
    """Return one staff member; raise UnknownError if there is none."""
    found = rows.member(session, staff_id)
    if found is None:
        raise UnknownError(NOBODY)
    return found


def find_by_email(session: Session, email: str) -> StaffMember:
    """Return the staff member with this e-mail address, whatever its form.

    If nobody has it, raise UsageError for what is not an address and UnknownError for one that is.
    """
    folded = emails.folded_email(email)
    staff_id = rows.id_of(session, folded) if emails.can_be_stored(folded) else None
    if staff_id is None:
        emails.checked(email)
        raise UnknownError("No member of staff has this e-mail: `referral-desk staff list` shows who there is.")
    return find(session, staff_id)


def version(member: StaffMember) -> str:
    """Return the version of a staff member: everything but the password."""
    return versions.version_of(replace(member, invited=False))


def refuse_stale(session: Session, staff_id: str, expected: str | None) -> None:
    """Lock out other changes of a staff member until the transaction ends, and raise as storage.versions.refuse_stale does.

    `expected` is the version that the page was opened with. Raise UnknownError if there is no such person.
    """
    # Lock the administrators first, as all code does that locks both, so that two who change each other do not deadlock.
    rows.hold_administrators(session)
    if rows.lock(session, staff_id) is None:
        raise UnknownError(NOBODY)
    versions.refuse_stale(expected, version(find(session, staff_id)))


def problems(
    session: Session, *, email: str | None, name: str, role: str, school_ids: Iterable[str], phone: str | None
) -> dict[str, str]:
    """Return what is wrong with these details, by field; an `email` of None stays. Other functions raise the first of these."""
    fields = FormFields({})
    fields.check("name", lambda: _name(name))
    fields.check("email", lambda: email is not None and emails.checked(email))
    fields.check("phone", lambda: _phone(phone))
    fields.check("role", lambda: _role(role))
    fields.check("schools", lambda: _tied(session, role, school_ids))
    return fields.errors


def add(
    session: Session,
    *,
    email: str,
    name: str,
    role: str,
    school_ids: Iterable[str] = (),
    phone: str | None = None,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
) -> str:
    """Add an account without a password, which its owner sets by an invitation (accounts.links); return its id.

    Raise UsageError if something is malformed, and RefusedError if the e-mail address has an account already.
    """
    chosen, tied = _role(role), _tied(session, role, school_ids)
    member = rows.NewStaffRow(new_id(), emails.checked(email), _name(name), chosen, _phone(phone), made_at=now)
    if not rows.add(session, member):
        raise RefusedError("This e-mail has an account already: open that one and change it, or make a link for it.")
    rows.set_schools(session, member.id, tied)
    _record(session, "staff.added", member.id, now=now, by=by, address=address, detail=f"as {chosen}")
    return member.id


def rename(
    session: Session,
    staff_id: str,
    *,
    name: str,
    phone: str | None,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
) -> None:
    """Change the name or phone number; raise UnknownError or UsageError."""
    if rows.lock(session, staff_id) is None:
        raise UnknownError(NOBODY)
    rows.rename(session, staff_id, name=_name(name), phone=_phone(phone))
    _record(session, "staff.changed", staff_id, now=now, by=by, address=address, detail="name or telephone")


def set_role(
    session: Session,
    staff_id: str,
    role: str,
    school_ids: Iterable[str] = (),
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
) -> None:
    """Set the role, and a specialist's schools; other roles have none.

    Raise UnknownError, UsageError, and RefusedError if no active administrator would be left.
    """
    chosen, tied = _role(role), _tied(session, role, school_ids)
    if chosen != Role.ADMINISTRATOR:
        _refuse_last(session, staff_id)
    if rows.lock(session, staff_id) is None:
        raise UnknownError(NOBODY)
    rows.set_role(session, staff_id, chosen)
    rows.set_schools(session, staff_id, tied)
    _record(session, "staff.changed", staff_id, now=now, by=by, address=address, detail=f"role {chosen}, {len(tied)} schools")


def disable(session: Session, staff_id: str, *, now: datetime.datetime, by: str | None, address: str | None = None) -> None:
    """Lock somebody out from now on: sessions end, links no longer work.

    Raise UnknownError, and RefusedError for the last active administrator.
    """
    _refuse_last(session, staff_id)
    account = rows.lock(session, staff_id)
    if account is None:
        raise UnknownError(NOBODY)
    if account.disabled:
        return
    _set_disabled(session, staff_id, now)
    _record(session, "staff.disabled", staff_id, now=now, by=by, address=address)


def enable(session: Session, staff_id: str, *, now: datetime.datetime, by: str | None, address: str | None = None) -> None:
    """Let somebody in again, with the earlier password; raise UnknownError if there is no such person."""
    account = rows.lock(session, staff_id)
    if account is None:
        raise UnknownError(NOBODY)
    if account.disabled:
        _set_disabled(session, staff_id, None)
        _record(session, "staff.enabled", staff_id, now=now, by=by, address=address)


def _set_disabled(session: Session, staff_id: str, since: datetime.datetime | None) -> None:
    """Disable or enable the account, and end all its sessions and links, so that none becomes valid again with it."""
    rows.set_disabled(session, staff_id, since)
    sessions.end_all(session, staff_id)
    links.end_all(session, staff_id)


def _refuse_last(session: Session, staff_id: str) -> None:
    # Locked until the end: of two administrators who lock each other out at the same time, the second is refused.
    if rows.hold_administrators(session) == {staff_id}:
        raise RefusedError(LAST.format(name=find(session, staff_id).name))


def _role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError:
        raise UsageError(f"There is no such role: choose {', '.join(ROLES[:-1])} or {ROLES[-1]}.") from None


def _tied(session: Session, role: str, school_ids: Iterable[str]) -> set[str]:
    if role != Role.SPECIALIST:
        return set()
    wanted = set(school_ids)
    if not wanted:
        raise UsageError("A specialist needs at least one school: choose those whose students they work with.")
    if schools.lock_all(session, wanted) != wanted:
        raise UnknownError("One of the schools is gone: choose from the list again.")
    return wanted


def _name(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME or not words.isprintable():
        raise UsageError(f"Give a name of 1 to {LONGEST_NAME} characters, as letters to families should show it.")
    return words


def _phone(phone: str | None) -> str | None:
    words = " ".join((phone or "").split())
    if len(words) > 40 or not words.isprintable():
        raise UsageError("This is not a telephone number: it should look like (517) 555-0123.")
    return words or None


def _record(
    session: Session,
    action: str,
    staff_id: str,
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None,
    detail: str | None = None,
) -> None:
    subject = f"staff:{staff_id}"
    audit.record(session, now=now, staff_id=by, action=action, subject=subject, detail=detail, address=address)
