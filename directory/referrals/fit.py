"""Whether a provider fits: every criterion judged for the chosen student before a referral is opened.

However the provider was found, no earlier match is trusted: the listing, the student's file and the place of the search are read
again, and each failed or unknown criterion is shown. A referral with a failed one is opened only with a reason.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.errors import DeskError, MisfitError
from directory.finding.briefs import without_repeats
from directory.finding.matches import judge_services
from directory.finding.provider import STATUS
from directory.finding.question import Ask, AskedSchool, ask_of_file
from directory.finding.reason_codes import CheckCode
from directory.finding.reason_words import in_words
from directory.finding.results import WORST_FIRST
from directory.i18n.catalogs import ENGLISH
from directory.referrals import ages, audience, history
from directory.referrals.current_listings import listings_today, merged_with_given
from directory.referrals.snapshot import FrozenReason, Snapshot
from directory.storage.listings import sources
from directory.storage.listings.edits import merged_into
from directory.storage.listings.facts import Listing, text
from directory.storage.listings.records import load
from directory.storage.referrals.referrals import ReferralRow
from directory.students.files import NeedEntry, StudentFile
from importers.fields import Target
from matching.needs import asks_for_crisis
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode

NEAR = 10.0
"""Miles, the default of a search."""

NOT_OF_THE_CHILD = frozenset({"record", "freshness"})
"""Criteria about the provider alone: they are shown, and need no reason."""

FOR_FAMILY = frozenset(
    {"languages", "preference", "mode", "distance", "schedule", "setting", "helper", "travel", "access", "activity"}
)
"""Criteria that a family can weigh itself: if it knows of them and agrees, no other reason is needed."""

AGREED = "The family knows of this and agrees."

CHANGED = "Something changed since this page was shown, or it was not shown yet: read what does not fit, then open it again."
NOT_FIT = "Not opened yet, because something does not fit: choose another provider, or say why this one all the same."
NOT_ASKED = "Not opened yet: ask the family about what does not fit, and tick that it agrees, or choose another provider."


@dataclass(frozen=True, slots=True)
class FitPlace:
    """The place of a search: a ZIP, or near the student where `near` is None, and the miles around it."""

    near: str | None
    within: float = NEAR


@dataclass(frozen=True, slots=True)
class WantedConditions:
    """What a search asked for beyond the student's file: the place, how the help is offered, how it is paid, …"""

    place: FitPlace | None = None
    modes: tuple[str, ...] = ()
    payment: str | None = None
    languages: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()


FROM_FILE = WantedConditions()


@dataclass(frozen=True, slots=True, repr=False)
class FitCheck:
    """How a provider fits, the worst reasons first; `start` is where the miles were measured from: home, school or place."""

    record_id: str
    service: str
    organization: str
    reasons: tuple[Reason, ...]
    miles: float | None = None
    approximate: bool = False
    start: str = "school"

    @property
    def fails(self) -> tuple[Reason, ...]:
        """What does not fit the student; opening the referral anyway needs a reason."""
        return tuple(one for one in self._of(Verdict.FAIL) if one.criterion not in NOT_OF_THE_CHILD)

    @property
    def for_family(self) -> bool:
        """Whether everything that does not fit is for the family to weigh."""
        return for_family(self.fails)

    @property
    def unknowns(self) -> tuple[Reason, ...]:
        """What must be asked, and what speaks against the provider alone."""
        return tuple(one for one in (*self._of(Verdict.FAIL), *self._of(Verdict.UNKNOWN)) if one not in self.fails)

    @property
    def passes(self) -> tuple[Reason, ...]:
        return without_repeats(self._of(Verdict.PASS))

    def frozen(self, language: str) -> tuple[FrozenReason, ...]:
        """Return the reasons as the referral keeps them: in the words that were said to whoever opens it."""
        return tuple(FrozenReason(one.criterion, one.verdict, in_words(one, language)) for one in without_repeats(self.reasons))

    def _of(self, verdict: Verdict) -> tuple[Reason, ...]:
        return tuple(one for one in self.reasons if one.verdict == verdict)


