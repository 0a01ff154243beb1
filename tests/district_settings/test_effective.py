"""What holds for the district, from where it comes, and how it is changed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from directory.accounts import audit, staff
from directory.district_settings.aims import Aims, aims_in, write_aims
from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.effective import DistrictSettings, Source, change, check_environment, read_district
from directory.district_settings.insurance_plans import InsurancePlan
from directory.district_settings.protocols import Protocol
from directory.district_settings.school_calendar import DaysOff
from directory.district_settings.table import (
    AIMS,
    CALENDAR,
    CRISIS_TEXT,
    INSURANCE_PLANS,
    NAME,
    PHONE,
    PROTOCOLS,
    REMIND_BEFORE,
    SETTINGS,
    Setting,
)
from directory.errors import DeskError, RefusedError, StaleError, UsageError
from directory.finding.crisis import CARD, card_lines
from directory.settings import Settings
from directory.storage.district_settings import SetRow
from directory.storage.engine import reading, writing
from matching.offers import Payment

NOW = datetime.datetime(2026, 11, 29, 17)
BREAK = DaysOff(datetime.date(2026, 11, 26), datetime.date(2026, 11, 27), "Thanksgiving")
POSSIBLE: dict[str, tuple[Any, ...]] = {
    "district_name": ("Oak Schools", "Escuelas de Peñasco"),
    "district_phone": ("+15175550100", "+15175550100;ext=4", "988"),
    "crisis_text": ("Call Ana, ext. 4.",),
    "crisis_text_spanish": ("Llame a Ana.",),
    "aims": (Aims(92.5, None, 9000, 40), Aims()),
    "remind_before": ((5, 1), (20,)),
    "insurance_plans": ((InsurancePlan("Elm Care", Payment.PRIVATE, ("Elm",)),), ()),
    "school_calendar": ((BREAK,), (DaysOff(BREAK.first, BREAK.first),)),
} | {one.key: (Protocol("Stay.", "Quédese.", "+15175550100"), Protocol("Stay.")) for one in PROTOCOLS.values()}
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def set_to(session: Session, setting: Setting[Any], value: Any, **how: Any) -> bool:
    return change(session, how.pop("settings", Settings()), setting, value, now=NOW, by=how.pop("by", None), **how)


def test_each_setting_has_a_default_that_holds_where_nothing_is_set() -> None:
    """Where neither the environment nor the district says anything, every setting is at its default."""
    found = [DistrictSettings(Settings()).effective(one) for one in SETTINGS.values()]
    assert [one.value for one in found] == [one.default for one in SETTINGS.values()]
    assert {one.source for one in found} == {Source.DEFAULT}
    assert {one.version for one in found} == {"0"}


@pytest.mark.parametrize("key", SETTINGS)
def test_what_the_district_sets_is_read_as_it_was_set(engine: Engine, key: str) -> None:
    """Every kind of value goes into the database and comes out the same, with who set it, when, and the next version."""
    setting = SETTINGS[key]
    for version, value in enumerate(POSSIBLE[key], 1):
        with writing(engine) as session:
            assert set_to(session, setting, value)
        with reading(engine) as session:
            found = read_district(session, Settings()).effective(setting)
        assert (found.value, found.source, found.version) == (value, Source.DISTRICT, str(version))
        assert (found.changed_by, found.changed_at, found.problem) == (None, NOW, None)


def test_the_environment_holds_and_is_not_changed(engine: Engine) -> None:
    """What the environment says holds over a row, is named as the source, and a change is refused with the variable's name."""
    settings = Settings(district="Elm Schools")
    with writing(engine) as session:
        set_to(session, NAME, "Oak Schools")
    with writing(engine) as session:
        district = read_district(session, settings)
        assert (district.name, district.effective(NAME).source) == ("Elm Schools", Source.ENVIRONMENT)
        with pytest.raises(RefusedError, match="REFERRAL_DESK_DISTRICT is set"):
            set_to(session, NAME, "Pine Schools", settings=settings)
        assert read_district(session, Settings()).name == "Oak Schools"


