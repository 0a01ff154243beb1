"""Text is made readable without losing what it says."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from importers.values import text

CLEANED = {
    "Womenâ€™s Center": "Women’s Center",
    "EspaÃ±ol": "Español",
    "Main\u00a0Street\u2003Clinic": "Main Street Clinic",
    "Room Â\u00a012": "Room 12",
    "Room Â 12": "Room 12",
    "ÐŸÐ¾Ð¼Ð¾Ñ‰ÑŒ": "Помощь",
    "Ti\xe1\xba\xbfng Vi\xe1\xbb\u2021t spoken": "Tiếng Việt spoken",
    "\xe4\xb8\xad\xe6\u2013\u2021": "中文",
    "\xd0\xa0\xd1\u0192\xd1\x81\xd1\x81\xd0\xba\xd0\xb8\xd0\xb9 y espa\xf1ol": "Русский y español",
    "Triple P\xe2\u201e\xa2 plan": "Triple P™ plan",
    "\xc2\xa5 and \xc3\u2026, \xc3\u017d": "¥ and Å, Î",
    "CAFÉ’S": "CAFÉ’S",
    "MAÑANA… CORAZÓN”": "MAÑANA… CORAZÓN”",
    "first<br />second": "first second",
    "<p>One</p><p>Two</p>": "One Two",
    "Boys &amp; Girls": "Boys & Girls",
    "Boys &amp;amp; Girls": "Boys & Girls",
    "AT&T": "AT&T",
    "ages <18 and >12": "ages <18 and >12",
    "write to <info@example.org>": "write to <info@example.org>",
    "zero\u200bwidth\ufeff": "zerowidth",
    "bell\x07 and tab\t.": "bell and tab .",
    "Women\ufffds Center": "Women's Center",
    "ages 5\ufffd12": "ages 5-12",
    "lost\ufffd": "lost",
    "Center ï¿½ Office": "Center - Office",
    "lone \ud800 surrogate": "lone surrogate",
    "Monday \u00ad Friday": "Monday - Friday",
    "lunes \u00ad viernes": "lunes - viernes",
    "Mon\u00adFri 9:00am\u00ad5:00pm": "Mon-Fri 9:00am-5:00pm",
    "Grades K \u00ad 12": "Grades K - 12",
    "K\u00ad5th, 6\u00ad14": "K-5th, 6-14",
    "coun\u00adsel\u00ading": "counseling",
    "Mc\u00adDonald": "McDonald",
    "\u00ad": "",
}


@pytest.mark.parametrize(("written", "read"), CLEANED.items())
def test_mess_is_made_readable(written: str, read: str) -> None:
    """Broken encodings, markup, odd spaces and invisible characters go; honest signs stay."""
    assert text.clean(written) == read


def test_paragraphs_stay_in_long_texts() -> None:
    """Line breaks and paragraphs of HTML become line breaks, never more than one empty line."""
    assert text.clean_long("<p>First.</p>\r\n\r\n\r\n<p>Second<br/>line.</p>") == "First.\n\nSecond\nline."


@pytest.mark.parametrize(
    "word", ["", "  ", "-1", "N/A", "n/a.", "None Listed", "unknown", "-", "NULL", "TBD", "None", "\u00a0", "— "]
)
def test_words_for_unknown_are_blank(word: str) -> None:
    """Whatever people write for "does not say" is blank."""
    assert text.is_blank(word)


def test_a_column_may_keep_none() -> None:
    """In a column where "None" says something the caller takes it out of the blank words."""
    assert not text.is_blank("None", text.BLANK_WORDS - {"none"})
    assert not text.is_blank("0")


LISTS = {
    "Food; Clothing; food": ("Food", "Clothing"),
    "Food, Clothing": ("Food", "Clothing"),
    "Food|Clothing\nShelter": ("Food", "Clothing", "Shelter"),
    "Health (mental, dental), Food": ("Health (mental, dental)", "Food"),
    "Arts, Crafts; Sports, Games": ("Arts, Crafts", "Sports, Games"),
    "Example Services, Inc., Sample House": ("Example Services, Inc.", "Sample House"),
    "1,599 places": ("1,599 places",),
    "• Food\n• Shelter": ("Food", "Shelter"),
    " ; , ": (),
}


@pytest.mark.parametrize(("written", "items"), LISTS.items())
def test_a_cell_is_split_into_its_items(written: str, items: tuple[str, ...]) -> None:
    """Semicolons, bars and lines part items; commas only where none of these does, and never within brackets."""
    assert text.split_list(written) == items


NAMES = {
    "BROOKLYN": "Brooklyn",
    "NEW YORK": "New York",
    "YMCA": "YMCA",
    "YMCA OF GREATER EXAMPLE": "YMCA of Greater Example",
    "P.S. 40": "P.S. 40",
    "McLean": "McLean",
    "MCLEAN": "McLean",
    "O'FALLON": "O'Fallon",
    "CHILDREN'S CENTER": "Children's Center",
    "47TH STREET CENTER": "47th Street Center",
    "eHealth": "eHealth",
}


@pytest.mark.parametrize(("written", "tidy"), NAMES.items())
def test_names_in_capitals_are_tidied(written: str, tidy: str) -> None:
    """Only what is all in capitals changes, and abbreviations keep theirs."""
    assert text.tidy_name(written) == tidy


def test_cities_are_tidied_even_when_short() -> None:
    """A city has no abbreviation to keep."""
    assert [text.tidy_city(city) for city in ("TROY", "staten island", "McLean")] == ["Troy", "Staten Island", "McLean"]


@given(st.text())
def test_any_text_is_cleaned(written: str) -> None:
    """Nothing raises, lines stay single, and what is clean is storable as UTF-8."""
    for made in (
        text.clean(written),
        text.clean_long(written),
        text.fold(written),
        text.tidy_name(written),
        text.tidy_city(written),
    ):
        made.encode()
    assert "\n" not in text.clean(written)
    assert text.is_blank(written) in {True, False}
    items = text.split_list(written)
    assert len({item.casefold() for item in items}) == len(items)
    assert all(items)


@given(st.text(alphabet=st.sampled_from("aâÂÃ€™©&;<br/>ñ\u00a0 \ufffd12pl")))
@example("\u00a0€â")
def test_cleaning_twice_changes_nothing_more(written: str) -> None:
    """Text that is clean stays as it is."""
    assert text.clean(text.clean(written)) == text.clean(written)
