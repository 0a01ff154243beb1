"""Everyday words on the page: their need and conditions, and what was asked for comes first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from importers.records import Cost, NeedFit
from matching.needs import terms
from tests.finding.test_matches import find
from tests.importers.making import record
from tests.matching.needs.test_everyday_words import EVERYDAY
from tests.storage.publishing import publish_records
from tests.web.browsing import Site
from tests.web.finding.test_one_box import chips

CHIPS = {"payment:free": "Free only", "activity:soccer": "soccer", "activity:swimming": "swimming"}


def test_everyday_words_find_things_on_the_page(site: Site) -> None:
    """Each becomes a chip of its need and one of each condition."""
    site.sign_in("specialist")
    for words, (slug, conditions) in EVERYDAY.items():
        told = chips(site.post("/find", {"sentence": words, "near": "48910"}).text)
        assert {terms()[slug].english, *(CHIPS[code] for code in conditions)} <= set(told), words


@pytest.mark.parametrize("upgraded_url", ["sqlite"], indirect=True)
def test_free_help_comes_first_where_it_is_asked_for(engine: Engine) -> None:
    """ "terapia gratis" puts free therapy before a nearer one that charges a fee."""
    rows: list[dict[str, Any]] = [
        {"service_name": "Paid", "costs": (Cost("fee", 90.0),)},
        {"service_name": "Free", "costs": (Cost("free"),), "location_latitude": 42.76},
    ]
    publish_records(engine, [record(line, needs=(NeedFit("counseling"),), **row) for line, row in enumerate(rows, 2)])
    near = "42.7008,-84.549"
    assert [m.card.service for m in find(engine, sentence="terapia", near=near).matches] == ["Paid", "Free"]
    assert [m.card.service for m in find(engine, sentence="terapia gratis", near=near).matches] == ["Free", "Paid"]
