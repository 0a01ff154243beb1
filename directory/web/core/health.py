"""/health, for monitors: whether the service and its database answer, as JSON with status 200 or 503."""

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
