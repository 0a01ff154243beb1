"""Addresses that accept mail, and the keyed hash that identifies one without storing it."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address

from directory.accounts.emails import LONGEST, folded_email
from directory.keys import Keys

# As wide as any rule by which an address was ever stored: its form is checked when it is set, and its server says the rest.
_PLAIN = re.compile(r"[^@<>,;:\"()\[\]\\]+@[^@<>,;:\"()\[\]\\.]+(\.[^@<>,;:\"()\[\]\\.]+)+")


def address_hash(keys: Keys, address: str) -> str:
    """Return the hash of an address, ignoring case."""
    return keys.digest("mail address", folded_email(address))


def mailable(address: str | None) -> str | None:
    """Return the address without surrounding spaces, or None if mail cannot go there.

    An address with characters beyond ASCII is not accepted: few servers take one. One that the rule for new addresses would not
    take today ("ana@mail_server.example.org") still gets its mail, or nobody would be told of danger.
    """
    plain = (address or "").strip()
    writable = plain.isascii() and plain.isprintable() and " " not in plain and len(plain) <= LONGEST
    return plain if writable and _PLAIN.fullmatch(plain) and _fits_a_header(plain) else None


def _fits_a_header(address: str) -> bool:
    """Whether a header can hold the address: "a..b@example.org" looks like an address but is not one."""
    try:
        return Address(addr_spec=address).addr_spec == address
    except (MessageError, ValueError, IndexError):
        return False
