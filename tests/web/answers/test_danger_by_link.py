"""Words of danger in an answer by link: help at once in the family's language, and nothing of them lost, whatever becomes of the answer."""

from __future__ import annotations

import datetime
from dataclasses import replace

import httpx
import pytest

from directory.models.codes import Recipient
from tests.district import District
from tests.web.browsing import Site, browse, utc_now
from tests.web.linking import events, refer
from tests.web.test_danger import DANGER, MAYBE, alarm, waiting

HELP = "Is someone in danger?"


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ("Is someone in danger?", "In danger now? Call 911", "Need to talk? Call or text 988")),
        ("es", ("¿Alguien está en peligro?", "Llame al 911", "Llame o mande un texto al 988")),
    ],
)
def test_a_family_sees_help_at_once(site: Site, language: str, lines: tuple[str, ...]) -> None:
    """A family that writes of danger sees 988, 911 and the district's line in its language, and its answer is kept."""
    referral_id, link = refer(site, language=language)
    site.get(f"/a/{link.token}?to=did_not_work")
    words = (
        "Mi hija dice que se quiere matar esta noche" if language == "es" else "My daughter says she will kill herself tonight"
    )
    done = site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "other", "words": words})
    assert done.status_code == 303
    page = site.get(f"/a/{link.token}{done.headers['location']}").text
    assert all(line in page for line in lines)
    assert page.index(lines[0]) < page.index("<h1>")
    assert words not in done.headers["location"]
    assert events(site, referral_id) == [("not_completed", "family", False)]
    assert waiting(site) == [("family", "suicide")]
    site.sign_in("specialist")
    assert "the family&#39;s answer" in site.get("/work").text


def test_a_family_sees_help_also_where_the_answer_is_not_complete(site: Site) -> None:
    """Help comes with the question that is asked again, and a usual answer brings none."""
    _, link = refer(site)
    site.get(f"/a/{link.token}?to=did_not_work")
    again = site.post(f"/a/{link.token}", {"answer": "did_not_work", "words": "she wants to kill herself"})
    assert again.status_code == 422
    assert "Is someone in danger?" in again.text
    usual = site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "cost", "words": "They wanted forty dollars."})
    assert "help=" not in usual.headers["location"]


def test_an_answer_that_is_not_complete_is_not_lost(site_on_each: Site) -> None:
    """Words of danger in an answer that cannot be recorded yet reach the work list, and once only, whatever follows."""
    site = site_on_each
    referral_id, link = refer(site)
    path = f"/a/{link.token}"
    for reason in ("", "", "other"):
        site.leave()
        site.get(f"{path}?to=did_not_work")
        last = site.post(path, {"answer": "did_not_work", "reason": reason, "words": DANGER})
    assert last.status_code == 303
    assert waiting(site) == [("family", "suicide")]
    assert [kind for kind, *_ in events(site, referral_id)] == ["note", "not_completed"]
    site.sign_in("specialist")
    assert "The family answered: somebody may be in danger" in site.get("/work").text


def test_a_phone_without_cookies_is_heard(site_on_each: Site) -> None:
    """Words of danger that are refused with the form's token are kept, once, and a form for an unknown link keeps nothing."""
    site = site_on_each
    referral_id, link = refer(site)
    answer = {"answer": "did_not_work", "reason": "other", "words": DANGER}
    for token in ("nobody-has-this-token00", link.token, link.token):
        site.leave()
        refused = site.post(f"/a/{token}", answer | {"csrf": "of-another-visit"})
        assert refused.status_code == 403
        assert "Is someone in danger?" in refused.text
    assert waiting(site) == [("family", "suicide")]
    site.leave()
    site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "cost", "csrf": "of-another-visit"})
    assert [kind for kind, *_ in events(site, referral_id)] == ["note"]


