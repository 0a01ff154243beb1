"""Words of danger over HTTP: heard on every path, first on every page until a named person has seen to them."""

from __future__ import annotations

import datetime
import re
import time
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students import alarms, changes
from tests.district import OWN, District
from tests.mail.mailing import Mailbox, mail_server
from tests.web.browsing import HOST, Site, browse, utc_now
from tests.web.linking import refer

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CARD = "These words tell of danger"
ASK = "Is somebody in danger? Ask today."
DANGER = "She wrote goodbye letters and says she wants to kill herself tonight."
MAYBE = "He says he is not suicidal."
WRITTEN = {
    "need": ("/students/{student}/needs", {"sentence": DANGER, "urgency": "1"}),
    "note": ("/referrals/{referral}/events", {"kind": "note", "words": DANGER}),
    "contact": ("/students/{student}/contacts", {"kind": "call", "result": "reached", "happened_on": "", "words": DANGER}),
    "guardian": ("/students/{student}/guardians", {"name": "Ottoline Umber", "way_words": DANGER}),
    "preference": ("/students/{student}/edit", {"preference_words": DANGER}),
    "consent": ("/students/{student}/consents/{consent}/withdraw", {"withdrawn_by": "Her mother", "withdrawn_words": DANGER}),
}
"""By source, the form that writes words about a student, and what is typed."""

LISTENED_TO = {
    "sentence", "words", "way_words", "no_contact_words", "preference_words", "message", "done", "other", "said", "withdrawn_words",
    "reason", "custody_words",
}  # fmt: skip
NOT_ABOUT_A_STUDENT = {
    "phones": "telephone numbers",
    "map": "the columns of a list of providers",
    "entry.name": "what a listing says of a provider",
    "plans": "the insurance plans that a sentence may name",
    "early": "days on which a school ends early",
    "others": "weekdays on which a school ends at another time",
}
"""Large fields that are not listened to, and what stands in them."""


def waiting(site: Site) -> list[tuple[object, ...]]:
    return site.rows("SELECT source, kind FROM danger_alarm WHERE acknowledged_at IS NULL ORDER BY raised_at, id")


def write(site: Site, source: str) -> str:
    """Types words of danger on this path; returns where the page led."""
    path, fields = WRITTEN[source]
    own = site.ids.own
    path = path.format(student=own.student, referral=own.referral, consent=own.consent)
    if source in ("preference", "consent"):
        done = site.send(path.removesuffix("/withdraw"), path, fields)
    else:
        site.get(f"/students/{own.student}")
        done = site.post(path, fields)
    assert done.status_code == 303, done.text
    return done.headers["location"]


def alarm(site: Site) -> str:
    return str(site.rows("SELECT id FROM danger_alarm")[0][0])


def test_every_large_field_of_words_is_known() -> None:
    """Whatever page lets people type more than a line is listened to, or is named here with the reason why it is not."""
    fields = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'(?:c\.area\(|<textarea [^>]*name=)"?([\w.]+)', path.read_text("utf-8"))
    }
    assert fields - {"{{"} - LISTENED_TO - set(NOT_ABOUT_A_STUDENT) == set()


@pytest.mark.parametrize("source", sorted(WRITTEN))
def test_danger_stands_first_wherever_it_was_written(desk: Site, source: str) -> None:
    """The next page bears the card, and an alarm stands first for everybody who may see the student, and nobody else."""
    page = desk.get(write(desk, source)).text
    assert CARD in page
    assert waiting(desk) == [(source, "suicide")]
    where = alarms.SOURCES[source].replace("'", "&#39;")
    for who in ("specialist", "administrator"):
        desk.sign_in(who)
        for path in ("/", "/work", f"/students/{desk.ids.own.student}", f"/referrals/{desk.ids.own.referral}"):
            page = desk.get(path).text
            assert "Danger: take care of this first" in page, path
            assert where in page
            assert page.index("Danger: take care of this first") < page.index("<h1>")
            assert "goodbye letters" not in page.split("<h1>")[0]
    seen = desk.get(f"/alarms/{alarm(desk)}").text
    assert DANGER in seen
    place = re.search(r'href="([^"]*)">See where it was written', seen)
    assert place is not None
    assert desk.get(place[1].partition("#")[0]).status_code == 200
    desk.sign_in("other_specialist")
    assert "Danger: take care of this first" not in desk.get("/").text
    assert desk.get(f"/alarms/{alarm(desk)}").status_code == 404


def test_the_words_stay_readable_when_they_were_changed(desk: Site) -> None:
    """What is written over the words of an alarm joins them, nothing of them is stored in the clear, and they outlive their place."""
    write(desk, "preference")
    edit = f"/students/{desk.ids.own.student}/edit"
    assert desk.send(edit, edit, {"preference_words": "He has a gun and will shoot himself."}).status_code == 303
    assert desk.send(edit, edit, {"preference_words": "Mornings."}).status_code == 303
    assert len(waiting(desk)) == 1
    path = f"/alarms/{alarm(desk)}"
    page = desk.get(path).text
    assert "goodbye letters" in page
    assert "has a gun" in page
    assert b"goodbye" not in desk.rows("SELECT sealed FROM danger_alarm")[0][0]
    assert desk.post(path, {"done": "Called her mother."}).status_code == 303
    assert "goodbye letters" in desk.get(path).text


