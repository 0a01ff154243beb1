"""What a specialist is told to mind before a referral is opened."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from directory.finding.reason_words import in_words
from directory.referrals import choices, opening
from directory.referrals.snapshot import FrozenProvider
from directory.students import caseload, consents, households, needs
from directory.students.profile import Profile, Withdrawal
from tests.referrals.making import ALL_THE_SAME, Loop, agree
from tests.students.making import ADMINISTRATOR, ELM, NOW, OAK, OF_OAK, TODAY

_DAY = datetime.timedelta(days=1)
LUZ = Profile("10444", "Luz", "Ruiz-Peña", datetime.date(2017, 5, 2), "3", "48910", ("es",), "medicaid")


def warned(loop: Loop, records: Sequence[str] | None = None, **changes: Any) -> dict[str, str]:
    """The sentences by kind, for the first provider where none is named; `changes` are of what was frozen."""
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        chosen: list[FrozenProvider] = [
            replace(choices.frozen(work.session, one, TODAY), **changes) for one in records or loop.records[:1]
        ]
        return {one.kind: in_words(one.note) for one in opening.warnings(work, file, chosen)}


def sibling_there(loop: Loop, school: str) -> None:
    """Luz, a sister at this school, gets a letter to the first provider."""
    luz = loop.district.add(LUZ, school)
    with loop.district.writing() as session:
        households.link_siblings(session, loop.keys, ADMINISTRATOR, loop.student_id, luz, now=NOW)
        needs.add(session, loop.keys, ADMINISTRATOR, luz, chosen=["anxiety"], sentence="", urgency=2, now=NOW)
    with loop.work(ADMINISTRATOR) as work:
        (need,) = caseload.open_student(work.session, loop.keys, ADMINISTRATOR, luz).open_needs
        opening.open_referral(work, luz, need.id, [opening.ProviderChoice(loop.records[0])], said=ALL_THE_SAME)


def test_where_the_student_is_already(loop: Loop) -> None:
    """An open referral there is told, and one to another service of the same agency; one that has ended is not."""
    assert "already" not in warned(loop)
    (referral,) = loop.open(loop.records[:1])
    assert warned(loop)["already"] == "Ana María has an open referral there already."
    with loop.district.writing() as session:
        maple = "SELECT organization_id FROM service WHERE name = 'Talking Together'"
        session.execute(text(f"UPDATE service SET organization_id = ({maple}) WHERE name = 'Quiet Rooms'"))
    assert warned(loop, loop.records[1:2])["already"] == "Ana María has an open referral to Maple House already."
    loop.record(referral, "cancelled")
    assert "already" not in warned(loop)


@pytest.mark.parametrize(("school", "who"), [(OAK, "Luz"), (ELM, "Somebody of the household")])
def test_where_a_sibling_is_already(loop: Loop, school: str, who: str) -> None:
    """A sister there is named to those who may see her; of another school's no more is told than that there is somebody."""
    sibling_there(loop, school)
    told = warned(loop)["sibling"]
    assert told == f"{who} has a referral to Maple House too: ask the family, and maybe go together."
    assert "sibling" not in warned(loop, loop.records[1:2])


def test_of_a_confidential_place_no_sibling_of_another_school_is_told(loop: Loop) -> None:
    """Not even that somebody of the household goes there."""
    sibling_there(loop, ELM)
    assert "sibling" not in warned(loop, confidential=True)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        (
            {"stale": True, "assured": TODAY - 400 * _DAY},
            "stale",
            "Nobody has confirmed the listing of Talking Together for a year",
        ),
        ({"stale": True, "assured": None}, "stale", "Nobody has confirmed the listing of Talking Together: call"),
        ({"phones": ()}, "no_phone", "No telephone number is listed for Talking Together"),
        ({"languages": ("en",)}, "language", "Talking Together does not list the family's language"),
    ],
)
def test_what_a_listing_lacks(loop: Loop, changes: dict[str, Any], kind: str, words: str) -> None:
    """An old listing, one without a telephone and one without the family's language is told; a good one is not."""
    assert kind not in warned(loop)
    assert warned(loop, **changes)[kind].startswith(words)


def test_interpreters_speak_every_language(loop: Loop) -> None:
    """A place that has interpreters needs no warning of the language."""
    assert "language" not in warned(loop, languages=("en",), interpreters=True)


def test_a_consent_that_is_missing(loop: Loop) -> None:
    """Without a consent in force the letter goes out all the same, and nothing to the provider; one that ran out is none."""
    assert warned(loop)["consent"].startswith(
        "No signed consent names Maple House: give the family the letter, which needs none."
    )
    with loop.district.writing() as session:
        agree(session, loop, until=TODAY - _DAY)
    assert "consent" in warned(loop)
    with loop.district.writing() as session:
        given = agree(session, loop, until=TODAY)
    assert "consent" not in warned(loop)
    with loop.district.writing() as session:
        consents.withdraw(session, loop.keys, OF_OAK, loop.student_id, given, withdrawal=Withdrawal("Marta Peña"), now=NOW)
    assert "consent" in warned(loop)
