"""`referral-desk` as a program: what only a process of its own can show. All other tests of commands run in their own process."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.command_line import COMMAND, PATIENCE, CommandLine

pytestmark = pytest.mark.slow

LIST = "Agency,Program,Description,ZIP\nMaple House,Homework Club,Homework help after school,48910\n"


@pytest.fixture
def given_list(new_desk_on_each: CommandLine) -> Path:
    """A list in the folder of a desk that has no database yet."""
    path = new_desk_on_each.folder / "providers.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_directory_begins_with_a_list(new_desk_on_each: CommandLine, given_list: Path) -> None:
    """The first command makes the database; a process and a call within one answer alike, to the letter."""
    desk = new_desk_on_each
    first = desk.process("import", given_list, "--json")
    assert (first.returncode, first.stderr) == (0, "")
    for arguments in (
        ("match", "--need", "homework help", "--json"),
        ("search", "homework"),
        ("needs", "quiere morir"),
        ("db", "check"),
        ("match", "--need", "tutoring", "--age", "nine"),
        ("imports", "undo", "77"),
        ("improt",),
    ):
        process, call = desk.process(*arguments), desk(*arguments)
        assert (process.returncode, process.stdout, process.stderr) == (call.returncode, call.stdout, call.stderr), arguments


def test_a_workbook_is_read_by_the_program(new_desk: CommandLine) -> None:
    """What is no workbook is refused in one line by the process that reads it apart, started from the program itself."""
    (new_desk.folder / "list.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    done = new_desk.process("import", "list.xlsx")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_a_reader_that_goes_away_is_no_fault(new_desk: CommandLine) -> None:
    """`referral-desk needs | head` ends in silence."""
    shell = f"{' '.join(COMMAND)} needs --json | head -c 1"
    done = subprocess.run(
        ["/bin/sh", "-c", shell],
        cwd=new_desk.folder,
        env=new_desk.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")
