"""To whom a letter may be mailed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.mail.letters import may_be_mailed
from directory.students import caseload
from directory.students.profile import GuardianDetails
from tests.mail.mailing import BY_MAIL, guarded_by
from tests.referrals.making import OF_OAK, Loop

FATHER = GuardianDetails("Luis Ruiz", "Father", "en", (), "MARTA@example.org", (), no_contact=True)


@pytest.mark.parametrize(
    ("guardians", "names"),
    [
        ((BY_MAIL,), ["Marta Peña"]),
        ((replace(BY_MAIL, ways=("text",)),), []),
        ((replace(BY_MAIL, email="märta@example.org"),), []),
        ((FATHER, BY_MAIL), []),
    ],
    ids=["safe", "not by mail", "no address that takes mail", "one inbox with a no-contact order"],
)
def test_a_letter_is_mailed_only_where_it_is_safe(loop: Loop, guardians: tuple[GuardianDetails, ...], names: list[str]) -> None:
    """Not to whom mail is no safe way, nor to an inbox that somebody with a no-contact order reads too."""
    guarded_by(loop, *guardians)
    with loop.district.reading() as session:
        file = caseload.open_student(session, loop.keys, OF_OAK, loop.student_id)
    assert [one.details.name for one in may_be_mailed(file)] == names
