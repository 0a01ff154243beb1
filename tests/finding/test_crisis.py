"""What is shown if words report danger: the card with what is to be done about that kind, or one quiet line."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.effective import DistrictSettings
from directory.finding.crisis import CARD, QUESTION, card_lines, crisis_card
from directory.finding.protocol_lines import said_once
from directory.settings import Settings
from matching.danger import KINDS, Danger, Level


@pytest.mark.parametrize("kind", KINDS)
def test_the_card_says_what_to_do_about_its_kind(kind: str) -> None:
    """The card has the numbers first and then the protocol of the kind: the default one until the district sets its own."""
    told = (*CARD, DEFAULT_PROTOCOLS[kind].line())
    for district in (None, DistrictSettings(Settings())):
        card = crisis_card(Danger(Level.NOW, kind, ("words",)), district)
        assert card
        assert (card.level, card.kind, card.lines) == (Level.NOW, kind, told)


@pytest.mark.parametrize("kind", KINDS)
def test_the_card_speaks_the_languages_of_staff(kind: str) -> None:
    """In Spanish the card has as many lines as in English with the same numbers, its protocol's Spanish among them."""
    card = crisis_card(Danger(Level.NOW, kind, ("words",)), DistrictSettings(Settings()))
    assert card
    english, spanish = card.lines_in("en"), card.lines_in("es")
    assert spanish[-1] == DEFAULT_PROTOCOLS[kind].line("es")
    assert [re.findall(r"[\d-]{3,}", line) for line in english[:2]] == [re.findall(r"[\d-]{3,}", line) for line in spanish[:2]]
    assert (len(english), set(english) & set(spanish)) == (len(spanish), set())
    assert card.lines_in("fr") == english


def test_a_question_is_one_line() -> None:
    """Where there may be danger, one line asks, and names the numbers to call."""
    asked = crisis_card(Danger(Level.ASK, "suicide", ("words",)), None)
    assert asked
    assert asked.lines == QUESTION
    assert len(QUESTION) == 1
    assert "988" in QUESTION[0]


def test_a_card_of_no_known_kind_has_the_numbers() -> None:
    """Without a kind the card has the numbers alone, and no danger has no card."""
    assert card_lines((), None) == CARD
    assert crisis_card(None, None) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_card_has_the_protocol_of_every_kind_and_each_number_once(language: str) -> None:
    """Of several kinds each has its protocol under its name, in the order of the danger; no number and no sentence stands twice."""
    for kinds in permutations(("child-abuse", "sexual-assault", "domestic-violence", "unsafe-tonight", "runaway"), 3):
        card = crisis_card(Danger(Level.NOW, kinds[0], ("words",), kinds[1:]), None)
        assert card
        lines = card.lines_in(language)[len(CARD) :]
        names = [KINDS[kind].spanish if language == "es" else KINDS[kind].english for kind in kinds]
        assert [line.partition(": ")[0] for line in lines] == names
        numbers = {kind: re.findall(r"1-\d{3}-\d{3}-\d{4}", DEFAULT_PROTOCOLS[kind].line(language)) for kind in kinds}
        shown = re.findall(r"1-\d{3}-\d{3}-\d{4}", " ".join(lines))
        assert sorted(shown) == sorted({number for some in numbers.values() for number in some})
        assert card.as_json()["kinds"] == kinds


@pytest.mark.parametrize("language", ["en", "es"])
def test_suicide_and_what_cannot_wait_come_first(language: str) -> None:
    """Of several kinds suicide has its protocol first, then what takes minutes; those of the others can be folded, the district's words not."""
    district = DistrictSettings(Settings(crisis_text="Call the district's nurse."))
    for kinds in permutations(("self-harm", "overdose", "domestic-violence", "suicide"), 4):
        card = crisis_card(Danger(Level.NOW, kinds[0], ("words",), kinds[1:]), district)
        assert card
        assert card.kinds[:2] == ("suicide", "overdose")
        first, further = card.first_lines(language), card.further_lines(language)
        assert first[-1] == "Call the district's nurse."
        assert first[-2].startswith(KINDS["suicide"].spanish if language == "es" else KINDS["suicide"].english)
        assert sorted((*first, *further)) == sorted(card.lines_in(language))
        assert len(further) == 3
        assert card_lines(kinds, district, language) == card.lines_in(language)


def test_a_number_is_the_same_however_it_is_written() -> None:
    """A district's number that stands in another protocol already is referred to, with or without the country's code."""
    said = said_once(["Call (517) 555-0100.", "Llame al 1-517-555-0100.", "Vaya. Llame al 517-555-0199."], "es")
    assert said == ["Call (517) 555-0100.", "Llame al número de arriba.", "Vaya. Llame al 517-555-0199."]
