"""A plan carried out on a real database: what goes in comes out, changes change that alone, and nothing is half done."""

from __future__ import annotations

import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from directory.errors import UnreadableError
from directory.models import ImportRow, MatchCandidate, RecordSource, SearchDocument, Service, ServiceAtLocation, Word, metadata
from directory.places import cells
from directory.storage.engine import reading, writing
from directory.storage.imports.confined import SMALL
from directory.storage.imports.long_jobs import GivenList, publish_list, undo_import
from directory.storage.imports.past_imports import imports
from directory.storage.imports.preview import preview, said_of
from directory.storage.imports.publication import DoubtfulError, WithdrawalConsent, publish, report
from directory.storage.listings.records import all_ids, load
from importers.fields import FIELDS, Target
from importers.identity import ID_TARGETS
from importers.problem_codes import SanityCode
from importers.records import Contact, Cost, NeedFit, Phone, Schedule
from tests.importers.making import record, rejected
from tests.storage.publishing import NOON, publish_records, staged

FULL: dict[str, Any] = {
    "identifier": "A-1",
    "organization_alternate_name": "MVFS",
    "organization_description": "For families.",
    "organization_email": "office@maple.example.org",
    "organization_year_incorporated": 1984.0,
    "organization_legal_status": "Non-profit",
    "organization_tax_id": "00-0000000",
    "program_name": "After School",
    "service_alternate_name": "The Club",
    "service_email": "club@maple.example.org",
    "service_confidential": False,
    "service_school": "Cedar Elementary",
    "service_eligibility_description": "Families of Ingham County",
    "service_fees_description": "Free for all",
    "service_application_process": "Call and ask for intake.",
    "service_wait_time": "2 weeks",
    "service_interpretation_services": "By phone",
    "service_accreditations": "Accredited",
    "service_licenses": "Licensed",
    "service_alert": "Closed on Friday",
    "service_url": "https://maple.example.org/club",
    "service_do_not_refer": False,
    "service_assured_date": datetime.date(2026, 8, 1),
    "urls": ("https://maple.example.org/more",),
    "keywords": ("study hall",),
    "required_documents": ("Proof of address",),
    "service_areas": ("Ingham County",),
    "capacity_available": 3.0,
    "capacity_maximum": 20.0,
    "capacity_updated": datetime.date(2026, 1, 5),
    "contacts": (Contact("Ana Diaz", "Director", "ana@maple.example.org"),),
    "accessibility": ("Ramp",),
    "location_description": "Behind the library",
    "location_location_type": "physical",
    "location_url": "https://maple.example.org/cedar",
    "location_external_identifier": "B-7",
    "location_transportation": "Bus 5",
    "address_attention": "Intake",
    "address_address_2": "Floor 2",
    "address_country": "US",
    "address_region": "Ingham",
    "service_at_location_description": "Upstairs.",
}


def test_what_goes_in_comes_out(engine: Engine) -> None:
    """Every field of a record is read from the directory as it was written."""
    given = record(2, **FULL)
    assert FIELDS.keys() - given.fields.keys() == ID_TARGETS
    publish_records(engine, [given])
    with reading(engine) as session:
        (found,) = load(session, all_ids(session)).values()
    assert {target: found[target] for target in given.fields} == dict(given.fields)


