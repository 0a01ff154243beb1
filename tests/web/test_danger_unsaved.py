"""Words of danger that no form keeps: refused, typed into a search or a field of names, or sent when the session had run out."""

from __future__ import annotations

import datetime

import pytest

from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import changes
from tests.district import OTHER
from tests.web.browsing import Site, utc_now
from tests.web.forms import form_to
from tests.web.test_danger import ASK, CARD, DANGER, MAYBE, alarm, waiting

REFUSED = {
    "need": ("/students/{student}/needs", {"sentence": DANGER}),
    "note": ("/referrals/{referral}/events", {"words": DANGER}),
    "contact": ("/students/{student}/contacts", {"words": DANGER}),
    "guardian": ("/students/{student}/guardians", {"way_words": DANGER}),
    "student": ("/students/{student}/edit", {"preference_words": DANGER, "birth_date": "not yet"}),
    "consent": ("/students/{student}/consents", {"other": DANGER}),
    "spoken": ("/students/{student}/consents/spoken", {"said": DANGER}),
    "withdrawal": ("/students/{student}/consents/{consent}/withdraw", {"withdrawn_words": DANGER}),
    "order": ("/students/{student}/guardians/{guardian}/no-contact", {"words": DANGER * 40}),
    "choice": ("/students/{student}/refer", {"words": DANGER}),
    "message": ("/referrals/{referral}/share", {"message": DANGER}),
    "deletion": ("/students/{student}/delete", {"word": DANGER}),
    "work": ("/work/{referral}/record", {"words": DANGER}),
}
"""Forms about a student that are not complete, with words of danger in them."""

NAMES = {
    "contact": ("/students/{student}/contacts", {"kind": "call", "result": "reached", "with_whom": DANGER}),
    "guardian": ("/students/{student}/guardians", {"name": DANGER}),
    "withdrawal": ("/students/{student}/consents/{consent}/withdraw", {"withdrawn_by": DANGER}),
}
"""Forms that are carried out, with words of danger where a name belongs."""

NOTE = {"kind": "note", "words": DANGER}


def place(site: Site, path: str) -> str:
    own = site.ids.own
    return path.format(student=own.student, referral=own.referral, consent=own.consent, guardian=own.guardian)


def notes(site: Site) -> str:
    return f"/referrals/{site.ids.own.referral}/events"


@pytest.mark.parametrize("form", sorted(REFUSED))
def test_danger_in_a_form_that_is_refused_is_kept(desk: Site, form: str) -> None:
    """The card stands on the page that refuses, and an alarm with the words first for all who may see the student."""
    path, fields = REFUSED[form]
    desk.get(f"/students/{desk.ids.own.student}")
    refused = desk.post(place(desk, path), fields)
    assert refused.status_code in {409, 422}
    assert CARD in refused.text
    assert waiting(desk) == [("unsaved", "suicide")]
    desk.sign_in("administrator")
    assert "words that were typed and not saved" in desk.get("/").text
    seen = desk.get(f"/alarms/{alarm(desk)}").text
    assert "goodbye letters" in seen
    assert "was not saved" in seen
    desk.sign_in("other_specialist")
    assert "Danger: take care of this first" not in desk.get("/").text


def test_words_that_are_saved_after_all_are_one_alarm(site_on_each: Site) -> None:
    """A form that is refused, refused again and then saved leaves one alarm, which leads to what was saved."""
    site = site_on_each
    site.sign_in("specialist")
    site.get(f"/students/{site.ids.own.student}")
    for fields in ({"words": DANGER}, {"words": f"{DANGER} Her mother is here."}):
        assert site.post(notes(site), fields).status_code == 422
    assert waiting(site) == [("unsaved", "suicide")]
    assert site.post(notes(site), NOTE).status_code == 303
    assert waiting(site) == [("note", "suicide")]
    seen = site.get(f"/alarms/{alarm(site)}").text
    assert "Her mother is here." in seen
    assert f'href="/referrals/{site.ids.own.referral}">See where it was written' in seen


def test_a_search_for_a_student_is_heard_once(site_on_each: Site) -> None:
    """Danger in what is looked for raises an alarm, and no second one while the same search is changed and repeated, nor when
    somebody has seen to it.
    """
    site = site_on_each
    site.sign_in("specialist")
    path = f"/students/{site.ids.own.student}/find"
    for within in ("10", "25"):
        page = site.post(path, {"sentence": DANGER, "within": within})
        assert CARD in page.text
        assert waiting(site) == [("unsaved", "suicide")]
    site.post(f"/alarms/{alarm(site)}", {"done": "Walked her to the crisis lead."})
    assert CARD in site.post(path, {"sentence": DANGER, "within": "10"}).text
    assert waiting(site) == []


