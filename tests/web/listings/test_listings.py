"""The directory in the browser: the list, the form, what is done at one click, mergers, and the history of a record."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import httpx
import pytest

from directory.listings.form import form
from directory.listings.mergers import merge
from directory.storage.engine import reading, writing
from directory.storage.listings.records import opened
from tests.web.browsing import Site, utc_now

_FIELD = re.compile(r'<input type="hidden" name="(version|seen|with)" value="([^"]*)">')


def opened_form(site: Site, path: str) -> dict[str, str | list[str]]:
    """A record's form as a browser would send it unchanged."""
    page = site.get(path)
    assert page.status_code == 200
    with reading(site.database) as session:
        boxes = form(opened(session, path.split("/")[2]))
    sent: dict[str, str | list[str]] = {name: box if isinstance(box, str) else list(box) for name, box in boxes.items()}
    return sent | hidden(page)


def hidden(page: httpx.Response) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _FIELD.findall(page.text)}


def said(site: Site, record_id: str, column: str) -> object:
    """What a record's service says in a column."""
    ((value,),) = site.rows(
        f"SELECT service.{column} FROM service JOIN service_at_location ON service_at_location.service_id = service.id"
        " WHERE service_at_location.id = :id",
        id=record_id,
    )
    return value


def audited(site: Site) -> list[str]:
    return [action for (action,) in site.rows("SELECT action FROM audit_entry WHERE action LIKE 'directory.%' ORDER BY id")]


@pytest.fixture
def coordinator(site: Site) -> Site:
    """A coordinator's browser."""
    site.sign_in("coordinator")
    return site


@pytest.fixture
def coordinator_on_each(site_on_each: Site) -> Site:
    """The same on each engine."""
    site_on_each.sign_in("coordinator")
    return site_on_each


def test_the_list_is_narrowed_by_words_and_by_what_is_wanting(coordinator_on_each: Site) -> None:
    """Each word must stand in the names; a reason of the home page shows the listings that it counted, hidden ones left out."""
    coordinator = coordinator_on_each
    page = coordinator.get("/directory?words=cedar+talk").text
    assert "Talking Helps" in page
    assert "Teen shop" not in page
    coordinator.run("UPDATE service SET assured_date = '2001-01-01' WHERE name = 'Teen shop'")
    stale = coordinator.get("/directory?attention=stale").text
    assert "Teen shop" in stale
    assert "Stale: not confirmed for a year" in stale
    odd = coordinator.get("/directory?attention=nonsense&status=x&source=y&urgent=1&page=0&words=" + "x" * 4000)
    assert odd.status_code == 200
    assert "Unknown filters in the address are ignored: attention, status, source, urgent." in odd.text
    assert "Unknown filter" not in stale


def test_what_is_ticked_is_confirmed_at_once(coordinator: Site) -> None:
    """Ticked listings are confirmed today and back comes the page that they were ticked on; none ticked is told."""
    ids = [coordinator.ids.records[name] for name in ("Teen shop", "Talking Helps")]
    done = coordinator.post("/directory/confirm", {"ticked": ids, "words": "e", "page": "1"})
    assert done.status_code == 303
    assert done.headers["location"] == "/directory?words=e&page=1&done=records_confirmed"
    assert all(said(coordinator, one, "assured_date") is not None for one in ids)
    assert audited(coordinator) == ["directory.confirmed"] * 2
    none = coordinator.post("/directory/confirm", {"words": "cedar"})
    assert none.status_code == 422
    assert "Tick the listings first" in none.text
    gone = coordinator.post("/directory/confirm", {"ticked": [*ids, "0" * 8], "words": "e"})
    assert gone.status_code == 422
    assert "Nothing was confirmed" in gone.text


def test_a_provider_is_added_to_an_agency_that_is_there(coordinator_on_each: Site) -> None:
    """The agency is found by a part of its name, and the new service is of it."""
    coordinator = coordinator_on_each
    found = coordinator.get("/directory/new?words=elm").text
    (link,) = re.findall(r'href="/directory/new\?agency=([\w-]{36})"', found)
    assert "Elm Agency" in coordinator.get(f"/directory/new?agency={link}").text
    typed = {"agency": link, "service.name": "Chess", "service.status": "active", "ages": "5 to 12", "needs": ["sports", "grief"]}
    done = coordinator.post("/directory/new", typed | {"phones": "517-555-0123 ext. 4", "schedules": "Mon-Fri 9-5"})
    page = coordinator.get(done.headers["location"]).text
    for words in ("Chess", "Elm Agency", "5 to 12", "(517) 555-0123 ext. 4", "Monday to Friday, 9 am to 5 pm", "Grief"):
        assert words in page
    assert audited(coordinator) == ["directory.added"]
    assert coordinator.get("/directory/new?agency=gone").status_code == 404


