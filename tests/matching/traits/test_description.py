"""What a listing says about wishes, as codes."""

from __future__ import annotations

import pytest

from matching.offers import Mode
from matching.traits import DescribedListing, Opening, read
from matching.traits.helpers import MAN, WOMAN, knows_lgbtq, settings_in
from matching.traits.travel import is_on_a_bus_line, ways_in


def hours(*openings: tuple[str, str | None, str | None], vague: bool = False) -> set[str]:
    """The traits about days and parts of the day."""
    found = read(DescribedListing(openings=tuple(Opening(*one) for one in openings), vague_hours=vague))
    return {trait for trait in found if not trait.startswith("open:")}


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        ("09:00", "15:00", {"morning"}),
        ("09:00", "15:30", {"morning", "after_school"}),
        ("18:00", "20:00", {"evening"}),
        ("17:59", "18:00", {"after_school"}),
        ("12:00", "15:00", set()),
        ("22:00", "02:00", {"evening"}),
        ("00:00", "23:59", {"morning", "after_school", "evening"}),
    ],
)
def test_a_part_of_the_day_begins_and_ends_at_an_hour(opens: str, closes: str, parts: set[str]) -> None:
    """Morning is before noon, after school is between 3 and 6 pm, evening is after 6 pm; midnight may be passed."""
    assert hours(("mo", opens, closes)) == {"day:mo", "days:all", "hours:all", *(f"time:{part}" for part in parts)}


def test_nobody_is_after_school_on_a_weekend() -> None:
    """A Saturday afternoon is not after school."""
    assert hours(("sa", "15:00", "17:00")) == {"day:sa", "days:all", "hours:all"}


def test_days_that_differ_are_told_apart() -> None:
    """A time of some days names the open days that are without it."""
    assert hours(("mo", "09:00", "20:00"), ("sa", "09:00", "12:00"), ("tu", None, None)) == {
        "day:mo", "day:tu", "day:sa", "days:all", "time:morning", "-tu:morning", "time:after_school", "-tu:after_school",
        "time:evening", "-tu:evening", "-sa:evening",
    }  # fmt: skip


def test_hours_are_kept_by_the_days_that_share_them() -> None:
    """Each span of hours stands once with its days, in the order of the week; a day without times has none."""
    openings = [
        ("sa", "10:00", "14:00"),
        ("mo", "09:00", "17:00"),
        ("tu", None, None),
        ("we", "09:00", "17:00"),
        ("fr", "20:00", "02:00"),
    ]
    found = read(DescribedListing(openings=tuple(Opening(*one) for one in openings)))
    assert [trait for trait in found if trait.startswith("open:")] == [
        "open:mo,we:0900-1700",
        "open:fr:2000-0200",
        "open:sa:1000-1400",
    ]


def test_words_for_hours_leave_days_in_doubt() -> None:
    """Hours beside words that were not understood are not all of them, and words alone say nothing."""
    assert hours(("mo", "09:00", "11:00"), vague=True) == {"day:mo", "time:morning"}
    assert hours(vague=True) == set()


@pytest.mark.parametrize(
    ("season", "words", "code"),
    [
        ((6, 8), "", {"time:summer"}),
        ((9, 6), "", {"-time:summer"}),
        ((9, 5), "Summer camp too.", set()),
        (None, "Campamento de verano.", {"time:summer"}),
        (None, "Open year-round.", {"time:summer"}),
        (None, "A hot summer day.", set()),
    ],
)
def test_the_summer_is_read_from_the_season_and_the_words(season: tuple[int, int] | None, words: str, code: set[str]) -> None:
    """The season decides; without one words do, and where both disagree nothing is known."""
    found = read(DescribedListing(descriptions=(words,), season=season))
    assert {one for one in found if one.endswith(":summer")} == code


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        ("Support groups for grieving teens.", ["group"]),
        ("Individual and group counseling.", ["group", "one_to_one"]),
        ("Group, family and individual therapy.", ["group", "one_to_one"]),
        ("One-on-one tutoring.", ["one_to_one"]),
        ("Youth are matched with a caring adult mentor.", ["one_to_one"]),
        ("Terapia individual y de pareja.", ["one_to_one"]),
        ("Terapia grupal en español.", ["group"]),
        ("Tutoring for every age group.", []),
        ("A group home for boys.", []),
        ("Serves individuals and families.", []),
        ("Ingham Health Group", []),
    ],
)
def test_a_setting_is_named(words: str, settings: list[str]) -> None:
    """Groups and help one to one, in English and Spanish; a group of people who are served is none."""
    assert settings_in(words) == settings


