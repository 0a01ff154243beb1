"""The table of everything that the district sets: key, type, default, check, label and help of each setting.

Some settings are in the environment only. The database, its keys and the backup's passphrase are needed before any row can be
read, or would be copied by a backup. The mail server's address holds a password, and the sender must be one that the server
accepts. The public address and the trusted proxies decide which requests are answered at all. The time zone is that of the whole
process and must not change between requests. The logo is a file on this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from directory.district_settings.aims import Aims, aims_in, write_aims
from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS, protocols_at
from directory.district_settings.insurance_plans import DEFAULT_PLANS, InsurancePlan, checked_plans
from directory.district_settings.protocols import Protocol, checked_protocol
from directory.district_settings.school_calendar import DaysOff, days_off_in, read_days_off, write_days_off
from directory.district_settings.texts import number_as_written, read_line, read_number, read_paragraph
from directory.errors import UsageError
from directory.settings import PREFIX, Settings, read_days_before
from matching.danger import KINDS

T = TypeVar("T")

MOST_DAYS_OFF = 400
"""The most lines in a calendar: ten school years."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting of the district.

    `type` is what the stored JSON is converted to. `read` turns the text of a form or of the environment into a value, and
    `write` turns a value into that text; a setting with several fields in its form has a `check` instead. If the environment has a
    `variable` for it, `override` returns that value, None if it is not set, and raises UsageError naming the variable. `local` is the default for a
    place, where one default is not right for all.
    """

    key: str
    type: Any
    default: T
    help: str
    read: Callable[[str], T] | None = None
    write: Callable[[T], str] | None = None
    check: Callable[[T], T] | None = None
    variable: str | None = None
    override: Callable[[Settings], T | None] = lambda _: None
    local: Callable[[Settings], T] | None = None

    def default_at(self, settings: Settings) -> T:
        """Return the value where the district has set none, which may depend on where the desk stands."""
        return self.default if self.local is None else self.local(settings)

    def checked(self, value: T) -> T:
        """Return the value in the form that `read` would give it; raise UsageError if it is not possible."""
        if self.check is not None:
            return self.check(value)
        assert self.read is not None
        assert self.write is not None
        return self.read(self.write(value))


def _read_name(text: str) -> str:
    if not (name := read_line(text)):
        raise UsageError("Give the district's name, as it should appear on pages and letters.")
    return name


def _read_calendar(text: str) -> tuple[DaysOff, ...]:
    days_off = read_days_off(text)
    if len(days_off) > MOST_DAYS_OFF:
        raise UsageError(f"The school calendar has more than {MOST_DAYS_OFF} lines: take out the years that are over.")
    return days_off


def _aims_of(settings: Settings) -> Aims | None:
    try:
        return aims_in(settings.aims) if settings.aims else None
    except UsageError as error:
        raise UsageError(f"{PREFIX}AIMS: {error}") from None


def _or_none(read: Callable[[str], str]) -> Callable[[str], str | None]:
    return lambda text: read(text) if text.strip() else None


NAME: Setting[str] = Setting(
    key="district_name",
    type=str,
    default="Your school district",
    help="The district's name on pages and letters.",
    read=_read_name,
    write=str,
    variable=PREFIX + "DISTRICT",
    override=lambda settings: settings.district,
)
PHONE: Setting[str | None] = Setting(
    key="district_phone",
    type=str,
    default=None,
    help="The district's telephone number on letters, and on pages where a specialist has none.",
    read=_or_none(read_number),
    write=lambda value: number_as_written(value or ""),
    variable=PREFIX + "DISTRICT_PHONE",
    override=lambda settings: settings.district_phone,
)
CRISIS_TEXT: Setting[str | None] = Setting(
    key="crisis_text",
    type=str,
    default=None,
    help="The district's own line at the end of the crisis card.",
    read=_or_none(read_paragraph),
    write=lambda value: value or "",
    variable=PREFIX + "CRISIS_TEXT",
    override=lambda settings: settings.crisis_text,
)
CRISIS_TEXT_SPANISH: Setting[str | None] = Setting(
    key="crisis_text_spanish",
    type=str,
    default=None,
    help="The same line in Spanish, for families who read Spanish.",
    read=_or_none(read_paragraph),
    write=lambda value: value or "",
    variable=PREFIX + "CRISIS_TEXT_ES",
    override=lambda settings: settings.crisis_text_spanish,
)
AIMS: Setting[Aims] = Setting(
    key="aims",
    type=Aims,
    default=Aims(attendance=90, graduation=85, enrolment=11500),
    help="The program's aims, shown beside the outcomes.",
    read=aims_in,
    write=write_aims,
    variable=PREFIX + "AIMS",
    override=_aims_of,
)
REMIND_BEFORE: Setting[tuple[int, ...]] = Setting(
    key="remind_before",
    type=tuple[int, ...],
    default=(3, 1),
    help="The school days before an appointment on which the family is reminded of it.",
    read=read_days_before,
    write=lambda days: " ".join(map(str, days)),
    variable=PREFIX + "REMIND_BEFORE",
    override=lambda settings: settings.remind_before,
)
CALENDAR: Setting[tuple[DaysOff, ...]] = Setting(
    key="school_calendar",
    type=tuple[DaysOff, ...],
    default=(),
    help="The days without school beside Saturdays and Sundays.",
    read=_read_calendar,
    write=write_days_off,
    variable=PREFIX + "CALENDAR",
    override=lambda settings: None if settings.calendar is None else days_off_in(settings.calendar),
)
INSURANCE_PLANS: Setting[tuple[InsurancePlan, ...]] = Setting(
    key="insurance_plans",
    type=tuple[InsurancePlan, ...],
    default=DEFAULT_PLANS,
    help="The insurance plans that a sentence may name, and how each pays.",
    check=checked_plans,
)


def _local_protocol(code: str, settings: Settings) -> Protocol:
    return protocols_at(settings.time_zone)[code]


PROTOCOLS: Mapping[str, Setting[Protocol]] = {
    code: Setting(
        key=f"protocol.{code}",
        type=Protocol,
        default=DEFAULT_PROTOCOLS[code],
        local=partial(_local_protocol, code),
        help=f"What staff do where words tell of danger of this kind: {kind.english}.",
        check=checked_protocol,
    )
    for code, kind in KINDS.items()
}
"""Protocols by kind of danger, one of matching.danger.KINDS."""

_ALL: tuple[Setting[Any], ...] = (
    *(NAME, PHONE, CRISIS_TEXT, CRISIS_TEXT_SPANISH, AIMS, REMIND_BEFORE, CALENDAR, INSURANCE_PLANS),
    *PROTOCOLS.values(),
)
SETTINGS: Mapping[str, Setting[Any]] = {one.key: one for one in _ALL}
"""All district settings by key."""
