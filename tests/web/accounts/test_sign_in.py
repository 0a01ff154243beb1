"""Coming in and going out: passwords, throttling, the ends of sessions, links, cookies, and where one lands afterwards."""

from __future__ import annotations

import datetime
import re
from urllib.parse import quote, urljoin, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.accounts import links, staff
from directory.storage.engine import writing
from tests.district import PASSWORD, District, email
from tests.web.browsing import COOKIE, HOST, Site, browse, utc_now

WRONG = "not the right words at all"
NEW = "seven green kites above town"


def enter(site: Site, who: str = "specialist", password: str = PASSWORD, next_: str = "") -> httpx.Response:
    """Signs in as people do: the page, then its form."""
    site.get("/sign-in")
    return site.post("/sign-in", {"email": email(who), "password": password, "next": next_})


def is_in(site: Site) -> bool:
    """Whether this browser is signed in: only then does the sign-in page lead on at once."""
    return site.get("/sign-in").status_code == 303


def test_the_right_password_comes_in(site_on_each: Site) -> None:
    """The right password opens a session and leads to where one wanted to go."""
    done = enter(site_on_each, next_="/account")
    assert (done.status_code, done.headers["location"]) == (303, "/account")
    assert is_in(site_on_each)


def test_a_wrong_password_stays_out_and_keeps_the_e_mail(site: Site) -> None:
    """A wrong password answers 422; the e-mail is still there, the password is not."""
    done = enter(site, password=WRONG)
    assert done.status_code == 422
    assert email("specialist") in done.text
    assert WRONG not in done.text
    assert not is_in(site)


def test_nobody_is_told_who_has_an_account(site: Site) -> None:
    """An e-mail without an account and a wrong password get the same words."""
    known = enter(site, password=WRONG)
    unknown = enter(site, who="nobody", password=WRONG)
    assert known.status_code == unknown.status_code
    assert "do not go together" in known.text
    assert "do not go together" in unknown.text


def test_guessing_is_slowed_down_but_not_for_the_owner(site_on_each: Site) -> None:
    """After five wrong tries even the right password waits (429), but not in a browser that has signed in before."""
    site = site_on_each
    enter(site)
    own = dict(site.client.cookies)
    site.leave()
    statuses = [enter(site, password=WRONG).status_code for _ in range(5)]
    assert statuses == [422] * 5
    assert enter(site).status_code == 429
    assert enter(site, who="coordinator").status_code == 303
    site.leave()
    for name, value in own.items():
        if name != COOKIE:
            site.set_cookie(name, value)
    assert enter(site).status_code == 303


def test_waiting_is_told_to_programs_too(site: Site) -> None:
    """An answer that asks to wait says for how many seconds."""
    for _ in range(5):
        enter(site, password=WRONG)
    assert 600 < int(enter(site).headers["retry-after"]) <= 900


def test_guessing_the_own_old_password_is_slowed_down(site: Site) -> None:
    """After five wrong old passwords the right one waits (429), and nothing is changed."""
    site.sign_in("specialist")
    fields = {"password": NEW, "password_again": NEW}
    statuses = [site.post("/account", fields | {"password_old": WRONG}).status_code for _ in range(5)]
    assert statuses == [422] * 5
    waiting = site.post("/account", fields | {"password_old": PASSWORD})
    assert waiting.status_code == 429
    assert "Wait 15 minutes" in waiting.text
    assert enter(site, password=PASSWORD).status_code == 303


def test_a_poor_password_leaves_the_link_as_it_is(site: Site) -> None:
    """A password by link that is refused uses nothing up."""
    with writing(site.database) as session:
        token = links.make_link(session, site.ids.staff["viewer"], "reset", utc_now(), by=None)
    own = email("viewer")
    assert site.post(f"/welcome/{token}", {"password": own, "password_again": own}).status_code == 422
    assert site.post(f"/welcome/{token}", {"password": NEW, "password_again": NEW}).status_code == 303


def test_signing_out_ends_the_session_in_the_database(site: Site) -> None:
    """Who signs out is out, also with a copy of the cookie."""
    token = site.sign_in("specialist")
    assert site.post("/sign-out").headers["location"] == "/sign-in?done=signed_out"
    assert site.rows("SELECT * FROM staff_session") == []
    site.set_cookie(COOKIE, token)
    assert not is_in(site)


@pytest.mark.parametrize(
    ("column", "minutes", "still_in"),
    [("seen_at", 59, True), ("seen_at", 61, False), ("made_at", 719, True), ("made_at", 721, False)],
)
def test_a_session_runs_out(site: Site, column: str, minutes: int, *, still_in: bool) -> None:
    """A session ends an hour after the last click, and twelve hours after it began."""
    site.sign_in("specialist")
    before = utc_now() - datetime.timedelta(minutes=minutes)
    site.run(f"UPDATE staff_session SET {column} = :before", before=before.isoformat(" "))
    assert is_in(site) is still_in


