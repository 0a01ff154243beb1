"""`referral-desk students import`: counts, problems by line, and what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.command_line import CommandLine

ROSTER = """Student ID,Name,Birth Date,Grade,School,Guardian 1 Name,Guardian 1 Phone
00417,"Ruiz, Ana",2017-03-14,3,Cedar Elem,Elena Ruiz,517-555-0101
00418,"Lee, Bo",2015-01-02,5,Cedar Elem,,
00419,"Lee, Cy",,,Cedar Elem,,
"""


@pytest.fixture
def ready(desk_on_each: CommandLine) -> CommandLine:
    """A desk with keys, a school and a roster."""
    if "sqlite" not in desk_on_each.database_url:
        # Beside a PostgreSQL there is no file: the keys lie in the folder where the command runs.
        (desk_on_each.folder / ".referral-desk").mkdir()
    assert desk_on_each("keys", "make").returncode == 0
    done = desk_on_each("schools", "add", "Cedar Elementary School", "--zip", "48910", "--code", "17")
    assert done.returncode == 0, done.stderr
    (desk_on_each.folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return desk_on_each


def test_a_roster_is_reported_by_row(ready: CommandLine) -> None:
    """Each row is counted once, a problem names its line, and the second import is unchanged."""
    done = ready.json("students", "import", "roster.csv")
    parts = ("created", "updated", "unchanged", "rejected", "duplicates", "skipped")
    assert done["rows_read"] == sum(done[part] for part in parts) == 3
    assert (done["created"], done["rejected"], done["columns"]["Student ID"]) == (2, 1, "student.number")
    assert [(p["line"], p["severity"]) for p in done["problems"]] == [(4, "error")]
    again = ready("students", "import", "roster.csv")
    assert (again.returncode, again.stderr) == (0, "")
    assert "2  unchanged" in again.stdout
    assert not any(secret in again.stdout for secret in ("Ana", "Ruiz", "Lee", "00417", "0101"))


def test_a_dry_run_writes_nothing(ready: CommandLine) -> None:
    """A dry run says what would be done and leaves the desk as it is, as often as it is asked."""
    for _ in range(2):
        assert ready.json("students", "import", "roster.csv", "--dry-run")["created"] == 2


def test_a_half_empty_roster_is_refused(ready: CommandLine) -> None:
    """More than half gone exits 1 with the count, unless it is said that they left; another roster's students stay."""
    ready.json("students", "import", "roster.csv")
    path = ready.folder / "roster.csv"
    path.write_text(ROSTER.splitlines()[0] + '\n00999,"Fay, Di",2016-01-02,4,Cedar Elem,,\n', encoding="utf-8")
    assert ready.json("students", "import", path, "--roster", "charter", "--dry-run")["left"] == 0
    done = ready("students", "import", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "2 of the 2" in done.stderr
    assert "--leavers-too" in done.stderr
    assert ready.json("students", "import", path, "--leavers-too")["left"] == 2


def test_a_oneroster_folder_is_a_roster(ready: CommandLine) -> None:
    """A folder with users.csv and orgs.csv is imported with its schools."""
    folder = ready.folder / "oneroster"
    folder.mkdir()
    head = "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,grades\n"
    (folder / "users.csv").write_text(head + "s1,active,true,o1,student,Ana,Ruiz,00417,03\n", encoding="utf-8")
    (folder / "orgs.csv").write_text("sourcedId,name,type,identifier\no1,Ash Elementary,school,31\n", encoding="utf-8")
    done = ready.json("students", "import", folder)
    assert (done["created"], done["schools_added"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere.csv", "no file"), (".", "users.csv"), ("bad.csv", "no column for")],
    ids=["absent", "folder", "no roster"],
)
def test_what_is_no_roster_is_refused(ready: CommandLine, name: str, words: str) -> None:
    """What is no roster exits 1 with one line why."""
    Path(ready.folder / "bad.csv").write_text("Agency,Phone\nMaple House,517-555-0101\n", encoding="utf-8")
    done = ready("students", "import", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_keys_nothing_is_imported(desk: CommandLine) -> None:
    """Where there are no keys, no student is kept, and the way out is named."""
    (desk.folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    done = desk("students", "import", "roster.csv")
    assert done.returncode == 1
    assert "keys make" in done.stderr


@pytest.mark.parametrize("form", ["roster.csv", "export/users.csv", "export", "export.zip"])
def test_a_roster_is_no_list_of_providers(ready: CommandLine, form: str) -> None:
    """A roster that is given to `import`, in whatever form, exits 1 with the right command; nothing is kept or said of it."""
    folder = ready.folder / "export"
    folder.mkdir()
    users = "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,grades\nu1,active,true,o1,student,Ana,Ruiz,03\n"
    (folder / "users.csv").write_text(users, encoding="utf-8")
    with zipfile.ZipFile(ready.folder / "export.zip", "w") as archive:
        archive.write(folder / "users.csv", "users.csv")
    for more in ([], ["--dry-run", "--json"]):
        done = ready("import", ready.folder / form, *more)
        assert (done.returncode, done.stdout) == (1, "")
        assert "students import" in done.stderr
        assert not any(secret in done.stderr for secret in ("Ana", "Ruiz", "Lee", "00417", "0101"))
    assert ready.json("imports")["imports"] == []


def test_a_list_of_providers_is_no_roster(ready: CommandLine) -> None:
    """A list of providers that is given to `students import` exits 1 with the right command, and no school or student is added."""
    path = ready.folder / "list.csv"
    path.write_text(
        "ID,Agency,Program,Grade,School,Website\n1,Oak House,Chess,3,Oak Elementary,oak.example.org\n", encoding="utf-8"
    )
    for more in ([], ["--dry-run", "--json"]):
        done = ready("students", "import", path, *more)
        assert (done.returncode, done.stdout) == (1, "")
        assert "`referral-desk import`" in done.stderr
        assert "Oak" not in done.stderr
    assert "Oak" not in ready("schools", "list").stdout
