"""Who may sign, and what a consent allows, day by day."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from directory.students.profile import GuardianDetails
from directory.students.signers import ConsentKind, ConsentState, signers, state_of, why_not
from tests.students.making import ANA, MARTA, TODAY, agreed

_DAY = datetime.timedelta(days=1)
BORN_18_YEARS_AGO = replace(ANA, birth_date=TODAY.replace(year=TODAY.year - 18))


@pytest.mark.parametrize(
    ("details", "may"),
    [
        (GuardianDetails("Marta", "Mother"), True),
        (GuardianDetails("Marta", None), True),
        (GuardianDetails("Marta", "Legal guardian (aunt)"), True),
        (GuardianDetails("Rosa", "Grandmother"), True),
        (GuardianDetails("Joe", "Foster parent, school contact"), True),
        (GuardianDetails("Joe", "Emergency contact"), False),
        (GuardianDetails("Joe", "Neighbor"), False),
        (GuardianDetails("Joe", "Case worker"), False),
        (GuardianDetails("Joe", "Big brother"), False),
        (GuardianDetails("Joe", "Emergency contact, no custody"), False),
        (GuardianDetails("Joe", "Friend, not a guardian"), False),
        (GuardianDetails("Joe", "Friend of the mother"), False),
        (GuardianDetails("Joe", "Father’s girlfriend"), False),
        (GuardianDetails("Joe", "Foster sister"), False),
        (GuardianDetails("Joe", "Vecina"), False),
        (GuardianDetails("Joe", "Contacto de emergencia"), False),
        (GuardianDetails("Joe", "Hermana, tutora legal"), True),
        (GuardianDetails("Joe", "Emergency contact: stepfather"), True),
        (GuardianDetails("Joe", "Non-custodial father"), True),
        (GuardianDetails("Joe", "Sister (has custody)"), True),
        (GuardianDetails("Joe", "Father", no_contact=True), False),
        (GuardianDetails("Joe", "Father (deceased)"), False),
    ],
)
def test_who_has_the_right_signs(details: GuardianDetails, *, may: bool) -> None:
    """Parents and guardians sign; nobody under a no-contact order, and nobody who is only reached for the child,
    whose word of a parent is about somebody else, or is denied."""
    assert (why_not(details) is None) is may


def test_the_18th_birthday_hands_the_right_over() -> None:
    """The day before, the guardians sign; on the birthday and after it the student alone; without a birth date the guardians."""
    guardians = {"g1": MARTA, "g2": replace(MARTA, no_contact=True)}
    who = {
        day: [one.id for one in signers("s1", BORN_18_YEARS_AGO, guardians, day)] for day in (TODAY - _DAY, TODAY, TODAY + _DAY)
    }
    assert who == {TODAY - _DAY: ["g1"], TODAY: ["s1"], TODAY + _DAY: ["s1"]}
    assert [one.id for one in signers("s1", replace(ANA, birth_date=None), guardians, TODAY)] == ["g1"]


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ({}, ConsentState.ACTIVE),
        ({"until": TODAY - _DAY}, ConsentState.ENDED),
        ({"until": None}, ConsentState.ENDED),
        ({"withdrawn": True}, ConsentState.WITHDRAWN),
        ({"kind": ConsentKind.SPOKEN}, ConsentState.SPOKEN),
        ({"kind": ConsentKind.HISTORY}, ConsentState.HISTORY),
        ({"kind": "a kind of a later version"}, ConsentState.HISTORY),
        ({"guardians": {}}, ConsentState.HELD),
        ({"guardians": {"g9": MARTA}}, ConsentState.ACTIVE),
        ({"guardians": {"g1": MARTA, "g9": replace(MARTA, no_contact=True)}}, ConsentState.HELD),
        ({"guardians": {"g1": replace(MARTA, no_contact=True)}}, ConsentState.HELD),
        ({"profile": BORN_18_YEARS_AGO}, ConsentState.OF_AGE),
        ({"details": agreed("s1", "org"), "profile": BORN_18_YEARS_AGO}, ConsentState.ACTIVE),
        ({"details": agreed("s1", "org")}, ConsentState.HELD),
    ],
)
def test_only_an_active_consent_opens_sharing(how: dict[str, Any], state: ConsentState) -> None:
    """Signed, not over, not withdrawn, by somebody who still has the right: all else allows nothing, and says why."""
    given: dict[str, Any] = {"kind": ConsentKind.SIGNED, "details": agreed("g1", "org"), "until": TODAY, "withdrawn": False}
    on_file = {"student_id": "s1", "profile": ANA, "guardians": {"g1": MARTA}, "today": TODAY}
    given |= on_file | how
    kind, details, until = (given.pop(name) for name in ("kind", "details", "until"))
    assert state_of(kind, details, until, **given) is state