def test_what_was_looked_for_becomes_the_alarm_of_the_need(desk: Site) -> None:
    """A search without a student raises none; once the student is chosen it does, and writing the need down makes it that one's."""
    desk.get("/find")
    asked = {"sentence": DANGER, "near": "48910", "within": "25"}
    assert CARD in desk.post("/find", asked).text
    assert waiting(desk) == []
    carried = {f"asked.{name}": value for name, value in asked.items()} | {"record": desk.ids.records["Quiet Room"]}
    student = f"/students/{desk.ids.own.student}"
    assert CARD in desk.post(f"{student}/refer/choices", carried).text
    assert waiting(desk) == [("unsaved", "suicide")]
    assert desk.post(f"{student}/needs", {"sentence": DANGER, "urgency": "3"}).status_code == 303
    assert waiting(desk) == [("need", "suicide")]


@pytest.mark.parametrize("form", sorted(NAMES))
def test_a_sentence_where_a_name_belongs_is_heard(desk: Site, form: str) -> None:
    """Who types a whole sentence of danger into a field of names sees the card, and it is kept in an alarm."""
    path, fields = NAMES[form]
    student = f"/students/{desk.ids.own.student}"
    shown = f"{student}/consents/{desk.ids.own.consent}" if form == "withdrawal" else f"{student}/guardians"
    done = desk.send(shown if form != "contact" else student, place(desk, path), fields)
    assert done.status_code == 303, done.text
    assert CARD in desk.get(done.headers["location"]).text
    assert len(waiting(desk)) == 1


def test_a_name_that_sounds_like_danger_is_none(desk: Site) -> None:
    """Surnames such as Tombs and Raper raise nothing, wherever names are typed or looked for."""
    student = f"/students/{desk.ids.own.student}"
    for name in ("Edith Tombs", "John Raper"):
        done = desk.send(f"{student}/guardians", f"{student}/guardians", {"name": name})
        assert "danger=" not in done.headers["location"]
        for path in ("/students/search", "/refer"):
            assert CARD not in desk.post(path, {"words": name}).text
    assert waiting(desk) == []


def test_a_sentence_in_the_search_for_a_student_shows_the_card(desk: Site) -> None:
    """Who types what happened where a name is looked for sees the card at once."""
    desk.get("/students")
    assert CARD in desk.post("/students/search", {"words": DANGER}).text
    assert ASK in desk.post("/students/search", {"words": MAYBE}).text


def test_words_that_stood_in_the_form_before_are_not_typed_now(desk: Site) -> None:
    """Correcting a name beside words of danger that somebody has seen to shows no card, and raises nothing."""
    edit = f"/students/{desk.ids.own.student}/edit"
    desk.send(edit, edit, {"preference_words": DANGER})
    desk.post(f"/alarms/{alarm(desk)}", {"done": "Called her mother."})
    for fields, status in (({"home_zip": "48911"}, 303), ({"birth_date": "not yet"}, 422)):
        done = desk.send(edit, edit, fields)
        assert done.status_code == status
        assert "danger=" not in done.headers.get("location", "")
        assert CARD not in done.text
    assert waiting(desk) == []


def test_danger_in_an_older_page_is_kept_though_the_save_is_refused(desk: Site) -> None:
    """The words of a stale save stand in an alarm as well as on the page that shows both texts."""
    edit = f"/students/{desk.ids.own.student}/edit"
    older = desk.get(edit)
    fields = form_to(older.text, edit).as_it_is()
    assert desk.send(edit, edit, {"preference_words": "Mornings."}).status_code == 303
    refused = desk.post(edit, fields | {"preference_words": [DANGER]})
    assert refused.status_code == 409
    assert CARD in refused.text
    assert waiting(desk) == [("unsaved", "suicide")]


def test_a_session_that_has_run_out_loses_no_danger(site_on_each: Site) -> None:
    """The page that asks to sign in shows the card, an alarm in the name of who was signed in stands for everybody else, and
    the same form sent again after signing in makes it that of the note.
    """
    site = site_on_each
    site.sign_in("specialist")
    site.get(f"/students/{site.ids.own.student}")
    csrf = site.csrf()
    site.run("UPDATE staff_session SET seen_at = :long_ago", long_ago=datetime.datetime(2026, 1, 2))
    refused = site.post(notes(site), NOTE | {"csrf": csrf})
    assert refused.status_code == 401
    assert CARD in refused.text
    assert waiting(site) == [("unsaved", "suicide")]
    assert site.rows("SELECT raised_by FROM danger_alarm") == [(site.ids.staff["specialist"],)]
    site.sign_in("specialist")
    site.get("/")
    assert site.post(notes(site), NOTE).status_code == 303
    assert waiting(site) == [("note", "suicide")]


