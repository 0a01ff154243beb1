"""Finding help in the browser: what is asked, what is answered, and that nothing typed is lost or gets into an address."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.places import zips
from directory.web.core.forms import Form
from directory.web.finding.typed import ONE, SEVERAL, TypedSearch, read
from matching.query import Place
from tests.web.browsing import Site

LONG = "abcde fghij " * 850
"""More than 10,000 characters."""


def text_of(html: str) -> str:
    """A page as it is read: without marks, blanks as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_sentence_finds_providers_with_reasons(site: Site) -> None:
    """A sentence is understood, and answered with cards: service, agency, phone to call, what decides and all reasons."""
    site.sign_in("specialist")
    assert site.get("/find").status_code == 200
    page = site.post("/find", {"sentence": "she lost her mom", "age": "9", "near": "48910"})
    assert page.status_code == 200
    read_ = text_of(page.text)
    for words in (
        "Grief and loss “she lost her mom”",
        "Talking Helps",
        "Cedar Counseling",
        "(517) 555-0122",
        "reasons",
        "(approx.)",
    ):
        assert words in read_
    assert 'href="tel:+15175550122"' in page.text
    record = site.ids.records["Talking Helps"]
    assert f'formaction="/find/provider?record={record}" formtarget="_blank" name="record" value="{record}"' in page.text


def test_two_places_are_no_search(site: Site) -> None:
    """A field of one value that was sent with different ones is refused beside the field, and nothing is searched for."""
    site.sign_in("specialist")
    site.get("/find")
    done = site.post("/find", {"sentence": "she lost her mom", "near": ["48910", "48840"]})
    assert done.status_code == 422
    assert 'id="near-wrong"' in done.text


