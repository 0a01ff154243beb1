"""Passwords are hashed with little effort here, so that the tests are quick."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from directory.accounts import passwords


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
