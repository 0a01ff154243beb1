"""A referral opened over HTTP: from a match or a provider's page, in order, with its need, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest

from directory.models.codes import EditKind
from directory.storage.engine import writing
from directory.storage.listings import edits
from tests.web.browsing import Site, utc_now
from tests.web.referring import MARKUP, TURNED, refer, referred


def test_from_a_match_to_a_referral(site_on_each: Site) -> None:
    """The match leads to the page that opens one; what was chosen and why is on the referral's page, the backup behind it."""
    site = site_on_each
    site.sign_in("specialist")
    own, record = site.ids.own, site.ids.records["Quiet Room"]
    found = site.get(f"/students/{own.student}/find?need={own.need}").text
    assert f'formaction="/students/{own.student}/find/refer?record={record}" name="record" value="{record}"' in found
    begun = site.post(f"/students/{own.student}/find/refer", {"need": "anxiety", "record": record}).text
    assert "First choice" in begun
    assert f'name="need" value="{own.need}"' in begun
    page = site.get(refer(site, "Quiet Room", "Talking Helps")).text
    assert page.index("First choice") < page.index("Quiet Room") < page.index("Backup 1") < page.index("Talking Helps</")
    assert "has an open referral there already" in page
    assert "Takes ages 6 to 18" in page
    chosen = {"record": [site.ids.records["Quiet Room"], site.ids.records["Talking Helps"]], "need": own.need, "from": "match"}
    done = referred(site, own.student, chosen | {"words": f"{MARKUP} {TURNED}"})
    assert done.status_code == 303
    opened = site.get(done.headers["location"].partition("?")[0]).text
    assert "Takes ages 6 to 18" in opened
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; “quoted” RTL" in opened
    assert "\u202e" not in opened
    assert re.search(r"2\. <a href=\"/referrals/[^\"]+\">Talking Helps", opened)
    assert "Give the letter" in opened


def test_a_search_elsewhere_is_what_a_choice_is_judged_by(desk: Site) -> None:
    """Who looked near another ZIP is led on by it: the reasons, the next-best matches and what is frozen are of that place, in
    the letter no miles from home are told; an address that names no place is passed over.
    """
    own, record = desk.ids.own, desk.ids.records["Talking Helps"]
    asked = {"need": "anxiety", "age": "9", "near": "48823", "within": "25"}
    begun = desk.post(f"/students/{own.student}/find/refer", asked | {"record": record}).text
    assert "miles from ZIP 48823" in begun
    to = f"/students/{own.student}/refer?from=match&need={own.need}&near=48823&within=25&record={record}"
    page = desk.get(to).text
    assert "miles from ZIP 48823" in page
    assert "near=48823&amp;within=25" in page
    place = {"near": "48823", "within": "25"}
    done = referred(desk, own.student, {"record": record, "need": own.need, "from": "match"} | place)
    opened = done.headers["location"].partition("?")[0]
    assert "miles from ZIP 48823" in desk.get(opened).text
    letter = desk.get(f"{opened}/letter?language=en").text
    assert "300 Cedar Avenue" in letter
    assert "miles from" not in letter
    wild = desk.get(to.replace("48823", "home").replace("within=25", "within=-1"))
    assert wild.status_code == 200
    assert "near=" not in wild.text


def test_the_order_is_changed_by_links(desk: Site) -> None:
    """Moving up and removing ask for the page again with the ids in another order."""
    first, second = desk.ids.records["Quiet Room"], desk.ids.records["Talking Helps"]
    page = desk.get(refer(desk, "Quiet Room", "Talking Helps")).text
    assert f"record={second}&amp;record={first}&amp;need=" in page
    assert f"refer?record={second}&amp;need=" in page
    assert "Add a backup" in page


def test_of_several_needs_one_is_chosen_first(desk: Site) -> None:
    """Which need is asked before all else; a student without one is asked to have one written down."""
    page = desk.get(f"/students/{desk.ids.own.student}/refer?record={desk.ids.records['Quiet Room']}").text
    assert "For which need?" in page
    assert "Open the referral" not in page
    without = desk.ids.students["Juniper Hill Elementary"][2]
    assert "Write down a need" in desk.get(f"/students/{without}/refer").text


