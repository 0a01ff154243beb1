"""The tables: made, compared, brought forward."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from directory.errors import DatabaseError, SchemaError
from directory.storage import directory_copy, migrations, schema
from directory.storage.engine import make_engine, reading, writing
from directory.storage.listings import facts
from directory.storage.listings.lookups import candidate_columns
from directory.storage.listings.records import load
from matching.needs import answered
from matching.needs.conditions import CONDITIONS, GENERAL

pytestmark = pytest.mark.slow


@pytest.mark.drift
def test_the_program_knows_its_newest_migration() -> None:
    """HEAD is the newest migration, and there is one line of them, each in a file that begins with its number."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrations.HEAD]
    assert tuple(sorted(version.revision for version in script.walk_revisions())) == migrations.VERSIONS


@pytest.mark.drift
def test_the_migrations_make_the_models(database_url: str) -> None:
    """After all migrations the tables and the models agree, and the database's own check finds nothing."""
    engine = make_engine(database_url)
    assert schema.upgrade(engine) == (None, migrations.HEAD)
    assert schema.problems(engine) == []
    engine.dispose()


def test_upgrading_again_does_nothing(database_url: str) -> None:
    """An upgrade of a database of this version leaves it as it is."""
    engine = make_engine(database_url)
    schema.upgrade(engine)
    assert schema.upgrade(engine) == (migrations.HEAD, migrations.HEAD)
    engine.dispose()


