"""The end of a file: a student who has left, one who comes back, and one who is deleted for good."""

from __future__ import annotations

from directory.referrals.loop import leaving
from directory.students import changing
from directory.web import notices
from directory.web.asking import Answer, Asked, Go
from directory.web.routes import get, post
from directory.web.students import opening
from directory.web.work import working

notices.add(
    {
        "student_left": "Marked as left. The file is kept: you can bring the student back at any time.",
        "student_back": "Welcome back: the student is among yours again.",
        "student_deleted": "The student is deleted for good.",
    }
)

WORD = "DELETE"


@get("/students/{student_id:str}/left", may="students")
def ask(asked: Asked, student_id: str) -> Answer:
    shown = {"referrals": leaving.open_ones(working(asked), student_id)}
    return opening.page(asked, opening.opened(asked, student_id), "left", shown)


@post("/students/{student_id:str}/left", may="students")
def leave(asked: Asked, student_id: str) -> Answer:
    if asked.form.has("close_referrals"):
        leaving.close_all(working(asked), student_id)
    changing.mark_left(asked.session, asked.scope, student_id, today=asked.today, now=asked.now)
    return Go(f"/students/{student_id}", done="student_left")


@post("/students/{student_id:str}/back", may="students")
def bring_back(asked: Asked, student_id: str) -> Answer:
    changing.bring_back(asked.session, asked.scope, student_id, now=asked.now)
    return Go(f"/students/{student_id}", done="student_back")


@get("/students/{student_id:str}/delete", may="students")
def warn(asked: Asked, student_id: str) -> Answer:
    return opening.page(asked, opening.opened(asked, student_id), "delete", {"typed": "", "errors": {}, "word": WORD})


@post("/students/{student_id:str}/delete", may="students")
def delete(asked: Asked, student_id: str) -> Answer:
    file, typed = opening.opened(asked, student_id), asked.form.get("word")
    if typed != WORD:
        errors = {"word": f"Nothing was deleted. If you mean it, type {WORD} in capital letters."}
        return opening.page(asked, file, "delete", {"typed": typed, "errors": errors, "word": WORD}, 422)
    changing.delete_for_good(asked.session, asked.scope, student_id, today=asked.today, now=asked.now)
    return Go("/students", done="student_deleted")
