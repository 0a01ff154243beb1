"""A process that works until it is killed: a job in one thread, acknowledged posts in another.

`python -m tests.kills.working URL import|undo` prints "go", then "posted N" for each post that was acknowledged, and "done"
when the job is.
"""

from __future__ import annotations

import sys
import threading
from itertools import count

from directory.accounts import audit
from directory.storage.engine import make_engine, writing
from directory.storage.publishing.bulk import publish_list, undo_import
from tests.storage.editions import NOON, TODAY, edition

ROWS = 80


def main() -> None:
    url, what = sys.argv[1:]
    engine = make_engine(url)
    threading.Thread(target=_post, args=(url,), daemon=True).start()
    _say("go")
    if what == "import":
        publish_list(engine, edition(2, ROWS), today=TODAY, now=NOON)
    else:
        undo_import(engine, 2, NOON)
    _say("done")
    threading.Event().wait()


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
