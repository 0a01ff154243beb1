"""Ages and grades, from columns and from sentences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.problems import Severity
from importers.values import Reading, ages
from importers.values.age_words import GROUPS
from importers.values.ages import AgeRange

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
Bounds = tuple[float | None, float | None]
CELLS: dict[str, Bounds] = {
    "5-12": (5, 12), "5 – 12": (5, 12), "5—12": (5, 12), "5 to 12": (5, 12), "5 thru 12": (5, 12), "Ages: 5 - 12": (5, 12),
    "ages 5 through 12": (5, 12), "between ages 5 - 14": (5, 14), "between 5 and 14": (5, 14), "six to twelve": (6, 12),
    "de 6 a 12 años": (6, 12), "entre 6 y 12 años": (6, 12), "5 yrs to 12 yrs": (5, 12), "14 - 24 year olds": (14, 24),
    "6 and up": (6, None), "11+": (11, None), "18 and over": (18, None), "5 & up": (5, None), "Must be at least 16": (16, None),
    "A parent 16 Years Old or Older ": (16, None), "adults 21 and over": (21, None), "mayores de 18": (18, None), "13 to adult": (13, None),
    "No one under 18": (18, None), ">= 18": (18, None),
    "under 18": (None, 17), "18 and under": (None, 18), "up to 12": (None, 12), "through age 21": (None, 21), "younger than 5": (None, 4),
    "no older than 12": (None, 12), "menores de 18": (None, 17),
    "birth to 5": (0, 5), "0-3 months": (0, 0.25), "18 months - 5 years": (1.5, 5), "6 weeks to 5 years": (0.12, 5), "6mos-5yrs": (0.5, 5),
    "5 - 10 1/2": (5, 10.5), "5½ to 7": (5.5, 7),
    "Elementary": (5, 11), "Middle School": (11, 14), " High School": (14, 18), "Elem/MS/HS": (5, 18), "Elem/MS": (5, 14), "MS/HS": (11, 18),
    "Seniors": (55, None), "Adults": (18, None), "All Ages": (0, None), "teens": (13, 19), "tweens": (9, 12), "infants": (0, 1),
    "toddlers": (1, 3), "school-age": (5, 18), "Teens & Adults": (13, None), "Preschool - 2nd grade": (3, 8),
    "K-5": (5, 11), "K-12": (5, 18), "grades 6 to 8": (11, 14), "6th-8th grade": (11, 14), "Grades 9, 10, 11, 12": (14, 18),
    "grados K a 5": (5, 11), "rising 9th graders": (14, 15), "Pre-K - 7th grade": (4, 13), "first through third grade": (6, 9), "3K and Pre-K": (3, 5),
    "Ages 5–12, 13–17": (5, 17), "3, 4, 5": (3, 5), "12-17 (up to 21 if in school)": (12, 21), "Elementary (K-5)": (5, 11),
    "Elementary - ages 5-12": (5, 12), "Children 5-12, adults": (5, None), "Seniors (60+)": (60, None), "Families with children 0-5": (0, 5),
}  # fmt: skip
DENIED: dict[str, Bounds | None] = {
    "No minors": (18, None), "Adults only - no kids please": (18, None), "Grown-ups (21+), no minors": (21, None), "Minors not accepted": (18, None),
    "Not for children under 9": (9, None), "We do not serve anyone younger than 14": (14, None), "Children 4 and under are not admitted": (5, None),
    "Kids under 6 not allowed": (6, None), "No one over 19": (None, 19), "Cannot take youth older than 15": (None, 15), "No se admiten menores de 16 años": (16, None),
    "niños menores de 7": (None, 6), "Must be at least 10 and not older than 15": (10, 15), "Over 11 and under 16": (11, 15), "14 or older but not over 20": (14, 20),
    "Ages 7+ (under 9 with a grown-up)": (7, None), "Age 4 by Oct. 1": (4, 4), "21 and older, or emancipated minors": (21, None), "Ages 4 to 9; no teens": (4, 9),
    "not for ages 6-9": None, "Everybody except ages 10 to 12": None, "7-19 except 11": None, "Does not serve youth 11 to 16": None, "grades 1-4 (no 5th graders)": None,
    "ages 20 and under unless in college": None, "No es para niños de 7 a 10 años": None, "Closed to ages 15-17": None, "Excludes ages 0-4": None,
    "No kids under 7 without a parent": None, "8 to 10 children per group": None, "2-4 days a week": None, "1st - 3rd of the month": None, "over 4 ft tall": None, "No unaccompanied minors": None,
}  # fmt: skip
DATES: dict[str, Bounds] = {
    "20-May": (5, 20), "14-Nov": (11, 14), "May-20": (5, 20), "12-Jun": (6, 12), "18-Dec": (12, 18), "Oct-14": (10, 14),
    "5/20/2024": (5, 20), "2024-05-20": (5, 20), "2024-05-20 00:00:00": (5, 20), "45432": (5, 20),
}  # fmt: skip
PROSE: dict[str, Bounds | None] = {
    "Must be between ages  5 - 14": (5, 14), "Must be between 2 - 5": (2, 5), "youth ages 12 to 24": (12, 24), "for children under 5": (None, 4),
    "18 years and older": (18, None), "Shelter for youths aged 11-17": (11, 17), "seniors 60+": (60, None), "grades K-8": (5, 14),
    "Youth under the age of 18": (None, 17), "9th - 12th grade": (14, 18), "Children ages 2 1/2 weeks - 5 years old": (0.05, 5),
    "Women, 18 or older; residents must care for their needs": (18, None), "Participants must be 60 years of age": (60, None),
    "Ages 2 (potty trained) to 11 years of age": (2, 11), "also accepts youth 16 and 17 years old": (16, 17),
    "ages of 14-17 (youth component) or 18-35 (adult component)": (14, 35), "programs for 3-year-olds": (3, 3), "Care regardless of age": (0, None),
    "At-risk youth 10-18 from Ward 6": (10, 18), "All persons 18yrs old + in the county": (18, None),
    "for 5 years we have served children": None, "24 hours a day": None, "over 20 years of experience": None, "children": None, "adults": None,
    "Since 1998 in 12 schools": None, "Call 202-555-0123": None, "$25 - $50 a month": None, "program lasting up to 18 months": None,
    "open 9 to 5": None, "reads at 7th grade level": None, "diagnosed prior to the age of 18": None, "Volunteers must be 18 or older": None,
    "accompanied by an adult 18 or older": None, "women with children under 3": None, "serves 300 children in 5 sites": None,
    "a 2 - 4 year degree": None, "a 4-month program": None, "income below 185% of poverty": None, "1st & 3rd Tuesday": None,
    "from 7th to 9th Street": None, "Ms. Rivera, 12 Main Street": None, "children 2 - 3 times a week": None,
}  # fmt: skip


def bounds(value: AgeRange | None) -> Bounds | None:
    return None if value is None else (value.minimum, value.maximum)


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_cells_are_read(cell: str, expected: Bounds) -> None:
    """Ages are inclusive years, grade g is g+5 to g+6, and several ranges make one that takes them all."""
    assert bounds(ages.read(cell).value) == expected
    assert bounds(ages.read(f"  {cell.upper()}\u00a0").value) == expected


@pytest.mark.parametrize(("cell", "expected"), DENIED.items())
def test_an_age_that_is_denied_is_never_an_age_that_is_taken(cell: str, expected: Bounds | None) -> None:
    """A denied limit is the other limit; any other denial, and a number that is no age, leaves the ages unknown, and is told."""
    reading = ages.read(cell, "Ages")
    assert bounds(reading.value) == expected
    assert bool(reading.troubles) == (expected is None or expected[0] == expected[1])


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4 and under, with a speech delay", (None, 4)), ("Under 6 with autism", (None, 5)), ("5 & younger with at least one of these needs", (None, 5)),
        ("Ages 6-15 (under 9 with their mother)", (6, 15)), ("Ages 5+; under 8 only with a parent", (5, None)),
    ],
)  # fmt: skip
def test_who_comes_along_is_a_condition_and_what_a_child_has_is_not(cell: str, expected: Bounds) -> None:
    """An age is no limit where someone must come along with the child; with a need or a diagnosis it is the limit that it says."""
    assert bounds(ages.read(cell, "Ages").value) == expected
    assert bounds(ages.in_prose(f"Children ages {cell}" if cell[0].isdigit() else cell).value) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Does not serve children under 9.", (9, None)), ("A club. Not open to anyone under 16.", (16, None)), ("We cannot accept youth 11 to 15.", None),
        ("Everybody except ages 10-12 may come.", None), ("Open to ages 8-17; excludes ages 12 to 13.", (8, 17)), ("No minors.", (18, None)),
        ("Children under 8 must be accompanied by an adult. For ages 5 to 15.", (5, 15)), ("Must be at least 12 and not older than 16.", (12, 16)),
        ("No fee for ages 5-12.", (5, 12)), ("A not-for-profit for ages 6 to 9.", (6, 9)), ("Youth ages 16-24 who are not in school.", (16, 24)),
        ("Ages 7 to 11 children in a safe place.", (7, 11)),
    ],
)  # fmt: skip
def test_a_sentence_that_denies_ages_gives_none_of_them(sentence: str, expected: Bounds | None) -> None:
    """What a description does not take is turned round or left out; a "not" about anything else changes nothing."""
    assert bounds(ages.in_prose(sentence).value) == expected


@pytest.mark.parametrize(("cell", "expected"), DATES.items())
def test_dates_that_a_spreadsheet_made_of_ages_are_repaired_and_told(cell: str, expected: Bounds) -> None:
    """Day and month are the two ages again; the remark shows what stood there and what it was read as."""
    reading = ages.read(cell, "Age Group")
    assert bounds(reading.value) == expected
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]
    assert cell in in_words(reading.troubles[0])
    assert "repaired" in in_words(reading.troubles[0])


@pytest.mark.parametrize(
    ("cell", "heading", "expected"),
    [("6-8", "Grades", (11, 14)), ("6-8", "Ages", (6, 8)), ("6-8", "Grade Level / Age Group ", (6, 8)), ("6 and up", "Grade", (11, None)),
     ("5-18", "Grades served", (5, 18)), ("8-Jun", "Grades", (11, 14)), ("16", "Minimum age", (16, None)), ("16", "Max Age", (None, 16)),
     ("16", "Age", (16, 16)), ("10/11/12", "Grades", (15, 18))],
)  # fmt: skip
def test_the_heading_says_what_bare_numbers_are(cell: str, heading: str, expected: Bounds) -> None:
    """Numbers under "Grades" are grades unless one is above 12; under "Minimum age" a number is that limit."""
    assert bounds(ages.read(cell, heading).value) == expected


@pytest.mark.parametrize("cell", ["OST", "ESOL/Civics"])
def test_words_that_are_no_ages_are_remarked(cell: str) -> None:
    """A word of another kind in an age column leaves the ages unknown, with a remark."""
    reading = ages.read(cell)
    assert reading.value is None
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize(
    ("cell", "expected"), [("200", None), ("-3", None), ("1998", None), ("2010-2015", None), ("5-400", (5, None))]
)
def test_impossible_ages_are_left_out_and_warned_of(cell: str, expected: Bounds | None) -> None:
    """What nobody can be is left out; the half that is possible stays."""
    reading = ages.read(cell)
    assert bounds(reading.value) == expected
    assert reading.troubles[0].severity == Severity.WARNING


def test_a_range_that_runs_backwards_is_turned_round_and_told() -> None:
    """ "18 to 5" is 5 to 18."""
    reading = ages.read("18 to 5")
    assert bounds(reading.value) == (5, 18)
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


@pytest.mark.parametrize("cell", ["youth", "children", "Families"])
def test_vague_words_are_read_widely_and_told(cell: str) -> None:
    """A word by which lists mean different ages shuts nobody out in silence."""
    reading = ages.read(cell)
    assert reading.value is not None
    assert [trouble.severity for trouble in reading.troubles] == [Severity.INFO]


def test_groups_far_apart_are_no_range() -> None:
    """ "Under 5 or over 65" is not one range, and the coordinator is told."""
    reading = ages.read("under 5 or over 65")
    assert reading.value is None
    assert reading.troubles[0].severity == Severity.WARNING


@pytest.mark.parametrize("cell", ["", "n/a", "-1", "unknown"])
def test_a_blank_says_nothing(cell: str) -> None:
    """A blank is unknown, and no trouble."""
    assert ages.read(cell) == Reading(None)


@pytest.mark.parametrize(("sentence", "expected"), PROSE.items())
def test_sentences_say_ages_only_where_they_plainly_do(sentence: str, expected: Bounds | None) -> None:
    """An age of those who may come is read; years, amounts, times, other people's ages and bare words are not."""
    assert bounds(ages.in_prose(sentence).value) == expected


