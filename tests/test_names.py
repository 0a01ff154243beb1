"""What things are called: modules by nouns of the field, one class to a name, and no splinters of modules."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_rules import MODULES, imported, name_of, parsed

pytestmark = pytest.mark.rules

FEWEST = 40  # lines

NOUNS_IN_ING = {
    "directory.referrals.opening": "an opening is what the choices of a referral belong to",
    "directory.storage.keyring": "a ring of keys",
    "directory.storage.migrations.versions.0008_following": "a migration keeps its name for good",
    "directory.storage.migrations.versions.0009_asking": "a migration keeps its name for good",
    "directory.web.core.rendering": "the term of every framework for templates made into bytes",
    "directory.web.listings.listing": "a listing is what this service is about",
    "matching.ranking": "`matching.rank` is the function, and a module of that name would hide it",
}

TABLES = "a table and what is read out of it bear the name that HSDS gives them"
SHARED_CLASSES = {
    "Contact": TABLES,
    "Phone": TABLES,
    "Schedule": TABLES,
    "Word": "the table of the directory's words, and a word of a sentence",
}

SPLINTERS = {
    "directory.accounts.demo": "who can be played stands apart from all that guards real accounts",
    "directory.demo.school_year": "the demo's calendar, which its other modules must not know",
    "directory.finding.provider_record": "a share of referrals, shrunk on purpose: its reason needs a place of its own",
    "directory.letters.outdated": "what a letter says otherwise than the listing does today, for pages beside the letter's own",
    "directory.listings.duplicates": "whether two records are one is decided above the query that finds those near by",
    "directory.referrals.departures": "what a student's leaving does to referrals is decided in their room, not on the page",
    "directory.storage.listings.neighbors": "every query has its noun",
    "directory.storage.listings.export": "every query has its noun",
    "directory.web.core.health": "a page of its own",
    "directory.web.finding.by_needs": "a page of its own",
    "directory.web.students.ages": "words for ages, which templates share",
    "directory.web.students.papers": "what is opened before a transaction stands apart from what is done inside it",
    "importers.values.phone_notes": "notes between numbers, measured for their growth by themselves",
    "matching.needs.misspellings": "kept apart until misspelled needs are mended by a library",
}


def classes() -> Iterator[tuple[str, str]]:
    """Every class with the module that defines it."""
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                yield node.name, name_of(path)


def users() -> dict[str, set[str]]:
    """The modules that import each module."""
    names = {name_of(path) for path in MODULES}
    found: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        for name in imported(path):
            module = name if name in names else name.rpartition(".")[0]
            found[module].add(name_of(path))
    return found


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_modules_are_called_by_nouns() -> None:
    """No module is called by what is done in it, but for nouns that end so and names that are frozen."""
    assert {name_of(path) for path in MODULES if path.stem.endswith("ing")} == set(NOUNS_IN_ING)


def test_no_two_classes_have_one_name() -> None:
    """A class is found by its name alone, but for the few that share one for a reason."""
    modules = defaultdict(set)
    for name, module in classes():
        modules[name].add(module)
    assert {name for name, where in modules.items() if len(where) > 1} == set(SHARED_CLASSES)


def test_no_module_is_a_splinter() -> None:
    """A short module that one other uses belongs into that one, but for the few that stand apart for a reason."""
    used_by = users()
    short = {name_of(path) for path in MODULES if path.stem != "__init__" and lines_of(path) < FEWEST}
    assert {name for name in short if len(used_by[name] - {name}) == 1} == set(SPLINTERS)
