"""What a district sets, as environment variables with the prefix REFERRAL_DESK_; the environment is read nowhere else.

| variable                        | default                               | what it is                                             |
|---------------------------------|---------------------------------------|--------------------------------------------------------|
| REFERRAL_DESK_DATABASE_URL      | sqlite:///.referral-desk/directory.db | the database: sqlite:///FILE or postgresql+psycopg://… |
| REFERRAL_DESK_KEYS              | none                                  | the keys, newest first, parted by blanks               |
| REFERRAL_DESK_KEYS_FILE         | `keys` beside the SQLite file         | the file that holds the keys where none are given      |
| REFERRAL_DESK_BACKUP_PASSPHRASE | asked for                             | the passphrase of `backup` and `restore`               |
| REFERRAL_DESK_DISTRICT          | Your school district                  | the district's name on pages                           |
| REFERRAL_DESK_CRISIS_TEXT       | none                                  | the district's own line at the end of the crisis card  |
| REFERRAL_DESK_TRUSTED_PROXIES   | none                                  | addresses of proxies whose word on the client counts   |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "REFERRAL_DESK_"
DEFAULT_DATABASE_URL = "sqlite:///.referral-desk/directory.db"
HOME = Path(".referral-desk")
DEFAULT_DISTRICT = "Your school district"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, read once at start; `demo` is set by `serve --demo` and by nothing in the environment."""

    database_url: str = DEFAULT_DATABASE_URL
    keys: tuple[str, ...] = field(default=(), repr=False)
    keys_file: Path = HOME / "keys"
    backup_passphrase: str | None = field(default=None, repr=False)
    district: str = DEFAULT_DISTRICT
    crisis_text: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    demo: bool = False


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
        district=of("DISTRICT") or DEFAULT_DISTRICT,
        crisis_text=of("CRISIS_TEXT"),
        trusted_proxies=tuple((of("TRUSTED_PROXIES") or "").split()),
    )


def beside(database_url: str) -> Path:
    """Where the keys lie by default: beside the file of a SQLite database, else in the project's own folder."""
    prefix, _, path = database_url.partition(":///")
    return Path(path).parent / "keys" if prefix.startswith("sqlite") and path else HOME / "keys"
