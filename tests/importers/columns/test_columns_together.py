"""What a column means by those beside it: translation, kinds of programs, people's names; and descriptions of one word."""

from __future__ import annotations

import datetime

import pytest

from importers.fields import Target
from importers.plan.planner import plan
from importers.read import Listing, listing
from importers.records import NeedFit

TODAY = datetime.date(2026, 3, 9)


def read(*lines: str) -> Listing:
    return listing("\n".join(lines).encode(), "list.csv", TODAY)


@pytest.mark.parametrize("header", ["Translation", "translations", "Translation available", "Traducción", "Translated languages"])
def test_languages_of_translation(header: str) -> None:
    """Languages under translation are those spoken; words that name none are kept as words."""
    found = read(f"Program,{header}", 'Elm Choir,"English, Spanish"', "Oak Chess,Somali", "Fir Art,Many languages").records
    assert [one.fields[Target.LANGUAGES] for one in found] == [("en", "es"), ("so",), ()]
    assert found[2].fields[Target.SERVICE_INTERPRETATION_SERVICES] == "Many languages"
    spanish = read("Programa,Traducción", 'Coro Olmo,"español, inglés"', "Ajedrez Roble,Muchos idiomas").records
    assert spanish[1].fields[Target.SERVICE_INTERPRETATION_SERVICES] == "Muchos idiomas"


def test_translation_beside_languages() -> None:
    """Where languages have a column of their own, translation is kept in words."""
    found = read("Program,Languages,Translation", "Elm Choir,English,Spanish", "Oak Chess,English,Somali").records
    assert [one.fields[Target.LANGUAGES] for one in found] == [("en",), ("en",)]
    assert [one.fields[Target.SERVICE_INTERPRETATION_SERVICES] for one in found] == ["Spanish", "Somali"]


def test_translators() -> None:
    """A column of translators answered with yes says what its header says; with no, nothing."""
    found = read("Program,Translator?", "Elm Choir,Yes", "Oak Chess,No", "Fir Art,Many languages").records
    assert [one.fields[Target.SERVICE_INTERPRETATION_SERVICES] for one in found] == ["Translator", None, "Many languages"]


@pytest.mark.parametrize("header", ["Program Model", "Program Type", "Model", "Component", "Tipo de programa", "Type of service"])
def test_programs_of_one_agency_at_one_site(header: str) -> None:
    """Two kinds of program of one agency at one site are two services of these names, and none waits for review."""
    found = read(
        f"Agency,{header},Site Name,Address,ZIP,Phone Number",
        "Elm House,Early Head Start,Fern Hall,12 Fern St,48910,5175550101",
        "Elm House,Head Start,Fern Hall,12 Fern St,48910,5175550101",
        "Oak House,Head Start,Oak Hall,14 Fern St,48910,5175550102",
    )
    assert [one.fields[Target.SERVICE_NAME] for one in found.records] == ["Early Head Start", "Head Start", "Head Start"]
    assert [step.outcome for step in plan(found.records, (), source="list").steps] == ["created"] * 3


def test_kinds_at_different_sites() -> None:
    """Where no site has two kinds of program, a service is still called what its agency is."""
    found = read("Agency,Program Type,Address", "Elm House,Camp,12 Fern St", "Oak House,Clinic,14 Fern St").records
    assert [one.fields[Target.SERVICE_NAME] for one in found] == ["Elm House", "Oak House"]


def test_people_are_no_providers() -> None:
    """A name beside an agency and job titles is that of a person to ask for, and no service."""
    found = read(
        "Agency,Name,Title,Phone", "Elm House,Ida Fern,Director,517-555-0101", "Oak House,Rob Marsh,Manager,517-555-0102"
    ).records
    assert [one.fields[Target.SERVICE_NAME] for one in found] == ["Elm House", "Oak House"]
    assert [contact.name for contact in found[0].fields[Target.CONTACTS]] == ["Ida Fern"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("description", "slug"), [("Tutoring", "tutoring"), ("Tutoring.", "tutoring"), ("Tutoría", "tutoring"), ("Food pantry; clothing.", "food-pantry")]
)  # fmt: skip
def test_a_description_of_one_word(description: str, slug: str) -> None:
    """A description that is a kind of help and no more lists the service under it; the words stay where they are."""
    found = read(
        "Program Name,Agency,Description", f"Amber Door,Elm House,{description}", f"Birch Door,Oak House,{description}"
    ).records
    for one in found:
        assert NeedFit(slug, 1.0) in (one.fields[Target.NEEDS] or ())  # type: ignore[operator]


def test_a_description_that_repeats_a_name() -> None:
    """A word of a name is no description: it gives no strong need."""
    found = read(
        "Program Name,Agency,Description",
        "Friendship House,Elm House,Friendship House",
        "Oak,Oak House,Chess for children after school.",
    ).records
    assert all(need.fit < 1 for need in found[0].fields[Target.NEEDS])  # type: ignore[union-attr]
