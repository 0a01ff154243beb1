"""Consents: signed with the signer present, or spoken and noted; shown, and withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from directory.errors import StaleError, UnknownError
from directory.form_fields import FormFields
from directory.referrals.answers import revocation
from directory.referrals.status import OPEN
from directory.storage.people import attachments as stored_attachments
from directory.storage.referrals import referrals
from directory.storage.versions import refuse_stale
from directory.students import attachments, consents
from directory.students.attachments import AttachmentKind
from directory.students.consent_form import (
    SIGNED_HOW,
    SPOKEN_HOW,
    ConsentOffer,
    check_signed,
    check_spoken,
    check_terms,
    default_until,
)
from directory.students.consents import SignedAlreadyError
from directory.students.files import ConsentEntry, StudentFile
from directory.students.profile import CONSENT_HOW, RECORDS, Withdrawal
from directory.students.scans import JPEG
from directory.students.signatures import HEIGHT, WIDTH, as_paths
from directory.students.signers import STATE_WORDS, is_adult, why_not
from directory.web.core import notices
from directory.web.core.filters import day
from directory.web.core.request import Answer, Asked, File, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.students import access, consent_paper
from directory.web.students.papers import LARGEST, Papers, read_papers

notices.add(
    {
        "consent_given": "The signed consent is recorded.",
        "consent_spoken": "It is noted. Spoken words open no sharing: ask for a signature for that.",
        "consent_withdrawn": "The consent is withdrawn. The provider’s links are dead from now on, and no mail goes out.",
    }
)

LINES = ("other", "purpose", "until", "signer", "how", "typed_name", "present", "signature", "signed_on")
SPOKEN_LINES = ("said", "said_by", "said_how")
GONE = "This consent is not there any more: load the student’s page again."


@get("/students/{student_id:str}/consents", may="students")
def new(asked: Asked, student_id: str) -> Answer:
    file, offer = _opened(asked, student_id)
    referral = asked.word("referral")
    asking = {row.id: row.organization_id for row in _open_referrals(asked, student_id)}
    chosen = [asking[referral]] if referral in asking else list(offer.recipients) if len(offer.recipients) == 1 else []
    typed = dict.fromkeys((*LINES, *SPOKEN_LINES), "") | {
        "recipients": chosen,
        "records": ["name", "contact", "need"],
        "purpose": consent_paper.PURPOSE,
        "until": _as_typed(default_until(asked.today)),
        "signer": offer.signers[0].id if len(offer.signers) == 1 else "",
        "referral": referral if referral in asking else "",
        "language": consent_paper.offered_languages(file)[1],
    }
    return _page(asked, file, offer, typed, {})


@post("/students/{student_id:str}/consents", may="students", largest=LARGEST, prepare=read_papers)
def sign(asked: Asked, student_id: str) -> Answer:
    file, offer = _opened(asked, student_id)
    papers: Papers = asked.prepared
    signed, errors = check_signed(asked.form.values, offer, len(papers.scans))
    if papers.problem:
        signed, errors = None, errors | {"papers": papers.problem}
    if signed is None:
        return _page(asked, file, offer, _typed(asked), errors)
    try:
        consent_id = consents.sign(
            asked.session, asked.keys, asked.scope, student_id, signed.details,
            until=signed.until, today=asked.today, now=asked.now,
        )  # fmt: skip
    except SignedAlreadyError as error:
        return _page(asked, file, offer, _typed(asked), {}, doubled=error)
    for scan in papers.scans:
        attachments.keep(
            asked.session,
            asked.keys,
            asked.scope,
            student_id,
            scan,
            kind=AttachmentKind.CONSENT,
            subject_id=consent_id,
            now=asked.now,
        )
    referral = asked.form.get("referral")
    known = {row.id for row in _open_referrals(asked, student_id)}
    return Redirect(f"/referrals/{referral}" if referral in known else f"/students/{student_id}#consents", done="consent_given")


@get("/students/{student_id:str}/consents/paper", may="students")
def no_paper(asked: Asked, student_id: str) -> Answer:
    """Redirect a GET of the printed form's URL to the form."""
    return Redirect(f"/students/{access.opened(asked, student_id).id}/consents")


@post("/students/{student_id:str}/consents/paper", may="students", reads=True, largest=LARGEST)
def print_paper(asked: Asked, student_id: str) -> Answer:
    file, offer = _opened(asked, student_id)
    terms, errors = check_terms(asked.form.values, offer)
    if errors:
        return _page(asked, file, offer, _typed(asked), errors)
    asked.look("consent.printed", student_id=student_id)
    return consent_paper.paper(asked, file, offer, terms, asked.form.get("language"))


@get("/students/{student_id:str}/consents/spoken", may="students")
def no_spoken(asked: Asked, student_id: str) -> Answer:
    """Redirect a GET of the URL for spoken consent to the page with its form."""
    return Redirect(f"/students/{access.opened(asked, student_id).id}/consents#spoken")


@post("/students/{student_id:str}/consents/spoken", may="students")
def note_spoken(asked: Asked, student_id: str) -> Answer:
    file, offer = _opened(asked, student_id)
    details, errors = check_spoken(asked.form.values)
    if details is None:
        return _page(asked, file, offer, _typed(asked), errors)
    consents.note_spoken(asked.session, asked.keys, asked.scope, student_id, details, now=asked.now)
    return Redirect(f"/students/{student_id}#consents", done="consent_spoken")


