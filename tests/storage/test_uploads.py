"""Lists that wait in the browser."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import Engine

from directory.errors import UnknownError
from directory.storage.engine import reading, writing
from directory.storage.uploads import drop, forget_old, keep, load
from tests.storage.by_hand import LATER, coordinator


def kept(engine: Engine, now: datetime.datetime = LATER) -> str:
    staff_id = coordinator(engine)
    with writing(engine) as session:
        return keep(
            session, staff_id=staff_id, file_name="list.csv", source="County", map_text=None, data=b"\x00Agency\r\n", now=now
        )


def test_a_list_waits_as_it_was_sent(engine: Engine) -> None:
    """It is loaded byte by byte, until somebody throws it away."""
    upload_id = kept(engine)
    with reading(engine) as session:
        found = load(session, upload_id)
    assert (found.file_name, found.source, found.map_text, found.data) == ("list.csv", "County", None, b"\x00Agency\r\n")
    with writing(engine) as session:
        drop(session, upload_id)
        drop(session, upload_id)
        with pytest.raises(UnknownError, match="waits no more"):
            load(session, upload_id)


def test_a_list_is_forgotten_after_two_days(engine: Engine) -> None:
    """Only what has waited longer goes."""
    old, new = kept(engine), kept(engine, LATER + datetime.timedelta(hours=1))
    with writing(engine) as session:
        assert forget_old(session, LATER + datetime.timedelta(days=2, minutes=1)) == 1
        assert load(session, new).id == new
        with pytest.raises(UnknownError):
            load(session, old)
