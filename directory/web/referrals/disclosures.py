"""Sharing a referral with its provider: only under a signed consent that names the provider, and no more than it covers; what is
shared is recorded, and the provider gets a link of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from directory.errors import RefusedError, UsageError
from directory.form_fields import FormFields, repeated
from directory.mail import outbox
from directory.mail.addresses import mailable
from directory.mail.outbox import Mail
from directory.models.codes import DisclosureWay, EventKind, MailKind, Recipient
from directory.referrals import choices, disclosures, files, updates
from directory.referrals.answers import revocation
from directory.referrals.answers.links import IssuedLink, make_link
from directory.referrals.coverage import revealed_parts, uncovered_parts
from directory.referrals.disclosures import DisclosureDetails
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import ReferralFile
from directory.referrals.provider_changes import ChangedProvider, since
from directory.referrals.work import Work
from directory.storage.people import receipts
from directory.storage.referrals import links
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.students import alarms, caseload
from directory.students.contact_ways import by_phone, only_by_text
from directory.students.files import ConsentEntry, GuardianEntry, StudentFile
from directory.students.profile import RECORDS, Profile, age_on
from directory.web.core import filters, notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working

notices.add(
    {
        "referral_shared": "It is recorded, and goes to the provider with the next mail.",
        "provider_links_ended": "The provider’s links are ended: nobody can answer by them any more.",
    }
)

BY_MAIL = (DisclosureWay.EMAIL, "By e-mail from here")
WAYS: tuple[tuple[DisclosureWay, str], ...] = (
    (DisclosureWay.PHONE, "I call them and read it to them"),
    (DisclosureWay.LINK, "I send or hand them the link myself"),
)
ANSWER = "Please tell us here where it stands. You need no account, and it takes a minute:"
NO_CONSENT = "Choose the signed consent under which this is shared."
NOT_COVERED = "The consent does not cover this: {parts}. Take it out, or ask for a new signature."
NO_WAY = "Say how the provider gets it."
NO_MESSAGE = "Write what you will share."
CLOSED = "This referral is closed: open it again before you share anything."


@dataclass(frozen=True, slots=True, repr=False)
class DisclosureCase:
    """A referral, its student, and the provider as it is today."""

    file: ReferralFile
    student: StudentFile
    now: ChangedProvider


@dataclass(frozen=True, slots=True, repr=False)
class DisclosureForm:
    """What the user chose: the consent, what to share besides the reference number, and how; None if that was not offered."""

    consent: ConsentEntry | None
    guardian: GuardianEntry | None
    name: bool
    age: bool
    need: bool
    how: DisclosureWay | None

    @property
    def records(self) -> tuple[str, ...]:
        """The parts of the record that were ticked, as keys of RECORDS."""
        told = {"name": self.name, "age_grade": self.age, "need": self.need, "contact": self.guardian is not None}
        return tuple(key for key, ticked in told.items() if ticked)


@get("/referrals/{referral_id:str}/share", may="students")
def show(asked: Asked, referral_id: str) -> Answer:
    return _choose(asked, _opened(asked, referral_id), {})


@get("/referrals/{referral_id:str}/share/message", may="students")
def redirect_to_first_step(asked: Asked, referral_id: str) -> Answer:
    """Redirect a GET of the second step to the first."""
    return Redirect(f"/referrals/{_opened(asked, referral_id).file.id}/share")


@post("/referrals/{referral_id:str}/share/message", may="students", reads=True)
def write(asked: Asked, referral_id: str) -> Answer:
    """Draft the message from what was chosen, to be read and changed."""
    case = _opened(asked, referral_id)
    telling, errors = _telling(asked, case)
    if errors:
        return _choose(asked, case, errors)
    return _read_over(asked, case, telling, _message(asked, case, telling), {})


@post("/referrals/{referral_id:str}/share", may="students")
def share(asked: Asked, referral_id: str) -> Answer:
    case = _opened(asked, referral_id)
    telling, errors = _telling(asked, case)
    if errors or telling.consent is None or telling.how is None:
        return _choose(asked, case, errors)
    fields = FormFields(asked.form.values)
    message = fields.words("message", NO_MESSAGE)
    if message is not None and (more := _beyond(asked, case, telling, message)):
        fields.errors["message"] = more
    if message is None or fields.errors:
        return _read_over(asked, case, telling, asked.form.get("message"), fields.errors)
    work = working(asked)
    row = stored.lock(asked.session, asked.scope, referral_id)
    details = DisclosureDetails(f"{row.service}, {row.organization}", message)
    words = {"student_id": row.student_id, "source": "message", "source_id": referral_id, "referral_id": referral_id}
    alarms.raise_if_danger(
        asked.session,
        alarms.typed(message),
        **words,
        data_key=asked.keys.unwrap(row.data_key),
        now=asked.now,
        staff_id=asked.me.staff_id,
    )
    try:
        provider = choices.still_referable(asked.session, case.file.snapshot.provider, asked.today, asked.language)
        disclosures.disclose(work, row, details, how=telling.how, consent_id=telling.consent.id, records=telling.records)
        updates.record(work, referral_id, NewEvent(EventKind.PROVIDER_TOLD))
        if telling.how == DisclosureWay.EMAIL:
            _mail(asked, work, row, provider.email or "", message)
            return Redirect(f"/referrals/{referral_id}", done="referral_shared")
        link = make_link(work, row, Recipient.PROVIDER, "en", with_code=False)
    except (RefusedError, UsageError) as error:
        return _choose(asked, case, {"consent": str(error)}, 409)
    if number := asked.form.get("once"):
        # The link is shown only once, so a second press of the button leads to the referral.
        receipts.done(asked.session, number, f"/referrals/{referral_id}")
    shown = {"message": message, "link": _address(asked, link), "until": link.expires_at, "how": telling.how}
    return _page(asked, "shared", case, shown)


@get("/referrals/{referral_id:str}/share/end-links", may="students")
def ended(asked: Asked, referral_id: str) -> Answer:
    """Redirect a GET of the button's URL to the page with the button."""
    return redirect_to_first_step(asked, referral_id)


