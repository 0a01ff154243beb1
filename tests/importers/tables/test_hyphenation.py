"""Words that a line break has cut: made whole, or kept with the hyphen that is their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.tables.hyphenation import joined
from importers.tables.table import Table, TableRow

ELSEWHERE = "Drop-in hours, after school; low fees for any income. Workshops and counseling; una consejería."


def whole(text: str, elsewhere: str = ELSEWHERE) -> str:
    """Return a cell as it becomes in a list that has other words, too."""
    return joined(Table(("About", "More"), (TableRow(2, (text, elsewhere)),), "utf-8", ",")).rows[0].cells[0]


@pytest.mark.parametrize(
    ("cut", "right"),
    [
        ("Coun-\nseling", "Counseling"),
        ("thera-\n  py", "therapy"),
        ("work- \nshops", "workshops"),
        ("conseje-\nría", "consejería"),
        ("nece-\nsidad", "necesidad"),
        ("COUN-\nSELING", "COUNSELING"),
        ("coun\u00ad\nseling", "counseling"),
        ("coun- seling", "counseling"),
        ("drop-\nin", "drop-in"),
        ("walk-\nup", "walk-up"),
        ("after-\nschool care", "after-school care"),
        ("low-\nincome", "low-income"),
        ("self-\nhelp", "self-help"),
        ("e-\nmail", "e-mail"),
        ("Mon-\nFri", "Mon-Fri"),
        ("Smith-\nJones House", "Smith-Jones House"),
        ("517-555-\n0101", "517-555-0101"),
        ("ages 6-\n12", "ages 6-12"),
        ("pre- and postnatal", "pre- and postnatal"),
        ("Help:\n-Tutoring\n-Art", "Help:\n-Tutoring\n-Art"),
        ("Tutoring -\nArt", "Tutoring -\nArt"),
    ],
)
def test_words(cut: str, right: str) -> None:
    """The words of the list decide what a hyphen at a line break is; other line breaks stay."""
    assert whole(cut) == right


def test_the_list_decides() -> None:
    """One break is read by what the list writes elsewhere."""
    assert whole("check-\nin desk", "Checkin is at nine") == "checkin desk"
    assert whole("pick-\nup", "Pick-up at six") == "pick-up"


@given(st.text(alphabet="ab-\n \u00ad\u2010C1", max_size=30))
def test_nothing_else_changes(text: str) -> None:
    """Letters and digits stay, in their order."""
    assert [c for c in whole(text) if c.isalnum()] == [c for c in text if c.isalnum()]
