"""`python -m directory.demo`: the demo directory of a fictional mid-Michigan district, and the commands to try on it."""

from __future__ import annotations

import datetime
import sys

from sqlalchemy import func, select

from directory.app import open_desk
from directory.demo.making import make_demo
from directory.errors import DeskError
from directory.models import Location, MatchCandidate, Organization, Service
from directory.settings import Settings

DATABASE = "sqlite:///.referral-desk/demo.db"

TRY = (
    'needs "lost her mom, can\'t sleep"',
    'match --need "homework help" --age 9 --near 48910 --within 5',
    "match --need counseling --grade 8 --near 48842 --language es --payment medicaid",
    'search "after scool mason"',
    "import YOUR-LIST.csv --dry-run",
    "imports",
    "export csv directory.csv",
)


def main() -> None:
    """Makes the demo, or brings it up to today, and says what is in it."""
    desk = open_desk(Settings(database_url=DATABASE))
    today = datetime.datetime.now().astimezone().date()
    with desk.writing() as session:
        make_demo(session, today)
    with desk.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(model)) for model in (Service, Organization, Location)]
        needs = session.scalar(select(func.count(MatchCandidate.term.distinct())))
    print(f"The demo directory is ready: {counts[0]} services of {counts[1]} agencies at {counts[2]} places, for {needs} needs.")
    print("Everything in it is fictional. Try:\n")
    print(f"  export REFERRAL_DESK_DATABASE_URL={DATABASE}")
    for command in TRY:
        print(f"  .venv/bin/referral-desk {command}")


try:
    main()
except DeskError as error:
    sys.exit(str(error))
