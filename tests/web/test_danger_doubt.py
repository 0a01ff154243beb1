"""Words that only sound like danger, or are harmless: one quiet line or nothing, and no need is written down by itself."""

from __future__ import annotations

import re

from tests.web.browsing import Site
from tests.web.test_danger import ASK, CARD, DANGER, MAYBE, waiting


def test_a_maybe_is_one_quiet_line(desk: Site) -> None:
    """What may be danger is asked about on the next page, without an alarm."""
    desk.get(f"/students/{desk.ids.own.student}")
    done = desk.post(f"/referrals/{desk.ids.own.referral}/events", {"kind": "note", "words": MAYBE})
    page = desk.get(done.headers["location"]).text
    assert ASK in page
    assert CARD not in page
    assert waiting(desk) == []


def test_harmless_words_say_nothing(desk: Site) -> None:
    """A usual note raises neither a card nor a line."""
    desk.get(f"/students/{desk.ids.own.student}")
    note = {"kind": "note", "words": "Left a voicemail, will try again on Friday."}
    done = desk.post(f"/referrals/{desk.ids.own.referral}/events", note)
    assert "danger=" not in done.headers["location"]
    assert waiting(desk) == []


def test_danger_without_a_need_is_written_down_as_one(desk: Site) -> None:
    """Words of danger that name no need are kept as the need that they tell of: nothing is lost for want of a term."""
    desk.get(f"/students/{desk.ids.own.student}")
    sentence = "She said to save her seat for somebody who would rather stay on this earth, because she will jump tonight."
    done = desk.post(f"/students/{desk.ids.own.student}/needs", {"sentence": sentence, "urgency": "2"})
    assert done.status_code == 303
    assert len(waiting(desk)) == 1


DENIED = "She denies that she wants to die."


def test_a_need_that_only_sounds_like_danger_is_not_written_down(desk: Site) -> None:
    """The quiet line asks, the page names what may be meant, and nothing is written down until somebody ticks it."""
    path = f"/students/{desk.ids.own.student}/needs"
    desk.get(f"/students/{desk.ids.own.student}")
    before = desk.rows("SELECT term, urgency FROM student_need ORDER BY id")
    for words in (DENIED, MAYBE):
        page = desk.post(path, {"sentence": words, "urgency": "1"})
        assert page.status_code == 422
        assert ASK in page.text
        assert CARD not in page.text
        assert "may mean “Suicide and thoughts of dying”" in page.text
        assert re.search(r"<details open>\s*<summary>Safety", page.text)
        assert (desk.rows("SELECT term, urgency FROM student_need ORDER BY id"), waiting(desk)) == (before, [])
    ticked = desk.post(path, {"sentence": DENIED, "needs": "suicide", "urgency": "1"})
    assert ticked.status_code == 303
    assert set(desk.rows("SELECT term, urgency FROM student_need ORDER BY id")) - set(before) == {("suicide", 3)}


def test_a_need_beside_what_only_sounds_like_danger_keeps_its_urgency(desk: Site) -> None:
    """The need that is meant is written down as urgent as it was said to be, and the quiet line stands on the next page."""
    desk.get(f"/students/{desk.ids.own.student}")
    before = desk.rows("SELECT term, urgency FROM student_need")
    sentence = "Sobredosis de videojuegos, quiere deportes."
    done = desk.post(f"/students/{desk.ids.own.student}/needs", {"sentence": sentence, "urgency": "1"})
    page = desk.get(done.headers["location"]).text
    assert ASK in page
    assert CARD not in page
    assert set(desk.rows("SELECT term, urgency FROM student_need")) - set(before) == {("sports", 1)}


def test_what_only_sounds_like_danger_is_offered_on_the_find_page(desk: Site) -> None:
    """The find page looks for the other needs, asks quietly, and offers the doubtful one with one click."""
    for sentence in (DENIED, f"{DENIED} Needs a tutor."):
        page = desk.post("/find", {"sentence": sentence}).text
        assert ASK in page
        assert CARD not in page
        assert 'value="need:suicide"' not in page
        assert "Look for Suicide and thoughts of dying" in page
    assert 'value="need:tutoring"' in page
    page = desk.post("/find", {"sentence": DENIED, "need": "suicide"}).text
    assert CARD in page
    assert "Look for Suicide and thoughts of dying as well" not in page
    assert "Look for" not in desk.post("/find", {"sentence": DANGER}).text.split("These words tell of danger")[0]
