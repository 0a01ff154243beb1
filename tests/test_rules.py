"""The rules of the house that neither ruff nor import-linter can say; `make check` holds them.

Each rule is one test, which names every module that breaks it.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.rules

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("directory", "importers", "matching")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST = 300  # lines
RUNNING, DEVELOPMENT, TRAINING = "requirements.txt", "requirements-dev.txt", "requirements-training.txt"

# What the pure packages may import beside themselves and the standard library.
MAY_IMPORT = {
    "matching": ("numpy", "rapidfuzz", "geopy.distance"),
    "importers": (
        "matching.languages",
        "matching.needs",
        "matching.offers",
        "matching.states",
        "matching.text",
        "matching.weekdays",
        "rapidfuzz",
        "phonenumbers",
        "usaddress",
        "python_calamine",
        "email_validator",
        "ftfy",
        "zipcodes",
        "dateutil",
    ),
}
# What may be named in a few modules alone.
ONLY_IN = {
    "litestar": ("directory.web", "directory.app"),
    "os.environ": ("directory.settings",),
    "os.environb": ("directory.settings",),
    "os.getenv": ("directory.settings",),
}

# The clocks of the machine, which directory.clock alone reads; `time` within a name is a moment's own and no clock's.
CLOCKS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "astimezone",
    "localtime",
    "utcfromtimestamp",
    "time.time",
)
MAY_READ_CLOCKS = {
    "directory.clock": "it is the clock",
    "directory.storage.files": "a file's age is held against the machine's own clock, which wrote it",
    "directory.storage.migrations.versions.0011_consents": "a migration imports nothing of the program's",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, *rooms: str) -> bool:
    return any(name == room or name.startswith(room + ".") for room in rooms)


def imported(path: Path) -> list[str]:
    """Every dotted name that a module imports: "sys", "geopy.distance.geodesic"."""
    names: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def used(path: Path) -> list[str]:
    """Every attribute that a module takes of a name: "os.environ"."""
    attributes = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)]
    return [f"{node.value.id}.{node.attr}" for node in attributes if isinstance(node.value, ast.Name)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def pins(lock: str) -> dict[str, list[str]]:
    """The versions that a lock file pins, by package: several where Python's own version decides."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.\[\]-]+)==([^\s;]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name.split("[")[0]), []).append(version)
    return found


def test_a_module_is_short() -> None:
    """A module has one idea, and 300 lines at most."""
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_a_package_says_what_may_not_be_in_it() -> None:
    """A package's docstring has two sentences at least: what is in it, and what may not be."""
    words = {name_of(path): ast.get_docstring(parsed(path)) or "" for path in MODULES if path.name == "__init__.py"}
    assert {name: said for name, said in words.items() if len(re.findall(r"[.!?](?=\s|$)", said)) < 2} == {}


def test_a_pure_package_imports_only_its_own_libraries() -> None:
    """matching and importers import the standard library, themselves and the few libraries that they are allowed."""
    beyond = []
    for path in MODULES:
        package = name_of(path).split(".")[0]
        if package in MAY_IMPORT:
            allowed = (package, *MAY_IMPORT[package], *sys.stdlib_module_names)
            beyond += [f"{name_of(path)} imports {name}" for name in imported(path) if not within(name, *allowed)]
    assert beyond == []


def test_some_things_are_reached_from_one_place_only() -> None:
    """The environment is read in the settings alone, and Litestar is known in the web room and where all is wired."""
    beyond = []
    for path in MODULES:
        names = [*imported(path), *used(path)]
        elsewhere = [thing for thing, rooms in ONLY_IN.items() if not within(name_of(path), *rooms)]
        beyond += [f"{name_of(path)} reaches {thing}" for thing in elsewhere if any(within(name, thing) for name in names)]
    assert beyond == []


def clocks_read(tree: ast.Module) -> list[str]:
    """The calls by which a module asks the machine for the time, or for its zone."""
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if any(call == clock or call.endswith(f".{clock}") for clock in CLOCKS)]


def test_the_time_is_asked_for_in_one_place_only() -> None:
    """Nothing but directory.clock asks the machine for the time: its days are those of the district, not the machine's."""
    asked = {name_of(path): clocks_read(parsed(path)) for path in MODULES if name_of(path) not in MAY_READ_CLOCKS}
    assert {name: calls for name, calls in asked.items() if calls} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("datetime.datetime.now(datetime.UTC)", 1),
        ("date.today()", 1),
        ("moment.astimezone()", 1),
        ("time.time()", 1),
        ("clock.now(); clock.today(); value.time() == datetime.time(); time.monotonic()", 0),
    ],
)
def test_the_rule_on_time_sees_each_way_to_ask(code: str, found: int) -> None:
    """Each way to ask the machine for the time is seen, and the district's clock is none."""
    assert len(clocks_read(ast.parse(code))) == found


def test_words_are_asked_for_in_a_language() -> None:
    """Whoever puts a reason or a problem into words says in which language; the command line alone takes English for granted."""
    beyond = []
    for path in MODULES:
        if within(name_of(path), "directory.cli"):
            continue
        calls = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
        asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "in_words"]
        handed_on = [one for call in calls for one in call.args if isinstance(one, ast.Name) and one.id == "in_words"]
        lines = [one.lineno for one in (*handed_on, *(call for call in asked if len(call.args) < 2))]
        beyond += [f"{name_of(path)}:{line}" for line in lines]
    assert beyond == []


def test_a_test_states_its_rule() -> None:
    """Each test function has a docstring, which states the one rule that it holds the code to."""
    functions = [
        (path, node)
        for path in TESTS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert [f"{name_of(path)}.{node.name}" for path, node in functions if not ast.get_docstring(node)] == []


@pytest.mark.parametrize(("lock", "extras"), [(RUNNING, ("build",)), (DEVELOPMENT, ("build", "dev")), (TRAINING, ("training",))])
def test_the_lock_files_are_in_step(lock: str, extras: tuple[str, ...]) -> None:
    """Whatever pyproject.toml asks for is pinned at a version that it allows; `make lock` mends it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    pinned = pins(lock)
    needs = [need for need in map(Requirement, asked) if need.name != project["name"]]
    assert [str(need) for need in needs if not list(need.specifier.filter(pinned.get(canonicalize_name(need.name), [])))] == []


def test_development_runs_what_is_run() -> None:
    """The lock for development holds the lock for running, version by version."""
    assert pins(RUNNING).items() <= pins(DEVELOPMENT).items()


@pytest.mark.parametrize("lock", [RUNNING, DEVELOPMENT, TRAINING])
def test_a_lock_file_names_no_address(lock: str) -> None:
    """Where packages come from is each machine's own affair: a lock file names packages and hashes, no address."""
    assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / lock).read_text("utf-8"))
