"""Addresses that mail can go to, and the keyed hash by which one is known without being kept."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address

from directory.accounts.emails import fold, is_email
from directory.keys import Keys


def address_hash(keys: Keys, address: str) -> str:
    """The hash of an address, however its capitals are written."""
    return keys.digest("mail address", fold(address))


def mailable(address: str | None) -> str | None:
    """The address as it is written to, without blanks around it; None where mail cannot go there.

    An address with letters beyond ASCII is passed over: few servers take one.
    """
    plain = (address or "").strip()
    return plain if plain.isascii() and is_email(fold(plain)) and _fits_a_header(plain) else None


def _fits_a_header(address: str) -> bool:
    """Whether a header can hold the address: "a..b@example.org" looks like one and is none."""
    try:
        return Address(addr_spec=address).addr_spec == address
    except (MessageError, ValueError, IndexError):
        return False
