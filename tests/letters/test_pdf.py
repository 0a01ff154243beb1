"""A letter on paper, read back: whole, in order, as typed, tagged, and on one page where it can be."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from directory.errors import UsageError
from directory.letters.content import FactLine, LetterContent, Part
from directory.letters.layout import LetterError, flowing, pieces
from directory.letters.pdf import as_pdf
from tests.letters.drawn_letters import ENGLISH, ENGLISH_CARD, HEBREW, LONG, NAME, SPANISH, words_of
from tests.letters.pdfs import inside, pages, picture


def in_order(text: str, words: list[str]) -> None:
    """Blanks are left out: a link of large print is broken where its line ends."""
    text, at = "".join(text.split()), 0
    for piece in words:
        found = text.find("".join(piece.split()), at)
        assert found >= 0, piece
        at = found


def named(name: str) -> LetterContent:
    return replace(ENGLISH, cards=(replace(ENGLISH_CARD, name=name),))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("content", [ENGLISH, SPANISH, LONG])
def test_everything_is_said_in_the_order_of_reading(content: LetterContent, large: bool) -> None:
    """Each paragraph, number, link and code comes out of the file as it went in, from top to bottom."""
    text = re.sub(r"K7Q-M42 \d / \d ", "", " ".join(pages(as_pdf(content, large=large))) + " ")
    in_order(text, words_of(content))


def test_most_letters_take_one_page() -> None:
    """A usual listing fits one page with a logo too; a very long one takes two; large print two or three."""
    assert len(pages(as_pdf(ENGLISH))) == 1
    assert len(pages(as_pdf(LONG))) == 2
    assert 2 <= len(pages(as_pdf(ENGLISH, large=True))) <= 3


@pytest.mark.parametrize("large", [False, True])
def test_box_of_the_answer_stays_whole(large: bool) -> None:
    """How to answer, the link, the code and the reference stand on one page, however long the card before them is."""
    (box,) = [page for page in pages(as_pdf(LONG, large=large)) if LONG.answer.heading in page]
    for words in (*LONG.answer.paragraphs, *LONG.answer.lines, LONG.code, f"{LONG.reference_label} {LONG.reference}"):
        assert words in box


def test_lines_come_closer_before_a_second_page_is_taken() -> None:
    """A full listing gives up a line for each sentence, and still takes one page with every word in order."""
    things = tuple(f"Paper number {number}" for number in range(7))
    where = ("North Side Office, 120 Main Street", "It is near.", "Take bus 64.", "You can get in with a wheelchair.")
    more = tuple(FactLine("more", f"Label {number}", ("One sentence.", "One more.", "A third one.")) for number in range(4))
    card = replace(ENGLISH_CARD, lines=(FactLine("where", "Where", where), FactLine("bring", "What to bring", things), *more))
    full = replace(ENGLISH, cards=(card,))
    assert len(pages(as_pdf(full))) == 1
    in_order("".join(pages(as_pdf(full))), [words for words in words_of(full) if words not in things])
    assert flowing(where) == [where[0], "It is near. Take bus 64. You can get in with a wheelchair."]


def test_language_that_nobody_has_checked_brings_the_english() -> None:
    """The letter is on the first page, and the same in English on the second, under a heading that says so."""
    spanish, english = pages(as_pdf(SPANISH))
    assert "¿Llamar? Usted decide. Hable con la señora Ibáñez." in spanish
    assert english.startswith("The same letter in English")
    in_order(english, words_of(ENGLISH)[1:])


def test_screen_readers_are_told_what_is_what() -> None:
    """The file is marked PDF/UA-1, has its languages, its title, its headings, a table, lists and texts for pictures."""
    found = inside(as_pdf(SPANISH))
    assert b"/MarkInfo<</Marked true" in found
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found
    assert re.search(rb"/Type/Catalog.*?/Lang\(es\)", found, re.DOTALL)
    assert b"/Lang(en)" in found
    assert b"<dc:title>" in found
    for kind in (b"H1", b"H2", b"H3", b"Table", b"TR", b"L", b"LI", b"Figure", b"Link"):
        assert re.search(rb"/S/" + kind + rb"\b", found), kind
    assert b"/Alt(Tell us how it went: https://desk.example.org/a/" in found
    assert b"(tel:+13155550143;ext=12)" in found


@pytest.mark.parametrize(
    "name", ["<b>Oak</b>", "#let x = 1", "*Oak* _House_", "$x^2$ \\ #", '"Oak" ‘House’', "// Oak /* x */", "= Oak @ref <label>"]
)
def test_markup_prints_as_typed(name: str) -> None:
    """What a listing or a person is called is never read as a command."""
    assert name in pages(as_pdf(named(name)))[0]


def test_marks_that_turn_words_around_are_taken_out() -> None:
    """A name with right-to-left marks reads as its letters stand."""
    found = pages(as_pdf(named("Oak\u202e House\u2066 for\u200f all\ufeff")))[0]
    assert "Oak House for all" in found


def test_numbers_and_names_keep_their_direction_in_right_to_left_words() -> None:
    """Phones, addresses and names are set apart; the words around them are not."""
    sentence = "התקשרו אל (315) 555-0142 או בואו אל 120 Main St 48910 בבקשה."
    assert [text for text, left in pieces(sentence) if left] == ["(315) 555-0142", "120 Main St 48910"]
    assert "".join(text for text, _ in pieces(sentence)) == sentence
    assert pieces("Lakeside Center, Inc.") == (("Lakeside Center, Inc.", True),)
    assert len(pages(as_pdf(HEBREW))) == 1


def test_missing_character_is_an_error_in_words() -> None:
    """No letter leaves a character out: it is named, with the other way to have the letter."""
    with pytest.raises(LetterError, match=r"漢.*cjk unified ideograph.*HTML"):
        as_pdf(named("Oak 漢 House"))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=12))
def test_any_words_print_or_are_refused(name: str, words: str, number: str) -> None:
    """Whatever stands in a listing, the letter is made or our own error says why not."""
    card = replace(ENGLISH_CARD, name=name, phones=((number, words),), lines=(FactLine(number, words, (name, words)),))
    content = replace(
        ENGLISH, title=words, cards=(card,), script=Part(name, (words,), (number,)), link=number, code=name, english=ENGLISH
    )
    for letter in (content, replace(content, right_to_left=True, language="he")):
        try:
            made = as_pdf(letter)
        except LetterError:
            continue
        assert made.startswith(b"%PDF-")


def test_bare_letter_is_still_a_letter() -> None:
    """The copy that is kept has neither link nor code: it prints without them and without a picture."""
    text = pages(as_pdf(ENGLISH.blanked()))[0]
    assert ENGLISH.reference in text
    assert ENGLISH.link not in text
    assert ENGLISH.code not in text
    bare = replace(ENGLISH, cards=(replace(ENGLISH_CARD, agency="", phones=(), lines=()),), closing=(), district_phone=None)
    assert NAME in pages(as_pdf(replace(bare, script=Part("", (), ()), answer=Part("", (), ()))))[0]


def test_nothing_long_runs_off_the_paper() -> None:
    """Ten thousand letters, in words or in one, are all printed."""
    card = replace(ENGLISH_CARD, lines=(FactLine("more", "About it", ("q" * 2000,)), FactLine("more", "And", ("zw " * 3000,))))
    text = "".join(pages(as_pdf(replace(ENGLISH, cards=(card,)))))
    assert text.count("q") >= 2000
    assert text.count("zw") >= 3000


def test_logo_stands_at_the_top(tmp_path: Path) -> None:
    """A PNG, a JPEG and an SVG are drawn, named by the district, and the letter still takes one page."""
    svg = tmp_path / "logo.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><path d="M0 0h90v60z"/></svg>', encoding="utf-8")
    Image.new("RGB", (900, 200), "black").save(tmp_path / "logo.png")
    Image.new("L", (200, 200), 0).save(tmp_path / "logo.jpg")
    bare = picture(as_pdf(ENGLISH), dots=40)
    for name in ("logo.svg", "logo.png", "logo.jpg"):
        data = as_pdf(ENGLISH, logo=tmp_path / name)
        assert len(pages(data)) == 1
        assert b"/Alt(Lakeside Unified School District)" in inside(data)
        corner = (20, 15, 90, 50)
        assert sum(picture(data, dots=40).crop(corner).tobytes()) < sum(bare.crop(corner).tobytes())


def test_a_logo_with_letters_that_no_font_has_is_told_by_its_setting(tmp_path: Path) -> None:
    """It is refused as a logo, not as a letter whose names cannot be printed."""
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">\u5b66</text></svg>', encoding="utf-8")
    with pytest.raises(UsageError, match=r"REFERRAL_DESK_LOGO.*outlines"):
        as_pdf(ENGLISH, logo=logo)


def test_bad_logo_is_told_by_its_setting(tmp_path: Path) -> None:
    """No file, no picture, a broken one and a huge one each say what REFERRAL_DESK_LOGO should be."""
    wrong = {
        "absent.png": None,
        "text.png": b"hello",
        "broken.png": b"\x89PNG\r\n\x1a\nxx",
        "broken.svg": b"<svg",
        "huge.png": b"x" * 1_000_001,
    }
    for name, data in wrong.items():
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(UsageError, match="REFERRAL_DESK_LOGO"):
            as_pdf(ENGLISH, logo=path)
    with pytest.raises(UsageError, match="REFERRAL_DESK_LOGO"):
        as_pdf(ENGLISH, logo=tmp_path)