def test_the_same_list_again_touches_nothing(engine: Engine) -> None:
    """A second import of a list leaves every table of the directory as it was."""
    rows = [record(2, **FULL), record(3, service_name="Chess"), record(4, service_name=..., organization_name="Elm Agency")]
    publish_records(engine, rows)
    before = contents(engine)
    done = publish_records(engine, rows)
    assert done.unchanged == 3
    assert contents(engine) == before


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but those of the imports themselves."""
    with reading(engine) as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(t))), key=repr)
            for name, t in metadata.tables.items()
            if not name.startswith("import_")
        }


def test_an_update_changes_what_differs(engine: Engine) -> None:
    """A changed row changes its fields, and its own candidates and words."""
    publish_records(engine, [record(2), record(3, service_name="Chess", needs=(NeedFit("sports"),))])
    changed = record(2, needs=(NeedFit("mentoring"),), phones=(Phone("+15175550188"),), costs=(Cost("fee", 5.0),))
    done = publish_records(engine, [changed, record(3, service_name="Chess", needs=(NeedFit("sports"),))])
    assert (done.updated, done.unchanged) == (1, 1)
    with reading(engine) as session:
        found = {f[Target.SERVICE_NAME]: f for f in load(session, all_ids(session)).values()}
        assert found["Homework Club"][Target.PHONES] == (Phone("+15175550188"),)
        assert found["Homework Club"][Target.COSTS] == (Cost("fee", 5.0),)
        assert set(session.scalars(select(MatchCandidate.term))) == {"mentoring", "sports"}


def test_a_moved_service_moves_on_the_map(engine: Engine) -> None:
    """A new point gives a new key, and the look-up rows follow it."""
    publish_records(engine, [record(2)])
    publish_records(engine, [record(2, location_latitude=43.0, location_longitude=-85.0)])
    with reading(engine) as session:
        (key,) = session.scalars(select(ServiceAtLocation.key))
        assert cells.cell_of(key) == cells.cell(43.0, -85.0)
        assert set(session.scalars(select(MatchCandidate.key))) == {key} == set(session.scalars(select(SearchDocument.key)))


def test_a_withdrawn_service_stays_but_is_not_found(engine: Engine) -> None:
    """A service that is gone from its list is inactive, and no candidate any more; when it comes back it is one again."""
    two = [record(2), record(3, service_name="Chess")]
    publish_records(engine, two)
    assert publish_records(engine, two[:1]).withdrawn == 1
    with reading(engine) as session:
        assert sorted(session.scalars(select(Service.status))) == ["active", "inactive"]
        assert len(set(session.scalars(select(MatchCandidate.key)))) == 1
        assert session.scalar(select(func.count()).select_from(RecordSource).where(RecordSource.withdrawn)) == 1
    assert publish_records(engine, two).updated == 1
    with reading(engine) as session:
        assert len(set(session.scalars(select(MatchCandidate.key)))) == 2
        assert not session.scalar(select(func.count()).select_from(RecordSource).where(RecordSource.withdrawn))


@pytest.mark.parametrize("fields", [{"service_do_not_refer": True}, {"service_status": "temporarily closed"}])
def test_what_must_not_be_referred_is_no_candidate(engine: Engine, fields: dict[str, Any]) -> None:
    """A service that is closed or marked "do not refer" stands in the directory and matches nothing."""
    publish_records(engine, [record(2, **fields)])
    with reading(engine) as session:
        assert len(all_ids(session)) == 1
        assert not session.scalars(select(MatchCandidate.key)).all()
        assert not session.scalars(select(SearchDocument.key)).all()


def test_a_confidential_place_is_not_on_the_map(engine: Engine) -> None:
    """A confidential service is a candidate without a point, so that its distance tells nobody where it is."""
    publish_records(engine, [record(2, service_confidential=True)])
    with reading(engine) as session:
        row = session.execute(select(MatchCandidate.latitude, MatchCandidate.key)).first()
        assert row is not None
        assert (row.latitude, cells.cell_of(row.key)) == (None, cells.NOWHERE)
        words = session.execute(select(SearchDocument.title, SearchDocument.body)).one()
        assert not {"cedar", "lansing", "48910"} & set(" ".join(words).split())


def test_words_are_counted_while_they_stand_somewhere(engine: Engine) -> None:
    """The vocabulary forgets a word with the last service that has it."""
    publish_records(engine, [record(2, service_description="Zither lessons"), record(3, service_name="Chess")])
    with reading(engine) as session:
        assert session.scalar(select(Word.documents).where(Word.word == "zither")) == 1
        assert session.scalar(select(Word.documents).where(Word.word == "maple")) == 2
    publish_records(engine, [record(2, service_description="Guitar lessons"), record(3, service_name="Chess")])
    with reading(engine) as session:
        assert session.scalar(select(Word.documents).where(Word.word == "zither")) is None


def test_an_export_row_corrects_another_lists_record(engine: Engine) -> None:
    """A row with a record's id changes that record, which goes on to belong to its own list."""
    publish_records(engine, [record(2)])
    with reading(engine) as session:
        (found,) = load(session, all_ids(session)).values()
    done = publish_records(
        engine, [record(2, service_at_location_id=found[Target.SERVICE_AT_LOCATION_ID], service_name="Hub")], "export"
    )
    assert (done.updated, done.created, done.withdrawn) == (1, 0, 0)
    again = publish_records(engine, [record(2)])
    assert again.unchanged == 1
    with reading(engine) as session:
        assert session.scalars(select(Service.name)).all() == ["Hub"]
        assert session.scalars(select(RecordSource.source)).all() == ["list"]


