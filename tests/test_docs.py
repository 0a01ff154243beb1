"""What the documentation says is true: its files, commands, targets, settings, links and rooms are those that there are."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from directory import settings
from directory.cli import cli
from directory.district_settings.table import SETTINGS
from tests.test_rules import MODULES, PACKAGES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "templates" / "README.md", *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
ARCHITECTURE, OPERATING, TERMS = DOCS / "architecture.md", DOCS / "operating.md", DOCS / "terms.md"
LONGEST_DECISION = 40  # lines

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
_FILE = re.compile(r"\.(?:py|toml|md|html|css|js|po|txt|typ|npz|mako)$")
_COMMAND = re.compile(r"^(?:\$ )?(?:[*/\d,-]+ ){0,5} *(?:\w+=\S+ )*(?:\.venv/bin/)?referral-desk( .*)?$")
_ELSEWHERE = (".referral-desk", ".venv", "America/")
"""What looks like a path and is none of the project: folders that are made where the desk runs, and time zones."""


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def spans(page: Path) -> list[str]:
    """The pieces of code within a page's sentences."""
    return _SPAN.findall(_FENCE.sub("", text_of(page)))


def shell_lines(page: Path) -> list[str]:
    """What a page shows to be typed: the pieces of code in its sentences, and the lines of blocks that name no language."""
    blocks = [block for language, block in _FENCE.findall(text_of(page)) if not language]
    return spans(page) + [line.strip() for block in blocks for line in block.splitlines()]


@cache
def file_names() -> frozenset[str]:
    """The name of every file of the project, without its folder."""
    folders = (*PACKAGES, "templates", "tests", "docs")
    return frozenset(path.name for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())


def exists(path: str, page: Path) -> bool:
    """Whether a path that a page names is there: from the root, from the service, beside the page, or as a file's bare name."""
    if "/" not in path and path in file_names():
        return True
    return any((base / path).exists() for base in (ROOT, ROOT / "directory", page.parent))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_that_a_page_names_exist(page: Path) -> None:
    """A file or folder that stands in a page as code is there."""
    named = [span for span in spans(page) if _PATH.fullmatch(span) and ("/" in span or _FILE.search(span))]
    ours = [path for path in named if not path.startswith(_ELSEWHERE) and not path.split(".")[0].isupper()]
    assert [path for path in ours if not exists(path, page)] == []


def anchors(page: Path) -> set[str]:
    """What the headings of a page are linked by."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """A link within the project leads to a file, and to a heading of it where it names one."""
    for link in _LINK.findall(_FENCE.sub("", text_of(page))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def parse(arguments: list[str]) -> None:
    """Finds the command that arguments are for, and reads them as it would; raises UsageError, and runs nothing."""
    command: click.Command = cli
    context = click.Context(command, info_name="referral-desk")
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        found = command.get_command(context, arguments[0])
        if found is None:
            raise click.UsageError(f"no command {arguments[0]}", context)
        command, arguments = found, arguments[1:]
        context = click.Context(command, parent=context, info_name=command.name)
    values, rest, _ = command.make_parser(context).parse_args(arguments)
    if rest:
        raise click.UsageError(f"too many arguments: {rest}", context)
    for parameter in command.get_params(context):
        given = values.get(parameter.name or "")
        if isinstance(parameter.type, click.Choice) and given:
            parameter.type_cast_value(context, given)


def commands() -> Iterator[tuple[str, str]]:
    """Each command line of the desk that a page shows, with the page's name; COMMAND stands for any."""
    for page in PAGES:
        for line in shell_lines(page):
            if (shown := _COMMAND.match(line)) and "COMMAND" not in line:
                yield name_of(page), shown[1] or ""


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_commands_that_a_page_shows_exist(page: str, line: str) -> None:
    """A command of the desk that is shown is one, and has the options that it is shown with."""
    try:
        parse(shlex.split(line, comments=True))
    except click.UsageError as error:
        pytest.fail(f"{page}: referral-desk{line}: {error.message}")


