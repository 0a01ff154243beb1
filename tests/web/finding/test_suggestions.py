"""Suggestions over HTTP: what is answered while somebody types, to whom, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from directory.finding.crisis import CARD, QUESTION
from directory.web.core import typing_pace
from directory.web.core.typing_pace import TypingPace
from tests.web.browsing import Site


def options(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["options"]
    return found


def labels(answer: httpx.Response) -> list[str]:
    return [option["label"] for option in options(answer)]


@pytest.fixture
def typing(site_on_each: Site) -> Site:
    """The service on each engine, with a specialist's page open."""
    site_on_each.sign_in("specialist")
    site_on_each.get("/find")
    return site_on_each


@pytest.mark.parametrize(
    ("before", "replaced", "detail"),
    [
        ("homew", "homew", "Need"),
        ("She needs homew", "homew", "Need"),
        ("no car, homework he", "homework he", "Need"),
        ("terapa", "terapa", "Need: Counseling and therapy"),
        ("gorcery", "gorcery", "Need"),
        ("no puede dormi", "no puede dormi", "Need: Trouble sleeping"),
    ],
)
def test_a_need_is_suggested_for_the_words_before_the_cursor(typing: Site, before: str, replaced: str, detail: str) -> None:
    """Names and sayings in both languages complete the last words alone, misspelled ones too."""
    first = options(typing.post("/find/suggestions", {"words": before}))[0]
    assert first["replaced"] == replaced
    assert first["detail"].startswith(detail)


def test_a_spanish_phrase_says_its_language(typing: Site) -> None:
    """A phrase in Spanish is marked as such, so that a screen reader pronounces it."""
    assert options(typing.post("/find/suggestions", {"words": "tarea"}))[0]["language"] == "es"
    assert options(typing.post("/find/suggestions", {"words": "homew"}))[0]["language"] == ""


@pytest.mark.parametrize("before", ["", "ho", "and", "homew,", "with the", "zzyzx", "---", "%_\\", "'; --"])
def test_nothing_is_suggested_for_nothing(typing: Site, before: str) -> None:
    """Fewer than three letters, small words, a word that is over and noise have no suggestions."""
    assert options(typing.post("/find/suggestions", {"words": before})) == []


def test_a_provider_that_is_one_listing_is_opened(typing: Site) -> None:
    """A provider's name leads to its page if one listing bears it, whichever of its words is typed."""
    (option,) = [
        one for one in options(typing.post("/search/suggestions", {"words": "talking h"})) if one["detail"] == "Provider"
    ]
    assert option["label"] == "Talking Helps"
    assert "Talking Helps" in typing.get(option["to"]).text
    typing.get("/search")
    assert "Talking Helps" in labels(typing.post("/search/suggestions", {"words": "helps"}))


def test_an_agency_of_several_listings_completes_the_words(typing: Site) -> None:
    """The name of an agency with several listings is searched for, because no one of them is meant."""
    found = options(typing.post("/search/suggestions", {"words": "elm ag"}))
    assert [(one["label"], one["to"]) for one in found] == [("Elm Agency", "")]


def test_a_town_is_suggested(typing: Site) -> None:
    """A town of the directory completes the last word, after other words too."""
    found = options(typing.post("/search/suggestions", {"words": "zither lans"}))
    assert [(one["label"], one["detail"], one["replaced"]) for one in found] == [("Lansing", "Town", "lans")]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("a mentor who speaks arab", ("speaks Arabic", "speaks arab")),
        ("tutor in viet", ("in Vietnamese", "in viet")),
        ("clases en portu", ("en portugués", "en portu")),
    ],
)
def test_a_language_is_suggested_after_the_word_before_it(typing: Site, words: str, first: tuple[str, str]) -> None:
    """After "in" and "speaks", in English and Spanish, the beginning of a language is completed first."""
    found = options(typing.post("/find/suggestions", {"words": words}))[0]
    assert (found["label"], found["replaced"]) == first
    assert found["detail"] == "Language"


def test_numbers_and_streets_are_suggested_in_the_search(typing: Site) -> None:
    """The search completes a telephone number, with and without its area code, and a street after its number; Find does not."""
    for words, label in (("517-555-01", "(517) 555-01"), ("555-01", "555-01")):
        found = options(typing.post("/search/suggestions", {"words": words}))
        assert found
        assert all(one["label"].startswith(label) and one["detail"] == "Telephone" for one in found)
        assert options(typing.post("/find/suggestions", {"words": words})) == []


