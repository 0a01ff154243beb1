"""The handover of a caseload to a colleague at the same schools: specialists hand over their own, administrators anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.accounts import staff
from directory.errors import RefusedError, UsageError
from directory.form_fields import FormFields
from directory.models.codes import Role
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.worklist import handover

WHICH = {"all": "All of them", "chosen": "Only some"}

notices.add({"work_handed_over": "Handed over: the referrals are on your colleague’s list now."})


@get("/work/hand-over", may="students")
def show_own(asked: Asked) -> Answer:
    return _page(asked, asked.me.staff_id, "/work/hand-over")


@post("/work/hand-over", may="students")
def give_own(asked: Asked) -> Answer:
    return _give(asked, asked.me.staff_id, "/work/hand-over", "/work")


@get("/staff/{staff_id:str}/hand-over", may="people")
def show(asked: Asked, staff_id: str) -> Answer:
    return _page(asked, staff_id, f"/staff/{staff_id}/hand-over")


@post("/staff/{staff_id:str}/hand-over", may="people")
def give(asked: Asked, staff_id: str) -> Answer:
    return _give(asked, staff_id, f"/staff/{staff_id}/hand-over", f"/staff/{staff_id}")


def _give(asked: Asked, from_id: str, path: str, after: str) -> Answer:
    form = asked.form
    staff.find(asked.session, from_id)
    fields = FormFields(form.values)
    to_id = fields.line("to", "Choose the colleague who goes on with them.")
    what = fields.code("what", WHICH, "Choose whether all of them or only some.")
    if fields.errors or to_id is None:
        return _page(asked, from_id, path, fields.errors)
    chosen = None if what == "all" else form.all("chosen")
    try:
        handover.hand_over(working(asked), from_id=from_id, to_id=to_id, chosen=chosen)
    except UsageError as error:
        return _page(asked, from_id, path, {"what": str(error)})
    except RefusedError as error:
        return _page(asked, from_id, path, {"to": str(error)}, 409)
    return Redirect(after, done="work_handed_over")


def _page(asked: Asked, from_id: str, path: str, errors: Mapping[str, str] | None = None, status: int = 422) -> Page:
    work = working(asked)
    shown: dict[str, Any] = {
        "member": staff.find(asked.session, from_id),
        "own": from_id == asked.me.staff_id,
        "path_of_form": path,
        "caseload": handover.caseload(work, from_id),
        "colleagues": handover.colleagues(work, from_id),
        "errors": errors or {},
        "to": asked.form.get("to"),
        "what": asked.form.get("what", "all" if asked.me.role == Role.ADMINISTRATOR else ""),
        "chosen": asked.form.all("chosen"),
    }
    asked.look("student.listed", subject=f"staff:{from_id}", detail="to hand over")
    return Page("worklist/hand_over.html", shown, status if errors else 200)
