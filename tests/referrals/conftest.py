"""A district in which referrals can be opened, on each engine in turn."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.referrals.making import Loop, make_loop


@pytest.fixture
def loop(engine: Engine) -> Loop:
    return make_loop(engine)