@pytest.mark.parametrize("line", ["inport list.csv", "import list.csv --colums MAP.toml", "needs a b", "import --format pdf x"])
def test_a_command_that_is_none_is_found(line: str) -> None:
    """A misspelled command, an option that is not there, an argument too many and a choice that is none do not pass."""
    with pytest.raises(click.UsageError):
        parse(shlex.split(line))


@cache
def options() -> frozenset[str]:
    """Every option of every command."""
    found: set[str] = set()
    waiting: list[click.Command] = [cli]
    while waiting:
        command = waiting.pop()
        context = click.Context(command)
        found |= {option for parameter in command.get_params(context) for option in parameter.opts}
        if isinstance(command, click.Group):
            waiting += [one for name in command.list_commands(context) if (one := command.get_command(context, name))]
    return frozenset(found)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_options_that_a_page_names_exist(page: Path) -> None:
    """An option that is named without its command belongs to one."""
    named = [span.split()[0] for span in spans(page) if span.startswith("--")]
    assert [option for option in named if option not in options()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_make_targets_that_a_page_names_exist(page: Path) -> None:
    """Whatever a page says to make has a target in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = [found[1] for line in shell_lines(page) if (found := re.match(r"(?:\$ )?make ([a-z-]+)", line))]
    assert [target for target in named if target not in targets] == []


class _Recorder(dict[str, str]):
    """An empty environment that remembers what was looked up in it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default


def table_of_settings() -> dict[str, str]:
    """The defaults in the table of settings, by variable."""
    return dict(re.findall(r"^\| `(REFERRAL_DESK_\w+)` \| (.*?) \|", text_of(OPERATING), re.MULTILINE))


def test_the_table_of_settings_is_whole() -> None:
    """The table has every variable that the settings are read from, and no other."""
    environment = _Recorder()
    settings.read_settings(environment)
    assert table_of_settings().keys() == {name for name in environment.asked if name.startswith(settings.PREFIX)}


def test_the_table_of_settings_has_the_defaults() -> None:
    """A default that is written as one piece of code is the program's; where it says none, the program has none."""
    written = {one.variable: one.write(one.default) or None for one in SETTINGS.values() if one.write}
    for variable, shown in table_of_settings().items():
        name = f"DEFAULT_{variable.removeprefix(settings.PREFIX)}"
        default = written[variable] if variable in written else getattr(settings, name, None)
        if plain := re.fullmatch(r"`([^`]+)`", shown):
            assert default == plain[1], variable
        elif shown.startswith("none"):
            assert default is None, variable


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_settings_that_a_page_names_exist(page: Path) -> None:
    """A variable that is named anywhere stands in the table of settings."""
    assert set(re.findall(r"REFERRAL_DESK_\w+", text_of(page))) <= table_of_settings().keys()


def drawing() -> list[str]:
    """What the drawing of the rooms names, in its order and with its folders: "directory/web/core/", "directory/app.py"."""
    section = text_of(ARCHITECTURE).partition("## The rooms")[2]
    (block,) = [block for _, block in _FENCE.findall(section.partition("\n## ")[0])]
    found: list[str] = []
    folders: list[str] = []
    for line in block.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        for name in re.findall(r"(?:^| {2})([\w.]+(?:/|\.py))(?= |$)", line.strip()):
            found.append("".join(folders[:depth]) + name)
            folders[depth:] = [name]
    return found


def test_the_rooms_that_are_drawn_are_the_packages() -> None:
    """The drawing has every package, and no other."""
    packages = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in MODULES if path.name == "__init__.py"}
    assert {room for room in drawing() if room.endswith("/")} == packages


def test_the_modules_that_are_drawn_are_those_of_the_service() -> None:
    """Of modules of the service that belong to no room the drawing has all; any other module that it has is there."""
    alone = {name_of(path) for path in MODULES if path.parent == ROOT / "directory" and path.name != "__init__.py"}
    drawn = {module for module in drawing() if module.endswith(".py")}
    assert {module for module in drawn if module.startswith("directory/")} == alone
    assert [module for module in drawn if not (ROOT / module).is_file()] == []


