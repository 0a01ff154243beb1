"""The audit log as administrators search it: by colleague, action, dates and student, a page at a time or as a file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from directory import clock
from directory.accounts import audit, schools, staff
from directory.accounts.audit import ACTIONS, AuditRecord
from directory.form_fields import FormFields
from directory.referrals.status import KINDS
from directory.students import caseload
from directory.web.core import sheets
from directory.web.core.filters import moment
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

MOST_IN_A_FILE = 20_000
NO_STUDENT = "No student has this number. One who was deleted for good cannot be found by it any more."
SHOWN_AT = {"staff": "/staff/", "school": "/schools/", "record": "/directory/", "import": "/imports/"}
NAMELESS = {"staff": "a colleague who is gone", "school": "a school that is gone", "record": "a provider", "import": "a list"}
"""The name for each kind of subject that has no name here; a subject that is gone has no page either."""
EVENT_WORDS: Mapping[str, str] = {kind.value: words for kind, words in KINDS.items()}
HEADER = ("When", "Who", "What", "About", "Student", "Detail", "From")


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """The filters in the URL: ids and dates, as they were sent."""

    staff: str
    action: str
    since: str
    until: str
    student: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry with its subject in words, a link to it, and its detail in words."""

    entry: AuditRecord
    about: str
    link: str | None
    detail: str


@get("/audit", may="people")
def show(asked: Asked) -> Answer:
    return _page(asked, _filters(asked))


@post("/audit", may="people", reads=True)
def find_student(asked: Asked) -> Answer:
    """Find a student by number, which is typed into the form and looked up by its hash: only the id becomes part of a URL."""
    number = asked.form.get("number")
    if not number:
        return _page(asked, _filters(asked), {"number": "Type the student's number."})
    student_id = caseload.by_number(asked.session, asked.keys, asked.scope, number)
    if student_id is None:
        return _page(asked, _filters(asked), {"number": NO_STUDENT})
    asked.look("student.found", student_id=student_id)
    return Redirect(f"/audit?student={student_id}")


@get("/audit/file", may="people")
def download(asked: Asked) -> Answer:
    filters = _filters(asked)
    wanted, errors = _wanted(filters, asked.today)
    if errors or asked.ignored:
        return _page(asked, filters, errors, status=422)
    found = audit.search(asked.session, **wanted, size=MOST_IN_A_FILE)
    rows: list[tuple[str | None, ...]] = [
        (moment(line.entry.at), line.entry.staff_name, line.entry.words, line.about, line.entry.student_id, line.detail,
         line.entry.address)
        for line in _lines(asked, found.entries)
    ]  # fmt: skip
    if found.more:
        rows.append((None, None, f"Older entries are left out: a file takes {MOST_IN_A_FILE:,}.", "", None, None, None))
    return sheets.csv_file(f"audit-{asked.today.isoformat()}.csv", HEADER, rows)


def _filters(asked: Asked) -> AuditFilters:
    """Return the filters in the URL; a colleague or an action that is unknown is ignored, and the page says so."""
    colleagues = {one.id for one in staff.all_staff(asked.session)}
    return AuditFilters(
        staff=asked.choice("staff", colleagues),
        action=asked.choice("action", ACTIONS),
        since=asked.word("since"),
        until=asked.word("until"),
        student=asked.word("student"),
    )


def _wanted(filters: AuditFilters, today: datetime.date) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the criteria of the search, and the errors in the filters, by field."""
    fields = FormFields(asdict(filters))
    since, until = fields.day("since", until=today), fields.day("until", until=today)
    if since and until and until < since:
        fields.errors["until"] = "The last day lies before the first."
    wanted = {
        "staff_id": filters.staff or None,
        "student_id": filters.student or None,
        "action": filters.action or None,
        "since": _midnight(since),
        "until": _midnight(until + datetime.timedelta(days=1)) if until else None,
    }
    return wanted, fields.errors


def _page(asked: Asked, filters: AuditFilters, errors: Mapping[str, str] | None = None, status: int = 200) -> Page:
    wanted, wrong = _wanted(filters, asked.today)
    errors = {**wrong, **(errors or {})}
    found = audit.EntryPage((), 1, more=False) if wrong else audit.search(asked.session, **wanted, page=asked.number("page"))
    given = {name: value for name, value in asdict(filters).items() if value}
    shown = {
        "filters": filters,
        "errors": errors,
        "page": found,
        "lines": _lines(asked, found.entries),
        "colleagues": [(one.id, one.name) for one in staff.all_staff(asked.session)],
        "actions": sorted(ACTIONS.items(), key=lambda pair: pair[1]),
        "to_page": f"/audit?{urlencode({**given, 'page': ''})}",
        "to_file": f"/audit/file?{urlencode(given)}" if given else "/audit/file",
        "number": asked.form.get("number"),
    }
    return Page("accounts/audit.html", shown, 422 if errors else status)


def _lines(asked: Asked, entries: Sequence[AuditRecord]) -> list[AuditLine]:
    names = {f"staff:{one.id}": one.name for one in staff.all_staff(asked.session)}
    names |= {f"school:{one.id}": one.name for one in schools.all_schools(asked.session)}
    return [AuditLine(entry, *_about(entry, names), _detail(entry)) for entry in entries]


def _about(entry: AuditRecord, names: Mapping[str, str]) -> tuple[str, str | None]:
    """Return what an entry is about, without a student's name, and the path of the page that shows it."""
    kind, _, which = (entry.subject or "").partition(":")
    if entry.student_id is not None:
        school = entry.school_name
        return (f"a student of {school}" if school else "a student"), f"/students/{entry.student_id}"
    if kind == "setting":
        return f"the setting {which}", None
    if kind == "page":
        return f"the page {which}", None
    if kind not in SHOWN_AT:
        return "", None
    name = names.get(f"{kind}:{which}")
    gone = name is None and kind in ("staff", "school")
    return name or NAMELESS[kind], None if gone else SHOWN_AT[kind] + which


def _detail(entry: AuditRecord) -> str:
    """Return the detail as people read it: a kind of event as a timeline tells it."""
    detail = entry.detail or ""
    return EVENT_WORDS.get(detail, detail) if (entry.subject or "").startswith("referral:") else detail


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    """Return the moment at which a day begins in the district, as stored in the database."""
    if day is None:
        return None
    return clock.moment_of(datetime.datetime.combine(day, datetime.time()))
