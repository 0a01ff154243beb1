"""A PostgreSQL server: its engine, how long to wait for its answers, and what its error codes mean for people.

A server that hangs, or a network that drops everything, says nothing: the waiting side needs a limit of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy import URL, Engine, create_engine, event

CONNECT_SECONDS = 5
PING_SECONDS = 5.0
"""How long a connection from the pool has to show that the server is still there."""
ANSWER_SECONDS = 20.0
"""How long a page waits for one statement; jobs and commands, whose statements are larger, wait until the network gives up."""

T = TypeVar("T")

# If no byte is acknowledged for that long, the machine at the other end is gone.
_NETWORK = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds
}

AWAY = "The database server does not answer right now: wait a moment and try again."
UNREACHABLE = "The database server cannot be reached: check REFERRAL_DESK_DATABASE_URL and that the server runs."
_FULL = "The disk is full: nothing was saved. Make room and try again."
_AT_ONCE = "Somebody else saved the same thing at the same moment. Nothing was saved here: try again."

SENTENCES = {
    "53100": _FULL,
    "55P03": "Another program is writing to the database. Wait a moment and try again.",
    "40P01": _AT_ONCE,
    "40001": _AT_ONCE,
    "25006": "The database server takes no changes, as a standby does: nothing was saved. Check REFERRAL_DESK_DATABASE_URL.",
    "42501": "The database server does not let this user do that: nothing was saved. Check the user's rights on its tables.",
}
"""What to say for each of PostgreSQL's error codes, whatever language the server's messages are in."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed when the server has not answered in time."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        if timeout is not None:  # psycopg's own, such as for a cancelled statement
            return super().wait(gen, interval, timeout)
        try:
            # The pool checks connections outside of transactions; pages work inside of them.
            return super().wait(gen, interval, PING_SECONDS if self.autocommit else ANSWER_SECONDS)
        except _WaitTimeout:
            self.pgconn.finish()  # what was sent may still be executed, so the connection must not be reused
            raise psycopg.OperationalError("timeout expired") from None


def make(url: URL, *, lock_seconds: float, patient: bool, pool: Mapping[str, Any]) -> Engine:
    """Return an engine whose writers wait for others for `lock_seconds`; a `patient` one waits for the server without limit.

    `pool` holds the pool arguments of create_engine.
    """
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={
            # Planning each execution cost more than the candidates' query itself.
            "options": f"-c plan_cache_mode=force_generic_plan -c lock_timeout={1_000 * lock_seconds:.0f}",
            "connect_timeout": CONNECT_SECONDS,
            **_NETWORK,
        },
        pool_pre_ping=True,  # after a restart of the server nobody gets a dead connection
        hide_parameters=True,  # what is written about people must not appear in an error
        **pool,
    )
    if not patient:

        @event.listens_for(engine, "do_connect")
        def connect(_dialect: Any, _record: Any, args: Any, named: Any) -> psycopg.Connection[Any]:
            return PatientConnection.connect(*args, **named)

    return engine


def sentence(error: BaseException | None, *, ended: bool) -> str | None:
    """Return what to say for the driver's error, by its code; `ended` if the connection was lost. None for errors of ours."""
    code = getattr(error, "sqlstate", None)
    if code in SENTENCES:
        return SENTENCES[code]
    if not ended and not isinstance(error, psycopg.OperationalError):
        return None
    # An error without a code is the driver's own: the server was not reached, unless the connection ended or timed out.
    return UNREACHABLE if code is None and not ended and "timeout" not in str(error) else AWAY
