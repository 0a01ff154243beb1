"""Secrets that are handed out once: 256 random bits, of which the database holds only the SHA-256."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A fresh secret, in letters that an address and a cookie can carry."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the database holds of a token: 64 hexadecimal digits. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
