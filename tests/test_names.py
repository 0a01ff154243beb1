"""What things are called: modules by nouns of the field, one class to a name, and no splinters of modules."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_rules import MODULES, ROOT, imported, name_of, parsed

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
    "directory.demo.school_year": "the demo's calendar, which its other modules must not know",
    "directory.finding.provider_record": "a share of referrals, shrunk on purpose: its reason needs a place of its own",
    "directory.letters.outdated": "what a letter says otherwise than the listing does today, for pages beside the letter's own",
    "directory.referrals.departures": "what a student's leaving does to referrals is decided in their room, not on the page",
    "directory.storage.listings.export": "every query has its noun",
    "directory.web.core.static": "a page of its own, whose addresses every page bears",
    "directory.web.letters.logo": "a page of its own, whose address letters bear",
    "directory.web.students.ages": "words for ages, which templates share",
    "directory.web.students.papers": "what is opened before a transaction stands apart from what is done inside it",
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


AMERICAN = {
    "centre": "center",
    "catalogue": "catalog",
    "neighbour": "neighbor",
    "colour": "color",
    "behaviour": "behavior",
    "favour": "favor",
    "towards": "toward",
    "recognise": "recognize",
    "organise": "organize",
    "organisation": "organization",
    "normalise": "normalize",
    "misspelt": "misspelled",
    "labelled": "labeled",
}
"""Spellings that names, docstrings, comments and pages of documentation do not have, with those that they have."""

AGENCY = {
    "directory.demo.shapes": "the demo's tables are written as a district would write them",
    "directory.demo.tables": "the same",
    "directory.letters.content": "letters say agency, as pages do",
}
"""Where a name says agency: elsewhere code says organization, as HSDS does (docs/terms.md)."""


def prose_of(path: Path) -> str:
    """The names, comments and docstrings of a module, without the texts that its code works with."""
    source = path.read_text("utf-8")
    docstrings = {
        (node.lineno, node.col_offset)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    kept = (tokenize.NAME, tokenize.COMMENT)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join(one.string for one in tokens if one.type in kept or one.start in docstrings)


def names_given(path: Path) -> Iterator[str]:
    """The names that a module gives to functions, their arguments, classes, their fields, and constants."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            yield from (node.name, *(one.arg for one in (*node.args.args, *node.args.kwonlyargs)))
        elif isinstance(node, ast.ClassDef):
            fields = (one.target for one in node.body if isinstance(one, ast.AnnAssign))
            yield from (node.name, *(one.id for one in fields if isinstance(one, ast.Name)))
        elif isinstance(node, ast.Assign) and node.col_offset == 0:
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))


def test_spelling_is_american() -> None:
    """Names, docstrings, comments and documentation are spelled as in the United States."""
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    texts = {name_of(path): prose_of(path) for path in MODULES if path.name != "threats.py"}
    texts |= {page.name: page.read_text("utf-8") for page in pages}
    found = [(name, word) for name, text in texts.items() for word in AMERICAN if word in text.casefold()]
    assert [one for one in found if "versions" not in one[0]] == []


def test_code_says_organization() -> None:
    """Pages say agency and code says organization, but for the few modules that say agency for a reason."""
    assert {name_of(path) for path in MODULES if any("agenc" in one.casefold() for one in names_given(path))} == set(AGENCY)
