"""A plan on the page of a search: groups, trips, several children, and what was asked for together."""

from __future__ import annotations

import re
from collections import Counter

from directory.models.codes import Role
from directory.storage.engine import writing
from directory.storage.scope import Scope
from directory.students import households
from tests.district import OTHER, OWN
from tests.web.browsing import Site, utc_now
from tests.web.finding.test_finding import text_of
from tests.web.finding.test_one_box import chips, fields_of
from tests.web.forms import form_to

KIDS = "after school program for my kids, 6, 9 and 14 years old"


def headings(html: str) -> list[str]:
    return [text_of(one).strip() for one in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


def test_each_service_has_one_card_and_others_point_to_it(site: Site) -> None:
    """Whatever the groups, a card stands once on the page, in the order of its number, and every link to one leads to it."""
    site.sign_in("specialist")
    page = site.post("/find", {"need": ["homework-help", "counseling", "grief"], "near": "48910"}).text
    cards = re.findall(r'<article class="card[^"]*" id="([^"]*)"', page)
    assert max(Counter(cards).values()) == 1
    assert set(re.findall(r'href="#(c-[^"]*)"', page)) <= set(cards)
    numbers = [int(one) for one in re.findall(r'<span class="number">(\d+)\.', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert headings(page)[0] == "A plan, and the best matches"


def test_children_are_chips_and_groups(site: Site) -> None:
    """Each child of the sentence is a chip that can be removed, and has a group."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": KIDS, "near": "48910"}).text
    assert {"Age 6", "Age 9", "Age 14"} <= set(chips(page))
    of_children = [one.rpartition(": ")[2] for one in headings(page) if one.startswith("After")]
    assert of_children == ["age 6", "age 9", "age 14"]
    fields = fields_of(page)
    assert (fields["age"], fields["siblings"]) == (["6"], [""])
    less = site.post("/find", {**fields, "without": "heard:age:9"}).text
    assert {"Age 6", "Age 14"} <= set(chips(less))
    assert "Age 9" not in chips(less)
    assert "age 9" not in " ".join(headings(less))


def test_other_children_are_a_field_of_the_form(site: Site) -> None:
    """Ages and grades of other children are typed with commas, are chips as well, and a mistake is told beside the field."""
    site.sign_in("specialist")
    asked = {"need": "homework-help", "age": "9", "siblings": "6, 3rd grade and K", "near": "48910"}
    page = site.post("/find", asked).text
    assert {"Age 9", "Age 6", "Grade 3", "Kindergarten"} <= set(chips(page))
    less = site.post("/find", {**fields_of(page), "need": "homework-help", "without": "siblings:grade:3"}).text
    assert fields_of(less)["siblings"] == ["6, K"]
    for wrong in ("about six", "45", "1, 2, 3, 4, 5, 6, 7, 8, 9"):
        refused = site.post("/find", {**asked, "siblings": wrong})
        assert refused.status_code == 422
        assert "ages or grades with commas" in text_of(refused.text)


def test_the_shortlist_keeps_the_plan(site: Site) -> None:
    """A provider of a plan is put on the shortlist, and the same plan comes back."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": KIDS, "near": "48910"}).text
    record = re.search(r'name="add" value="([^"]*)"', page)
    assert record
    again = site.post("/find/shortlist", {**fields_of(page), "add": record[1]}).text
    assert "On your shortlist" in text_of(again)
    assert headings(again) == headings(page)


def test_a_plan_for_the_siblings_is_offered_and_never_made_by_itself(site: Site) -> None:
    """A student's search is for the student alone until somebody taps; siblings whom the reader may not see are not spoken of."""
    own, near, far = site.ids.own.student, site.ids.students[OWN][1], site.ids.students[OTHER][0]
    offer = "Plan for the siblings as well"
    site.sign_in("specialist")
    for sibling, seen in ((far, False), (near, True)):
        with writing(site.database) as session:
            scope = Scope(site.ids.staff["administrator"], Role.ADMINISTRATOR)
            households.link_siblings(session, site.keys, scope, own, sibling, now=utc_now())
        page = site.get(f"/students/{own}/find").text
        assert (offer in page) == seen
        assert not [one for one in chips(page) if one.startswith("Age ")][1:]
    offered = page[page.rindex("<form", 0, page.index(offer)) : page.index(offer)]
    form = form_to(offered, f"/students/{own}/find")
    both = site.post(f"/students/{own}/find", form.as_it_is()).text
    assert len([one for one in chips(both) if one.startswith("Age ")]) == 2
    assert offer not in both
    assert site.post(f"/students/{far}/find", form.as_it_is()).status_code == 404
