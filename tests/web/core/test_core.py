"""What every page has around it: headers, tokens of forms, one-time numbers, errors that help, and a start that is refused."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet

from directory.app import SWITCH_SECONDS, create_app, served_app
from directory.errors import KeysError
from directory.settings import Settings
from directory.web.core.static import address
from tests.district import District
from tests.web.browsing import COOKIE, Site, browse

SECRET = "a-secret-that-nobody-should-see-again"  # noqa: S105  # made up
TYPED = "Words that took somebody ten minutes"

ANSWERS: dict[str, tuple[int, Callable[[Site], httpx.Response]]] = {
    "page": (200, lambda site: site.get("/sign-in")),
    "json": (200, lambda site: site.get("/health")),
    "redirect": (303, lambda site: site.get("/account")),
    "static": (200, lambda site: site.get(address("desk.css"))),
    "no such static file": (404, lambda site: site.get("/static/none.css")),
    "unknown link": (404, lambda site: site.get("/welcome/none")),
    "malformed id": (404, lambda site: site.get("/welcome/%00%0a")),
    "unknown route": (404, lambda site: site.get("/no/such/page")),
    "unknown route for programs": (404, lambda site: site.get("/api/none")),
    "unknown method": (405, lambda site: site.client.put("/sign-in")),
    "wrong token": (403, lambda site: site.post("/sign-out", {"csrf": "wrong"})),
    "signed out": (401, lambda site: site.post("/sign-out")),
    "too large": (413, lambda site: site.post("/sign-in", {"email": "x" * 1_100_000})),
    "no form": (400, lambda site: site.client.post("/sign-in", content=b"--", headers={"content-type": "multipart/form-data"})),
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_has_its_status_and_all_headers(site: Site, kind: str) -> None:
    """Pages, redirects, errors, files and what never reaches a page all bear the same headers."""
    status, ask = ANSWERS[kind]
    if kind == "wrong token":
        site.sign_in("specialist")
    answer = ask(site)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "geolocation=()" in answer.headers["permissions-policy"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == ("public, max-age=31536000, immutable" if kind == "static" else "no-store")
    assert "server" not in answer.headers


def test_tls_is_demanded_outside_the_demo(district_on_sqlite: District) -> None:
    """A real district's answers demand TLS for a year, on pages and on what never reached one."""
    with browse(district_on_sqlite, district_on_sqlite.settings(demo=False)) as site:
        for path in ("/sign-in", "/no/such/page", address("desk.css")):
            assert site.get(path).headers["strict-transport-security"] == "max-age=31536000"


def test_health_says_that_the_database_answers(site_on_each: Site) -> None:
    """/health answers without an account, with the tables' version."""
    health = site_on_each.get("/health").json()
    assert health["status"] == "ok"
    assert health["schema"]


@pytest.mark.parametrize("path", ["/api/none", "/hsds/services/none"])
def test_programs_get_problems_as_json(site: Site, path: str) -> None:
    """Under /api/ and /hsds/ an error is a problem document, not a page."""
    answer = site.get(path)
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("token", ["", "wrong", "é\x00", "a" * 5000, "wrong.wrong"])
def test_a_form_without_the_right_token_changes_nothing(site: Site, token: str) -> None:
    """A missing or made-up token answers 403; nobody knows who typed the words, and so they are not shown."""
    site.sign_in("specialist")
    refused = site.post("/sign-out", {"csrf": token, "words": TYPED})
    assert refused.status_code == 403
    assert "You did not open this page" in refused.text
    assert TYPED not in refused.text
    assert site.rows("SELECT count(*) FROM staff_session") == [(1,)]


def earlier_token(site: Site) -> str:
    """Signs a specialist in twice; returns the token of the forms of the first session."""
    site.sign_in("specialist")
    site.get("/find")
    old = site.csrf()
    site.sign_in("specialist")
    return old


def test_what_a_form_carries_is_not_shown_as_typed(site: Site) -> None:
    """The version and the texts that a page was opened with are sent again, and listed nowhere as if somebody had typed them."""
    old = earlier_token(site)
    carried = {"version": "0123abcd", "opened": '{"boxes": {}}'}
    refused = site.post("/sign-out", {"csrf": old, "words": TYPED, **carried})
    listed = refused.text.partition("Show what you typed")[2].partition("</details>")[0]
    assert (TYPED in listed, "0123abcd" in listed, "boxes" in listed) == (True, False, False)
    assert 'name="version" value="0123abcd"' in refused.text


def test_a_token_of_an_earlier_session_is_stale(site: Site) -> None:
    """Who signed out and in again in another tab is asked to send the old page's form once more; a search is answered at once."""
    old = earlier_token(site)
    assert site.post("/find", {"csrf": old, "sentence": "lost her grandmother"}).status_code == 200
    refused = site.post("/sign-out", {"csrf": old, "words": TYPED})
    assert refused.status_code == 403
    assert TYPED in refused.text
    assert site.post("/sign-out", {"words": TYPED}, page=refused).status_code == 303


