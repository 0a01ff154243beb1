"""Suggestions by keyboard in a real browser: the list below a field, what is said of it, and the same without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import HEIGHT, WIDTHS, OpenPage, Window, fits, token
from tests.journeys.test_axe import violations
from tests.web.browsing import COOKIE


def type_into(page: Page, label: str, words: str) -> Locator:
    """Types letter by letter into a field, as people do, and waits for the list."""
    field = page.get_by_label(label, exact=True)
    field.click()
    field.press_sequentially(words, delay=20)
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    return field


def test_a_need_is_completed_by_keyboard(signed_in_page: OpenPage) -> None:
    """In Find only the last words are completed, by arrow and Enter; Escape and Tab leave what was typed as it is."""
    page = signed_in_page("specialist")
    page.goto("/find")
    field = type_into(page, "What is needed?", "Lost her bus pass, needs homew")
    expect(page.get_by_role("status").filter(has_text="arrow down to choose")).to_have_count(1)
    field.press("ArrowDown")
    chosen = page.get_by_role("listbox").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("homework help")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    field.press("Enter")
    expect(field).to_have_value("Lost her bus pass, needs homework help")
    expect(field).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)
    type_into(page, "What is needed?", " terapa")
    expect(page.get_by_text("Did you mean:", exact=True)).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("Lost her bus pass, needs homework help terapa")
    type_into(page, "What is needed?", ", tutor")
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).not_to_be_focused()


def test_the_arrow_up_moves_between_lines(signed_in_page: OpenPage) -> None:
    """In a field of several lines ArrowUp with nothing chosen closes the list and moves the caret up; from the first option it leaves the list."""
    page = signed_in_page("specialist")
    page.goto("/find")
    field = page.get_by_label("What is needed?", exact=True)
    field.fill("lost her bus pass\n")
    field = type_into(page, "What is needed?", "needs homew")
    field.press("ArrowDown")
    field.press("ArrowUp")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_count(0)
    field.press("ArrowUp")
    expect(page.get_by_role("listbox")).to_have_count(0)
    assert field.evaluate("field => field.selectionStart") < len("lost her bus pass\n")


def test_enter_searches(signed_in_page: OpenPage) -> None:
    """In Find, Enter searches where no suggestion is marked, and Shift and Enter begin a new line."""
    page = signed_in_page("specialist")
    page.goto("/find")
    field = page.get_by_label("What is needed?", exact=True)
    field.fill("only speaks Spanish")
    field.press("Shift+Enter")
    field.press_sequentially("needs homework help")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("button", name="Take away Spanish")).to_be_visible()
    expect(page.get_by_role("button", name="Take away Homework help")).to_be_visible()


def test_a_provider_is_opened_by_keyboard(signed_in_page: OpenPage) -> None:
    """In the search the field is a combobox; a provider that is chosen is opened, and a town is searched for."""
    page = signed_in_page("coordinator")
    page.goto("/search")
    field = page.get_by_role("combobox", name="Words")
    expect(field).to_have_attribute("aria-expanded", "false")
    type_into(page, "Words", "talkign")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("heading", name="Talking Helps")).to_be_visible()
    assert re.fullmatch(r".*/providers/[\w-]+", page.url)
    page.goto("/search")
    type_into(page, "Words", "soccer lans")
    with page.expect_navigation():
        page.get_by_role("option").filter(has_text="Lansing").click()
    expect(page.get_by_label("Words", exact=True)).to_have_value("soccer Lansing")
    assert page.url.endswith("/search")


def test_a_student_is_picked_by_keyboard(signed_in_page: OpenPage) -> None:
    """In the list of students a name leads to the student's page, and no name is ever part of an address."""
    page = signed_in_page("specialist")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto("/students")
    field = type_into(page, "Name or number", "quilf")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Quillfeather")
    assert any(address.endswith("/students/suggestions") for address in addresses)
    assert not any("quil" in address.lower() for address in addresses)


def test_a_student_is_picked_for_a_referral_and_for_a_search(signed_in_page: OpenPage) -> None:
    """Where a student is chosen for a provider, a name completes the form and is sent with it; in Find it opens the student's search."""
    page = signed_in_page("specialist")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto("/refer")
    field = type_into(page, "Name or number", "quilf")
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("table")).to_contain_text("Quillfeather, Perpetua")
    page.goto("/find")
    field = type_into(page, "For one of your students?", "perpet")
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Find help for Perpetua")
    assert not any("quil" in address.lower() or "perpet" in address.lower() for address in addresses)


