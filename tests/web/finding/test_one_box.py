"""One box: a sentence becomes chips of needs and conditions, which can be removed, changed and put back."""

from __future__ import annotations

import re

import pytest

from directory.web.core.forms import Form
from directory.web.finding.typed import read
from tests.district import OTHER
from tests.web.browsing import Site
from tests.web.finding.test_finding import text_of

SENTENCE = "speaks only Spanish, has Medicaid, my 9 year old lost her mom, does not need food, xyzzyplugh"
CHIPS = ("Grief and loss", "Spanish", "Medicaid or MIChild", "Age 9")


def fields_of(html: str) -> dict[str, list[str]]:
    """The values of the form "ask" as a browser would send them: hidden fields, ticked boxes and chosen options."""
    form = re.search(r'<form method="post" action="[^"]*" id="ask">.*?</form>', html, re.DOTALL)
    assert form
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        kind, name, value = (re.search(rf'{one}="([^"]*)"', tag) for one in ("type", "name", "value"))
        if name and name[1] != "csrf" and (not kind or kind[1] not in ("checkbox", "radio") or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = [chosen[1] if chosen else ""]
    area = re.search(r'<textarea[^>]*name="sentence"[^>]*>(.*?)</textarea>', form[0], re.DOTALL)
    assert area
    return {**found, "sentence": [area[1].strip()]}


def chips(html: str) -> list[str]:
    return re.findall(r'aria-label="Take away ([^"]*)"', html)


def test_a_sentence_becomes_chips_and_says_what_it_leaves(site: Site) -> None:
    """Needs and conditions are chips with the words for them; what is not needed and what nobody understood is said."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": SENTENCE, "near": "48910"})
    assert set(CHIPS) <= set(chips(page.text))
    for words in ("Spanish “speaks only Spanish”", "Not needed: “does not need food”", "Not understood: “xyzzyplugh”"):
        assert words in text_of(page.text)


def test_a_condition_is_in_the_form_too(site: Site) -> None:
    """What the sentence asks for is shown in the fields of the form, where it can be changed."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": SENTENCE, "near": "48910"}).text)
    assert (fields["age"], fields["payment"], fields["language"]) == (["9"], ["medicaid"], ["es"])


def test_a_condition_that_was_removed_stays_away_until_it_is_put_back(site: Site) -> None:
    """Removing a chip leaves the sentence as it is; the condition does not come back by itself, and can be put back."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": SENTENCE, "near": "48910"}).text)
    less = site.post("/find", {**fields, "without": "heard:language:es"}).text
    assert "Spanish" not in chips(less)
    assert "Put back Spanish" in less
    again = fields_of(less)
    assert "Spanish" not in chips(site.post("/find", again).text)
    assert "Spanish" in chips(site.post("/find", {**again, "back": "language:es"}).text)


def test_times_are_set_in_the_form_as_by_words(site: Site) -> None:
    """A season, or open after the bell, is a box that is a chip; words tick it, and the chip or the box takes it away again."""
    site.sign_in("specialist")
    chosen = site.post("/find", {"need": ["tutoring"], "near": "48910", "wish": ["time:summer", "time:after_school"]}).text
    assert {"In summer", "After school"} <= set(chips(chosen))
    assert "In summer" not in chips(site.post("/find", {**fields_of(chosen), "without": "wish:time:summer"}).text)
    heard = site.post("/find", {"sentence": "a camp this summer, only after school", "near": "48910"}).text
    assert fields_of(heard)["wish"] == ["time:after_school", "time:summer"]
    assert [chips(heard).count(words) for words in ("In summer", "After school")] == [1, 1]
    unticked = site.post("/find", {**fields_of(heard), "wish": ["time:after_school"]}).text
    assert ("In summer" in chips(unticked), "After school" in chips(unticked)) == (False, True)
    assert site.post("/find", {"need": ["tutoring"], "wish": ["time:never"]}).status_code == 422


def test_a_changed_field_wins_over_the_sentence(site: Site) -> None:
    """Who changes a field that the sentence filled is taken at their word."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": SENTENCE, "near": "48910"}).text)
    changed = site.post("/find", {**fields, "payment": ["private"], "age": ["12"], "language": ["so"]}).text
    assert {"Private insurance", "Age 12", "Somali"} <= set(chips(changed))
    assert not {"Medicaid or MIChild", "Age 9", "Spanish"} & set(chips(changed))


def test_a_changed_sentence_takes_back_what_the_old_one_said(site: Site) -> None:
    """A condition that stood in the old sentence alone is asked for no longer."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": SENTENCE, "near": "48910"}).text)
    changed = site.post("/find", {**fields, "sentence": ["speaks Somali, my 12 year old lost her mom"]}).text
    assert {"Somali", "Age 12"} <= set(chips(changed))
    assert not {"Spanish", "Medicaid or MIChild", "Age 9"} & set(chips(changed))


def test_what_is_unsure_is_offered(site: Site) -> None:
    """Where no need is surely meant, up to three are offered, nothing is searched for, and a click on one searches for it."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": "quiet since the break", "near": "48910"}).text
    assert "Did you mean" in text_of(page)
    offered = re.findall(r'<button class="button quiet">Look for ([^<]*)</button>', page)
    assert 1 <= len(offered) <= 3
    assert chips(page) == ["Within 10 miles of 48910"]


