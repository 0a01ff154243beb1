"""Days, hours and spans of them in a sentence: each is one condition with its sign, or told as not understood."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.sentence import Understanding, understand
from matching.wishes.codes import DAYS_OF_WEEK

ENGLISH = dict(zip(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), DAYS_OF_WEEK, strict=True))
SPANISH = dict(zip(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), DAYS_OF_WEEK, strict=True))
_GROUPS = {"weekday": DAYS_OF_WEEK[:5], "weekend": DAYS_OF_WEEK[5:]}

Named = tuple[str, Sequence[tuple[str, str]]]
"""A phrase, and each day that it names: its word and its code, with "-" if it is ruled out."""


def days_in(found: Understanding) -> set[str]:
    """Return the codes of the days that conditions name, those that are ruled out with "-"."""
    days: set[str] = set()
    for one in found.conditions:
        if one.kind.value in ("day", "hours", "time"):
            named = one.value.partition("@")[0]
            days.update(_GROUPS.get(named, named.split(",")))
    return days


@st.composite
def phrases(draw: st.DrawFn) -> Named:
    """Draw a phrase out of a grammar of days, spans, hours, joins and negations, in English or Spanish."""
    english = draw(st.booleans())
    words = ENGLISH if english else SPANISH
    text, named = "", list[tuple[str, str]]()
    for number in range(draw(st.integers(1, 3))):
        ruled_out = draw(st.integers(0, 3)) == 0
        first, last = sorted(
            draw(st.lists(st.sampled_from(list(words)), min_size=2, max_size=2, unique=True)), key=list(words).index
        )
        if draw(st.booleans()):
            to = draw(st.sampled_from((" through ", "-", " to ") if english else (" a ", " al ", "-")))
            those = list(words)[list(words).index(first) : list(words).index(last) + 1]
            part = f"{first}{to}{last}"
        else:
            part, those = draw(
                st.sampled_from([(first, [first]), (f"{first} {'and' if english else 'y'} {last}", [first, last])])
            )
            part = part if english else f"{draw(st.sampled_from(['los', 'el']))} {part}"
            part = f"on {part}" if english and draw(st.booleans()) else part
        hour = draw(st.sampled_from(
            ["", "", " after 4", " from 3 to 5 pm", " 3:30-5", " before 9 am", " mornings"] if english
            else ["", "", " después de las 4", " de 3 a 5 de la tarde", " antes de las 9", " por la mañana"]
        ))  # fmt: skip
        no = (
            draw(st.sampled_from(["not ", "never ", "except "] if english else ["no ", "menos ", "excepto "]))
            if ruled_out
            else ""
        )
        join = draw(st.sampled_from([" or ", " and ", ", "] if english else [" o ", " y ", ", "])) if number else ""
        if number and (ruled_out or named[-1][1][0] == "-"):
            join = " but " if english else " pero "
        text += f"{join}{no}{part}{hour}"
        named += [(one if one in part else first, ("-" if ruled_out else "") + words[one]) for one in those]
    return f"{'tutoring' if english else 'tutoría'} {text}", named


@given(phrases())
@settings(max_examples=120)
def test_every_day_is_a_condition_or_told(named: Named) -> None:
    """Each day that a request names is in a condition with the right sign, or in what was not understood."""
    text, expected = named
    found = understand(text)
    days, unread = days_in(found), " ".join(found.unread)
    for word, code in expected:
        opposite = code[1:] if code.startswith("-") else f"-{code}"
        assert code in days or word in unread
        assert code in days or opposite not in days or opposite in {other for _, other in expected}