def test_every_group_is_a_range() -> None:
    """The table of words holds possible ages, the youngest first."""
    assert all(0 <= group.low <= (120 if group.high is None else group.high) <= 120 for group in GROUPS.values())


PIECES = st.sampled_from(
    ["5", "12", "18.5", "400", "1998", "-", "–", "to", "and", "up", "under", "over", "+", "grade", "grades", "K", "pre-k", "6th", "ages", "years old",
     "months", "teens", "adults", "(", ")", ",", "/", "20-May", "½", "between", "no", "must be", "%", "$", "de", "a", "años"])  # fmt: skip


@given(
    st.text() | st.lists(PIECES, max_size=10).map(" ".join) | st.lists(PIECES, max_size=6).map("".join),
    st.sampled_from(["", "Grades", "Min age"]),
)
def test_any_text_is_read(written: str, heading: str) -> None:
    """Nothing raises; ages lie between 0 and 120, the youngest first; reading again reads the same."""
    for reading in (ages.read(written, heading), ages.in_prose(written)):
        if reading.value is not None:
            low, high = reading.value.minimum, reading.value.maximum
            assert low is not None or high is not None
            assert 0 <= (low or 0) <= (120 if high is None else high) <= 120
    assert ages.read(written, heading) == ages.read(written, heading)
    if written.isascii():
        assert ages.read(f" {written.upper()} ", heading).value == ages.read(written, heading).value