@pytest.mark.parametrize("path", ["/find", "/sign-out"])
def test_a_page_of_somebody_else_gives_them_nothing(site: Site, path: str) -> None:
    """What one colleague typed is neither done nor shown once another has signed in in the same browser, and no address tells of it."""
    site.sign_in("specialist")
    site.get("/find")
    old = site.csrf()
    site.sign_in("other_specialist")
    refused = site.post(path, {"csrf": old, "sentence": TYPED, "words": TYPED})
    assert refused.status_code == 403
    assert "You did not open this page" in refused.text
    assert TYPED not in refused.text
    assert "Send it again" not in refused.text


def test_what_waits_to_be_sent_again_waits_for_its_author(site: Site) -> None:
    """A form that was sent signed out can be sent again by whoever typed it, and by nobody else who signs in meanwhile."""
    site.sign_in("specialist")
    site.get("/find")
    token = site.csrf()
    site.run("DELETE FROM staff_session")
    waiting = site.post("/sign-out", {"csrf": token, "words": TYPED})
    assert "Send it again" in waiting.text
    site.sign_in("other_specialist")
    assert TYPED not in site.post("/sign-out", {"words": TYPED}, page=waiting).text
    site.sign_in("specialist")
    refused = site.post("/sign-out", {"words": TYPED}, page=waiting)
    assert TYPED in refused.text
    assert site.post("/sign-out", {"words": TYPED}, page=refused).status_code == 303


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.example.org"}, {}]
)
def test_what_another_site_sends_is_not_offered_again(site: Site, headers: dict[str, str]) -> None:
    """A form from elsewhere answers 403 and is never put into a page of ours with a good token."""
    site.sign_in("specialist")
    refused = site.post("/sign-out", {"csrf": "wrong", "words": TYPED}, headers=headers)
    assert refused.status_code == 403
    assert TYPED not in refused.text
    assert 'name="words"' not in refused.text


def test_a_password_is_never_kept(site: Site) -> None:
    """A form with a password and a stale token offers nothing again."""
    refused = site.post("/sign-in", {"csrf": "wrong", "email": "ana@example.org", "password": SECRET})
    assert refused.status_code == 403
    assert SECRET not in refused.text


def test_signed_out_meanwhile_keeps_what_was_typed(site: Site) -> None:
    """Who is signed out by the time a form is sent is told so (401) and has lost nothing."""
    site.sign_in("specialist")
    token = site.csrf()
    site.run("DELETE FROM staff_session")
    refused = site.post("/sign-out", {"csrf": token, "words": TYPED})
    assert refused.status_code == 401
    assert TYPED in refused.text


def test_a_form_that_is_sent_twice_is_done_once(site_on_each: Site) -> None:
    """The second sending of one form does nothing, and leads to where the first one led, with a word about it."""
    site = site_on_each
    site.sign_in("administrator")
    site.get("/schools")
    words = {"name": "Heron Creek High School", "zip": "48854", "once": "1" * 16}
    first, second = site.post("/schools", words), site.post("/schools", words)
    assert first.headers["location"] == "/schools?done=school_added"
    assert second.headers["location"] == "/schools?done=twice"
    assert "It was done once." in site.get(second.headers["location"]).text
    assert site.rows("SELECT count(*) FROM school WHERE name = 'Heron Creek High School'") == [(1,)]


def test_a_form_that_was_refused_can_be_mended_and_sent_again(site: Site) -> None:
    """What was not done is not taken for done when it comes again, with the same number."""
    site.sign_in("administrator")
    words = {"name": "Heron Creek High School", "zip": "no ZIP", "once": "1" * 16}
    assert site.post("/schools", words).status_code == 422
    assert site.post("/schools", words | {"zip": "48854"}).headers["location"] == "/schools?done=school_added"


def test_a_notice_is_one_of_our_sentences(site: Site) -> None:
    """What stands behind done= in an address is never shown itself."""
    assert SECRET not in site.get(f"/sign-in?done={SECRET}").text


def test_no_page_goes_out_with_a_script_or_style_inside(site: Site) -> None:
    """The policy of the headers would stop them; a page that had any would be broken."""
    page = site.get("/sign-in").text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_the_service_does_not_start_without_keys(tmp_path: Path) -> None:
    """Without keys there is no application, and the error says what to do (tests/cli/test_serve.py has the command)."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'desk.db'}", keys_file=tmp_path / "no" / "keys")
    with pytest.raises(KeysError, match="referral-desk keys make"):
        create_app(settings)


def test_the_service_does_not_start_with_the_keys_of_others(district_on_sqlite: District) -> None:
    """Keys that do not open this database are noticed before a page is served."""
    other = Settings(district_on_sqlite.database_url, keys=(Fernet.generate_key().decode(),))
    with pytest.raises(KeysError, match="of another database"):
        create_app(other)


def test_the_session_cookie_is_read_in_its_own_name_alone(site: Site) -> None:
    """A district's cookie opens no demo, nor the other way round."""
    token = site.sign_in("administrator")
    site.leave()
    site.set_cookie(f"__Host-{COOKIE}", token)
    assert site.get("/sign-in").status_code == 200


def test_threads_of_a_served_process_take_turns_quickly(district_on_sqlite: District) -> None:
    """A process that serves lets a thread compute for half a millisecond at most while another waits."""
    before = sys.getswitchinterval()
    try:
        served_app(district_on_sqlite.settings())
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)
    assert before > SWITCH_SECONDS
