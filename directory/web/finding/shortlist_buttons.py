"""The buttons that add a provider to the shortlist or remove it, on any page."""

from __future__ import annotations

from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError
from directory.storage import shortlists
from directory.storage.shortlists import Shortlist
from directory.students.files import StudentFile
from directory.web.core.request import Asked


@dataclass(frozen=True, slots=True)
class RefusedShortlist:
    """Why a provider was not added to the shortlist."""

    record_id: str
    words: str
    status: int


def shortlist_of(asked: Asked, student: StudentFile | None) -> Shortlist:
    """Return the user's own shortlist for a student whom they may see, or for none."""
    return Shortlist(asked.me.staff_id, student.id if student else None)


def set_aside(asked: Asked, student: StudentFile | None = None) -> RefusedShortlist | None:
    """Do what the button says ("add" or "take_off" with an id) on the shortlist for a student; return why it could not be done, or None."""
    mine, record_id = shortlist_of(asked, student), asked.form.get("add")
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
