"""The command line: one module per command, each a thin layer over the packages below.

No rule of the service is decided here, and a heavy library is loaded only by the command that uses it.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import rich_click as click

from directory.cli.common import complain
from directory.errors import DeskError

COMMANDS = {
    "serve": "serve",
    "import": "import_list",
    "imports": "imports",
    "students": "students",
    "match": "match",
    "search": "search",
    "needs": "needs",
    "letter": "letter",
    "report": "report",
    "export": "export",
    "staff": "staff",
    "schools": "schools",
    "plans": "plans",
    "remind": "remind",
    "keys": "keys",
    "backup": "backup",
    "restore": "restore",
    "db": "db",
}
"""The module of each command, in the order in which the help lists them."""


class _Commands(click.RichGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"directory.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(package_name="referral-desk")
def cli() -> None:
    """Referral Desk: find help for a student, say why, and see that the student gets there."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command; exit with 0 when done, 1 when it could not be done, 2 on wrong usage."""
    try:
        status: Any = cli.main(arguments, prog_name="referral-desk", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(1)
    except DeskError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except MemoryError:
        complain("There is not enough memory for this: nothing was changed.")
        sys.exit(1)
    except BrokenPipeError:
        # The reader has gone away (`| head`), which is no error; nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)