def test_an_addition_that_is_sent_twice_is_made_once(coordinator: Site) -> None:
    """The second answer leads to the record that the first one made."""
    typed = {"agency": "new", "organization.name": "Fern Agency", "service.name": "Ferns", "service.status": "active"}
    places = {coordinator.post("/directory/new", typed | {"once": "a-number"}).headers["location"] for _ in range(2)}
    assert len({place.partition("?")[0] for place in places}) == 1
    assert len(coordinator.rows("SELECT 1 FROM service WHERE name = 'Ferns'")) == 1


def test_what_is_not_understood_is_told_beside_its_box_and_all_is_kept(coordinator: Site) -> None:
    """Mistakes answer 422 with a sentence each, and everything that was typed is in the form again."""
    typed = {
        "agency": "new",
        "organization.name": "Fern Agency",
        "service.status": "active",
        "ages": "twelvish",
        "phones": "12",
        "address.city": "x" * 10_000,
        "needs": ["grief"],
        "service.application_process": "Ring twice",
        "service.assured_date": "2999-01-01",
    }
    answer = coordinator.post("/directory/new", typed)
    assert answer.status_code == 422
    for words in (
        "Fern Agency",
        "twelvish",
        "Ring twice",
        'value="grief" checked',
        "Write the name of the service",
        "Shorten it",
    ):
        assert words in answer.text
    for name in ("service.name", "ages", "phones", "address.city", "service.assured_date"):
        assert f'id="{name}-wrong"' in answer.text
        assert f'href="#{name}"' in answer.text
    assert coordinator.rows("SELECT 1 FROM organization WHERE name = 'Fern Agency'") == []


def test_a_form_saved_as_it_was_opened_changes_nothing(coordinator: Site) -> None:
    """Opening a record's form and saving it writes neither record nor history nor audit."""
    for record_id in coordinator.ids.records.values():
        done = coordinator.post(f"/directory/{record_id}/edit", opened_form(coordinator, f"/directory/{record_id}/edit"))
        assert done.headers["location"].endswith("done=record_same")
    assert audited(coordinator) == []
    assert coordinator.rows("SELECT 1 FROM record_edit") == []


def test_the_form_has_every_box(coordinator: Site) -> None:
    """Nothing that a record can say is missing in its form."""
    record_id = coordinator.ids.records["Talking Helps"]
    with reading(coordinator.database) as session:
        names = form(opened(session, record_id)).keys()
    page = coordinator.get(f"/directory/{record_id}/edit").text
    assert [name for name in names if f'name="{name}"' not in page] == []


def test_a_correction_is_saved_and_noted(coordinator: Site) -> None:
    """What was typed is saved; the history says who changed what from what, and takes it back."""
    record_id = coordinator.ids.records["Talking Helps"]
    typed = opened_form(coordinator, f"/directory/{record_id}/edit") | {"service.wait_time": "Two weeks", "ages": "6-13"}
    assert coordinator.post(f"/directory/{record_id}/edit", typed).status_code == 303
    assert said(coordinator, record_id, "wait_time") == "Two weeks"
    told = coordinator.get(f"/directory/{record_id}/history").text
    for words in ("Corrected", "By Coordinator", "How long one waits", "Two weeks", "Oldest age", "Take this back"):
        assert words in told
    (edit_id,) = re.findall(r'name="edit" value="([^"]+)"', told)
    assert coordinator.post(f"/directory/{record_id}/take-back", {"edit": edit_id}).status_code == 303
    assert said(coordinator, record_id, "wait_time") is None
    assert coordinator.post(f"/directory/{record_id}/take-back", {"edit": edit_id}).status_code == 409
    other = coordinator.ids.records["Teen shop"]
    assert coordinator.post(f"/directory/{other}/take-back", {"edit": edit_id}).status_code == 404
    assert audited(coordinator) == ["directory.corrected", "directory.taken_back"]