@pytest.mark.parametrize("words", ["They have no room.", MAYBE, DANGER, "We went there twice. " * 300 + DANGER])
@pytest.mark.parametrize("how", ["revoked_at", "expires_at"])
def test_what_is_sent_by_a_link_that_has_ended_is_not_lost_in_silence(site: Site, how: str, words: str) -> None:
    """Words of danger, or that may be, are kept and reach the work list; of all else the page says that nobody reads it."""
    referral_id, link = refer(site)
    path = f"/a/{link.token}"
    site.get(f"{path}?to=did_not_work")
    site.run(f"UPDATE answer_link SET {how} = '2026-01-02 00:00:00'")
    ended = site.post(path, {"answer": "did_not_work", "reason": "other", "words": words})
    assert ended.status_code == 410
    is_kept = "room" not in words
    assert ("Your answer is not saved. No one will read it." in ended.text) is not is_kept
    assert ("The school has what you wrote." in ended.text) is is_kept
    assert ("Is someone in danger?" in ended.text) is is_kept
    assert ("They have no room." in ended.text) is not is_kept
    assert events(site, referral_id) == ([("note", "family", False)] if is_kept else [])
    assert len(waiting(site)) == (DANGER in words)
    site.sign_in("specialist")
    assert ("Read today: is somebody in danger?" in site.get("/work").text) is is_kept
    if DANGER in words:
        seen = site.get(f"/alarms/{alarm(site)}").text
        assert "Sent by a link that had ended." in seen
        assert DANGER in seen


def test_a_provider_is_heard_too(site: Site) -> None:
    """Danger in a provider's answer raises an alarm, also where its link has ended meanwhile."""
    referral_id, link = refer(site, Recipient.PROVIDER)
    for ended in (False, True):
        site.leave()
        site.get(f"/a/{link.token}?to=cannot_serve")
        if ended:
            site.run("UPDATE answer_link SET revoked_at = '2026-01-02 00:00:00'")
        words = "The girl said that she will hang herself." if ended else "The father beats the boy with a belt."
        done = site.post(f"/a/{link.token}", {"answer": "cannot_serve", "reason": "other", "words": words})
        assert done.status_code == (410 if ended else 303)
    assert waiting(site) == [("provider", "child-abuse"), ("provider", "suicide")]
    assert [kind for kind, *_ in events(site, referral_id)] == ["not_completed", "note"]


@pytest.mark.parametrize(
    ("language", "spanish", "shown"),
    [
        ("en", "Llame al distrito.", "<p>Call the district.</p>"),
        ("es", "Llame al distrito.", "<p>Llame al distrito.</p>"),
        ("es", None, '<p lang="en">Call the district.</p>'),
    ],
)
def test_the_districts_line_is_in_the_familys_language(
    district_on_sqlite: District, language: str, spanish: str | None, shown: str
) -> None:
    """A family reads the district's own line in its language where the district wrote it so, else marked as English."""
    settings = replace(district_on_sqlite.settings(), crisis_text="Call the district.", crisis_text_spanish=spanish)
    with browse(district_on_sqlite, settings) as site:
        _, link = refer(site, language=language)
        assert shown in site.get(f"/a/{link.token}?help=1").text


def test_a_maybe_in_an_answer_is_read_today(site: Site) -> None:
    """A family's words that may be danger are marked on the work list, and what else a family writes is not."""
    _, link = refer(site)
    site.get(f"/a/{link.token}")
    mark = "Read today: is somebody in danger?"
    for words, shown in (("They wanted forty dollars.", 0), (MAYBE, 1)):
        site.leave()
        site.get(f"/a/{link.token}?to=did_not_work")
        site.post(f"/a/{link.token}", {"answer": "did_not_work", "reason": "other", "words": words})
        site.sign_in("specialist")
        assert site.get("/work").text.count(mark) == shown
    assert waiting(site) == []


def test_danger_is_kept_however_many_answers_there_were(site: Site) -> None:
    """The limit on answers of a day keeps no first words of danger away."""
    referral_id, link = refer(site)
    site.get(f"/a/{link.token}")
    for _ in range(21):
        last = site.post(f"/a/{link.token}", {"answer": "please_call"})
    assert last.status_code == 429
    danger = {"answer": "did_not_work", "reason": "other", "words": "he has a gun and says he will kill himself"}
    assert site.post(f"/a/{link.token}", danger).status_code == 303
    assert waiting(site) == [("family", "suicide")]
    assert site.post(f"/a/{link.token}", danger).status_code == 429
    assert site.rows("SELECT count(*) FROM referral_event WHERE referral_id = :id AND who = 'family'", id=referral_id) == [(21,)]


def answer(site: Site, token: str, **fields: str) -> httpx.Response:
    """What a browser that was never here gets for an answer."""
    site.leave()
    site.get(f"/a/{token}")
    return site.post(f"/a/{token}", {"answer": "did_not_work", **fields})


