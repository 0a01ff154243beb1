"""The engines of all tests in a process share what SQLAlchemy has compiled, as the requests to one service do.

A test has a database and so an engine of its own. Compiling each statement again took a third of the time of all tests.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from directory.storage import engine as engines
from directory.storage import postgresql

STATEMENTS = 20_000
"""More statements than all tests have, so that none is compiled twice."""

How = ParamSpec("How")


def share_compiled_statements() -> None:
    """Make each engine that is made in this process use the statements that engines before it have compiled."""
    engines._sqlite = _sharing(engines._sqlite)
    postgresql.make = _sharing(postgresql.make)


def _sharing(make: Callable[How, Engine]) -> Callable[How, Engine]:
    first: Engine | None = None
    statements: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    @wraps(make)
    def made(*arguments: How.args, **named: How.kwargs) -> Engine:
        nonlocal first
        engine = make(*arguments, **named)
        if first is None or first.dialect.server_version_info is None:
            first = engine  # its dialect is ready to be shared once it has connected
        else:
            # Statements are found by the dialect, which is known by its identity. Listeners are those of the engine's own.
            engine.dialect = first.dialect
        engine._compiled_cache = statements
        return engine

    return made
