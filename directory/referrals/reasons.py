"""Pure: why a referral was not completed, and the next step for each reason.

>>> REASONS["no_capacity"].step, REASONS["wrong_contact_details"].flags
('recheck', True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Step = Literal["next_match", "recheck", "backup", "other_contact", "ask", "none"]
"""What comes next: another match, a day to look again, the backup, another contact of the family, a talk, nothing."""


@dataclass(frozen=True, slots=True)
class EndReason:
    """A reason code: the words for staff, the next step and what it asks of them, and whether a family or a provider may give it.

    `flags` means that the listing is flagged for the coordinator, `counts` that the reason is about the provider, and so belongs
    in the provider's record.
    """

    words: str
    step: Step
    next: str
    flags: bool = False
    counts: bool = False
    family: bool = False
    provider: bool = False


REASONS: Mapping[str, EndReason] = {
    "ineligible": EndReason(
        "The student does not fit their rules", "next_match", "Choose the next-best match.", counts=True, provider=True
    ),
    "no_capacity": EndReason(
        "They have no room",
        "recheck",
        "Give the backup, and look again on a day you set.",
        counts=True,
        family=True,
        provider=True,
    ),
    "no_provider_response": EndReason(
        "The provider does not answer", "backup", "Give the family the backup.", counts=True, family=True
    ),
    "unable_to_reach_family": EndReason(
        "The family could not be reached", "other_contact", "Try another contact or a home visit.", provider=True
    ),
    "wrong_contact_details": EndReason(
        "The number or address is wrong",
        "backup",
        "The listing is flagged; give the family the backup.",
        flags=True,
        counts=True,
        family=True,
    ),
    "family_declined": EndReason(
        "The family does not want it", "ask", "Ask what would suit them better.", family=True, provider=True
    ),
    "cost": EndReason("It costs too much", "next_match", "Look for free help or help with the cost.", counts=True, family=True),
    "transport": EndReason("They cannot get there", "next_match", "Look nearer, online or at school.", counts=True, family=True),
    "language": EndReason(
        "Nobody there speaks their language",
        "next_match",
        "Look for help in their language.",
        counts=True,
        family=True,
        provider=True,
    ),
    "paperwork": EndReason(
        "The papers were too much", "ask", "Offer to fill in the forms together.", counts=True, family=True, provider=True
    ),
    "wait_too_long": EndReason("The wait is too long", "backup", "Give the family the backup.", counts=True, family=True),
    "need_met_elsewhere": EndReason("They have help from somewhere else", "none", "Close the need if it is met.", family=True),
    "moved": EndReason("The family moved away", "none", "Nothing more to do here."),
    "duplicate": EndReason("It was opened twice", "none", "Nothing more to do: the other one goes on."),
    "other": EndReason("Something else", "ask", "Talk with the family about what comes next.", family=True, provider=True),
}
"""In the order of the form. `other` needs words."""
