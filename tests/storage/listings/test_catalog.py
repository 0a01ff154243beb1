"""The coordinator's list of records: what its filters leave, and which records stand on each page."""

from __future__ import annotations

import datetime

from sqlalchemy import Engine

from directory.storage.engine import reading
from directory.storage.listings.catalog import PAGE, CatalogFilters, browse
from directory.storage.listings.records import existing
from importers.fields import Target
from importers.identity import fold
from tests.importers.making import record
from tests.storage.by_hand import TODAY, records
from tests.storage.publishing import publish_records


def test_the_list_of_records_is_filtered_and_paged(engine: Engine) -> None:
    """By words in the names, accents or not, by list, status and age; fifty to a page."""
    old, new = datetime.date(2025, 9, 1), datetime.date(2025, 9, 3)
    rows = [record(n, service_name=f"Club {n}", address_address_1=f"{n} Cedar Street") for n in range(2, 62)]
    publish_records(engine, [*rows, record(70, service_name="Café Olé", service_assured_date=new)])
    publish_records(engine, [record(2, organization_name="Elm", service_status="inactive", service_assured_date=old)], "other")
    with reading(engine) as session:

        def count(**filters: object) -> int:
            return browse(session, CatalogFilters(**filters), TODAY).count  # type: ignore[arg-type]

        assert (count(), count(words="cafe ole"), count(words="maple club"), count(words="nobody"), count(words="% _")) == (
            62,
            1,
            60,
            0,
            0,
        )
        assert (count(source="other"), count(status="inactive"), count(stale=True)) == (1, 1, 61)
        last = browse(session, CatalogFilters(), TODAY, 9)
    assert (last.page, last.pages, len(last.records)) == (2, 2, 12)


def test_each_page_of_the_list_is_what_all_names_in_order_give(engine: Engine) -> None:
    """Pages that read a few agencies alone hold the records that stand there when all names are folded and sorted.

    Some agencies are spelled alike but for case and accents, one fills more than two pages, and some have one record.
    """
    spelled = ("Élan House", "elan  HOUSE", "Ash & Oak", "ash and oak", "Éclair", "Zum Ölberg", "中心", "¡Vamos!")
    rows = [
        record(
            number,
            organization_name="Big Lake" if number % 2 else spelled[number // 2 % len(spelled)],
            service_name=f"{'Ä' if number % 3 else 'a'}rea {number * 7 % 50}",
            service_status="inactive" if number % 5 == 0 else "active",
            address_address_1=f"{number} Cedar Street",
        )
        for number in range(2, 262)
    ]
    publish_records(engine, rows)
    everything = sorted(
        (fold(fields[Target.ORGANIZATION_NAME]), fold(fields[Target.SERVICE_NAME]), key, fields[Target.SERVICE_STATUS])
        for key, fields in records(engine).items()
    )
    for status in (None, "inactive"):
        wanted = [key for _, _, key, is_now in everything if status in (None, is_now)]
        with reading(engine) as session:
            pages = [
                browse(session, CatalogFilters(status=status), TODAY, page) for page in range(1, -(-len(wanted) // PAGE) + 2)
            ]
        *found, beyond = pages
        assert [one.id for page in found for one in page.records] == wanted
        assert {(page.count, page.pages) for page in pages} == {(len(wanted), len(found))}
        assert beyond == found[-1]


def test_which_listings_exist_is_asked_by_their_ids(engine: Engine) -> None:
    """Of the ids that are asked about, those of listings are returned, however often each is named."""
    publish_records(engine, [record(2), record(3, service_name="Chess Club", address_address_1="3 Cedar Street")])
    known = set(records(engine))
    with reading(engine) as session:
        assert existing(session, [*known, *known, "0" * 8]) == known
        assert existing(session, []) == set()