def test_hours_are_one_chip_that_can_be_removed_and_put_back(site: Site) -> None:
    """A day and a time of the clock are one thing, in the words of the clock."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": "food pantry open tomorrow after 4:30", "near": "48910"}).text
    assert "Open tomorrow after 4:30 pm" in chips(page)
    less = site.post("/find", {**fields_of(page), "without": "heard:hours:tomorrow@1630-"}).text
    assert "Open tomorrow after 4:30 pm" not in chips(less)
    again = site.post("/find", {**fields_of(less), "back": "hours:tomorrow@1630-"}).text
    assert "Open tomorrow after 4:30 pm" in chips(again)


def test_an_insurance_plan_is_a_chip_by_its_name(site: Site) -> None:
    """The plan stands in the chip; the field of the form stays open, so that the plan's own way to pay is not asked for twice."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": "counseling, has Meridian", "near": "48910"}).text
    assert "Meridian" in chips(page)
    assert fields_of(page)["payment"] == [""]
    less = site.post("/find", {**fields_of(page), "without": "heard:payment:plan:Meridian"}).text
    assert "Meridian" not in chips(less)


def test_a_new_sentence_forgets_what_it_does_not_say(site: Site) -> None:
    """What was taken away stays away while the words that made it stand in the sentence; what the answer was narrowed to does not count for a new one."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": "needs a coat, no car", "near": "48910"}).text)
    less = fields_of(site.post("/find", {**fields, "without": "heard:travel:no_car", "narrow": "language:es"}).text)
    assert (less["left_out"], less["only"]) == (["travel:no_car"], ["language:es"])
    same = fields_of(site.post("/find", {**less, "sentence": "needs a  coat, no car"}).text)
    assert (same["left_out"], same["only"]) == (["travel:no_car"], ["language:es"])
    edited = fields_of(site.post("/find", {**less, "sentence": "needs a warm coat on Monday, NO car"}).text)
    assert (edited["left_out"], "only" in edited) == (["travel:no_car"], False)
    assert "travel:no_car=no car" in edited["words"]
    new = site.post("/find", {**edited, "sentence": "needs a warm coat, we don't drive"}).text
    assert "No car" in chips(new)
    assert "left_out" not in fields_of(new)


def test_a_need_that_was_taken_away_stays_away_in_a_longer_sentence(site: Site) -> None:
    """A need does not come back because the sentence is added to."""
    site.sign_in("specialist")
    fields = fields_of(site.post("/find", {"sentence": "necesita ropa y comida", "near": "48910"}).text)
    less = fields_of(site.post("/find", {**fields, "without": "need:clothing"}).text)
    more = fields_of(site.post("/find", {**less, "sentence": "necesita ropa y comida, los sábados"}).text)
    assert more["left_out"] == ["clothing"]


def test_what_nobody_chose_gives_way_to_words(site: Site) -> None:
    """A student's search is filled in from the file; for one search the sentence counts before it, the page says so, and the next
    sentence has the file's again. What was changed by hand counts before words.
    """
    site.sign_in("specialist")
    path = f"/students/{site.ids.own.student}/find"
    form = fields_of(site.get(path).text)
    assert form["preset"]
    page = site.post(path, {**form, "sentence": "she is 5 and has no insurance, near 48842"}).text
    assert "Age 5" in chips(page)
    assert "For this search “near 48842” counts, not what the file says" in text_of(page)
    said = fields_of(page)
    assert (said["age"], said["near"]) == (["5"], ["48842"])
    again = fields_of(site.post(path, {**said, "sentence": "lost her mom"}).text)
    assert all(again[name] == form[name] for name in ("age", "near", "payment"))
    chosen = site.post(path, {**form, "age": "12", "sentence": "she is 5"}).text
    assert "Age 12" in chips(chosen)


def test_a_preset_school_gives_way_to_words(site: Site) -> None:
    """A specialist's own school is where a search begins unless the sentence names another; a ZIP that nobody knows is said to be unknown."""
    site.sign_in("specialist")
    form = fields_of(site.get("/find").text)
    page = site.post("/find", {**form, "sentence": f"lost her mom, near {OTHER}"}).text
    assert f"Near {OTHER}" in chips(page)
    assert not re.search("form says|so the form|the file says", text_of(page))
    unknown = text_of(site.post("/find", {**form, "sentence": "near 00000 lost her mom"}).text)
    assert "Not on the map: “near 00000”" in unknown


