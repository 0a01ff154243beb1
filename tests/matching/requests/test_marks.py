"""What the network marks in a sentence, as conditions and denials."""

from __future__ import annotations

import pytest

from matching.requests import NamedPlace, PlaceKind, read
from matching.requests.sentences import all_sentences, read_sentence

PLACES = {"holt": NamedPlace(PlaceKind.TOWN, "town:holt"), "everett high": NamedPlace(PlaceKind.SCHOOL, "school:12")}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("tutoring Friday for a boy who reads slowly", "fr"),
        ("somebody to talk to, Tues or Thurs", "th"),
        ("soccer for my son 7 and daughter 12", "12"),
        ("counseling within 3 miles, before school", "morning"),
        ("a tutor near Everett High at 4", "any@1600"),
    ],
)
def test_short_requests_say_their_conditions(sentence: str, value: str) -> None:
    """A condition is heard without the small words around it that a whole sentence has."""
    assert value in {one.value for one in read(sentence, PLACES).conditions}


def test_marks_stand_where_the_writer_put_them() -> None:
    """A marked line reads as its writer meant it, and each mark knows its words."""
    one = read_sentence("en\tfood-pantry\tpantry, [place=zip:48910|48910], [day=sa|saturdays]", "somebody")
    assert one.text == "pantry, 48910, saturdays"
    assert [(mark.kind, mark.value, one.text[mark.start : mark.end]) for mark in one.marks] == [
        ("place", "zip:48910", "48910"),
        ("day", "sa", "saturdays"),
    ]


def test_the_sentences_are_in_both_languages_and_each_stands_once() -> None:
    """Every sentence to learn from is in a known language, and no two hands wrote the same."""
    sentences = list(all_sentences())
    assert {one.language for one in sentences} == {"en", "es"}
    texts = [one.text.casefold() for one in sentences]
    assert len(set(texts)) == len(texts)