def test_a_failed_import_leaves_nothing(engine: Engine) -> None:
    """When anything fails on the way, no row of the import stays, and none of the directory changes."""
    publish_records(engine, [record(2)])
    before = contents(engine)

    def fail_at_the_end() -> None:
        with writing(engine) as session:
            publish(session, staged(session, [record(2, service_name="Chess"), record(3)]), NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_at_the_end()
    assert contents(engine) == before
    with reading(engine) as session:
        assert len(imports(session)) == 1


def test_each_row_is_kept_as_it_was_written(engine: Engine) -> None:
    """An import keeps the cells of every row, with what became of it."""
    publish_records(engine, [record(2), record(3), rejected(4)])
    with reading(engine) as session:
        rows = session.execute(select(ImportRow.line, ImportRow.outcome, ImportRow.cells).order_by(ImportRow.line)).all()
    assert [(row.line, row.outcome) for row in rows] == [(2, "created"), (3, "duplicate"), (4, "rejected")]
    assert rows[0].cells == record(2).cells


@pytest.mark.audit
def test_more_rows_than_one_statement_takes(engine: Engine) -> None:
    """A list longer than a database's limit of parameters goes in, comes again unchanged, and is withdrawn."""
    rows = [record(n, service_name=f"Club {n}", schedules=(Schedule("MO"),)) for n in range(2, 6_002)]
    assert publish_records(engine, rows).created == 6_000
    assert publish_records(engine, rows).unchanged == 6_000


def test_what_comes_to_the_student_is_never_too_far(engine: Engine) -> None:
    """A service that works by telephone, online or at home alone is a candidate from everywhere, until one must go there."""
    publish_records(engine, [record(2, modes=("phone", "home"))])
    with reading(engine) as session:
        assert [cells.cell_of(key) for key in session.scalars(select(ServiceAtLocation.key))] == [cells.NOWHERE]
    publish_records(engine, [record(2, modes=("phone", "in_person"))])
    with reading(engine) as session:
        assert [cells.cell_of(key) for key in session.scalars(select(ServiceAtLocation.key))] == [cells.cell(42.7008, -84.549)]


def test_two_imports_of_one_list_at_once_make_it_once(engine: Engine) -> None:
    """Of two imports of the same list at the same moment one makes the records and the other finds them unchanged."""
    rows = "".join(f"Elm House,Club {n},48910\n" for n in range(2, 40))
    given = GivenList(f"Agency,Program,ZIP\n{rows}".encode(), "list.csv", "list")

    def bring_in(_number: int) -> tuple[int, int]:
        done = publish_list(engine, given, today=NOON.date(), now=NOON)
        return done.created, done.unchanged

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(bring_in, range(2))) == [(0, 38), (38, 0)]


