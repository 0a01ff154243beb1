"""The buttons that add a provider to the shortlist or remove it, on any page."""

from __future__ import annotations

from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError
from directory.storage import shortlists
from directory.web.core.request import Asked


@dataclass(frozen=True, slots=True)
class RefusedShortlist:
    """Why a provider was not added to the shortlist."""

    record_id: str
    words: str
    status: int


def set_aside(asked: Asked) -> RefusedShortlist | None:
    """Do what the button says ("add" or "take_off" with an id); return why it could not be done, or None."""
    mine, record_id = asked.me.staff_id, asked.form.get("add")
    if asked.form.has("take_off"):
        shortlists.remove(asked.session, mine, asked.form.get("take_off"))
        return None
    try:
        shortlists.add(asked.session, mine, record_id, asked.now)
    except RefusedError as error:
        return RefusedShortlist(record_id, str(error), 409)
    except UnknownError as error:
        return RefusedShortlist(record_id, str(error), 404)
    return None
