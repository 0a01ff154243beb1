"""Opening a referral to one to three providers in order of choice, frozen with the reasons, with warnings beforehand."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError, UsageError
from directory.finding.reason_codes import ReasonNote, WarningCode
from directory.models.codes import Author, EventKind, ReferralStatus
from directory.referrals import updates
from directory.referrals.choices import referable
from directory.referrals.family_referrals import existing_referrals, hold_household, refuse_backup, refuse_doubled
from directory.referrals.fit import FROM_FILE, NOT_ACCEPTED, AcceptedMisfit, FitCheck, WantedConditions, admit, check
from directory.referrals.snapshot import FrozenProvider, Snapshot
from directory.referrals.turns import has_choice_under_way, last_without_backup
from directory.referrals.work import Work
from directory.storage.ids import new_id
from directory.storage.listings.edits import merges
from directory.storage.people import students
from directory.storage.people.students import StudentRow
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralChange
from directory.students import alarms, caseload
from directory.students.files import NeedEntry, StudentFile
from directory.students.seals import seal

MOST_CHOICES = 3
LONGEST_WORDS = 2000

# No vowels, so that no number spells a word, and no letters that look like digits.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A chosen provider and where it was chosen: `origin` is match, provider (its own page) or shortlist."""

    record_id: str
    origin: str = "provider"


@dataclass(frozen=True, slots=True, repr=False)
class OpeningStatement:
    """What staff said at an opening: why this provider (`words`), and why although something does not fit (`accepted`).

    `seen` is the mark of what they had read before (referrals.fit), None if there was no page to read.
    """

    words: str | None = None
    accepted: AcceptedMisfit = NOT_ACCEPTED
    seen: str | None = None


NOTHING_SAID = OpeningStatement()


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  # the word that people use; Python's own is never meant here
    """A caution before a referral is opened; `record_id` is None if it is about all choices."""

    kind: str
    note: ReasonNote
    record_id: str | None = None