def test_a_disabled_account_is_out_at_once(site: Site) -> None:
    """The next click after an account was disabled leads to the sign-in page, and its password no longer opens it."""
    site.sign_in("specialist")
    with writing(site.database) as session:
        staff.disable(session, site.ids.staff["specialist"], now=utc_now(), by=None)
    assert not is_in(site)
    assert enter(site).status_code == 422


def test_a_link_sets_a_password_once(site: Site) -> None:
    """An invitation sets a password that opens the account; used, it is as unknown as one that never was."""
    with writing(site.database) as session:
        token = links.make_link(session, site.ids.staff["viewer"], "reset", utc_now(), by=None)
    assert site.get(f"/welcome/{token}").status_code == 200
    unlike = site.post(f"/welcome/{token}", {"password": NEW, "password_again": WRONG})
    assert unlike.status_code == 422
    assert NEW not in unlike.text
    assert site.post(f"/welcome/{token}", {"password": NEW, "password_again": NEW}).status_code == 303
    assert is_in(site)
    site.leave()
    assert site.get(f"/welcome/{token}").status_code == 404
    assert site.get("/welcome/none-of-ours").status_code == 404
    assert enter(site, "viewer", NEW).status_code == 303


@pytest.mark.parametrize("cookie", ["x", "'; DROP TABLE staff; --", "é" * 40, "0" * 8000, "%00", "a" * 43])
def test_a_crafted_cookie_is_nobody(site: Site, cookie: str) -> None:
    """A session cookie that was made up lets nobody in, breaks nothing, and is taken away."""
    done = site.client.get("/sign-in", headers={b"cookie": f"{COOKIE}={cookie}".encode()})
    assert done.status_code == 200
    assert 'name="password"' in done.text


def test_cookies_of_the_demo(site: Site) -> None:
    """In the demo, which has no TLS, cookies are closed to scripts and to other sites."""
    cookies = enter(site).headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"desk-demo-session", "desk-demo-device"}
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie for cookie in cookies)


