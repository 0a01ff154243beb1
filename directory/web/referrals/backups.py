"""Another provider behind those of a referral, for when they do not work out."""

from __future__ import annotations

from directory.errors import RefusedError, UnknownError, UsageError
from directory.referrals.loop import files, why
from directory.referrals.loop.files import ReferralFile
from directory.referrals.loop.opening import add_backup
from directory.referrals.loop.reasons import REASONS
from directory.students import caseload
from directory.students.files import NeedEntry, StudentFile
from directory.web import notices
from directory.web.asking import Answer, Asked, Go, Page
from directory.web.referrals.choosing import set_aside, standing
from directory.web.routes import get, post
from directory.web.work import working

notices.add({"referral_backup_added": "The backup is added, behind the others."})

NO_NEED = "The need of this referral is not there any more: open a new referral."


@get("/referrals/{referral_id:str}/backups", may="students")
def show(asked: Asked, referral_id: str) -> Answer:
    return _page(asked, *_opened(asked, referral_id))


@post("/referrals/{referral_id:str}/backups", may="students")
def add(asked: Asked, referral_id: str) -> Answer:
    file, student = _opened(asked, referral_id)
    record_id, need = standing(asked, asked.form.get("record")), _need(file, student)
    if not asked.form.has("record"):
        return _page(asked, file, student, "Choose a provider.", 422)
    if need is None:
        return _page(asked, file, student, NO_NEED, 409)
    choice = why.why(asked.session, student, need, [record_id], asked.today).choices[record_id]
    try:
        add_backup(working(asked), referral_id, choice)
    except (RefusedError, UnknownError, UsageError) as error:
        return _page(asked, file, student, str(error), 409)
    return Go(f"/referrals/{referral_id}", done="referral_backup_added")


def _opened(asked: Asked, referral_id: str) -> tuple[ReferralFile, StudentFile]:
    file = files.look(asked.session, asked.keys, asked.scope, referral_id)
    return file, caseload.look(asked.session, asked.keys, asked.scope, file.row.student_id)


def _need(file: ReferralFile, student: StudentFile) -> NeedEntry | None:
    return next((one for one in (*student.open_needs, *student.closed_needs) if one.id == file.row.need_id), None)


def _page(asked: Asked, file: ReferralFile, student: StudentFile, wrong: str | None = None, status: int = 200) -> Page:
    asked.look("referral.looked_at", student_id=student.id, subject=f"referral:{file.id}")
    need = _need(file, student)
    there = [one.record_id for one in file.choices]
    best = why.next_best(asked.session, student, need, there, asked.today, after=file.state.reason) if need else ()
    known = {entry.card.id for entry in best}
    shown = {
        "file": file,
        "row": file.row,
        "student": student,
        "need": need,
        "reason": REASONS.get(file.state.reason or ""),
        "best": best,
        "listed": [one for one in set_aside(asked, there) if one.id not in known] if need else [],
        "wrong": wrong or (None if need else NO_NEED),
    }
    return Page("referrals/backups.html", shown, status)
