"""Real lists end to end, on the command line: in, the same again, out and in, and taken back to the byte."""

from __future__ import annotations

import csv
import io
import json
import runpy
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from directory.storage.imports import confined
from tests.command_line import ROOT, CommandLine
from tests.real_lists import DATA, read_once

SHARED = ROOT.parent / "shared"
MAP = ROOT / "importers" / "maps" / "nyc-mental-health-services.toml"
SCHOOL, HEALTH, WASHINGTON, FRANCISCO = (
    "nyc-after-school-programs.csv",
    "nyc-mental-health-services.csv",
    "dc-211-icarol-export.csv",
    "sf-locations-old-mac-line-ends.csv",
)
COMMAND = "referral-desk"
BESIDE = 200  # rows of the list that is there before
PARTS = ("created", "updated", "unchanged", "needs_review", "rejected", "duplicates")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real lists are absent: {DATA}"),
]


@pytest.fixture
def lists_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that was read before in this run is not read again: what is tested is what follows the reading."""
    apart = confined.run

    def run(function: Callable[..., Any], *arguments: Any, name: str, files: list[bytes]) -> Any:
        return read_once(function, *arguments, by=partial(apart, function, name=name, files=files))

    monkeypatch.setattr(confined, "run", run)


def rows_of(name: str) -> int:
    """How many rows a list has, by Python's own reader."""
    text = (DATA / name).read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return sum(any(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text))) - 1


def bring_in(desk: CommandLine, name: str) -> dict[str, Any]:
    columns = ("--columns", MAP) if name == HEALTH else ()
    report: dict[str, Any] = desk.json("import", DATA / name, *columns)
    return report


def exported(desk: CommandLine, name: str) -> bytes:
    assert desk("export", "csv", name).returncode == 0
    return (desk.folder / name).read_bytes()


def bring_in_another(desk: CommandLine, name: str) -> None:
    """The first rows of another list, which must stay as they are."""
    other = SCHOOL if name != SCHOOL else FRANCISCO
    lines = (DATA / other).read_bytes().splitlines(keepends=True)
    (desk.folder / other).write_bytes(b"".join(lines[: BESIDE + 1]))
    assert desk.json("import", other)["created"] > 0


@pytest.mark.postgresql_in_audit
@pytest.mark.parametrize("name", [SCHOOL, HEALTH, WASHINGTON, FRANCISCO])
def test_a_real_list_goes_in_comes_again_and_is_taken_back(
    desk_on_each: CommandLine, name: str, request: pytest.FixtureRequest
) -> None:
    """Each row is accounted for once; the same again is unchanged; the export comes in unchanged; undoing leaves no byte.

    That a list is read alike the second time is held for all, but for the slowest only on PostgreSQL.
    """
    if name == WASHINGTON and desk_on_each.database_url.startswith("sqlite"):
        request.getfixturevalue("lists_read_once")
    bring_in_another(desk_on_each, name)
    before = exported(desk_on_each, "before.csv")
    first = bring_in(desk_on_each, name)
    assert first["rows_read"] == sum(first[part] for part in PARTS) == rows_of(name)
    assert first["created"] + first["duplicates"] >= 0.97 * first["rows_read"]
    assert first["rejected"] == first["updated"] == first["withdrawn"] == 0
    whole = exported(desk_on_each, "whole.csv")
    second = bring_in(desk_on_each, name)
    assert second["unchanged"] == second["rows_read"] - second["duplicates"]
    assert second["duplicates"] == first["duplicates"]
    assert exported(desk_on_each, "again.csv") == whole
    returned = desk_on_each.json("import", "whole.csv")
    assert returned["unchanged"] == returned["rows_read"]
    assert desk_on_each("imports", "undo", str(first["import_id"])).returncode == 0
    assert exported(desk_on_each, "after.csv") == before


@pytest.mark.usefixtures("lists_read_once")
def test_a_specialist_finds_homework_help_and_counseling(desk: CommandLine) -> None:
    """The two questions of a specialist in New York are answered with providers that fit, nearest and surest first."""
    for name in (SCHOOL, HEALTH):
        bring_in(desk, name)
    homework = desk.json("match", "--need", "homework help", "--age", "9", "--near", "10029", "--within", "2")
    assert homework["count"] == 20
    for match in homework["matches"]:
        assert match["miles"] is None or match["miles"] <= 2
        assert (match["minimum_age"] or 0) <= 9 < (match["maximum_age"] or 200) + 1
    counseling = desk.json("match", "--need", "counseling", "--age", "15", "--near", "11207", "--payment", "medicaid")
    assert counseling["count"] >= 10
    first = {reason["criterion"]: reason["verdict"] for reason in counseling["matches"][0]["reasons"]}
    assert first["need"] == first["age"] == first["payment"] == "pass"


# The scorer leaves its two lists open until they are forgotten.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.usefixtures("lists_read_once")
def test_the_scorer_finds_the_matches_right(
    new_desk: CommandLine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Held against the lists' own columns, precision and recall are at 0.9 or more, and no match has a wrong age."""
    scorer = SHARED / "eval" / "score_matches.py"
    if not scorer.is_file():
        pytest.skip(f"the scorer is absent: {scorer}")

    begin = subprocess.run

    def run(command: Sequence[str], **how: Any) -> Any:
        """What the scorer's processes would answer; what a command itself begins is a process of its own."""
        if command[0] != COMMAND:
            return begin(command, **how)
        return replace(new_desk, database_url=how["env"]["REFERRAL_DESK_DATABASE_URL"])(*command[1:])

    monkeypatch.setattr(subprocess, "run", run)
    words = ["--cli", COMMAND, "--data", str(DATA), "--columns-health", str(MAP), "--json"]
    monkeypatch.setattr(sys, "argv", [str(scorer), *words])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(scorer), run_name="__main__")
    assert not ended.value.code
    mean = json.loads(capsys.readouterr().out)["mean"]
    assert mean["precision@10"] >= 0.9
    assert mean["recall@50"] >= 0.9
    assert mean["wrong ages"] == 0