def test_cookies_of_a_district(district_on_sqlite: District) -> None:
    """Outside the demo cookies are for TLS and this host alone, and the sign-in page gives nobody's password away."""
    with browse(district_on_sqlite, district_on_sqlite.settings(demo=False)) as site:
        first = site.get("/sign-in")
        done = enter(site)
    cookies = [*first.headers.get_list("set-cookie"), *done.headers.get_list("set-cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-desk-visit", "__Host-desk-session", "__Host-desk-device"}
    for cookie in cookies:
        assert all(flag in cookie for flag in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
        assert "domain" not in cookie.lower()
    session = next(cookie for cookie in cookies if "session" in cookie)
    assert "max-age" not in session.lower()
    assert "Try the demo" not in first.text


def test_a_page_that_needs_signing_in_is_led_back_to(site: Site) -> None:
    """Signed out, a page leads to the sign-in page, which knows where to go afterwards."""
    gone = site.get("/account")
    assert (gone.status_code, gone.headers["location"]) == (303, "/sign-in?next=/account")


WILD = st.one_of(
    st.text(alphabet="/\\\t\n\r :@.%?#evilEVIL0", max_size=14).map("/".__add__),
    st.builds(
        str.__add__,
        st.sampled_from(["", "/", "//", "/\\", "/\t/", "\t//", "https://", "javascript:", "\\\\"]),
        st.text(max_size=12),
    ),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(next_=WILD)
@example(next_="/\t/evil.example.org")
@example(next_="//evil.example.org")
@example(next_="/\\evil.example.org")
@example(next_="/.//evil.example.org")
@example(next_="/é\u2028")
def test_signing_in_leads_to_no_other_site(site: Site, next_: str) -> None:
    """Whatever stands in next=, a browser stays with us afterwards."""
    if site.page is None:
        site.sign_in("specialist")
    done = site.get(f"/sign-in?next={quote(next_, safe='')}")
    assert done.status_code == 303
    # Browsers leave out tabs and line ends and read a backslash as a slash.
    read = re.sub(r"[\t\n\r]", "", done.headers["location"]).replace("\\", "/").strip()
    assert urlsplit(urljoin(f"http://{HOST}/sign-in", read)).netloc == HOST
    assert urlsplit(urljoin(f"http://{HOST}/sign-in", read)).scheme == "http"


SEARCH = {"sentence": "her grandmother died", "near": "48910", "age": "9"}


def signed_out(site: Site, path: str, fields: dict[str, str]) -> httpx.Response:
    """Sends a search from a page whose session has ended meanwhile."""
    page = site.get(path)
    site.client.cookies.delete(COOKIE)
    return site.post(path, fields, page=page)


@pytest.mark.parametrize("path", ["/find", "/students/{}/find"])
def test_a_search_that_was_sent_signed_out_is_answered_by_signing_in(site_on_each: Site, path: str) -> None:
    """The page says so and has the sign-in form; the right password leads to the results at once, also after a wrong one, and they can
    be loaded again.
    """
    site = site_on_each
    path = path.format(site.ids.own.student)
    site.sign_in("specialist")
    asked = signed_out(site, path, SEARCH)
    assert asked.status_code == 401
    wrong = site.post("/sign-in", {**hidden(asked), "email": email("specialist"), "password": WRONG})
    assert wrong.status_code == 422
    assert not is_in(site)
    fields = {**hidden(wrong), "email": email("specialist"), "password": PASSWORD}
    led = site.post("/sign-in", fields, page=wrong)
    assert (led.status_code, led.headers["location"]) == (307, path)
    done = site.post(path, fields, page=wrong)
    assert done.status_code == site.post(path, fields, page=wrong).status_code == 200
    assert PASSWORD not in done.text
    assert 'aria-label="Take away Grief and loss"' in done.text
    assert f'action="{path}" id="ask"' in done.text
    assert is_in(site)
    # Its forms are those of the new session.
    assert site.post(path, SEARCH, page=done).status_code == 200
    for page in (asked, wrong, done):
        addresses = " ".join(re.findall(r'(?:href|action|formaction)="([^"]*)"', page.text))
        assert "grandmother" not in addresses + page.headers.get("location", "")


def hidden(page: httpx.Response) -> dict[str, str]:
    return dict(re.findall(r'name="(waiting[^"]*)" value="([^"]*)"', page.text))


DANGEROUS = {"sentence": "he wants to kill himself tonight"}


@pytest.mark.parametrize(("path", "fields"), [("/find", DANGEROUS), ("/search", {"words": DANGEROUS["sentence"]})])
def test_danger_in_a_search_that_waits_is_heard(site: Site, path: str, fields: dict[str, str]) -> None:
    """The card stands on the page that asks to sign in, and stays there after a wrong password."""
    site.sign_in("specialist")
    asked = signed_out(site, path, fields)
    assert asked.status_code == 401
    assert "These words tell of danger" in asked.text
    assert "Forgotten your password?" in asked.text
    wrong = site.post("/sign-in", {**hidden(asked), "email": email("specialist"), "password": WRONG})
    assert wrong.status_code == 422
    assert "These words tell of danger" in wrong.text


def test_a_search_waits_for_its_author(site: Site) -> None:
    """A colleague who may search as well, and signs in where a search waits, is told that it was not carried out."""
    site.sign_in("specialist")
    asked = hidden(signed_out(site, "/find", SEARCH))
    done = site.post("/sign-in", {**asked, "email": email("other_specialist"), "password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/?done=search_dropped")
    assert "grandmother" not in site.post("/find", asked).text


def test_who_may_not_see_a_search_is_signed_in_all_the_same(site: Site) -> None:
    """Another colleague, or a search that nobody may send, leads to the home page, and a form that writes is never carried out."""
    site.sign_in("specialist")
    asked = hidden(signed_out(site, f"/students/{site.ids.own.student}/find", DANGEROUS))
    before = site.rows("SELECT count(*) FROM shortlist_item")
    added = {"waiting": "/shortlist/add", "waiting.add": site.ids.records["Quiet Room"]}
    for who, fields in (
        ("coordinator", asked),
        ("other_specialist", asked),
        ("specialist", added),
        ("specialist", {"waiting": "//"}),
    ):
        site.leave()
        site.get("/sign-in")
        done = site.post("/sign-in", {**fields, "email": email(who), "password": PASSWORD})
        assert (done.status_code, done.headers.get("location")) == (303, "/?done=search_dropped")
        assert "was not carried out" in site.get(done.headers["location"]).text
        assert site.post(asked["waiting"], fields).status_code in (403, 404, 422)
        assert is_in(site)
    assert site.rows("SELECT count(*) FROM shortlist_item") == before


def test_a_search_that_cannot_be_answered_keeps_the_sign_in(site: Site) -> None:
    """A mistake in the form answers 422 with the form, and one is signed in."""
    site.sign_in("specialist")
    asked = hidden(signed_out(site, "/find", {**SEARCH, "age": "abc"}))
    site.post("/sign-in", {**asked, "email": email("specialist"), "password": PASSWORD})
    done = site.post("/find", asked)
    assert done.status_code == 422
    assert "Write the age in years" in done.text
    assert is_in(site)