def test_a_provider_that_must_not_be_referred_to_is_told(desk: Site) -> None:
    """Do not refer, not running, gone: a sentence instead of the choice, and 409 if the form is sent all the same."""
    record = desk.ids.records["Quiet Room"]
    desk.run("UPDATE service SET do_not_refer = true WHERE name = 'Quiet Room'")
    page = desk.get(refer(desk, "Quiet Room")).text
    assert "Quiet Room: Your district has marked this provider “do not refer”" in page
    assert "Open the referral" not in page
    assert "not in the directory any more" in desk.get(f"/students/{desk.ids.own.student}/refer?record=gone").text
    done = desk.post(f"/students/{desk.ids.own.student}/refer", {"record": record, "need": desk.ids.own.need, "words": "Kept"})
    assert done.status_code == 409
    assert "do not refer" in done.text
    assert f"record={record}" not in desk.get(f"/providers/{record}").text


def test_a_listing_that_was_merged_away_stands_for_the_other(desk: Site) -> None:
    """The page and its form take the listing that was kept, whichever of the two an old address names."""
    old, kept = desk.ids.records["Homework Club"], desk.ids.records["Quiet Room"]
    with writing(desk.database) as session:
        edits.note(session, edits.Editor(None, utc_now()), EditKind.MERGED_AWAY, old, {}, other_id=kept)
    page = desk.get(refer(desk, "Homework Club")).text
    assert f'id="p-{kept}"' in page
    assert f'id="p-{old}"' not in page
    done = referred(desk, desk.ids.own.student, {"record": old, "need": desk.ids.own.need})
    assert done.status_code == 303
    opened = done.headers["location"].partition("?")[0].rpartition("/")[2]
    assert desk.rows("SELECT record_id FROM referral WHERE id = :id", id=opened) == [(kept,)]


def test_an_opening_that_is_wrong_keeps_what_was_typed(desk: Site) -> None:
    """No provider, another's need, 10,000 characters: 422, each told."""
    desk.get(refer(desk, "Quiet Room"))
    to = f"/students/{desk.ids.own.student}/refer"
    good = {"record": desk.ids.records["Quiet Room"], "need": desk.ids.own.need}
    assert desk.post(to, good | {"record": ""}).status_code == 422
    assert desk.post(to, good | {"need": desk.ids.other.need}).status_code == 422
    long = desk.post(to, good | {"words": "x" * 10_000})
    assert long.status_code == 422
    assert "x" * 10_000 in long.text


def test_a_provider_page_asks_for_the_student(desk: Site) -> None:
    """The student is chosen from one's own, by a name that stands in no address."""
    record = desk.ids.records["Quiet Room"]
    assert f"/refer?from=provider&amp;record={record}" in desk.get(f"/providers/{record}").text
    page = desk.get(f"/refer?from=provider&record={record}").text
    assert "Quiet Room" in page
    assert page.count("/refer?record=") == 3
    found = desk.post("/refer", {"words": "Quill", "record": record, "from": "provider"}).text
    assert f'href="/students/{desk.ids.own.student}/refer?record={record}&amp;from=provider"' in found
    assert "Thistlewood" not in found


def test_a_shortlist_becomes_a_first_choice_and_two_backups(site_on_each: Site) -> None:
    """What is ticked on the shortlist is carried to the student's page in its order; a fourth is told and left out, and refused
    in a form that was made by hand.
    """
    site = site_on_each
    site.sign_in("specialist")
    names = ("Quiet Room", "Talking Helps", "Soccer for all", "Food shelf")
    records = [site.ids.records[name] for name in names]
    for record in records[2:]:
        assert site.post("/shortlist/add", {"add": record}).status_code == 303
    assert site.get("/shortlist").text.count('name="record"') == 4
    own, ticked = site.ids.own, "&".join(f"record={one}" for one in records)
    found = site.get(f"/refer?from=shortlist&{ticked}").text
    to = re.search(rf'href="(/students/{own.student}/refer\?[^"]+)"', found)
    assert to is not None
    page = site.get(to[1].replace("&amp;", "&") + f"&need={own.need}").text
    assert "Three are the most: a first choice and two backups. The others were left out." in page
    assert page.index("First choice") < page.index("Backup 1") < page.index("Backup 2")
    chosen = {"record": records, "need": own.need, "from": "shortlist"}
    refused = site.post(f"/students/{own.student}/refer", chosen)
    assert refused.status_code == 409
    done = referred(site, own.student, chosen | {"record": records[:3]})
    assert done.status_code == 303
    opened = done.headers["location"].partition("?")[0].rpartition("/")[2]
    rows = "SELECT choice, record_id FROM referral WHERE request_id = (SELECT request_id FROM referral WHERE id = :id) ORDER BY choice"
    assert site.rows(rows, id=opened) == list(enumerate(records[:3], 1))


