"""A file under a passphrase, in the age format, which `age --decrypt` opens as well.

The key is made of the passphrase by scrypt, so slowly that guessing is hopeless: a second or more, and a gigabyte of
memory for that long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pyrage

from directory.errors import DeskError, KeysError, UnreadableError

_AGE = b"age-encryption.org/v1\n"

NO_BACKUP = "This file is not a backup of Referral Desk: check its name."
DAMAGED = "The backup is damaged or not whole: copy it again, or take another one. Nothing was changed."

# What the library says, and what it means.
_SENTENCES: Mapping[str, tuple[type[DeskError], str]] = {
    "Decryption failed": (
        KeysError,
        "The passphrase is not the one that this backup was made with: try again with the right one. Nothing was changed.",
    ),
    "No matching keys found": (UnreadableError, NO_BACKUP),
    "Excessive work": (
        UnreadableError,
        "The backup was made on a machine much faster than this one: restore it on a faster machine. Nothing was changed.",
    ),
}


def seal(data: bytes, passphrase: str) -> bytes:
    """The data, readable with the passphrase alone."""
    sealed: bytes = pyrage.passphrase.encrypt(data, _same_anywhere(passphrase))
    return sealed


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed; raises KeysError for another passphrase, UnreadableError for a file that is none or was altered."""
    if not sealed.startswith(_AGE):
        raise UnreadableError(NO_BACKUP)
    try:
        opened: bytes = pyrage.passphrase.decrypt(sealed, _same_anywhere(passphrase))
    except pyrage.DecryptError as error:
        said = str(error)
    else:
        return opened
    kind, sentence = next((told for words, told in _SENTENCES.items() if said.startswith(words)), (UnreadableError, DAMAGED))
    raise kind(sentence)


def _same_anywhere(passphrase: str) -> str:
    """Keyboards write an accented letter as one character or as two; both must open what either has sealed."""
    return unicodedata.normalize("NFC", passphrase)