@post("/referrals/{referral_id:str}/share/end-links", may="students")
def end_links(asked: Asked, referral_id: str) -> Answer:
    """End all links that the provider has been given, because one went to a wrong address."""
    revocation.end_for_provider(working(asked), referral_id)
    return Redirect(f"/referrals/{referral_id}/share", done="provider_links_ended")


def _mail(asked: Asked, work: Work, row: ReferralRow, to: str, message: str) -> None:
    mail_id = outbox.reserve(work, row, audience=Recipient.PROVIDER, kind=MailKind.TOLD, to=to)
    link = make_link(work, row, Recipient.PROVIDER, "en", mail_id=mail_id, with_code=False)
    body = f"{message}\n\n{ANSWER}\n{_address(asked, link)}\n"
    subject = f"Referral {row.reference} from {row.school_name}"
    outbox.write(work, row, mail_id, Mail(to, subject, body, reply_to=asked.me.email))


def _address(asked: Asked, link: IssuedLink) -> str:
    return f"{asked.origin}/a/{link.token}"


def _ways(asked: Asked, case: DisclosureCase) -> tuple[tuple[DisclosureWay, str], ...]:
    """Return how the provider can be reached: by mail only if mail is set up and an address is listed today."""
    mails = asked.settings.smtp is not None and mailable(case.now.provider.email) is not None
    return (BY_MAIL, *WAYS) if mails else WAYS


def _opened(asked: Asked, referral_id: str) -> DisclosureCase:
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    student = caseload.open_student(asked.session, asked.keys, asked.scope, file.row.student_id)
    return DisclosureCase(file, student, since(asked.session, file.snapshot, asked.today))


def _telling(asked: Asked, case: DisclosureCase) -> tuple[DisclosureForm, dict[str, str]]:
    form, student, errors = asked.form, case.student, {}
    consent = next((one for one in _consents(asked, case) if one.id == form.get("consent")), None)
    guardian = next((one for one in _who_may_be_named(student) if one.id == form.get("guardian")), None)
    how = next((way for way, _ in _ways(asked, case) if way == form.get("how")), None)
    telling = DisclosureForm(consent, guardian, form.has("name"), form.has("age"), form.has("need"), how)
    if consent is None:
        errors["consent"] = NO_CONSENT
    elif more := uncovered_parts(telling.records, consent.details.records):
        errors["told"] = _not_covered(more)
    if how is None:
        errors["how"] = NO_WAY
    return telling, errors | repeated(form.values, ("consent", "guardian", "how"))


def _consents(asked: Asked, case: DisclosureCase) -> list[ConsentEntry]:
    """Return the consents that allow sharing with this provider today."""
    return [one for one in case.student.consents_on(asked.today) if one.names(case.file.row.organization_id)]


