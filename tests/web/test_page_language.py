"""Pages of staff in another language: reasons, warnings and problems are said in the one that is decided for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.i18n.catalogs import STAFF
from tests.district import District
from tests.i18n.catalog_files import LONG, both, held
from tests.web.browsing import Site, browse
from tests.web.imports.test_imports import FIRST, publish, send
from tests.web.referring import refer, referred
from tests.web.students.test_rosters import ROWS, listed

FIELD = re.compile(r"\{\w+\}")


@cache
def english() -> tuple[str, ...]:
    """What the English sentences of the catalog say between their fields, where that is more than a few words."""
    sentences = (words for message in held("es", STAFF) if message.id for words in both(message.id))
    return tuple(words for one in sentences for words in FIELD.split(one) if len(words.split()) >= LONG)


@pytest.fixture
def spanish(district_on_sqlite: District) -> Iterator[Site]:
    """The service where staff read Spanish, as the specialist of the first school has it open."""
    with browse(district_on_sqlite, replace(district_on_sqlite.settings(), staff_language="es")) as site:
        site.sign_in("specialist")
        yield site


def said(page: str, *sentences: str) -> None:
    """The page says these sentences, and none of the catalog in English."""
    told = unescape(page)
    for sentence in sentences:
        assert sentence in told
    assert [words for words in english() if words in told] == []


def test_what_is_found_is_said_in_the_readers_language(spanish: Site) -> None:
    """Cards, their deciding facts, a student's history and what else to ask; the provider's own page and the comparison."""
    own, record = spanish.ids.own, spanish.ids.records["Talking Helps"]
    chips = spanish.post("/find", {"sentence": "grief, not Wednesdays", "payment": "free", "near": "48910"}).text
    assert set(re.findall(r'aria-label="Take away ([^"]*)"', chips)) >= {"Duelo y pérdida", "No los miércoles", "Solo gratis"}
    said(spanish.post("/find", {"sentence": "she lost her mom", "age": "9", "near": "48910"}).text, "Acepta de 6 a 18 años")
    said(spanish.post("/find", {"need": "grief", "near": "48842", "within": "1", "age": "9"}).text, "Buscar a ")
    said(spanish.get(f"/students/{own.student}/find?need={own.need}").text, "Acepta de 6 a 18 años")
    spanish.run("UPDATE service SET status = 'inactive' WHERE name = 'Talking Helps'")
    said(spanish.get(f"/providers/{record}?for={own.student}").text, "Este servicio no funciona ahora")
    spanish.post("/shortlist/add", {"add": record})
    said(spanish.get("/shortlist").text, "Este servicio no funciona ahora")


def test_a_field_that_is_refused_is_told_in_the_readers_language(spanish: Site) -> None:
    """What is wrong in the form of a search stands beside its field in the reader's language, with what was typed."""
    sent = {
        "sentence": "grief",
        "age": "ninety",
        "near": "00000",
        "within": "0",
        "siblings": "many",
        "order": ["fit", "distance"],
    }
    said(
        spanish.post("/find", sent).text,
        "Escriba la edad en años",
        "El código postal 00000 no está en el mapa",
        "Escriba cuántas millas, de 1 a 500.",
        "con comas, 7 como máximo",
        "Dé una sola respuesta",
    )
    said(spanish.post("/find", {}).text, "Diga con sus palabras qué se necesita")


def test_the_crisis_card_is_said_in_the_readers_language(spanish: Site) -> None:
    """The card and what is to be done about that kind of danger, and the quiet line that asks."""
    card = unescape(spanish.post("/find", {"sentence": "she wants to kill herself"}).text)
    assert "llame al 911" in card
    assert DEFAULT_PROTOCOLS["suicide"].line("es") in card
    assert DEFAULT_PROTOCOLS["suicide"].line("en") not in card
    assert "Pregunte hoy" in spanish.post("/find", {"sentence": "he says he is not suicidal"}).text


def test_what_speaks_against_a_referral_is_said_in_the_readers_language(spanish: Site) -> None:
    """The warnings and the check before it is opened, why it was refused, and what its own page, its letter and the lists tell."""
    own = spanish.ids.own
    said(
        spanish.get(refer(spanish, "Quiet Room", "Talking Helps")).text,
        "ya tiene una referencia abierta ahí",
        "Acepta de 6 a 18 años",
    )
    sent = {"record": spanish.ids.records["Quiet Room"], "need": own.need}
    opened = referred(spanish, own.student, sent).headers["location"].partition("?")[0]
    said(spanish.get(opened).text, "Acepta de 6 a 18 años")
    spanish.run("UPDATE service SET do_not_refer = true")
    for path in (opened, "/letters", "/work", refer(spanish, "Quiet Room")):
        said(spanish.get(path).text, "Su distrito ha marcado a este proveedor")
    given = spanish.post("/letters", {"referral": opened.rpartition("/")[2]})
    assert given.status_code == 409
    said(given.text, "Su distrito ha marcado a este proveedor")


def test_what_is_wrong_with_a_list_is_told_in_the_readers_language(spanish: Site) -> None:
    """The preview, the report and the file of problems of a list, and the page of a roster."""
    spanish.sign_in("coordinator")
    said(spanish.get(send(spanish, FIRST)).text, "No hay ningún número de teléfono")
    report = publish(spanish, FIRST)
    said(spanish.get(report).text, "No hay ningún número de teléfono")
    said(spanish.get(f"{report}/problems.csv").text, "No hay ningún número de teléfono")
    spanish.sign_in("administrator")
    spanish.get("/roster")
    said(spanish.post("/roster", {"only_try": "yes"}, files=listed(*ROWS)).text, "falta el número del estudiante")
