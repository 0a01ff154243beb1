"""The command line's contract: what is printed, which exit code, and that nothing half done stays."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from directory.cli.match import TIMES
from matching.wishes.codes import WishedTime
from tests.command_line import CommandLine
from tests.importers.making import HIDES

LIST = """Agency,Program,Description,Ages,Address,City,State,ZIP,Phone,Languages
Maple Valley Family Services,Homework Club,Homework help after school,6 to 12,12 Cedar Street,Lansing,MI,48910,(517) 555-0101,"English, Spanish"
Elm Street House,Grief Group,Group for children who lost someone,8-17,9 Elm Street,Lansing,MI,48912,517-555-0102 x 4,English
Oak Clinic,Teen Counseling,Counseling and therapy for teenagers,13+,77 Oak Avenue,Mason,MI,48854,517.555.0103,
"""


@pytest.fixture
def given_list(desk_on_each: CommandLine) -> Path:
    path = desk_on_each.folder / "providers.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_help_names_every_command(desk: CommandLine) -> None:
    """The help lists the commands of the contract and exits 0."""
    done = desk("--help")
    assert done.returncode == 0
    for command in ("import", "imports", "match", "search", "needs", "export", "db"):
        assert command in done.stdout


@pytest.mark.parametrize("command", ["import", "imports", "match", "search", "needs", "export", "db"])
def test_each_command_explains_itself(desk: CommandLine, command: str) -> None:
    """Every command has a help of its own."""
    done = desk(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_import_reports_each_row_once(desk_on_each: CommandLine, given_list: Path) -> None:
    """The report has the contract's keys, and its rows add up."""
    report = desk_on_each.json("import", given_list)
    assert set(report) >= {
        "import_id", "rows_read", "created", "updated", "unchanged", "withdrawn", "needs_review", "rejected", "duplicates", "columns",
        "problems",
    }  # fmt: skip
    parts = ("created", "updated", "unchanged", "needs_review", "rejected", "duplicates")
    assert report["rows_read"] == sum(report[part] for part in parts) == 3
    assert report["columns"]["Agency"] == "organization.name"
    assert all(set(p) == {"line", "column", "value", "problem", "severity"} for p in report["problems"])


