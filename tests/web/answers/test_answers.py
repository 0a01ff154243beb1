"""Answer pages over HTTP: what a family or a provider sees and does by a link."""

from __future__ import annotations

import datetime

import pytest

from directory.models.codes import Recipient
from directory.referrals.answers import choices
from directory.web.answers import words
from matching.needs import terms
from tests.district import OWN, name_of
from tests.families import families
from tests.web.browsing import Site, utc_now
from tests.web.linking import events, everything, refer


def test_a_family_answers_from_a_phone(site_on_each: Site) -> None:
    """A fresh browser opens the link, taps an answer, and is thanked; it moves the referral and waits to be seen."""
    site = site_on_each
    referral_id, link = refer(site)
    page = site.get(f"/a/{link.token}")
    assert page.status_code == 200
    assert 'lang="en"' in page.text
    done = site.post(f"/a/{link.token}", {"answer": "called"})
    assert (done.status_code, done.headers["location"]) == (303, "?said=called")
    thanks = site.get(f"/a/{link.token}?said=called").text
    assert "The school has your answer: <strong>We called</strong>" in thanks
    assert "When you have an appointment, come back and tell us." in thanks
    assert events(site, referral_id) == [("reached", "family", False)]
    assert site.rows("SELECT status, answered FROM referral WHERE id = :id", id=referral_id)[0][0] == "reached"
    logged = site.rows("SELECT staff_id, subject, detail FROM audit_entry WHERE action = 'referral.answered'")
    assert logged == [(None, f"referral:{referral_id}", "family")]


def test_looking_changes_nothing(site: Site) -> None:
    """Whatever is looked at behind a link, and by whatever looks ahead, no row of any table changes."""
    _, link = refer(site)
    before = everything(site)
    for query in (
        "",
        *(f"?to={name}" for name in choices.OFFERED[Recipient.FAMILY]),
        "?said=went",
        "?answer=went",
        "?in=es",
        "?to=x&in=x",
    ):
        assert site.get(f"/a/{link.token}{query}").status_code == 200, query
    assert site.client.head(f"/a/{link.token}").status_code in (200, 405)
    assert site.get("/a").status_code == 200
    assert everything(site) == before


def test_an_appointment_is_asked_for_and_mended(site: Site) -> None:
    """A day that is wrong comes back with what was typed and a sentence; a right one makes the appointment."""
    referral_id, link = refer(site, language="es")
    at = f"/a/{link.token}"
    site.get(f"{at}?to=appointment")
    for typed, sentence in (
        ("", "Díganos el día"),
        ("2020-01-01", "ya pasó hace tiempo"),
        ("2099-01-01", "muy lejos"),
        ("3/4/2026", "No entendemos ese día"),
        ("mañana", "No entendemos ese día"),
    ):
        page = site.post(at, {"answer": "appointment", "on_date": typed, "at_time": "3:30 pm"})
        assert page.status_code == 422, typed
        assert sentence in page.text
        assert f'value="{typed}"' in page.text
    soon = utc_now().date() + datetime.timedelta(days=9)
    done = site.post(at, {"answer": "appointment", "on_date": soon.isoformat(), "at_time": "3:30 pm", "kind": "completed"})
    assert done.status_code == 303
    row = site.rows("SELECT status, appointment_at FROM referral WHERE id = :id", id=referral_id)
    assert row == [("scheduled", "15:30")]


def test_an_answer_that_is_not_offered_is_none(site: Site) -> None:
    """A family cannot answer as a provider does, nor close a referral, nor write without end; nothing is recorded."""
    referral_id, link = refer(site)
    site.get(f"/a/{link.token}")
    for wild in (
        {"answer": "accepted"},
        {"answer": "completed"},
        {"answer": ""},
        {"answer": ["called", "went"]},
        {"answer": "did_not_work", "reason": ["cost", "moved"]},
        {"answer": "did_not_work"},
        {"answer": "did_not_work", "reason": "ineligible"},
        {"answer": "did_not_work", "reason": "cost", "words": "x" * 10_000},
    ):
        page = site.post(f"/a/{link.token}", wild)
        assert page.status_code == 422, wild
        assert 'class="problem"' in page.text
    assert events(site, referral_id) == []


@pytest.mark.parametrize(
    ("language", "question", "yes"),
    [("en", "Was there a visit before that?", "Yes"), ("es", "¿Hubo una visita antes?", "Sí")],
)
@pytest.mark.parametrize("audience", ["family", "provider"])
def test_before_the_appointment_an_answer_asks_first(
    site: Site, language: str, question: str, yes: str, audience: Recipient
) -> None:
    """“We went” before the day of the appointment is asked about in the reader's language; a yes records it, nothing else does."""
    referral_id, link = refer(site, audience, language=language)
    answer = {"family": "went", "provider": "attended"}[audience]
    at, day = f"/a/{link.token}", utc_now().date() + datetime.timedelta(days=20)
    site.post(at, {"answer": "appointment", "on_date": day.isoformat(), "at_time": "15:30"})
    asked = site.post(at, {"answer": answer})
    assert asked.status_code == 409
    assert question in asked.text
    assert f"{day.day}" in asked.text
    assert f">{yes}</button>" in asked.text
    assert [kind for kind, *_ in events(site, referral_id)] == ["scheduled"]
    assert site.post(at, {"answer": answer, "earlier": "yes"}).status_code == 303
    assert [kind for kind, *_ in events(site, referral_id)] == ["scheduled", "connected"]


