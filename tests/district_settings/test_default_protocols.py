"""What staff are told to do about each kind of danger where the district has set no protocol of its own."""

from __future__ import annotations

import re

import pytest

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.protocols import checked_protocol
from matching.danger import KINDS

SOURCES = {
    "suicide": "988lifeline.org",
    "self-harm": "988lifeline.org",
    "child-abuse": "MCL 722.623",
    "child-alone": "MCL 722.623",
    "sexual-assault": "MCL 722.623",
    "trafficking": "22 U.S.C. 7102",
    "domestic-violence": "loveisrespect.org",
    "violence": "MCL 752.913",
    "overdose": "poison.org",
    "runaway": "34 U.S.C. 41308",
    "unsafe-tonight": "42 U.S.C. 11432",
    "starving": "211.org",
    "voices": "NIMH",
}
NUMBERS = {
    "child-abuse": ("855-444-3911", "1-800-422-4453"),
    "sexual-assault": ("1-800-656-4673", "1-800-843-5678"),
    "trafficking": ("1-888-373-7888", "855-444-3911"),
    "domestic-violence": ("1-800-799-7233", "1-866-331-9474"),
    "violence": ("855-565-2729",),
    "overdose": ("1-800-222-1222",),
    "runaway": ("1-800-786-2929", "1-800-843-5678"),
    "unsafe-tonight": ("1-800-786-2929", "211"),
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
