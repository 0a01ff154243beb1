"""Answer pages over HTTP: what a family or a provider sees, does and cannot do by a link or a code."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from directory.models import Base
from directory.referrals.answers import choices, guessing, links
from directory.referrals.answers.links import Audience, Link
from directory.referrals.loop import opening, updates
from directory.referrals.loop.calendar import SchoolCalendar
from directory.referrals.loop.checking import New
from directory.referrals.loop.work import Work
from directory.settings import Settings
from directory.storage.engine import writing
from directory.storage.loop import referrals as stored
from directory.storage.scope import Scope
from directory.students import changing, consents
from directory.web.answers import words
from matching.needs import terms
from tests.district import OWN, District, name_of
from tests.families import families
from tests.server import serving
from tests.web.browsing import Site, browse, utc_now, visit


def scope_of(site: Site) -> Scope:
    return Scope(site.ids.staff["specialist"], "specialist", frozenset({site.ids.schools[OWN]}))


def refer(site: Site, audience: Audience = "family", language: str = "en") -> tuple[str, Link]:
    """A referral of the specialist's own student, given, and a link with a code to answer it."""
    now = utc_now()
    with writing(site.database) as session:
        work = Work(
            session, site.keys, scope_of(site), SchoolCalendar(), now.replace(tzinfo=datetime.UTC).astimezone().date(), now
        )
        chosen = [opening.Choice(site.ids.records["Talking Helps"])]
        (referral_id,) = opening.open_referral(work, site.ids.own.student, site.ids.own.need, chosen)
        updates.record(work, referral_id, New("sent"))
        row = stored.one(session, work.scope, referral_id)
        return referral_id, links.make_link(work, row, audience, language, with_code=True)


def events(site: Site, referral_id: str) -> list[tuple[object, ...]]:
    """What came by link: kind, who, and whether it changed nothing."""
    query = "SELECT kind, who, held FROM referral_event WHERE referral_id = :id AND who IN ('family', 'provider') ORDER BY number"
    return [(kind, who, bool(held)) for kind, who, held in site.rows(query, id=referral_id)]


def everything(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    return {table: sorted(site.rows(f'SELECT * FROM "{table}"'), key=repr) for table in Base.metadata.tables}


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
        *(f"?to={name}" for name in choices.OFFERED["family"]),
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
        {"answer": "did_not_work"},
        {"answer": "did_not_work", "reason": "ineligible"},
        {"answer": "did_not_work", "reason": "cost", "words": "x" * 10_000},
    ):
        page = site.post(f"/a/{link.token}", wild)
        assert page.status_code == 422, wild
        assert 'class="problem"' in page.text
    assert events(site, referral_id) == []


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
    for audience in ("family", "provider"):
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
    referral_id, link = refer(site, "provider")
    assert "Tell us how it stands" in site.get(f"/a/{link.token}").text
    for answer, next_ in (
        ({"answer": "received"}, "tell us whether you can help"),
        ({"answer": "waiting_list"}, "When you have a place"),
        ({"answer": "missed"}, "The school will ask the family what got in the way."),
        ({"answer": "cannot_serve", "reason": "no_capacity"}, "The school will look for other help."),
    ):
        done = site.post(f"/a/{link.token}", answer)
        thanks = site.get(f"/a/{link.token}{done.headers['location']}").text
        assert next_ in thanks
        assert words.ANSWERS["provider"][answer["answer"]] in thanks
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


def test_an_altered_link_is_as_unknown_as_none(site: Site) -> None:
    """One letter changed answers as a link that never was."""
    _, link = refer(site)
    altered = link.token[:-5] + ("B" if link.token[-5] == "A" else "A") + link.token[-4:]
    one, other = (site.get(f"/a/{token}") for token in (altered, "none-that-there-ever-was"))
    assert one.status_code == other.status_code == 404
    assert one.text.replace(altered, "") == other.text.replace("none-that-there-ever-was", "")
    assert site.post(f"/a/{altered}", {"answer": "went"}).status_code == 404


