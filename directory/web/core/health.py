"""/health: whether the service answers and its database with it, for monitors: JSON, 200 or 503, and never a page."""

from __future__ import annotations

from directory.errors import DatabaseError
from directory.storage import schema
from directory.web.core.request import Answer, Asked, Json
from directory.web.core.routes import get


@get("/health", may="anyone")
def show(asked: Asked) -> Answer:
    try:
        version = schema.answering(asked.parts.engine)
    except DatabaseError as error:
        return Json({"status": "unavailable", "reason": str(error)}, 503)
    return Json({"status": "ok", "schema": version})
