"""A hundred requests at once on the real service: nobody is refused, and nothing is lost."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from matching.needs import terms
from tests.district import District
from tests.families import OWN
from tests.server import Server, serving
from tests.web.browsing import COOKIE, OURS, Site, visit

AT_ONCE = 100

pytestmark = pytest.mark.audit


@pytest.fixture
def server_on_each(district_on_each: District, tmp_path: Path) -> Iterator[Server]:
    """The service in a process of its own, on each engine in turn."""
    with serving(district_on_each, tmp_path) as running:
        yield running


def test_a_hundred_at_once_lose_nothing(server_on_each: Server) -> None:
    """Fifty looks at a student and fifty new needs at one moment: no error, every need is there, every look is in the log."""
    chosen = sorted(terms())[: AT_ONCE // 2]
    with visit(server_on_each) as site:
        token = site.sign_in("specialist")
        me, student = site.ids.staff["specialist"], site.ids.students[OWN][2]
        form = {"csrf": site.csrf()}
        together = Barrier(AT_ONCE)

        def ask(term: str | None) -> int:
            cookies = {COOKIE: token}
            with httpx.Client(base_url=server_on_each.url, cookies=cookies, timeout=60) as client:
                together.wait(60)
                if term is None:
                    return client.get(f"/students/{student}").status_code
                data = form | {"once": secrets.token_urlsafe(12), "needs": term, "urgency": "2"}
                return client.post(f"/students/{student}/needs", data=data, headers=OURS).status_code

        with ThreadPoolExecutor(AT_ONCE) as threads:
            statuses = list(threads.map(ask, [*chosen, *[None] * len(chosen)]))
        assert sorted(statuses) == [200] * len(chosen) + [303] * len(chosen)
        assert open_needs(site, student) == chosen
        looks = "SELECT count(*) FROM audit_entry WHERE action = 'student.looked_at' AND student_id = :student AND staff_id = :me"
        assert site.rows(looks, student=student, me=me) == [(len(chosen),)]
        added = "SELECT count(*) FROM audit_entry WHERE action = 'need.added' AND student_id = :student AND staff_id = :me"
        assert site.rows(added, student=student, me=me) == [(len(chosen),)]


def open_needs(site: Site, student: str) -> list[str]:
    """The terms that are open."""
    rows = site.rows(
        "SELECT term FROM student_need WHERE student_id = :student AND closed_at IS NULL ORDER BY term", student=student
    )
    return [term for (term,) in rows]
