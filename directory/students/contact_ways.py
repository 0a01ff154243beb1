"""Safe ways to reach a guardian (pure): a no-contact order also bars every number and address of that person.

A way is safe for a guardian without a no-contact order who named it, or who was never asked which ways are safe.
"""

from __future__ import annotations

from collections.abc import Sequence

from directory.accounts.emails import folded_email
from directory.students.profile import GuardianDetails


def by_mail(guardian: GuardianDetails, cared: Sequence[GuardianDetails]) -> str | None:
    """Return the e-mail address at which this guardian is reached safely: nobody under a no-contact order shares it."""
    barred = {folded_email(one.email) for one in cared if one.no_contact and one.email}
    address = (guardian.email or "").strip()
    return address if address and _safe(guardian, "email") and folded_email(address) not in barred else None


def by_phone(guardian: GuardianDetails, cared: Sequence[GuardianDetails]) -> tuple[str, ...]:
    """Return the numbers at which this guardian can safely be called or texted, by the rule of `by_mail`."""
    barred = {number for one in cared if one.no_contact for number in one.phones}
    return tuple(number for number in guardian.phones if number not in barred) if _safe(guardian, "call", "text") else ()


def first_by_phone(cared: Sequence[GuardianDetails]) -> tuple[GuardianDetails, tuple[str, ...]] | None:
    """Return the first guardian, in the family's order, who can safely be called or texted, with the numbers."""
    return next(((one, numbers) for one in cared if (numbers := by_phone(one, cared))), None)


def only_by_text(guardian: GuardianDetails) -> bool:
    """Whether texts were named as safe and calls were not."""
    return "text" in guardian.ways and "call" not in guardian.ways


def _safe(guardian: GuardianDetails, *ways: str) -> bool:
    return not guardian.no_contact and (not guardian.ways or any(way in guardian.ways for way in ways))
