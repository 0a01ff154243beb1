"""Export of the directory as a CSV file that can be edited and imported again: a row for each service at location."""

from __future__ import annotations

import csv
import io

from sqlalchemy.orm import Session

from directory.storage.listings.records import all_ids, load, organizations_without_services
from importers import cells, confidential
from importers.fields import FIELDS
from importers.records import Fields


def export_csv(session: Session) -> tuple[str, int]:
    """Return the file's text and its number of rows without the header; agencies without services come last.

    For a confidential place it contains nothing that leads there.
    """
    services = load(session, all_ids(session)).values()
    told = (confidential.withheld(fields) if fields.get(confidential.MARK) else fields for fields in services)
    records: list[Fields] = [*told, *organizations_without_services(session).values()]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([cells.format(field, record.get(target)) for target, field in FIELDS.items()] for record in records)
    return out.getvalue(), len(records)
