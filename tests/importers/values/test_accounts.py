"""Every reader of values accounts for every word of its cell: the one rule of decision 8, held for all readers at once."""

from __future__ import annotations

import ast
import datetime
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import importers.places
import importers.times
import importers.values
from importers.values import READERS, Reader, Reading, folded
from importers.values.accounts import Entry
from importers.values.doubt import DOUBT
from importers.values.noise import COMMON, NOISE, SIGNS
from importers.values.text import clean, fold

for _room in (importers.values, importers.times, importers.places):
    for _module in pkgutil.iter_modules(_room.__path__, f"{_room.__name__}."):
        importlib.import_module(_module.name)

IMPORTERS = Path(importers.values.__path__[0]).parent
TODAY = datetime.date(2026, 11, 30)
GIVEN: dict[str, Any] = {"today": TODAY, "latest": TODAY}

# These make their readings themselves, and tell what they leave out as far as they see it. The list only gets shorter.
NOT_YET = {"values.age_spans", "values.ages", "values.costs", "places.addresses", "places.points"}  # fmt: skip
# These stages, and those above the readers, take values past the log. The list only gets shorter.
PAST_THE_LOG = {"rows.stages.ages", "rows.stages.contacts", "rows.stages.places", "rows.exported"}

_WORDS = sorted({*"yes no x Active closed full waitlist 48910 MI 11/3/2026 Mon-Fri 9-5 12 openings Spanish English 517-555-0101 bo@example.org "
                 "www.example.org call Ann (Oak) — ¿sí? año ﬁn 10º É ; / $5 ½ 日本 N/A".split(), *DOUBT, *COMMON, *SIGNS})  # fmt: skip
CELLS = st.lists(st.sampled_from(_WORDS) | st.text(max_size=6), max_size=8).map(" ".join)


def read(entry: Entry, cell: str) -> Reading[Any]:
    """What a reader makes of a cell."""
    needed = inspect.signature(entry.read).parameters
    reading = entry.read(cell, **{name: GIVEN[name] for name in needed if name in GIVEN})
    assert isinstance(reading, Reading)
    return reading


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text)))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(IMPORTERS).with_suffix("").parts)


