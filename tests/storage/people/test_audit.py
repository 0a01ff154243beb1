"""The rows of the audit log outlive what they speak of."""

from __future__ import annotations

from sqlalchemy import Engine, delete

from directory.storage.engine import writing
from directory.storage.people import audit, staff
from tests.accounts.making import NOON, make_staff


def test_an_entry_outlives_its_staff(engine: Engine) -> None:
    """When a member of staff is gone their entries stay, without a name."""
    with writing(engine) as session:
        ana = make_staff(session)
        audit.add(session, audit.NewAuditRow(NOON, ana, "staff.signed_in"))
        wanted = audit.AuditFilter(staff_id=ana)
        assert [row.staff_name for row in audit.rows(session, wanted, offset=0, limit=9)] == ["Ana"]
        session.execute(delete(staff.STAFF))
        assert [(row.staff_id, row.staff_name) for row in audit.rows(session, wanted, offset=0, limit=9)] == [(ana, None)]


def test_no_criterion_finds_everything(engine: Engine) -> None:
    """Where nothing is asked for, every entry is found, also those of nobody."""
    with writing(engine) as session:
        audit.add(session, audit.NewAuditRow(NOON, None, "backup.made"))
        assert [row.action for row in audit.rows(session, audit.AuditFilter(), offset=0, limit=9)] == ["backup.made"]
        assert audit.rows(session, audit.AuditFilter(), offset=1, limit=9) == []
