"""Links and codes over HTTP: altered, ended, guessed, without a cookie, and never in a log."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from directory.accounts.throttle import Limit
from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import Recipient, Role
from directory.referrals.answers import choices, guess_limits, links, revocation
from directory.referrals.work import Work
from directory.settings import Settings
from directory.storage.engine import writing
from directory.storage.referrals import referrals as stored
from directory.storage.scope import Scope
from directory.students import changes
from directory.students.profile import Withdrawal
from tests.district import District, name_of
from tests.server import serving
from tests.web.browsing import Site, browse, utc_now, visit
from tests.web.linking import events, everything, refer, scope_of


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
def test_a_link_that_has_ended_says_whom_to_call(district_on_sqlite: District, audience: Recipient, how: str) -> None:
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


def end(site: Site, referral_id: str, audience: Recipient, how: str) -> None:
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
            revocation.withdraw_consent(work, site.ids.own.student, site.ids.own.consent, Withdrawal("The mother"))


def test_the_link_of_a_student_who_was_deleted_is_unknown(site: Site) -> None:
    """Nothing tells that there was a student."""
    _, link = refer(site)
    with writing(site.database) as session:
        administrator = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR)
        changes.delete_for_good(session, administrator, site.ids.own.student, today=utc_now().date(), now=utc_now())
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
    monkeypatch.setitem(guess_limits.LIMITS, "link address", Limit(2, datetime.timedelta(hours=1)))
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
    """The holder of a link cannot bury the owner in answers, nor keep the other from answering."""
    monkeypatch.setattr("directory.referrals.answers.receipt.MOST_A_DAY", 2)
    referral_id, link = refer(site)
    site.get(f"/a/{link.token}")
    pages = [site.post(f"/a/{link.token}", {"answer": "please_call"}) for _ in range(3)]
    assert [page.status_code for page in pages] == [303, 303, 429]
    assert f"{name_of('specialist')} at" in pages[2].text
    assert len(events(site, referral_id)) == 2
    with writing(site.database) as session:
        work = Work(session, site.keys, scope_of(site), SchoolCalendar(), utc_now().date(), utc_now())
        row = stored.one(session, work.scope, referral_id)
        other = links.make_link(work, row, Recipient.PROVIDER, "en", with_code=False)
    assert site.post(f"/a/{other.token}", {"answer": "received"}).status_code == 303


@pytest.mark.slow
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
