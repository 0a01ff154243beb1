"""`report outcomes` and `schools counts`: their documents, and what exits with which status."""

from __future__ import annotations

import pytest

from tests.command_line import CommandLine


def test_an_empty_desk_reports_nothing(desk_on_each: CommandLine) -> None:
    """The document has the contract's keys, and nothing is told of nobody."""
    told = desk_on_each.json("report", "outcomes", "--from", "2026-01-01", "--to", "2026-12-31")
    assert set(told) >= {"from", "to", "funnel", "reasons", "by", "suppressed"}
    assert (told["from"], told["to"], told["suppressed"]) == ("2026-01-01", "2026-12-31", True)
    assert [step["step"] for step in told["funnel"]] == ["sent", "reached", "accepted", "scheduled", "connected", "completed"]
    assert set(told["funnel"][0]) >= {"step", "referrals", "rate_of_given", "rate_of_previous", "median_days"}
    assert told["funnel"][0]["referrals"] is None
    assert told["by"] == {"need": [], "provider": [], "school": [], "language": [], "grade": []}
    printed = desk_on_each("report", "outcomes")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert "not shown" in printed.stdout
    assert "days since it" in printed.stdout


@pytest.mark.parametrize(
    "days", [("--from", "yesterday"), ("--to", "2026-02-30"), ("--from", "2026-02-02", "--to", "2026-02-01")]
)
def test_wrong_days_exit_2(desk: CommandLine, days: tuple[str, ...]) -> None:
    """What is no day, and days the wrong way round, are wrong usage."""
    done = desk("report", "outcomes", *days)
    assert (done.returncode, done.stdout) == (2, "")


def test_counts_are_brought_in(desk_on_each: CommandLine) -> None:
    """A sheet is tried, taken and taken again; a wrong line exits 1, names itself, and nothing is taken."""
    assert desk_on_each("schools", "add", "Cedar Elementary", "--zip", "48910", "--code", "017").returncode == 0
    path = desk_on_each.folder / "counts.csv"
    path.write_text("School,Month,Attendance\n17,2026-01,93\n", encoding="utf-8")
    assert desk_on_each.json("schools", "counts", path, "--dry-run")["done"] is False
    assert desk_on_each.json("schools", "counts", path)["added"] == 1
    assert desk_on_each.json("schools", "counts", path)["unchanged"] == 1
    path.write_text("School,Month,Attendance\nCedar Elementary,2026-02,93\nNowhere,2026-01,93\n", encoding="utf-8")
    done = desk_on_each("schools", "counts", path)
    assert done.returncode == 1
    assert "line 3" in done.stdout
    assert "Attendance → attendance" in done.stdout
    assert desk_on_each("schools", "counts", "nothing.csv").returncode == 1
