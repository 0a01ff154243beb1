"""A letter as a whole: what it says to a worried family, and what it never says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.letters.composition import letter_content
from directory.letters.content import LetterContent
from directory.referrals.snapshot import FrozenPhone, FrozenReason, Snapshot
from directory.storage.listings.facts import Open
from directory.students.seals import new_data_key, seal, unseal
from tests.letters.making import CODE, LINK, SIGNER, TODAY, asked, line, provider, running, said

BOTH = ("en", "es")
STEERING = "\u202e\u202d\u200f\u200e\u2066\u2069\x00\x1b"


@pytest.mark.parametrize("language", BOTH)
def test_a_letter_says_whom_to_call_and_who_signs(language: str) -> None:
    """The place's number stands first on its card, and the specialist's name, school and number below."""
    content = letter_content(asked(language=language))
    assert content.cards[0].phones == (("+15175550101;ext=12", "(517) 555-0101 ext. 12"),)
    assert (content.signer.name, content.signer.school, content.signer.phone) == (
        "Maya Torres",
        "Sycamore Hollow Elementary",
        "(517) 555-0160",
    )


def test_a_letter_says_that_it_is_the_family_s_choice() -> None:
    """It tells what is not done: nothing is signed up, and no name was given to anyone."""
    words = " ".join(letter_content(asked()).opening)
    assert "It is your choice to call." in words
    assert "You are not signed up for anything yet." in words
    assert "We have not given your name to anyone." in words


def test_a_letter_does_not_deny_what_was_shared() -> None:
    """Where the family's name went to the provider, with their consent, the letter says so."""
    words = " ".join(letter_content(asked(shared=True)).opening)
    assert "we told them that you may call" in words
    assert "not given your name" not in words


def test_why_is_told_without_the_need() -> None:
    """Neither the reasons of the match nor the words of staff are in a letter."""
    told = Snapshot(
        TODAY, provider(), reasons=(FrozenReason("need", "pass", "Helps with Grief"),), words="after her mother's death"
    )
    words = "\n".join(said(letter_content(asked(snapshot=told, language="es"))))
    assert "Grief" not in words
    assert "death" not in words


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("service", "heading"),
    [
        ("Grief", "Maple House"),
        ("Grief & loss", "Maple House"),
        ("Duelo y pérdida", "Maple House"),
        ("Runaway & Homeless Youth", "Maple House"),
        ("Mental health clinic", "Maple House"),
        ("Homework Room", "Homework Room"),
        ("", "Maple House"),
    ],
)
def test_a_place_is_not_called_by_what_the_family_suffers(service: str, heading: str, language: str) -> None:
    """A program that is called by a need bears its agency's name, in the heading and in what to say; others bear their own."""
    told = replace(asked(language=language).snapshot, provider=provider(service=service, organization="Maple House"))
    content = letter_content(asked(snapshot=told, language=language))
    card = content.cards[0]
    assert (card.name, card.agency) == (heading, "" if heading == "Maple House" else "Maple House")
    assert service == heading or not service or service not in "\n".join(said(content))


def test_spanish_carries_the_english_until_it_is_reviewed() -> None:
    """A language that no fluent reader has reviewed has the whole letter in English beside it; English has none."""
    content = letter_content(asked(language="es"))
    assert content.language == "es"
    assert content.english == replace(content.english or content, language="en", english=None)
    assert letter_content(asked()).english is None


@pytest.mark.parametrize(
    ("language", "listed", "first"),
    [
        ("es", ("en",), "“Spanish interpreter, please.” (Necesito un intérprete de español, por favor.)"),
        ("es", ("en", "es"), "“Spanish, please.” (En español, por favor.)"),
        ("so", ("en",), "Somali interpreter, please."),
        ("en", ("en",), "Hello. My name is __________. My child's school gave me your number."),
    ],
)
def test_a_call_begins_with_the_language(language: str, listed: tuple[str, ...], first: str) -> None:
    """A family that speaks no English first says in English what it needs, since perhaps nobody there speaks more."""
    assert letter_content(asked(provider(languages=listed), language)).script.lines[0] == first


