"""The home page: the user's day, by role."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from directory import clock
from directory.accounts import audit, links, schools, staff
from directory.district_settings.effective import calendar_problem
from directory.i18n.counts import either
from directory.models.codes import Role
from directory.referrals.due import UNTOUCHED_DAYS
from directory.storage import uploads
from directory.storage.imports.past_imports import imports
from directory.storage.imports.review import count_held
from directory.storage.listings.attention import needing_attention
from directory.storage.referrals import flags
from directory.students import need_counts
from directory.students.day import day_of
from directory.students.small_counts import FEWEST
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get
from directory.web.core.work import working
from directory.web.mail import trouble
from directory.web.students import alarms
from directory.web.worklist import work_list
from directory.worklist.escalation import by_owner
from directory.worklist.work_list import without_owner

REFUSALS_OF = datetime.timedelta(days=7)
BACKUP_IS_OLD_AFTER = datetime.timedelta(days=7)
MOST_IMPORTS, MOST_LINES = 5, 6

ATTENTION: tuple[tuple[str, str, str], ...] = (
    ("held", "row of a list waits for you to decide", "rows of lists wait for you to decide"),
    ("stale", "listing is stale: not confirmed for a year", "listings are stale: not confirmed for a year"),
    ("without_phone", "listing has no telephone number", "listings have no telephone number"),
    ("without_needs", "listing says no need it helps with", "listings say no need they help with"),
    ("without_place", "listing has no place on the map", "listings have no place on the map"),
    ("confidential", "listing has a confidential address", "listings have a confidential address"),
)
"""The reasons of storage.listings.attention, the most pressing first, in the singular and the plural."""


@get("/", may="signed_in")
def show(asked: Asked) -> Answer:
    return _HOME_OF[asked.me.role](asked)


def _specialist(asked: Asked) -> Page:
    day = day_of(asked.session, asked.keys, asked.scope, asked.today)
    found = work_list.lines(asked, MOST_LINES)
    if day.now or day.soon or day.left or found.groups:
        asked.look("student.listed", detail="on the first page")
    return Page(
        "home/specialist.html",
        {"day": day, "work": found, "nobodys": without_owner(working(asked)), "alarms": alarms.waiting(asked)},
    )


def _coordinator(asked: Asked) -> Page:
    counts = {**needing_attention(asked.session, asked.today), "held": count_held(asked.session)}
    shown = {
        "attention": [(_where(key), n, either(n, one, many)) for key, one, many in ATTENTION if (n := counts[key])],
        "imports": imports(asked.session, MOST_IMPORTS),
        "uploads": uploads.waiting(asked.session),
        "flagged": flags.count_open(asked.session),
    }
    return Page("home/coordinator.html", shown)


def _where(reason: str) -> str:
    return "/imports" if reason == "held" else f"/directory?attention={reason}"


def _administrator(asked: Asked) -> Page:
    members = staff.all_staff(asked.session)
    tied = {school.id for one in members if one.active for school in one.schools}
    refused = audit.search(asked.session, action="access.refused", since=asked.now - REFUSALS_OF)
    # A later one was recorded while the clock ran ahead: its true time is unknown.
    backups = audit.search(asked.session, action="backup.made", until=asked.now + clock.SLACK).entries
    backup = backups[0].at if backups else None
    shown = {
        "alarms": alarms.waiting(asked),
        "invited": [one for one in members if one.active and one.invited],
        "running": links.running(asked.session, asked.now),
        "refused": refused,
        "refused_since": clock.day_of(asked.now - REFUSALS_OF),
        "backup": backup,
        "backup_is_old": backup is None or backup < asked.now - BACKUP_IS_OLD_AFTER,
        "without_specialist": [one for one in schools.all_schools(asked.session) if one.id not in tied],
        "anybody": schools.all_schools(asked.session) != [],
        "calendar": calendar_problem(asked.district, asked.today),
        "mail": trouble(asked),
        "untouched": by_owner(working(asked)),
        "untouched_days": UNTOUCHED_DAYS,
    }
    return Page("home/administrator.html", shown)


def _viewer(asked: Asked) -> Page:
    found = need_counts.guarded(asked.session)
    listed = sorted((one for one in found.by_need if one.students is not None), key=lambda one: -(one.students or 0))
    return Page("home/viewer.html", {"numbers": found, "kinds": listed[:MOST_LINES], "fewest": FEWEST})


_HOME_OF: Mapping[Role, Callable[[Asked], Page]] = {
    Role.SPECIALIST: _specialist,
    Role.COORDINATOR: _coordinator,
    Role.ADMINISTRATOR: _administrator,
    Role.VIEWER: _viewer,
}
