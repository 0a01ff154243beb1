"""Links for answering a referral: 128 random bits, stored as a hash, that expire, can be revoked and name nobody.

The token alone gives access to the link. What it opens shows the reference number, the school and whom to call there.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.keys import Keys
from directory.models.codes import Recipient
from directory.referrals.answers.codes import code_hash, new_code
from directory.referrals.disclosures import may_go_to_provider
from directory.referrals.work import Work
from directory.storage.people.tokens import hashed
from directory.storage.referrals import links as stored
from directory.storage.referrals.links import LinkRow
from directory.storage.referrals.referrals import ReferralRow

TOKEN_BYTES = 16
"""128 bits, 22 letters in an address: the QR code stays coarse enough for an old phone."""

LASTS: Mapping[Recipient, datetime.timedelta] = {
    # A letter stays on the refrigerator, and waiting lists are long: a grading period and a break.
    Recipient.FAMILY: datetime.timedelta(days=90),
    # Mail is forwarded and people change jobs: two months, within which most first appointments are made.
    Recipient.PROVIDER: datetime.timedelta(days=60),
}
BY_CODE = datetime.timedelta(hours=1)
"""How long a link opened by a code lasts: enough to answer without hurry, and no more, since many use a library's computer."""


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link to give out, the only object with the token and the code in clear. `code` is shown as XXXX-XXXX."""

    token: str = field(repr=False)
    code: str | None = field(repr=False)
    expires_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link opens. `contact` is the name of the referral's owner, None where nobody looks after it now."""

    referral_id: str
    letter_id: str | None
    mail_id: str | None
    audience: Recipient
    language: str
    reference: str
    opened_on: datetime.date
    school: str
    contact: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class ClosedLink:
    """A link that opens nothing.

    `ended` if it was valid once; then `language`, `referral_id` and `audience` are known, but no page shows the referral.
    """

    ended: bool = False
    language: str | None = None
    referral_id: str | None = field(default=None, compare=False, repr=False)
    audience: Recipient = field(default=Recipient.FAMILY, compare=False)


def make_link(
    work: Work,
    row: ReferralRow,
    audience: Recipient,
    language: str,
    *,
    letter_id: str | None = None,
    mail_id: str | None = None,
    with_code: bool,
) -> IssuedLink:
    """Create another link for a referral, with a code for people without a camera if `with_code`.

    Raises RefusedError for a provider that is not named in an active signed consent.
    """
    if audience == Recipient.PROVIDER and not may_go_to_provider(
        work.session, work.keys, row.student_id, row.organization_id, work.today
    ):
        raise RefusedError("No signed consent names this provider today: nothing may go there. Ask the family for a signature.")
    token, code = secrets.token_urlsafe(TOKEN_BYTES), new_code() if with_code else None
    expires_at = work.now + LASTS[audience]
    stored.put(
        work.session,
        stored.NewLinkRow(
            token_hash=hashed(token),
            code_hash=code_hash(work.keys, code, row.reference) if code else None,
            referral_id=row.id,
            letter_id=letter_id,
            mail_id=mail_id,
            audience=audience,
            language=language,
            made_at=work.now,
            expires_at=expires_at,
        ),
    )
    return IssuedLink(token, code, expires_at)


def revoke(work: Work, referral_id: str, audience: Recipient) -> int:
    """End an audience's links and codes for a referral and its waiting mail; return how many links still worked."""
    return stored.revoke(work.session, referral_id, audience, work.now)


def read_link(
    session: Session, keys: Keys, token: str, *, now: datetime.datetime, today: datetime.date
) -> OpenedLink | ClosedLink:
    """Return what this token opens; the result does not distinguish an altered token from one that never existed."""
    return opened(session, keys, stored.by_token(session, hashed(token)), now=now, today=today)


def opened(
    session: Session, keys: Keys, row: LinkRow | None, *, now: datetime.datetime, today: datetime.date
) -> OpenedLink | ClosedLink:
    """Return what a link opens now; a provider's is closed as soon as no active signed consent names that provider."""
    if row is None:
        return ClosedLink()
    closed = ClosedLink(True, row.language, row.referral_id, row.audience)
    if row.revoked_at is not None or row.expires_at <= now:
        return closed
    if row.audience == Recipient.PROVIDER and not may_go_to_provider(session, keys, row.student_id, row.organization_id, today):
        return closed
    # The holder of an old letter must not learn from it where a child goes to school now.
    here = row.owner_disabled_at is None and not row.moved
    return OpenedLink(
        referral_id=row.referral_id,
        letter_id=row.letter_id,
        mail_id=row.mail_id,
        audience=row.audience,
        language=row.language,
        reference=row.reference,
        opened_on=row.opened_on,
        school=row.school,
        contact=row.owner_name if here else None,
        phone=row.owner_phone if here else None,
        email=row.owner_email if here else None,
    )


def make_short_link(work: Work, row: LinkRow) -> str:
    """Create a short link beside the one whose code was typed, and return its token; it ends with that one, or after BY_CODE."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    stored.put(
        work.session,
        stored.NewLinkRow(
            token_hash=hashed(token),
            code_hash=None,
            referral_id=row.referral_id,
            letter_id=row.letter_id,
            mail_id=row.mail_id,
            audience=row.audience,
            language=row.language,
            made_at=work.now,
            expires_at=min(row.expires_at, work.now + BY_CODE),
        ),
    )
    return token
