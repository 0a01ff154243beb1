"""What is logged of a failure."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from directory.storage.listings.organizations import find_organizations
from directory.web.core import logs


def test_a_failure_in_a_library_names_the_line_of_ours_that_called_it(capsys: pytest.CaptureFixture[str]) -> None:
    """However deep the library is, only its last line is logged, after our own; the message is not."""
    logs.configure()
    with pytest.raises(OperationalError, match="no such table") as raised, Session(create_engine("sqlite://")) as session:
        find_organizations(session, "")
    logs.failure(raised.value, route="/")
    written = capsys.readouterr().err
    assert "no such table" not in written
    where = json.loads(written)["where"]
    assert [line.startswith("directory/storage/listings/organizations.py:") for line in where] == [True, False]
