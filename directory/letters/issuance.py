"""Giving a letter: the referral moves on, the family gets its own link, and the letter is stored without that link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from directory.district_settings.effective import DistrictSettings
from directory.errors import MisfitError, RefusedError, UnknownError, UsageError
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH, languages
from directory.letters.composition import TITLE, letter_content
from directory.letters.content import BLANK, LetterContent, LetterRequest, LetterSigner
from directory.models.codes import EventKind, Recipient, ReferralStatus
from directory.referrals import choices, disclosures, files, fit, updates
from directory.referrals.answers import links
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import ReferralFile
from directory.referrals.fit import NOT_ACCEPTED, AcceptedMisfit
from directory.referrals.work import Work
from directory.storage.ids import new_id
from directory.storage.people import staff
from directory.storage.people.tokens import hashed
from directory.storage.referrals import letters as stored
from directory.storage.referrals import referrals as stored_referrals
from directory.storage.referrals.letters import LetterRow
from directory.storage.versions import version_of
from directory.students import caseload
from directory.students.files import GuardianEntry, StudentFile
from directory.students.seals import seal, unseal
from matching.query import Reason

WAYS = ("print", "pdf", "text", "email")
MOST_IN_BATCH = 60
WAITS_NO_MORE = "This letter waits no more: it was given, or the referral was closed. Open the referral to give another one."


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """The options of a letter: `language` is an ISO 639 code, None for the family's own; `large` is large print.

    `guardian_id` is whom it greets, None for nobody by name. `accepted` says why it is given although something does not fit any
    more.
    """

    language: str | None = None
    large: bool = False
    way: str = "print"
    guardian_id: str | None = None
    accepted: AcceptedMisfit = NOT_ACCEPTED


@dataclass(frozen=True, slots=True, repr=False)
class GivenLetter:
    """A letter ready to give: its content with link and code, and the id of the stored copy."""

    letter_id: str
    referral_id: str
    content: LetterContent
    large: bool


def language_of(file: StudentFile, guardian_id: str | None = None) -> str:
    """Return the language to write in: the first supported one of the greeted guardian's and those spoken at home, or English."""
    guardian = _greeted(file, guardian_id)
    spoken = (guardian.details.language if guardian else None, *file.profile.languages)
    return next((code for code in spoken if code in languages()), ENGLISH)


def may_be_greeted(file: StudentFile) -> list[GuardianEntry]:
    """Return the guardians to whom a letter may go: nobody whom a court or the school has shut out."""
    return [one for one in file.held if not one.details.no_contact]


def draft(work: Work, district: DistrictSettings, referral_id: str, wish: LetterOptions, *, address: str | None) -> LetterContent:
    """Return the letter as it would be stored, without storing it. Raises as `give_letter` does, except for a closed referral."""
    file = files.open_referral(work.session, work.keys, work.scope, referral_id)
    return _content(work, district, file, wish, address).blanked()


class ShutOutError(RefusedError):
    """Raised when no-contact orders have changed since the page was opened, or the letter greets somebody not on file."""


class GivenAlreadyError(RefusedError):
    """Raised when a letter of this referral was given after the page was opened."""


def orders_version(file: StudentFile) -> str:
    """Return the version of the no-contact orders and the words on custody, which the form of a letter shows and carries."""
    return version_of([(one.guardian_id, one.no_contact_words) for one in file.shut_out], file.profile.custody_words)


