"""Tables of patterns: those that are tried find what all of them would find."""

from __future__ import annotations

import random
import re
import re._constants as kinds  # type: ignore[import-not-found]  # no stub: the parts of a regular expression, to make texts of
import re._parser as parser  # type: ignore[import-not-found]  # as above
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.requests import patterns
from matching.requests.patterns import Pattern, Patterns, PatternTable, Phrase, table
from matching.requests.required_words import DIGIT, RequiredWords
from matching.requests.utterance import Utterance
from tests.matching.requests.measure import expected

NAMES = [
    path.stem for path in sorted(Path(patterns.__file__).parent.glob("tables/*.toml")) if "[read]" in path.read_text("utf-8")
]
SENTENCES = [one.sentence for one in expected()]
PIECES = sorted({word for sentence in SENTENCES for word in Utterance(sentence).line.split()})


def parts(of: PatternTable) -> tuple[Patterns, ...]:
    return of.read, of.asked, of.look_alikes, of.vocabulary, of.told


def all_tried(several: Patterns, line: str) -> list[Phrase]:
    """What the patterns find in a line, each of them tried, with every name of a language."""
    return [phrase for pattern in several.all for phrase in pattern.found_by(pattern.regex, line)]


@pytest.mark.parametrize("name", NAMES)
def test_patterns_that_are_not_tried_find_nothing(name: str) -> None:
    """In real sentences the patterns of a table find what they find if all are tried, in the same order."""
    for sentence in SENTENCES:
        line = Utterance(sentence).line
        for several in parts(table(name)):
            assert several.phrases(line) == all_tried(several, line)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.sampled_from(NAMES))
@settings(max_examples=60)
def test_patterns_that_are_not_tried_find_nothing_in_any_words(text: str, name: str) -> None:
    """Whatever words stand side by side, the patterns of a table find what they find if all are tried."""
    line = Utterance(text).line
    for several in parts(table(name)):
        assert several.phrases(line) == all_tried(several, line)


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_is_tried_in_every_line_of_its_own(name: str) -> None:
    """A line that is made of what a pattern may match has the words that the pattern requires, wherever the pattern matches."""
    choice, matched = random.Random(7), 0
    for pattern in (pattern for several in parts(table(name)) for pattern in several.all):
        for line in lines_of(pattern, choice):
            if pattern.regex.search(line):
                matched += 1
                whole = [*pattern.found_by(pattern.regex, line)]
                assert [*pattern.phrases(line)] == Patterns([pattern]).phrases(line) == whole
    assert matched


def lines_of(pattern: Pattern, choice: random.Random, count: int = 6) -> Iterator[str]:
    """Yield lines made of random alternatives of a pattern; what it looks for around its words is not made."""
    parsed = parser.parse(pattern.regex.pattern)
    for _ in range(count):
        yield f" {re.sub(' +', ' ', written(parsed, choice)).strip()} "


def written(parsed: Any, choice: random.Random) -> str:
    """Return a text that parts of a regular expression match."""
    return "".join(_written(kind, value, choice) for kind, value in parsed)


def _written(kind: Any, value: Any, choice: random.Random) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.SUBPATTERN:
        return written(value[-1], choice)
    if kind is kinds.BRANCH:
        return written(choice.choice(value[1]), choice)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        least, most, what = value
        return "".join(written(what, choice) for _ in range(choice.randint(least, min(most, least + 2))))
    if kind is kinds.IN:
        return _one_of(value, choice)
    return "" if kind in (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT) else "x"


def _one_of(value: Any, choice: random.Random) -> str:
    kind, what = choice.choice(value)
    if kind is kinds.LITERAL:
        return chr(what)
    if kind is kinds.RANGE:
        return chr(choice.randint(*what))
    return "7" if (kind, what) == (kinds.CATEGORY, kinds.CATEGORY_DIGIT) else "x"


@pytest.mark.parametrize(
    ("line", "required"),
    [
        ("(?:has|have) no insurance", [{"has", "have"}, {"no"}, {"insurance"}]),
        ("[health|medical] insurance [plan]", [{"insurance"}]),
        ("wheel ?chair", [{"wheel", "wheelchair"}]),
        (r"(?:\d{1,2}|diez) anos", [{DIGIT, "diez"}, {"anos"}]),
        ("<(?:a )*(?:big|small)> END", [{"big", "small"}]),
        ("hij[oa]s? [mia|mio] (?:esta|)", [{"hija", "hijo", "hijas", "hijos"}]),
        ("(?:a (?:b|c) )?[ya] lo (?:ve|[x|y] va)", [{"ve", "va"}]),
        ("...2 (?:a|b)? (?!(?:c|d) )", []),
        ("(?:a lot of|\\w+) {thing}", [{"therapy", "classes"}]),
    ],
)
def test_what_a_pattern_requires(line: str, required: list[set[str]]) -> None:
    """What may be missing is not required, and of alternatives one is."""
    found = RequiredWords({"thing": "therapy|art classes"}).of(line)
    assert [set(words) for words in found] == required
