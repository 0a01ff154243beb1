"""Answers that come in the same moment, from phones of their own, to a real service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import Recipient
from directory.referrals.answers import links
from directory.referrals.work import Work
from directory.storage.engine import writing
from directory.storage.referrals import referrals as stored
from tests.district import District
from tests.server import Server, serving
from tests.web.browsing import Site, utc_now, visit
from tests.web.linking import events, refer, scope_of

ANSWERS = ((Recipient.FAMILY, "went"), (Recipient.PROVIDER, "accepted")) * 3


@pytest.mark.slow
def test_of_answers_at_once_none_is_lost(district_on_each: District, tmp_path: Path) -> None:
    """Three phones of the family and three of the provider: all are thanked, all is kept, and the referral moves once by each."""
    with serving(district_on_each, tmp_path) as server, visit(server) as site:
        referral_id, _ = refer(site)
        paths = {audience: f"/a/{token_to(site, referral_id, audience)}" for audience in Recipient}
        statuses = send(server, [(paths[audience], answer) for audience, answer in ANSWERS])
        kept = events(site, referral_id)
        status = site.rows("SELECT status, answered FROM referral WHERE id = :id", id=referral_id)
    assert statuses == [303] * len(ANSWERS)
    went, accepted = ([held for kind, _, held in kept if kind == one] for one in ("connected", "accepted"))
    assert went == [False, True, True]
    # Whoever is later than the family comes after the end of accepting, and is kept as late.
    assert accepted in ([False, True, True], [True, True, True])
    assert (status[0][0], bool(status[0][1])) == ("connected", True)


def token_to(site: Site, referral_id: str, audience: Recipient) -> str:
    with writing(site.database) as session:
        work = Work(session, site.keys, scope_of(site), SchoolCalendar(), utc_now().date(), utc_now())
        return links.make_link(work, stored.one(session, work.scope, referral_id), audience, "en", with_code=False).token


def send(server: Server, answers: Sequence[tuple[str, str]]) -> list[int]:
    """Opens each link on a phone of its own, then taps all answers at once."""
    together = Barrier(len(answers))

    def tap(phone: httpx.Client, path: str, form: dict[str, str]) -> int:
        together.wait(60)
        return phone.post(path, data=form).status_code

    with ExitStack() as stack, ThreadPoolExecutor(len(answers)) as hands:
        opened = [(stack.enter_context(httpx.Client(base_url=server.url, timeout=60)), path, answer) for path, answer in answers]
        forms = [{"csrf": csrf(phone.get(path).text), "answer": answer} for phone, path, answer in opened]
        sent = [hands.submit(tap, phone, path, form) for (phone, path, _), form in zip(opened, forms, strict=True)]
        return [one.result(60) for one in sent]


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]*)"', page)
    assert found is not None
    return found[1]
