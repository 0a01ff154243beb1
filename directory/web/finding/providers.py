"""A provider's page: everything known about one service at a place, warnings first, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from directory.accounts import schools as school_list
from directory.accounts.schools import SchoolRow
from directory.errors import UnknownError
from directory.finding.provider import Group, Provider, provider
from directory.listings.words import DAY_NAMES
from directory.models.codes import Role
from directory.referrals import history
from directory.storage import shortlists
from directory.storage.listings.edits import merged_into
from directory.students import caseload
from directory.students.files import StudentFile
from directory.web.core.permissions import may
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.finding.asked_lines import asked_lines
from directory.web.finding.carried import Carried, typed_in
from directory.web.finding.lost_search import records_named, redirect_to_provider
from directory.web.finding.maps import of_provider
from directory.web.finding.shortlist_buttons import RefusedShortlist, shortlist_of
from directory.web.referrals.picked import Picked, with_search

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Does it fit?", ("Who it is for", "What it does", "Helps with", "Area served", "Openings", "Wait")),
    ("Hours, cost and languages", ("Hours", "Cost and payment", "Languages", "How it is offered")),
    ("How to begin", ("Phone", "How to apply", "What to bring", "Contacts", "E-mail", "Web")),
    ("Getting there", ("Where", "Getting there", "Access")),
    ("The agency and this listing", ("The agency", "Licenses", "This listing")),
)
"""The facts under each heading; a fact that is not named here goes under the last one."""

ELSEWHERE = "Also from this agency"
"""These facts are shown as links instead."""


@get("/providers/{record_id:str}", may="signed_in")
def show(asked: Asked, record_id: str) -> Answer:
    if kept := merged_into(asked.session, record_id):
        return Redirect(f"/providers/{kept}", done="provider_merged")
    return page(asked, record_id, asked.word("from"), asked.word("for"))


@get("/find/provider", may="students")
def redirect_to_find(asked: Asked) -> Answer:
    return redirect_to_provider(asked, "/find")


@post("/find/provider", may="students", reads=True)
def from_results(asked: Asked) -> Answer:
    """Show a match of a search without a student, with that search."""
    return _found(asked, "")


@get("/search/provider", may="students")
def redirect_to_search(asked: Asked) -> Answer:
    return redirect_to_provider(asked, "/search")


@post("/search/provider", may="students", reads=True)
def from_words(asked: Asked) -> Answer:
    """Show a result of a search by words, with that search."""
    return _found(asked, "")


@get("/students/{student_id:str}/find/provider", may="students")
def redirect_to_find_for_student(asked: Asked, student_id: str) -> Answer:
    caseload.open_student(asked.session, asked.keys, asked.scope, student_id)
    return redirect_to_provider(asked, f"/students/{student_id}/find", student_id)


@post("/students/{student_id:str}/find/provider", may="students", reads=True)
def from_results_for_student(asked: Asked, student_id: str) -> Answer:
    """Show a match of a student's search, with that search."""
    caseload.open_student(asked.session, asked.keys, asked.scope, student_id)
    return _found(asked, student_id)


def _found(asked: Asked, student_id: str) -> Page:
    """Return the provider whose button was pressed among results; the button's form holds the search."""
    record_id = next(iter(records_named(asked)), "")
    kept = merged_into(asked.session, record_id) or record_id
    return page(asked, kept, asked.form.get("school"), student_id, carried=typed_in(asked.form))


def page(
    asked: Asked,
    record_id: str,
    from_: str,
    for_: str,
    refused: RefusedShortlist | None = None,
    *,
    carried: Carried | None = None,
) -> Page:
    """Return the page as seen from a school and for a student (ids, or blank); `refused` is why the provider was not added to the
    shortlist, and `carried` the search that found it.
    """
    found = provider(asked.session, record_id, asked.today, asked.language)
    student = student_of(asked, for_)
    around = _around(asked, from_)
    shown: dict[str, Any] = {
        "provider": found,
        "sections": list(_sections(found)),
        "map": of_provider(found, around),
        "from_": around.id if around and around.id == from_ else "",
        "student": student,
        "want": with_search(Picked((record_id,), origin="provider" if carried and carried.words else "match"), carried),
        "line": asked_lines(asked, carried, [record_id]).get(record_id, ()),
        "back": carried.back(student, asked.today) if carried else None,
        "past": history.past(asked.session, student, [record_id]).get(record_id, ()) if student else (),
        "refused": refused,
        "shortlisted": shortlists.listed(asked.session, shortlist_of(asked, student)),
        "most": shortlists.MOST,
    }
    return Page("finding/provider.html", shown, refused.status if refused else 200)


def student_of(asked: Asked, student_id: str) -> StudentFile | None:
    """Return the student of this id, and record the look; None if there is none or the user may not see the student."""
    if not student_id or not may(asked.me.role, "students"):
        return None
    try:
        file = caseload.open_student(asked.session, asked.keys, asked.scope, student_id)
    except UnknownError:
        return None
    asked.look("student.looked_at", student_id=file.id)
    return file


def _around(asked: Asked, school_id: str) -> SchoolRow | None:
    """Return the school that was asked for, or else the user's own."""
    listed = school_list.all_schools(asked.session) if school_id else ()
    own = asked.me.schools[0] if asked.me.role == Role.SPECIALIST and asked.me.schools else None
    return next((one for one in listed if one.id == school_id), own)


def _sections(found: Provider) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    groups = dict(found.groups)
    groups.pop(ELSEWHERE, None)
    named = {label for _, labels in SECTIONS for label in labels}
    for heading, labels in SECTIONS:
        rest = [label for label in groups if label not in named] if heading == SECTIONS[-1][0] else []
        facts = [_fact(found, (label, groups[label])) for label in (*labels, *rest) if label in groups]
        if facts:
            yield heading, facts


def _fact(found: Provider, group: Group) -> dict[str, Any]:
    """Return a label and its lines, each with the link it leads to, if any; hours are split into days and times."""
    label, lines = group
    days, notes = _week(lines) if label == "Hours" else ((), lines)
    return {"label": label, "days": days, "lines": list(zip(notes, _links(found, label, notes), strict=True))}


def _week(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Split the lines of the week into days with their times, and the listing's own notes."""
    parted = [line.partition(": ") for line in lines]
    if [day for day, _, _ in parted[: len(DAY_NAMES)]] != list(DAY_NAMES):
        return (), tuple(lines)
    return tuple((day, times) for day, _, times in parted[: len(DAY_NAMES)]), tuple(lines[len(DAY_NAMES) :])


def _links(found: Provider, label: str, lines: Sequence[str]) -> list[str | None]:
    if label == "Phone":
        return [
            None if line.startswith("Fax") else f"tel:{number}" for line, (number, _) in zip(lines, found.phones, strict=True)
        ]
    if label == "E-mail":
        return [f"mailto:{line}" if "@" in line and " " not in line else None for line in lines]
    if label == "Web":
        return [line if line.startswith(("https://", "http://")) else None for line in lines]
    return [None] * len(lines)