def test_a_maybe_in_an_answer_that_is_not_complete_is_read_today(site_on_each: Site) -> None:
    """Words that may be danger are kept once, though no reason was chosen, and stand on the work list; other words are not kept."""
    site = site_on_each
    referral_id, link = refer(site)
    for words in ("They wanted forty dollars.", MAYBE, MAYBE):
        refused = answer(site, link.token, words=words)
        assert refused.status_code == 422
        assert (HELP in refused.text) is (words == MAYBE)
    assert events(site, referral_id) == [("note", "family", False)]
    assert waiting(site) == []
    site.sign_in("specialist")
    assert site.get("/work").text.count("Read today: is somebody in danger?") == 1


def test_other_words_of_danger_in_an_answer_that_is_not_complete_are_kept_too(site: Site) -> None:
    """What follows while an alarm waits is kept beside what raised it."""
    referral_id, link = refer(site)
    for words in (DANGER, "He has a gun and is at the door of the school."):
        assert answer(site, link.token, words=words).status_code == 422
    assert [kind for kind, *_ in events(site, referral_id)] == ["note", "note"]
    assert len(waiting(site)) == 2


@pytest.mark.parametrize("field", ["on_date", "at_time"])
def test_danger_where_a_day_belongs_is_kept(site: Site, field: str) -> None:
    """A family that writes of danger in the field for a day or a time sees help at once, and an alarm is raised."""
    _, link = refer(site)
    refused = answer(site, link.token, answer="appointment", **{field: DANGER})
    assert refused.status_code == 422
    assert HELP in refused.text
    assert waiting(site) == [("family", "suicide")]


def test_danger_in_an_answer_that_asks_back_is_kept(site: Site) -> None:
    """Words beside an answer that is asked about, since its appointment is still to come, do not wait for the yes."""
    referral_id, link = refer(site, Recipient.PROVIDER)
    day = (utc_now().date() + datetime.timedelta(days=5)).isoformat()
    assert answer(site, link.token, answer="appointment", on_date=day).status_code == 303
    asked_back = answer(site, link.token, answer="attended", happened_on=utc_now().date().isoformat(), words=DANGER)
    assert asked_back.status_code == 409
    assert waiting(site) == [("provider", "suicide")]
    assert [kind for kind, *_ in events(site, referral_id)] == ["scheduled", "note"]


def test_one_answer_too_many_with_other_words_of_danger_joins_the_alarm(site_on_each: Site) -> None:
    """Beyond the day's limit no event is added, but what tells of danger is read with the alarm that waits; of all else the page
    says that it is not saved.
    """
    site = site_on_each
    referral_id, link = refer(site)
    for _ in range(20):
        site.post(f"/a/{link.token}", {"answer": "please_call"}, page=site.get(f"/a/{link.token}"))
    assert answer(site, link.token, reason="other", words=DANGER).status_code == 303
    later = answer(site, link.token, reason="other", words="He has a gun and is at the door of the school.")
    assert later.status_code == 429
    assert HELP in later.text
    assert "The school has what you wrote." in later.text
    usual = answer(site, link.token, reason="other", words="They have no room.")
    assert usual.status_code == 429
    assert "Your answer is not saved." in usual.text
    assert "They have no room.</textarea>" in usual.text
    assert len(events(site, referral_id)) == 21
    assert len(waiting(site)) == 1
    site.sign_in("specialist")
    seen = site.get(f"/alarms/{alarm(site)}").text
    assert "goodbye letters" in seen
    assert "at the door of the school" in seen


def test_a_maybe_has_room_beyond_the_limit(site: Site) -> None:
    """Twenty taps in a day do not keep away words that may be danger."""
    _, link = refer(site)
    for _ in range(20):
        site.post(f"/a/{link.token}", {"answer": "please_call"}, page=site.get(f"/a/{link.token}"))
    assert answer(site, link.token, reason="other", words=MAYBE).status_code == 303
    site.sign_in("specialist")
    assert "Read today: is somebody in danger?" in site.get("/work").text


@pytest.mark.parametrize(("language", "line"), [("en", HELP), ("es", "¿Alguien está en peligro?")])
def test_danger_where_the_code_belongs_is_answered_with_help(site: Site, language: str, line: str) -> None:
    """Who types what happened where the letter's code belongs sees help at once, in the language of the page."""
    words = "Mi hija dice que se quiere matar esta noche" if language == "es" else DANGER
    site.get("/a")
    page = site.post(f"/a?in={language}", {"code": words, "reference": "K7Q-M42"})
    assert page.status_code == 422
    assert line in page.text
