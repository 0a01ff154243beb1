"""Properties of a database: a row "demo" marks everything in it as fictional."""

from __future__ import annotations

from sqlalchemy.orm import Session

from directory.models import Mark

DEMO = "demo"
DEMO_PASSWORD = "demo password"  # noqa: S105  # the name of a row; the sign-in page shows what it holds


def read(session: Session, name: str) -> str | None:
    """Return the value of a mark, or None."""
    mark = session.get(Mark, name)
    return mark.value if mark else None


def write(session: Session, name: str, value: str) -> None:
    """Set a mark."""
    session.merge(Mark(name=name, value=value))
    session.flush()
