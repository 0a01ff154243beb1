"""What the district decides in its own desk: settings by their keys, and when its schools let out."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base


class DistrictSetting(Base):
    """A setting; `key` is one of district_settings.table, `value` what it is set to, NULL where it is back at its default.

    `version` counts the changes. The row stays when the value goes, so that a version never comes twice.
    """

    __tablename__ = "district_setting"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int]
    changed_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime.datetime]


class SchoolDismissal(Base):
    """When a school lets out, as a district_settings.dismissals.Dismissal; NULL where it is not known any more.

    `version` counts the changes.
    """

    __tablename__ = "school_dismissal"

    school_id: Mapped[str] = mapped_column(String(36), ForeignKey("school.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int]
    changed_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("staff.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime.datetime]