def mark(checks: Sequence[FitCheck]) -> str:
    """Return a short hash of all that fails or is unknown; a form that showed something else carries a different one."""
    said = [
        (one.record_id, why.criterion, why.verdict, in_words(why, ENGLISH))
        for one in checks
        for why in (*one.fails, *one.unknowns)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class AcceptedMisfit:
    """Why to go on although something does not fit: the words of staff (`despite`), or that the family knows and agrees."""

    despite: str | None = None
    agreed: bool = False

    def reason(self, fails: Iterable[Reason]) -> str | None:
        """Return the reason to keep for these fails, or None if it is not enough or nothing fails."""
        criteria = {one.criterion for one in fails}
        if not criteria:
            return None
        return self.despite or (AGREED if self.agreed and criteria <= FOR_FAMILY else None)


NOT_ACCEPTED = AcceptedMisfit()


def for_family(fails: Iterable[Reason]) -> bool:
    """Whether everything that does not fit is for the family to weigh."""
    return {one.criterion for one in fails} <= FOR_FAMILY


def admit(checks: Sequence[FitCheck], *, accepted: AcceptedMisfit, seen: str | None, language: str) -> None:
    """Raise MisfitError if the reader saw something else than is true now, or if the reason for opening a misfit is not enough.

    `seen` is a mark, or None if there was no page; `language` is the reader's.
    """
    if seen is not None and seen != mark(checks):
        raise MisfitError(CHANGED)
    unfit = [one for one in checks if one.fails and accepted.reason(one.fails) is None]
    if unfit:
        fails = sorted((why for one in unfit for why in one.fails), key=lambda why: why.criterion in FOR_FAMILY)
        raise MisfitError(f"{NOT_ASKED if for_family(fails) else NOT_FIT} {in_words(fails[0], language)}.")


def check(
    session: Session,
    file: StudentFile,
    need: NeedEntry,
    record_ids: Sequence[str],
    today: datetime.date,
    *,
    wanted: WantedConditions = FROM_FILE,
) -> dict[str, FitCheck]:
    """Return how each of these services at location fits the student and the need today; unknown ids are left out."""
    ask = ask_for(session, file, need, today, wanted=wanted)
    home = ask_of_file(file, [], today).near
    start = "place" if wanted.place and wanted.place.near not in (None, home) else "home" if home else "school"
    try:
        entries = judge_services(session, ask, record_ids, today).results
    except DeskError:
        # A file that cannot be searched (its need is no longer a term) is no reason to assume that everything fits.
        entries = {}
    listings, pasts, born = load(session, record_ids), history.past(session, file, record_ids), file.profile.birth_date
    found = {}
    for record_id, fields in listings.items():
        entry = entries.get(record_id)
        judged = (
            _softened(entry.reasons, fields, wanted) if entry else (Reason("need", Verdict.UNKNOWN, CheckCode.NEED_NOT_CHECKED),)
        )
        if entry and entry.card.for_crisis and not asks_for_crisis(need.term):
            judged = (Reason("need", Verdict.FAIL, CheckCode.NEED_FOR_CRISIS), *judged)
        told = (
            *_listing(session, fields),
            *history.failed(pasts.get(record_id, ())),
            *ages.with_start(born, fields, audience.asks(fields, judged), today),
        )
        reasons = tuple(sorted(told, key=lambda one: WORST_FIRST.index(one.verdict)))
        away = (entry.miles, entry.approximate) if entry else (None, False)
        names = (text(fields, Target.SERVICE_NAME) or "", text(fields, Target.ORGANIZATION_NAME) or "")
        found[record_id] = FitCheck(record_id, *names, reasons, *away, start)
    return found


def misfits_since(
    session: Session,
    file: StudentFile,
    row: ReferralRow,
    choices: Sequence[ReferralRow],
    *,
    snapshot: Snapshot,
    today: datetime.date,
) -> tuple[Reason, ...]:
    """Return what speaks against a first letter today and was not accepted at the opening: a backup may have waited for months.

    `choices` are all of the opening, the referral itself included.
    """
    doubled = merged_with_given(row, choices, listings_today(session, [one.record_id for one in choices]))
    need = next((one for one in (*file.open_needs, *file.closed_needs) if one.id == row.need_id), None)
    record_id = merged_into(session, snapshot.provider.record_id) or snapshot.provider.record_id
    found = check(session, file, need, [record_id], today).get(record_id) if need else None
    accepted = {one.criterion for one in snapshot.reasons if one.verdict == "fail"}
    unfit = (one for one in found.fails if one.criterion not in accepted) if found else ()
    return (*filter(None, (doubled,)), *unfit)


def misfit_on(session: Session, file: StudentFile, snapshot: Snapshot, on: datetime.date) -> Reason | None:
    """Return a failing reason if the student will be outside the listing's ages on a future day, such as that of the appointment.

    None if the age fits, is unknown, or was already accepted as a misfit at the opening.
    """
    if any(one.criterion == "age" and one.verdict == "fail" for one in snapshot.reasons):
        return None
    record_id = merged_into(session, snapshot.provider.record_id) or snapshot.provider.record_id
    fields = load(session, [record_id]).get(record_id)
    return ages.on_day(file.profile.birth_date, fields, on) if fields else None


def ask_for(
    session: Session, file: StudentFile, need: NeedEntry, today: datetime.date, *, wanted: WantedConditions = FROM_FILE
) -> Ask:
    """Return the search for one need of a file; the file takes precedence over what was typed elsewhere."""
    listed = next((one for one in schools.all_schools(session) if one.id == file.school_id), None)
    school = AskedSchool.of(listed) if listed else None
    ask = ask_of_file(file, [need], today, school)
    return replace(
        ask,
        near=(wanted.place.near if wanted.place else None) or ask.near,
        within=wanted.place.within if wanted.place else NEAR,
        modes=wanted.modes,
        payment=ask.payment or wanted.payment,
        languages=ask.languages or wanted.languages,
        preferences=tuple(dict.fromkeys((*ask.preferences, *wanted.preferences))),
        wishes=wanted.wishes,
    )


def _listing(session: Session, fields: Listing) -> list[Reason]:
    """Return what the listing itself says against sending anybody."""
    status, found = text(fields, Target.SERVICE_STATUS) or "active", []
    if status != "active":
        found.append(Reason("status", Verdict.FAIL, STATUS.get(status, CheckCode.STATUS_UNKNOWN)))
    came = sources.origin(session, str(fields[Target.SERVICE_AT_LOCATION_ID]))
    if came is not None and came.withdrawn and status == "active":
        found.append(Reason("status", Verdict.FAIL, CheckCode.STATUS_WITHDRAWN))
    if fields.get(Target.SERVICE_CONFIDENTIAL):
        found.append(Reason("confidential", Verdict.UNKNOWN, CheckCode.CONFIDENTIAL))
    if alert := text(fields, Target.SERVICE_ALERT):
        found.append(Reason("alert", Verdict.UNKNOWN, CheckCode.ALERT, {"words": alert}))
    return found


def _softened(judged: Sequence[Reason], fields: Listing, wanted: WantedConditions) -> tuple[Reason, ...]:
    """Return the reasons, with each fail that a call to the provider can settle turned into an unknown.

    These are a language for which the provider has interpreters, and a distance beyond one that nobody asked for.
    """
    questions: dict[StrEnum, CheckCode] = {}
    if text(fields, Target.SERVICE_INTERPRETATION_SERVICES):
        questions[ReasonCode.LANGUAGES_OTHERS] = CheckCode.INTERPRETERS
    if wanted.place is None:
        questions[ReasonCode.DISTANCE_BEYOND] = CheckCode.DISTANCE_TO_ASK
    return tuple(
        replace(one, verdict=Verdict.UNKNOWN, code=questions[one.code])
        if one.verdict == Verdict.FAIL and one.code in questions
        else one
        for one in judged
    )