def test_who_was_never_signed_in_raises_nothing(desk: Site) -> None:
    """A form of no session, of a disabled account or with another page's token shows the card and raises no alarm."""
    desk.get("/")
    csrf = desk.csrf()
    desk.run("UPDATE staff_session SET seen_at = :long_ago", long_ago=datetime.datetime(2026, 1, 2))
    desk.run("UPDATE staff SET disabled_at = :now WHERE id = :id", now=utc_now(), id=desk.ids.staff["specialist"])
    for token in (csrf, "of-another-page"):
        refused = desk.post(notes(desk), NOTE | {"csrf": token})
        assert refused.status_code == 401
        assert CARD in refused.text
    desk.leave()
    assert desk.post(notes(desk), NOTE).status_code == 401
    assert waiting(desk) == []


@pytest.mark.parametrize("next_", [None, "other_specialist"])
def test_danger_is_kept_for_whoever_typed_it(desk: Site, next_: str | None) -> None:
    """Words from a page whose user has signed out stand in an alarm in that user's name, also while a colleague is signed in."""
    desk.get("/")
    csrf = desk.csrf()
    desk.run("DELETE FROM staff_session")
    if next_:
        desk.sign_in(next_)
    refused = desk.post(notes(desk), NOTE | {"csrf": csrf})
    assert refused.status_code == (403 if next_ else 401)
    assert CARD in refused.text
    assert ("goodbye letters" in refused.text) is (next_ is None)
    assert desk.rows("SELECT source, raised_by FROM danger_alarm") == [("unsaved", desk.ids.staff["specialist"])]


def test_a_page_that_was_open_for_too_long_loses_no_danger(desk: Site) -> None:
    """A form with another session's token is refused, and its words are kept; one from another site's page is not believed."""
    desk.get("/")
    other_site = {"sec-fetch-site": "cross-site"}
    assert desk.post(notes(desk), NOTE | {"csrf": "old"}, headers=other_site).status_code == 403
    assert waiting(desk) == []
    refused = desk.post(notes(desk), NOTE | {"csrf": "old"})
    assert refused.status_code == 403
    assert CARD in refused.text
    assert waiting(desk) == [("unsaved", "suicide")]


def test_a_student_who_moved_meanwhile_is_not_lost(site_on_each: Site) -> None:
    """Who writes of danger when the student has just gone to another school reads that there is none; that school reads the words."""
    site = site_on_each
    site.sign_in("specialist")
    site.get(f"/students/{site.ids.own.student}")
    site.run("UPDATE student SET school_id = :other WHERE id = :id", other=site.ids.schools[OTHER], id=site.ids.own.student)
    gone = site.post(notes(site), NOTE)
    assert gone.status_code == 404
    assert CARD in gone.text
    assert "Danger: take care of this first" not in site.get("/").text
    assert site.get(f"/alarms/{alarm(site)}").status_code == 404
    site.sign_in("other_specialist")
    assert "Danger: take care of this first" in site.get("/").text
    assert "goodbye letters" in site.get(f"/alarms/{alarm(site)}").text


def test_a_student_who_was_deleted_meanwhile_leaves_nothing(desk: Site) -> None:
    """Words of danger about a student who is not there any more show the card alone."""
    scope = Scope(desk.ids.staff["administrator"], Role.ADMINISTRATOR, frozenset())
    desk.get("/")
    with writing(desk.database) as session:
        changes.delete_for_good(session, scope, desk.ids.own.student, today=utc_now().date(), now=utc_now())
    gone = desk.post(f"/students/{desk.ids.own.student}/needs", {"sentence": DANGER})
    assert gone.status_code == 404
    assert CARD in gone.text
    assert desk.rows("SELECT count(*) FROM danger_alarm") == [(0,)]


def test_a_maybe_in_a_form_that_is_refused_is_one_line(desk: Site) -> None:
    """What may be danger is asked about, and raises no alarm."""
    desk.get(f"/students/{desk.ids.own.student}")
    page = desk.post(notes(desk), {"words": MAYBE}).text
    assert ASK in page
    assert CARD not in page
    assert waiting(desk) == []


def test_a_long_text_is_read_to_its_end(desk: Site) -> None:
    """Danger at the end of 60,000 characters, and beside them in another field, is heard."""
    usual = "Her aunt brings her to the library on Mondays. " * 1300
    path = f"/students/{desk.ids.own.student}/consents"
    desk.get(path)
    for fields in ({"other": usual + DANGER}, {"other": usual, "purpose": DANGER}):
        page = desk.post(path, fields)
        assert page.status_code == 422
        assert CARD in page.text


def test_the_name_of_a_need_in_a_message_is_not_what_somebody_typed(desk: Site) -> None:
    """The desk's own words for a need raise nothing in a message to a provider; what is added to them does."""
    path = f"/referrals/{desk.ids.own.referral}/share"
    desk.get(path)
    draft = "We ask for help with: Suicide and thoughts of dying."
    assert CARD not in desk.post(path, {"message": draft}).text
    assert CARD in desk.post(path, {"message": f"{draft} {DANGER}"}).text