def test_an_absent_database_is_made_once_by_many(database_url: str) -> None:
    """Programs that start at once on an empty database all find it made."""
    engines = [make_engine(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(schema.ready, engines))
    assert schema.problems(engines[0]) == []
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize(("version", "words"), [("0000", "db upgrade"), ("9999", "newer")])
def test_another_version_is_refused(upgraded_url: str, version: str, words: str) -> None:
    """A database of an older version names the command that mends it; one of a newer version says so."""
    engine = make_engine(upgraded_url)
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    with pytest.raises(SchemaError, match=words):
        schema.ready(engine)
    engine.dispose()


def test_another_programs_database_is_left_alone(database_url: str) -> None:
    """A database with tables that are not ours is refused and not touched."""
    engine = make_engine(database_url)
    with writing(engine) as session:
        session.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(DatabaseError, match="another program"):
        schema.ready(engine)
    engine.dispose()


@pytest.mark.parametrize("version", migrations.VERSIONS[:-1])
def test_an_older_database_comes_forward_with_its_data(database_url: str, version: str) -> None:
    """From every version, a database with rows comes to today's tables, and keeps its rows."""
    engine = make_engine(database_url)
    _upgrade_to(engine, version)
    rows = {"organization": "id, name", "school": "id, name"} if version >= "0004" else {"organization": "id, name"}
    with writing(engine) as session:
        for name, columns in rows.items():
            session.execute(text(f"INSERT INTO {name} ({columns}) VALUES ('1', 'Maple House')"))
    assert schema.upgrade(engine) == (version, migrations.HEAD)
    with reading(engine) as session:
        kept = [tuple(row) for name, columns in rows.items() for row in session.execute(text(f"SELECT {columns} FROM {name}"))]
    assert kept == [("1", "Maple House")] * len(rows)
    assert schema.problems(engine) == []
    engine.dispose()


def test_appointments_come_forward_with_their_days(database_url: str) -> None:
    """An appointment that was due on the day after it is due for a reminder before it, and for the question on that day."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0008")
    plain = {
        "reference": "'R'",
        "term": "'grief'",
        "urgency": "1",
        "organization": "'A'",
        "service": "'S'",
        "organization_id": "'o'",
    }
    plain |= {"record_id": "'r'", "opened_at": "'2026-03-02 12:00:00'", "opened_on": "'2026-03-02'", "touched_on": "'2026-03-02'"}
    plain |= {
        "answered": "false",
        "choice": "1",
        "school_id": "'s'",
        "student_id": "'p'",
        "request_id": "'q'",
        "status": "'scheduled'",
    }
    appointments = {"far": ("2026-03-02", "2026-03-16", "2026-03-17"), "near": ("2026-03-13", "2026-03-16", "2026-03-17")}
    with writing(engine) as session:
        session.execute(text("INSERT INTO school (id, name) VALUES ('s', 'Oak')"))
        session.execute(
            text("INSERT INTO student (id, school_id, status, made_at, changed_at) VALUES ('p', 's', 'enrolled', :at, :at)"),
            {"at": "2026-03-02 12:00:00"},
        )
        for name, (since, on, due) in appointments.items():
            row = plain | {
                "id": f"'{name}'",
                "reference": f"'{name}'",
                "since": f"'{since}'",
                "appointment_on": f"'{on}'",
                "due_on": f"'{due}'",
            }
            session.execute(text(f"INSERT INTO referral ({', '.join(row)}) VALUES ({', '.join(row.values())})"))
    schema.upgrade(engine)
    with reading(engine) as session:
        found = {
            str(row[0]): [str(day) for day in row[1:]] for row in session.execute(text("SELECT id, due_on, ask_on FROM referral"))
        }
    assert found == {"far": ["2026-03-11", "2026-03-17"], "near": ["2026-03-17", "2026-03-17"]}
    engine.dispose()


SHARED_BEFORE = """
INSERT INTO school (id, name) VALUES ('oak', 'Oak');
INSERT INTO student (id, school_id, status, data_key, sealed, made_at, changed_at) VALUES ('ana', 'oak', 'enrolled', :blob, :blob, :now, :now);
INSERT INTO consent (id, student_id, sealed, made_at) VALUES ('agreed', 'ana', :blob, :now)
"""
REFERRAL = """
INSERT INTO referral (id, request_id, choice, reference, student_id, term, urgency, school_id, record_id, organization_id,
    organization, service, opened_at, opened_on, status, since, answered, touched_on)
VALUES (:id, 'asked', :choice, :reference, 'ana', 'anxiety', 2, 'oak', 'r', 'o', 'Maple House', 'Talking', :now, :day, :status, :day, false, :day)
"""
LINK = """
INSERT INTO answer_link (token_hash, referral_id, audience, language, made_at, expires_at)
VALUES (:hash, :id, :audience, 'en', :now, :until)
"""
MAIL = """
INSERT INTO outbox_mail (id, student_id, referral_id, audience, kind, state, address_hash, sealed, tries, next_at, made_at)
VALUES (:id, 'ana', :of, :audience, 'told', 'waiting', 'a', :blob, 0, :now, :now)
"""
TOLD = "INSERT INTO disclosure (id, student_id, referral_id, consent_id, how, made_at) VALUES (:id, 'ana', :of, 'agreed', 'phone', :now)"


def test_consents_of_before_open_nothing_and_are_asked_for(database_url: str) -> None:
    """They stay as history; the links and the mail that rested on them are ended, the referrals stay open, and each of these
    waits for a signature: what families hold goes on.
    """
    engine, now = make_engine(database_url), datetime.datetime(2026, 11, 1, 12)
    _upgrade_to(engine, "0010")
    values = {"now": now, "day": now.date(), "blob": b"sealed", "until": datetime.datetime(2030, 1, 1)}
    with writing(engine) as session:
        for statement in SHARED_BEFORE.split(";"):
            session.execute(text(statement), values)
        states = {"told": "sent", "linked": "accepted", "closed": "completed", "untold": "sent"}
        for choice, (name, status) in enumerate(states.items(), 1):
            session.execute(text(REFERRAL), values | {"id": name, "reference": name, "choice": choice, "status": status})
        for name in ("told", "closed"):
            session.execute(text(TOLD), values | {"id": name, "of": name})
        for name, audience in (("linked", "provider"), ("closed", "provider"), ("told", "family")):
            session.execute(text(LINK), values | {"id": name, "hash": name, "audience": audience})
            session.execute(text(MAIL), values | {"id": name, "of": name, "audience": audience})
    schema.upgrade(engine)
    with reading(engine) as session:
        assert [tuple(row) for row in session.execute(text("SELECT id, kind FROM consent"))] == [("agreed", "history")]
        asked = session.execute(text("SELECT referral_id, reason, settled_at FROM signature_task ORDER BY referral_id"))
        assert [tuple(row) for row in asked] == [("linked", "before", None), ("told", "before", None)]
        ended = session.execute(text("SELECT token_hash, revoked_at IS NOT NULL FROM answer_link ORDER BY token_hash"))
        assert [(row[0], bool(row[1])) for row in ended] == [("closed", True), ("linked", True), ("told", False)]
        mail = session.execute(text("SELECT id, state, sealed IS NULL FROM outbox_mail ORDER BY id"))
        assert [(row[0], row[1], bool(row[2])) for row in mail] == [
            ("closed", "stopped", True),
            ("linked", "stopped", True),
            ("told", "waiting", False),
        ]
        assert session.scalar(text("SELECT status FROM referral WHERE id = 'told'")) == "sent"
    engine.dispose()


def _upgrade_to(engine: Engine, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


LISTED = {
    1: {"eating-disorders": 1.0, "counseling": 1.0, "peer-support": 0.2, "nutrition": 0.5},
    2: {"depression": 1.0, "counseling": 1.0},
    3: {"eating-disorders": 1.0, "counseling": 0.25, "group-therapy": 0.212},
    4: {"substance-use": 1.0, "counseling": 1.0},
    5: {"vision": 0.6, "primary-care": 1.0},
}
"""Services by their keys: for one condition; for another need; written since; in a clinic that is general; not surely listed."""
CANDIDATE = """
INSERT INTO match_candidate (term, key, id, fit, precision, languages, payments, modes, areas, school)
VALUES (:term, :key, :id, :fit, '', '', '', '', '', '')
"""


def _list_services(engine: Engine, services: Mapping[int, Mapping[str, float]]) -> None:
    """Writes the look-up rows of running services, and as much of their records as these rows need."""
    columns = "id, organization_id, name, status, confidential, do_not_refer"
    with writing(engine) as session:
        session.execute(text("INSERT INTO organization (id, name) VALUES ('o', 'Maple House')"))
        session.execute(text("INSERT INTO location (id, organization_id) VALUES ('l', 'o')"))
        keys = [{"key": key, "id": f"s{key}"} for key in services]
        session.execute(text(f"INSERT INTO service ({columns}) VALUES (:id, 'o', 'Talking', 'active', false, false)"), keys)
        link = "INSERT INTO service_at_location (id, service_id, location_id, key) VALUES (:id, :id, 'l', :key)"
        session.execute(text(link), keys)
        fits = [
            {"key": key, "id": f"s{key}", "term": term, "fit": fit} for key, of in services.items() for term, fit in of.items()
        ]
        session.execute(text(CANDIDATE), fits)


def _fits(engine: Engine) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    with reading(engine) as session:
        for key, term, fit in session.execute(text("SELECT key, term, fit FROM match_candidate")):
            found.setdefault(key, {})[term] = fit
    return found


def test_services_for_one_condition_come_forward(database_url: str) -> None:
    """Their general kinds of care count as for a listing that is written now; those of all others stay as they are."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0014")
    _list_services(engine, LISTED)
    schema.upgrade(engine)
    assert _fits(engine) == LISTED | {1: answered(LISTED[1])}
    engine.dispose()


