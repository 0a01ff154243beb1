"""Shortlists: up to four providers, one list for each member of staff."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, insert

from directory.errors import RefusedError, UnknownError
from directory.models import Staff, table
from directory.storage import shortlists
from directory.storage.engine import reading, writing
from directory.storage.listings.records import all_ids
from directory.storage.shortlists import Shortlist
from tests.importers.making import record
from tests.storage.publishing import NOON, publish_records

ANA, BEN = "staff-ana", "staff-ben"


@pytest.fixture
def ids(engine: Engine) -> list[str]:
    """Six services at location, and two members of staff."""
    publish_records(engine, [record(line, service_name=f"Club {line}") for line in range(2, 8)])
    with writing(engine) as session:
        people = [
            {"id": one, "email": f"{one}@example.org", "name": one, "role": "specialist", "made_at": NOON} for one in (ANA, BEN)
        ]
        session.execute(insert(table(Staff)), people)
        return all_ids(session)


def at(minute: int) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minute)


def fill(engine: Engine, ids: list[str]) -> None:
    with writing(engine) as session:
        for minute, one in enumerate(ids):
            shortlists.add(session, Shortlist(ANA), one, at(minute))


def kept(engine: Engine, staff: str = ANA) -> list[str]:
    with reading(engine) as session:
        return list(shortlists.listed(session, Shortlist(staff)))


def test_a_shortlist_keeps_its_order(engine: Engine, ids: list[str]) -> None:
    """What is set aside is listed in the order in which it was; again changes nothing, and others have lists of their own."""
    fill(engine, [ids[2], ids[0], ids[2]])
    assert kept(engine) == [ids[2], ids[0]]
    assert kept(engine, BEN) == []


def test_the_fifth_is_refused(engine: Engine, ids: list[str]) -> None:
    """Four is the most; one of the four again is no fifth, and after one is taken off another may come."""
    fill(engine, ids[:4])
    with pytest.raises(RefusedError, match="take one off first"):
        fill(engine, [ids[4]])
    fill(engine, ids[:1])
    with writing(engine) as session:
        shortlists.remove(session, Shortlist(ANA), ids[1])
        shortlists.remove(session, Shortlist(ANA), "nothing")
        shortlists.add(session, Shortlist(ANA), ids[4], at(9))
    assert kept(engine) == [ids[0], ids[2], ids[3], ids[4]]


def test_clearing_takes_only_the_own(engine: Engine, ids: list[str]) -> None:
    """Clearing takes all off the own list and leaves that of others."""
    fill(engine, ids[:2])
    with writing(engine) as session:
        shortlists.add(session, Shortlist(BEN), ids[0], NOON)
        shortlists.clear(session, Shortlist(ANA))
    assert (kept(engine), kept(engine, BEN)) == ([], [ids[0]])


def test_what_is_not_there_cannot_be_set_aside(engine: Engine, ids: list[str]) -> None:
    """A provider that is gone, or an invented id, is unknown."""
    with pytest.raises(UnknownError), writing(engine) as session:
        shortlists.add(session, Shortlist(ANA), "0" * 36, NOON)
    assert len(ids) == 6


def test_clicks_at_once_stop_at_four(engine: Engine, ids: list[str]) -> None:
    """Six additions at once leave four on the list and refuse two."""

    def click(one: str) -> bool:
        try:
            with writing(engine) as session:
                shortlists.add(session, Shortlist(ANA), one, NOON)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(click, ids)) == 4
    assert len(kept(engine)) == 4
