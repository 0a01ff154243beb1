"""What a database says of itself: a row "demo" tells that everything in it is fictional."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.models import Mark

DEMO = "demo"
DEMO_PASSWORD = "demo password"  # noqa: S105  # the name of a row; the sign-in page shows what it holds


def read(session: Session, name: str) -> str | None:
    """What a mark says, or None where there is none."""
    mark = session.get(Mark, name)
    return mark.value if mark else None


def write(session: Session, name: str, value: str) -> None:
    """Sets a mark."""
    session.merge(Mark(name=name, value=value))
    session.flush()