def test_fits_that_counted_less_already_stay(database_url: str) -> None:
    """Of every condition and general kind of care: what is written now is not brought down a second time."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0014")
    pairs = [
        {one: sure, care: fit} for of in CONDITIONS for one in of for care in GENERAL for sure in (1.0, 0.8) for fit in (1.0, 0.5)
    ]
    before = dict(enumerate(pairs))
    _list_services(engine, before | {key + len(pairs): answered(fits) for key, fits in before.items()})
    schema.upgrade(engine)
    now = {key: answered(fits) for key, fits in before.items()}
    assert _fits(engine) == now | {key + len(pairs): fits for key, fits in now.items()}
    engine.dispose()


SEASONAL = """
UPDATE service SET description = 'Camp meets June to August.' WHERE id = 's1';
UPDATE service SET name = 'Mobile crisis team' WHERE id = 's2';
INSERT INTO schedule (id, service_at_location_id, position, description) VALUES ('h', 's4', 0, 'School year only')
"""


def test_seasons_and_lines_for_danger_come_forward(database_url: str) -> None:
    """The rows that matching reads know from the listings of before when a service runs, and what is for danger alone."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0015")
    _list_services(engine, LISTED)
    with writing(engine) as session:
        for statement in SEASONAL.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = session.execute(text("SELECT DISTINCT key, first_month, last_month, for_crisis FROM match_candidate ORDER BY key"))
        found = {row[0]: (row[1], row[2], bool(row[3])) for row in rows}
    all_year = (None, None, False)
    assert found == {1: (6, 8, False), 2: (None, None, True), 3: all_year, 4: (9, 6, False), 5: all_year}
    engine.dispose()


