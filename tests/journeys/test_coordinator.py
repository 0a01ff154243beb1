"""A coordinator's afternoon: a list comes in, its doubtful row is decided on, a listing is corrected, and all is taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.district import PASSWORD, email
from tests.journeys.conftest import OpenPage

LIST = """Agency,Program,Category,Phone,Address,City,State,ZIP,Ages,Hours,Shoe size
Fern Street Center,Robotics Club,After school,(517) 555-0171,7 Fern Street,Lansing,MI,48910,6-11,Mon-Thu 3-5,9
Fern Street Center,Robotics Club,After school,(517) 555-0171,7 Fern Street,Lansing,MI,48910,6-11,Mon-Thu 3-5,9
Fern Street Center,Warm Coats,Clothing,call us,7 Fern Street,Lansing,MI,48910,,,9
Maple Valley Family Services,Homework Club,Tutoring,(517) 555-0101,12 Cedar Street,Lansing,MI,48910,6-12,Mon-Wed 3-6,9
"""
"""A new provider, the same row again, a telephone number that is none, and a row like a provider that is there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A coordinator's window on the desk."""

    page: Page

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()

    def says(self, *sentences: str) -> None:
        for words in sentences:
            expect(self.page.get_by_role("main")).to_contain_text(words)

    def open(self, service: str, *, list_: str) -> None:
        """A listing, looked for as one does."""
        self.follow("Directory")
        self.page.get_by_label("List", exact=True).select_option(list_)
        self.page.get_by_label("Agency or service").fill(service)
        self.press("Show")
        self.follow(service)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(service)


def test_a_list_comes_in_is_corrected_and_is_taken_back(browser_page: OpenPage, signed_in_page: OpenPage, tmp_path: Path) -> None:
    """From the sign-in page to the undone import every step is led to by the page before, and every page says what happened."""
    desk = Desk(browser_page())
    sign_in(desk.page)
    desk.says("row of a list waits for you to decide")
    report = import_list(desk, tmp_path)
    decide(desk)
    correct(desk)
    desk.press("Confirm as true today")
    desk.says("Last confirmed on")
    merge(desk)
    is_found(signed_in_page("specialist"))
    undo(desk, report)
    is_found(signed_in_page("specialist"), times=0)


def sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(email("coordinator"))
    page.get_by_label("Password", exact=True).fill("not my password")
    page.locator("form", has=page.get_by_label("E-mail")).get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(email("coordinator"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form", has=page.get_by_label("E-mail")).get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello, Coordinator")).to_be_visible()


def import_list(desk: Desk, folder: Path) -> str:
    """Sends the list, looks at what it would do and publishes it; returns where the report is."""
    path = folder / "fern.csv"
    path.write_text(LIST)
    desk.follow("Imports")
    desk.follow("Import a list")
    desk.page.get_by_label("The file").set_input_files(path)
    desk.press("Read the list")
    desk.says("Please fix this first")
    desk.page.get_by_label("The file").set_input_files(path)
    desk.page.get_by_label("Name of the new list").fill("Fern guide")
    desk.press("Read the list")
    desk.says("Nothing is done yet.", "4 rows read as a new list, “Fern guide”", "The agency that runs the service.", "call us")
    expect(desk.page.locator(".import-figures li")).to_have_text(
        [
            re.compile("^2 New"),
            re.compile("^1 For you to decide"),
            re.compile("^1 Twice"),
        ]
    )
    expect(desk.page.locator(".chip", has_text="Shoe size")).to_be_visible()
    desk.press("Publish")
    desk.says("Published: the directory has this list now.", "1 row looks like a provider that is there and waits for you.")
    return desk.page.url.partition("?")[0]


def decide(desk: Desk) -> None:
    """The row that waits is told from what it resembles, and is added as another one."""
    desk.follow("Decide now")
    desk.says("Is it the same?", "Line 5 of “Fern guide”", "Homework Club")
    desk.press("It is another one: add it")
    desk.says("Added to the directory.", "Nothing is left to decide")


def correct(desk: Desk) -> None:
    """Mistakes are told beside what was typed; what is saved stands in the history, before and after."""
    desk.open("Robotics Club", list_="Fern guide")
    desk.follow("Correct it")
    ages, hours = desk.page.get_by_label("Ages", exact=True), desk.page.get_by_label("Hours", exact=True)
    expect(ages).to_have_value("6 to 11")
    ages.fill("14 to 5")
    hours.fill("Mon-Fri 3-6")
    with desk.page.expect_response("**/edit") as answer:
        desk.page.get_by_role("button", name="Save").first.click()
    assert answer.value.status == 422
    desk.says("Nothing was saved yet.", "The youngest comes first: write 5 to 14.")
    expect(ages).to_have_value("14 to 5")
    expect(hours).to_have_value("Mon-Fri 3-6")
    ages.fill("5 to 14")
    desk.page.get_by_role("button", name="Save").first.click()
    desk.says("Saved.", "5 to 14")
    desk.follow("History")
    expect(desk.page.get_by_role("row", name="Oldest age 11 14")).to_be_visible()
    expect(
        desk.page.get_by_role("row", name="Hours Monday to Thursday, 3 pm to 5 pm Monday to Friday, 3 pm to 6 pm")
    ).to_be_visible()
    desk.follow("Robotics Club")


def merge(desk: Desk) -> None:
    """The row that was added is the same after all: it is offered as likely, and goes into the one that was there before."""
    desk.open("Homework Club", list_="Fern guide")
    desk.follow("Merge with another record")
    desk.page.locator("section", has_text="Likely the same").get_by_role("link", name="Homework Club").click()
    desk.follow("Keep the other one instead")
    desk.press("Merge them")
    desk.says("Merged: this is the record that is kept.", "Last confirmed on August 1, 2026.")


def is_found(page: Page, times: int = 1) -> None:
    """Whether a specialist finds the provider for a student of 13, whom it takes since it was corrected."""
    page.goto("/find")
    page.get_by_label("What is needed?").fill("somewhere to go after school")
    page.get_by_label("Age in years").fill("13")
    page.get_by_label("Near ZIP").fill("48910")
    page.get_by_role("button", name="Find help").click()
    expect(page.get_by_role("heading", name="Robotics Club")).to_have_count(times)


def undo(desk: Desk, report: str) -> None:
    """Refused while corrections would be lost; once they are taken back the import goes."""
    desk.page.goto(f"{report}/undo")
    desk.says("This import cannot be undone yet", "Colleagues have corrected its records since")
    for service, corrections in (("Robotics Club", 2), ("Homework Club", 1)):
        desk.follow(service)
        for _ in range(corrections):
            desk.press("Take this back")
            desk.says("Undone: the listing is as it was before.")
        expect(desk.page.get_by_role("button", name="Take this back")).to_have_count(0)
        desk.page.goto(f"{report}/undo")
    desk.says("3 records that it added go from the directory.")
    desk.press("Undo this import")
    desk.says("Undone: the directory is as it was before this import, and a place that it hid stays hidden.")