def test_a_place_is_looked_up_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form, the search and the map of a search by words share one look at the map of ZIPs."""
    looked: list[str] = []
    place = zips.place

    def look(text: str) -> Place:
        looked.append(text)
        return place(text)

    monkeypatch.setattr(zips, "place", look)
    site.sign_in("specialist")
    site.get("/search")
    page = site.post("/search", {"words": "quiet room", "near": "48910"})
    assert page.status_code == 200
    assert "Map of the results around" in page.text
    assert looked == ["48910"]


def test_a_chip_is_taken_away_and_put_back(site: Site) -> None:
    """Taking away what was understood keeps all the rest, and what was taken away can be put back."""
    site.sign_in("specialist")
    asked = {"sentence": "she lost her mom and is worried all the time", "age": "9", "near": "48910", "language": ["es", "so"]}
    whole = site.post("/find", asked)
    assert "Take away Grief and loss" in whole.text
    less = site.post("/find", {**asked, "without": "need:grief"})
    assert less.status_code == 200
    assert "Take away Grief and loss" not in less.text
    assert "Put back Grief and loss" in less.text
    assert "Take away Anxiety and worry" in less.text
    assert re.search(r'name="left_out" value="grief"', less.text)
    assert "Take away Spanish" in less.text
    again = site.post("/find", {**asked, "left_out": "grief", "back": "grief"})
    assert "Take away Grief and loss" in again.text
    fewer = site.post("/find", {**asked, "without": "language:es"})
    assert "Take away Spanish" not in fewer.text
    assert "Take away Somali" in fewer.text


def test_danger_comes_first_on_every_path(site: Site) -> None:
    """The crisis card stands above everything where words tell of danger, also where the rest of the form is wrong."""
    site.sign_in("specialist")
    danger = "he says he wants to kill himself"
    for path, fields, status in (
        ("/find", {"sentence": danger}, 200),
        ("/find", {"sentence": danger, "age": "minus three"}, 422),
        ("/find", {"need": "suicide", "within": "-1"}, 422),
        ("/search", {"words": danger}, 200),
        ("/search", {"words": danger, "near": "no such place"}, 422),
        ("/find", {"sentence": "Needs food and clothes. " * 200 + danger}, 422),
        ("/search", {"words": "Needs food and clothes. " * 200 + danger}, 422),
    ):
        page = site.post(path, fields)
        assert page.status_code == status
        assert page.text.index("988 (Suicide") < page.text.index("<h1")
    student = site.post(f"/students/{site.ids.own.student}/find", {"sentence": danger, "age": "x"})
    assert student.text.index("988 (Suicide") < student.text.index("<h1")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("sentence", LONG, "Shorten this to 1,000 letters"),
        ("need", "no-such-need", "Choose needs from the list"),
        ("age", "-4", "Write the age in years"),
        ("age", "nan", "Write the age in years"),
        ("age", LONG, "Write the age in years"),
        ("grade", "13", "Choose from the list"),
        ("near", "00000", "is not on the map"),
        ("near", LONG, "Write a ZIP of five digits"),
        ("school", "elsewhere", "Choose one of the schools"),
        ("within", "-5", "Write how many miles"),
        ("within", "0", "Write how many miles"),
        ("within", "1e9", "Write how many miles"),
        ("language", "xx", "Choose from the list"),
        ("payment", "gold", "Choose from the list"),
        ("mode", LONG, "Choose from the list"),
        ("preference", "none", "Choose from the list"),
        ("order", "price", "Choose from the list"),
    ],
)
def test_what_cannot_be_understood_is_told_beside_its_field(site: Site, name: str, value: str, sentence: str) -> None:
    """A wrong field answers 422 with its sentence, and all else that was typed is still there."""
    site.sign_in("specialist")
    asked = {"sentence": "lost her mom", "age": "9", "near": "48910", "within": "7", "language": "es", "payment": "medicaid"}
    page = site.post("/find", asked | {name: value})
    assert page.status_code == 422
    assert sentence in text_of(page.text)
    assert f'href="#{name}"' in page.text
    assert re.search(rf'id="{name}"', page.text)
    kept = {"sentence": ">lost her mom<", "age": 'value="9"', "near": 'value="48910"', "language": 'value="es" checked'}
    for other, mark in kept.items():
        assert other == name or mark in page.text
    if value in (LONG, "-4", "00000", "-5"):
        assert name == "mode" or value.strip() in page.text


def test_words_that_mean_no_need_lead_to_the_search_by_words(site: Site) -> None:
    """A sentence that is not understood is kept, told kindly, and can be searched for by words with one button."""
    site.sign_in("specialist")
    page = site.post("/find", {"sentence": "xqzw blorp"})
    assert page.status_code == 422
    assert "No need is known" in page.text
    assert '<input type="hidden" name="words" value="xqzw blorp">' in page.text
    assert ">xqzw blorp</textarea>" in page.text
    chosen = site.post("/find", {"sentence": "xqzw blorp", "need": "grief"})
    assert chosen.status_code == 200
    assert "No need is known" in chosen.text
    assert "Talking Helps" in chosen.text


def test_where_nothing_fits_one_click_asks_otherwise(site: Site) -> None:
    """Why there is nothing is said, and each suggestion is a form with the whole of what is then asked."""
    site.sign_in("specialist")
    page = site.post("/find", {"need": "grief", "near": "48842", "within": "1", "age": "9", "language": "es"})
    assert page.status_code == 200
    assert "Nothing fits" in page.text
    assert "Nothing listed for" in page.text
    forms = re.findall(r"<form[^>]*>(?:(?!</form>).)*Look within.*?</form>", page.text, re.DOTALL)
    assert forms
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', forms[0])
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    del fields["csrf"]
    assert fields["need"] == ["grief"]
    assert fields["language"] == ["es"]
    wider = site.post("/find", fields)
    assert wider.status_code == 200
    assert "Talking Helps" in wider.text


def test_a_students_file_fills_the_form(site: Site) -> None:
    """From a student: open needs with their urgency, age, ZIP, school, languages, payment and preferences, and results at once."""
    site.sign_in("specialist")
    page = site.get(f"/students/{site.ids.own.student}/find")
    assert page.status_code == 200
    read_ = text_of(page.text)
    assert "Find help for Perpetua Q." in read_
    assert "Anxiety and worry Now" in read_
    assert "Take away Medicaid or MIChild" in page.text
    assert "Take away Spanish" in page.text
    assert "Take away Nothing faith-based" in page.text
    assert re.search(r'name="near"[^>]*value="48910"', page.text)
    assert "Talking Helps" in page.text
    one = site.get(f"/students/{site.ids.own.student}/find?need={site.ids.own.need}")
    assert one.text.count("Take away") < page.text.count("Take away")


def test_no_field_of_a_search_holds_a_name_or_a_sentence_of_the_file(site: Site) -> None:
    """What is sent to matching is terms and figures: no name, number, birth date or words of the student."""
    site.sign_in("specialist")
    page = site.get(f"/students/{site.ids.own.student}/find")
    fields = " ".join(re.findall(r"<(?:input|option|button|textarea)\b[^>]*>[^<]*", page.text))
    for personal in ("Perpetua", "Quillfeather", "JH-7730101", "weeps", "02-17"):
        assert personal not in fields


def test_a_student_without_an_open_need_is_told(site: Site) -> None:
    """Where no need is open the page says so and leads to the student's file."""
    site.sign_in("specialist")
    student = site.ids.students["Juniper Hill Elementary"][2]
    page = site.get(f"/students/{student}/find")
    assert page.status_code == 200
    assert "No need is open for Ottoline U." in page.text
    assert f'href="/students/{student}"' in page.text