@pytest.mark.parametrize("name", sorted(READERS))
@given(CELLS)
def test_parts_add_up_to_the_cell_and_no_word_is_lost(name: str, text: str) -> None:
    """Parts are disjoint and cover every letter and digit; what is kept stands in the kept words or in the value, and is told or shown."""
    entry = READERS[name]
    reading = read(entry, text)
    cell = reading.cell
    assert cell in {clean(text), fold(text)}
    ends = [0, *(part.end for part in reading.parts)]
    starts = [*(part.start for part in reading.parts), len(cell)]
    gaps = [cell[end:start] for end, start in zip(ends, starts, strict=True)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert not any(map(str.isalnum, "".join(gaps)))
    if reading.left:
        assert reading.value is not None or reading.troubles
        shown = f"{reading.kept} {entry.reader.says(reading.value) if entry.reader.says and reading.value is not None else ''}"
        assert reading.kept == cell or words_of(reading.left) <= words_of(shown)
    if reading.kept and reading.value is not None:
        assert reading.troubles


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_blank_cell_is_no_trouble(name: str) -> None:
    """What nobody knows has no value, keeps no words and is not told."""
    for cell in ("", "N/A", "unknown", " - "):
        reading = read(READERS[name], cell)
        assert (reading.value, reading.troubles, reading.kept) == (None, (), "")


READER: Reader[str] = Reader("numbers", counts=True)


@pytest.mark.parametrize(
    ("text", "value", "kept", "codes"),
    [
        ("red", "red", "", []),
        ("The red beds!", "red", "", []),
        ("red, by the door", "red", "red, by the door", ["words_kept"]),
        ("not red", None, "not red", ["words_unread"]),
        ("red until June", None, "red until June", ["words_unread"]),
        ("red?", None, "red?", ["words_unread"]),
        ("red 4", None, "red 4", ["words_unread"]),
        ("rojo, pero Red", None, "rojo, pero Red", ["words_unread"]),
        ("reddish", "red", "reddish", ["words_kept"]),
    ],
)
def test_what_is_left_decides(text: str, value: str | None, kept: str, codes: list[str]) -> None:
    """Words that say nothing are passed over; others are kept and told; those that turn a value round leave none."""
    cell = folded(text)
    start = cell.text.index("red") if "red" in cell.text else 0
    reading = READER.account(cell, "red", [cell.origin(start, start + 3)])
    assert (reading.value, reading.kept) == (value, kept)
    assert [str(trouble.code) for trouble in reading.troubles] == codes


def test_an_aside_raises_no_doubt_and_is_kept() -> None:
    """A number that a reader knows to be none of its own leaves the value, and is shown beside it."""
    cell = folded("red, not more than 20 beds")
    reading = READER.account(cell, "red", [(0, 3)], asides=[(5, 21)])
    assert (reading.value, reading.kept, reading.left) == ("red", cell.cell, "not more than 20")


def test_words_that_the_value_shows_are_not_kept_twice() -> None:
    """A reader whose values show words keeps only a cell of which they do not show all."""
    reader: Reader[str] = Reader("numbers", says=str)
    cell = folded("red, by the door")
    assert not reader.account(cell, "by door", [(0, 3)]).kept
    assert reader.account(cell, "by", [(0, 3)]).kept == cell.cell


@given(st.text())
def test_a_folded_cell_knows_where_its_letters_stood(text: str) -> None:
    """The folded text is the one of all patterns, and each letter of it folds from where it stood."""
    cell = folded(text)
    assert cell.text == fold(text)
    assert cell.cell == clean(text) or cell.cell == cell.text
    assert len(cell.starts) == len(cell.ends) == len(cell.text)
    for letter, start, end in zip(cell.text, cell.starts, cell.ends, strict=True):
        assert not letter.strip() or letter in fold(cell.cell[start:end])


def test_noise_is_a_closed_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Noise is printed with -s; it belongs to readers that exist, is folded, and holds no number and no word of doubt."""
    with capsys.disabled():
        for name in sorted(NOISE):
            print(f"\n{name}: {' '.join(sorted(NOISE[name]))}", end="")
    for words in (SIGNS, COMMON, *NOISE.values()):
        assert not [word for word in words if word in DOUBT or any(map(str.isdigit, word)) or fold(word) != word]
    assert set(READERS) <= set(NOISE)


def test_only_an_account_makes_a_reading() -> None:
    """No reader makes a reading by itself, and each is entered under a name; those not yet changed are named above."""
    makers, unnamed = set(), set()
    for path in sorted(IMPORTERS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reading":
                makers.add(name_of(path))
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns and _of_reading(node.returns):
                named = any(isinstance(mark, ast.Attribute) and mark.attr == "reads" for mark in node.decorator_list)
                unnamed |= set() if named else {name_of(path)}
    assert makers - {"values.accounts"} == NOT_YET
    assert unnamed - {"values.accounts"} <= NOT_YET


def _of_reading(returns: ast.expr) -> bool:
    return isinstance(returns, ast.Subscript) and isinstance(returns.value, ast.Name) and returns.value.id == "Reading"


def test_a_stage_takes_values_through_the_log_alone() -> None:
    """What ProblemLog.value returns is told and kept; `.value` anywhere else in the reading of rows would lose words in silence."""
    past, dropped = set(), set()
    for path in sorted((IMPORTERS / "rows").rglob("*.py")):
        if path.name == "findings.py":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        used = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "value"]
        logged = [node for node in used if isinstance(node.value, ast.Name) and node.value.id == "log"]
        if len(logged) < len(used):
            past.add(name_of(path))
        if logged and any(
            isinstance(node, ast.Attribute) and node.attr == "problems" and getattr(node.value, "id", "") == "log"
            for node in ast.walk(tree)
        ):
            dropped.add(name_of(path))
    assert past == PAST_THE_LOG
    assert not dropped, "log.findings keeps the words of a cell, and log.problems loses them"
