"""Every reader of a cell on cells that were made to hang it; run in a process of its own by test_growth.

Each name is printed before its reader begins, so that the last line names the one that took too long. The limit is CPU
time, a hundred times what the readers take, and not a clock's.
"""

from __future__ import annotations

import datetime
import signal
import sys
from collections.abc import Callable, Mapping

from importers.columns import contents, headers, marks, owners, people, privacy, relations, roster_headers, staff_columns
from importers.columns.column import Column
from importers.places import addresses, points, secret_places, zips
from importers.roster import values as roster_values
from importers.roster.orders import order_words, orders
from importers.roster.row import RosterGuardian
from importers.tables import limits
from importers.tables.table import Table, TableRow
from importers.times import dates, hours
from importers.values import ages, costs, flags, languages, links, phone_notes, phones, staff_notes, status, text
from importers.values import privacy as private_words

TODAY = datetime.date(2026, 3, 9)
SECONDS = 1.5
GUARDIANS = (RosterGuardian("Wren Marsh", "Mother"), RosterGuardian("Jay Marsh", "Father"))


def _table(header: str) -> Table:
    return Table((header,), (TableRow(2, (header,)),), "utf-8", ",")


READERS: Mapping[str, Callable[[str], object]] = {
    "addresses.read": addresses.read, "addresses.split_suite": addresses.split_suite, "addresses.normal": addresses.normal,
    "addresses.state": addresses.state, "ages.read": ages.read, "ages.read of grades": lambda cell: ages.read(cell, "grade"),
    "ages.groups_alone": ages.groups_alone, "ages.in_prose": ages.in_prose, "costs": costs.read, "dates": lambda cell: dates.read(cell, TODAY),
    "flags": flags.read, "hours": hours.read, "languages": languages.read, "website": links.website, "email": links.email, "phones": phones.read,
    "phone notes": phone_notes.words, "split phone notes": lambda cell: phone_notes.split(cell, True), "points": points.locate,
    "point pairs": lambda cell: points.read_pair(cell, cell), "status": status.read, "clean": text.clean, "clean_long": text.clean_long,
    "fold": text.fold, "is_blank": text.is_blank, "split_list": text.split_list, "tidy_name": text.tidy_name, "tidy_city": text.tidy_city,
    "zips": zips.read, "withheld": secret_places.withheld, "in_prose": secret_places.in_prose, "hides": lambda cell: private_words.hides(cell, shows=True),
    "phone_withheld": private_words.phone_withheld, "roster name": roster_values.name, "roster names": roster_values.several_names,
    "roster grade": roster_values.grade, "roster insurance": roster_values.insurance, "roster languages": roster_values.spoken_languages,
    "roster phones": roster_values.phone_numbers, "roster email": roster_values.email, "roster no contact": roster_values.no_contact,
    "roster birth date": lambda cell: roster_values.birth_date(cell, TODAY), "roster number": roster_values.number, "roster ZIP": roster_values.zip_code,
    "off the record": private_words.off_the_record, "held back": private_words.held_back, "orders forbid": orders.forbids, "orders concern": orders.concerns,
    "orders deceased": orders.deceased, "bare": orders.bare, "asides": orders.asides, "bare name": orders.bare_name, "roster student number": roster_values.student_number, "roster more": roster_values.says_more,
    "orders applied": lambda cell: orders.applied(GUARDIANS, [orders.OrderNote(cell)]),
    "profile": lambda cell: contents.profile([cell]), "people": lambda cell: people.of_people([cell]),
    "staff notes": lambda cell: staff_notes.parted(cell, noting=True),
}  # fmt: skip
HEADERS: Mapping[str, Callable[[str], object]] = {
    "headers.hints": headers.hints, "headers.together": headers.together, "marks.of": marks.of, "privacy.of_header": privacy.of_header,
    "orders answered": lambda header: order_words.answered(header, "x"), "orders answer": lambda cell: order_words.answered("Custody alert", cell),
    "student_field": roster_headers.student_field, "guardian_column": roster_headers.guardian_column,
    "people.marks": lambda header: people.marks(_table(header)), "names_providers": lambda header: people.names_providers(_table(header)),
    "relations.refusal": lambda header: relations.refusal(_table(header), (Column(0, header),)),
    "of staff": staff_columns.of_staff, "owners": owners.of_header,
}  # fmt: skip
SHAPES = (
    "(", ",", "x1", "7", "-", " ", "a@", "<br>", "a\u0301", "[", "; ", "\n", "a", "A ", "1-", "(5", "&amp;", "<", "<!--", ".", "a.", "517-555-0101 ",
    "1:00-", "Mon-Tue ", "http://", "/", " and ", "a & ", "$5 ", "1, ", "ages 5 to ", "under ", "Suite 1 ", "12 Main St ", "\u200b", "\u00c3\u00a9",
    "<script>", "call for ", "do not be ", "confidential ", '"', "'", "+", " ext. ", "text a to ", "tel:", " \n", "(a ", "a) ", "#", "40.123,", ", MI", "0",
    "No, ", "father ", "order ", "\u2067",
)  # fmt: skip


def main() -> None:
    for readers, longest in ((READERS, limits.CELL), (HEADERS, limits.HEADER)):
        for name, reader in readers.items():
            for shape in SHAPES:
                for before, after in (("", ""), ("5", " z")):
                    sys.stdout.write(f"{name} on {before}{shape!r}\n")
                    sys.stdout.flush()
                    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
                    reader(before + shape * (longest // len(shape)) + after)
                    signal.setitimer(signal.ITIMER_PROF, 0)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
