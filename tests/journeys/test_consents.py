"""A signature drawn on a phone, what it opens, and how it ends; and the same form without a script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window, fits, follow, token
from tests.web.browsing import COOKIE

PHONE = 360


def draw(page: Page) -> None:
    """Signs in the field with the mouse, as a finger would: two strokes."""
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    for across in (0.1, 0.55):
        page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * 0.7)
        page.mouse.down()
        for step in range(1, 8):
            up = 0.2 if step % 2 else 0.8
            page.mouse.move(box["x"] + box["width"] * (across + 0.045 * step), box["y"] + box["height"] * up)
        page.mouse.up()


def test_a_signature_drawn_on_a_phone_opens_a_link_that_its_withdrawal_ends(window: Window) -> None:
    """Drawn at 360 pixels it opens sharing; the provider's page answers, and from the withdrawal on it is ended."""
    own = window.server.district.ids.own
    page = window.open("specialist", width=PHONE)
    page.goto(f"/students/{own.student}/consents?referral={own.referral}")
    assert fits(page)
    page.get_by_label("They sign here on the screen").check()
    expect(page.get_by_label("Their name, typed by themselves")).to_be_hidden()
    draw(page)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("input[name=signature]")).to_have_value("")
    follow(page, page.get_by_role("button", name="Record the signed consent"))
    expect(page.get_by_role("alert")).to_contain_text("Nothing is signed yet")
    draw(page)
    follow(page, page.get_by_role("button", name="Record the signed consent"))
    expect(page.get_by_role("status")).to_contain_text("The signed consent is recorded")
    follow(page, page.get_by_role("link", name="Share with the provider"))
    page.locator("input[name=consent]").first.check()
    page.get_by_label("I send or hand them the link myself").check()
    follow(page, page.get_by_role("button", name="Go on to the message"))
    assert fits(page)
    follow(page, page.get_by_role("button", name="Make the link"))
    link = re.search(r"/a/[\w-]+", page.content())
    assert link is not None
    provider = window.open(width=PHONE)
    provider.goto(link[0])
    expect(provider.get_by_role("heading", level=1)).to_have_text("Tell us where it stands")
    page.goto(f"/students/{own.student}#consents")
    follow(page, page.locator("#consents li a").first)
    assert page.locator("svg.signature polyline").count() == 2
    assert fits(page)
    page.get_by_label("Who withdraws it").fill("Her mother")
    follow(page, page.get_by_role("button", name="Withdraw it now"))
    expect(page.get_by_role("status")).to_contain_text("links are dead")
    ended = provider.goto(link[0])
    assert ended is not None
    assert ended.status == 410


def test_without_a_script_a_typed_name_signs(window: Window) -> None:
    """No field to draw in is shown, and the name with its tick is enough; the keyboard alone does it."""
    own = window.server.district.ids.own
    context = window.browser.new_context(base_url=window.server.url, java_script_enabled=False)
    context.add_cookies([{"name": COOKIE, "value": token(window.server.district, "specialist"), "url": window.server.url}])
    page = context.new_page()
    page.goto(f"/students/{own.student}/consents?referral={own.referral}")
    expect(page.locator("canvas")).to_be_hidden()
    expect(page.get_by_label("They sign here on the screen")).to_be_hidden()
    page.get_by_label("They type their name, next to me").focus()
    page.keyboard.press("Space")
    page.get_by_label("Their name, typed by themselves").fill("Hyacintha Quillfeather")
    page.get_by_label("Signed in my presence").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.get_by_label("Signed in my presence").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The signed consent is recorded")