def test_a_search_for_a_student_is_in_the_audit(site: Site) -> None:
    """Every search on behalf of a student is noted, without what was asked."""
    site.sign_in("specialist")
    student = site.ids.own.student
    site.get(f"/students/{student}/find")
    site.post(f"/students/{student}/find", {"sentence": "lost her mom"})
    found = site.rows("SELECT subject, detail FROM audit_entry WHERE action = 'match.made' AND student_id = :id", id=student)
    assert found == [(None, None), (None, None)]


def test_typing_errors_are_mended(site: Site) -> None:
    """A search by words tells what it looked for instead, and finds it."""
    site.sign_in("viewer")
    page = site.post("/search", {"words": "counsling"})
    assert page.status_code == 200
    assert "Showing results for “counseling” instead of “counsling”" in text_of(page.text)
    assert "Talking Helps" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": ""}, "Type a name or a few words"),
        ({"words": LONG}, "Shorten this to 200 letters"),
        ({"words": "food", "near": "4891"}, "A ZIP has five digits"),
        ({"words": "food", "within": "far"}, "Write how many miles"),
    ],
)
def test_a_search_by_words_that_cannot_be_is_kept(site: Site, fields: dict[str, str], sentence: str) -> None:
    """Words that are too long or missing, or an impossible place, answer 422 with everything kept."""
    site.sign_in("specialist")
    page = site.post("/search", fields)
    assert page.status_code == 422
    assert sentence in text_of(page.text)
    for value in fields.values():
        assert value.strip() in page.text


def test_whoever_asks_by_address_gets_the_empty_form(site: Site) -> None:
    """What stands behind a question mark is never read as something to look for."""
    site.sign_in("specialist")
    assert "grief and loss" not in site.get("/find?sentence=lost+her+mom").text.split("<form", 3)[-1].split("domains")[0]
    assert "Talking Helps" not in site.get("/search?words=talking").text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from([*ONE, *SEVERAL, "without", "back", "sort", "add"]),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(["grief", "grief:3", "need:grief", "age:", "K", "48910", "-1", "1e400", "distance", "nan", "es"]),
        ),
        max_size=8,
    )
)
def test_whatever_is_sent_is_answered(site: Site, fields: dict[str, str]) -> None:
    """No form, however it was crafted, ends in an error of ours."""
    site.sign_in("specialist")
    for path in ("/find", "/find/shortlist", "/search", f"/students/{site.ids.own.student}/find"):
        assert site.post(path, fields).status_code in {200, 404, 409, 422}


@given(
    st.builds(
        TypedSearch,
        sentence=st.text(max_size=9).map(str.strip),
        need=st.lists(st.sampled_from(["grief", "anxiety"]), unique=True).map(tuple),
        age=st.sampled_from(["", "9"]),
        language=st.lists(st.sampled_from(["es", "so"]), unique=True).map(tuple),
    )
)
def test_a_form_sent_again_asks_the_same(typed: TypedSearch) -> None:
    """The hidden fields of a suggestion say all that the form said."""
    fields: dict[str, list[str]] = {}
    for name, value in typed.pairs():
        fields.setdefault(name, []).append(value)
    assert read(Form(fields)) == typed
