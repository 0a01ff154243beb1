"""How a guardian may be reached without harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.students.contact_ways import by_mail, by_phone, first_by_phone, only_by_text
from directory.students.profile import GuardianDetails

MOTHER = GuardianDetails("Marta Peña", phones=("+15175550123", "+15175550124"), email="marta@example.org")
FATHER = GuardianDetails("Luis Ruiz", phones=MOTHER.phones[:1], email=" Marta@Example.org", no_contact=True)
AUNT = GuardianDetails("Rosa Peña", phones=("+15175550125",), email="rosa@example.org")


@pytest.mark.parametrize(
    ("ways", "address", "numbers"),
    [
        ((), MOTHER.email, MOTHER.phones),
        (("email",), MOTHER.email, ()),
        (("text",), None, MOTHER.phones),
        (("call", "email"), MOTHER.email, MOTHER.phones),
        (("at_school",), None, ()),
    ],
)
def test_a_way_that_was_not_named_is_not_taken(ways: tuple[str, ...], address: str | None, numbers: tuple[str, ...]) -> None:
    """Where ways were named only those are safe; where none was, all are."""
    one = replace(MOTHER, ways=ways)
    assert (by_mail(one, [one]), by_phone(one, [one])) == (address, numbers)
    assert only_by_text(one) == (ways == ("text",))


def test_a_no_contact_order_bars_what_that_person_has_too() -> None:
    """Nobody is reached at a number or address of somebody with such an order, nor that person at any."""
    cared = [FATHER, MOTHER, AUNT]
    assert [by_mail(one, cared) for one in cared] == [None, None, AUNT.email]
    assert [by_phone(one, cared) for one in cared] == [(), MOTHER.phones[1:], AUNT.phones]
    assert first_by_phone(cared) == (MOTHER, MOTHER.phones[1:])
    assert first_by_phone([FATHER]) is None