def test_an_answer_that_comes_twice_or_late_is_kept(site: Site) -> None:
    """A second tap and an answer after the closing change nothing, are kept, and are thanked for."""
    referral_id, link = refer(site)
    site.get(f"/a/{link.token}")
    site.post(f"/a/{link.token}", {"answer": "went"})
    again = site.post(f"/a/{link.token}", {"answer": "called"})
    assert again.headers["location"] == "?said=late"
    assert "We keep your answer." in site.get(f"/a/{link.token}?said=late").text
    assert events(site, referral_id) == [("connected", "family", False), ("reached", "family", True)]


def test_one_form_sent_twice_is_one_answer(site: Site) -> None:
    """Sent again with its number, a form leads to the same thanks and records nothing; its receipt holds no token."""
    referral_id, link = refer(site)
    page = site.get(f"/a/{link.token}")
    form = {"csrf": site.csrf(page), "once": "the-same-number", "answer": "called"}
    sent = [site.client.post(f"/a/{link.token}", data=form, follow_redirects=False) for _ in range(2)]
    assert [one.headers["location"] for one in sent] == ["?said=called", "?said=called&done=twice"]
    assert len(events(site, referral_id)) == 1
    assert link.token not in repr(everything(site))


def test_nothing_names_the_student_the_need_or_the_provider(site: Site) -> None:
    """No page behind a link, for family or provider and in either language, tells whom and what it is about."""
    family = next(one for one in families(utc_now().date()) if one.school == OWN)
    secret = {one.casefold() for one in family.personal()} | {"talking helps"}
    for audience in Recipient:
        referral_id, link = refer(site, audience)
        (organization, need) = site.rows("SELECT organization, term FROM referral WHERE id = :id", id=referral_id)[0]
        named = secret | {organization.casefold(), terms()[need].english.casefold(), terms()[need].spanish.casefold()}
        for query in ("?", *(f"?to={name}" for name in choices.OFFERED[audience]), "?said=late"):
            for language in ("en", "es"):
                text = site.get(f"/a/{link.token}{query}&in={language}").text.casefold()
                assert [one for one in named if one in text] == [], query
        assert name_of("specialist") in site.get(f"/a/{link.token}").text


def test_a_spanish_page_is_in_spanish(site: Site) -> None:
    """A link in Spanish opens Spanish pages, tells screen readers so, and can be switched to English and back."""
    _, link = refer(site, language="es")
    page = site.get(f"/a/{link.token}").text
    assert '<html lang="es"' in page
    assert "Ya llamamos" in page
    assert "We called" not in page
    english = site.get(f"/a/{link.token}?in=en").text
    assert '<html lang="en"' in english
    assert "We called" in english
    assert site.post(f"/a/{link.token}?in=en", {"answer": "went"}).headers["location"] == "?said=went&in=en"
    _, other = refer(site, language="vi")
    assert '<html lang="es"' in site.get(f"/a/{other.token}", **{"accept-language": "es-MX,es;q=0.9,en;q=0.8"}).text


def test_a_provider_is_told_what_comes_next(site: Site) -> None:
    """After each answer the page says what was answered, and what the school or the provider does next."""
    referral_id, link = refer(site, Recipient.PROVIDER)
    assert "Tell us where it stands" in site.get(f"/a/{link.token}").text
    for answer, next_ in (
        ({"answer": "received"}, "tell us whether you can help"),
        ({"answer": "waiting_list"}, "When you have a place"),
        ({"answer": "missed"}, "The school will ask the family what got in the way."),
        ({"answer": "cannot_serve", "reason": "no_capacity"}, "The school will look for other help."),
    ):
        done = site.post(f"/a/{link.token}", answer)
        thanks = site.get(f"/a/{link.token}{done.headers['location']}").text
        assert next_ in thanks
        assert words.ANSWERS[Recipient.PROVIDER][answer["answer"]] in thanks
    assert events(site, referral_id)[-1] == ("not_completed", "provider", False)


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "Tiếng Việt\u2069 (Vietnamese)"),
        ("es-MX,es", None),
        ("en-US", None),
        ("x-none", None),
        ("", None),
    ],
)
def test_whoever_speaks_another_language_is_told_to_say_so(site: Site, asks: str, told: str | None) -> None:
    """Where no page is in the phone's language, one sentence names that language and leads to the telephone."""
    site.run("UPDATE staff SET phone = '+15175550160'")
    _, link = refer(site)
    page = site.get(f"/a/{link.token}", **{"accept-language": asks}).text
    assert ("Do you speak" in page) == (told is not None)
    assert told is None or f"Do you speak \u2068{told}? Tell us when you call." in page
