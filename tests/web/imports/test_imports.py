"""Importing a list in the browser: sent, looked at, published, decided on row by row, and taken back."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from sqlalchemy import text

from directory.storage.engine import make_engine, writing
from directory.storage.imports import confined
from directory.storage.uploads import MOST_BYTES
from tests.importers.making import HIDES
from tests.web.browsing import Site

FIRST = b"""Agency,Program,Category,Phone,Address,City,State,ZIP,Ages,Shoe size
Elm House,Chess Club,After school,(517) 555-0141,1 Elm Street,Lansing,MI,48910,6-11,9
Elm House,Free Lunch,Food,call us,1 Elm Street,Lansing,MI,48910,,9
"""
SECOND = FIRST.replace(b"0141", b"0142").replace(b"Elm House,Free Lunch,Food,call us,1 Elm Street,Lansing,MI,48910,,9\n", b"")
SEVERAL = FIRST.splitlines()[0] + b"".join(
    b"\nElm House,%s,Food,(517) 555-01%d,%d Elm Street,Lansing,MI,48910,,9" % (name, 50 + at, at)
    for at, name in enumerate((b"Soup", b"Coats", b"Choir", b"Chess", b"Clinic", b"Rides"), 1)
)


@pytest.fixture
def desk(site: Site) -> Site:
    """The service as a coordinator has it open."""
    site.sign_in("coordinator")
    return site


def send(site: Site, data: bytes, name: str = "Elm", file_name: str = "elm.csv", **fields: str) -> str:
    """Sends a list; returns where its preview is."""
    site.get("/imports/new")
    done = site.post("/imports/new", {"name": name, **fields}, files={"file": (file_name, data, "text/csv")})
    assert done.status_code == 303, re.findall(r'class="wrong"[^>]*>([^<]*)', done.text)
    return done.headers["location"]


def publish(site: Site, data: bytes, name: str = "Elm") -> str:
    """Sends a list and publishes it; returns where its report is."""
    preview = send(site, data, name)
    site.get(preview)
    done = site.post(f"{preview}/publish")
    assert done.status_code == 303
    return str(done.headers["location"]).partition("?")[0]


def services(site: Site) -> set[str]:
    return {name for (name,) in site.rows("SELECT name FROM service WHERE status = 'active'")}


def test_a_list_is_shown_before_anything_is_done(site_on_each: Site) -> None:
    """The preview says in words what was understood, what would be done and what is wrong; the directory stays as it is."""
    site = site_on_each
    site.sign_in("coordinator")
    before = services(site)
    page = site.get(send(site, FIRST)).text
    for words in ("The agency that runs the service.", "Shoe size", "<strong>2</strong> New", "call us", "Chess Club"):
        assert words in page
    assert services(site) == before
    assert "elm.csv" in site.get("/imports").text


def test_others_write_while_a_list_is_read(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a file to be read, when it is sent, when its map is mended, nor when it is looked at."""
    read, written = confined.run, []

    def run(*arguments: Any, **how: Any) -> Any:
        with writing(make_engine(desk.district.database_url, patience=0)) as session:
            session.execute(text("UPDATE staff SET name = name"))
        written.append(arguments[0].__name__)
        return read(*arguments, **how)

    monkeypatch.setattr(confined, "run", run)
    preview = send(desk, FIRST)
    assert desk.post(preview, {"name": "Elm", "map": 'nonsense = "'}).status_code == 422
    assert desk.post(preview, {"name": "Elms"}).status_code == 303
    assert "Chess Club" in desk.get(preview).text
    assert written == ["check", "listing", "check", "listing"]