@given(st.integers(0, 60), st.integers(0, 60))
def test_every_way_to_write_a_range_is_the_same_range(low: int, high: int) -> None:
    """Dashes, words and a sentence say the same."""
    low, high = sorted((low, high))
    for form in (f"{low}-{high} yrs", f"{low} – {high} years", f"ages {low} to {high}", f"between {low} and {high}"):
        assert bounds(ages.read(form).value) == (low, high)
    assert bounds(ages.in_prose(f"For children ages {low} to {high}.").value) == (low, high)


def test_every_spelling_of_a_real_list_is_read() -> None:
    """In a real list every age cell but those of other kinds is read, and its spreadsheet dates are repaired."""
    path = SHARED / "nyc-after-school-programs.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is absent")
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        cells = {row["Grade Level / Age Group "] for row in csv.DictReader(lines)}
    unread = {cell.strip() for cell in cells if ages.read(cell, "Grade Level / Age Group ").value is None}
    assert unread == {"", "OST", "ESOL/Civics"}


def test_sentences_of_a_real_list_are_read() -> None:
    """In a real list of sentences most of those that speak of ages are read, and none makes an impossible range."""
    path = SHARED / "dc-211-icarol-export.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is absent")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [row["Eligibility"] for row in csv.DictReader(lines)]
    spoken = [cell for cell in cells if "ages " in cell.lower()]
    assert sum(ages.in_prose(cell).value is not None for cell in spoken) >= len(spoken) * 0.95


