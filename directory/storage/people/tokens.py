"""Secrets that are issued once: 256 random bits; the database stores only their SHA-256."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return a new secret, in characters that a URL and a cookie can carry."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what the database stores of a token: 64 hexadecimal digits. A plain hash is safe, because the token is random."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
