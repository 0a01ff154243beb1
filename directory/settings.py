"""What a district sets, as environment variables with the prefix REFERRAL_DESK_; the environment is read nowhere else.

| variable                   | default                               | what it is                                             |
|----------------------------|---------------------------------------|--------------------------------------------------------|
| REFERRAL_DESK_DATABASE_URL | sqlite:///.referral-desk/directory.db | the database: sqlite:///FILE or postgresql+psycopg://… |
| REFERRAL_DESK_CRISIS_TEXT  | none                                  | the district's own line at the end of the crisis card  |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

PREFIX = "REFERRAL_DESK_"
DEFAULT_DATABASE_URL = "sqlite:///.referral-desk/directory.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, read once at start."""

    database_url: str = DEFAULT_DATABASE_URL
    crisis_text: str | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environment`, which is the process's own where none is given."""
    given = os.environ if environment is None else environment
    return Settings(
        database_url=given.get(PREFIX + "DATABASE_URL") or DEFAULT_DATABASE_URL,
        crisis_text=given.get(PREFIX + "CRISIS_TEXT") or None,
    )