@pytest.mark.parametrize(
    ("audience", "how"),
    [("family", "expired"), ("family", "revoked"), ("provider", "expired"), ("provider", "revoked"), ("provider", "withdrawn")],
)
def test_a_link_that_has_ended_says_whom_to_call(district_on_sqlite: District, audience: Audience, how: str) -> None:
    """Run out, revoked, or after the family took its consent back: a kind page with the district's phone and nothing else."""
    settings = Settings(
        database_url=district_on_sqlite.database_url,
        keys=(district_on_sqlite.key,),
        district="Oak Hill",
        district_phone="+15175550100",
        demo=True,
    )
    with browse(district_on_sqlite, settings) as site:
        referral_id, link = refer(site, audience, "es")
        site.get(f"/a/{link.token}")
        end(site, referral_id, audience, how)
        answer = next(iter(choices.OFFERED[audience]))
        for page in (site.get(f"/a/{link.token}"), site.post(f"/a/{link.token}", {"answer": answer})):
            assert page.status_code == 410
            assert "Este enlace ya no sirve" in page.text
            assert "(517) 555-0100" in page.text
            assert "Oak Hill" in page.text
            assert name_of("specialist") not in page.text
            assert "Número de referencia" not in page.text
        assert events(site, referral_id) == []


def end(site: Site, referral_id: str, audience: Audience, how: str) -> None:
    """Lets the links of an audience for a referral end."""
    if how == "expired":
        site.run("UPDATE answer_link SET expires_at = :now", now=utc_now())
        return
    with writing(site.database) as session:
        now = utc_now()
        work = Work(session, site.keys, scope_of(site), SchoolCalendar(), now.date(), now)
        if how == "revoked":
            assert links.revoke(work, referral_id, audience) == 1
        else:
            consents.withdraw(session, work.scope, site.ids.own.student, site.ids.own.consent, now=now)


def test_the_link_of_a_student_who_was_deleted_is_unknown(site: Site) -> None:
    """Nothing tells that there was a student."""
    _, link = refer(site)
    with writing(site.database) as session:
        administrator = Scope(site.ids.staff["administrator"], "administrator")
        changing.delete_for_good(session, administrator, site.ids.own.student, today=utc_now().date(), now=utc_now())
    assert site.get(f"/a/{link.token}").status_code == 404
    assert site.post(f"/a/{link.token}", {"answer": "went"}).status_code == 404


def reference_of(site: Site, referral_id: str) -> str:
    return str(site.rows("SELECT reference FROM referral WHERE id = :id", id=referral_id)[0][0])


def test_a_code_opens_a_short_link_with_the_reference_number(site_on_each: Site) -> None:
    """Typed in small letters and without dashes both open the page, by a link of an hour; neither stands in an address."""
    site = site_on_each
    referral_id, link = refer(site)
    code, reference = link.code or "", reference_of(site, referral_id)
    site.get("/a")
    done = site.post("/a", {"code": code.replace("-", " ").lower(), "reference": reference.replace("-", "").lower()})
    assert done.status_code == 303
    to = done.headers["location"]
    assert code not in to
    assert reference not in to
    assert site.get(to).status_code == 200
    assert site.post(to, {"answer": "went"}).status_code == 303
    lasts = "SELECT count(*) FROM answer_link WHERE expires_at < :soon"
    assert site.rows(lasts, soon=utc_now() + datetime.timedelta(minutes=61)) == [(1,)]


@pytest.mark.parametrize("which", ["code", "reference"])
def test_a_code_needs_its_own_reference_number(site: Site, which: str) -> None:
    """A right code with another number, and a wrong code with the right number, get the same words and open nothing."""
    referral_id, link = refer(site)
    right = {"code": link.code or "", "reference": reference_of(site, referral_id)}
    site.get("/a")
    before = site.rows("SELECT token_hash FROM answer_link")
    page = site.post("/a", right | {which: "BCDF-2345"})
    assert page.status_code == 422
    assert "do not fit" in page.text
    assert site.rows("SELECT token_hash FROM answer_link") == before