def test_what_a_list_hides_is_told_nowhere(site_on_each: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the preview, the report, the file of problems, the stored rows nor the log has a word of it."""
    site = site_on_each
    site.sign_in("coordinator")
    caplog.set_level("DEBUG")
    shown = site.get(send(site, HIDES)).text
    report = publish(site, HIDES)
    shown += site.get(report).text + site.get(f"{report}/problems.csv").text
    assert "(withheld)" in shown
    stored = str(site.rows("SELECT * FROM import_row")) + str(site.rows("SELECT * FROM import_batch"))
    for words in (shown, stored, caplog.text):
        assert "zyx" not in words.casefold()


def test_problems_that_are_alike_are_told_once(desk: Site) -> None:
    """Cells that fail alike are one kind with their number, whatever stands in them; the first lines are shown."""
    rows = FIRST.splitlines()
    wrong = b"\n".join([rows[0], *(rows[1].replace(b"Chess", b"Club %d" % n).replace(b"48910", b"0000%d" % n) for n in range(5))])
    page = desk.get(send(desk, wrong)).text
    assert re.search(r"5 times</span>\s*<strong>ZIP:</strong> “…” is not a ZIP code", page)
    assert "Show all of 5" in page


def test_a_published_list_is_in_the_directory_and_can_be_undone(site_on_each: Site) -> None:
    """Publishing leads to a report with links to the records; undoing asks first, and both stand in the audit log."""
    site = site_on_each
    site.sign_in("coordinator")
    before = services(site)
    report = publish(site, FIRST)
    assert services(site) == before | {"Chess Club", "Free Lunch"}
    page = site.get(report).text
    (record,) = re.findall(r'href="(/directory/[^"]+)">Chess Club', page)
    assert site.get(record).status_code == 200
    assert site.rows("SELECT count(*) FROM upload WHERE source = 'Elm'") == [(0,)]
    assert "<strong>2 records</strong>" in site.get(f"{report}/undo").text
    assert services(site) == before | {"Chess Club", "Free Lunch"}
    assert site.post(f"{report}/undo").status_code == 303
    assert services(site) == before
    assert site.post(f"{report}/undo").status_code == 409
    told = site.rows("SELECT action FROM audit_entry WHERE action LIKE 'import.%' ORDER BY id")
    assert told == [("import.published",), ("import.undone",)]


def test_a_list_is_published_once(desk: Site) -> None:
    """The button pressed twice, or in two windows, publishes one import."""
    preview = send(desk, FIRST)
    desk.get(preview)
    first = desk.post(f"{preview}/publish", {"once": "number-of-its-own"})
    again = desk.post(f"{preview}/publish", {"once": "number-of-its-own"})
    assert again.headers["location"].partition("?")[0] == first.headers["location"].partition("?")[0]
    later = desk.post(f"{preview}/publish")
    assert later.headers["location"].partition("?")[0] == first.headers["location"].partition("?")[0]
    assert desk.rows("SELECT count(*) FROM import_batch WHERE source = 'Elm'") == [(1,)]


def test_a_directory_that_changed_meanwhile_is_told(desk: Site) -> None:
    """Where publishing comes to other figures than were looked at, the report says so."""
    one, other = send(desk, FIRST), send(desk, FIRST)
    (seen,) = re.findall(r'name="seen" value="([^"]*)"', desk.get(one).text)
    desk.post(f"{one}/publish", {"seen": seen})
    done = desk.post(f"{other}/publish", {"seen": seen})
    assert "had changed since you looked" in desk.get(done.headers["location"]).text


def test_the_next_edition_of_a_list_is_known_by_its_name(desk: Site) -> None:
    """A known list is chosen or typed in any capitals; a list that is another one gets another name on the preview."""
    publish(desk, FIRST)
    assert "next edition of “Elm”" in desk.get(send(desk, SECOND, "", known="Elm")).text
    preview = send(desk, SECOND, "eLM")
    assert "next edition of “Elm”" in desk.get(preview).text
    assert desk.post(preview, {"name": "Oak"}).status_code == 303
    assert "a new list, “Oak”" in desk.get(preview).text


def test_many_services_that_would_be_hidden_are_warned_of(desk: Site) -> None:
    """Half a list under the name of the whole one asks whether it is the right one."""
    publish(desk, SEVERAL)
    page = desk.get(send(desk, SEVERAL.splitlines()[0] + b"\n" + SEVERAL.splitlines()[1])).text
    assert "5 services of 6 would be hidden" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a list"),
        (b"\x00\x01\x02\xff\xfe" * 50, "elm.csv"),
        (b"Color,Size\nred,2\nblue,3\n", "no column that names an agency"),
    ],
)
def test_what_is_no_list_is_told_beside_the_file(desk: Site, data: bytes, words: str) -> None:
    """The sentence stands beside the file, what was typed is kept, and nothing is."""
    desk.get("/imports/new")
    done = desk.post("/imports/new", {"name": "Oak “guide”"}, files={"file": ("elm.csv", data, "text/csv")})
    assert done.status_code == 422
    (told,) = re.findall(r'id="file-wrong">([^<]*)', done.text)
    assert words in told
    assert "--" not in told
    assert 'value="Oak “guide”"' in done.text
    assert desk.rows("SELECT count(*) FROM upload WHERE source LIKE 'Oak%'") == [(0,)]


def test_a_map_that_is_wrong_is_told_beside_it(desk: Site) -> None:
    """An unknown target is named with what is meant instead, when sending and when looking again; a good one is used."""
    wrong = {"map": '[columns]\n"Shoe size" = "organization.nam"'}
    desk.get("/imports/new")
    done = desk.post("/imports/new", {"name": "Elm", **wrong}, files={"file": ("elm.csv", FIRST, "text/csv")})
    assert done.status_code == 422
    assert "organization.name" in re.findall(r'id="map-wrong">([^<]*)', done.text)[0]
    preview = send(desk, FIRST)
    desk.get(preview)
    assert desk.post(preview, {"name": "Elm", **wrong}).status_code == 422
    assert desk.post(preview, {"name": "Elm", "map": '[columns]\n"Shoe size" = "service.alert"'}).status_code == 303
    assert "A passing notice." in desk.get(preview).text


def test_a_file_that_is_too_large_says_how_large_it_may_be(desk: Site) -> None:
    """A little too much is told beside the field, far too much on a page of its own; both name the limit."""
    for more in (1, 5_000_000):
        desk.get("/imports/new")
        data = b"x" * (MOST_BYTES + more)
        done = desk.post("/imports/new", {"name": "Elm"}, files={"file": ("elm.csv", data, "text/csv")})
        assert done.status_code == 413
        assert "20 MB" in done.text


def test_a_list_that_looks_misread_is_a_question(desk: Site) -> None:
    """The preview asks with a sentence and three rows, publishes all the same when it is told to, and that can be undone."""
    rows = b"".join(b"Yew House %d,Art,(517) 555-014%d,paint, clay\n" % (n, n) for n in range(4))
    preview = send(desk, b"Agency,Program,Phone\n" + rows, "Yew")
    shown = desk.get(preview).text
    assert "Was this list read right?" in shown
    assert "4 of 4 rows do not fit the header" in shown
    assert shown.count("| Art |") >= 3
    assert re.search(r"<button[^>]*>Publish all the same</button>", shown)
    report = str(desk.post(f"{preview}/publish").headers["location"]).partition("?")[0]
    assert desk.rows("SELECT count(*) FROM organization WHERE name LIKE 'Yew House %'") == [(4,)]
    desk.post(f"{report}/undo")
    assert desk.rows(
        "SELECT count(*) FROM service JOIN organization o ON o.id = organization_id WHERE o.name LIKE 'Yew House %' AND service.status = 'active'"
    ) == [(0,)]
    assert "Was this list read right?" not in desk.get(send(desk, FIRST)).text


def test_a_roster_is_told_beside_the_field_and_kept_nowhere(desk: Site) -> None:
    """A roster that is sent as a list comes back with the page and the command that read rosters, and without a word of it."""
    roster = b"Student ID,Last Name,First Name,DOB,Guardian Name\n417,Ruiz,Ana,2014-03-14,Elena Ruiz\n"
    before = desk.rows("SELECT id FROM upload")
    desk.get("/imports/new")
    done = desk.post("/imports/new", {"name": "Elm"}, files={"file": ("elm.csv", roster, "text/csv")})
    assert done.status_code == 422
    assert "referral-desk students import" in done.text
    assert "Import a roster" in done.text
    assert "Ruiz" not in done.text
    assert desk.rows("SELECT id FROM upload") == before


@pytest.mark.parametrize("name", ["", "n" * 10_000, "Added by hand"])
def test_a_name_that_is_none_is_told_beside_it(desk: Site, name: str) -> None:
    """A blank name, one without end and that of the records made here are refused."""
    desk.get("/imports/new")
    done = desk.post("/imports/new", {"name": name}, files={"file": ("elm.csv", FIRST, "text/csv")})
    assert done.status_code == 422
    assert 'id="name-wrong"' in done.text


def test_an_import_that_a_later_one_built_on_says_which(desk: Site) -> None:
    """The page names the later import with the way to undo it, and undoes nothing."""
    first, second = publish(desk, FIRST), publish(desk, SECOND)
    assert f'href="{second}/undo"' in desk.get(f"{first}/undo").text
    done = desk.post(f"{first}/undo")
    assert done.status_code == 409
    assert f'href="{second}/undo"' in done.text
    assert "Chess Club" in services(desk)


def test_an_import_whose_records_were_corrected_says_which(desk: Site) -> None:
    """The page leads to the history of what was corrected by hand, and undoes nothing."""
    report = publish(desk, FIRST)
    (record,) = re.findall(r'href="(/directory/[^"]+)">Chess Club', desk.get(report).text)
    desk.send(record, f"{record}/do-not-refer")
    done = desk.post(f"{report}/undo")
    assert done.status_code == 409
    assert f'href="{record}/history"' in done.text
    assert "Chess Club" in services(desk)


def waiting(site: Site) -> tuple[str, dict[str, str]]:
    """An import with a row that waits, as the same list under another name makes it: its address and the row's form."""
    publish(site, FIRST)
    report = publish(site, FIRST.replace(b"48910,6-11", b"48910,6-12"), "Oak")
    page = site.get(f"{report}/review").text
    assert "Is it the same?" in page
    found = {name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("line", "record")}
    return report, found


@pytest.mark.parametrize(("decision", "more"), [("same", 0), ("new", 1), ("out", 0)])
def test_each_row_that_waits_is_decided_on(desk: Site, decision: str, more: int) -> None:
    """A decision does what it says, once, and the next row follows; who comes later is told."""
    report, row = waiting(desk)
    ((before,),) = desk.rows("SELECT count(*) FROM service")
    ((held,),) = desk.rows("SELECT count(*) FROM import_row WHERE outcome = 'needs_review'")
    form = {**row, "decision": decision}
    done = desk.post(f"{report}/review", form)
    assert done.status_code == 303
    assert desk.get(done.headers["location"]).status_code == 200
    assert desk.rows("SELECT count(*) FROM service") == [(before + more,)]
    assert desk.rows("SELECT count(*) FROM import_row WHERE outcome = 'needs_review'") == [(held - 1,)]
    again = desk.post(f"{report}/review", form)
    assert again.status_code == 409
    assert "a colleague decided" in again.text
    assert desk.rows("SELECT count(*) FROM audit_entry WHERE action = 'import.decided'") == [(1,)]


def test_a_decision_that_is_none_changes_nothing(desk: Site) -> None:
    """Nothing chosen, a line that is no number and one that is not there are told apart by their status."""
    report, row = waiting(desk)
    assert desk.post(f"{report}/review", {**row, "decision": "perhaps"}).status_code == 422
    assert desk.post(f"{report}/review", {"line": "x", "decision": "new"}).status_code == 422
    assert desk.post(f"{report}/review", {"line": "99999", "decision": "new"}).status_code == 404
    assert desk.post(f"{report}/review", {**row, "record": "gone", "decision": "same"}).status_code == 404


def test_the_file_of_problems_runs_nothing(desk: Site) -> None:
    """Before and after publishing the problems can be had as a CSV, in which a spreadsheet takes no cell for a formula."""
    wild = FIRST.replace(b"call us", b'"=HYPERLINK(""x"")"')
    preview = send(desk, wild)
    for path in (preview, publish(desk, wild)):
        done = desk.get(f"{path}/problems.csv")
        assert done.headers["content-type"].startswith("text/csv")
        cells = [cell for row in csv.reader(io.StringIO(done.content.decode("utf-8-sig"))) for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("path", ["999", "x", "9" * 40, "1.5"])
def test_an_import_that_is_not_there_is_not_found(desk: Site, path: str) -> None:
    """A number that no import has, and what is no number, answer 404."""
    for page in ("", "/undo", "/problems.csv"):
        assert desk.get(f"/imports/{path}{page}").status_code == 404


def test_a_list_that_was_thrown_away_is_gone(desk: Site) -> None:
    """Throwing away leaves the directory alone; its preview is not found any more."""
    preview = send(desk, FIRST)
    desk.get(preview)
    assert desk.post(f"{preview}/drop").status_code == 303
    assert desk.get(preview).status_code == 404
    assert "Chess Club" not in services(desk)
