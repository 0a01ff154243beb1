"""What staff are told to do about each kind of danger where the district has set no protocol of its own."""

from __future__ import annotations

import re

import pytest

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS, MICHIGAN_PROTOCOLS, protocols_at
from directory.district_settings.effective import DistrictSettings
from directory.district_settings.protocols import checked_protocol
from directory.settings import Settings
from matching.danger import KINDS

SOURCES = {
    "suicide": "988lifeline.org",
    "self-harm": "988lifeline.org",
    "child-abuse": "42 U.S.C. 5106a",
    "child-alone": "42 U.S.C. 5106a",
    "sexual-assault": "42 U.S.C. 5106a",
    "trafficking": "22 U.S.C. 7102",
    "domestic-violence": "loveisrespect.org",
    "violence": "schoolsafety.gov",
    "overdose": "poison.org",
    "runaway": "34 U.S.C. 41308",
    "unsafe-tonight": "42 U.S.C. 11432",
    "starving": "211.org",
    "voices": "NIMH",
}
NUMBERS = {
    "child-abuse": ("1-800-422-4453",),
    "sexual-assault": ("1-800-656-4673", "1-800-843-5678"),
    "trafficking": ("1-888-373-7888", "1-800-422-4453"),
    "domestic-violence": ("1-800-799-7233", "1-866-331-9474", "1-800-422-4453"),
    "overdose": ("1-800-222-1222",),
    "runaway": ("1-800-786-2929", "1-800-843-5678"),
    "unsafe-tonight": ("1-800-786-2929", "211", "1-800-422-4453"),
}
OF_MICHIGAN = {
    **dict.fromkeys(
        ("child-abuse", "child-alone", "sexual-assault", "trafficking"), ("MCL 722.623", "855-444-3911", "1-800-422-4453")
    ),
    **dict.fromkeys(("domestic-violence", "unsafe-tonight", "starving"), ("722.623", "855-444-3911")),
    "violence": ("MCL 752.913", "855-565-2729"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_protocol_that_cites_its_source(kind: str) -> None:
    """For each kind of danger there is something to do, in English and in Spanish, with the source of it and whom to call."""
    protocol = DEFAULT_PROTOCOLS[kind]
    for language in ("en", "es"):
        assert SOURCES[kind] in protocol.line(language)
        assert [number for number in NUMBERS.get(kind, ()) if number not in protocol.line(language)] == []
    assert protocol.spanish
    assert protocol == checked_protocol(protocol)


def test_no_two_kinds_are_told_the_same() -> None:
    """A kind stands apart because something different is to be done about it."""
    assert list(DEFAULT_PROTOCOLS) == list(KINDS)
    assert len({one.english for one in DEFAULT_PROTOCOLS.values()}) == len(KINDS)


def test_both_languages_name_the_same_numbers() -> None:
    """Every telephone number of the English text stands in the Spanish one."""
    for protocol in DEFAULT_PROTOCOLS.values():
        english, spanish = (set(re.findall(r"\d[\d-]{4,}\d", text)) for text in (protocol.line("en"), protocol.line("es")))
        assert english == spanish


def test_what_is_said_everywhere_names_no_state() -> None:
    """A default that every district reads names no state's law and no state's line."""
    for protocol in DEFAULT_PROTOCOLS.values():
        for language in ("en", "es"):
            assert not re.search(r"Michigan|MCL|855-444-3911|855-565-2729", protocol.line(language))


@pytest.mark.parametrize("kind", OF_MICHIGAN)
def test_michigan_is_told_its_own_line(kind: str) -> None:
    """A desk that keeps Michigan's time names the line and the law of Michigan, in both languages."""
    for language in ("en", "es"):
        assert all(one in MICHIGAN_PROTOCOLS[kind].line(language) for one in OF_MICHIGAN[kind])
    assert MICHIGAN_PROTOCOLS[kind] == checked_protocol(MICHIGAN_PROTOCOLS[kind])


@pytest.mark.parametrize("zone", ["America/New_York", "America/Chicago", None])
def test_the_place_of_the_desk_decides(zone: str | None) -> None:
    """Where the desk does not keep Michigan's time, or nobody said which, the default for everywhere is in force."""
    for place, expected in ((zone, DEFAULT_PROTOCOLS), ("America/Detroit", MICHIGAN_PROTOCOLS)):
        assert protocols_at(place) is expected
        assert DistrictSettings(Settings(time_zone=place)).protocol_line("child-abuse") == expected["child-abuse"].line()
