"""Adding a backup: another provider behind those of a referral, for when they do not work out."""

from __future__ import annotations

from directory.errors import MisfitError, RefusedError, UnknownError, UsageError
from directory.referrals import alternatives, files
from directory.referrals.files import ReferralFile
from directory.referrals.fit import check, mark
from directory.referrals.opening import OpeningStatement, ProviderChoice, add_backup
from directory.referrals.reasons import REASONS
from directory.students import caseload
from directory.students.files import NeedEntry, StudentFile
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.referrals.event_form import accepted_in
from directory.web.referrals.new_referral import current_listing, set_aside

notices.add({"referral_backup_added": "The backup is added, behind the others."})

NO_NEED = "The need of this referral is not there any more: open a new referral."


@get("/referrals/{referral_id:str}/backups", may="students")
def show(asked: Asked, referral_id: str) -> Answer:
    return _page(asked, *_opened(asked, referral_id))


@post("/referrals/{referral_id:str}/backups", may="students")
def add(asked: Asked, referral_id: str) -> Answer:
    file, student = _opened(asked, referral_id)
    form = asked.form
    record_id = current_listing(asked, form.get("record"))
    if not form.has("record"):
        return _page(asked, file, student, "Choose a provider.", 422)
    if _need(file, student) is None:
        return _page(asked, file, student, NO_NEED, 409)
    said = OpeningStatement(accepted=accepted_in(form), seen=form.get("seen"))
    try:
        add_backup(working(asked), referral_id, ProviderChoice(record_id), said=said)
    except MisfitError as error:
        return _page(asked, file, student, str(error), 409, refused=record_id)
    except (RefusedError, UnknownError, UsageError) as error:
        return _page(asked, file, student, str(error), 409)
    return Redirect(f"/referrals/{referral_id}", done="referral_backup_added")


def _opened(asked: Asked, referral_id: str) -> tuple[ReferralFile, StudentFile]:
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    return file, caseload.open_student(asked.session, asked.keys, asked.scope, file.row.student_id)


def _need(file: ReferralFile, student: StudentFile) -> NeedEntry | None:
    return next((one for one in (*student.open_needs, *student.closed_needs) if one.id == file.row.need_id), None)


def _page(
    asked: Asked, file: ReferralFile, student: StudentFile, wrong: str | None = None, status: int = 200, *, refused: str = ""
) -> Page:
    """Return the page; `refused` is a provider that does not fit, or whose check has changed since it was read."""
    asked.look("referral.looked_at", student_id=student.id, subject=f"referral:{file.id}")
    need = _need(file, student)
    there = [current_listing(asked, one.record_id) for one in file.choices]
    best = alternatives.next_best(asked.session, student, need, there, asked.today, after=file.state.reason) if need else ()
    listed = (
        [one for one in set_aside(asked, student, there, need) if one.id not in {entry.card.id for entry in best}] if need else []
    )
    offered = dict.fromkeys([*(one.card.id for one in best), *(one.id for one in listed), *([refused] if refused else [])])
    checks = check(asked.session, student, need, list(offered), asked.today) if need else {}
    shown = {
        "file": file,
        "row": file.row,
        "student": student,
        "need": need,
        "reason": REASONS[file.state.reason] if file.state.reason else None,
        "best": best,
        "listed": listed,
        "checks": checks,
        "marks": {one: mark([found]) for one, found in checks.items()},
        "refused": refused,
        "typed": {name: asked.form.get(name) for name in ("despite", "although", "agreed")},
        "wrong": wrong or (None if need else NO_NEED),
    }
    return Page("referrals/backups.html", shown, status)
