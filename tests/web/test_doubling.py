"""The same thing done from two tabs, or by two people at once: the second one is shown the first, and loses nothing."""

from __future__ import annotations

from threading import Barrier, Thread

import httpx
import pytest

from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import households
from tests.district import OTHER
from tests.web.browsing import COOKIE, OURS, Site, utc_now
from tests.web.forms import form_to
from tests.web.referring import refer
from tests.web.students.test_consents import form as consent_form
from tests.web.students.test_consents import whole

Form = dict[str, list[str]]
DESPITE: Form = {"although": ["yes"], "despite": ["They know her"]}
"""Why it is opened although the provider does not answer the need."""


def opening(site: Site) -> tuple[str, Form]:
    """Where the page that opens a referral to Soccer for all goes, and its form as it stands there."""
    path = f"/students/{site.ids.own.student}/refer"
    form = form_to(site.get(refer(site, "Soccer for all")).text, path).as_it_is()
    return path, form | DESPITE


def referrals(site: Site, *students: str) -> int:
    """How many referrals to Soccer for all these students have."""
    record = site.ids.records["Soccer for all"]
    rows = site.rows("SELECT student_id FROM referral WHERE record_id = :record", record=record)
    return sum(student in students for (student,) in rows)


def test_a_referral_that_was_opened_from_another_tab_is_told_when_the_second_is_sent(desk: Site) -> None:
    """The second tab answers 409, links the first and keeps what was typed; sent from there, both are open."""
    path, form = opening(desk)
    first = desk.post(path, form)
    assert first.status_code == 303
    refused = desk.post(path, form | {"words": ["She knows the coach"]})
    assert refused.status_code == 409
    assert f'href="{first.headers["location"].partition("?")[0]}"' in refused.text
    assert "She knows the coach" in refused.text
    assert referrals(desk, desk.ids.own.student) == 1
    again = form_to(refused.text, path).as_it_is()
    assert again["words"] == ["She knows the coach"]
    assert desk.post(path, again).status_code == 303
    assert referrals(desk, desk.ids.own.student) == 2


def test_a_backup_that_waits_elsewhere_is_told_too(desk: Site) -> None:
    """Who chooses as a first choice what waits as a backup in another tab's opening is asked first."""
    path, form = opening(desk)
    both = refer(desk, "Food shelf", "Soccer for all")
    assert desk.send(both, path, DESPITE).status_code == 303
    refused = desk.post(path, form)
    assert refused.status_code == 409
    assert "waits already as a backup" in refused.text


def test_a_provider_of_another_opening_is_no_backup(desk: Site) -> None:
    """Where the student has been referred meanwhile, there is nothing to fall back on: 409 says so, and nothing is added."""
    path, form = opening(desk)
    page = f"/referrals/{desk.ids.own.referral}/backups"
    assert desk.post(path, form).status_code == 303
    refused = desk.post(page, DESPITE | {"record": [desk.ids.records["Soccer for all"]]})
    assert refused.status_code == 409
    assert "has an open referral there already, so nothing was added" in refused.text
    assert referrals(desk, desk.ids.own.student) == 1


def test_a_page_that_told_of_a_referral_opens_another_one(desk: Site) -> None:
    """What stood as a warning on the page is no news: it goes on at once."""
    path, form = opening(desk)
    assert desk.post(path, form).status_code == 303
    assert desk.send(refer(desk, "Soccer for all"), path, DESPITE).status_code == 303


def test_a_letter_that_was_given_from_another_tab_is_told_when_the_second_is_sent(desk: Site) -> None:
    """The second tab makes no second letter: it shows the first one, and gives another one when asked again."""
    path = f"/referrals/{desk.ids.own.backup}/letter"
    form = form_to(desk.get(path).text, path).as_it_is()
    assert desk.post(path, form).status_code == 200
    letters = "SELECT id FROM referral_letter WHERE referral_id = :id"
    ((first,),) = desk.rows(letters, id=desk.ids.own.backup)
    refused = desk.post(path, form)
    assert refused.status_code == 409
    assert f'href="/letters/{first}"' in refused.text
    assert len(desk.rows(letters, id=desk.ids.own.backup)) == 1
    assert desk.post(path, form_to(refused.text, path).as_it_is()).status_code == 200
    assert len(desk.rows(letters, id=desk.ids.own.backup)) == 2


def test_a_guardian_who_is_on_file_is_not_added_twice_unseen(desk: Site) -> None:
    """Two tabs, or a colleague, add the same person: the second is asked, and what was typed is kept."""
    path = f"/students/{desk.ids.own.student}/guardians"
    typed = {"name": "Ramona Quillfeather", "relationship": "Aunt", "phones": "517-555-0155"}
    assert desk.send(path, path, typed).status_code == 303
    refused = desk.send(path, path, typed | {"name": "ramona  quillfeather", "way_words": "Only after six"})
    assert refused.status_code == 409
    assert "is on file already" in refused.text
    assert "Only after six" in refused.text
    assert desk.post(path, form_to(refused.text, path).as_it_is()).status_code == 303


