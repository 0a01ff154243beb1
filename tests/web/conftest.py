"""The pages over HTTP: `site` is the whole service with a district of its own on SQLite, `site_on_each` on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.district import District
from tests.web.browsing import Site, browse


@pytest.fixture
def site(district_on_sqlite: District) -> Iterator[Site]:
    """The service with a district of the test's own, and a browser on it that is signed out."""
    with browse(district_on_sqlite) as opened:
        yield opened


@pytest.fixture
def site_on_each(district_on_each: District) -> Iterator[Site]:
    """As `site`, on each engine in turn."""
    with browse(district_on_each) as opened:
        yield opened


@pytest.fixture
def desk(site: Site) -> Site:
    """The service as the specialist of the first school has it open."""
    site.sign_in("specialist")
    return site
