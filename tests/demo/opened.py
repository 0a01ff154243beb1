"""The demo as it is made once for all who look at it, and copies for those who change it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from directory.demo.district import demo_settings
from directory.settings import Settings

TODAY = datetime.date(2026, 11, 30)
"""A Monday after a holiday."""
NOW = datetime.datetime(2026, 11, 30, 21)


def copy_of(made: Settings, folder: Path) -> Settings:
    """The settings of the same demo in another folder."""
    assert made.keys_file is not None
    shutil.copytree(made.keys_file.parent, folder, dirs_exist_ok=True)
    return demo_settings(folder)
