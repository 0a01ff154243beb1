"""Links by which a referral is answered: 128 random bits, kept as a hash, that run out, can be revoked and name nobody.

Whoever holds the token holds the link: it is found by nothing else, and what it opens tells the reference number, the
school and whom to call there.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.keys import Keys
from directory.referrals.answers.codes import code_hash, new_code
from directory.referrals.disclosures import may_go_to_provider
from directory.referrals.work import Work
from directory.storage.people.tokens import hashed
from directory.storage.referrals import links as stored
from directory.storage.referrals.links import LinkRow
from directory.storage.referrals.referrals import ReferralRow

Audience = Literal["family", "provider"]

TOKEN_BYTES = 16
"""128 bits, 22 letters in an address: a QR code of them stays coarse enough for an old phone."""

LASTS: Mapping[Audience, datetime.timedelta] = {
    # A letter hangs on a refrigerator, and waiting lists are long: a grading period and a break.
    "family": datetime.timedelta(days=90),
    # Mail is passed on and people change their jobs: two months, within which most first appointments are made.
    "provider": datetime.timedelta(days=60),
}
BY_CODE = datetime.timedelta(hours=1)
"""How long a link lasts that a code opened: time to answer unhurried, and no more, since many use a library's computer."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to hand out; only here are the token and the code in clear. `code` is shown as XXXX-XXXX."""

    token: str = field(repr=False)
    code: str | None = field(repr=False)
    expires_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens. `contact` is the name of whoever looks after the referral, None where nobody does now."""

    referral_id: str
    letter_id: str | None
    mail_id: str | None
    audience: Audience
    language: str
    reference: str
    opened_on: datetime.date
    school: str
    contact: str | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A link that opens nothing: `ended` where there was one once, in this language and of this referral, which no page tells; else there never was any."""

    ended: bool = False
    language: str | None = None
    referral_id: str | None = field(default=None, compare=False, repr=False)
    audience: Audience = field(default="family", compare=False)


def make_link(
    work: Work,
    row: ReferralRow,
    audience: Audience,
    language: str,
    *,
    letter_id: str | None = None,
    mail_id: str | None = None,
    with_code: bool,
) -> Link:
    """A new link of a referral beside those that it has, with a code for those without a camera where it is asked for.

    Raises RefusedError for a provider that no active signed consent names.
    """
    if audience == "provider" and not may_go_to_provider(
        work.session, work.keys, row.student_id, row.organization_id, work.today
    ):
        raise RefusedError("No signed consent names this provider today: nothing may go there. Ask the family for a signature.")
    token, code = secrets.token_urlsafe(TOKEN_BYTES), new_code() if with_code else None
    expires_at = work.now + LASTS[audience]
    stored.put(
        work.session,
        token_hash=hashed(token),
        code_hash=code_hash(work.keys, code, row.reference) if code else None,
        referral_id=row.id,
        letter_id=letter_id,
        mail_id=mail_id,
        audience=audience,
        language=language,
        made_at=work.now,
        expires_at=expires_at,
    )
    return Link(token, code, expires_at)


def revoke(work: Work, referral_id: str, audience: Audience) -> int:
    """Ends the links and codes of an audience for a referral, and its mail that waits; returns how many links still worked."""
    return stored.revoke(work.session, referral_id, audience, work.now)


def read_link(session: Session, keys: Keys, token: str, *, now: datetime.datetime, today: datetime.date) -> Opened | Closed:
    """What this token opens; nothing in it tells an altered token from one that never was."""
    return opened(session, keys, stored.by_token(session, hashed(token)), now=now, today=today)


def opened(session: Session, keys: Keys, row: LinkRow | None, *, now: datetime.datetime, today: datetime.date) -> Opened | Closed:
    """What a link opens now: a provider's is closed as soon as no active signed consent names that provider."""
    if row is None:
        return Closed()
    closed = Closed(True, row.language, row.referral_id, row.audience)
    if row.revoked_at is not None or row.expires_at <= now:
        return closed
    if row.audience == "provider" and not may_go_to_provider(session, keys, row.student_id, row.organization_id, today):
        return closed
    # Whoever holds an old letter must not read from it where a child goes to school now.
    here = row.owner_disabled_at is None and not row.moved
    return Opened(
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


def lend(work: Work, row: LinkRow) -> str:
    """The token of a short link beside the one whose code was typed; it ends with it, or after BY_CODE."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    stored.put(
        work.session,
        token_hash=hashed(token),
        code_hash=None,
        referral_id=row.referral_id,
        letter_id=row.letter_id,
        mail_id=row.mail_id,
        audience=row.audience,
        language=row.language,
        made_at=work.now,
        expires_at=min(row.expires_at, work.now + BY_CODE),
    )
    return token
