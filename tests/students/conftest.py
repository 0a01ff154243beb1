"""A fictional district on each engine in turn."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.students.making import District, make_district


@pytest.fixture
def district(engine: Engine) -> District:
    """Two schools, staff of each role, no student yet."""
    return make_district(engine)
