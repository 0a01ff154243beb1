"""Failures counted in buckets: wrong passwords, codes and links; a full bucket stops those who fill it.

Future times do not count: a clock that ran ahead for a while must not lock people out until that time is reached.
"""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from sqlalchemy.orm import Session

from directory.clock import SLACK
from directory.i18n.counts import counted
from directory.storage.people import failures

WINDOW = datetime.timedelta(minutes=15)
"""How long a wrong password counts."""

KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of failures within a time after which all attempts are refused."""

    failures: int
    within: datetime.timedelta = WINDOW


def full_until(session: Session, bucket: str, limit: Limit, now: datetime.datetime) -> datetime.datetime | None:
    """Return when a bucket is no longer full; None if it is not full."""
    filled = failures.nth_newest(session, bucket, limit.failures, since=now - limit.within, until=now + SLACK)
    return None if filled is None else filled + limit.within


def count(session: Session, buckets: Iterable[str], now: datetime.datetime) -> None:
    """Count a failure in each of the buckets."""
    failures.forget(session, now - KEPT)
    failures.add(session, buckets, now)


def minutes(time: datetime.timedelta) -> str:
    """Return a waiting time in words: "1 minute", "15 minutes"."""
    number = max(1, ceil(time.total_seconds() / 60))
    return counted(number, "minute")


def network(address: str) -> str:
    """Return what an address counts by: itself, or an IPv6 address's /64 network, which is one household's or company's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address  # a socket of this machine has none
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed, 64), strict=False))