def test_a_call_that_is_written_down_from_two_tabs_stands_once(desk: Site) -> None:
    """The same words about the same call, sent twice within two minutes, are one entry; another call is another one."""
    path = f"/students/{desk.ids.own.student}/contacts"
    call = {"kind": "call", "result": "reached", "with_whom": "Her mother", "words": "Asks for Tuesday"}
    count = "SELECT count(*) FROM student_contact WHERE student_id = :id AND result = 'reached'"
    page = f"/students/{desk.ids.own.student}"
    for fields, stands in ((call, 1), (call, 1), (call | {"words": "Asks for Friday"}, 2)):
        assert desk.send(page, path, fields).status_code == 303
        assert desk.rows(count, id=desk.ids.own.student) == [(stands,)]


def test_a_note_that_is_sent_from_two_tabs_stands_once(desk: Site) -> None:
    """Word for word the same twice in a row is refused with what was typed; other words are another note."""
    page = f"/referrals/{desk.ids.own.referral}"
    note = {"kind": "note", "words": "The intake desk is moving"}
    for words, status in ((note["words"], 303), (note["words"], 409), ("It has moved", 303), (note["words"], 303)):
        answered = desk.post(f"{page}/events", note | {"words": words}, page=desk.get(page))
        assert answered.status_code == status, words
        assert status == 303 or words in answered.text
    count = "SELECT count(*) FROM referral_event WHERE referral_id = :id AND kind = 'note'"
    assert desk.rows(count, id=desk.ids.own.referral) == [(3,)]


def test_letters_that_were_given_from_another_tab_are_not_given_twice(desk: Site) -> None:
    """The second tab's batch gives nothing, and says that what was ticked waits no more."""
    desk.run("UPDATE referral SET due_on = opened_on WHERE id = :id", id=desk.ids.own.backup)
    form = form_to(desk.get("/letters").text, "/letters").as_it_is() | {"referral": [desk.ids.own.backup]}
    assert desk.post("/letters", form).headers["content-type"] == "application/pdf"
    refused = desk.post("/letters", form)
    assert refused.status_code == 409
    assert "One that you ticked waits no more" in refused.text
    assert len(desk.rows("SELECT id FROM referral_letter WHERE referral_id = :id", id=desk.ids.own.backup)) == 1


@pytest.mark.parametrize("letters", ["", "none", "-1", "1" * 9])
def test_a_letter_whose_form_does_not_say_what_it_knew_of_is_not_given(desk: Site, letters: str) -> None:
    """Without the count of letters nobody can tell that another one was given meanwhile."""
    path = f"/referrals/{desk.ids.own.backup}/letter"
    form = form_to(desk.get(path).text, path).as_it_is()
    assert desk.post(path, form | {"letters": letters}).status_code == 422
    assert desk.rows("SELECT id FROM referral_letter WHERE referral_id = :id", id=desk.ids.own.backup) == []


def test_a_consent_that_is_sent_from_two_tabs_is_recorded_once(desk: Site) -> None:
    """A second copy would outlive the withdrawal of the first: it is refused, and leads to the one on file."""
    path = consent_form(desk)
    count = "SELECT count(*) FROM consent WHERE student_id = :id"
    before = desk.rows(count, id=desk.ids.own.student)[0][0]
    desk.get(path)
    assert desk.post(path, whole(desk)).status_code == 303
    refused = desk.post(path, whole(desk) | {"records": ["contact", "name"]})
    assert refused.status_code == 409
    assert "on file already" in refused.text
    assert desk.rows(count, id=desk.ids.own.student) == [(before + 1,)]
    assert desk.post(path, whole(desk) | {"records": ["name"]}).status_code == 303


def at_once(site: Site, posts: list[tuple[str, str, Form]]) -> list[int]:
    """Sends forms at one moment, each as (session token, path, form); returns the statuses."""
    together, statuses = Barrier(len(posts)), []

    def send(token: str, path: str, form: Form) -> None:
        own = {"csrf": site.keys.digest("csrf", token)}
        cookies = httpx.Cookies({COOKIE: token})
        together.wait(60)
        headers = OURS | {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        statuses.append(site.client.post(path, data=own | form, headers=headers, follow_redirects=False).status_code)

    threads = [Thread(target=send, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def test_of_five_openings_at_one_moment_one_is_opened(site_on_each: Site) -> None:
    """Five tabs of the same page, sent at once: one referral, four pages that show it."""
    site = site_on_each
    token = site.sign_in("specialist")
    path, form = opening(site)
    assert at_once(site, [(token, path, form)] * 5) == [303, 409, 409, 409, 409]
    assert referrals(site, site.ids.own.student) == 1


def test_of_two_siblings_sent_to_one_place_at_one_moment_the_second_is_told(site_on_each: Site) -> None:
    """Two specialists of two schools open for brother and sister at once: one of them reads that somebody is there already."""
    site = site_on_each
    brother = site.ids.students[OTHER][0]
    with writing(site.database) as session:
        scope = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR)
        households.link_siblings(session, site.keys, scope, site.ids.own.student, brother, now=utc_now())
    token = site.sign_in("specialist")
    path, form = opening(site)
    other_token = site.sign_in("other_specialist")
    his = f"/students/{brother}/refer"
    his_page = f"{his}?record={site.ids.records['Soccer for all']}&need={site.ids.other.need}&from=match"
    posts = [(token, path, form), (other_token, his, form_to(site.get(his_page).text, his).as_it_is() | DESPITE)]
    assert at_once(site, posts) == [303, 409]
    assert referrals(site, site.ids.own.student, brother) == 1
