"""Addresses that accept mail, and the keyed hash that identifies one without storing it."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address

from directory.accounts.emails import folded_email
from directory.keys import Keys
from importers.values.emails import is_email


def address_hash(keys: Keys, address: str) -> str:
    """Return the hash of an address, ignoring case."""
    return keys.digest("mail address", folded_email(address))


def mailable(address: str | None) -> str | None:
    """Return the address without surrounding spaces, or None if mail cannot go there.

    An address with characters beyond ASCII is not accepted: few servers take one.
    """
    plain = (address or "").strip()
    return plain if plain.isascii() and is_email(plain) and _fits_a_header(plain) else None


def _fits_a_header(address: str) -> bool:
    """Whether a header can hold the address: "a..b@example.org" looks like an address but is not one."""
    try:
        return Address(addr_spec=address).addr_spec == address
    except (MessageError, ValueError, IndexError):
        return False
