"""Letters as HTML: a fragment of a page, or a self-contained file; no script, no style attribute, nothing loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from directory.letters import layout, qr
from directory.letters import logo as logos
from directory.letters.content import LetterContent

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLE = TEMPLATES / "static" / "letter.css"
# A page has its own heading above the letter's.
PIECE_LEVEL = 2


def as_html(content: LetterContent, *, large: bool = False, logo: Path | None = None) -> Markup:
    """Return the letter as a self-contained file with its style and logo."""
    shown = {"it": content, "large": large, "logo": logos.read(logo).address if logo else None, "css": _style()}
    return Markup(_environment().get_template("letters/letter.html").render(shown))  # noqa: S704  # it escaped all


def as_piece(content: LetterContent, *, large: bool = False, logo_address: str | None = None) -> Markup:
    """Return the letter as a fragment of a page that links letter.css; `logo_address` is the logo's URL on that page."""
    parts = _environment().get_template("letters/letter_parts.html").module
    return Markup(parts.whole(content, PIECE_LEVEL, logo_address, large))  # type: ignore[attr-defined]  # noqa: S704  # a macro


@cache
def _style() -> Markup:
    return Markup(STYLE.read_text(encoding="utf-8"))  # noqa: S704  # our own file


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "cleaned": layout.clean,
        "said": _isolated,
        "named": _named,
        "tel": layout.tel,
        "mailto": layout.mailto,
        "web": layout.web,
        "qr": _qr,
        "heading_in_english": layout.heading_in_english,
    }
    made.tests |= {"listed": layout.is_listed}
    return made


def _isolated(words: str, right_to_left: bool) -> Markup:
    """Return words in the letter's language; in right-to-left text, phones, names and addresses keep their own direction."""
    if not right_to_left:
        return escape(layout.clean(words))
    return Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(text) if left else escape(text)
        for text, left in layout.pieces(layout.clean(words))
    )


def _named(words: str) -> Markup:
    """Return a name or a web address that keeps its direction in every language."""
    direction = "auto" if layout.RIGHT_TO_LEFT.search(words) else "ltr"
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, layout.clean(words))


def _qr(content: LetterContent) -> Markup:
    link = layout.clean(content.link)
    return Markup(qr.svg(link, layout.alternative(content.answer.heading, link)))  # noqa: S704  # it escaped the title
