"""Staff as administrators see them: the list, additions, changes, links to set a password, and access disabled or enabled."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from directory.accounts import links, schools, staff
from directory.accounts.links import LASTS, Purpose
from directory.accounts.staff import StaffMember
from directory.errors import RefusedError, StaleError
from directory.form_fields import repeated
from directory.models.codes import Role
from directory.storage.people import receipts
from directory.storage.referrals import worklist
from directory.storage.scope import ROLES
from directory.web.core import notices, stale
from directory.web.core.filters import moment, phone
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

DUTIES = {
    Role.SPECIALIST: "Specialist: the students of their schools",
    Role.COORDINATOR: "Coordinator: the directory and its lists, no students",
    Role.ADMINISTRATOR: "Administrator: everything, and who may do what",
    Role.VIEWER: "Viewer: the district's numbers, no names",
}
CHANGE_IT = ("staff.added", "staff.changed", "staff.disabled", "staff.enabled")
ONE = ("email", "name", "phone", "role")
NOT_ONESELF = "Nobody takes this away from their own account: ask another administrator."

notices.add(
    {
        "staff_disabled": "The account is disabled: they are signed out everywhere and cannot sign in any more.",
        "staff_enabled": "The account is enabled: they can sign in again with their old password.",
    }
)


@dataclass(frozen=True, slots=True)
class TypedStaff:
    """The fields of a member of staff as they were typed; `state` is shown beside the form."""

    email: str = ""
    name: str = ""
    phone: str = ""
    role: str = ""
    schools: tuple[str, ...] = ()
    state: str = ""


@get("/staff", may="people")
def everybody(asked: Asked) -> Answer:
    return _list(asked, TypedStaff(role=Role.SPECIALIST))


@post("/staff", may="people")
def add(asked: Asked) -> Answer:
    typed = _typed(asked)
    errors = staff.problems(
        asked.session, email=typed.email, name=typed.name, role=typed.role, school_ids=typed.schools, phone=typed.phone
    ) | repeated(asked.form.values, ONE)
    if errors:
        return _list(asked, typed, errors)
    try:
        staff_id = staff.add(
            asked.session,
            email=typed.email,
            name=typed.name,
            role=typed.role,
            school_ids=typed.schools,
            phone=typed.phone,
            now=asked.now,
            by=asked.me.staff_id,
            address=asked.address,
        )
    except RefusedError as error:
        return _list(asked, typed, {"email": str(error)}, 409)
    return _link(asked, staff_id, "invitation")


@get("/staff/{staff_id:str}", may="people")
def show(asked: Asked, staff_id: str) -> Answer:
    member = staff.find(asked.session, staff_id)
    return _one(asked, staff_id, _of_member(member), carried=_carried(asked, member))


@post("/staff/{staff_id:str}", may="people")
def change(asked: Asked, staff_id: str) -> Answer:
    member, typed = staff.find(asked.session, staff_id), _typed(asked)
    tied = set(typed.schools) if typed.role == Role.SPECIALIST else set()
    errors = staff.problems(
        asked.session, email=None, name=typed.name, role=typed.role, school_ids=typed.schools, phone=typed.phone
    ) | repeated(asked.form.values, ONE)
    if staff_id == asked.me.staff_id and typed.role != member.role:
        errors["role"] = NOT_ONESELF
    if errors:
        return _one(asked, staff_id, typed, errors)
    try:
        staff.refuse_stale(asked.session, staff_id, asked.form.get("version"))
    except StaleError:
        return _changed_meanwhile(asked, staff_id, typed)
    common: dict[str, Any] = {"now": asked.now, "by": asked.me.staff_id, "address": asked.address}
    if (typed.name, typed.phone) != (member.name, phone(member.phone)):
        staff.rename(asked.session, staff_id, name=typed.name, phone=typed.phone, **common)
    if (typed.role, tied) != (member.role, {school.id for school in member.schools}):
        try:
            staff.set_role(asked.session, staff_id, typed.role, typed.schools, **common)
        except RefusedError as error:
            return _one(asked, staff_id, typed, {"role": str(error)}, 409)
    return Redirect(f"/staff/{staff_id}", done="saved")


@post("/staff/{staff_id:str}/link", may="people")
def make_link(asked: Asked, staff_id: str) -> Answer:
    return _link(asked, staff_id, "invitation" if staff.find(asked.session, staff_id).invited else "reset")


@post("/staff/{staff_id:str}/disable", may="people")
def disable(asked: Asked, staff_id: str) -> Answer:
    if staff_id == asked.me.staff_id:
        raise RefusedError(NOT_ONESELF)
    try:
        staff.refuse_stale(asked.session, staff_id, asked.form.get("version"))
    except StaleError:
        return _clicked_late(asked, staff_id, "Disable")
    staff.disable(asked.session, staff_id, now=asked.now, by=asked.me.staff_id, address=asked.address)
    return Redirect(f"/staff/{staff_id}", done="staff_disabled")


@post("/staff/{staff_id:str}/enable", may="people")
def enable(asked: Asked, staff_id: str) -> Answer:
    try:
        staff.refuse_stale(asked.session, staff_id, asked.form.get("version"))
    except StaleError:
        return _clicked_late(asked, staff_id, "Enable")
    staff.enable(asked.session, staff_id, now=asked.now, by=asked.me.staff_id, address=asked.address)
    return Redirect(f"/staff/{staff_id}", done="staff_enabled")


def _changed_meanwhile(asked: Asked, staff_id: str, typed: TypedStaff) -> Page:
    member = staff.find(asked.session, staff_id)
    found = stale.put_together(
        asked, _shape(asked), _boxes(typed), asdict(_of_member(member)), actions=CHANGE_IT, subject=f"staff:{staff_id}"
    )
    kept: dict[str, Any] = {name: box for name, box in found.boxes.items() if name != "state"}
    return _one(asked, staff_id, replace(typed, **kept), status=409, carried=_carried(asked, member), found=found)


def _boxes(typed: TypedStaff) -> dict[str, Any]:
    return {"name": typed.name, "phone": typed.phone, "role": typed.role, "schools": typed.schools}


def _clicked_late(asked: Asked, staff_id: str, wanted: str) -> Page:
    member = staff.find(asked.session, staff_id)
    shape, held = _shape(asked), asdict(_of_member(member))
    return stale.clicked(
        asked,
        wanted=f"{wanted} the account of {member.name}",
        now=[(label, shape.lines(name, held[name])) for name, label in shape.labels.items()],
        version=staff.version(member),
        back=f"/staff/{staff_id}",
        button=f"{wanted} it all the same",
    )


def _shape(asked: Asked) -> stale.Shape:
    labels = {"name": "Name", "phone": "Telephone", "role": "Role", "schools": "Schools", "state": "Account"}
    names = {school.id: school.name for school in schools.all_schools(asked.session)}
    return stale.Shape(labels, {"role": {role: role.capitalize() for role in ROLES}, "schools": names})


def _of_member(member: StaffMember) -> TypedStaff:
    here = tuple(school.id for school in member.schools)
    state = f"Disabled on {moment(member.disabled_at)}" if member.disabled_at else "Active"
    return TypedStaff(member.email, member.name, phone(member.phone), member.role, here, state)


def _carried(asked: Asked, member: StaffMember) -> dict[str, str]:
    return stale.carried(asked, staff.version(member), asdict(_of_member(member)))


def _typed(asked: Asked) -> TypedStaff:
    form = asked.form
    return TypedStaff(form.get("email"), form.get("name"), form.get("phone"), form.get("role"), tuple(form.all("schools")))


def _list(asked: Asked, typed: TypedStaff, errors: dict[str, str] | None = None, status: int = 422) -> Page:
    shown = {
        "members": staff.all_staff(asked.session),
        "running": links.running(asked.session, asked.now),
        **_choices(asked, typed, errors),
    }
    return Page("accounts/staff.html", shown, status if errors else 200)


def _one(
    asked: Asked,
    staff_id: str,
    typed: TypedStaff,
    errors: dict[str, str] | None = None,
    status: int = 422,
    *,
    carried: dict[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    shown = {
        "member": staff.find(asked.session, staff_id),
        "oneself": staff_id == asked.me.staff_id,
        "runs_until": links.running(asked.session, asked.now).get(staff_id),
        "referrals": worklist.count_unfinished(asked.session, staff_id),
        "carried": carried or stale.carried_on(asked.form),
        "stale": found,
        **_choices(asked, typed, errors),
    }
    return Page("accounts/member.html", shown, status if errors or found else 200)


def _choices(asked: Asked, typed: TypedStaff, errors: dict[str, str] | None) -> dict[str, Any]:
    return {
        "typed": typed,
        "errors": errors or {},
        "roles": [(role, DUTIES[role]) for role in ROLES],
        "schools": [(school.id, school.name) for school in schools.all_schools(asked.session)],
    }


def _link(asked: Asked, staff_id: str, purpose: Purpose) -> Page:
    """Return the page that shows a link, once: it is in no URL and no log, and going back does not bring it back."""
    token = links.make_link(asked.session, staff_id, purpose, asked.now, by=asked.me.staff_id, address=asked.address)
    if number := asked.form.get("once"):
        # A second press of the button shows only the second answer, which says where to make a new link.
        receipts.done(asked.session, number, f"/staff/{staff_id}")
    shown = {
        "member": staff.find(asked.session, staff_id),
        "purpose": purpose,
        "link": f"{asked.origin}/welcome/{token}",
        "until": asked.now + LASTS[purpose],
    }
    return Page("accounts/link.html", shown)
