"""/health: whether the service answers and its database with it, for whoever watches machines."""

from __future__ import annotations

from directory.storage import schema
from directory.web.asking import Answer, Asked, Json
from directory.web.routes import get


@get("/health", may="anyone")
def show(asked: Asked) -> Answer:
    version = schema.version(asked.session.connection())
    return Json({"status": "ok", "schema": version})