SUSPENDED = """
UPDATE service SET description = 'A clinic. Suspended until further notice.' WHERE id = 's1';
UPDATE service SET eligibility_description = 'Every summer.' WHERE id = 's2';
UPDATE service SET name = 'Clinic (closed until 3/1/2027)' WHERE id = 's3'
"""


def test_closures_and_seasons_come_forward(database_url: str) -> None:
    """The rows that matching reads know from the listings of before what does not run now, and the seasons that are read since."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0017")
    _list_services(engine, LISTED)
    with writing(engine) as session:
        for statement in SUSPENDED.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = session.execute(text("SELECT DISTINCT key, first_month, last_month, closed_until FROM match_candidate"))
        found = {row[0]: tuple(row[1:]) for row in rows if any(row[1:])}
    assert found == {
        1: (None, None, datetime.date.max.toordinal()),
        2: (6, 8, None),
        3: (None, None, datetime.date(2027, 3, 1).toordinal()),
    }
    engine.dispose()


NAMED = """
UPDATE service SET name = 'Combat Veterans Circle' WHERE id = 's2';
UPDATE service SET name = 'Type 1 Diabetes Group' WHERE id = 's4'
"""


def test_whom_a_service_is_for_alone_comes_forward(database_url: str) -> None:
    """The rows that matching reads know the people of a listing of before; of one for a condition only its need is left."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0018")
    _list_services(engine, {2: {"depression": 1.0, "counseling": 1.0}, 4: {"peer-support": 1.0}})
    with writing(engine) as session:
        for statement in NAMED.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = session.execute(text("SELECT key, term, fit, audience FROM match_candidate ORDER BY key, term"))
        found = [tuple(row) for row in rows]
    assert found == [
        (2, "counseling", 1.0, "veterans"),
        (2, "depression", 1.0, "veterans"),
        (4, "chronic-illness", 0.9, "illness"),
    ]
    engine.dispose()


WISHED_FOR = """
UPDATE service SET description = 'Small groups with female therapists.' WHERE id = 's1';
UPDATE service SET name = 'Chess', description = NULL WHERE id = 's2';
UPDATE location SET transportation = 'Bus 5' WHERE id = 'l';
INSERT INTO schedule (id, service_at_location_id, position, byday, opens_at, closes_at) VALUES ('h', 's2', 0, 'MO,SA', '15:00', '17:00');
INSERT INTO attribute (id, link_id, link_entity, link_type, position, value) VALUES ('a', 's1', 'service', 'mode', 0, 'online');
INSERT INTO attribute (id, link_id, link_entity, link_type, position, value) VALUES ('b', 's1', 'service', 'keyword', 0, 'Yoga')
"""


def test_what_answers_wishes_comes_forward(database_url: str) -> None:
    """The rows that matching reads know what the listings of before say, as for listings that are written now."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0020")
    _list_services(engine, {1: {"depression": 1.0, "counseling": 1.0}, 2: {"clubs": 1.0}})
    with writing(engine) as session:
        for statement in WISHED_FOR.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = {row[0]: row[1] for row in session.execute(text("SELECT DISTINCT key, traits FROM match_candidate ORDER BY key"))}
    assert rows == {
        1: "setting:group helper:woman helper:faith_absent travel:bus travel:remote activity:yoga",
        2: "day:mo day:sa days:all hours:all time:after_school travel:bus activity:chess open:mo,sa:1500-1700",
    }
    with reading(engine) as session:
        now = [" ".join(facts.traits(fields)) for fields in load(session, ["s1", "s2"]).values()]
    assert list(rows.values()) == now
    engine.dispose()


def test_hours_come_forward(database_url: str) -> None:
    """Rows whose traits have no hours get those of their listings, and keep the rest."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0022")
    _list_services(engine, {1: {"counseling": 1.0}, 2: {"clubs": 1.0, "sports": 1.0}})
    with writing(engine) as session:
        for statement in WISHED_FOR.split(";"):
            session.execute(text(statement))
        session.execute(text("UPDATE match_candidate SET traits = 'day:mo day:sa' WHERE key = 2"))
    _upgrade_to(engine, "0023")
    with reading(engine) as session:
        rows = {tuple(row) for row in session.execute(text("SELECT key, traits FROM match_candidate"))}
    assert rows == {(1, ""), (2, "day:mo day:sa open:mo,sa:1500-1700")}
    engine.dispose()


