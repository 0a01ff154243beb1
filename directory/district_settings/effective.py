"""The value in force of each district setting: from the environment, else from the database, else the default.

Settings are read once a request, in the request's transaction and in one query. They are changed here alone: checked, compared
with the version that the page was opened with, and recorded in the audit log.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from directory.district_settings import table
from directory.district_settings.aims import Aims
from directory.district_settings.changes import from_json, save, version
from directory.district_settings.insurance_plans import InsurancePlan
from directory.district_settings.school_calendar import SchoolCalendar, calendar_of
from directory.district_settings.table import Setting
from directory.errors import RefusedError, UsageError
from directory.settings import Settings
from directory.storage import district_settings as stored
from directory.storage.district_settings import SETTING, SetRow

T = TypeVar("T")


class Source(StrEnum):
    """Where the value of a setting comes from."""

    ENVIRONMENT = "environment"
    DISTRICT = "district"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A setting's value in force and its source; `problem` says why a value that was set could not be used.

    `version` is what a change must name. `by` and `at` (UTC) are who changed it last and when, None if nobody ever did.
    """

    value: T
    source: Source
    version: str
    changed_by: str | None = None
    changed_at: datetime.datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DistrictSettings:
    """Everything that the district sets, read at one moment: `settings` is the environment, `rows` the database."""

    settings: Settings
    rows: Mapping[str, SetRow] = field(default_factory=dict)
    _values: dict[str, Value[Any]] = field(default_factory=dict, compare=False, repr=False)

    def effective(self, setting: Setting[T]) -> Value[T]:
        """Return the value of a setting; if it cannot be read, the default with the problem."""
        if setting.key not in self._values:
            self._values[setting.key] = self._find(setting)
        return self._values[setting.key]

    def _find(self, setting: Setting[T]) -> Value[T]:
        row = self.rows.get(setting.key)
        last = (version(row), row.changed_by if row else None, row.changed_at if row else None)
        try:
            given = setting.override(self.settings)
        except UsageError as error:
            return Value(setting.default_at(self.settings), Source.ENVIRONMENT, *last, problem=str(error))
        if given is not None:
            return Value(given, Source.ENVIRONMENT, *last)
        if row is None or row.value is None:
            return Value(setting.default_at(self.settings), Source.DEFAULT, *last)
        try:
            return Value(setting.checked(from_json(row.value, setting.type)), Source.DISTRICT, *last)
        except UsageError:
            problem = f"What is stored as {setting.key} cannot be read by this version of the program: set it again."
            return Value(setting.default_at(self.settings), Source.DEFAULT, *last, problem=problem)

    @property
    def name(self) -> str:
        return self.effective(table.NAME).value

    @property
    def phone(self) -> str | None:
        return self.effective(table.PHONE).value

    @property
    def crisis_text(self) -> str | None:
        return self.effective(table.CRISIS_TEXT).value

    @property
    def crisis_text_spanish(self) -> str | None:
        return self.effective(table.CRISIS_TEXT_SPANISH).value

    @property
    def aims(self) -> Aims:
        return self.effective(table.AIMS).value

    @property
    def remind_before(self) -> tuple[int, ...]:
        """Return how many school days ahead reminders go out, the earliest reminder first."""
        return self.effective(table.REMIND_BEFORE).value

    @property
    def calendar(self) -> SchoolCalendar:
        """Return the school calendar, with weekends only if it cannot be read: a typing error must not take pages down."""
        return calendar_of(self.effective(table.CALENDAR).value)

    def require_calendar(self) -> SchoolCalendar:
        """Return the school calendar for a command; raise UsageError if it cannot be read."""
        if problem := self.effective(table.CALENDAR).problem:
            raise UsageError(problem)
        return self.calendar

    @property
    def insurance_plans(self) -> tuple[InsurancePlan, ...]:
        return self.effective(table.INSURANCE_PLANS).value

    def protocol_line(self, kind: str, language: str = "en") -> str:
        """Return the district's protocol for a kind of danger as a line of the crisis card."""
        return self.effective(table.PROTOCOLS[kind]).value.line(language)


def check_environment(settings: Settings) -> None:
    """Raise UsageError if the environment sets something that cannot be read."""
    for setting in table.SETTINGS.values():
        setting.override(settings)


def calendar_problem(district: DistrictSettings, today: datetime.date) -> str | None:
    """Return a sentence on what to correct in the school calendar, None if nothing or if there is no calendar."""
    found = district.effective(table.CALENDAR)
    if found.problem:
        return f"{found.problem} Until then only weekends count as days without school."
    if found.source is Source.DEFAULT or any(one.last > today for one in found.value):
        return None
    file = f" {district.settings.calendar}" if found.source is Source.ENVIRONMENT else ""
    return f"The school calendar{file} has no day to come: add the days without school of the next months."


def read_district(session: Session, settings: Settings) -> DistrictSettings:
    """Return the settings in force now, in one query."""
    return DistrictSettings(settings, stored.all_rows(session, SETTING))


def change(
    session: Session,
    settings: Settings,
    setting: Setting[T],
    value: T | None,
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
    expected: str | None = None,
) -> bool:
    """Set a value, None for the default; return whether anything changed.

    `by` is the administrator, None on the command line; `expected` is the version that the page was opened with.
    Raise UsageError for a value that is not possible, RefusedError while the environment sets it, and StaleError if somebody else
    changed it first.
    """
    if setting.override(settings) is not None:
        raise RefusedError(f"{setting.variable} is set where the service is started, and that holds: change or remove it there.")
    return save(
        session,
        SETTING,
        setting.key,
        None if value is None else setting.checked(value),
        unset=setting.default_at(settings),
        action="setting.changed",
        subject=f"setting:{setting.key}",
        now=now,
        by=by,
        address=address,
        expected=expected,
    )