@pytest.mark.slow
def test_import_tells_nothing_that_a_list_hides(desk: CommandLine, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the report in words, nor the one as JSON, nor the log has a word of a cell that the list hides."""
    path = desk.folder / "hides.csv"
    path.write_bytes(HIDES)
    for done in (desk("import", path, "--dry-run", "--json"), desk("import", path)):
        assert done.returncode in {0, 3}
        assert "zyx" not in (done.stdout + done.stderr + caplog.text).casefold()


@pytest.mark.slow
def test_a_list_that_looks_misread_is_published_only_all_the_same(desk: CommandLine) -> None:
    """It exits 1 with the option to say, and shows why with rows as evidence; a dry run does so, too; it can be undone."""
    path = desk.folder / "shredded.csv"
    path.write_text(
        "Agency,Program,Phone\n" + "".join(f"Oak {n},Art,517-555-010{n},paint, clay\n" for n in range(3)), encoding="utf-8"
    )
    for more in (["--dry-run"], []):
        done = desk("import", path, *more)
        assert done.returncode == (0 if more else 1)
        assert "--all-the-same" in done.stderr
        assert "3 of 3 rows do not fit the header" in done.stdout
        assert "line 2: Oak 0 | Art | 517-555-0100" in done.stdout
    assert desk.json("imports")["imports"] == []
    report = desk.json("import", path, "--all-the-same")
    assert report["created"] == 3
    assert desk("imports", "undo", str(report["import_id"])).returncode == 0


@pytest.mark.slow
def test_a_dry_run_changes_nothing(desk_on_each: CommandLine, given_list: Path) -> None:
    """A dry run reports what would be done and leaves the directory as it is."""
    assert desk_on_each.json("import", given_list, "--dry-run")["created"] == 3
    assert desk_on_each.json("imports")["imports"] == []
    assert desk_on_each.json("search", "maple")["count"] == 0


def test_the_same_list_again_is_all_unchanged(desk_on_each: CommandLine, given_list: Path) -> None:
    """A second import of a file changes nothing."""
    desk_on_each.json("import", given_list)
    report = desk_on_each.json("import", given_list)
    assert (report["unchanged"], report["created"], report["updated"], report["withdrawn"]) == (3, 0, 0, 0)


def test_match_explains_itself(desk_on_each: CommandLine, given_list: Path) -> None:
    """A match has the contract's keys, its distance and a reason for each criterion."""
    desk_on_each.json("import", given_list)
    found = desk_on_each.json("match", "--need", "homework help", "--age", "9", "--near", "48910", "--language", "es")
    assert set(found) == {"query", "count", "total", "unnarrowed", "facets", "matches", "near_misses"}
    (match,) = found["matches"]
    assert set(match) >= {
        "rank", "score", "service_id", "service", "organization", "location", "address", "latitude", "longitude", "miles", "minimum_age",
        "maximum_age", "languages", "phone", "needs", "reasons",
    }  # fmt: skip
    assert (match["service"], match["minimum_age"], match["phone"], match["languages"]) == (
        "Homework Club", 6, "+15175550101", ["en", "es"],
    )  # fmt: skip
    verdicts = {reason["criterion"]: reason["verdict"] for reason in match["reasons"]}
    assert verdicts["need"] == verdicts["age"] == verdicts["languages"] == "pass"
    assert all(set(reason) == {"criterion", "verdict", "text"} for reason in match["reasons"])


def test_a_near_miss_names_what_it_fails_in(desk_on_each: CommandLine, given_list: Path) -> None:
    """A service that is a year too old stands among the near misses and says so; exit 0, for no match is done."""
    desk_on_each.json("import", given_list)
    found = desk_on_each.json("match", "--need", "counseling", "--age", "12", "--near", "48854", "--within", "5")
    assert found["count"] == 0
    (miss,) = found["near_misses"]
    assert [r["criterion"] for r in miss["reasons"] if r["verdict"] == "fail"] == ["age"]


def test_a_need_that_nobody_offers_is_done(desk_on_each: CommandLine, given_list: Path) -> None:
    """Nothing found is an answer: exit 0, and a sentence."""
    desk_on_each.json("import", given_list)
    done = desk_on_each("match", "--need", "food pantry", "--near", "48910")
    assert done.returncode == 0
    assert "Nothing in the directory matches" in done.stdout


def test_danger_is_told_first(desk_on_each: CommandLine, given_list: Path) -> None:
    """Safety words bring the crisis card on every path, before anything else."""
    desk_on_each.json("import", given_list)
    for command in (("match", "--need", "she wants to die, needs counseling"), ("needs", "quiere morir"), ("search", "suicide")):
        assert "988" in desk_on_each(*command).stdout.split("\n\n")[0]
        assert desk_on_each.json(*command)["crisis"]["heard"]


def test_what_only_sounds_like_danger_is_no_need(desk_on_each: CommandLine, given_list: Path) -> None:
    """Words that only sound like danger raise nothing and are not looked for, whatever safety words are in them."""
    desk_on_each.json("import", given_list)
    words = "wants to die her hair purple, needs counseling"
    read, found = desk_on_each.json("needs", words), desk_on_each.json("match", "--need", words)
    assert [need["slug"] for need in read["needs"]] == ["counseling"]
    assert [need["slug"] for need in found["query"]["needs"]] == ["counseling"]
    assert (read["crisis"], "crisis" in found) == (None, False)


def test_a_sentence_is_needs_and_conditions(desk_on_each: CommandLine, given_list: Path) -> None:
    """`match` reads a sentence: its needs, every condition with the words for it, what is denied and what is not understood."""
    desk_on_each.json("import", given_list)
    words = "my 8th grader speaks only Spanish, no insurance, no car, does not need food, needs somebody to talk to after school"
    found = desk_on_each.json("match", words, "--near", "48910")["query"]
    assert [need["slug"] for need in found["needs"]] == ["counseling"]
    assert [(one["kind"], one["value"], one["heard"]) for one in found["conditions"]] == [
        ("grade", "8", "8th grader"),
        ("language", "es", "speaks only Spanish"),
        ("payment", "uninsured", "no insurance"),
        ("travel", "no_car", "no car"),
        ("time", "after_school", "after school"),
    ]
    assert (found["grade"], found["languages"], found["payment"]) == ("8", ["es"], "uninsured")
    said = desk_on_each("match", words + ", xyzzy", "--near", "48910", "--payment", "medicaid").stdout
    assert "Asked for as well: Grade 8 (“8th grader”), Spanish (“speaks only Spanish”), No car (“no car”), After school" in said
    assert "Not needed: “does not need food”" in said
    assert "Not asked for, because what was chosen beside the sentence says otherwise: “no insurance”" in said
    assert "Not understood: “xyzzy”" in said


def test_match_as_json_drops_nothing_in_silence(desk_on_each: CommandLine, given_list: Path) -> None:
    """`match --json` has what is denied, doubtful, overruled and not understood; the crisis has its lines."""
    desk_on_each.json("import", given_list)
    asked = desk_on_each.json("match", "doesn't need food, needs rent help, near 00000, xyzzy")["query"]
    assert asked["denied"] == ["doesn't need food"]
    assert [(one["value"], one["heard"], one["why"]) for one in asked["overruled"]] == [("00000", "near 00000", "unknown")]
    assert (asked["unread"], isinstance(asked["doubtful"], list)) == (["xyzzy"], True)
    for command in (("needs", "wants to kill himself"), ("match", "wants to kill himself"), ("search", "suicide")):
        crisis = desk_on_each.json(*command)["crisis"]
        assert crisis["lines"] == crisis["spoken"]["en"]
        assert crisis["level"] in ("now", "ask")


@pytest.mark.parametrize("sentence", ["mi hijo de 7mo", "my 7th grader, near 48910", "doesn't need food"])
def test_a_sentence_without_a_need_is_understood(desk_on_each: CommandLine, given_list: Path, sentence: str) -> None:
    """What is told of a student without a need is no error: the answer is empty and asks for a need, once."""
    desk_on_each.json("import", given_list)
    done = desk_on_each("match", sentence)
    assert (done.returncode, done.stdout.count("Name a need"), "Nothing in the directory" in done.stdout) == (0, 1, False)
    assert desk_on_each("needs", sentence).returncode == 0
    for words in ("xyzzy qwfpgj", "help"):  # nothing of them is understood
        assert desk_on_each("match", words).returncode == 1


def test_times_are_asked_for_by_an_option(desk_on_each: CommandLine, given_list: Path) -> None:
    """`--when` asks for what a sentence may: each time of the vocabulary of wishes, and the season that it is now."""
    desk_on_each.json("import", given_list)
    asked = ("match", "--need", "tutoring", "--near", "48910")
    found = desk_on_each.json(*asked, "--when", "summer", "--when", "after_school")
    assert found["query"]["wishes"] == ["time:summer", "time:after_school"]
    assert set(TIMES) == {*WishedTime, "now"}


def test_each_facet_is_what_narrowing_by_it_shows(desk_on_each: CommandLine, given_list: Path) -> None:
    """`match --json` has the facets of the page, also beyond the limit; narrowed by one, as many match as it states."""
    desk_on_each.json("import", given_list)
    asked = ("match", "--need", "counseling", "--need", "tutoring", "--near", "48910", "--within", "50", "--limit", "1")
    found = desk_on_each.json(*asked)
    assert found["count"] < found["total"] == found["unnarrowed"]
    assert found["facets"]
    for facet in found["facets"]:
        narrowed = desk_on_each.json(*asked, "--only", facet["code"])
        assert (facet["code"], narrowed["total"]) == (f"{facet['kind']}:{facet['value']}", facet["stated"])
        assert (narrowed["unnarrowed"], narrowed["query"]["only"]) == (found["total"], [facet["code"]])
        assert facet["stated"] + facet["unstated"] <= found["total"]


def test_match_without_anything_asks_what_is_needed(desk_on_each: CommandLine) -> None:
    """`match` without a sentence and without a need is wrong usage."""
    asked = desk_on_each("match", "--near", "48910")
    assert asked.returncode == 2
    assert "Say what is needed" in asked.stderr


def test_search_mends_typing_errors(desk_on_each: CommandLine, given_list: Path) -> None:
    """A misspelled word finds what was meant, and says what was looked for."""
    desk_on_each.json("import", given_list)
    found = desk_on_each.json("search", "homwork clup")
    assert (found["mended"], found["count"], found["results"][0]["service"]) == ("homework club", 1, "Homework Club")
    assert "reasons" not in found["results"][0]


def test_an_export_comes_in_again(desk_on_each: CommandLine, given_list: Path) -> None:
    """An export imported again is unchanged; with one row edited, that row alone is updated."""
    desk_on_each.json("import", given_list)
    out = desk_on_each.folder / "out.csv"
    assert desk_on_each("export", "csv", out).returncode == 0
    again = desk_on_each.json("import", out)
    assert (again["unchanged"], again["created"], again["updated"]) == (3, 0, 0)
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    before = {row["service_at_location.id"]: dict(row) for row in rows}
    rows[1]["service.maximum_age"] = "18"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    edited = desk_on_each.json("import", out)
    assert (edited["updated"], edited["unchanged"]) == (1, 2)
    desk_on_each("export", "csv", out)
    after = {row["service_at_location.id"]: row for row in csv.DictReader(io.StringIO(out.read_text("utf-8")))}
    differing = {(key, name) for key, row in after.items() for name, value in row.items() if value != before[key][name]}
    assert differing == {(rows[1]["service_at_location.id"], "service.maximum_age")}


def test_an_undone_import_leaves_no_byte(desk_on_each: CommandLine, given_list: Path) -> None:
    """After undoing, the export is as it was before, to the byte; undoing twice exits 1."""
    desk_on_each.json("import", given_list)
    desk_on_each("export", "csv", "before.csv")
    given_list.write_text(
        LIST.replace("6 to 12", "5 to 14").replace("Oak Clinic", "Pine Clinic") + "New Agency,Chess,,,,,,,,\n", "utf-8"
    )
    report = desk_on_each.json("import", given_list)
    assert report["created"] >= 1
    assert report["updated"] >= 1
    undone = str(report["import_id"])
    assert desk_on_each("imports", "undo", undone).returncode == 0
    desk_on_each("export", "csv", "after.csv")
    assert (desk_on_each.folder / "after.csv").read_bytes() == (desk_on_each.folder / "before.csv").read_bytes()
    assert desk_on_each("imports", "undo", undone).returncode == 1


WRONG = {
    "no need": (("match", "--age", "9"), 2, "need"),
    "an age of 200": (("match", "--need", "tutoring", "--age", "200"), 2, "200"),
    "an age in words": (("match", "--need", "tutoring", "--age", "nine"), 2, "nine"),
    "a grade of 13": (("match", "--need", "tutoring", "--grade", "13"), 2, "13"),
    "age and grade": (("match", "--need", "tutoring", "--grade", "3", "--age", "9"), 2, "not both"),
    "an unknown ZIP": (("match", "--need", "tutoring", "--near", "00000"), 1, "00000"),
    "a ZIP in words": (("match", "--need", "tutoring", "--near", "Lansing"), 2, "Lansing"),
    "an unknown need": (("match", "--need", "xyzzy qwfpgj"), 1, "xyzzy"),
    "an unknown payment": (("match", "--need", "tutoring", "--payment", "shells"), 2, "shells"),
    "a negative distance": (("match", "--need", "tutoring", "--near", "48910", "--within", "-1"), 2, "-1"),
    "an import that is not there": (("imports", "undo", "77"), 1, "77"),
    "a file that is not there": (("import", "nowhere.csv"), 1, "nowhere.csv"),
    "a folder": (("import", "."), 1, "folder"),
    "an unknown command": (("improt",), 2, "improt"),
    "a place that cannot be written": (("export", "csv", "no/such/folder/out.csv"), 1, "out.csv"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG.values(), ids=WRONG)
def test_wrong_input_is_told(desk: CommandLine, arguments: tuple[str, ...], code: int, words: str) -> None:
    """What cannot be done says why on standard error, with the contract's exit code, and prints nothing else."""
    done = desk(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_check_says_that_it_has_made_the_database(new_desk: CommandLine) -> None:
    """Whoever checks in the wrong folder learns that nothing was there; the second check finds it."""
    first, second = new_desk("db", "check"), new_desk("db", "check")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "There was no database yet" in first.stdout
    assert "There was no database yet" not in second.stdout


@pytest.mark.slow
def test_an_old_database_names_the_way_out(new_desk: CommandLine) -> None:
    """A database of an older version is refused with the command that mends it."""
    import sqlite3

    assert new_desk("db", "upgrade").returncode == 0
    assert new_desk("db", "check").returncode == 0
    path = new_desk.database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    done = new_desk("search", "maple")
    assert done.returncode == 1
    assert "db upgrade" in done.stderr


BAD_FILES = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "a picture": bytes(range(256)) * 20,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" * 20,
    "no name column": b"Latitude,Longitude\n42.7,-84.5\n42.8,-84.6\n",
}


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_no_list_is_refused(desk: CommandLine, data: bytes) -> None:
    """A file that is no provider list is refused in one sentence, and nothing of it stays."""
    (desk.folder / "bad.csv").write_bytes(data)
    done = desk("import", "bad.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert desk.json("imports")["imports"] == []


def test_a_row_without_a_name_is_rejected_alone(desk: CommandLine) -> None:
    """A row that names nobody is rejected with its line; the others go in."""
    (desk.folder / "list.csv").write_text(LIST + ",,Nobody's text,5-9,1 Ash Street,Lansing,MI,48910,517-555-0109,\n", "utf-8")
    report = desk.json("import", "list.csv")
    assert (report["created"], report["rejected"]) == (3, 1)
    assert any(p["line"] == 5 and p["severity"] == "error" for p in report["problems"])
