"""Permissions: one table from what a page needs to the roles that have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from directory.models.codes import Role
from directory.storage.scope import ROLES

May = Literal["anyone", "signed_in", "students", "directory", "roster", "people", "numbers", "outcomes", "gaps"]
"""What a page needs: `anyone` means nothing, `signed_in` an account with any role."""

ROLES_THAT_MAY: Mapping[May, frozenset[Role]] = {
    "signed_in": frozenset(ROLES),
    "students": frozenset({Role.SPECIALIST, Role.ADMINISTRATOR}),
    "directory": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "roster": frozenset({Role.ADMINISTRATOR}),
    "people": frozenset({Role.ADMINISTRATOR}),
    "numbers": frozenset({Role.VIEWER, Role.ADMINISTRATOR}),
    # Specialists see the figures of their own schools; coordinators and viewers see the district's without small counts.
    "outcomes": frozenset(ROLES),
    "gaps": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.VIEWER}),
}


def may(role: Role, what: May) -> bool:
    """Return whether this role has the permission."""
    return what == "anyone" or role in ROLES_THAT_MAY[what]
