"""From a match to a letter in the family's hand, an answer, and a loop that is closed."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect
from sqlalchemy import text

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import EventKind, Role
from directory.referrals import opening, updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.work import Work
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.scope import Scope
from tests.district import OWN, open_engine
from tests.journeys.conftest import Window, fits, follow
from tests.journeys.test_specialist import TELEPHONE, says
from tests.web.browsing import utc_now

STEPS = ("opened", "sent", "reached", "accepted", "scheduled", "connected", "completed")
NAMES = ("Perpetua", "Quillfeather", "Hyacintha", "Anxiety", "Talking Helps", "Quiet Room", "Cedar Counseling")
"""What must stand on no page that is opened by a link."""


def test_a_match_becomes_a_letter_and_the_family_answers_in_spanish(window: Window) -> None:
    """From the matches to the letter on the specialist's screen; the mother answers in Spanish on her phone, until they went."""
    page = window.open("specialist")
    refer(page, window)
    link = give_letter(page)
    phone = window.open(width=TELEPHONE)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Cuéntenos cómo le fue")
    names_nobody(phone)
    tap(phone, "Llamamos")
    phone.goto(link)
    phone.get_by_role("link", name=re.compile("cita")).click()
    phone.get_by_label("Día").fill(utc_now().date().isoformat())
    follow(phone, phone.get_by_role("button", name="Enviar"))
    names_nobody(phone)
    phone.goto(link)
    tap(phone, "Fuimos")
    page.goto("/work")
    says(page, "To read", "Perpetua Quillfeather", "The family answered: they went.")
    answered = page.get_by_role("listitem").filter(has_text="they went").first
    follow(page, answered.get_by_role("button", name="Still going"))
    page.goto(f"/students/{window.server.district.ids.own.student}")
    says(page, "Connected", "The family, by link")


def test_the_code_of_the_letter_opens_the_same_page(window: Window) -> None:
    """Without a camera the code and the reference number lead to the family's page, and a wrong pair says only that it is wrong."""
    page = window.open("specialist")
    page.goto(f"/referrals/{window.server.district.ids.own.backup}/letter?language=en")
    page.get_by_label("Language").first.select_option("en")
    follow(page, page.get_by_role("button", name="Give it on paper"))
    printed = page.locator(".letter").inner_text()
    code, reference = (re.search(rf"{label}\s*([\w-]+)", printed) for label in ("Code:", "Reference number:"))
    assert code is not None
    assert reference is not None
    phone = window.open(width=TELEPHONE)
    phone.goto("/a")
    for given, expected in ((code[1][::-1], "Answer your letter"), (code[1].lower(), "Tell us how it went")):
        phone.get_by_label("Code").fill(given)
        phone.get_by_label("Reference number").fill(reference[1])
        follow(phone, phone.get_by_role("button", name="Go on"))
        expect(phone.get_by_role("heading", level=1)).to_have_text(expected)
    names_nobody(phone)
    assert code[1] not in phone.url


def test_a_provider_declines_and_the_backups_letter_goes_out(window: Window) -> None:
    """The provider says by its own link that it has no room: the backup's letter is one click away, in the work list too."""
    ids = window.server.district.ids
    page = window.open("specialist")
    page.goto(f"/referrals/{ids.own.referral}/share")
    page.get_by_role("radio").first.check()
    page.get_by_label(re.compile("link", re.IGNORECASE)).check()
    page.get_by_role("button", name="Go on to the message").click()
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#the-link").inner_text()
    provider = window.open(width=TELEPHONE)
    provider.goto(link)
    names_nobody(provider)
    provider.get_by_role("link", name=re.compile("cannot")).click()
    provider.get_by_label(re.compile("room|full|place", re.IGNORECASE)).first.check()
    follow(provider, provider.get_by_role("button", name="Send"))
    names_nobody(provider)
    page.goto("/work")
    says(page, "Give the backup", "Quiet Room")
    page.goto(f"/referrals/{ids.own.referral}")
    says(page, "Did not work", "They have no room", "Next: the backup Quiet Room.")
    page.get_by_role("link", name="Give the backup’s letter").click()
    follow(page, page.get_by_role("button", name="Give it on paper"))
    says(page, "The letter is ready")
    expect(page.locator(".letter")).to_contain_text("Quiet Room")
    page.goto(f"/students/{ids.own.student}/disclosures")
    says(page, "Cedar Counseling")


