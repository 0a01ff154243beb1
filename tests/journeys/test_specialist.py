"""A specialist's morning on a telephone: a student's need becomes two providers to compare, and nothing stays behind."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.district import PASSWORD, email
from tests.journeys.conftest import OpenPage, Window, fits, listen

TELEPHONE = 360
LISTED = re.compile(r"Talking Helps, Cedar Counseling\n\(517\) 555-0122\n.*\n\nSoccer for all, Elm Agency\n.*", re.DOTALL)
"""The two as plain text."""


def test_a_need_becomes_two_providers_to_compare(browser_page: OpenPage) -> None:
    """From the sign-in page to the copied list every step is led to by the page before, within a telephone's width."""
    page = browser_page(width=TELEPHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    open_student(page)
    write_down(page)
    narrow_down(page)
    look_at_one(page)
    set_two_aside(page)
    beside = compare(page)
    beside.get_by_role("button", name="Copy").click()
    expect(beside.get_by_role("button", name="Copied")).to_be_visible()
    copied = beside.evaluate("navigator.clipboard.readText()")
    assert LISTED.fullmatch(copied)
    assert "Perpetua" not in copied


def test_words_of_danger_bring_the_crisis_card_first(signed_in_page: OpenPage) -> None:
    """In the file and among the matches the card with what to do stands above all else, and the need is marked “Now”."""
    page = signed_in_page("specialist", width=TELEPHONE)
    open_student(page)
    tell(page, "she wants to die")
    says(page, "Written down as “Now”, because it tells of danger. Read the red card first.")
    expect(page.get_by_role("listitem").filter(has_text="she wants to die")).to_contain_text("Now")
    danger_comes_first(page)
    page.get_by_role("link", name="Find help with all").click()
    says(page, "Find help for Perpetua Q.")
    danger_comes_first(page)


def test_nothing_of_a_student_stays_behind(window: Window) -> None:
    """Another school's student is not found, and after signing out the button back leads to the sign-in page."""
    page = window.open("specialist", width=TELEPHONE)
    answer = page.goto(f"/students/{window.server.district.ids.other.student}")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("main")).to_contain_text("There is no such student among yours.")
    page.goto("/")
    open_student(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert "Quillfeather" not in page.content()


def test_all_of_it_works_without_scripts(window: Window) -> None:
    """With JavaScript off a student is found, a need written down, help found, and two providers are compared."""
    context = window.browser.new_context(
        base_url=window.server.url, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    listen(page, window.complaints)
    sign_in(page)
    open_student(page)
    write_down(page)
    narrow_down(page)
    look_at_one(page)
    set_two_aside(page)
    expect(compare(page).get_by_role("button", name="Copy")).to_be_hidden()


def test_what_was_asked_takes_three_lines(window: Window) -> None:
    """On a telephone, without scripts, eight chips take three lines at most, and the others open; after one is taken away the focus is there."""
    context = window.browser.new_context(
        base_url=window.server.url, java_script_enabled=False, viewport={"width": TELEPHONE, "height": 640}
    )
    page = context.new_page()
    window.sign_in(page, "specialist")
    page.goto("/find")
    page.get_by_label("What is needed?").fill("counseling")
    page.get_by_label("Within miles").fill("25")
    page.get_by_label("Age in years").fill("9")
    page.get_by_label("Near ZIP").fill("48910")
    page.get_by_label("Can pay with").select_option("medicaid")
    for folded, box in (("Languages", "Somali"), ("When", "In summer"), ("How it is offered", "In person")):
        page.locator("summary", has_text=folded).click()
        page.get_by_label(box, exact=True).check()
    page.get_by_role("button", name="Find help").click()
    chips = page.get_by_role("button", name="Take away")
    row = page.get_by_role("list", name="What was asked").bounding_box()
    assert row is not None
    assert row["height"] < 150
    expect(page.get_by_role("heading", name="2 matches")).to_be_in_viewport()
    page.locator(".more-chips summary").click()
    expect(chips).to_have_count(8)
    chips.last.click()
    expect(page.get_by_role("list", name="What was asked")).to_be_focused()
    page.locator(".more-chips summary").click()
    expect(chips).to_have_count(7)
    says(page, "What is needed?")


def says(page: Page, *sentences: str) -> None:
    """What the page says; and it does not scroll sideways."""
    for words in sentences:
        expect(page.get_by_role("main")).to_contain_text(words)
    assert fits(page)


def sign_in(page: Page) -> None:
    page.goto("/")
    form = page.locator("form", has=page.get_by_label("E-mail"))
    form.get_by_label("E-mail").fill(email("specialist"))
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()


def open_student(page: Page) -> None:
    """A student of one's own is found by a part of the name; whom not to contact stands before everything else."""
    if page.url == "about:blank":
        page.goto("/")
    page.get_by_label("Name or number").fill("quillf")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Quillfeather, Perpetua").click()
    expect(page.get_by_role("heading", name="Perpetua Quillfeather", level=1)).to_be_visible()
    says(page, "Do not contact Ignatius Quillfeather (father). Ordered by the court")


def tell(page: Page, sentence: str) -> None:
    """Writes a need down, in the form that is folded away on the student's page."""
    page.get_by_text("Write down another need").click()
    page.get_by_label("What is going on? Use your own words").fill(sentence)
    page.get_by_role("button", name="Write it down").click()


def write_down(page: Page) -> None:
    """A sentence with a typing mistake is understood."""
    tell(page, "she wants to play socer with others")
    says(page, "Written down. “Find help” looks for providers.", "she wants to play socer with others")
    expect(page.get_by_role("heading", name="Sports")).to_be_visible()


def danger_comes_first(page: Page) -> None:
    says(page, "Call or text 988")
    assert page.get_by_role("main").get_by_role("heading").first.inner_text() == "These words tell of danger"
    expect(page.get_by_role("alert", name="These words tell of danger")).to_be_in_viewport()


def narrow_down(page: Page) -> None:
    """All open needs are asked for, each as a chip that can be taken away; the nearest come first if one likes."""
    page.get_by_role("link", name="Find help with all").click()
    says(page, "A plan, and the best matches", "Best fit first")
    chip = page.get_by_role("button", name="Take away Homework help")
    chip.click()
    expect(chip).to_have_count(0)
    expect(page.get_by_role("button", name="Put back Homework help")).to_be_visible()
    page.get_by_role("button", name="Sort by distance").click()
    says(page, "A plan, and the best matches", "Nearest first")
    expect(page.get_by_role("article").nth(1).get_by_role("heading")).to_contain_text("2. Talking Helps")


def look_at_one(page: Page) -> None:
    """A provider opens in a tab of its own, so that the results stay."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Talking Helps (opens in a new tab)").click()
    provider = opened.value
    says(provider, "Talking Helps", "Reach them", "(517) 555-0122")
    provider.close()


def set_two_aside(page: Page) -> None:
    """One of those set aside yesterday is put back, and another takes its place; what was asked stays."""
    page.get_by_role("button", name="take Quiet Room off").click()
    page.get_by_role("button", name="Shortlist Soccer for all").click()
    expect(page.get_by_role("button", name=re.compile("On your shortlist"))).to_have_count(2)
    expect(page.get_by_role("button", name="Put back Homework help")).to_be_visible()


def compare(page: Page) -> Page:
    """The two side by side, in a tab of its own."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Compare your shortlist (2 of 4)").click()
    beside = opened.value
    says(beside, "Your shortlist", "300 Cedar Avenue", "12 Cedar Street")
    expect(beside.get_by_label("The list as plain text")).to_have_value(LISTED)
    return beside