def test_codes_are_guessed_slowly_from_one_address(site: Site) -> None:
    """After ten misses even the right code waits (429); a link that is right still opens; the audit tells it once."""
    referral_id, link = refer(site)
    site.get("/a")
    wrong = {"code": "BCDF-2345", "reference": "K7Q-M42"}
    statuses = [site.post("/a", wrong).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    page = site.post("/a", {"code": link.code or "", "reference": reference_of(site, referral_id)})
    assert page.status_code == 429
    assert "or call the school" in page.text
    assert site.get(f"/a/{link.token}").status_code == 200
    assert site.rows("SELECT subject, staff_id FROM audit_entry WHERE action = 'access.refused'") == [("page:/a", None)]


def test_unknown_links_are_guessed_slowly(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Misses are counted although a GET only reads, and too many answer 429; a link that is right opens all the same."""
    monkeypatch.setitem(guessing.LIMITS, "link address", guessing.Limit(2, datetime.timedelta(hours=1)))
    _, link = refer(site)
    assert [site.get(f"/a/guess-{number}").status_code for number in range(4)] == [404, 404, 429, 429]
    assert len(site.rows("SELECT * FROM sign_in_failure")) == 2
    assert site.get(f"/a/{link.token}").status_code == 200


def test_a_phone_without_cookies_is_told_what_to_do(site: Site) -> None:
    """Without the cookie a form is not taken; the page says so in the phone's language and keeps what was typed."""
    referral_id, link = refer(site)
    page = site.get(f"/a/{link.token}")
    form = {"csrf": site.csrf(page), "answer": "please_call"}
    site.leave()
    headers = {"sec-fetch-site": "same-origin", "accept-language": "es"}
    told = site.client.post(f"/a/{link.token}", data=form, headers=headers)
    assert told.status_code == 403
    assert "cookies" in told.text
    assert "Su respuesta aún no está guardada" in told.text
    assert 'value="please_call"' in told.text
    assert "Sign in" not in told.text
    assert events(site, referral_id) == []


def test_too_many_answers_in_a_day_are_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a link cannot bury the owner in answers, nor keep the other from answering."""
    monkeypatch.setattr("directory.referrals.answers.taking.MOST_A_DAY", 2)
    referral_id, link = refer(site)
    site.get(f"/a/{link.token}")
    pages = [site.post(f"/a/{link.token}", {"answer": "please_call"}) for _ in range(3)]
    assert [page.status_code for page in pages] == [303, 303, 429]
    assert f"{name_of('specialist')} at" in pages[2].text
    assert len(events(site, referral_id)) == 2
    with writing(site.database) as session:
        work = Work(session, site.keys, scope_of(site), SchoolCalendar(), utc_now().date(), utc_now())
        row = stored.one(session, work.scope, referral_id)
        other = links.make_link(work, row, "provider", "en", with_code=False)
    assert site.post(f"/a/{other.token}", {"answer": "received"}).status_code == 303


def test_no_token_and_no_code_is_in_the_log_or_the_file(district_on_sqlite: District, tmp_path: Path) -> None:
    """A real service writes routes and never addresses; its file holds hashes alone."""
    with serving(district_on_sqlite, tmp_path) as running, visit(running) as site:
        referral_id, link = refer(site)
        site.get(f"/a/{link.token}")
        site.post(f"/a/{link.token}", {"answer": "went"})
        site.get("/a")
        form = {"csrf": site.csrf(), "code": link.code or "", "reference": reference_of(site, referral_id)}
        lent = site.client.post("/a", data=form, follow_redirects=False).headers["location"].removeprefix("/a/")
        log = running.log.read_text()
        kept = json.dumps(everything(site), default=repr)
    for secret in (link.token, link.code or "", lent):
        assert secret not in log
        assert secret not in kept