def test_the_work_list_is_cleared_by_clicks(window: Window, tmp_path: Path) -> None:
    """A letter nobody gave, a family nobody asked, an appointment nobody heard of: a file, then one click each, and nothing
    is late or due any more; what was clicked last is undone, and is late again.
    """
    forgotten(window)
    page = window.open("specialist")
    page.goto("/letters")
    for box in page.locator("input[name=referral]").all():
        box.check()  # where a family has an order, a person reads it and then ticks the letter
    with page.expect_download() as got:
        page.get_by_role("button", name="Give them as one PDF").click()
    got.value.save_as(tmp_path / "letters.pdf")
    with pypdfium2.PdfDocument(tmp_path / "letters.pdf") as document:
        assert "Soccer for all" in document[0].get_textpage().get_text_bounded()
    page.goto("/work")
    # The own referral of the district is a week old, and so is due today or a day late.
    for service, outcome in (("Checkups", "They called"), ("Food shelf", "They went"), ("Talking Helps", "They called")):
        item = page.get_by_role("listitem").filter(has_text=service).filter(has=page.get_by_role("button", name=outcome))
        follow(page, item.get_by_role("button", name=outcome))
        says(page, "Recorded for Perpetua Quillfeather")
    expect(page.get_by_role("heading", name="Late")).to_have_count(0)
    says(page, "0 today")
    page.get_by_role("button", name="Undo").click()
    says(page, "Taken back: it is as it was before.", "Ask the family whether they called.")


def forgotten(window: Window) -> None:
    """Referrals of three weeks ago that nobody has looked after since: a draft, a letter, and an appointment of last week."""
    district = window.server.district
    own, now = district.ids.own, utc_now() - datetime.timedelta(days=21)
    scope = Scope(district.ids.staff["specialist"], Role.SPECIALIST, frozenset({district.ids.schools[OWN]}))
    with open_engine(district.database_url) as engine, writing(engine) as session:
        keys = keyring.prepare_keys(session, district.settings())
        work = Work(session, keys, scope, SchoolCalendar(), now.date(), now)
        done = {
            "Soccer for all": [],
            "Checkups": [NewEvent(EventKind.SENT)],
            "Food shelf": [
                NewEvent(EventKind.SENT),
                NewEvent(EventKind.SCHEDULED, on_date=work.today + datetime.timedelta(days=14)),
            ],
        }
        for service, events in done.items():
            choice = opening.ProviderChoice(district.ids.records[service])
            (referral_id,) = opening.open_referral(
                work, own.student, own.need, [choice], said=opening.OpeningStatement(accepted=AcceptedMisfit("Called first"))
            )
            for event in events:
                updates.record(work, referral_id, event)


def test_the_report_adds_up_to_the_events(window: Window) -> None:
    """After answers of a family and clicks of the staff the report shows, step by step, what the events count."""
    ids = window.server.district.ids
    page = window.open("specialist")
    page.goto(f"/referrals/{ids.own.backup}/letter")
    follow(page, page.get_by_role("button", name="Give it on paper"))
    link = re.search(r"https?://[^\s/]+/a/[\w-]{22}", page.locator(".letter").inner_text())
    assert link is not None
    phone = window.open(width=TELEPHONE)
    phone.goto(link[0])
    tap(phone, "Ya fuimos")
    page.goto("/work")
    follow(page, page.get_by_role("button", name="They called").first)
    boss = window.open("administrator")
    boss.goto("/outcomes")
    rows = boss.locator("table.funnel tbody tr")
    shown = [int(rows.nth(at).locator("td").first.inner_text()) for at in range(rows.count())]
    with open_engine(window.server.district.database_url) as engine, reading(engine) as session:
        counted = {
            referral_id: max(STEPS.index(kind) for kind in kinds.split(",") if kind in STEPS)
            for referral_id, kinds in session.execute(
                text("SELECT referral_id, group_concat(kind) FROM referral_event GROUP BY 1")
            )
        }
    assert shown == [sum(step >= at for step in counted.values()) for at in range(1, len(STEPS))]
    assert shown == [3, 2, 1, 1, 1, 0]


def refer(page: Page, window: Window) -> None:
    """From the student's need over its matches to an opened referral."""
    ids = window.server.district.ids
    page.goto(f"/students/{ids.own.student}")
    page.get_by_role("link", name="Find help with Homework help").click()
    page.get_by_role("article").get_by_role("button", name=re.compile("^Refer")).first.click()
    says(page, "First choice")
    page.get_by_label("Why this one?").fill("Near to home")
    for tick in page.get_by_label("I have read it").all():
        tick.check()
        page.get_by_label("Why it is right all the same").fill("They were called first")
    page.get_by_role("button", name=re.compile("^Open (the referral|it all the same)")).click()
    says(page, "What to do next", "Not given yet")


def give_letter(page: Page) -> str:
    """The letter on the screen, in the family's language; its link."""
    page.get_by_role("link", name="Give the letter").click()
    says(page, "Un lugar que puede ayudar")
    follow(page, page.get_by_role("button", name="Give it on paper"))
    says(page, "The letter is ready")
    letter = page.locator(".letter")
    expect(letter).to_contain_text("Un lugar que puede ayudar")
    expect(letter).to_contain_text("The same letter in English")
    found = re.search(r"https?://[^\s/]+/a/[\w-]{22}", letter.inner_text())
    assert found is not None
    return found[0]


def tap(phone: Page, words: str) -> None:
    follow(phone, phone.get_by_role("button", name=re.compile(words, re.IGNORECASE)).first)
    names_nobody(phone)


def names_nobody(phone: Page) -> None:
    """A page by link fits a telephone, and tells neither who nor what for."""
    assert fits(phone)
    shown = phone.content()
    assert [name for name in NAMES if name.casefold() in shown.casefold()] == []