def test_a_need_is_written_down_on_the_way(site_on_each: Site) -> None:
    """A student without the need that a provider answers: it is written down, and what was picked is still picked."""
    site = site_on_each
    site.sign_in("specialist")
    without, record = site.ids.students["Juniper Hill Elementary"][2], site.ids.records["Quiet Room"]
    page = site.get(f"/students/{without}/refer?record={record}&from=shortlist").text
    to = f"/students/{without}/needs?record={record}&amp;from=shortlist"
    assert f'href="{to}"' in page
    form = site.get(to.replace("&amp;", "&")).text
    assert f'name="record" value="{record}"' in form
    nothing = site.post(f"/students/{without}/needs", {"record": record, "from": "shortlist", "urgency": "2"})
    assert nothing.status_code == 422
    assert f'name="record" value="{record}"' in nothing.text
    told = {"record": record, "from": "shortlist", "needs": "anxiety", "urgency": "2"}
    done = site.post(f"/students/{without}/needs", told)
    assert done.status_code == 303
    opening = site.get(done.headers["location"]).text
    assert f'id="p-{record}"' in opening
    assert 'name="from" value="shortlist"' in opening
    assert "Open the referral" in opening
    assert "Written down. The referral goes on here." in opening


def test_another_need_is_written_down_on_the_way(desk: Site) -> None:
    """Where the referral is for a need that is not among those that are open, it is one click away, and danger comes first."""
    page = desk.get(refer(desk, "Quiet Room")).text
    assert "It is for another need" in page
    assert "These words tell of danger" not in page
    record, student = desk.ids.records["Quiet Room"], desk.ids.own.student
    told = {"record": record, "from": "match", "sentence": "she talks of suicide", "urgency": "1"}
    done = desk.post(f"/students/{student}/needs", told)
    opening = desk.get(done.headers["location"]).text
    assert f"record={record}" in done.headers["location"]
    assert "suicide" not in done.headers["location"]
    assert "These words tell of danger" in opening


@pytest.mark.parametrize(
    "meanwhile",
    ["UPDATE service SET do_not_refer = true", "UPDATE student_need SET closed_at = made_at"],
)
def test_what_was_written_outlasts_a_refusal(desk: Site, meanwhile: str) -> None:
    """Where the provider was ruled out or the need closed meanwhile, what was written stands on the page that says so."""
    desk.get(refer(desk, "Quiet Room"))
    desk.run(meanwhile)
    chosen = {"record": desk.ids.records["Quiet Room"], "need": desk.ids.own.need, "words": f"She knows the place {MARKUP}"}
    done = desk.post(f"/students/{desk.ids.own.student}/refer", chosen)
    assert done.status_code in (409, 422)
    assert "She knows the place &lt;b&gt;" in done.text
    assert desk.rows("SELECT count(*) FROM referral WHERE student_id = :id", id=desk.ids.own.student) == [(2,)]


def test_what_is_closed_is_offered_nowhere(desk: Site) -> None:
    """A service that does not run has no button to refer on its page and the shortlist, and is no backup from the shortlist."""
    own, record = desk.ids.own, desk.ids.records["Quiet Room"]
    chosen = f"/students/{own.student}/refer?record={desk.ids.records['Talking Helps']}&need={own.need}&from=match"
    offers = {f"/providers/{record}": "Refer a student", "/shortlist": f'name="record" value="{record}"', chosen: "Quiet Room"}
    assert [words in desk.get(path).text for path, words in offers.items()] == [True, True, True]
    desk.run("UPDATE service SET status = 'inactive' WHERE name = 'Quiet Room'")
    assert [words in desk.get(path).text for path, words in offers.items()] == [False, False, False]