def test_a_change_from_an_old_page_is_refused(engine: Engine) -> None:
    """A form names the version it was opened with; one that was changed meanwhile, and changed back too, is refused."""
    with writing(engine) as session:
        assert set_to(session, NAME, "Oak Schools", expected="0")
        assert set_to(session, NAME, "Elm Schools", expected="1")
        assert set_to(session, NAME, "Oak Schools", expected="2")
        for expected in ("0", "1"):
            with pytest.raises(StaleError):
                set_to(session, NAME, "Pine Schools", expected=expected)
        with pytest.raises(UsageError, match="without the version"):
            set_to(session, NAME, "Pine Schools", expected="")
        assert read_district(session, Settings()).name == "Oak Schools"


def test_going_back_to_the_default_is_a_change_too(engine: Engine) -> None:
    """None takes the value away, and the version goes on: a page from before is refused."""
    with writing(engine) as session:
        set_to(session, PHONE, "(517) 555-0100")
        assert set_to(session, PHONE, None, expected="1")
        found = read_district(session, Settings()).effective(PHONE)
        assert (found.value, found.source, found.version) == (None, Source.DEFAULT, "2")
        with pytest.raises(StaleError):
            set_to(session, PHONE, "988", expected="0")


def test_an_unchanged_value_writes_nothing(engine: Engine) -> None:
    """To save what holds already, the default too, makes neither a version nor an entry in the audit log."""
    with writing(engine) as session:
        assert not set_to(session, AIMS, AIMS.default)
        assert not set_to(session, NAME, None)
        assert set_to(session, NAME, "Oak Schools")
        assert not set_to(session, NAME, "  Oak   Schools ")
        assert read_district(session, Settings()).effective(NAME).version == "1"
        assert len(audit.search(session).entries) == 1


def test_the_audit_log_names_the_setting_and_who_changed_it(engine: Engine) -> None:
    """An entry says which setting was changed, by whom and from where, and not to what."""
    with writing(engine) as session:
        by = staff.add(
            session, email="grace@oak.example.org", name="Grace", role="administrator", school_ids=(), now=NOW, by=None
        )
        set_to(session, PROTOCOLS["suicide"], Protocol("Stay with her."), by=by, address="192.0.2.1")
        (entry,) = audit.search(session, action="setting.changed").entries
    assert (entry.staff_id, entry.subject, entry.detail, entry.address) == (by, "setting:protocol.suicide", None, "192.0.2.1")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (NAME, "  "),
        (NAME, "O" * 121),
        (NAME, "Oak\x00Schools"),
        (PHONE, "call us"),
        (PHONE, "+1 517 555"),
        (CRISIS_TEXT, "a" * 1_001),
        (AIMS, Aims(attendance=120)),
        (AIMS, Aims(graduation=-1)),
        (REMIND_BEFORE, ()),
        (REMIND_BEFORE, (0,)),
        (REMIND_BEFORE, (3, 3)),
        (CALENDAR, (DaysOff(BREAK.last, BREAK.first),)),
        (CALENDAR, (BREAK,) * 401),
        (INSURANCE_PLANS, (InsurancePlan("Elm", Payment.FREE),)),
        (INSURANCE_PLANS, (InsurancePlan("Elm", Payment.PRIVATE), InsurancePlan("Oak", Payment.PRIVATE, ("ELM",)))),
        (PROTOCOLS["violence"], Protocol(" ", "Quédese.")),
        (PROTOCOLS["violence"], Protocol("Stay.", None, "the office")),
    ],
)
def test_what_is_not_possible_is_refused_with_a_sentence(engine: Engine, setting: Setting[Any], value: Any) -> None:
    """A value that could not be shown, dialed or counted with is refused before anything is written."""
    with writing(engine) as session, pytest.raises(UsageError, match=r"\w{3,}.*\.$"):
        set_to(session, setting, value)
    with reading(engine) as session:
        assert read_district(session, Settings()).rows == {}


