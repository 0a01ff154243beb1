"""A student's file opened for a page, and the entry that this leaves in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.students import caseload
from directory.students.files import StudentFile
from directory.web.core.request import Asked, Page


def opened(asked: Asked, student_id: str) -> StudentFile:
    """Return the file, for checking a form against; raise UnknownError if there is no such student in scope."""
    return caseload.open_student(asked.session, asked.keys, asked.scope, student_id)


def page(asked: Asked, file: StudentFile, template: str, shown: Mapping[str, Any], status: int = 200) -> Page:
    """Return a page about this student, and record the look."""
    asked.look("student.looked_at", student_id=file.id)
    return Page(f"students/{template}.html", {"file": file, "profile": file.profile, **shown}, status)
