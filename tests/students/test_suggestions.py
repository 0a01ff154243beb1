"""Students whose name is being typed: those that the list would find, opened as they are now, seen by whoever may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.storage.scope import Scope
from directory.students import changes, name_index
from directory.students.caseload import caseload
from directory.students.name_index import NameIndex
from directory.students.suggestions import MOST, suggest
from tests.students.making import ADMINISTRATOR, ANA, BEN, BLIND, ELM, LATER, OF_ELM, OF_OAK, District

NAMES = (("Perpetua", "Quillfeather"), ("Perla", "O'Brien"), ("Ana María", "Quill"), ("Bo", "Núñez Ruiz"), ("Quilla", "Per"))


def suggested(district: District, words: str, scope: Scope = ADMINISTRATOR) -> tuple[list[str], bool]:
    with district.reading() as session:
        found = suggest(session, district.keys, scope, words)
    return [one.profile.sorted_name for one in found.students], found.mended


@pytest.fixture
def named(district: District) -> District:
    for number, (given, family) in enumerate(NAMES):
        district.add(replace(ANA, number=str(200_000 + number), given_name=given, family_name=family))
    return district


@pytest.mark.parametrize(
    "words", ["per", "obri", "quill", "maria", "ana quil", "ruiz nun", "NÚÑEZ", "o’brien p", "200001", "200-001"]
)
def test_those_are_suggested_whom_the_list_finds(named: District, words: str) -> None:
    """The same students in the same order, twice in a row."""
    with named.reading() as session:
        listed = [row.profile.sorted_name for row in caseload(session, named.keys, ADMINISTRATOR, words=words).rows]
    assert listed
    assert suggested(named, words) == suggested(named, words) == (listed[:MOST], False)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("quilfeather", ["Quillfeather, Perpetua"]),
        ("perpteua", ["Quillfeather, Perpetua"]),
        ("per quilfether", []),
        ("per quillfether", ["Quillfeather, Perpetua"]),
        ("obirens", []),
        ("pxr", []),
        ("xana quill", ["Quill, Ana María"]),
        ("zzyzx", []),
    ],
)
def test_one_error_is_allowed_for(named: District, words: str, names: list[str]) -> None:
    """One letter too few, too many, wrong or exchanged in all the words, of which a short one must be right."""
    assert suggested(named, words)[0] == names


def test_what_has_changed_counts_at_once(named: District) -> None:
    """A new name is found and the old one is not; whoever has left, or is of another school, is suggested to nobody who may not see."""
    student = named.add(BEN)
    assert suggested(named, "ohara", OF_OAK) == (["O'Hara, Ben"], False)
    for scope in BLIND:
        assert suggested(named, "ohara", scope)[0] == []
    with named.writing() as session:
        changes.change(session, named.keys, ADMINISTRATOR, student, replace(BEN, family_name="Zeller"), school_id=ELM, now=LATER)
    assert suggested(named, "ohara", ADMINISTRATOR)[0] == []
    assert suggested(named, "zelle", OF_OAK)[0] == []
    assert suggested(named, "zelle", OF_ELM)[0] == ["Zeller, Ben"]


def test_only_what_is_new_is_opened_again(named: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look opens the few who are shown, and none of the others."""
    assert len(suggested(named, "quill")[0]) == 3
    opened: list[str] = []
    real = name_index._opened

    def count(*arguments: object) -> Iterator[object]:
        ids = arguments[-1]
        assert isinstance(ids, list)
        opened.extend(ids)
        return iter(real(*arguments))  # type: ignore[arg-type]

    monkeypatch.setattr(name_index, "_opened", count)
    suggested(named, "maria")
    assert opened == []
    new = named.add(BEN)
    suggested(named, "ohara")
    assert opened == [new]


def test_signs_alone_are_in_no_name(named: District) -> None:
    """Signs that patterns of a database stand for, and any others without a letter or a digit, suggest nobody."""
    for words in ("%", "%%%", "___", "---", "😀😀😀"):
        assert suggested(named, words) == ([], False)
        with named.reading() as session:
            index = name_index.name_index(session, named.keys, ADMINISTRATOR)
        assert (index.meant(words), index.nearly_meant(words)) == ([], [])


def test_a_name_is_kept_for_an_hour_at_most(named: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was told a name forgets it, whether or not the student is there any more."""
    suggested(named, "quill")
    kept = name_index._kept[named.keys]
    monkeypatch.setattr(name_index, "monotonic", lambda: kept.since + name_index.LONGEST_KEPT + 1)
    assert len(suggested(named, "quill")[0]) == 3
    assert name_index._kept[named.keys] is not kept


def test_no_name_is_printed() -> None:
    """What a process keeps of names is in no text of its objects."""
    index = NameIndex({"s": name_index.ComparedName(b"", ("quill",), "1", ("quill", "", "s"))})
    assert "quill" not in repr(index) + repr(index._names["s"])


def test_an_index_is_made_again_only_of_other_names(named: District) -> None:
    """Letter by letter the same one is asked; a name that has changed makes another, and each person has an index of their own."""
    with named.reading() as session:
        first, second = (name_index.name_index(session, named.keys, ADMINISTRATOR) for _ in range(2))
        assert first is second
        assert name_index.name_index(session, named.keys, OF_OAK) is not first
    named.add(BEN)
    with named.reading() as session:
        assert name_index.name_index(session, named.keys, ADMINISTRATOR) is not first
