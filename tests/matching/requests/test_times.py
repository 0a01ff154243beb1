"""Times as people say them: by what else happens then, by a limit, or by a time that was named before."""

from __future__ import annotations

import pytest

from matching.requests import read
from matching.sentence import understand

_TIMES = ("day", "hours", "time")


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("a dentist, mornings while my toddler naps", "morning"),
        ("mornings before my shift, ESL class", "morning"),
        ("parenting class before my class at 10", "any@-1000"),
        ("a job training for dad after his shift at 4", "any@1600-"),
        ("clases de inglés después de su turno a las 3", "any@1500-"),
        ("tutoring after practice at 5:30", "any@1730-"),
        ("mom works until 6, so later than that for the clinic", "any@1800-"),
        ("papá trabaja hasta las 5, clases de inglés después de esa hora", "any@1700-"),
        ("chess club, she can't be out past 8", "any@-2000"),
        ("story time, we can't stay past noon", "any@-1200"),
        ("counseling, dad works Mon to Fri so Sunday or late evenings", "su evening"),
        ("un dentista, trabajo de noche así que en las mañanas", "morning"),
        ("does anyone have openings after school for counseling", "after_school"),
        ("a sitter who can come to us some weekend", "weekend"),
        ("therapist who can come to the house on weeknights", "mo,tu,we,th,fr@evening"),
        ("busco quien me lo cuide saliendo de clases", "after_school"),
        ("GED class, i can only go at night", "evening"),
        ("counseling evenings or Sun", "evening su"),
    ],
)
def test_a_time_is_read_by_what_happens_then(sentence: str, times: str) -> None:
    """A wish for a time may be told by work, class or a limit, and may follow from what was told before it."""
    assert " ".join(one.value for one in read(sentence).conditions if one.kind.value in _TIMES) == times


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("tutoring anytime after rehearsal", "anytime after rehearsal"),
        ("child care while mom is on the night shift", "night shift"),
        ("a babysitter overnight", "overnight"),
        ("tutoring weekdays only on Sunday", "weekdays only on Sunday"),
        ("tutoring, he can't stay after school", "can't stay after school"),
        ("a lawyer, the hearing is this Tuesday", "this Tuesday"),
        ("nos cortan la luz el lunes, ayuda con el recibo", "lunes"),
        ("two Mondays ago he fell, needs a dentist", "Mondays"),
        ("hace tres martes chocó, busca dentista", "martes"),
        ("rompió los lentes el jueves en la escuela, busca lentes", "jueves"),
        ("the fire was Friday night, they need clothes", "Friday night"),
        ("he is so tired in the mornings, needs a mentor", "mornings"),
        ("she screams so nights are hard, needs a therapist", "nights"),
        ("la maestra dice que venga los martes, busca tutor", "martes"),
    ],
)
def test_a_time_that_is_no_wish_is_told(sentence: str, told: str) -> None:
    """A deadline, a shift, an event, and a time that no listing tells make no condition and are told."""
    found = understand(sentence)
    assert not [one for one in found.conditions if one.kind.value in _TIMES]
    assert told in " ; ".join(found.unread)
