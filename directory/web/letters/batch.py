"""Several letters at once, as one PDF: those whose turn it is and that nobody has given yet."""

from __future__ import annotations

from directory.letters import pdf
from directory.letters.drawn import LetterError
from directory.letters.keeping import MOST_IN_BATCH, Wish, give_many
from directory.storage.loop import letters as stored
from directory.storage.people import students
from directory.students.caseload import profile_of
from directory.web.asking import Answer, Asked, File, Page
from directory.web.letters.giving import address
from directory.web.routes import get, post
from directory.web.work import working


@get("/letters", may="students")
def show(asked: Asked) -> Answer:
    return _page(asked)


@post("/letters", may="students")
def give(asked: Asked) -> Answer:
    """All that are ticked, or none where one cannot be given."""
    chosen = asked.form.all("referral")
    if not chosen:
        return _page(asked, wrong="Tick the letters that you want.", status=422)
    if len(chosen) > MOST_IN_BATCH:
        return _page(asked, wrong=f"{MOST_IN_BATCH} letters at once are the most: untick some.", status=422)
    wish = Wish(large=asked.form.has("large"), way="pdf")
    batch = give_many(working(asked), asked.settings, chosen, wish, address=address(asked))
    if batch.refused:
        return _page(asked, refused=dict(batch.refused), status=409)
    try:
        data = pdf.batch([one.content for one in batch.given], large=wish.large, logo=asked.settings.logo)
    except LetterError as error:
        return _page(asked, wrong=str(error), status=409)
    return File(f"letters-{asked.today.isoformat()}.pdf", data, "application/pdf")


def _page(asked: Asked, *, wrong: str | None = None, refused: dict[str, str] | None = None, status: int = 200) -> Page:
    rows = stored.to_give(asked.session, asked.scope, asked.me.staff_id)
    named = {row.id: row for row in students.chosen(asked.session, asked.scope, sorted({one.student_id for one in rows}))}
    asked.look("student.listed", detail="letters to give")
    shown = {
        "rows": [(one, profile_of(asked.keys, named[one.student_id])) for one in rows if one.student_id in named],
        "wrong": wrong,
        "refused": refused or {},
        "most": MOST_IN_BATCH,
    }
    return Page("letters/batch.html", shown, status)
