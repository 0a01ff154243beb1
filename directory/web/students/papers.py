"""Photos and scans uploaded with a form: decoded and cleaned before the transaction begins, because that takes long."""

from __future__ import annotations

from dataclasses import dataclass

from directory.errors import UsageError
from directory.students.scans import MOST_BYTES, MOST_FILES, Scan, cleaned
from directory.web.core.request import Asked
from directory.web.core.routes import SMALL

FIELD = "papers"
LARGEST = MOST_FILES * MOST_BYTES + SMALL
"""The most bytes in a form with photos and scans."""

TOO_MANY = f"These are too many: attach {MOST_FILES} photos or scans at most."


@dataclass(frozen=True, slots=True, repr=False)
class Papers:
    """The cleaned files that may be kept, or the problem with the first that may not."""

    scans: tuple[Scan, ...] = ()
    problem: str | None = None


def read_papers(asked: Asked, **_ids: str) -> Papers:
    """Decode and clean the files of the form."""
    sent = [one for one in asked.form.files.get(FIELD, ()) if one.name or one.data]
    if len(sent) > MOST_FILES:
        return Papers(problem=TOO_MANY)
    try:
        return Papers(tuple(cleaned(one.data) for one in sent))
    except UsageError as error:
        return Papers(problem=str(error))