def _beyond(asked: Asked, case: DisclosureCase, telling: DisclosureForm, message: str) -> str | None:
    """Return a sentence about what the message reveals beyond the consent; None if nothing."""
    if telling.consent is None:
        return NO_CONSENT
    # The standard lines name the school and its staff, who may share the student's name.
    words, row = message, case.file.row
    for known in (*_always(asked, case), row.service, row.organization):
        words = words.replace(known, "")
    guardians = [one.details for one in case.student.guardians]
    told = revealed_parts(words, case.student.profile, guardians, filters.need(case.file.row.term))
    more = uncovered_parts(told, telling.consent.details.records)
    return _not_covered(more) if more else None


def _not_covered(parts: Sequence[str]) -> str:
    return NOT_COVERED.format(parts="; ".join(RECORDS[part][:1].lower() + RECORDS[part][1:] for part in parts))


def _who_may_be_named(student: StudentFile) -> list[GuardianEntry]:
    """Return the guardians whom the provider may call or text at a safe number."""
    return [one for one in student.held if by_phone(one.details, student.cared)]


def _message(asked: Asked, case: DisclosureCase, telling: DisclosureForm) -> str:
    """Return the message: the reference number, the school and who asks; about the family only what was ticked."""
    row, student = case.file.row, case.student
    lines = _always(asked, case)
    if telling.name:
        lines.append(f"The student's first name is {student.profile.given_name}.")
    if telling.age:
        lines.append(f"Age and grade: {_age_and_grade(student.profile, asked.today)}.")
    if telling.guardian:
        details = telling.guardian.details
        numbers = by_phone(details, student.cared)
        phones = " or ".join(filters.phone(number) for number in numbers)
        lines.append(f"Please {'text' if only_by_text(details) else 'call'} {details.name} at {phones}.")
        if details.language and details.language != "en":
            lines.append(f"The family speaks {filters.language(details.language)}.")
    if telling.need:
        lines.append(f"They look for help with: {filters.need(row.term)}.")
    return "\n".join(lines)


def _always(asked: Asked, case: DisclosureCase) -> list[str]:
    """Return the lines of every message: the reference number, the school, the provider, and who asks."""
    row, student = case.file.row, case.student
    return [
        f"Referral {row.reference} from {student.school_name} to {row.service}, {row.organization}.",
        f"Contact at the school: {asked.me.name}, {asked.me.email}.",
    ]


def _age_and_grade(profile: Profile, today: datetime.date) -> str:
    age = f"{int(age_on(profile.birth_date, today))} years old" if profile.birth_date else ""
    return ", ".join(one for one in (age, filters.grade(profile.grade) if profile.grade else "") if one) or "not known"


def _choose(asked: Asked, case: DisclosureCase, errors: dict[str, str], status: int | None = None) -> Page:
    consents = _consents(asked, case)
    form = asked.form
    given = {name: form.get(name) for name in ("consent", "guardian", "name", "age", "need", "how")}
    if len(consents) == 1 and not given["consent"]:
        given["consent"] = consents[0].id
    shown = {
        "consents": consents,
        "records": RECORDS,
        "guardians": [(one.id, one.details.name) for one in _who_may_be_named(case.student)],
        "ways": _ways(asked, case),
        "typed": given,
        "cannot": None if case.file.state.open else CLOSED,
        "links": links.working(asked.session, case.file.id, Recipient.PROVIDER, asked.now),
        "errors": errors,
    }
    return _page(asked, "share", case, shown, status or (422 if errors else 200))


def _read_over(asked: Asked, case: DisclosureCase, telling: DisclosureForm, message: str, errors: dict[str, str]) -> Page:
    shown = {"telling": telling, "records": RECORDS, "message": message, "ways": dict((BY_MAIL, *WAYS)), "errors": errors}
    return _page(asked, "share_message", case, shown, 422 if errors else 200)


def _page(asked: Asked, template: str, case: DisclosureCase, shown: dict[str, Any], status: int = 200) -> Page:
    file, student = case.file, case.student
    asked.look("referral.looked_at", student_id=student.id, subject=f"referral:{file.id}")
    common = {"file": file, "row": file.row, "student": student, "provider": case.now.provider, "warnings": case.now.warnings}
    return Page(f"referrals/{template}.html", common | shown, status)
