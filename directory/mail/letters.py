"""Putting a letter that was just given into the outbox for a guardian who may be written to by e-mail."""

from __future__ import annotations

from directory.errors import RefusedError
from directory.i18n.catalogs import catalog_of, marked
from directory.letters import html, text
from directory.letters.issuance import GivenLetter, may_be_greeted
from directory.mail import outbox
from directory.mail.addresses import mailable
from directory.models.codes import MailKind, Recipient
from directory.referrals.work import Work
from directory.settings import Settings
from directory.storage.referrals import referrals as stored
from directory.students.contact_ways import by_mail
from directory.students.files import GuardianEntry, StudentFile

SUBJECT = marked("A letter from {school}")


def may_be_mailed(file: StudentFile) -> list[GuardianEntry]:
    """Return the guardians for whom e-mail is safe, with an address that accepts mail."""
    return [one for one in may_be_greeted(file) if mailable(by_mail(one.details, file.cared))]


def mail_letter(work: Work, settings: Settings, file: StudentFile, given: GivenLetter, guardian_id: str) -> None:
    """Queue the letter as a page together with its short text; raise RefusedError for a person who must not be mailed."""
    guardian = next((one for one in may_be_mailed(file) if one.id == guardian_id), None)
    if guardian is None or guardian.details.email is None:
        raise RefusedError("E-mail is not a safe way to reach this person: choose another way.")
    row = stored.lock(work.session, work.scope, given.referral_id)
    content = given.content
    outbox.queue(
        work,
        row,
        audience=Recipient.FAMILY,
        kind=MailKind.LETTER,
        to=guardian.details.email,
        subject=catalog_of(content.language)(SUBJECT, school=content.signer.school),
        body=text.as_text(content),
        html=str(html.as_html(content, large=given.large, logo=settings.logo)),
        reply_to=content.signer.email,
    )
