"""`referral-desk keys make | rotate`: the keys that open encrypted data."""

from __future__ import annotations

import rich_click as click

from directory.cli.common import desk, now


@click.group("keys")
def command() -> None:
    """Make the keys that seal what is personal of students, or change them for new ones."""


@command.command("make")
def make() -> None:
    """Make the keys, once, in a file that nobody else can read."""
    from directory.storage.files import is_empty
    from directory.storage.keyring import make_keys

    chosen = desk()
    if not chosen.settings.keys and is_empty(chosen.settings.keys_file):
        print(f"{chosen.settings.keys_file} is empty, which counts as no file.")
    with chosen.writing() as session:
        path = make_keys(session, chosen.settings)
    print(f"The keys are in {path}. If they are lost, everything encrypted is lost: run `referral-desk backup FILE` regularly.")


@command.command("rotate")
def rotate() -> None:
    """Change the keys for new ones; a service that runs goes on with them."""
    from directory.accounts import audit
    from directory.storage import keyring

    chosen = desk()
    with chosen.writing() as session:
        count = keyring.rotate(session, chosen.settings)
        audit.record(session, now=now(), staff_id=None, action="keys.rotated")
    with chosen.writing() as session:
        keyring.drop_old_keys(session, chosen.settings)
    if chosen.settings.keys:
        print(
            f"Everything is now encrypted under the first key of REFERRAL_DESK_KEYS ({count} students): remove the older ones from it."
        )
    else:
        print(
            f"Everything is now encrypted under a new key ({count} students); the old one was removed from {chosen.settings.keys_file}."
        )
    print("Backups that were made before hold the old keys, and can still be restored.")
