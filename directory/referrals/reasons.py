"""Pure: why a referral was not completed, and the next step for each reason.

>>> REASONS["no_capacity"].step.value, REASONS["wrong_contact_details"].flags
('recheck', True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.models.codes import EndCode


class EndStep(StrEnum):
    """What comes next: another match, a day to look again, the backup, another contact of the family, a talk, nothing."""

    NEXT_MATCH = "next_match"
    RECHECK = "recheck"
    BACKUP = "backup"
    OTHER_CONTACT = "other_contact"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EndReason:
    """A reason code: the words for staff, the next step and what it asks of them, and whether a family or a provider may give it.

    `flags` means that the listing is flagged for the coordinator, `counts` that the reason is about the provider, and so belongs
    in the provider's record.
    """

    words: str
    step: EndStep
    next: str
    flags: bool = False
    counts: bool = False
    family: bool = False
    provider: bool = False


REASONS: Mapping[EndCode, EndReason] = {
    EndCode.INELIGIBLE: EndReason(
        "The student does not fit their rules", EndStep.NEXT_MATCH, "Choose the next-best match.", counts=True, provider=True
    ),
    EndCode.NO_CAPACITY: EndReason(
        "They have no room",
        EndStep.RECHECK,
        "Give the backup, and look again on a day you set.",
        counts=True,
        family=True,
        provider=True,
    ),
    EndCode.NO_PROVIDER_RESPONSE: EndReason(
        "The provider does not answer", EndStep.BACKUP, "Give the family the backup.", counts=True, family=True
    ),
    EndCode.UNABLE_TO_REACH_FAMILY: EndReason(
        "The family could not be reached", EndStep.OTHER_CONTACT, "Try another contact or a home visit.", provider=True
    ),
    EndCode.WRONG_CONTACT_DETAILS: EndReason(
        "The number or address is wrong",
        EndStep.BACKUP,
        "The listing is flagged; give the family the backup.",
        flags=True,
        counts=True,
        family=True,
    ),
    EndCode.FAMILY_DECLINED: EndReason(
        "The family does not want it", EndStep.ASK, "Ask what would suit them better.", family=True, provider=True
    ),
    EndCode.COST: EndReason(
        "It costs too much", EndStep.NEXT_MATCH, "Look for free help or help with the cost.", counts=True, family=True
    ),
    EndCode.TRANSPORT: EndReason(
        "They cannot get there", EndStep.NEXT_MATCH, "Look nearer, online or at school.", counts=True, family=True
    ),
    EndCode.LANGUAGE: EndReason(
        "Nobody there speaks their language",
        EndStep.NEXT_MATCH,
        "Look for help in their language.",
        counts=True,
        family=True,
        provider=True,
    ),
    EndCode.PAPERWORK: EndReason(
        "The papers were too much", EndStep.ASK, "Offer to fill in the forms together.", counts=True, family=True, provider=True
    ),
    EndCode.WAIT_TOO_LONG: EndReason(
        "The wait is too long", EndStep.BACKUP, "Give the family the backup.", counts=True, family=True
    ),
    EndCode.NEED_MET_ELSEWHERE: EndReason(
        "They have help from somewhere else", EndStep.NONE, "Close the need if it is met.", family=True
    ),
    EndCode.MOVED: EndReason("The family moved away", EndStep.NONE, "Nothing more to do here."),
    EndCode.DUPLICATE: EndReason("It was opened twice", EndStep.NONE, "Nothing more to do: the other one goes on."),
    EndCode.OTHER: EndReason(
        "Something else", EndStep.ASK, "Talk with the family about what comes next.", family=True, provider=True
    ),
}
"""In the order of the form. `other` needs words."""
