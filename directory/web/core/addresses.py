"""The service's own address, from which every link is made: the public URL or, in the demo, this machine.

The host named in a request never gets into a link, a mail or a redirect, because anybody can make a browser or a program send
another one. X-Forwarded-Host is not read at all.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from directory.errors import UsageError
from directory.settings import PREFIX, Settings

HEALTH = "/health"
_PORTS = {"http": 80, "https": 443}


def check(settings: Settings) -> None:
    """Raise UsageError if a real district is served without a public URL, or with one that browsers cannot use."""
    name = f"{PREFIX}PUBLIC_URL"
    if settings.public_url is None:
        if settings.demo:
            return
        raise UsageError(f"The public address is not set: name it in {name}, such as https://desk.example.org.")
    parts = _parts(settings.public_url)
    schemes = ("http", "https") if settings.demo else ("https",)
    if parts is None or parts.scheme not in schemes or parts.path or parts.query or parts.fragment or parts.username:
        raise UsageError(f"{name} is not an address that browsers can use: write it like https://desk.example.org, and no more.")


def is_ours(settings: Settings, host: str, path: str, client: str) -> bool:
    """Return whether a request for this host is ours; requests for /health from this machine are, under any host name."""
    if path == HEALTH and _is_loopback(client):
        return True
    wanted = _parts(f"//{host}")
    if wanted is None:
        return False
    public = _parts(settings.public_url or "")
    if public is not None and wanted.hostname == public.hostname:
        default = _PORTS.get(public.scheme)
        if (wanted.port or default) == (public.port or default):
            return True
    return settings.demo and _is_loopback(wanted.hostname or "")


def origin(settings: Settings, host: str) -> str:
    """Return the start of our own URLs; in the demo it may come from the request, whose host is known to be this machine."""
    return settings.public_url or (f"http://{host}" if settings.demo else "")


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError for a bad port
    except ValueError:
        return None
    return parts if parts.hostname else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