GROWN = (
    WISHED_FOR
    + """;
UPDATE service SET description = 'Culturally specific services for Latino families. It stands at 12 Secret Road; the way is step-free.', confidential = true WHERE id = 's3';
UPDATE service SET name = 'Camp Oak', description = 'Camp meets June to August.', alert = 'No evenings in July.' WHERE id = 's4';
INSERT INTO address (id, location_id, address_1) VALUES ('p', 'l', '12 Secret Road');
INSERT INTO accessibility (id, location_id, position, description) VALUES ('x', 'l', 0, 'Wheelchair accessible')
"""
)


@pytest.mark.parametrize("version", ["0024", "0027"])
def test_traits_that_grew_come_forward(database_url: str, version: str) -> None:
    """Traits of before are read again, also of a confidential place, as for listings that are written now."""
    engine = make_engine(database_url)
    _upgrade_to(engine, version)
    _list_services(engine, {key: {"counseling": 1.0, "clubs": 1.0} for key in (1, 2, 3, 4)})
    with writing(engine) as session:
        for statement in GROWN.split(";\n"):
            session.execute(text(statement))
        session.execute(text("UPDATE match_candidate SET traits = 'helper:woman' WHERE key = 2"))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = {row[0]: row[1] for row in session.execute(text("SELECT DISTINCT key, traits FROM match_candidate ORDER BY key"))}
        now = [" ".join(facts.traits(fields)) for fields in load(session, ["s1", "s2", "s3", "s4"]).values()]
    assert list(rows.values()) == now
    known = (
        (1, "access:wheelchair"), (2, "helper:woman"), (2, "open:mo,sa:1500-1700"), (3, "helper:culture"), (3, "travel:bus"), (4, "time:summer"), (4, "-time:fall"),
    )  # fmt: skip
    assert [code in rows[key].split() for key, code in known] == [True, False, True, True, False, True, True]
    engine.dispose()


ROOM = """
INSERT INTO service_capacity (id, service_id, available, updated) VALUES ('a', 's1', 3, '2026-03-02');
UPDATE service SET assured_date = '2026-03-02' WHERE id = 's1';
INSERT INTO service_capacity (id, service_id, available, updated) VALUES ('b', 's2', 0, '2026-01-05');
UPDATE service SET wait_time = '6 to 8 weeks', assured_date = '2026-03-02' WHERE id = 's2';
UPDATE service SET description = 'Talks. There is a waiting list as of February 1, 2026.' WHERE id = 's3'
"""


