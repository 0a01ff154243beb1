"""Many referrals at once, put into the tables as the rooms would have written them."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory.models import Referral, ReferralEvent, School, Student
from directory.referrals.status import STATUSES

PATH = ("opened", "sent", "reached", "accepted", "scheduled", "connected", "completed")
NEEDS = ("anxiety", "grief", "counseling", "food", "housing", "dental", "tutoring", "homework-help")
LANGUAGES = ("en", "es", "so", "vi", None)
GRADES = ("K", "3", "5", "7", "8", "10", None)
_DAY = datetime.timedelta(days=1)


def put_many(
    session: Session, count: int, today: datetime.date, *, schools: int = 20, providers: int = 60, seed: int = 7
) -> None:
    """`count` referrals of fictional students, opened in the year before `today`, with five events each or so."""
    random, now = Random(seed), datetime.datetime.combine(today, datetime.time())
    session.execute(insert(School), [{"id": f"s{n}", "name": f"School {n}"} for n in range(schools)])
    session.execute(
        insert(Student),
        [
            {"id": f"p{n}", "school_id": f"s{n}", "status": "enrolled", "number_hash": f"h{n}", "made_at": now, "changed_at": now}
            for n in range(schools)
        ],
    )
    referrals: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for n in range(count):
        opened = today - random.randint(0, 364) * _DAY
        school, provider = random.randrange(schools), int(providers * random.random() ** 2)
        far = random.randint(0, len(PATH) - 1)
        kinds = [
            *PATH[: far + 1],
            *(random.choice([("not_completed",), ("cancelled",), ("entered_in_error",), (), ()]) if far < 6 else ()),
        ]
        day = opened
        for number, kind in enumerate(kinds, 1):
            day += random.randint(0, 6) * _DAY
            reason = random.choice(["no_capacity", "cost", "transport"]) if kind == "not_completed" else None
            events.append(
                {"id": f"e{n}-{number}", "referral_id": f"r{n}", "number": number, "kind": kind, "who": "staff", "happened_on": day,
                 "recorded_at": now, "reason": reason, "held": False}
            )  # fmt: skip
        status = (
            "draft"
            if far == 0 and len(kinds) == 1
            else next(kind for kind in reversed(kinds) if kind in STATUSES)
            if far or len(kinds) > 1
            else "draft"
        )
        referrals.append(
            {"id": f"r{n}", "request_id": f"q{n - n % 2 if random.random() < 0.2 else n}", "choice": 1, "reference": f"R{n}",
             "student_id": f"p{school}", "term": random.choice(NEEDS), "urgency": 2, "school_id": f"s{school}",
             "grade": random.choice(GRADES), "language": random.choice(LANGUAGES), "record_id": f"x{provider}",
             "organization_id": f"o{provider}", "organization": f"Agency {provider}", "service": f"Service {provider}",
             "opened_at": now, "opened_on": opened, "status": status, "since": day, "answered": False, "touched_on": day,
             "outcome": 1 if far >= 5 else 0 if status == "not_completed" else None}
        )  # fmt: skip
    session.execute(insert(Referral), referrals)
    session.execute(insert(ReferralEvent), events)