def test_a_language_without_letters_gets_one_in_english() -> None:
    """A letter for a family that speaks Somali is in English, and says how to ask for an interpreter."""
    content = letter_content(asked(language="so"))
    assert (content.language, content.english) == ("en", None)
    assert "Ask for an interpreter who speaks Somali." in line(content, "languages")


@pytest.mark.parametrize(("language", "asks"), [("en", "What does it cost?"), ("es", "¿Cuánto cuesta?")])
def test_what_the_letter_does_not_know_is_asked_in_the_call(language: str, asks: str) -> None:
    """The words to say end in questions, among them what the listing left open, and no other."""
    assert letter_content(asked(provider(options=(), costs=()), language)).script.lines[-1].endswith(asks)
    assert asks not in " ".join(letter_content(asked(language=language)).script.lines)


@pytest.mark.parametrize("language", ["es-MX", "ES", "es_419"])
def test_a_region_is_no_other_language(language: str) -> None:
    """A code with a region is its language."""
    assert letter_content(asked(language=language)).language == "es"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"email": "hello@oak.example.org"}, "Write to hello@oak.example.org."),
        ({"url": "https://oak.example.org"}, "Go to https://oak.example.org."),
        ({}, "Ask Maya Torres to help you start."),
    ],
)
def test_without_a_phone_there_is_another_way(known: dict[str, Any], told: str) -> None:
    """No letter leaves a family without a way to begin."""
    content = letter_content(asked(provider(phones=(), **known)))
    assert content.cards[0].phones == ()
    assert told in content.script.paragraphs[0]


def test_numbers_for_voices_come_first() -> None:
    """A text or TTY number is told after one that somebody answers, and says what it is; a note is kept, a fax has no place."""
    phones = (
        FrozenPhone("+15175550103", "tty"),
        FrozenPhone("+15175550102", "text"),
        FrozenPhone("+15175550101", note="ask for Ana"),
    )
    told = [words for _, words in letter_content(asked(provider(phones=phones))).cards[0].phones]
    assert told == [
        "(517) 555-0101 (ask for Ana)",
        "Send a text to (517) 555-0102",
        "(517) 555-0103 (TTY, for people who cannot hear)",
    ]


def test_a_note_that_says_nothing_is_left_out() -> None:
    """That a number is the main number of an office helps nobody who is about to call it."""
    content = letter_content(asked(provider(phones=(FrozenPhone("+15175550101", note="Main Office Number"),))))
    assert content.cards[0].phones == (("+15175550101", "(517) 555-0101"),)


@pytest.mark.parametrize("language", BOTH)
def test_a_confidential_place_is_not_told(language: str) -> None:
    """Though a snapshot should hold where it is, in any of its words, nothing of it is in the letter."""
    where = "77 Hiddenbrook Lane"
    known = dict.fromkeys(("location", "address", "transport", "hours", "eligibility", "apply", "wait"), f"near {where}")
    lists = dict.fromkeys(("access", "costs", "documents"), (f"near {where}",))
    phones = (FrozenPhone("+15175550106", note=where),)
    content = letter_content(asked(provider(confidential=True, phones=phones, spans=(), **known, **lists), language))
    assert "Hiddenbrook" not in "\n".join(said(content))
    assert "millas" not in line(content, "where")
    assert "miles" not in line(content, "where")
    assert content.cards[0].phones


def test_the_code_and_the_link_stand_in_no_sentence() -> None:
    """The copy that is kept holds neither: they are in fields of their own alone, which are blanked."""
    content = letter_content(asked(language="es"))
    assert (content.link, content.code) == (LINK, CODE)
    kept = "\n".join(said(content.blanked()))
    assert LINK not in kept
    assert CODE not in kept


def test_a_kept_letter_opens_as_it_was() -> None:
    """What is sealed in the row of a letter opens again, the English beside it too."""
    kept = letter_content(asked(language="es")).blanked()
    key = new_data_key()
    sealed = seal(key, kept, row_id="letter", student_id="student")
    assert unseal(LetterContent, key, sealed, row_id="letter", student_id="student") == kept