def test_the_rooms_are_drawn_in_the_order_of_the_import_rules() -> None:
    """The drawing goes from the top down as the layers of import-linter do."""
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one.get("containers") == ["directory"]]
    drawn = [re.sub(r"^directory/|/$|\.py$", "", one) for one in drawing() if re.fullmatch(r"directory/[^/]+/?", one)]
    assert drawn == [room for layer in layers for room in re.findall(r"\w+", layer)]


def places_of_the_architecture() -> list[tuple[str, list[str]]]:
    """The modules that the table of places names, each with the names that follow it."""
    section = text_of(ARCHITECTURE).partition("## Where to find it")[2].partition("\n## ")[0]
    found: list[tuple[str, list[str]]] = []
    for cell in re.findall(r"[^|\n]+", section):
        for part in re.split(r"(?=`\w+(?:/\w+)+\.py`)", cell):
            module, *names = _SPAN.findall(part) or [""]
            if module.endswith(".py"):
                found.append((module, names if part.startswith(f"`{module}`:") else []))
    return found


def test_places_of_the_architecture_exist() -> None:
    """A module that the table of places names is there, and defines what the table says is in it."""
    places = places_of_the_architecture()
    assert {"matching/freshness.py", "directory/storage/imports/writes.py"} <= {module for module, _ in places}
    missing = []
    for module, names in places:
        tree = ast.parse(text_of(ROOT / module))
        targets = [node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)] for node in tree.body]
        defined = {getattr(one, "id", getattr(one, "name", None)) for several in targets for one in several}
        missing += [f"{module}: {name}" for name in names if name not in defined]
    assert missing == []


def test_every_decision_is_listed() -> None:
    """Decisions are numbered one after the other, and the architecture lists each."""
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    assert [page.name for page in DECISIONS if f"](decisions/{page.name})" not in text_of(ARCHITECTURE)] == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_is_short_and_has_its_reasons(page: Path) -> None:
    """A decision says its context, what was decided and what follows, in under 40 lines."""
    assert re.findall(r"^## (.+)$", text_of(page), re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text_of(page).splitlines()) < LONGEST_DECISION


def test_every_how_to_is_found() -> None:
    """Each how-to is listed where whoever contributes begins."""
    assert [page.name for page in HOW_TO if f"](how-to/{page.name})" not in text_of(DOCS / "CONTRIBUTING.md")] == []


@cache
def code() -> str:
    """All code of the project, its tests included."""
    return "\n".join(text_of(path) for path in [*MODULES, *(ROOT / "tests").rglob("*.py")])


@pytest.mark.parametrize("page", HOW_TO, ids=name_of)
@pytest.mark.slow
def test_names_of_code_in_a_how_to_exist(page: Path) -> None:
    """A constant or a function that a how-to names is in the code."""
    named = [span for span in spans(page) if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*|_?[a-z]+_\w+|_[A-Za-z_]+", span)]
    assert [name for name in named if not re.search(rf"\b{name}\b", code())] == []


@pytest.mark.parametrize("page", HOW_TO, ids=name_of)
def test_what_a_how_to_shows_can_be_read(page: Path) -> None:
    """TOML is TOML, Python is Python, and whatever it imports of ours is there."""
    for language, block in _FENCE.findall(text_of(page)):
        if language == "toml":
            assert tomllib.loads(textwrap.dedent(block))
        for node in ast.walk(ast.parse(textwrap.dedent(block))) if language == "python" else ():
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in PACKAGES:
                module = importlib.import_module(node.module)
                assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


def test_terms_are_those_of_the_code() -> None:
    """A word that the page of terms gives to code is used in code."""
    ours = "\n".join(text_of(path) for path in MODULES).lower()
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", text_of(TERMS), re.MULTILINE)
    words = [word for row in rows for word in _SPAN.findall(row)]
    assert words
    assert [word for word in words if word not in ours] == []
