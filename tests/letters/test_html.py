"""A letter as HTML: as a file for itself, as a piece of a page, on a phone and printed."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.letters.content import FactLine
from directory.letters.html import as_html, as_piece
from tests.letters.drawn_letters import ENGLISH, ENGLISH_CARD, HEBREW, LINK, SPANISH, words_of

VOID = {"br", "img", "meta", "path"}


class Reader(HTMLParser):
    """Keeps the words, the elements with their attributes, and minds that each that opens is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_everything_is_said_in_the_order_of_reading() -> None:
    """Each paragraph, number, link and code stands in the page, from top to bottom."""
    text, at = Reader(as_html(SPANISH)).text, 0
    for words in [*words_of(SPANISH), "The same letter in English", *words_of(ENGLISH)]:
        found = text.find(" ".join(words.split()), at)
        assert found >= 0, words
        at = found


def test_file_stands_alone() -> None:
    """The file loads nothing: its style is inside, its code is drawn, its logo lies in an address; it tells nobody its link."""
    page = Reader(as_html(ENGLISH))
    assert not page.every("script") + page.every("link")
    assert len(page.every("style")) == 1
    assert {"name": "referrer", "content": "no-referrer"} in page.every("meta")
    assert page.every("html") == [{"lang": "en", "dir": "ltr"}]
    assert len(page.every("h1")) == 1


def test_piece_fits_a_strict_page() -> None:
    """Inside a page there is no style, no script, no picture from elsewhere; its headings begin below the page's own."""
    piece = as_piece(SPANISH)
    page = Reader(piece)
    assert not page.every("style") + page.every("script") + page.every("img") + page.every("h1") + page.every("html")
    assert not [attributes for _, attributes in page.elements if any(name.startswith(("style", "on")) for name in attributes)]
    assert page.elements[0] == ("article", {"class": "letter", "lang": "es", "dir": "ltr"})
    assert {"class": "letter-english", "lang": "en", "dir": "ltr"} in page.every("section")


def test_headings_leave_no_level_out() -> None:
    """From one heading to the next goes at most one level down."""
    for html in (as_html(SPANISH), as_piece(SPANISH)):
        levels = [int(tag[1]) for tag, _ in Reader(html).elements if re.fullmatch(r"h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_phone_calls_and_link_leads() -> None:
    """A tap on the number calls it with its extension, a tap on the link opens it, and the picture is named."""
    page = Reader(as_html(ENGLISH))
    addresses = [attributes["href"] for attributes in page.every("a")]
    assert "tel:+13155550142" in addresses
    assert "tel:+13155550143;ext=12" in addresses
    assert LINK in addresses
    assert "mailto:dana.whitfield@example.org" in addresses
    assert [attributes["role"] for attributes in page.every("svg")] == ["img"]


def test_right_to_left_letter_keeps_numbers_and_names() -> None:
    """Phones, links, addresses and names are isolated where the words run the other way."""
    html = as_html(HEBREW)
    assert 'dir="rtl"' in html
    for words in ("(315) 555-0142", "120 Main St 48910", LINK, "Lakeside Family Counseling Center", "K7Q-M42"):
        assert f'<bdi dir="ltr">{words}</bdi>' in html


def test_kept_copy_has_no_way_in() -> None:
    """Without link and code there is no picture, no link and no code."""
    html = as_html(replace(SPANISH, english=None).blanked())
    assert "<svg" not in html
    assert ENGLISH.code not in html
    assert ENGLISH.reference in html
    assert "javascript:" not in as_html(replace(ENGLISH, link="javascript:alert(1)")).replace("<bdi", "").split("href")[1]


def test_logo_is_carried_along(tmp_path: Path) -> None:
    """The logo of a file lies inside it."""
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', encoding="utf-8")
    (image,) = Reader(as_html(ENGLISH, logo=logo)).every("img")
    assert (image["src"] or "").startswith("data:image/svg+xml;base64,")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_are_only_words(name: str, words: str) -> None:
    """Nothing that stands in a listing becomes an element, an attribute or a mark that turns the text."""
    card = replace(
        ENGLISH_CARD, name=f"<b>{name}", lines=(FactLine("bring", words, (f"<i>{words}", name)),), phones=((name, words),)
    )
    for content in (replace(ENGLISH, cards=(card,), title=words), replace(HEBREW, cards=(card,), greeting=words)):
        html = as_html(content, large=True)
        page = Reader(html)
        assert not page.every("b") + page.every("i")
        assert not set(html) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f")
