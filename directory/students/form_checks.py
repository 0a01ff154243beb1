"""Checks of the forms of a student and a guardian: plain data, or every error at once."""

from __future__ import annotations

import datetime

from directory.form_fields import Form, FormFields
from directory.students.profile import INSURANCE, PREFERENCES, WAYS, GuardianDetails, Profile, age_on

YOUNGEST, OLDEST = 2, 22
"""Ages in whole years; both are accepted."""

# The ways that need a phone number.
_PHONE_WAYS = ("call", "text")


def check_profile(form: Form, today: datetime.date) -> tuple[Profile | None, dict[str, str]]:
    """Return a profile, or None with a sentence for each field that is wrong."""
    fields = FormFields(form)
    number = fields.line("number", "Give the student number.")
    if number and not any(c.isalnum() for c in number):
        fields.errors["number"] = "A student number has digits or letters: correct it."
    given_name = fields.line("given_name", "Give the first name.")
    family_name = fields.line("family_name", "Give the last name.")
    birth_date = _birth_date(fields, today)
    grade = fields.grade("grade")
    if birth_date is None and grade is None and not {"birth_date", "grade"} & fields.errors.keys():
        fields.errors["birth_date"] = "Give the birth date or the grade: services ask for the age."
    profile = Profile(
        number=number or "",
        given_name=given_name or "",
        family_name=family_name or "",
        birth_date=birth_date,
        grade=grade,
        home_zip=fields.zip("home_zip"),
        languages=fields.languages("languages"),
        insurance=fields.code("insurance", INSURANCE),
        preferences=_preferences(fields),
        preference_words=fields.words("preference_words"),
        custody_words=fields.words("custody_words"),
    )
    return (None if fields.errors else profile), fields.errors


def _birth_date(fields: FormFields, today: datetime.date) -> datetime.date | None:
    found = fields.day("birth_date")
    if found is None:
        return None
    age = age_on(found, today)
    if found > today:
        fields.errors["birth_date"] = "This birth date is in the future: check the year."
    elif age < YOUNGEST:
        fields.errors["birth_date"] = f"This is a child under {YOUNGEST}: check the year."
    elif age >= OLDEST + 1:
        fields.errors["birth_date"] = f"This is somebody over {OLDEST}: check the year."
    return found


def _preferences(fields: FormFields) -> tuple[str, ...]:
    found = fields.codes("preferences", PREFERENCES)
    if {"faith_based", "not_faith_based"} <= set(found):
        fields.errors["preferences"] = "Faith-based is either welcome or not: keep one of the two."
    return found


def check_guardian(form: Form) -> tuple[GuardianDetails | None, dict[str, str]]:
    """Return a guardian's details, or None with a sentence for each field that is wrong."""
    fields = FormFields(form)
    details = GuardianDetails(
        name=fields.line("name", "Give the name.") or "",
        relationship=fields.line("relationship"),
        language=fields.language("language"),
        phones=fields.phones("phones"),
        email=fields.email("email"),
        ways=fields.codes("ways", WAYS),
        way_words=fields.words("way_words"),
        no_contact=fields.ticked("no_contact"),
        no_contact_words=fields.words("no_contact_words"),
    )
    _check_ways(fields, details)
    return (None if fields.errors else details), fields.errors


def _check_ways(fields: FormFields, details: GuardianDetails) -> None:
    """Record an error if a way is impossible, or is named for somebody who may not be contacted."""
    if details.no_contact and not details.no_contact_words:
        fields.errors["no_contact_words"] = "Say why nobody may contact this person: an order of a court, a rule of the school."
    if details.no_contact_words and not details.no_contact:
        fields.errors["no_contact"] = "Tick this if nobody may contact this person; if not, clear the reason."
    if details.no_contact and details.ways:
        fields.errors["ways"] = "Nobody may contact this person: untick all ways."
    elif "email" in details.ways and not details.email:
        fields.errors.setdefault("email", "Give the e-mail address, or untick the way.")
    if not details.no_contact and not details.phones and any(way in details.ways for way in _PHONE_WAYS):
        fields.errors.setdefault("phones", "Give a phone number, or untick call and text.")