def test_an_alarm_tells_every_kind(desk: Site) -> None:
    """An alarm about two dangers is called by both and has what is to be done about each, those that were added later too."""
    own = desk.ids.own
    edit = f"/students/{own.student}/edit"
    assert desk.send(edit, edit, {"preference_words": "He brought a pistol and says he wants to die."}).status_code == 303
    page = desk.get(f"/alarms/{alarm(desk)}").text
    assert waiting(desk) == [("preference", "violence")]
    for kind in ("violence", "suicide"):
        assert DEFAULT_PROTOCOLS[kind].line() in unescape(page)
    assert "It sounds like: weapons, threats and gangs; suicide and thoughts of dying." in page
    assert desk.send(edit, edit, {"preference_words": "She ran away last night."}).status_code == 303
    assert "; run away or missing." in desk.get(f"/alarms/{alarm(desk)}").text


def test_an_alarm_from_before_its_words_were_kept_leads_to_their_place(desk: Site) -> None:
    """Where an alarm holds no words, its page leads to where they were written."""
    write(desk, "contact")
    desk.run("UPDATE danger_alarm SET sealed = NULL")
    page = desk.get(f"/alarms/{alarm(desk)}").text
    assert f'href="/students/{desk.ids.own.student}#timeline">Read it where it was written' in page


def test_the_reason_for_lifting_an_order_is_heard(desk: Site) -> None:
    """An order of no contact that is lifted with words of danger raises an alarm, as one that is recorded does."""
    order = f"/students/{desk.ids.own.student}/guardians/{desk.ids.own.guardian}/no-contact"
    desk.send(order, order, {"words": "The court forbids it."})
    assert waiting(desk) == []
    done = desk.send(order, f"{order}/lift", {"reason": "He is back, and she is afraid that he will kill her."})
    assert done.status_code == 303
    assert [source for source, _ in waiting(desk)] == ["guardian"]


def test_why_a_backup_is_added_although_it_does_not_fit_is_heard(desk: Site) -> None:
    """The reason that is given for a backup is read as the reason for a first choice is."""
    path = f"/referrals/{desk.ids.own.referral}/backups"
    desk.get(path)
    misfit = {
        "record": desk.ids.records["Homework Club"],
        "although": "yes",
        "despite": "She will kill herself if she must wait.",
    }
    read = desk.post(path, misfit)
    seen = re.findall(r'name="seen" value="([^"]*)"', read.text)
    done = read if read.status_code == 303 else desk.post(path, misfit | {"seen": seen[-1] if seen else ""})
    assert done.status_code == 303, done.text
    assert waiting(desk) == [("note", "suicide")]


def test_a_form_sent_twice_shows_the_card_twice(desk: Site) -> None:
    """Who presses the button twice in a hurry sees the card all the same, and one alarm stands."""
    desk.get(f"/students/{desk.ids.own.student}")
    note = {"kind": "note", "words": DANGER, "once": "pressed-twice-01"}
    path = f"/referrals/{desk.ids.own.referral}/events"
    for _ in range(2):
        done = desk.post(path, note)
    assert CARD in desk.get(done.headers["location"]).text
    assert len(waiting(desk)) == 1


def test_somebody_says_what_was_done(desk: Site) -> None:
    """An alarm is closed by a named person with words, which are sealed, kept in the file and audited; without them it stays."""
    write(desk, "note")
    path = f"/alarms/{alarm(desk)}"
    assert "988" in desk.get(path).text
    empty = desk.post(path, {"done": "  "})
    assert empty.status_code == 422
    assert len(waiting(desk)) == 1
    done = desk.post(path, {"done": "Walked her to the crisis lead."})
    assert (done.status_code, waiting(desk)) == (303, [])
    page = desk.get(f"/students/{desk.ids.own.student}").text
    assert "Walked her to the crisis lead." in page
    assert "Danger: take care of this first" not in page
    assert b"Walked" not in desk.rows("SELECT sealed FROM danger_alarm")[0][0]
    logged = desk.rows("SELECT action, staff_id FROM audit_entry WHERE action LIKE 'danger.%' ORDER BY id")
    assert logged == [(f"danger.{what}", desk.ids.staff["specialist"]) for what in ("raised", "acknowledged")]