def test_everything_is_read_in_one_query(engine: Engine) -> None:
    """However much is set, and however much of it is used, the database is asked once."""
    with writing(engine) as session:
        for key, (value, *_) in POSSIBLE.items():
            set_to(session, SETTINGS[key], value)
    asked: list[str] = []
    with reading(engine) as session:
        session.connection()
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        district = read_district(session, Settings())
        assert [district.effective(one).value for one in SETTINGS.values()] == [POSSIBLE[key][0] for key in SETTINGS]
    assert len(asked) == 1


@given(st.sampled_from(sorted(SETTINGS)), JSON)
def test_whatever_is_stored_is_read_or_told(key: str, stored: Any) -> None:
    """A row that another version of the program left is read, or its problem is told and the default holds; nothing fails."""
    district = DistrictSettings(Settings(), {key: SetRow(stored, 1, None, NOW)})
    found, setting = district.effective(SETTINGS[key]), SETTINGS[key]
    if found.source is Source.DISTRICT:
        assert setting.checked(found.value) == found.value
    else:
        assert found.value == setting.default
        assert (found.problem is None) == (stored is None)


@given(st.sampled_from([one for one in SETTINGS.values() if one.read]), st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(setting: Setting[Any], typed: str) -> None:
    """Any text becomes a value that its own text gives back, or is refused with a sentence."""
    assert setting.read is not None
    assert setting.write is not None
    try:
        value = setting.read(typed)
    except UsageError:
        return
    assert setting.read(setting.write(value)) == value


SHARES = st.none() | st.integers(0, 100_000).map(lambda thousandths: thousandths / 1000)


@given(SHARES, SHARES, st.none() | st.integers(0, 9_999_999).map(float), st.just("fewer") | st.integers(0, 9_999).map(float))
def test_aims_are_written_as_they_are_read(
    attendance: float | None, graduation: float | None, enrolment: float | None, suspensions: Any
) -> None:
    """Every aim that can be set has a text that gives it back."""
    aims = Aims(attendance, graduation, enrolment, suspensions)
    assert aims_in(write_aims(aims)) == aims


def test_the_crisis_card_has_the_protocol_before_the_districts_own_text(engine: Engine) -> None:
    """A protocol replaces the default one of its own kind of danger alone; the district's text follows for every kind."""
    with writing(engine) as session:
        set_to(session, PROTOCOLS["suicide"], Protocol("Walk her to the office.", "Acompáñela.", "(517) 555-0100"))
        set_to(session, CRISIS_TEXT, "Then call Ana.")
        district = read_district(session, Settings())
    assert card_lines(("suicide",), district)[len(CARD) :] == ("Walk her to the office. (517) 555-0100", "Then call Ana.")
    assert card_lines(("violence",), district)[len(CARD) :] == (DEFAULT_PROTOCOLS["violence"].line(), "Then call Ana.")
    assert card_lines((), district)[len(CARD) :] == ("Then call Ana.",)
    spanish = district.effective(PROTOCOLS["suicide"]).value
    assert spanish.line("es") == "Acompáñela. (517) 555-0100"
    assert replace(spanish, spanish=None, phone=None).line("es") == "Walk her to the office."


def test_a_wrong_environment_ends_the_start(tmp_path: Any) -> None:
    """Aims and a calendar that cannot be read are named with their variable; a page falls back to the default."""
    wrong = {"aims": "attendance=lots", "calendar": tmp_path / "absent.txt"}
    for name, value in wrong.items():
        settings = replace(Settings(), **{name: value})
        with pytest.raises(DeskError, match=f"REFERRAL_DESK_{name.upper()}"):
            check_environment(settings)
        district = DistrictSettings(settings)
        assert (district.aims, district.calendar.closed) == (AIMS.default, frozenset())
    with pytest.raises(UsageError, match="REFERRAL_DESK_CALENDAR"):
        DistrictSettings(Settings(calendar=tmp_path / "absent.txt")).require_calendar()
    check_environment(Settings())
