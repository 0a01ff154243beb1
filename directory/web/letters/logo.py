"""The district's logo, for the letters on our pages: read from the settings, addressed by a hash of its content."""

from __future__ import annotations

import hashlib

from directory.errors import UnknownError
from directory.letters import logo
from directory.web.core.request import Asked, Asset
from directory.web.core.routes import get

PATH = "/district-logo"


def address(asked: Asked) -> str | None:
    """Return the logo's URL, which changes with the picture; None if the district has set no logo."""
    if asked.settings.logo is None:
        return None
    return f"{PATH}?v={hashlib.sha256(logo.read(asked.settings.logo).data).hexdigest()[:12]}"


@get(PATH, may="students")
def show(asked: Asked) -> Asset:
    if asked.settings.logo is None:
        raise UnknownError("The district has set no logo.")
    found = logo.read(asked.settings.logo)
    return Asset(found.data, found.media_type)