def test_danger_is_said_while_it_is_typed(signed_in_page: OpenPage) -> None:
    """A polite line says danger above the field once its words are whole; letters of a word ask nothing, and other words take it back."""
    page = signed_in_page("specialist")
    page.goto("/find")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.url.endswith("/find/danger") else None)
    field = page.get_by_label("What is needed?", exact=True)
    field.click()
    line = page.locator(".typed-danger")
    field.press_sequentially("she says she will kill", delay=20)
    expect(line).to_have_text("")
    field.press_sequentially(" herself ", delay=20)
    expect(line).to_contain_text("call 911")
    assert line.get_attribute("role") == "status"
    field.press_sequentially("tonight", delay=20)
    expect(line).to_contain_text("call 911")
    assert len(sent) <= 6  # one for each word
    assert not any("herse&" in one or one.endswith("herse") for one in sent)
    assert violations(page) == []
    field.fill("needs a tutor")
    field.blur()
    expect(line).to_have_text("")


def test_words_of_danger_that_still_stand_are_answered_again(signed_in_page: OpenPage) -> None:
    """In the search as in Find danger is said while it is typed; after the answer and Back the line stands above the words again."""
    page = signed_in_page("specialist")
    page.goto("/search")
    page.get_by_label("Words", exact=True).press_sequentially("he wants to die ")
    expect(page.locator(".typed-danger")).to_contain_text("call 911")
    page.goto("/find")
    field = page.get_by_label("What is needed?", exact=True)
    field.press_sequentially("he wants to die")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.locator(".crisis")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("he wants to die")
    expect(page.locator(".typed-danger")).to_contain_text("call 911")


def test_the_whole_sentence_is_answered_as_on_the_page(signed_in_page: OpenPage) -> None:
    """What is loud after half of a sentence is only asked about once the whole of it leaves it open, as in the answer to the form."""
    page = signed_in_page("specialist")
    page.goto("/find")
    field = page.get_by_label("What is needed?", exact=True)
    line = page.locator(".typed-danger")
    field.press_sequentially("kms ")
    expect(line).to_contain_text("call 911")
    field.press_sequentially("if i miss the bus", delay=20)
    field.blur()
    expect(line).to_contain_text("Is somebody in danger?")
    field.press("Enter")
    expect(page.locator("main > .ask")).to_contain_text("Is somebody in danger?")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_open_list_is_plain_to_everybody(window: Window, width: int) -> None:
    """Axe finds nothing in an open list with an option chosen, and the page does not scroll sideways."""
    page = window.open("specialist", width=width, scheme="dark" if width == WIDTHS[0] else "light")
    for path, label, words in (
        ("/find", "What is needed?", "needs homew"),
        ("/search", "Words", "talk"),
        ("/students", "Name or number", "quill"),
        ("/refer", "Name or number", "quill"),
        ("/find", "For one of your students?", "quill"),
    ):
        page.goto(path)
        type_into(page, label, words).press("ArrowDown")
        assert violations(page) == []
        assert fits(page)


def test_the_fields_work_without_scripts(window: Window) -> None:
    """Without scripts there is no list and no role of one: the words are sent by Enter, and misspelled ones are found."""
    context = window.browser.new_context(
        base_url=window.server.url, java_script_enabled=False, viewport={"width": WIDTHS[0], "height": HEIGHT}
    )
    context.add_cookies([{"name": COOKIE, "value": token(window.server.district, "specialist"), "url": window.server.url}])
    page = context.new_page()
    page.goto("/search")
    assert page.get_by_role("combobox", name="Words").count() == 0
    page.get_by_label("Words", exact=True).press_sequentially("talking")
    page.get_by_label("Words", exact=True).press("Enter")
    expect(page.get_by_role("article").first).to_contain_text("Talking Helps")
    page.goto("/students")
    page.get_by_label("Name or number", exact=True).fill("quill")
    page.get_by_label("Name or number", exact=True).press("Enter")
    expect(page.get_by_role("table")).to_contain_text("Quillfeather")
