"""The call sheet: the families of one's own referrals that no reminder by e-mail gets to, on screen and on paper."""

from __future__ import annotations

from directory.letters.drawn import LetterError
from directory.letters.mails.call_sheet import COLUMNS, CallRow, call_sheet
from directory.letters.sheets import table_pdf
from directory.web.asking import Answer, Asked, File, Page
from directory.web.routes import get, post
from directory.web.showing import day
from directory.web.work import working

NOTE = "Keep this sheet safe: it names students. Shred it when the calls are written down."


@get("/work/calls", may="students")
def show(asked: Asked) -> Answer:
    return _page(asked, _rows(asked))


@post("/work/calls", may="students", reads=True)
def print_(asked: Asked) -> Answer:
    rows = _rows(asked)
    title = f"Calls on {day(asked.today)}: {asked.me.name}"
    try:
        data = table_pdf(title, NOTE, COLUMNS, [row.cells() for row in rows])
    except LetterError as error:
        return _page(asked, rows, str(error))
    return File(f"calls-{asked.today.isoformat()}.pdf", data, "application/pdf")


def _rows(asked: Asked) -> list[CallRow]:
    asked.look("student.listed")
    return call_sheet(working(asked), mail_goes_out=asked.settings.smtp is not None)


def _page(asked: Asked, rows: list[CallRow], refused: str | None = None) -> Page:
    shown = {"rows": rows, "mail_goes_out": asked.settings.smtp is not None, "refused": refused}
    return Page("work/calls.html", shown, 409 if refused else 200)
