"""The call sheet: who is on it, and whose number never is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.letters.mails import outbox
from directory.letters.mails.addresses import address_hash
from directory.letters.mails.call_sheet import COLUMNS, CallRow, call_sheet
from directory.letters.mails.reminders import KINDS
from directory.referrals.loop.work import NOBODY
from directory.storage.scope import Scope
from directory.students.profile import GuardianDetails
from tests.letters.mails.mailing import BY_MAIL, DUE, given, guarded_by
from tests.referrals.making import OF_OAK, Loop
from tests.students.making import ADMINISTRATOR, MARTA, OF_ELM

PHONE = "(517) 555-0123"
FATHER = GuardianDetails("Luis Ruiz", "Father", "en", MARTA.phones, None, (), no_contact=True)


def sheet(loop: Loop, scope: Scope = OF_OAK, *, days: int = DUE, mail_goes_out: bool = True) -> list[CallRow]:
    with loop.work(scope, days=days) as work:
        return call_sheet(work, mail_goes_out=mail_goes_out)


def test_a_family_without_mail_is_called(loop: Loop) -> None:
    """A family that is due and reads no mail stands on its owner's sheet alone, with all that a call needs."""
    given(loop)
    guarded_by(loop, MARTA)
    (row,) = sheet(loop)
    assert (row.student, row.guardian, row.phones) == ("Ruiz-Peña, Ana María", "Marta Peña (Mother)", (PHONE,))
    assert (row.ways, row.language) == ("text only", "Spanish (interpreter)")
    assert row.provider == "Maple House; (517) 555-0101"
    assert len(row.cells()) == len(COLUMNS)
    assert [sheet(loop, scope) for scope in (OF_ELM, ADMINISTRATOR, NOBODY)] == [[], [], []]
    assert sheet(loop, days=DUE - 1) == []


def test_a_family_with_mail_is_called_when_no_mail_goes_out_or_it_was_stopped(loop: Loop) -> None:
    """Whom reminders reach is not on the sheet; without a mail server, or when they stopped them, they are."""
    given(loop)
    guarded_by(loop, replace(BY_MAIL, ways=("email", "call")))
    assert sheet(loop) == []
    assert len(sheet(loop, mail_goes_out=False)) == 1
    with loop.work(NOBODY) as work:
        outbox.stop(work, address_hash(loop.keys, "marta@example.org"), KINDS)
    assert len(sheet(loop)) == 1


@pytest.mark.parametrize("guardians", [(FATHER,), (FATHER, MARTA), (replace(MARTA, ways=("at_school",)),), ()])
def test_a_number_that_is_not_safe_never_stands_on_it(loop: Loop, guardians: tuple[GuardianDetails, ...]) -> None:
    """Not that of a no-contact order, not one that such a person shares, not one where no call was said to be safe."""
    given(loop)
    guarded_by(loop, *guardians)
    (row,) = sheet(loop)
    assert (row.guardian, row.phones) == ("", ())
    assert "look at the student's page" in row.cells()[2]
