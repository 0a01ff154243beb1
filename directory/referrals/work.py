"""The context of every change of a referral: the transaction, the keys, who asks, the school calendar, and the time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.clock import local
from directory.district_settings.effective import DistrictSettings
from directory.district_settings.school_calendar import SchoolCalendar
from directory.i18n.catalogs import ENGLISH
from directory.keys import Keys
from directory.models.codes import Role
from directory.referrals.due import REMIND_BEFORE
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True, repr=False)
class Work:
    """The context of a change to a referral.

    `now` is a moment in UTC, `today` the local day, `address` where the request came from, `remind_before` the school days before
    an appointment on which the family is reminded of it, `language` that of whoever reads what comes of it.
    """

    session: Session
    keys: Keys
    scope: Scope
    calendar: SchoolCalendar
    today: datetime.date
    now: datetime.datetime
    address: str | None = None
    remind_before: tuple[int, ...] = REMIND_BEFORE
    language: str = ENGLISH

    @property
    def clock(self) -> str:
        """The local time as HH:MM."""
        return f"{local(self.now):%H:%M}"

    @property
    def staff_id(self) -> str | None:
        """The id of the acting member of staff, or None if there is none."""
        return self.scope.staff_id or None

    def changed(
        self, action: str, *, student_id: str | None = None, subject: str | None = None, detail: str | None = None
    ) -> None:
        """Record in the audit log what was changed, in the transaction that changes it."""
        audit.record(
            self.session,
            now=self.now,
            staff_id=self.staff_id,
            action=action,
            student_id=student_id,
            subject=subject,
            detail=detail,
            address=self.address,
        )


def work_of(
    session: Session,
    keys: Keys,
    scope: Scope,
    district: DistrictSettings,
    *,
    today: datetime.date,
    now: datetime.datetime,
    address: str | None = None,
    language: str = ENGLISH,
) -> Work:
    """Return the context of a change, with what the district has set."""
    return Work(session, keys, scope, district.calendar, today, now, address, district.remind_before, language)


NOBODY = Scope("", Role.VIEWER)
"""The scope of a person who answers by a link, or of the service itself: it sees no student."""

SERVICE = Scope("", Role.ADMINISTRATOR)
"""The scope of the command line and the service itself, which see every student and are no member of staff."""