KEPT: dict[str, Bounds] = {
    "Grades 3-5, limit 14 kids": (8, 11), "15-19 (must be 17 to volunteer)": (15, 19), "8-11; caregivers of all ages welcome": (8, 11),
    "12-16; tutors must be 20": (12, 16), "Girls 7-10; boys 9-13": (7, 13), "2-4, 12-15": (2, 15), "55 and over, or people with disabilities": (55, None),
    "65 or disabled": (65, None), "16 and older; child care for members' children": (16, None), "7 to 15 years, and older adults": (7, None),
}  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_numbers_of_others_are_no_ages_and_their_words_are_kept(text: str) -> None:
    """A class size, a driver, parents, and a gap between spans leave the ages as they are; the cell is kept and told."""
    reading = ages.read(text, "Ages")
    assert reading.value == AgeRange(*KEPT[text])
    assert reading.kept == text
    assert "words_kept" in [str(trouble.code) for trouble in reading.troubles]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Girls & boys, 9 - 15", (9, 15)),
        ("Middle school students", (11, 14)),
        ("Men, women, and young adults", (18, None)),
        ("Children 5-12 or adults with disabilities", (5, None)),
        ("Children and adults", (0, None)),
    ],
)
def test_vague_words_beside_ages_do_not_widen_them(text: str, bounds: Bounds) -> None:
    """Words for boys and girls before a range, and for pupils after a level of school, add no ages; those of others do."""
    assert ages.read(text, "Ages").value == AgeRange(*bounds)
