"""`referral-desk keys`: what it says, and that a second time changes nothing."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from tests.command_line import CommandLine


def test_keys_are_made_and_changed(desk_on_each: CommandLine) -> None:
    """`keys make` writes the file once, `keys rotate` puts another key in it, and both say where."""
    path = desk_on_each.folder.parent / "keys"
    if desk_on_each.database_url.startswith("postgresql"):
        path = desk_on_each.folder / ".referral-desk" / "keys"
    made = desk_on_each("keys", "make")
    assert (made.returncode, made.stderr) == (0, "")
    assert "keys" in made.stdout
    assert "backup" in made.stdout
    first = path.read_text("utf-8")
    again = desk_on_each("keys", "make")
    assert again.returncode == 1
    assert "left as they are" in again.stderr
    assert path.read_text("utf-8") == first
    changed = desk_on_each("keys", "rotate")
    assert (changed.returncode, changed.stderr) == (0, "")
    assert "new key" in changed.stdout
    assert path.read_text("utf-8") != first
    key = path.read_text("utf-8").splitlines()[-1]
    assert key not in made.stdout + changed.stdout


def test_rotation_without_keys(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without keys there is nothing to change, and with keys that are none the error names the variable, not the key."""
    done = desk("keys", "rotate")
    assert done.returncode == 1
    assert "referral-desk keys make" in done.stderr
    key = Fernet.generate_key().decode()[:-3]
    monkeypatch.setenv("REFERRAL_DESK_KEYS", key)
    done = desk("keys", "rotate")
    assert done.returncode == 1
    assert "REFERRAL_DESK_KEYS" in done.stderr
    assert key not in done.stderr


def test_rotation_with_keys_of_the_environment(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of the environment are not changed by the desk: it seals all under the first and says what to do with the rest."""
    desk("keys", "make")
    old = (desk.folder.parent / "keys").read_text("utf-8").splitlines()[-1]
    (desk.folder.parent / "keys").unlink()
    monkeypatch.setenv("REFERRAL_DESK_KEYS", f"{Fernet.generate_key().decode()} {old}")
    done = desk("keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert "remove the older ones" in done.stdout
    monkeypatch.setenv("REFERRAL_DESK_KEYS", old)
    done = desk("keys", "rotate")
    assert done.returncode == 1
    assert "another database" in done.stderr
