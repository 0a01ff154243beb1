"""The work list, and the outcomes recorded on it with one click; URLs carry only ids, and everything can be undone."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from directory.accounts import staff
from directory.errors import StaleError, UsageError
from directory.form_fields import FormFields
from directory.models.codes import EventKind, Role
from directory.referrals import files, updates
from directory.referrals.event_checks import EarlyError
from directory.referrals.status import KINDS, STATUS_WORDS
from directory.referrals.work import Work
from directory.storage.referrals import worklist as stored
from directory.web.core import notices, stale
from directory.web.core.filters import day
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.referrals import earlier, words
from directory.web.students import alarms
from directory.web.worklist import signatures
from directory.worklist import actions
from directory.worklist.entries import WorkList
from directory.worklist.work_list import without_owner, work_list

WEEK = datetime.timedelta(days=7)

notices.add(
    {
        "work_undone": "Taken back: it is as it was before.",
        "work_taken": "It is yours now, and is on your list.",
    }
)


@get("/work", may="students")
def show(asked: Asked) -> Answer:
    work = working(asked)
    named = _named(asked)
    owner = _owner(asked, named)
    found = work_list(work, owner=owner, page=asked.number("page"))
    asked.look("student.listed", detail="work list")
    shown: dict[str, Any] = {
        "list": found,
        "signatures": signatures.lines(asked, owner) if found.page == 1 else [],
        "alarms": alarms.waiting(asked),
        "done": _done(asked, work),
        "owner": named,
        "back": {"owner": named, "page": str(found.page)},
        "nobodys": without_owner(work),
        "whose": _whose(asked, work),
        "of": _name_of(asked, owner),
        "tomorrow": work.calendar.after(asked.today, 1),
        "in_a_week": _in_a_week(work),
        "to": _to(named, ""),
        "pages": range(1, found.pages + 1),
    }
    return Page("worklist/list.html", shown)


@post("/work/{referral_id:str}/record", may="students")
def record(asked: Asked, referral_id: str) -> Answer:
    kind, day = asked.form.one("kind"), asked.form.get(earlier.DAY)
    back = _to(asked.form.get("owner"), asked.form.get("page"))
    fields = FormFields(asked.form.values)
    happened_on = fields.day(earlier.DAY, until=asked.today)
    if fields.errors:
        return earlier.question(asked, earlier.WHICH_DAY, back, error=fields.errors[earlier.DAY], day=day)
    try:
        said = earlier.is_answered(asked)
        done = actions.at_one_click(
            working(asked), referral_id, kind, earlier=said, happened_on=happened_on, expected=_known(asked)
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, referral_id, KINDS[EventKind(kind)])
    except EarlyError as error:
        return earlier.question(asked, str(error), back)
    except UsageError as error:
        if not day:
            raise
        return earlier.question(asked, earlier.WHICH_DAY, back, error=str(error), day=day)
    return _back(asked, done)


@post("/work/{referral_id:str}/later", may="students")
def later(asked: Asked, referral_id: str) -> Answer:
    work = working(asked)
    near = {"tomorrow": work.calendar.after(asked.today, 1), "week": _in_a_week(work)}.get(asked.form.one("in"))
    until = near or FormFields(asked.form.values).day("day", since=asked.today)
    try:
        return _back(asked, actions.later(work, referral_id, until, expected=_known(asked)))
    except StaleError:
        return _changed_meanwhile(asked, referral_id, f"Look at it again on {day(until)}" if until else "Look at it later")


def _known(asked: Asked) -> str | None:
    """Return the newest event that the list knew of when the button was shown."""
    return asked.form.get("version") or None


def _changed_meanwhile(asked: Asked, referral_id: str, wanted: str) -> Page:
    """Return the page with what a click on an outdated list would have counted as read, to be read first."""
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    asked.look("referral.looked_at", student_id=file.row.student_id, subject=f"referral:{referral_id}")
    news = words.lines_since(file, asked.form.get("version"))
    told = [f"{day(one.on)}, {one.who}: {' '.join(filter(None, (one.what, one.more, one.words)))}" for one in news]
    return stale.clicked(
        asked,
        wanted=f"{file.row.service}: {wanted}",
        now=[("What happened since", told), ("Status", [STATUS_WORDS[file.state.status]])],
        version=file.newest,
        back=_to(asked.form.get("owner"), asked.form.get("page")),
        button="Record it all the same",
    )


@post("/work/{referral_id:str}/undo", may="students")
def undo(asked: Asked, referral_id: str) -> Answer:
    updates.take_back(working(asked), referral_id, asked.form.get("event"))
    return Redirect(_to(asked.form.get("owner"), asked.form.get("page")), done="work_undone")


@post("/work/{referral_id:str}/take", may="students")
def take_over(asked: Asked, referral_id: str) -> Answer:
    actions.take_over(working(asked), referral_id)
    return Redirect("/work", done="work_taken")


def _named(asked: Asked) -> str:
    """Return whose list the URL names; a specialist can name the own one and the unassigned one only."""
    return (
        asked.word("owner") if asked.me.role == Role.ADMINISTRATOR else asked.choice("owner", (stored.NOBODY, asked.me.staff_id))
    )


def _owner(asked: Asked, chosen: str) -> str:
    """Return whose list to show: a specialist's own or the unassigned one; for an administrator the chosen one, or everyone's."""
    if chosen == stored.NOBODY:
        return chosen
    if asked.me.role == Role.ADMINISTRATOR:
        return chosen or stored.EVERYBODY
    return asked.me.staff_id


def _name_of(asked: Asked, owner: str) -> str | None:
    """Return the owner's name if it is somebody else's list; raise UnknownError if there is no such person."""
    if owner in (stored.EVERYBODY, stored.NOBODY, asked.me.staff_id):
        return None
    return staff.find(asked.session, owner).name


def _whose(asked: Asked, work: Work) -> list[tuple[str, str]]:
    """Return the lists that an administrator may choose: each owner, with how much is due today."""
    if asked.me.role != Role.ADMINISTRATOR:
        return []
    due: dict[tuple[str, str], int] = {}
    for one in stored.owners(work.session, work.scope, asked.today):
        if one.owner_id and one.owner_name:
            due[one.owner_name, one.owner_id] = due.get((one.owner_name, one.owner_id), 0) + one.number
    return [(owner_id, f"{name} ({number})") for (name, owner_id), number in sorted(due.items())]


def _done(asked: Asked, work: Work) -> dict[str, str] | None:
    """Return what was just recorded, with what is needed to undo it."""
    event_id = asked.word("recorded")
    found = actions.recorded(work, event_id) if event_id else None
    if found is None:
        return None
    again = f" It comes up again on {day(found.again)}." if found.again else ""
    words = f"Recorded for {found.name or 'a student'}: {KINDS[found.kind]}.{again}"
    return {"referral": found.referral_id, "event": found.event_id, "words": words}


def _back(asked: Asked, done: updates.RecordedEvent) -> Redirect:
    return Redirect(_to(asked.form.get("owner"), asked.form.get("page"), recorded=done.event_id))


def _to(owner: str, page: str, **more: str) -> str:
    told = {"owner": owner, "page": page if page != "1" else "", **more}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"/work?{query}" if query else "/work"


def _in_a_week(work: Work) -> datetime.date:
    return work.calendar.after(work.today + WEEK, 0)


def lines(asked: Asked, most: int) -> WorkList:
    """Return the first lines of the user's own list up to today, for the home page."""
    return work_list(working(asked), owner=asked.me.staff_id, until=asked.today, size=most)
