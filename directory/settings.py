"""What is set in the environment, as variables with the prefix REFERRAL_DESK_; the environment is read nowhere else.

The table of them, with defaults and meanings, is docs/operating.md, which tests/test_docs.py holds to this module.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.errors import UsageError

PREFIX = "REFERRAL_DESK_"
DEFAULT_DATABASE_URL = "sqlite:///.referral-desk/directory.db"
HOME = Path(".referral-desk")
LONGEST_BEFORE = 20
"""School days: a reminder a month before an appointment is forgotten again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the environment can set, read once at start.

    What the district may set in its own desk as well (directory.district_settings) is None where the environment is silent.
    `demo` is set by `serve --demo` and by nothing in the environment. `staff_language` is the language of what the pages of staff
    take from catalogs; the environment cannot set it while the rest of those pages is English.
    """

    database_url: str = DEFAULT_DATABASE_URL
    keys: tuple[str, ...] = field(default=(), repr=False)
    keys_file: Path = HOME / "keys"
    backup_passphrase: str | None = field(default=None, repr=False)
    district: str | None = None
    crisis_text: str | None = None
    crisis_text_spanish: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    district_phone: str | None = None
    logo: Path | None = None
    public_url: str | None = None
    calendar: Path | None = None
    remind_before: tuple[int, ...] | None = None
    smtp: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    aims: str | None = None
    time_zone: str | None = None
    demo: bool = False
    staff_language: str = "en"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environment`, which is the process's own where none is given."""
    given = os.environ if environment is None else environment

    def of(name: str) -> str | None:
        return given.get(PREFIX + name) or None

    database_url = of("DATABASE_URL") or DEFAULT_DATABASE_URL
    keys_file = of("KEYS_FILE")
    return Settings(
        database_url=database_url,
        keys=tuple((of("KEYS") or "").split()),
        keys_file=Path(keys_file) if keys_file else beside(database_url),
        backup_passphrase=of("BACKUP_PASSPHRASE"),
        district=of("DISTRICT"),
        crisis_text=of("CRISIS_TEXT"),
        crisis_text_spanish=of("CRISIS_TEXT_ES"),
        trusted_proxies=tuple((of("TRUSTED_PROXIES") or "").split()),
        district_phone=of("DISTRICT_PHONE"),
        logo=_path(of("LOGO")),
        public_url=(of("PUBLIC_URL") or "").rstrip("/") or None,
        calendar=_path(of("CALENDAR")),
        remind_before=_remind_before(of("REMIND_BEFORE")),
        smtp=of("SMTP"),
        mail_from=of("MAIL_FROM"),
        aims=of("AIMS"),
        time_zone=of("TIME_ZONE") or given.get("TZ", "").removeprefix(":") or None,
    )


def read_days_before(words: str) -> tuple[int, ...]:
    """School days before an appointment, each once, the farthest first; raises UsageError for anything else."""
    found = {int(part) for part in words.split() if part.isascii() and part.isdigit() and len(part) <= 2}
    if not found or len(found) != len(words.split()) or not all(1 <= days <= LONGEST_BEFORE for days in found):
        raise UsageError(
            f"“{words[:40]}” is not a list of school days: write days from 1 to {LONGEST_BEFORE} with spaces between them, as “3 1”."
        )
    return tuple(sorted(found, reverse=True))


def _remind_before(words: str | None) -> tuple[int, ...] | None:
    try:
        return read_days_before(words) if words else None
    except UsageError as error:
        raise UsageError(f"{PREFIX}REMIND_BEFORE: {error}") from None


def _path(words: str | None) -> Path | None:
    return Path(words) if words else None


def beside(database_url: str) -> Path:
    """Where the keys lie by default: beside the file of a SQLite database, else in the project's own folder."""
    prefix, _, path = database_url.partition(":///")
    return Path(path).parent / "keys" if prefix.startswith("sqlite") and path else HOME / "keys"