def give_letter(
    work: Work,
    district: DistrictSettings,
    referral_id: str,
    wish: LetterOptions,
    *,
    address: str | None,
    seen: int | None = None,
    orders: str | None = None,
) -> GivenLetter:
    """Create and store a letter, and record that it was given.

    `address` is the base URL of links, None if there is none. `seen` is the number of letters that the page showed, `orders` the
    version of the no-contact orders; None skips that check.

    Raises UsageError for a way or a language that is not offered; UnknownError out of scope; RefusedError for a closed referral and for a provider to whom no family may be sent;
    MisfitError for a first letter to a provider that does not fit any more, unless the wish says why; GivenAlreadyError if there
    are more letters than `seen`; ShutOutError if the orders have changed, or the guardian may not be greeted.
    """
    if wish.way not in WAYS or wish.language not in (None, *languages()):
        raise UsageError("No letter was given: choose the way and the language from the lists.")
    row = stored_referrals.lock(work.session, work.scope, referral_id)
    _refuse_shut_out(caseload.open_student(work.session, work.keys, work.scope, row.student_id), wish, orders)
    before = stored.of_referral(work.session, work.scope, referral_id)
    if seen is not None and len(before) > seen:
        raise GivenAlreadyError(f"{before[0].made_by or 'Somebody'} gave the family a letter while you were on this page.")
    file = files.open_referral(work.session, work.keys, work.scope, referral_id)
    if not file.state.open:
        raise RefusedError("This referral is closed: open it again first, or give the family a backup's letter.")
    content = _content(work, district, file, wish, address)
    if unfit := misfits(work, file):
        _accept(work, referral_id, unfit, wish.accepted)
    letter_id = new_id()
    stored.put(
        work.session,
        stored.NewLetterRow(
            id=letter_id,
            referral_id=referral_id,
            language=content.language,
            large=wish.large,
            way=wish.way,
            sealed=_sealed(work, file, letter_id, content),
            made_by=work.staff_id,
            made_at=work.now,
        ),
    )
    updates.record(
        work,
        referral_id,
        NewEvent(EventKind.SENT if file.state.status == ReferralStatus.DRAFT else EventKind.LETTER_GIVEN),
        letter_made=True,
    )
    work.changed("letter.given", student_id=row.student_id, subject=f"referral:{referral_id}")
    if address is not None:
        link = links.make_link(work, row, Recipient.FAMILY, content.language, letter_id=letter_id, with_code=True)
        content = _with_link(content, f"{address}/a/{link.token}", link.code or BLANK)
    return GivenLetter(letter_id, referral_id, content, wish.large)


def _refuse_shut_out(student: StudentFile, wish: LetterOptions, orders: str | None) -> None:
    """Raise ShutOutError if an order changed after the form was opened, or its guardian cannot be greeted."""
    if orders is not None and orders != orders_version(student):
        raise ShutOutError("Somebody changed whom nobody may contact, or who has custody, after you opened this page.")
    if wish.guardian_id is not None and _greeted(student, wish.guardian_id) is None:
        raise ShutOutError("The person whom this letter greets is not on file any more, or nobody may contact them.")


def misfits(work: Work, file: ReferralFile) -> tuple[Reason, ...]:
    """Return what does not fit the student today though it did at the opening, if the first letter is still to be given."""
    if file.state.status != ReferralStatus.DRAFT:
        return ()
    student = caseload.open_student(work.session, work.keys, work.scope, file.row.student_id)
    return fit.misfits_since(work.session, student, file.row, file.choices, snapshot=file.snapshot, today=work.today)


def _accept(work: Work, referral_id: str, unfit: Sequence[Reason], accepted: AcceptedMisfit) -> None:
    """Record why the letter is given anyway; raise MisfitError without a reason."""
    told = "; ".join(in_words(one, work.language) for one in unfit)
    despite = accepted.reason(unfit)
    if despite is None:
        raise MisfitError(f"Not given yet, because it does not fit any more: {told}.")
    updates.record(
        work, referral_id, NewEvent(EventKind.NOTE, happened_on=work.today, words=f"{told}. Given all the same: {despite}")
    )


@dataclass(frozen=True, slots=True, repr=False)
class Batch:
    """Letters given at once, and those refused, as (referral id, why)."""

    given: tuple[GivenLetter, ...]
    refused: tuple[tuple[str, str], ...]


