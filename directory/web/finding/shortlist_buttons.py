"""Buttons that put a provider on the shortlist or take it off, on whatever page they stand."""

from __future__ import annotations

from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError
from directory.storage import shortlists
from directory.web.core.request import Asked


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a provider was not set aside."""

    record_id: str
    words: str
    status: int


def set_aside(asked: Asked) -> Refused | None:
    """Does what the button said ("add" or "take_off" with an id); returns why it could not be done."""
    mine, record_id = asked.me.staff_id, asked.form.get("add")
    if asked.form.has("take_off"):
        shortlists.remove(asked.session, mine, asked.form.get("take_off"))
        return None
    try:
        shortlists.add(asked.session, mine, record_id, asked.now)
    except RefusedError as error:
        return Refused(record_id, str(error), 409)
    except UnknownError as error:
        return Refused(record_id, str(error), 404)
    return None
