"""The months in which a service runs."""

from __future__ import annotations

import pytest

from importers.times.seasons import Season, read


@pytest.mark.parametrize(
    ("hours", "description", "months"),
    [
        ("Mon-Fri 9am-4pm, June to August", None, (6, 8)),
        ("June-August, Monday to Friday", None, (6, 8)),
        ("Sat 10-2 (Apr. through Oct.)", None, (4, 10)),
        ("June 15 – August 20", None, (6, 8)),
        ("mid-June to late August", None, (6, 8)),
        ("Sept to May", None, (9, 5)),
        ("November 2026 until March 2027", None, (11, 3)),
        ("Summer only", None, (6, 8)),
        ("Mon-Fri 9-5", "A day camp. It runs from June to August.", (6, 8)),
        ("Mon-Fri 9-5", "Only during the school year.", (9, 6)),
        ("June to August", "Runs March to April in spring.", (6, 8)),
    ],
)
def test_a_season_is_read(hours: str | None, description: str | None, months: tuple[int, int]) -> None:
    """A range of months in the hours, or in a sentence of the description that says when it runs."""
    assert read(hours, description) == Season(*months)


@pytest.mark.parametrize(
    ("hours", "description"),
    [
        (None, None),
        ("Mon-Fri 9-5", None),
        ("January to December", None),
        ("Closed July to August", None),
        ("Summer hours June to August", None),
        ("June to August 9-5; September to May 3-6", None),
        (None, "Applications are taken from June to August."),
        (None, "Register June to July for camp."),
        (None, "Open all year; camps from June to August."),
        (None, "Named after the battle of June to July 1863."),
        (None, "Children born March to May may go."),
        ("Not open June to August", None),
        ("Marching to Mayfield", None),
    ],
)
def test_other_months_are_no_season(hours: str | None, description: str | None) -> None:
    """When to apply, when it is closed, other hours in summer, and two ranges say nothing of when it runs."""
    assert read(hours, description) is None


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("June, July and August", (6, 8)),
        ("June-August", (6, 8)),
        ("Only in July", (7, 7)),
        ("6 weeks in summer", (6, 8)),
        ("Every summer", (6, 8)),
        ("July through September only", (7, 9)),
        ("Nov. to Mar., weather permitting", (11, 3)),
        ("Camp meets the last two weeks of July", (7, 7)),
        ("Summer 2025", (6, 8)),
        ("Memorial Day to Labor Day", (5, 9)),
        ("Thanksgiving to Christmas", (11, 12)),
        ("mid-June to mid-August", (6, 8)),
        ("May through September", (5, 9)),
        ("Program dates: 06/14/2027-08/13/2027", (6, 8)),
        ("Runs 2027-06-14 to 2027-08-13", (6, 8)),
        ("Solo durante el verano", (6, 8)),
        ("De junio a agosto", (6, 8)),
        ("Del 14 de junio al 13 de agosto", (6, 8)),
        ("Funciona en julio y agosto", (7, 8)),
        ("Durante el año escolar", (9, 6)),
        ("Winter only", (12, 2)),
        ("Offered in the fall only", (9, 11)),
        ("The program runs from November 1st through April 15th", (11, 4)),
        ("Spring semester only", (3, 5)),
        ("6/15/26 thru 8/7/26", (6, 8)),
        ("A 10-week summer session", (6, 8)),
        ("Seasonal: Nov-Mar", (11, 3)),
        ("Sessions: July 6 - August 14, 2026", (7, 8)),
    ],
)
def test_a_sentence_of_any_text_may_tell_a_season(words: str, months: tuple[int, int]) -> None:
    """Months, dates, holidays and seasons are read, in English and Spanish, alone and after another sentence, in any text."""
    for text in (words, f"{words}.", f"For children of all abilities. {words}."):
        assert read(None, text) == Season(*months)
        assert read("Mon-Fri 9-5", None, text) == Season(*months)


@pytest.mark.parametrize(
    "words",
    [
        "April showers bring May flowers.",
        "August Wilson Center for families.",
        "Mrs. April June runs the program.",
        "Contact May Jones or June Smith for classes.",
        "Open since June 2019.",
        "Call by May 1 for classes.",
        "Open summer and school year.",
        "Open at 12 Summer Street.",
        "The next meeting of the program is July 8 to August 2.",
        "Classes meet June 3 and July 8.",
        "Tutoring center. Every summer we hold a picnic.",
        "Offers tutoring, counseling and summer camp.",
        "Next workshop: May 4 to June 8.",
        "Also open Saturdays in summer.",
        "Extended hours in summer.",
        "You may come in June and may call in July.",
        "Programa todo el año, con campamento de junio a agosto.",
    ],
)
def test_names_and_days_of_months_are_no_season(words: str) -> None:
    """Names, weather, streets, meetings and what is offered beside the service say nothing of when it runs."""
    assert read(None, words) is None


@pytest.mark.parametrize(("season", "months"), [(Season(6, 8), {6, 7, 8}), (Season(11, 2), {11, 12, 1, 2})])
def test_a_season_may_go_over_the_new_year(season: Season, months: set[int]) -> None:
    """A month is in the season from the first month to the last, over December too."""
    assert {month for month in range(1, 13) if season.holds(month)} == months
