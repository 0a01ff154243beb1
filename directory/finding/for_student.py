"""What a student's file asks the directory: terms and an age.

The words in which a need was described and the birth date never leave the file.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from directory.finding.question import Ask, AskedNeed, AskedSchool
from directory.i18n.languages import LANGUAGES
from directory.places import zips
from directory.students.files import NeedEntry, StudentFile
from directory.students.profile import age_on

MOST_NEEDS = 12
OLDEST = 25
"""Years; students are younger."""

TAKEN_FOR_GRANTED = "en"
"""The language that is not searched for: lists only name languages other than English."""


def ask_of_file(file: StudentFile, needs: Sequence[NeedEntry], today: datetime.date, school: AskedSchool | None = None) -> Ask:
    """Return the search for a student's file and some of its needs."""
    profile = file.profile
    age = int(age_on(profile.birth_date, today)) if profile.birth_date else None
    return Ask(
        needs=tuple(AskedNeed(need.term, need.urgency) for need in needs[:MOST_NEEDS]),
        age=None if age is None or not 0 <= age <= OLDEST else age,
        grade=profile.grade if age is None else None,
        near=profile.home_zip if profile.home_zip and zips.centre(profile.home_zip[:5]) else None,
        languages=tuple(code for code in profile.languages if code != TAKEN_FOR_GRANTED and code in LANGUAGES),
        payment=profile.insurance,
        preferences=profile.preferences,
        school=school,
    )
