"""The passphrase of a backup: from the settings, or asked for on the terminal."""

from __future__ import annotations

import sys

import rich_click as click


def given_passphrase(passphrase: str | None, *, new: bool) -> str:
    """Return the passphrase that is set, or ask for it, twice for a new one; raise UsageError without a terminal."""
    from directory.errors import UsageError

    if passphrase is not None:
        return passphrase
    if not sys.stdin.isatty():
        raise UsageError(
            "A backup needs a passphrase: set REFERRAL_DESK_BACKUP_PASSPHRASE, or run this on a terminal to be asked."
        )
    return str(click.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=new, err=True))