def give_many(
    work: Work,
    district: DistrictSettings,
    referral_ids: Sequence[str],
    wish: LetterOptions,
    *,
    address: str | None,
    orders: Mapping[str, str] = MappingProxyType({}),
) -> Batch:
    """Give the letters of several referrals that wait for their first one, each in its family's language.

    `orders` are the versions of the no-contact orders that the page showed, by referral, as `give_letter` takes them. If any is refused,
    such as one that was given meanwhile, the caller must keep none of them.
    """
    given: list[GivenLetter] = []
    refused: list[tuple[str, str]] = []
    chosen = list(dict.fromkeys(referral_ids[:MOST_IN_BATCH]))
    stored_referrals.hold_all(work.session, chosen)
    for referral_id in chosen:
        try:
            if stored_referrals.lock(work.session, work.scope, referral_id).status == ReferralStatus.DRAFT:
                given.append(give_letter(work, district, referral_id, wish, address=address, orders=orders.get(referral_id)))
            else:
                refused.append((referral_id, WAITS_NO_MORE))
        except (RefusedError, UnknownError) as error:
            refused.append((referral_id, str(error)))
    return Batch(tuple(given), tuple(refused))


def reprint(work: Work, letter_id: str, token: str, code: str, *, address: str) -> GivenLetter:
    """Return a letter that was just given once more, with the link that its reader still has.

    Raises UnknownError for another letter, RefusedError if it must not go out any more.
    """
    row = stored.one(work.session, work.scope, letter_id)
    if not stored.opened_by(work.session, letter_id, hashed(token)):
        raise UnknownError("The link of this letter is not valid any more: print the letter again.")
    kept_one = _opened(work, row)
    chosen = files.open_referral(work.session, work.keys, work.scope, row.referral_id).snapshot.provider
    if choices.still_referable(work.session, chosen, work.today, work.language).confidential and not kept_one.confidential:
        raise RefusedError("The provider's address has become confidential meanwhile: give the family a new letter.")
    content = _with_link(kept_one, f"{address}/a/{token}", code)
    return GivenLetter(letter_id, row.referral_id, content, row.large)


def stored_letter(work: Work, letter_id: str) -> tuple[LetterRow, LetterContent]:
    """Return a stored letter, which has no link or code; raise UnknownError out of scope."""
    row = stored.one(work.session, work.scope, letter_id)
    return row, _opened(work, row)


def _content(
    work: Work, district: DistrictSettings, file: ReferralFile, wish: LetterOptions, address: str | None
) -> LetterContent:
    """Return the letter with placeholders for link and code, which appear in none of its sentences."""
    student = caseload.open_student(work.session, work.keys, work.scope, file.row.student_id)
    provider = choices.still_referable(work.session, file.snapshot.provider, work.today, work.language)
    guardian = _greeted(student, wish.guardian_id)
    return letter_content(
        LetterRequest(
            snapshot=choices.chosen_today(file.snapshot, provider),
            language=wish.language if wish.language in languages() else language_of(student, wish.guardian_id),
            reference=file.row.reference,
            link=address or BLANK,
            code="-" if address else BLANK,
            child=student.profile.given_name,
            greeted=guardian.details.name if guardian else None,
            signer=_signer(work, file),
            district=district.name,
            district_phone=district.phone,
            today=work.today,
            answer_host=f"{address.partition('://')[2]}/a" if address else BLANK,
            shared=True if file.state.told else None if disclosures.of_student(work, student.id) else False,
        )
    )


def _signer(work: Work, file: ReferralFile) -> LetterSigner:
    """Return the owner of the referral as signer, else the person who gives the letter."""
    ids = [one for one in (file.row.owner_id, work.staff_id) if one is not None]
    found = (staff.member(work.session, one) for one in ids)
    member = next((one for one in found if one is not None and one.active), None)
    if member is None:
        raise RefusedError("This referral belongs to nobody: hand it over to a colleague first.")
    return LetterSigner(member.name, TITLE, member.phone, member.email, file.row.school_name)


def _greeted(file: StudentFile, guardian_id: str | None) -> GuardianEntry | None:
    return next((one for one in may_be_greeted(file) if one.id == guardian_id), None)


def _sealed(work: Work, file: ReferralFile, letter_id: str, content: LetterContent) -> bytes:
    data_key = work.keys.unwrap(file.row.data_key)
    return seal(data_key, content.blanked(), row_id=letter_id, student_id=file.row.student_id)


def _opened(work: Work, row: LetterRow) -> LetterContent:
    return unseal(LetterContent, work.keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.student_id)


def _with_link(content: LetterContent, link: str, code: str) -> LetterContent:
    english = _with_link(content.english, link, code) if content.english else None
    return replace(content, link=link, code=code, english=english)
