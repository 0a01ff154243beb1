"""How a service is paid and how it is given: the codes that lists, listings and searches have for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Payment(StrEnum):
    """A way to pay that a listing names; a family asks for one of those in PAYS."""

    FREE = "free"
    SLIDING_SCALE = "sliding_scale"  # Low cost; asked for, it is a price that a family with little money can pay.
    MEDICAID = "medicaid"
    MEDICARE = "medicare"
    PRIVATE = "private"  # Private insurance.
    UNINSURED = "uninsured"  # Help for people without insurance.
    FEE = "fee"  # Any price.


PAYS: Mapping[Payment, tuple[Payment, ...]] = {
    Payment.MEDICAID: (Payment.MEDICAID, Payment.FREE),
    Payment.PRIVATE: (Payment.PRIVATE, Payment.FREE),
    Payment.UNINSURED: (Payment.UNINSURED, Payment.SLIDING_SCALE, Payment.FREE),
    Payment.SLIDING_SCALE: (Payment.SLIDING_SCALE, Payment.FREE),
    Payment.FREE: (Payment.FREE,),
}
"""What a listing may offer to serve each way of paying."""


class Mode(StrEnum):
    """A way in which a service is given."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"
    HOME = "home"  # At the family's home.
    SCHOOL = "school"


WITHOUT_PLACE = frozenset({Mode.ONLINE, Mode.PHONE, Mode.HOME})
"""Modes for which nobody leaves home: the distance to the office does not matter."""
