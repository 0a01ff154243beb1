"""Letters as PDF: tagged (PDF/UA-1), US Letter, in our own fonts; the text is passed to typst as data, never as markup.

A letter takes one page where it can, by reducing space and never the font size; one that cannot keeps its boxes whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
import typst

from directory.letters import layout, qr
from directory.letters import logo as logos
from directory.letters.content import FactLine, LetterContent, LetterSigner, Part, ProviderCard
from directory.letters.fonts import fonts

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "letters"
REFUSED = re.compile(r'"(\\u\{(?P<code>[0-9a-f]+)\}|(?P<character>.+?))"', re.DOTALL)

# A list of at least so many items goes in two columns if none of them is longer than so many characters.
TWO_COLUMNS, NARROW = 4, 34

Words = str | list[tuple[str, bool]]
Say = Callable[[str], Words]


def as_pdf(content: LetterContent, *, large: bool = False, logo: Path | None = None) -> bytes:
    """Return the letter; `large` is large print (18 pt).

    Raises LetterError for a character that no font has, UsageError for a bad logo.
    """
    return batch([content], large=large, logo=logo)


def batch(contents: Sequence[LetterContent], *, large: bool = False, logo: Path | None = None) -> bytes:
    """Return letters in one PDF, in the order given, each starting a page and numbered by itself; errors as in `as_pdf`."""
    if not contents:
        raise layout.LetterError("There is no letter to print. Choose at least one.")
    data = {
        "large": large,
        "title": layout.clean(contents[0].title) or "Letter",
        "alt": layout.clean(contents[0].district) or "Logo",
        "letters": [_letter(content) for content in contents],
    }
    return compiled("letter.typ", data, {"logo": logos.read(logo).numbers} if logo else {})


def compiled(template: str, data: Mapping[str, object], more: Mapping[str, str]) -> bytes:
    """Return a template of templates/letters as PDF, filled with its data; raise LetterError for a character that no font has."""
    try:
        inputs = {"data": msgspec.json.encode(data).decode(), **more}
        compiler = typst.Compiler(_source(template), font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except UnicodeEncodeError as error:
        raise layout.character_refused(error.object[error.start]) from error
    except typst.TypstError as error:
        raise _refusal(error) from error
    assert isinstance(made, bytes)
    return made


@cache
def _source(template: str) -> bytes:
    return (TEMPLATES / template).read_bytes()


def _refusal(error: typst.TypstError) -> layout.LetterError:
    found = REFUSED.search(error.message) if "text" in error.message else None
    if found is None:
        return layout.LetterError("This cannot be made as a PDF. Use the letter as a web page (HTML) instead.")
    return layout.character_refused(chr(int(found["code"], 16)) if found["code"] else found["character"][0])


def _letter(content: LetterContent) -> dict[str, object]:
    say: Say = _in_pieces if content.right_to_left else layout.printed
    link, english = layout.clean(content.link), content.english
    return {
        "language": content.language.partition("-")[0],
        "right_to_left": content.right_to_left,
        **{name: say(getattr(content, name) or "") for name in ("district", "district_phone", "date", "title", "greeting")},
        "opening": [say(words) for words in content.opening],
        "cards": [_card(card, say) for card in content.cards],
        "script": _part(content.script, say),
        "answer": _part(content.answer, say),
        "closing": [say(words) for words in content.closing],
        "signer": _signer(content.signer, say),
        "reference_label": say(content.reference_label),
        "reference": layout.clean(content.reference),
        "code_label": say(content.code_label),
        "code": layout.clean(content.code),
        "link": layout.web(link),
        "shown": [(link, True)] if link else "",
        "qr": _qr(link, layout.alternative(content.answer.heading, link)) if link else None,
        "heading_in_english": layout.heading_in_english(content.language),
        "english": _letter(english) if english else None,
    }


def _in_pieces(words: str) -> Words:
    return list(layout.pieces(layout.printed(words)))


def _card(card: ProviderCard, say: Say) -> dict[str, object]:
    return {
        "name": say(card.name),
        "agency": say(card.agency),
        "phones": [(layout.tel(number), say(words)) for number, words in card.phones],
        "lines": [_line(line, say) for line in card.lines],
        "tall": layout.is_tall([words for line in card.lines for words in line.lines]),
    }


def _line(line: FactLine, say: Say) -> dict[str, object]:
    return {
        "label": say(line.label),
        "lines": [say(words) for words in line.lines],
        "flowing": [say(words) for words in layout.flowing(line.lines)],
        "listed": layout.is_listed(line),
        "narrow": len(line.lines) >= TWO_COLUMNS and max(map(len, line.lines)) <= NARROW,
        "whole": layout.is_short(line.lines),
    }


def _part(part: Part, say: Say) -> dict[str, object]:
    return {
        "heading": say(part.heading),
        "paragraphs": [say(words) for words in part.paragraphs],
        "lines": [say(words) for words in part.lines],
        "whole": layout.is_short((*part.paragraphs, *part.lines)),
    }


def _signer(signer: LetterSigner, say: Say) -> dict[str, object]:
    names = ("name", "title", "school", "phone", "email")
    said = {name: say(getattr(signer, name) or "") for name in names}
    return {**said, "tel": layout.tel(signer.phone or ""), "mailto": layout.mailto(signer.email or "")}


def _qr(link: str, alt: str) -> dict[str, object]:
    return {"svg": qr.svg(link, alt), "alt": alt, "scale": qr.scale(link)}
