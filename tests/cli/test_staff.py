"""`staff` and `schools`: a district is set up from the command line, and no password stands on it."""

from __future__ import annotations

import re
from pathlib import Path

from directory import clock
from directory.accounts import links, passwords
from directory.storage.engine import make_engine, writing
from tests.command_line import CommandLine

ADMIN = ("staff", "add", "ada@example.org", "--name", "Ada Adams", "--role", "administrator")


def link_in(words: str, base: str = "https://desk.example.org") -> str:
    found = re.search(rf"^{re.escape(base)}/welcome/([\w-]{{43}})$", words, re.MULTILINE)
    assert found is not None, words
    return found[1]


def done(desk: CommandLine, *arguments: str) -> str:
    run = desk(*arguments)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_a_district_is_set_up(desk_on_each: CommandLine) -> None:
    """The first administrator, a school and a specialist are added on an empty database; lists show them."""
    desk = desk_on_each
    assert "Ada Adams" in done(desk, *ADMIN)
    done(desk, "schools", "add", "Cedar Elementary", "--zip", "48910", "--code", "0007", "--grades", "K-5")
    added = ("staff", "add", "Bo@example.org", "--name", "Bo Berg", "--role", "specialist", "--school", "cedar elementary")
    told = done(desk, *added, "--base-url", "https://desk.example.org/")
    link_in(told, "https://desk.example.org")
    assert "7 days" in told
    people = desk.json("staff", "list")
    assert people["count"] == 2
    bo = people["staff"][1]
    assert (bo["email"], bo["role"], bo["schools"]) == ("bo@example.org", "specialist", ["Cedar Elementary"])
    assert (bo["invited"], bo["active"]) == (True, True)
    school = desk.json("schools", "list")["schools"][0]
    assert (school["name"], school["code"], school["low_grade"], school["high_grade"]) == ("Cedar Elementary", "0007", "K", "5")
    assert "Bo Berg  Cedar Elementary  (has set no password yet)" in done(desk, "staff", "list")
    assert done(desk, "schools", "list") == "Cedar Elementary  K-5  48910  code 0007\n"


def test_a_school_is_told_when_it_lets_out(desk: CommandLine) -> None:
    """Its times are set all at once, shown, listed, and unknown again; what is no time is refused, and changes nothing."""
    done(desk, "schools", "add", "Cedar Elementary", "--zip", "48910")
    assert done(desk, "schools", "dismissal", "Cedar Elementary") == "When Cedar Elementary ends is not known.\n"
    told = done(desk, "schools", "dismissal", "cedar elementary", "--ends", "3:15pm", "--other", "Wed 2:15")
    assert told == "Cedar Elementary ends at 3:15 pm.\n  Wednesday 2:15 pm\n"
    refused = desk("schools", "dismissal", "Cedar Elementary", "--ends", "noonish")
    assert (refused.returncode, "such as 3:15 pm" in refused.stderr) == (2, True)
    assert desk.json("schools", "list")["schools"][0]["dismissal"] == "3:15 pm, Wednesday 2:15 pm"
    assert "not known" in done(desk, "schools", "dismissal", "Cedar Elementary", "--unknown")


def test_the_district_brings_in_its_insurance_plans(desk: CommandLine, tmp_path: Path) -> None:
    """Michigan's plans are listed until then; a file with a mistake changes nothing, and names the line."""
    assert "Meridian" in {one["name"] for one in desk.json("plans", "list")["plans"]}
    file = tmp_path / "plans.csv"
    file.write_text("Plan,Payment,Also called\nBuckeye Health,Medicaid,Buckeye; BHP\n\nElm,private\n", "utf-8")
    assert done(desk, "plans", "import", str(file)) == "2 plans.\n"
    assert done(desk, "plans", "list") == "Buckeye Health  medicaid  Buckeye; BHP\nElm  private\n"
    for wrong, words in (
        ("Plan,Payment,Also called\nElm,cash,\n", "Line 2"),
        ("Elm\n", "The first line must be"),
        ("Plan,Payment,Also called\n,,\n", "names no plan"),
        ("\udcff", "UTF-8"),
    ):
        file.write_bytes(wrong.encode("utf-8", "surrogateescape"))
        refused = desk("plans", "import", str(file))
        assert (refused.returncode, words in refused.stderr) == (2, True)
    assert desk.json("plans", "list")["count"] == 2


def test_a_reset_replaces_the_invitation(desk: CommandLine) -> None:
    """`staff password` prints a new link: a reset for whoever has had a password."""
    token = link_in(done(desk, *ADMIN))
    second = link_in(done(desk, "staff", "password", "ADA@example.org"))
    assert token != second
    engine = make_engine(desk.database_url)
    with writing(engine) as session:
        links.use_link(session, second, passwords.hash_password("seven green bicycles"), clock.now())
    engine.dispose()
    told = done(desk, "staff", "password", "ada@example.org")
    assert "24 hours" in told
    link_in(told)


def test_roles_change_and_accounts_are_disabled(desk: CommandLine) -> None:
    """A role is given, an account is shut and opened again."""
    done(desk, *ADMIN)
    done(desk, "staff", "add", "bo@example.org", "--name", "Bo", "--role", "viewer")
    assert done(desk, "staff", "role", "bo@example.org", "coordinator") == "Bo is coordinator now, and was viewer.\n"
    done(desk, "staff", "disable", "bo@example.org")
    assert "(disabled)" in done(desk, "staff", "list")
    done(desk, "staff", "enable", "bo@example.org")
    assert "(disabled)" not in done(desk, "staff", "list")


REFUSED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (ADMIN, 1, "account already"),
    (("staff", "disable", "ada@example.org"), 1, "last active administrator"),
    (("staff", "role", "ada@example.org", "viewer"), 1, "last active administrator"),
    (("staff", "role", "ada@example.org", "boss"), 2, "no such role"),
    (("staff", "password", "nobody@example.org"), 1, "staff list"),
    (("staff", "password", "nobody"), 2, "not an e-mail address"),
    (("staff", "add", "bo@example.org", "--name", "Bo", "--role", "specialist"), 2, "at least one school"),
    (("staff", "add", "bo@example.org", "--name", "Bo", "--role", "specialist", "--school", "Oak"), 1, "schools add"),
    (("staff", "add", "bo@example.org", "--name", "Bo", "--role", "viewer", "--base-url", "desk.example.org"), 2, "https://"),
    (("schools", "add", "Oak", "--zip", "489"), 2, "five digits"),
    (("schools", "add", "Oak", "--zip", "00000"), 1, "not on the map"),
    (("schools", "add", "Oak", "--zip", "48910", "--grades", "X"), 2, "K-5"),
)


def test_what_cannot_be_done_is_told(desk: CommandLine) -> None:
    """What is unknown or refused exits 1, what is malformed 2, each with a sentence, and nothing is changed."""
    done(desk, *ADMIN)
    for arguments, code, says in REFUSED:
        run = desk(*arguments)
        assert (run.returncode, run.stdout) == (code, "")
        assert says in " ".join(run.stderr.split())
    assert desk.json("staff", "list")["count"] == 1
    assert desk.json("schools", "list")["count"] == 0


def test_empty_lists_say_how_to_begin(desk: CommandLine) -> None:
    """Where there is nobody and no school, the lists name the command that adds one."""
    assert "staff add" in done(desk, "staff", "list")
    assert "schools add" in done(desk, "schools", "list")
