"""Days are in the district's own time zone, and without one nothing that needs a day is done."""

from __future__ import annotations

import datetime

import pytest

from directory import clock
from directory.errors import UsageError
from directory.settings import Settings, read_settings
from tests.cli.test_serve import free_port
from tests.command_line import CommandLine

NEEDS_A_DAY = (
    ("serve", "--port"),
    ("match", "--need", "food_pantry", "--near", "48910"),
    ("import", "list.csv"),
    ("students", "import", "roster.csv"),
    ("remind",),
)


@pytest.mark.parametrize(
    ("zone", "moment", "day", "wall"),
    [
        ("America/Detroit", "2026-03-10T02:30", "2026-03-09", "22:30"),
        ("America/Detroit", "2026-01-10T04:59", "2026-01-09", "23:59"),
        ("America/Los_Angeles", "2026-07-01T06:30", "2026-06-30", "23:30"),
        ("Pacific/Guam", "2026-06-30T14:00", "2026-07-01", "00:00"),
        ("UTC", "2026-03-10T23:59", "2026-03-10", "23:59"),
    ],
)
def test_a_day_is_the_one_on_the_wall(zone: str, moment: str, day: str, wall: str) -> None:
    """In the evening it is still the district's own day, in summer and winter."""
    clock.use(Settings(time_zone=zone))
    at = datetime.datetime.fromisoformat(moment)
    assert clock.day_of(at) == datetime.date.fromisoformat(day)
    assert f"{clock.local(at):%H:%M}" == wall
    assert clock.moment_of(datetime.datetime.fromisoformat(f"{day}T{wall}")) == at


def test_the_zone_is_that_of_the_settings() -> None:
    """The service's own variable comes first, then TZ; the demo has its own zone."""
    assert read_settings({"REFERRAL_DESK_TIME_ZONE": "America/Chicago", "TZ": "UTC"}).time_zone == "America/Chicago"
    assert read_settings({"TZ": ":America/Denver"}).time_zone == "America/Denver"
    assert read_settings({"TZ": ""}).time_zone is None
    clock.use(Settings(demo=True))
    assert clock.zone().key == "America/Detroit"


@pytest.mark.parametrize(
    "zone", [None, "", "Detroit", "America/Detriot", "EST5EDT,M3.2.0,M11.1.0", "../../etc/passwd", "/etc/hosts"]
)
def test_an_unknown_zone_is_never_utc(zone: str | None) -> None:
    """A zone that is not set or not known is refused with a sentence that says what to set."""
    clock.use(Settings(time_zone=zone))
    with pytest.raises(UsageError, match=r"REFERRAL_DESK_TIME_ZONE.* America/Detroit"):
        clock.today()


@pytest.mark.parametrize("command", NEEDS_A_DAY, ids=lambda command: command[0])
@pytest.mark.parametrize("zone", [None, "America/Detriot"])
def test_without_a_zone_nothing_is_done(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], zone: str | None
) -> None:
    """The service and every command that needs a day say in one line which zone to set, and exit with 2."""
    monkeypatch.delenv("TZ", raising=False)
    assert desk("keys", "make").returncode == 0
    if zone is None:
        monkeypatch.delenv("REFERRAL_DESK_TIME_ZONE")
    else:
        monkeypatch.setenv("REFERRAL_DESK_TIME_ZONE", zone)
    (desk.folder / "list.csv").write_text("Agency\nHeron House\n")
    (desk.folder / "roster.csv").write_text("Student ID,Name\n1,Noor Vale\n")
    done = desk(*command, str(free_port())) if command[0] == "serve" else desk(*command)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "REFERRAL_DESK_TIME_ZONE" in done.stderr
