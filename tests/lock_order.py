"""The order in which rows are locked, enforced in every test: a student before the referrals, as deleting a student does."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event

STRONG, WEAK = " FOR UPDATE", " FOR KEY SHARE"


def hold_to_order_of_locks() -> None:
    """Make any transaction in this process fail that locks a student after a referral, since two at once would deadlock."""

    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if STRONG not in statement and WEAK not in statement:
            return
        transaction, locked = connection.info.get("locked", (None, ()))
        if transaction is not connection.get_transaction():
            locked = ()
        table = re.search(r"\bFROM (\w+)", statement)
        name = table[1] if table else ""
        if name == "student" and STRONG in statement and "referral" in locked and "student" not in locked:
            raise AssertionError(f"A student is locked after a referral: {statement}")
        if STRONG in statement:
            connection.info["locked"] = (connection.get_transaction(), (*locked, name))
