"""A process that works until it is killed: a job in one thread, acknowledged posts in another.

`python -m tests.kills.working URL import|undo`, or `URL roster KEY`, prints "go", then "posted N" for each post that was acknowledged, and "done"
when the job is.
"""

from __future__ import annotations

import sys
import threading
from itertools import count

from directory.accounts import audit
from directory.settings import Settings
from directory.storage.engine import make_engine, writing
from directory.storage.imports.long_jobs import publish_list, undo_import
from directory.students.roster import import_roster
from tests.storage.editions import NOON, TODAY, edition

ROWS, STUDENTS = 80, 60


def main() -> None:
    url, what, *keys = sys.argv[1:]
    engine = make_engine(url)
    _say("go")  # before anything that may be acknowledged
    threading.Thread(target=_post, args=(url,), daemon=True).start()
    if what == "import":
        publish_list(engine, edition(2, ROWS), today=TODAY, now=NOON)
    elif what == "roster":
        import_roster(engine, Settings(keys=tuple(keys)), roster(2), today=TODAY, now=NOON)
    else:
        undo_import(engine, 2, NOON)
    _say("done")
    threading.Event().wait()


def roster(edition: int) -> dict[str, bytes]:
    """Edition 1 has STUDENTS students; edition 2 lacks every fifth, moves every third a grade up, and has half as many new."""
    numbers = range(STUDENTS) if edition == 1 else [n for n in range(STUDENTS + STUDENTS // 2) if n % 5 or n >= STUDENTS]
    rows = [
        f"{7000 + n},Given{n},Family{n},{2 + (edition == 2 and n % 3 == 0)},Oak Elementary,Guardian {n},517-555-01{n % 100:02},H{n // 2}"
        for n in numbers
    ]
    head = "Student ID,First Name,Last Name,Grade,School,Guardian Name,Guardian Phone,Family ID"
    return {"roster.csv": "\n".join([head, *rows]).encode()}


def _post(url: str) -> None:
    engine = make_engine(url)
    for number in count():
        with writing(engine) as session:
            audit.record(session, now=NOON, staff_id=None, action="student.changed", subject=f"post:{number}")
        _say(f"posted {number}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
