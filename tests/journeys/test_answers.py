"""The answer pages on a small telephone: without scripts, plain to screen readers, and large enough for a thumb."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from directory.models.codes import Recipient
from directory.referrals.answers import choices
from directory.storage.engine import reading
from tests.district import open_engine
from tests.journeys.conftest import Window, follow
from tests.journeys.test_axe import sideways, violations
from tests.server import Server
from tests.web.browsing import utc_now, visit
from tests.web.linking import refer

THUMB = 44
"""Pixels that a button or a link to tap must have at least in height (WCAG 2.5.5)."""


@pytest.mark.parametrize(("audience", "language"), [("family", "es"), ("family", "en"), ("provider", "en")])
def test_every_answer_page_is_plain_and_large(window: Window, audience: Recipient, language: str) -> None:
    """Its buttons, its questions, what is wrong, its thanks and its end: axe finds nothing and a thumb hits what it means."""
    address = link_on(window.server, audience, language)
    for scheme in ("light", "dark"):
        page = window.open(width=360, scheme=scheme)
        for _ in pages_of(page, address, audience):
            assert [*violations(page), *sideways(page), *small(page)] == [], page.url.partition("?")[2]


def pages_of(page: Page, address: str, audience: Recipient) -> Iterator[None]:
    """Goes to all pages behind a link."""
    for query in ("", *(f"?said={name}" for name in (*choices.OFFERED[audience], "late"))):
        page.goto(f"{address}{query}")
        yield
    for name, answer in choices.OFFERED[audience].items():
        if answer.asks:
            page.goto(f"{address}?to={name}")
            yield
            if "reason" in answer.asks or name == "appointment":
                page.locator("form button").click()
                expect(page.locator(".problem")).to_be_visible()
                yield


def small(page: Page) -> list[str]:
    """What is to be tapped and is too small for a thumb."""
    found: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("main a, main button, main label:has(input), main input:not([type=hidden], [type=radio]), .switch")]
            .filter(one => one.getBoundingClientRect().height < least).map(one => one.outerHTML)""",
        THUMB,
    )
    return found


def test_a_family_answers_without_scripts(window: Window) -> None:
    """Where no script runs every answer is given by taps alone, what is wrong is asked again, and going back loses nothing."""
    address = link_on(window.server, Recipient.FAMILY, "es")
    context = window.browser.new_context(
        base_url=window.server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="es-MX"
    )
    phone = context.new_page()
    phone.goto(address)
    follow(phone, phone.get_by_role("button", name="Ya llamamos"))
    expect(phone.locator("main")).to_contain_text("La escuela tiene su respuesta: Ya llamamos")
    follow(phone, phone.get_by_role("link", name="Decirnos más"))
    follow(phone, phone.get_by_role("link", name="Ya tenemos cita"))
    follow(phone, phone.get_by_role("button", name="Enviar"))
    expect(phone.locator("main")).to_contain_text("Díganos el día")
    phone.get_by_label("Día").fill((utc_now().date() + datetime.timedelta(days=3)).isoformat())
    phone.get_by_label("Hora").fill("12:30")
    follow(phone, phone.get_by_role("button", name="Enviar"))
    expect(phone.locator("main")).to_contain_text("Después de ir")
    phone.goto(address)
    follow(phone, phone.get_by_role("button", name="Ya fuimos"))
    expect(phone.locator("main")).to_contain_text("¿Hubo una visita antes?")
    follow(phone, phone.get_by_role("link", name="No, todavía no"))
    follow(phone, phone.get_by_role("button", name="Ya fuimos"))
    follow(phone, phone.get_by_role("button", name="Sí"))
    expect(phone.locator("main")).to_contain_text("La escuela tiene su respuesta: Ya fuimos")
    phone.goto(address)
    follow(phone, phone.get_by_role("button", name="Ya fuimos"))
    phone.go_back()
    follow(phone, phone.get_by_role("button", name="Ya fuimos"))
    expect(phone.locator("main")).to_contain_text("Guardamos su respuesta")
    phone.goto(address)
    follow(phone, phone.get_by_role("button", name="Llámennos"))
    phone.goto(address)
    follow(phone, phone.get_by_role("link", name="No se pudo"))
    phone.get_by_label("Cuesta mucho").check()
    follow(phone, phone.get_by_role("button", name="Enviar"))
    expect(phone.locator("main")).to_contain_text("La escuela verá con usted")
    with open_engine(window.server.district.database_url) as engine, reading(engine) as session:
        query = "SELECT kind, at_time, held FROM referral_event WHERE who = 'family' ORDER BY number"
        told = [(kind, at_time, bool(held)) for kind, at_time, held in session.execute(text(query))]
    assert told == [
        ("reached", None, False),
        ("scheduled", "12:30", False),
        ("connected", None, False),
        ("connected", None, True),
        ("connected", None, True),
        ("please_call", None, False),
        ("not_completed", None, False),
    ]


def link_on(server: Server, audience: Recipient, language: str) -> str:
    """The address of a link of a new referral."""
    with visit(server) as site:
        _, link = refer(site, audience, language)
    return f"/a/{link.token}"