@get("/students/{student_id:str}/consents/{consent_id:str}", may="students")
def show(asked: Asked, student_id: str, consent_id: str) -> Answer:
    file = access.opened(asked, student_id)
    return _one(asked, file, _of(file, consent_id), {})


@post("/students/{student_id:str}/consents/{consent_id:str}/withdraw", may="students")
def withdraw(asked: Asked, student_id: str, consent_id: str) -> Answer:
    file = access.opened(asked, student_id)
    consent, fields = _of(file, consent_id), FormFields(asked.form.values)
    by = fields.line("withdrawn_by", "Say who withdraws it.")
    words = fields.words("withdrawn_words")
    if by is None or fields.errors:
        return _one(asked, file, consent, fields.errors)
    beside = {one.id for one in file.beside(consent, asked.today)}
    try:
        refuse_stale(asked.form.get("version"), file.withdrawal_version(consent, asked.today))
        also = [one for one in asked.form.all("also") if one in beside]
        revocation.withdraw_consent(working(asked), student_id, consent_id, Withdrawal(by, words), also=also)
    except StaleError as error:
        return _one(asked, file, consent, {}, refused=str(error))
    return Redirect(f"/students/{student_id}#consents", done="consent_withdrawn")


@get("/students/{student_id:str}/attachments/{attachment_id:str}", may="students")
def attachment(asked: Asked, student_id: str, attachment_id: str) -> Answer:
    found = attachments.read(asked.session, asked.keys, asked.scope, student_id, attachment_id)
    asked.look("attachment.looked_at", student_id=student_id, subject=f"attachment:{attachment_id}")
    # A PDF may contain code that its reader runs: it is only ever downloaded, never shown in a page of ours.
    name, picture = ("scan.jpg", True) if found.media_type == JPEG else ("scan.pdf", False)
    return File(name, found.data, found.media_type, shown=picture)


def _opened(asked: Asked, student_id: str) -> tuple[StudentFile, ConsentOffer]:
    file = access.opened(asked, student_id)
    recipients = {row.organization_id: row.organization for row in _open_referrals(asked, student_id)}
    return file, ConsentOffer(recipients, file.signers_on(asked.today), asked.today)


def _open_referrals(asked: Asked, student_id: str) -> list[referrals.ReferralRow]:
    return [row for row in referrals.of_student(asked.session, asked.scope, student_id) if row.status in OPEN]


def _as_typed(day: datetime.date) -> str:
    """Format a date the way the form reads it."""
    return f"{day.month}/{day.day}/{day.year}"


def _typed(asked: Asked) -> dict[str, Any]:
    several = {name: asked.form.all(name) for name in ("recipients", "records")}
    return {name: asked.form.get(name) for name in (*LINES, *SPOKEN_LINES, "referral", "language")} | several


def _of(file: StudentFile, consent_id: str) -> ConsentEntry:
    for consent in file.consents:
        if consent.id == consent_id:
            return consent
    raise UnknownError(GONE)


def _in_a_line(consent: ConsentEntry) -> str:
    """Describe a signed consent as a choice: who may receive it, who signed, and when."""
    details = consent.details
    on = f" on {day(details.signed_on)}" if details.signed_on else ""
    return f"{details.recipient}, signed by {details.given_by}{on}"


def _page(
    asked: Asked,
    file: StudentFile,
    offer: ConsentOffer,
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    doubled: SignedAlreadyError | None = None,
) -> Page:
    shown = {
        "typed": typed,
        "errors": errors,
        "how": tuple(SIGNED_HOW.items()),
        "spoken_how": tuple(SPOKEN_HOW.items()),
        "records": tuple(RECORDS.items()),
        "recipients": tuple(offer.recipients.items()),
        "signers": [(one.id, f"{one.name}, {one.relationship}" if one.relationship else one.name) for one in offer.signers],
        "for_example": _as_typed(asked.today),
        "adult": is_adult(file.profile, asked.today),
        "barred": [(one.details.name, why) for one in file.held if (why := why_not(one.details)) is not None],
        "field": (WIDTH, HEIGHT),
        "languages": consent_paper.offered_languages(file)[0],
        "doubled": doubled,
    }
    return access.page(asked, file, "consent", shown, 409 if doubled else 422 if errors else 200)


def _one(
    asked: Asked, file: StudentFile, consent: ConsentEntry, errors: Mapping[str, str], *, refused: str | None = None
) -> Page:
    state, beside = file.state_of(consent, asked.today), file.beside(consent, asked.today)
    typed = asked.form.has("withdrawn_by")
    shown = {
        "consent": consent,
        "state": state,
        "state_words": STATE_WORDS[state],
        "records": [RECORDS[code] for code in consent.details.records if code in RECORDS],
        "how": CONSENT_HOW,
        "papers": stored_attachments.of_subject(asked.session, asked.scope, file.id, AttachmentKind.CONSENT, consent.id),
        "paths": as_paths(consent.details.strokes),
        "field": (WIDTH, HEIGHT),
        "typed": {name: asked.form.get(name) for name in ("withdrawn_by", "withdrawn_words")},
        "errors": errors,
        "refused": refused,
        "beside": [(one.id, _in_a_line(one)) for one in beside],
        "ticked": asked.form.all("also") if typed and not refused else [one.id for one in beside],
        # A form shown again to fix mistakes keeps its version.
        "version": asked.form.get("version") if errors else file.withdrawal_version(consent, asked.today),
    }
    return access.page(asked, file, "consent_shown", shown, 409 if refused else 422 if errors else 200)
