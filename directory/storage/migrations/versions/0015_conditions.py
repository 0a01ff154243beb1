"""Services for one condition alone answer other needs little: the rows that matching reads are brought to this.

Listings that were written since matching has counted so are left alone: none of their general kinds of care has a fit above
LEFT, which is all that is left of the highest fit there is. The rule is idempotent for that reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# As matching.needs.conditions had them when this was written.
CONDITIONS = (
    {"suicide", "self-harm", "mobile-crisis"},
    {"eating-disorders"},
    {"speech-therapies", "early-intervention", "hearing"},
    {"vision"},
    {"smoking-vaping"},
    {"overdose", "substance-use", "smoking-vaping"},
    {"sexual-assault", "trafficking"},
    {"grief", "burial-help"},
    {"bullying"},
    {"kinship-care"},
)
GENERAL = {
    "counseling", "group-therapy", "family-counseling", "play-therapy", "peer-support", "psychiatric-care",
    "intensive-mental-health", "family-support", "parenting", "primary-care", "health-education",
}  # fmt: skip
SURE, LEFT = 0.8, 0.25

ROWS = sa.table("match_candidate", sa.column("key", sa.BigInteger), sa.column("term", sa.Text), sa.column("fit", sa.Double))
AT_ONCE = 1_000


def upgrade() -> None:
    connection = op.get_bind()
    named = sorted(set().union(*CONDITIONS))
    # Term and key are the primary key: this reads the rows of a few terms, and what follows only the keys found there.
    listed = sa.select(ROWS.c.key).where(ROWS.c.term.in_(named), ROWS.c.fit >= SURE).distinct().order_by(ROWS.c.key)
    keys = list(connection.scalars(listed))
    for start in range(0, len(keys), AT_ONCE):
        fits: dict[int, dict[str, float]] = defaultdict(dict)
        part = ROWS.c.key.in_(keys[start : start + AT_ONCE])
        for key, term, fit in connection.execute(sa.select(ROWS.c.key, ROWS.c.term, ROWS.c.fit).where(part)):
            fits[key][term] = fit
        changed = [
            {"of_key": key, "of_term": term, "left": round(fit * LEFT, 3)}
            for key, of in fits.items()
            if _counts_too_much(of)
            for term, fit in of.items()
            if term in GENERAL
        ]
        if changed:
            one = sa.and_(ROWS.c.key == sa.bindparam("of_key"), ROWS.c.term == sa.bindparam("of_term"))
            connection.execute(sa.update(ROWS).where(one).values(fit=sa.bindparam("left")), changed)


def _counts_too_much(fits: Mapping[str, float]) -> bool:
    """Whether it is surely for one condition alone, and yet answers general kinds of care as if it were not."""
    if all(fits.get(term, 0.0) <= LEFT for term in GENERAL):
        return False
    specific = {term for term, fit in fits.items() if fit >= SURE} - GENERAL
    if not specific or ("substance-use" in specific and fits.get("counseling", 0.0) >= SURE):
        return False
    return any(specific <= one for one in CONDITIONS)