@pytest.mark.slow
@pytest.mark.postgresql_in_audit
def test_a_large_list_is_planned_apart_with_the_same_answer(engine: Engine) -> None:
    """What a list would do is the same in a process of its own, and what is wrong with it is said in the same words."""
    filler = "Help with homework. " * 200  # in a column that is not read: what makes the list large must not make it slow
    rows = [f"Agency {number},Tutoring,{number} Main St,Lansing,MI,48910,{filler}" for number in range(80)]
    data = "\n".join(["agency,program,address,city,state,zip,other", *rows]).encode()
    assert len(data) > SMALL
    publish_list(engine, GivenList(data[:9_000], "list.csv", "list"), today=NOON.date(), now=NOON)
    given, broken = GivenList(data, "list.csv", "list"), GivenList(data, "list.csv", "list", map_text="columns: 5")
    with reading(engine) as session:
        apart = said_of(session, given, NOON.date(), preview)
        assert apart == preview(given.staged(session, NOON.date()))
        assert apart.report.created > 70
        assert apart.report.unchanged > 1
        with pytest.raises(UnreadableError) as told:
            broken.staged(session, NOON.date())
        with pytest.raises(UnreadableError, match=re.escape(str(told.value))):
            said_of(session, broken, NOON.date(), report)


HEAD = "Agency,Program,Category,Phone,City,State\n"
SIX = [f"Agency {n},Program {n},Counseling,(517) 555-01{n:02},Lansing,MI\n" for n in range(6)]
BROKEN = ",,,,,\n,,,(517) 555-0199,,\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("next_edition", "refused"),
    [("", True), (BROKEN, True), ("".join(SIX[:1]), True), ("".join(SIX[:3]), False), ("".join(SIX), False)],
)
def test_a_list_that_would_empty_the_directory_is_asked_about(engine: Engine, next_edition: str, refused: bool) -> None:
    """One of which no row can be used, or that would withdraw more than half of five services and more, changes nothing until
    somebody says that they are gone.
    """
    lists = [GivenList((HEAD + rows).encode(), "six.csv", "six") for rows in ("".join(SIX), next_edition)]
    publish_list(engine, lists[0], today=NOON.date(), now=NOON)
    if not refused:
        assert publish_list(engine, lists[1], today=NOON.date(), now=NOON).withdrawn in (0, 3)
        return
    with pytest.raises(DoubtfulError, match="--gone-too") as raised:
        publish_list(engine, lists[1], today=NOON.date(), now=NOON)
    assert raised.value.report.withdrawn in (5, 6)
    with reading(engine) as session:
        assert [one.state for one in imports(session)] == ["published"]
    assert publish_list(engine, lists[1], today=NOON.date(), now=NOON, gone=WithdrawalConsent.ALL).withdrawn in (5, 6)


def test_a_new_list_without_a_usable_row_is_refused(engine: Engine) -> None:
    """It would be an import of nothing, which looks like one that worked."""
    with pytest.raises(DoubtfulError, match="No row of this list could be used, so nothing was changed"):
        publish_list(engine, GivenList(HEAD.encode(), "none.csv", "none"), today=NOON.date(), now=NOON)


def test_a_list_that_looks_misread_is_asked_about(engine: Engine) -> None:
    """Rows that mostly do not fit the header are published only when somebody says so, and can be taken back."""
    given = GivenList((HEAD.replace(",State", "") + "".join(SIX)).encode(), "shredded.csv", "shredded")
    with pytest.raises(DoubtfulError, match="--all-the-same") as raised:
        publish_list(engine, given, today=NOON.date(), now=NOON)
    (doubt,) = raised.value.report.doubts
    assert (doubt.code, doubt.fields) == (SanityCode.ROWS_MISFIT, {"count": 6, "of": 6})
    with reading(engine) as session:
        assert imports(session) == []
    done = publish_list(engine, given, today=NOON.date(), now=NOON, all_the_same=True)
    assert (done.created, done.doubts) == (6, (doubt,))
    assert done.import_id is not None
    assert undo_import(engine, done.import_id, NOON) == 6
