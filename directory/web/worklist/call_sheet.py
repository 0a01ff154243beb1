"""The call sheet: the families to call today about the user's own referrals, on screen and paper; administrators choose whose."""

from __future__ import annotations

from directory.accounts import staff
from directory.accounts.staff import StaffMember
from directory.letters.layout import LetterError
from directory.letters.paper_lists import table_pdf
from directory.mail.reminders import asks_by_mail
from directory.models.codes import Role
from directory.web.core.filters import day
from directory.web.core.request import Answer, Asked, File, Page
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.worklist.call_sheet import COLUMNS, CallRow, call_sheet

NOTE = "Keep this sheet safe: it names students. Shred it when the calls are written down."


@get("/work/calls", may="students")
def show(asked: Asked) -> Answer:
    return _page(asked, _rows(asked))


@post("/work/calls", may="students", reads=True)
def print_(asked: Asked) -> Answer:
    rows = _rows(asked)
    title = f"Calls on {day(asked.today)}: {_owner(asked).name}"
    try:
        data = table_pdf(title, NOTE, COLUMNS, [row.cells() for row in rows])
    except LetterError as error:
        return _page(asked, rows, str(error))
    return File(f"calls-{asked.today.isoformat()}.pdf", data, "application/pdf")


def _rows(asked: Asked) -> list[CallRow]:
    asked.look("student.listed", detail="call sheet")
    return call_sheet(working(asked), _owner(asked).id, asks_by_mail=asks_by_mail if asked.settings.smtp else None)


def _owner(asked: Asked) -> StaffMember:
    """Return whose calls to list: an administrator may choose somebody who is away; raise UnknownError if there is no such
    person.
    """
    chosen = asked.form.get("owner") or asked.word("owner")
    return staff.find(asked.session, chosen if chosen and asked.me.role == Role.ADMINISTRATOR else asked.me.staff_id)


def _page(asked: Asked, rows: list[CallRow], refused: str | None = None) -> Page:
    owner = _owner(asked)
    shown = {"rows": rows, "mail_goes_out": asked.settings.smtp is not None, "refused": refused, "of": owner}
    return Page("worklist/calls.html", shown, 409 if refused else 200)