def test_one_of_two_people_wins(desk: Site) -> None:
    """Who comes second reads who was first, and finds what they wrote still there."""
    write(desk, "note")
    path = f"/alarms/{alarm(desk)}"
    desk.get(path)
    assert desk.post(path, {"done": "Called her mother."}).status_code == 303
    name = desk.rows("SELECT name FROM staff WHERE id = :id", id=desk.ids.staff["specialist"])[0][0]
    desk.sign_in("administrator")
    desk.get("/")
    second = desk.post(path, {"done": "Sent the crisis team."})
    assert second.status_code == 409
    assert f"{name} was first" in second.text
    assert "Sent the crisis team.</textarea>" in second.text
    assert desk.rows("SELECT acknowledged_by FROM danger_alarm") == [(desk.ids.staff["specialist"],)]


def test_no_later_change_takes_an_alarm_away(desk: Site) -> None:
    """Closing the need, taking back the note or the call and closing the referral leave each alarm where it is."""
    for source in ("need", "note", "contact"):
        write(desk, source)
    student, referral = f"/students/{desk.ids.own.student}", f"/referrals/{desk.ids.own.referral}"
    before = waiting(desk)
    assert len(before) == 3
    desk.get(student)
    for (need,) in desk.rows("SELECT id FROM student_need WHERE student_id = :id", id=desk.ids.own.student):
        desk.post(f"{student}/needs/{need}/close")
    for (contact,) in desk.rows("SELECT id FROM student_contact"):
        desk.post(f"{student}/contacts/{contact}/take-back")
    for (event,) in desk.rows("SELECT id FROM referral_event WHERE kind = 'note'"):
        desk.post(f"{referral}/events/{event}/take-back")
    desk.post(f"{referral}/events", {"kind": "cancelled"})
    assert desk.rows("SELECT status FROM referral WHERE id = :id", id=desk.ids.own.referral) == [("cancelled",)]
    assert waiting(desk) == before
    assert "Danger: take care of these 3 first" in desk.get(student).text


def test_administrators_are_told_by_mail_at_once(district_on_each: District) -> None:
    """The mail about an alarm goes out with the answer that raised it, whoever wrote the words, and names nobody."""
    box = Mailbox()
    with mail_server(box) as server:
        settings = replace(
            district_on_each.settings(),
            smtp=f"smtp://{server.host}:{server.port}",
            mail_from="desk@schools.example.org",
            public_url=f"http://{HOST}",
        )
        with browse(district_on_each, settings) as site:
            _, link = refer(site)
            site.sign_in("specialist")
            write(site, "note")
            assert len(mails_of(box, 1)) == 1
            site.leave()
            site.get(f"/a/{link.token}?to=did_not_work")
            site.post(f"/a/{link.token}", {"answer": "did_not_work", "words": DANGER})
            first, second = mails_of(box, 2)
            told = site.rows("SELECT count(*) FROM danger_alarm WHERE told_at IS NOT NULL")
    assert told == [(2,)]
    for mail in (first, second):
        assert f"http://{HOST}/" in mail
        assert not any(word in mail for word in ("Hyacintha", "Quillfeather", "goodbye", "suicide", "/students/"))


def mails_of(box: Mailbox, number: int) -> list[str]:
    """The mails in a box as soon as there are so many: they go out beside the answer, in a thread of their own."""
    until = time.monotonic() + 10
    while len(box.taken) < number and time.monotonic() < until:
        time.sleep(0.02)
    return [mail.get_content() for mail in box.mails]


def test_a_student_who_is_deleted_leaves_no_alarm_on_any_page(desk: Site) -> None:
    """With a student's key goes what was done about an alarm, and the alarm stands on no page any more."""
    write(desk, "note")
    with_words = f"/alarms/{alarm(desk)}"
    desk.get(with_words)
    desk.post(with_words, {"done": "Called her mother."})
    write(desk, "contact")
    scope = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR, frozenset({desk.ids.schools[OWN]}))
    with writing(desk.database) as session:
        changes.delete_for_good(session, scope, desk.ids.own.student, today=utc_now().date(), now=utc_now())
    assert desk.rows("SELECT count(*) FROM danger_alarm WHERE sealed IS NOT NULL") == [(0,)]
    assert "Danger: take care of" not in desk.get("/").text


def test_of_many_alarms_the_newest_stand_open(desk: Site) -> None:
    """Where more wait than anybody reads at once, the newest ten stand first and all others can be opened: none is left out."""
    own = desk.ids.own
    with writing(desk.database) as session:
        administrator = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR, frozenset())
        data_key = desk.keys.unwrap(students.lock(session, administrator, own.student).data_key)
        for number in range(12):
            place = {"student_id": own.student, "source": "note", "source_id": f"row-{number}", "referral_id": own.referral}
            now = utc_now() + datetime.timedelta(seconds=number)
            alarms.raise_if_danger(session, f"{DANGER} {number}", **place, data_key=data_key, now=now)
    ids = [one for (one,) in desk.rows("SELECT id FROM danger_alarm ORDER BY raised_at")]
    assert len(ids) == 12
    first, _, rest = desk.get("/work").text.partition("<h1>")[0].partition("The 2 older ones")
    assert re.findall(r"/alarms/([\w-]+)", first) == ids[:1:-1]
    assert re.findall(r"/alarms/([\w-]+)", rest) == ids[:2]