def test_two_who_correct_one_record_lose_nothing(coordinator_on_each: Site) -> None:
    """The second is shown what the first changed: it is in the form where they had not typed, theirs stays where they had."""
    coordinator = coordinator_on_each
    record_id = coordinator.ids.records["Talking Helps"]
    path = f"/directory/{record_id}/edit"
    mine = opened_form(coordinator, path) | {"service.wait_time": "3 weeks", "service.licenses": "Mine alone"}
    coordinator.post(path, opened_form(coordinator, path) | {"service.wait_time": "6 weeks", "service.alert": "Theirs alone"})
    answer = coordinator.post(path, mine)
    assert answer.status_code == 409
    assert "now it says “6 weeks”. You changed this too" in " ".join(html.unescape(answer.text).split())
    for words in ('value="3 weeks"', 'value="Mine alone"', 'value="Theirs alone"', "Coordinator was last there"):
        assert words in answer.text
    assert said(coordinator, record_id, "wait_time") == "6 weeks"
    again = mine | hidden(answer) | {"service.alert": "Theirs alone"}
    assert coordinator.post(path, again).status_code == 303
    assert [said(coordinator, record_id, one) for one in ("wait_time", "alert", "licenses")] == [
        "3 weeks",
        "Theirs alone",
        "Mine alone",
    ]


def test_an_agencys_own_words_say_how_many_services_they_touch(coordinator: Site) -> None:
    """The form warns before an agency's name changes on all its services."""
    record_id = coordinator.ids.records["Teen shop"]
    assert "shown on all 3 services of this agency" in coordinator.get(f"/directory/{record_id}/edit").text


def test_one_click_changes_who_finds_a_record(coordinator: Site) -> None:
    """Hiding, confidentiality and "do not refer" go on and off again, and each is in the audit log."""
    record_id = coordinator.ids.records["Talking Helps"]
    path = f"/directory/{record_id}"

    def click(what: str, **typed: str) -> str:
        assert coordinator.send(path, f"{path}/{what}", typed).status_code == 303
        return coordinator.get(path).text

    assert "Show it again" in click("hide")
    assert "Hide it" in click("show")
    assert ">Confidential<" in click("confidential")
    assert ">Confidential<" not in click("not-confidential")
    shut = click("do-not-refer", why="Moved west")
    assert ">Do not refer<" in shut
    assert "Moved west" in shut
    assert "Moved west" not in click("refer-again", without_notice="yes")
    assert said(coordinator, record_id, "do_not_refer") in (False, 0)
    assert "Last confirmed on" in click("confirm")
    assert audited(coordinator)[:2] == ["directory.hidden", "directory.shown"]
    assert audited(coordinator)[2:] == ["directory.corrected"] * 4 + ["directory.confirmed"]


def test_a_confidential_street_typed_in_is_refused_and_everything_typed_is_kept(coordinator: Site) -> None:
    """A street typed into a confidential record comes back in its form with the reason, beside all else that was typed."""
    path = f"/directory/{coordinator.ids.records['Talking Helps']}"
    coordinator.send(path, f"{path}/confidential")
    typed = opened_form(coordinator, f"{path}/edit")
    typed |= {"address.address_1": "77 Vandermeer Road", "service.description": "A quiet room at 77 Vandermeer Rd."}
    answer = coordinator.send(f"{path}/edit", f"{path}/edit", typed)
    assert answer.status_code == 422
    assert answer.text.count("is confidential, so nothing that tells where it is can be saved") >= 2
    assert "77 Vandermeer Road" in answer.text
    assert "A quiet room at 77 Vandermeer Rd." in answer.text
    assert "Vandermeer" not in str(said(coordinator, coordinator.ids.records["Talking Helps"], "description"))