@pytest.mark.parametrize(
    ("sentence", "understood"),
    [
        ("Spanish", "Spanish"),
        ("gratis", "Free only"),
        ("10 years old", "Age 10"),
        ("does not need food, no longer homeless", "Not needed: “no longer homeless”"),
    ],
)
def test_what_is_understood_without_a_need_is_shown_and_the_need_asked_for(site: Site, sentence: str, understood: str) -> None:
    """Words that name no need show what they say all the same, and the needs to choose from; choosing one keeps the rest."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": sentence})
    assert page.status_code == 200
    said = text_of(page.text)
    assert "What is needed?" in said
    assert "Nothing fits" not in said
    assert understood in said
    assert re.search(r'<button class="link" form="ask" name="need" value="tutoring">', page.text)
    chosen = site.post("/find", {**fields_of(page.text), "need": "tutoring"})
    assert understood in text_of(chosen.text)
    assert "Tutoring" in chips(chosen.text)


def test_danger_that_is_denied_is_offered_and_not_said_to_be_unneeded(site: Site) -> None:
    """Words that deny a danger which is asked about lead to its help, and are not listed among what is not needed."""
    site.sign_in("specialist")
    page = text_of(site.post("/find", {"sentence": "he says he is not suicidal"}).text)
    assert "Is somebody in danger? Ask today." in page
    assert "Look for Suicide and thoughts of dying" in page
    assert not re.search("Not needed|No need is known|Nothing fits|what you chose", page)


def test_how_far_a_sentence_says_stands_in_the_form_until_its_chip_is_taken_away(site: Site) -> None:
    """Miles in a sentence are those of the search, a chip and the form's; without the chip the search is as far as before."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": "grief support within 3 miles of 48910"})
    assert "Within 3 miles" in chips(page.text)
    fields = fields_of(page.text)
    assert fields["within"] == ["3"]
    without = site.post("/find", {**fields, "without": "heard:within:3"})
    assert "Within 3 miles" not in chips(without.text)
    assert fields_of(without.text)["within"] == ["10"]
    # Who chooses other miles is followed, and told.
    chosen = site.post("/find", {**fields, "within": "25"})
    assert fields_of(chosen.text)["within"] == ["25"]
    assert "Within 3 miles" not in chips(chosen.text)
    nowhere = site.post("/find", {"sentence": "grief support within 3 miles", "school": ""})
    assert "no place is known to start from: “within 3 miles”" in text_of(nowhere.text)


@pytest.mark.parametrize(
    "sentence", ["a grief group on Saturdays with a woman, 9 years old", "tennis en sábado, con una mujer, 9 años"]
)
def test_what_is_suggested_keeps_every_condition(site: Site, sentence: str) -> None:
    """What else is asked with one click is asked under the conditions of the sentence, each once; only any age leaves the age out."""
    site.sign_in("specialist")
    first = site.post("/find", {"sentence": sentence, "near": "48910", "within": "1"}).text
    kept = {"On Saturdays", "With a woman", "Age 9"}
    assert kept <= set(chips(first))
    section = re.search(r'<section class="sheet why-few">.*?</section>', first, re.DOTALL)
    assert section
    offered = re.findall(r"<form.*?</form>", section[0], re.DOTALL)
    assert offered
    for form in offered:
        pairs: dict[str, list[str]] = {}
        for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', form):
            pairs.setdefault(name, []).append(value)
        told = chips(site.post("/find", pairs).text)
        assert len(told) == len(set(told))
        assert kept - ({"Age 9"} if "any age" in form else set()) <= set(told), form


def test_a_need_of_danger_stands_first_and_is_never_folded(site: Site) -> None:
    """Beside many needs that were chosen, one of danger leads the chips, then what else the sentence says; none of danger is folded."""
    site.sign_in("specialist")
    chosen = ["attendance", "mentoring", "food-pantry", "dental", "clothing", "homework-help", "grief", "sports"]
    said = "anxious and cannot sleep, on Saturdays, she cuts herself and wants to kill herself"
    page = site.post("/find", {"sentence": said, "need": chosen, "near": "48910"}).text
    told = chips(page)
    assert set(told[:2]) == {"Self-harm", "Suicide and thoughts of dying"}
    assert told.index("Anxiety and worry") < told.index("On Saturdays") < told.index("Dental care")
    assert set(told[:2]) <= set(chips(page.partition('class="more-chips"')[0]))


def test_needs_keep_the_order_in_which_they_were_asked(site: Site) -> None:
    """The form sends its needs in the order of its list; those of a file stay in the order of their urgency, and so do their results."""
    sent = {"need": ["counseling", "food-pantry", "tutoring"], "urgent": ["tutoring:3", "counseling:2"]}
    assert read(Form(sent)).need == ("tutoring", "counseling", "food-pantry")
    assert read(Form({**sent, "urgent": []})).need == tuple(sent["need"])
    site.sign_in("specialist")
    first = site.post("/find", {**sent, "near": "48910"}).text
    again = site.post("/find", {**sent, "near": "48910", "need": [*reversed(sent["need"][1:]), sent["need"][0]]}).text
    assert chips(first) == chips(again)
    assert re.findall(r'name="add" value="([^"]+)"', first) == re.findall(r'name="add" value="([^"]+)"', again) != []