def test_a_misspelled_name_is_mended_and_said_so(typing: Site) -> None:
    """Where nothing begins as typed, a word one error away is meant, and the list says that it asks."""
    answer = typing.post("/search/suggestions", {"words": "talkign"})
    assert "Talking Helps" in labels(answer)
    assert answer.json()["mended"] == "Did you mean:"
    assert answer.json()["said"].startswith("Did you mean? ")


def test_what_is_hidden_is_not_suggested(typing: Site) -> None:
    """A service that nobody may be sent to is suggested no more once its listing says so."""
    assert [one["label"] for one in options_of(typing, "talking")] == ["Talking Helps"]
    record = typing.ids.records["Talking Helps"]
    typing.sign_in("coordinator")
    assert typing.send(f"/directory/{record}", f"/directory/{record}/hide").status_code == 303
    assert options_of(typing, "talking") == []


def options_of(site: Site, words: str) -> list[dict[str, Any]]:
    site.get("/search")
    return options(site.post("/search/suggestions", {"words": words}))


def test_students_in_scope_alone_are_suggested(typing: Site) -> None:
    """A specialist gets the students of their own schools by name or number, misspelled too, and nobody else's."""
    own = options(typing.post("/students/suggestions", {"words": "quill"}))
    assert [one["to"] for one in own] == [f"/students/{typing.ids.own.student}"]
    assert [one["to"] for one in options(typing.post("/students/suggestions", {"words": "Quilfeather perp"}))] == [own[0]["to"]]
    typing.sign_in("other_specialist")
    typing.get("/students")
    others = options(typing.post("/students/suggestions", {"words": "quill"}))
    assert [one["to"] for one in others] == [f"/students/{typing.ids.other.student}"]
    assert options(typing.post("/students/suggestions", {"words": "perpetua"})) == []


def test_a_look_at_names_is_audited(typing: Site) -> None:
    """Suggested students are a list that was looked at; what was typed is not written down."""
    typing.post("/students/suggestions", {"words": "quill"})
    rows = typing.rows("SELECT action, detail FROM audit_entry WHERE action = 'student.listed' ORDER BY id DESC")
    assert rows[0] == ("student.listed", "while typing a name")
    typing.post("/students/suggestions", {"words": "zzyzx"})
    assert len(typing.rows("SELECT id FROM audit_entry WHERE action = 'student.listed'")) == len(rows)


@pytest.mark.parametrize(
    ("sentence", "is_said"),
    [
        ("he brought a gun and wants to kill himself", True),
        ("dice que se quiere morir", True),
        ("he is not suicidal", False),
        ("needs homework help", None),
        ("", None),
    ],
)
def test_danger_that_is_sure_is_said_while_it_is_typed(typing: Site, sentence: str, is_said: bool | None) -> None:
    """Words that raise the card are answered with its first lines at once, those that leave it open with the question of the page, and no
    others; nothing of them is kept.
    """
    answer = typing.post("/find/danger", {"sentence": sentence})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {
        "line": " ".join(CARD) if is_said else "",
        "question": " ".join(QUESTION) if is_said is False else "",
    }
    assert typing.rows("SELECT id FROM danger_alarm") == []
    assert typing.client.get("/find/danger").status_code == 405


@pytest.mark.parametrize("path", ["/find/suggestions", "/search/suggestions", "/students/suggestions"])
def test_nothing_of_it_is_kept_or_in_an_address(typing: Site, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer may not be stored, a GET is refused, a form of another page too, and no log has what was typed."""
    answer = typing.post(path, {"words": "quillfeather"})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"
    assert typing.client.get(f"{path}?words=quill").status_code == 405
    assert typing.post(path, {"words": "quill", "csrf": "forged"}).status_code == 403
    told = capsys.readouterr()
    assert "quill" not in (told.out + told.err).lower()


def test_somebody_who_types_faster_than_people_is_slowed_down(typing: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the pace of typing the answer is 429, with no suggestions."""
    monkeypatch.setattr(typing_pace.TYPING, "_burst", 2)
    monkeypatch.setattr(typing_pace.TYPING, "_rate", 0)
    statuses = [typing.post("/find/suggestions", {"words": "homew"}).status_code for _ in range(4)]
    assert 429 in statuses


def test_the_pace_is_counted_for_each_key() -> None:
    """A burst is allowed at once and comes back with time; one person's does not slow down another."""
    now = [0.0]
    pace = TypingPace(rate=2, burst=3, clock=lambda: now[0])

    def allowed(key: str, times: int) -> Sequence[bool]:
        return [pace.allows(key) for _ in range(times)]

    assert allowed("a", 4) == [True, True, True, False]
    assert allowed("b", 1) == [True]
    now[0] = 0.5
    assert allowed("a", 2) == [True, False]