def test_two_records_are_merged_by_what_is_chosen(coordinator: Site) -> None:
    """What is taken and united is in the kept record; the other's address leads there, and the merger is taken back."""
    keep, gone = (coordinator.ids.records[name] for name in ("Talking Helps", "Soccer for all"))
    assert "Soccer for all" in coordinator.get(f"/directory/{keep}/merge?words=soccer").text
    page = coordinator.get(f"/directory/{keep}/merge?with={gone}")
    assert page.status_code == 200
    done = coordinator.post(f"/directory/{keep}/merge", hidden(page) | {"service.name": "take", "needs": "both"})
    assert done.status_code == 303
    kept = coordinator.get(f"/directory/{keep}").text
    assert "Soccer for all" in kept
    assert all(words in kept for words in ("Mentoring", "Grief", "Cedar Counseling"))
    for old in ("", "/edit", "/merge"):
        assert unquote(coordinator.get(f"/directory/{gone}{old}").headers["location"]) == f"/directory/{keep}?done=record_moved"
    told = coordinator.get(f"/directory/{keep}/history").text
    (edit_id,) = re.findall(r'name="edit" value="([^"]+)"', told)
    coordinator.post(f"/directory/{keep}/take-back", {"edit": edit_id})
    assert coordinator.get(f"/directory/{gone}").status_code == 200
    assert said(coordinator, keep, "name") == "Talking Helps"


def test_an_address_is_merged_whole(coordinator: Site) -> None:
    """Street, city, ZIP and point are chosen together: no half of one address stands beside half of another."""
    keep, gone = (coordinator.ids.records[name] for name in ("Talking Helps", "Soccer for all"))
    page = coordinator.get(f"/directory/{keep}/merge?with={gone}")
    coordinator.post(f"/directory/{keep}/merge", hidden(page) | {"place": "take"})
    with reading(coordinator.database) as session:
        mine, other = opened(session, keep), opened(session, gone)
    part = ("address.", "location.l", "location.p")
    assert {t: v for t, v in mine.items() if t.startswith(part)} == {t: v for t, v in other.items() if t.startswith(part)}


def test_a_merger_of_what_was_changed_meanwhile_is_asked_again(coordinator: Site) -> None:
    """Where either was changed nothing is merged, and the choices are kept; a record merged meanwhile is refused."""
    keep, gone, third = (coordinator.ids.records[name] for name in ("Talking Helps", "Soccer for all", "Teen shop"))
    page = coordinator.get(f"/directory/{keep}/merge?with={gone}")
    coordinator.send(f"/directory/{gone}", f"/directory/{gone}/confirm")
    choices = hidden(page) | {"service.name": "take"}
    answer = coordinator.post(f"/directory/{keep}/merge", choices, page=page)
    assert answer.status_code == 409
    assert re.search(r'name="service.name" value="take" checked', answer.text)
    with writing(coordinator.database) as session:
        merge(session, third, gone, choices=(), staff_id=None, now=utc_now())
    assert coordinator.post(f"/directory/{keep}/merge", choices).status_code == 409
    assert coordinator.get(f"/directory/{keep}/merge?with={gone}").status_code == 409
    assert coordinator.post(f"/directory/{keep}/merge").status_code == 422


def test_likely_duplicates_are_offered_first(coordinator_on_each: Site) -> None:
    """A record at the same address with names alike is proposed before anything is looked for."""
    coordinator = coordinator_on_each
    coordinator.get("/directory/new?agency=new")
    typed = {
        "agency": "new",
        "organization.name": "Cedar Counselling",
        "service.name": "Talking Helps",
        "service.status": "active",
    }
    typed |= {"address.address_1": "300 Cedar Ave", "address.city": "Lansing", "address.postal_code": "48910"}
    added = coordinator.post("/directory/new", typed).headers["location"].partition("?")[0]
    offered = coordinator.get(f"{added}/merge").text
    assert "Likely the same" in offered
    assert coordinator.ids.records["Talking Helps"] in offered


def test_a_provider_that_is_gone_is_not_found(coordinator: Site) -> None:
    """An addition that was taken back, or an id that never was, answers 404 on every page and form."""
    typed = {"agency": "new", "organization.name": "Fern Agency", "service.name": "Ferns", "service.status": "active"}
    path = coordinator.post("/directory/new", typed).headers["location"].partition("?")[0]
    (edit_id,) = re.findall(r'name="edit" value="([^"]+)"', coordinator.get(f"{path}/history").text)
    assert coordinator.post(f"{path}/take-back", {"edit": edit_id}).headers["location"] == "/directory?done=record_gone"
    assert [coordinator.get(path + of).status_code for of in ("", "/edit", "/history", "/merge")] == [404] * 4
    assert [coordinator.post(path + of).status_code for of in ("/edit", "/hide", "/confirm", "/merge", "/take-back")] == [404] * 5