def open_referral(
    work: Work,
    student_id: str,
    need_id: str,
    choices: Sequence[ProviderChoice],
    *,
    said: OpeningStatement = NOTHING_SAID,
    wanted: WantedConditions = FROM_FILE,
    told_of: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Open a referral and its backups; return their ids in the order of choice.

    `wanted` is what a search asked for; `told_of` are the family's referrals that the page showed.

    Raises DoubledError if the family has other referrals by now, UnknownError for a student out of scope, a need that is not open
    or a provider that is gone, RefusedError if a provider must not be referred to, MisfitError if one does not fit and no reason
    is given or something else was read, UsageError for no choices, too many, or the same one twice.
    """
    _check(choices, said)
    hold_household(work, student_id)
    row = students.lock(work.session, work.scope, student_id)
    file = caseload.open_student(work.session, work.keys, work.scope, student_id)
    need = next((one for one in file.open_needs if one.id == need_id), None)
    if need is None:
        raise UnknownError("This need is not open any more: choose another need of the student.")
    providers = [referable(work.session, choice.record_id, work.today, work.language) for choice in choices]
    checks = _admitted(work, file, need, choices, said=said, wanted=wanted)
    refuse_doubled(work, file, providers, told_of)
    request_id = new_id()
    snapshots = [_snapshot(work, *one, said) for one in zip(choices, providers, checks, strict=True)]
    opened = tuple(
        _put(work, row, need, snapshot, place=place, request_id=request_id) for place, snapshot in enumerate(snapshots, 1)
    )
    _listen(work, student_id, opened[0], row.data_key, said)
    work.changed("referral.opened", student_id=student_id, subject=f"referral:{opened[0]}")
    return opened


def _listen(work: Work, student_id: str, referral_id: str, data_key: bytes, said: OpeningStatement) -> None:
    """Check the words of staff at an opening for danger, like those of any other note."""
    alarms.raise_if_danger(
        work.session,
        said.words,
        said.accepted.despite,
        student_id=student_id,
        data_key=work.keys.unwrap(data_key),
        source="note",
        source_id=referral_id,
        now=work.now,
        staff_id=work.staff_id,
        referral_id=referral_id,
    )


def _admitted(
    work: Work,
    file: StudentFile,
    need: NeedEntry,
    choices: Sequence[ProviderChoice],
    *,
    said: OpeningStatement,
    wanted: WantedConditions,
) -> list[FitCheck]:
    """Return how the choices fit, checked in the transaction that opens them; raise MisfitError."""
    found = check(work.session, file, need, [one.record_id for one in choices], work.today, wanted=wanted)
    checks = [found[one.record_id] for one in choices]
    admit(checks, accepted=said.accepted, seen=said.seen, language=work.language)
    return checks


def add_backup(
    work: Work,
    referral_id: str,
    choice: ProviderChoice,
    *,
    said: OpeningStatement = NOTHING_SAID,
    wanted: WantedConditions = FROM_FILE,
) -> str:
    """Add another choice to an opening, after the existing ones; return its id. Raises as open_referral does."""
    _check([choice], said)
    # The household before the referral, as at an opening: in the other order, two people who add a backup wait for each other.
    hold_household(work, stored.one(work.session, work.scope, referral_id).student_id)
    row = stored.lock(work.session, work.scope, referral_id)
    others = stored.hold_request(work.session, row.request_id)
    into = merges(work.session)
    if choice.record_id in {into.get(one.record_id, one.record_id) for one in others}:
        raise RefusedError("This provider was chosen already for this need.")
    file = caseload.open_student(work.session, work.keys, work.scope, row.student_id)
    refuse_backup(work, file, choice.record_id)
    need = next((one for one in (*file.open_needs, *file.closed_needs) if one.id == row.need_id), None)
    if need is None:
        raise UnknownError("The need of this referral is not there any more: open a new referral.")
    provider = referable(work.session, choice.record_id, work.today, work.language)
    (fits,) = _admitted(work, file, need, [choice], said=said, wanted=wanted)
    student = students.one(work.session, work.scope, row.student_id)
    place = max(one.choice for one in others) + 1
    snapshot = _snapshot(work, choice, provider, fits, said)
    backup = _put(work, student, need, snapshot, place=place, request_id=row.request_id)
    _listen(work, row.student_id, backup, row.data_key, said)
    if not has_choice_under_way(others) and not any(
        one.due_on is not None for one in others if one.status == ReferralStatus.DRAFT
    ):
        stored.alter(work.session, backup, ReferralChange(due_on=work.calendar.after(work.today, 0)))
    for one in others:
        if one.id == last_without_backup(others):
            # Its task was to choose another provider, which is now done.
            updates.refold(work, one, touched=True)
    return backup


def warnings(work: Work, file: StudentFile, choices: Sequence[FrozenProvider]) -> tuple[Warning, ...]:
    """Return the warnings: family members already there, a wrong or stale listing, a language not listed, no consent."""
    found = [*_already(work, file, choices), *(warning for choice in choices for warning in _listing(file, choice))]
    wrong = flags.flagged(work.session, [choice.record_id for choice in choices])
    found += [
        Warning("flagged", ReasonNote(WarningCode.FLAGGED, {"service": choice.service}), choice.record_id)
        for choice in choices
        if choice.record_id in wrong
    ]
    active = file.consents_on(work.today)
    if unnamed := [one.organization for one in choices if not any(consent.names(one.organization_id) for consent in active)]:
        found.append(Warning("consent", ReasonNote(WarningCode.NO_CONSENT, {"organizations": tuple(dict.fromkeys(unnamed))})))
    return tuple(found)


def _check(choices: Sequence[ProviderChoice], said: OpeningStatement) -> None:
    if not choices:
        raise UsageError("Choose a provider first.")
    if len(choices) > MOST_CHOICES:
        raise UsageError("Three are the most: a first choice and two backups.")
    if len({choice.record_id for choice in choices}) < len(choices):
        raise UsageError("The same provider is chosen twice: choose another backup.")
    if any(len(words or "") > LONGEST_WORDS for words in (said.words, said.accepted.despite)):
        raise UsageError(f"What you wrote is longer than {LONGEST_WORDS:,} letters: shorten it.")


def _snapshot(work: Work, choice: ProviderChoice, provider: FrozenProvider, fits: FitCheck, said: OpeningStatement) -> Snapshot:
    return Snapshot(
        on=work.today,
        provider=provider,
        reasons=fits.frozen(work.language),
        miles=fits.miles,
        approximate=fits.approximate,
        start=fits.start,
        origin=choice.origin,
        words=said.words,
        despite=said.accepted.reason(fits.fails),
    )


def _put(work: Work, student: StudentRow, need: NeedEntry, snapshot: Snapshot, *, place: int, request_id: str) -> str:
    referral_id, provider = new_id(), snapshot.provider
    stored.put(
        work.session,
        stored.NewReferralRow(
            id=referral_id,
            request_id=request_id,
            choice=place,
            reference=_reference(work),
            student_id=student.id,
            need_id=need.id,
            term=need.term,
            urgency=need.urgency,
            school_id=student.school_id,
            grade=student.grade,
            language=student.language,
            record_id=provider.record_id,
            organization_id=provider.organization_id,
            organization=provider.organization,
            service=provider.service,
            sealed=seal(work.keys.unwrap(student.data_key), snapshot, row_id=referral_id, student_id=student.id),
            opened_by=work.staff_id,
            owner_id=work.staff_id,
            opened_at=work.now,
            opened_on=work.today,
            status=ReferralStatus.DRAFT,
            since=work.today,
            due_on=work.calendar.after(work.today, 1) if place == 1 else None,
            touched_on=work.today,
        ),
    )
    stored_events.put(
        work.session,
        stored_events.NewEventRow(
            id=new_id(),
            referral_id=referral_id,
            number=1,
            kind=EventKind.OPENED,
            who=Author.STAFF,
            staff_id=work.staff_id,
            happened_on=work.today,
            recorded_at=work.now,
            held=False,
        ),
    )
    return referral_id


def _reference(work: Work) -> str:
    """Return a number that is easy to say on the telephone and that no other referral has: "K7Q-M42"."""
    while True:
        letters = [secrets.choice(_LETTERS) for _ in range(6)]
        reference = f"{''.join(letters[:3])}-{''.join(letters[3:])}"
        if not stored.reference_taken(work.session, reference):
            return reference


def _already(work: Work, file: StudentFile, choices: Sequence[FrozenProvider]) -> list[Warning]:
    """Return the warnings of existing referrals: one sentence for each provider and person."""
    told = {(one.record_id, one.note): one for one in existing_referrals(work, file, choices)}
    return [Warning(one.kind, one.note, one.record_id) for one in told.values()]


def _listing(file: StudentFile, choice: FrozenProvider) -> list[Warning]:
    found: list[tuple[str, WarningCode]] = []
    if choice.stale:
        found.append(("stale", WarningCode.STALE_LISTING if choice.assured else WarningCode.NEVER_CONFIRMED_LISTING))
    if not choice.phones:
        found.append(("no_phone", WarningCode.NO_PHONE))
    home = file.profile.languages[0] if file.profile.languages else None
    if home and home != "en" and home not in choice.languages and not choice.interpreters:
        found.append(("language", WarningCode.NO_LANGUAGE))
    return [Warning(kind, ReasonNote(code, {"service": choice.service}), choice.record_id) for kind, code in found]
