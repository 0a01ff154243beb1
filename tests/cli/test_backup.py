"""`referral-desk backup` and `restore`: a district moves to another machine, and what goes wrong is told in one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import CommandLine

pytestmark = pytest.mark.slow

LIST = """Agency,Program,Description,Ages,Address,City,State,ZIP,Phone,Languages
Elm Street House,Grief Group,Group for children who lost someone,8-17,9 Elm Street,Lansing,MI,48912,517-555-0102 x 4,English
"""
PASSPHRASE = "maple cedar elm oak"  # noqa: S105  # a test's own
VARIABLE = "REFERRAL_DESK_BACKUP_PASSPHRASE"


@pytest.fixture
def elsewhere(new_desk: CommandLine, tmp_path: Path) -> CommandLine:
    """A machine without a database."""
    return replace(new_desk, database_url=f"sqlite:///{tmp_path / 'elsewhere' / 'directory.db'}")


def test_a_district_moves(
    desk_on_each: CommandLine, elsewhere: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is backed up is found again on another machine; a wrong file changes nothing there."""
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    (desk_on_each.folder / "list.csv").write_text(LIST, encoding="utf-8")
    for arguments in (["import", "list.csv"], ["keys", "make"], ["export", "csv", "before.csv"], ["backup", "district.backup"]):
        done = desk_on_each(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "read again" in done.stdout
    assert (desk_on_each.folder / "district.backup").stat().st_mode & 0o777 == 0o600
    again = desk_on_each("backup", "district.backup")
    assert (again.returncode, again.stdout) == (1, "")
    assert "choose another name" in again.stderr

    for file, words in (("list.csv", "not a backup"), ("absent.backup", "cannot be read")):
        refused = elsewhere("restore", file)
        assert refused.returncode == 1
        assert words in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "elsewhere").exists()

    done = elsewhere("restore", "district.backup")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "elsewhere" / "keys").stat().st_mode & 0o777 == 0o600
    assert elsewhere("export", "csv", "after.csv").returncode == 0
    assert (elsewhere.folder / "after.csv").read_bytes() == (elsewhere.folder / "before.csv").read_bytes()
    assert elsewhere("db", "check").returncode == 0
    assert elsewhere("keys", "rotate").returncode == 0
    full = elsewhere("restore", "district.backup")
    assert full.returncode == 1
    assert "not empty" in full.stderr


def test_a_passphrase_is_needed(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can be asked, the error names the variable; one that could be guessed is refused; no file is left."""
    (desk.folder / "some.backup").write_text("words", "utf-8")
    for arguments in (["backup", "district.backup"], ["restore", "some.backup"]):
        done = desk(*arguments)
        assert done.returncode == 2
        assert VARIABLE in done.stderr
    monkeypatch.setenv(VARIABLE, "eleven char")
    done = desk("backup", "district.backup")
    assert done.returncode == 2
    assert "12 characters" in done.stderr
    assert [path.name for path in desk.folder.iterdir()] == ["some.backup"]


def test_nothing_is_no_backup(new_desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no database, as when cron runs in another folder, neither cron job makes one: it names the variable."""
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    for arguments in (["backup", "district.backup"], ["remind"]):
        done = new_desk(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert "REFERRAL_DESK_DATABASE_URL" in done.stderr
        assert list(new_desk.folder.iterdir()) == []