def test_openings_and_waits_come_forward(database_url: str) -> None:
    """The rows that matching reads know as of which day there is room, which goes on with a confirmation unless it has its own."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0026")
    _list_services(engine, {key: {"counseling": 1.0, "clubs": 1.0} for key in (1, 2, 3, 4)})
    with writing(engine) as session:
        for statement in ROOM.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        rows = session.execute(text("SELECT DISTINCT key, capacity, wait, capacity_day FROM match_candidate ORDER BY key")).all()
        kept = [facts.room(fields) for fields in load(session, ["s1", "s2", "s3", "s4"]).values()]
        own = session.scalars(text("SELECT updated FROM service_capacity ORDER BY id")).all()
    march, january, february = (datetime.date(2026, month, day) for month, day in ((3, 2), (1, 5), (2, 1)))
    assert [tuple(row) for row in rows] == [
        (1, 3.0, "", march.toordinal()), (2, 0.0, "wait:6-8:week", january.toordinal()), (3, None, "list", february.toordinal()),
        (4, None, "", None),
    ]  # fmt: skip
    assert [(one.places, one.wait, one.as_of and one.as_of.toordinal()) for one in kept] == [tuple(row)[1:] for row in rows]
    assert [str(day) for day in own] == ["None", "2026-01-05"]
    engine.dispose()


WORDED = """
UPDATE service SET name = 'Chess Club', description = 'Chess for teens at 12 Secret Road.' WHERE id = 's1';
INSERT INTO attribute (id, link_id, link_entity, link_type, position, value) VALUES ('a', 's1', 'service', 'keyword', 0, 'Games');
INSERT INTO search_document (key, title, body) VALUES (1, 'chess club oak', 'chess for teens at games clubs')
"""


def test_the_words_of_listings_come_forward(database_url: str) -> None:
    """The words that a listing of before names are filed with where it names them, without what was withheld from a search."""
    engine = make_engine(database_url)
    _upgrade_to(engine, "0023")
    _list_services(engine, {1: {"clubs": 1.0}})
    with writing(engine) as session:
        for statement in WORDED.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        assert session.execute(text("SELECT key, words FROM document_words")).all() == [(1, " chess:dn club:n game:c teen:d ")]
    engine.dispose()


def _come_forward(engine: Engine, revision: str, statements: str, column: str) -> dict[int, str]:
    """Return a column of the rows that matching reads, after an upgrade from a revision with three services and some statements."""
    _upgrade_to(engine, revision)
    _list_services(engine, {number: {"clubs": 1.0} for number in (1, 2, 3)})
    with writing(engine) as session:
        for statement in statements.split(";"):
            session.execute(text(statement))
    schema.upgrade(engine)
    with reading(engine) as session:
        return {row[0]: row[1] for row in session.execute(text(f"SELECT key, {column} FROM match_candidate"))}


IN_TOWN = """
INSERT INTO address (id, location_id, city) VALUES ('a', 'l', ' East  Lansing ');
UPDATE service SET confidential = true WHERE id = 's2';
INSERT INTO attribute (id, link_id, link_entity, link_type, position, value) VALUES ('b', 's3', 'service', 'mode', 0, 'online')
"""


def test_towns_come_forward(database_url: str) -> None:
    """The rows that matching reads know the town where one goes, but not that of a confidential place or of an online service."""
    engine = make_engine(database_url)
    rows = _come_forward(engine, "0025", IN_TOWN, "town")
    with reading(engine) as session:
        listed = load(session, ["s1", "s2", "s3"])
    now = {number: candidate_columns(listed[f"s{number}"], f"s{number}", number)["town"] for number in (1, 2, 3)}
    assert rows == now == {1: "East Lansing", 2: "", 3: ""}
    engine.dispose()


FOR_PARENTS = """
UPDATE service SET description = 'Los tutores avisan a los padres cómo va su hijo.' WHERE id = 's1';
UPDATE service SET description = 'A group for parents.' WHERE id = 's2';
UPDATE match_candidate SET audience = 'parents illness' WHERE key IN (1, 2)
"""


def test_whom_a_service_is_for_comes_forward(database_url: str) -> None:
    """Parents who are told how a child does are no audience any more; conditions and who is one stay."""
    engine = make_engine(database_url)
    assert _come_forward(engine, "0028", FOR_PARENTS, "audience") == {1: "illness", 2: "parents illness", 3: ""}
    engine.dispose()


def test_a_copy_of_before_an_upgrade_is_read_with_what_came_since(tmp_path: Path) -> None:
    """SQLite: while a job is half done, a column that is newer than the copy of the directory is unknown, and nothing fails."""
    path = tmp_path / "desk.db"
    engine = make_engine(f"sqlite:///{path}")
    _upgrade_to(engine, "0015")
    _list_services(engine, {1: {"depression": 1.0}})
    with writing(engine) as session:
        session.execute(text("INSERT INTO directory_copy (file) VALUES (:file)"), {"file": directory_copy.make(path)})
    schema.upgrade(engine)
    with reading(engine) as session:
        row = session.execute(text("SELECT term, first_month, for_crisis FROM match_candidate")).one()
    assert tuple(row) == ("depression", None, None)
    engine.dispose()


def test_tables_come_forward_while_a_job_is_half_done(tmp_path: Path) -> None:
    """SQLite: an upgrade changes the tables, not the copy of the directory that others read until the job ends."""
    path = tmp_path / "desk.db"
    engine = make_engine(f"sqlite:///{path}")
    _upgrade_to(engine, "0014")
    _list_services(engine, LISTED)
    with writing(engine) as session:
        session.execute(text("INSERT INTO directory_copy (file) VALUES (:file)"), {"file": directory_copy.make(path)})
    schema.upgrade(engine)
    with closing(sqlite3.connect(path)) as database:
        fits = dict(database.execute("SELECT term, fit FROM match_candidate WHERE key = 1").fetchall())
    assert fits == answered(LISTED[1])
    engine.dispose()
