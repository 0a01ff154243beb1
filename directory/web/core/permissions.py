"""Who may do what: one table from what a page needs to the roles that have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from directory.storage.scope import ROLES, Role

May = Literal["anyone", "signed_in", "students", "directory", "roster", "people", "numbers", "outcomes", "gaps"]
"""What a page needs: `anyone` needs nothing, `signed_in` an account of any role."""

ROLES_THAT_MAY: Mapping[May, frozenset[Role]] = {
    "signed_in": frozenset(ROLES),
    "students": frozenset({"specialist", "administrator"}),
    "directory": frozenset({"coordinator", "administrator"}),
    "roster": frozenset({"administrator"}),
    "people": frozenset({"administrator"}),
    "numbers": frozenset({"viewer", "administrator"}),
    # Specialists see their own schools' figures, coordinators and viewers the district's without small counts.
    "outcomes": frozenset(ROLES),
    "gaps": frozenset({"coordinator", "administrator", "viewer"}),
}


def may(role: Role, what: May) -> bool:
    """Whether a member of staff of this role may do it."""
    return what == "anyone" or role in ROLES_THAT_MAY[what]
