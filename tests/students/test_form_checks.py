"""Forms about students, guardians and consents: values where all is well, else every error at once."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.form_fields import GRADES
from directory.students.form_checks import check_guardian, check_profile
from directory.students.profile import INSURANCE, PREFERENCES, WAYS, GuardianDetails, Profile

TODAY = datetime.date(2026, 3, 14)
STUDENT = {"number": "10442", "given_name": "Ana", "family_name": "Ruiz", "birth_date": "2015-03-14"}
GUARDIAN = {"name": "Marta Ruiz"}

PROFILE_FIELDS = (
    "number given_name family_name birth_date grade home_zip languages insurance preferences preference_words".split()
)
GUARDIAN_FIELDS = "name relationship language phones email ways way_words no_contact no_contact_words".split()
CODES = [*INSURANCE, *PREFERENCES, *WAYS, *GRADES, "on", "es", "48910", "517-555-0123", "a@example.org"]
VALUE = st.text() | st.sampled_from(CODES) | st.from_regex(r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}")


def forms(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names), VALUE | st.lists(VALUE, max_size=4))


def profile_errors(**changed: str | list[str]) -> dict[str, str]:
    profile, errors = check_profile({**STUDENT, **changed}, TODAY)
    assert (profile is None) == bool(errors)
    return errors


def guardian_errors(**changed: str | list[str]) -> dict[str, str]:
    details, errors = check_guardian({**GUARDIAN, **changed})
    assert (details is None) == bool(errors)
    return errors


def test_a_whole_form_becomes_a_profile() -> None:
    """Each field comes in as its value: dates, five digits of a ZIP, codes, words in lines."""
    form = {
        **STUDENT,
        "grade": "05",
        "home_zip": "48910-1234",
        "languages": ["es", "English"],
        "insurance": "medicaid",
        "preferences": ["woman", "evenings"],
        "preference_words": "After five.\r\nNot on Fridays.",
    }
    assert check_profile(form, TODAY) == (
        Profile(
            number="10442",
            given_name="Ana",
            family_name="Ruiz",
            birth_date=datetime.date(2015, 3, 14),
            grade="5",
            home_zip="48910",
            languages=("es", "en"),
            insurance="medicaid",
            preferences=("woman", "evenings"),
            preference_words="After five.\nNot on Fridays.",
        ),
        {},
    )


def test_all_errors_are_told_at_once() -> None:
    """Whoever fills in a form learns of every mistake in one go, each a sentence."""
    form = {
        "birth_date": "yesterday",
        "grade": "13",
        "home_zip": "4891",
        "languages": "xx",
        "insurance": "x",
        "preferences": ["x"],
    }
    profile, errors = check_profile(form, TODAY)
    assert profile is None
    assert set(errors) == {"number", "given_name", "family_name", *form}
    assert all(words[0].isupper() and words.endswith(".") for words in errors.values())


@pytest.mark.parametrize(
    ("birth_date", "says"),
    [
        ("2026-03-15", "future"),
        ("2030-01-01", "future"),
        ("2025-03-14", "under 2"),
        ("3/15/2024", "under 2"),
        ("3/14/2003", "over 22"),
        ("2/30/2015", "not a date"),
        ("2015-13-01", "not a date"),
        ("0000-01-01", "not a date"),
        ("14.3.2015", "not a date"),
        ("3/14", "not a date"),
        ("3/14/99", "future"),
    ],
)
def test_a_birth_date_must_be_a_students(birth_date: str, says: str) -> None:
    """A day that is none, one to come, and one of somebody too young or too old for school are refused."""
    assert says in profile_errors(birth_date=birth_date)["birth_date"]


@pytest.mark.parametrize("birth_date", ["3/14/2024", "2024-03-14", "3/15/2003", "03/04/2015", "3/14/15", "March 14, 2015"])
def test_a_birth_date_from_2_to_22_is_taken(birth_date: str) -> None:
    """From the second birthday to the day before the 23rd."""
    assert profile_errors(birth_date=birth_date) == {}


def test_a_birth_date_or_a_grade_is_needed() -> None:
    """One of the two tells the age; without either the form asks for them."""
    assert set(profile_errors(birth_date="")) == {"birth_date"}
    assert profile_errors(birth_date="", grade="k") == {}
    assert set(profile_errors(birth_date="", grade="14")) == {"grade"}


@pytest.mark.parametrize("number", ["", "  ", "---"])
def test_a_number_is_needed(number: str) -> None:
    """A student is looked up by number, so it must have a letter or a digit."""
    assert set(profile_errors(number=number)) == {"number"}


def test_faith_is_welcome_or_not() -> None:
    """Two preferences that exclude each other are told."""
    assert set(profile_errors(preferences=["faith_based", "not_faith_based"])) == {"preferences"}


def test_what_cannot_be_seen_is_left_out() -> None:
    """Control characters and marks that turn a text around do not get into a name; accents are composed."""
    profile, _ = check_profile({**STUDENT, "given_name": " Jose\u0301\u202e \x00 Luis\n"}, TODAY)
    assert profile is not None
    assert profile.given_name == "José Luis"


def test_a_long_text_is_told() -> None:
    """A name of a thousand letters and a preference of ten thousand are told as too long."""
    assert set(profile_errors(given_name="a" * 1_000, preference_words="b" * 10_000)) == {"given_name", "preference_words"}


def test_a_whole_form_becomes_a_guardian() -> None:
    """Phones come in as E.164 with extension, in whatever way people write them."""
    form = {
        **GUARDIAN,
        "relationship": "Mother",
        "language": "Español",
        "phones": ["(517) 555-0123", "517.555.0124 ext 7", "+44 20 7946 0018", ""],
        "email": "marta@example.org",
        "ways": ["text", "email"],
        "way_words": "After four.",
    }
    assert check_guardian(form) == (
        GuardianDetails(
            name="Marta Ruiz",
            relationship="Mother",
            language="es",
            phones=("+15175550123", "+15175550124;ext=7", "+442079460018"),
            email="marta@example.org",
            ways=("text", "email"),
            way_words="After four.",
        ),
        {},
    )


@pytest.mark.parametrize("phone", ["555-0123", "117-555-0123", "517-055-0123", "51755501234567890", "mother", "911"])
def test_a_phone_must_be_one_that_can_be_called(phone: str) -> None:
    """A number without area code, with too many digits or with none is told."""
    assert set(guardian_errors(phones=["517-555-0123", phone])) == {"phones"}


@pytest.mark.parametrize("email", ["marta", "marta@", "@example.org", "marta@example", "a b@example.org", "a@b@example.org"])
def test_an_email_must_be_plausible(email: str) -> None:
    """What cannot be an address is told."""
    assert set(guardian_errors(email=email)) == {"email"}


def test_no_contact_needs_its_reason() -> None:
    """Who may not be contacted has a reason in words, and a reason without the tick is told as well."""
    assert set(guardian_errors(no_contact="on")) == {"no_contact_words"}
    assert set(guardian_errors(no_contact_words="Court order")) == {"no_contact"}
    assert guardian_errors(no_contact="on", no_contact_words="Court order") == {}


def test_no_way_is_safe_where_there_is_no_contact() -> None:
    """A no-contact order and a safe way to be reached exclude each other."""
    assert set(guardian_errors(no_contact="on", no_contact_words="Court order", ways="letter")) == {"ways"}


def test_a_way_needs_what_it_goes_by() -> None:
    """Who is to be texted has a phone, and who is to be written to by e-mail an address."""
    assert set(guardian_errors(ways=["text", "email"])) == {"phones", "email"}
    assert guardian_errors(ways=["letter", "at_school"]) == {}


@pytest.mark.slow
@given(forms(PROFILE_FIELDS), forms(GUARDIAN_FIELDS))
def test_whatever_is_sent_is_answered(profile: Any, guardian: Any) -> None:
    """Wild input never raises: there is a value or there are errors, and errors quote nothing that was typed."""
    for checked, errors in (check_profile(profile, TODAY), check_guardian(guardian)):
        assert (checked is None) == bool(errors)
        assert all(words.isprintable() and words.endswith(".") for words in errors.values())
    typed = "Zyx-8841-qqq"
    told = " ".join(check_profile(dict.fromkeys(PROFILE_FIELDS, typed), TODAY)[1].values())
    assert typed not in told