@pytest.mark.parametrize(
    ("changed", "ways"),
    [
        ({}, 3),
        ({"code": "", "answer_host": ""}, 2),
        ({"link": ""}, 1),
        ({"link": "", "signer": replace(SIGNER, phone=None)}, 1),
        ({"link": "", "signer": replace(SIGNER, name="", phone=None)}, 1),
    ],
)
def test_there_is_a_way_to_answer(changed: dict[str, Any], ways: int) -> None:
    """By camera, by code and by telephone, as far as there are such ways; one there always is."""
    assert len(letter_content(asked(**changed)).answer.lines) == ways


@pytest.mark.parametrize(
    ("greeted", "child", "greeting"),
    [
        ("Rosa Delgado", "Ana", "Hola, Rosa Delgado:"),
        (None, "Ana", "A la familia de Ana:"),
        (None, " ", "Hola:"),
    ],
)
def test_the_greeting(greeted: str | None, child: str, greeting: str) -> None:
    """To the guardian by name, else to the child's family, else a plain hello."""
    assert letter_content(asked(language="es", greeted=greeted, child=child)).greeting == greeting


def test_the_crisis_line_is_always_there() -> None:
    """911 and 988 stand in every letter, in Spanish with the number to press."""
    assert "911" in " ".join(letter_content(asked()).closing)
    spanish = " ".join(letter_content(asked(language="es")).closing)
    assert "988" in spanish
    assert "marque 2 para español" in spanish


def test_a_title_in_spanish() -> None:
    """What a specialist is, is said in the letter's language."""
    assert letter_content(asked(language="es")).signer.title == "Especialista de apoyo a estudiantes"


def test_markup_is_data_and_steering_signs_are_gone() -> None:
    """Names with markup, braces or right-to-left marks are printed as they are, without the marks."""
    name = "<b>Oak</b> {name} #let\u202eevil\u200f\nHouse"
    content = letter_content(asked(provider(service=name, organization=name, location=name)))
    assert content.cards[0].name == "<b>Oak</b> {name} #letevil House"


def test_a_long_name_is_kept() -> None:
    """A name of 200 letters stands whole on the card."""
    name = "Oak " * 49 + "Hall"
    assert letter_content(asked(provider(service=name))).cards[0].name == name


wild = st.text(max_size=400)
maybe = st.none() | wild


@settings(max_examples=60)
@given(
    fields=st.fixed_dictionaries(
        {
            **dict.fromkeys(("service", "organization"), wild),
            **dict.fromkeys(
                ("email", "url", "location", "address", "transport", "hours", "eligibility", "apply", "wait", "school"), maybe
            ),
            **{
                name: st.lists(wild, max_size=9).map(tuple)
                for name in ("access", "options", "costs", "languages", "modes", "documents")
            },
            **{name: st.none() | st.floats() for name in ("minimum_age", "maximum_age")},
            **{name: st.booleans() for name in ("interpreters", "confidential", "stale")},
            "spans": st.lists(st.builds(Open, st.integers(0, 6), wild, wild), max_size=3).map(tuple),
            "phones": st.lists(st.builds(FrozenPhone, wild, wild, maybe), max_size=4).map(
                lambda more: (FrozenPhone("+15175550101"), *more)
            ),
        }
    ),
    words=st.fixed_dictionaries(
        {**dict.fromkeys(("child", "reference", "link", "code", "district", "answer_host"), wild), "greeted": maybe}
    ),
    language=st.sampled_from(["en", "es", "ar"]) | wild,
    miles=st.none() | st.floats(),
)
@pytest.mark.slow
def test_any_words_make_a_letter(fields: dict[str, Any], words: dict[str, Any], language: str, miles: float | None) -> None:
    """Whatever stands in a listing or a name, a letter is made, with the number to call, the signer, and no steering sign."""
    told = Snapshot(TODAY, provider(**fields), miles=miles)
    content = letter_content(asked(snapshot=told, language=language, **words))
    assert any("(517) 555-0101" in phone for _, phone in content.cards[0].phones)
    assert content.signer.name == "Maya Torres"
    assert not set(STEERING) & set("".join(said(content)))
    assert all("\n" not in one for one in running(content))