@pytest.mark.parametrize(
    ("words", "woman", "man"),
    [
        ("All female therapists.", True, False),
        ("Male mentors for boys.", False, True),
        ("Male and female counselors.", True, True),
        ("Female or male therapists.", True, True),
        ("Led by women.", True, False),
        ("Terapeutas mujeres.", True, False),
        ("Consejeros hombres para jóvenes.", False, True),
        ("For women and staff of the school.", False, False),
        ("Counseling for men.", False, False),
        ("Consejeros bilingües.", False, False),
    ],
)
def test_who_helps_is_named(words: str, woman: bool, man: bool) -> None:
    """Women and men who help, in English and Spanish; those who are helped are not meant."""
    assert (bool(WOMAN.search(words)), bool(MAN.search(words))) == (woman, man)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("LGBTQ+ affirming care.", True),
        ("A drop-in for queer youth.", True),
        ("Apoyo a jóvenes trans.", True),
        ("We do not discriminate on race, sex, LGBTQ status or age.", False),
        ("Open to all regardless of gender identity or LGBT status.", False),
        ("Transportation for youth.", False),
    ],
)
def test_lgbtq_people_are_meant_where_they_are_served(words: str, known: bool) -> None:
    """A notice that nobody is refused says nothing of who knows them."""
    assert knows_lgbtq(words) is known


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("Free transportation to and from the program.", {"ride"}),
        ("Transportation is available.", {"ride"}),
        ("Transportation provided from school.", {"ride"}),
        ("No transportation provided.", set()),
        ("Transportation is not provided.", set()),
        ("Ofrecemos transporte gratuito.", {"ride"}),
        ("No ofrecemos transporte.", set()),
        ("Transportation Available: 5", set()),
        ("The center provides bus and van transportation.", {"ride"}),
        ("Near bus line 5.", {"bus"}),
        ("Home visits for new parents.", {"home"}),
        ("Home visits: Shaw/Logan Circle", set()),
        ("Visitas a domicilio.", {"home"}),
        ("In-home day care for toddlers.", set()),
        ("Telehealth and in-person sessions.", {"remote"}),
        ("Virtual tutoring on weekdays.", {"remote"}),
        ("Apply online or call by phone.", set()),
        ("Clases en línea.", {"remote"}),
    ],
)
def test_the_way_to_the_help_is_named(words: str, ways: set[str]) -> None:
    """Rides, bus lines, visits and help from afar, unless they are denied; an application by phone is no help."""
    assert ways_in(words) == ways


@pytest.mark.parametrize(
    ("words", "on_line"),
    [
        ("CATA route 5", True),
        ("Metro: Red line", True),
        ("Metrobus A2, A6", True),
        ("Transportation Available: 2", False),
        ("No bus nearby", False),
        ("Parking lot behind the church", False),
    ],
)
def test_a_place_is_on_a_bus_line(words: str, on_line: bool) -> None:
    """The words of a place about getting there name public transportation."""
    assert is_on_a_bus_line(words) is on_line


def test_modes_are_ways_to_the_help() -> None:
    """What is given by phone, online, at home or at school needs no trip, without a word about it."""
    modes = (Mode.PHONE, Mode.HOME, Mode.SCHOOL, Mode.IN_PERSON)
    assert read(DescribedListing(modes=modes)) == ("travel:home", "travel:remote", "travel:school")


def test_a_listing_that_says_nothing_has_no_traits() -> None:
    """What is not known has no code."""
    assert read(DescribedListing(names=("Maple House",))) == ()
