"""Failed sign-ins: counted backwards from the newest, bucket by bucket, and forgotten."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from directory.storage.engine import writing
from directory.storage.people import failures
from tests.accounts.making import MINUTE, NOON

DIGESTS = [letter * 64 for letter in "ab"]
tries = st.lists(st.tuples(st.sampled_from(DIGESTS), st.integers(0, 30)), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(tries, st.integers(1, 6), st.integers(0, 30), st.integers(0, 30))
def test_the_nth_newest_is_that_of_a_sorted_list(
    engine: Engine, given_tries: list[tuple[str, int]], nth: int, since: int, until: int
) -> None:
    """The n-th newest failure of a bucket between two moments is what sorting all failures by hand gives."""
    with writing(engine) as session:
        failures.clear(session, DIGESTS)
        for bucket, minute in given_tries:
            failures.add(session, [bucket], NOON + minute * MINUTE)
        failures.lock(session, DIGESTS)
        for bucket in DIGESTS:
            recent = sorted((at for each, at in given_tries if each == bucket and since < at <= until), reverse=True)
            expected = NOON + recent[nth - 1] * MINUTE if len(recent) >= nth else None
            found = failures.nth_newest(session, bucket, nth, since=NOON + since * MINUTE, until=NOON + until * MINUTE)
            assert found == expected


def test_old_failures_are_forgotten(engine: Engine) -> None:
    """What is older than the given moment is gone, in every bucket; the rest stays."""
    with writing(engine) as session:
        failures.add(session, DIGESTS, NOON)
        failures.add(session, DIGESTS[:1], NOON + MINUTE)
        failures.forget(session, NOON + MINUTE)
        assert session.scalar(select(func.count()).select_from(failures.FAILURE)) == 1
        failures.clear(session, DIGESTS)
        assert failures.nth_newest(session, DIGESTS[0], 1, since=NOON - MINUTE, until=NOON + MINUTE) is None
