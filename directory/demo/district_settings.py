"""What the demo district has set in its own desk; all of it fictional."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.district_settings.dismissals import Dismissal, EarlyRelease, change_dismissal, dismissals
from directory.district_settings.effective import change, read_district
from directory.district_settings.protocols import Protocol
from directory.district_settings.school_calendar import SchoolCalendar
from directory.district_settings.table import CRISIS_TEXT, CRISIS_TEXT_SPANISH, NAME, PHONE, PROTOCOLS, SETTINGS
from directory.settings import Settings

_ELEMENTARY, _OTHERS, _NOON = datetime.time(15, 35), datetime.time(14, 50), datetime.time(12)
_WEDNESDAY, _EARLIER = 2, datetime.timedelta(hours=1)
_VALUES: Mapping[str, Any] = {
    NAME.key: "Three Rivers Bend Schools",
    PHONE.key: "+15175550164",
    CRISIS_TEXT.key: "Demo: your district's own crisis line would be here.",
    CRISIS_TEXT_SPANISH.key: "Demostración: aquí estaría la línea de crisis de su distrito.",
    PROTOCOLS["suicide"].key: Protocol(
        "Demo protocol: walk the student to the school's crisis lead, who calls the family and stays until help is there.",
        "Protocolo de demostración: acompañe al estudiante con la persona encargada de crisis de la escuela.",
        "+15175550165",
    ),
    PROTOCOLS["child-abuse"].key: Protocol(
        "Demo protocol: report it to Children's Protective Services today, before anybody speaks with the family.",
        None,
        "+15175550166",
    ),
}


def make_district_settings(
    session: Session, settings: Settings, *, calendar: SchoolCalendar, today: datetime.date, now: datetime.datetime
) -> None:
    """Set what the demo has not set yet; a setting that somebody has changed is kept."""
    known = read_district(session, settings).rows
    for key, value in _VALUES.items():
        if key not in known:
            change(session, settings, SETTINGS[key], value, now=now, by=None)
    known_times = dismissals(session)
    for school in schools.all_schools(session):
        if school.id not in known_times:
            usual = _ELEMENTARY if school.high_grade == "5" else _OTHERS
            change_dismissal(session, school.id, _dismissal(usual, calendar, today), now=now, by=None)


def _dismissal(usual: datetime.time, calendar: SchoolCalendar, today: datetime.date) -> Dismissal:
    """Return a school's times: as usual, an hour earlier on Wednesdays, and noon on one day, ten school days from today."""
    earlier = (datetime.datetime.combine(today, usual) - _EARLIER).time()
    conferences = EarlyRelease(calendar.after(today, 10), _NOON, "Conferences")
    return Dismissal(usual, {_WEDNESDAY: earlier}, (conferences,))
