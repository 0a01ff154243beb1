"""The asker's own words in the directory: how rare they are, and which listings name them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.storage import own_words
from directory.storage.engine import reading
from directory.storage.listings.lookups import keyed
from directory.storage.listings.records import all_ids, load
from importers.fields import Target
from importers.records import NeedFit
from matching.own_words import own_words as words_of
from matching.own_words import rarity
from matching.query import SoughtWord
from tests.importers.making import record
from tests.storage.publishing import publish_records

SPORTS = (NeedFit("sports", 1.0),)
LISTINGS = (
    {
        "service_name": "Soccer League",
        "service_description": "Teams for the girls and boys",
        "categories": ("Sports",),
        "needs": SPORTS,
    },
    {"service_name": "Park Sports", "service_description": "Soccer and dancing for children", "needs": SPORTS},
    {"service_name": "Dance Studio", "service_description": "Dances of the Balkans and ballet", "needs": SPORTS},
    {"service_name": "River Swim Club", "service_description": "Swims for children of the town and county", "needs": SPORTS},
)


@pytest.fixture
def directory(engine: Engine) -> Engine:
    publish_records(engine, [record(line, **row) for line, row in enumerate(LISTINGS, 2)])
    return engine


def sought(session: Session, text: str, *unread: str) -> tuple[SoughtWord, ...]:
    return own_words.sought(session, words_of(text), unread)


def test_a_word_is_as_rare_as_the_listings_that_name_it_are_few(directory: Engine) -> None:
    """Rarity is that of the vocabulary's counts, of all forms of a word together, and a word that nobody names is left out."""
    with reading(directory) as session:
        found = sought(session, "dance or soccer, ballet, and fencing for kids")
        assert found == (
            SoughtWord("dance", "danc", rarity(3, 4)),
            SoughtWord("soccer", "soccer", rarity(2, 4)),
            SoughtWord("ballet", "ballet", rarity(1, 4)),
        )


def test_a_listing_names_words_in_its_places(directory: Engine) -> None:
    """Of each service it is told which of the words its names, its categories and its descriptions have, in any form."""
    with reading(directory) as session:
        keys = {key: name for name, key in _keys(session).items()}
        named = own_words.named_by(session, keys, sought(session, "sports: dancing, soccer teams"))
    assert {keys[key]: codes for key, codes in named.items()} == {
        "Soccer League": "categories:sports name:soccer description:team",
        "Park Sports": "name:sports description:danc description:soccer",
        "Dance Studio": "description:danc name:danc",
    }


def test_a_misspelled_word_is_mended_only_where_nobody_understood_it(directory: Engine) -> None:
    """A strange word is looked for as the directory's word that it nearly is; one that is understood is taken at its word."""
    with reading(directory) as session:
        assert [word.stem for word in sought(session, "balkens", "balkens")] == ["balkan"]
        assert sought(session, "balkens") == ()


def _keys(session: Session) -> dict[str, int]:
    keys = dict(keyed(session, all_ids(session)))
    return {str(fields[Target.SERVICE_NAME]): keys[record_id] for record_id, fields in load(session, keys).items()}
