"""The passphrase of a backup: out of the settings, or asked for on a terminal."""

from __future__ import annotations

import sys

import rich_click as click


def given_passphrase(passphrase: str | None, *, new: bool) -> str:
    """The passphrase that is set, else what is typed, twice for a new one; raises UsageError where nobody can be asked."""
    from directory.errors import UsageError

    if passphrase is not None:
        return passphrase
    if not sys.stdin.isatty():
        raise UsageError(
            "A backup needs a passphrase: set REFERRAL_DESK_BACKUP_PASSPHRASE, or run this on a terminal to be asked."
        )
    return str(click.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=new, err=True))
