"""Whether a provider fits: every criterion judged for the student who was chosen, before a referral is opened.

However the provider was found, nothing of an earlier match is believed: the listing, the student's file and the place
where somebody looked are read again, and what fails or is not known is said. A fail needs a reason to be opened all the same.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.errors import DeskError, MisfitError
from directory.referrals.asking import Ask, AskedSchool
from directory.referrals.dates import day
from directory.referrals.entries import WORST_FIRST
from directory.referrals.finding import judge_services
from directory.referrals.for_student import ask_of_file
from directory.referrals.loop import history
from directory.referrals.loop.snapshot import FrozenReason, Snapshot
from directory.referrals.provider import CLOSED, CONFIDENTIAL, STATUS, WITHDRAWN
from directory.storage.publishing import origins
from directory.storage.publishing.edits import merged_into
from directory.storage.publishing.records import load
from directory.storage.publishing.telling import Listing, number, text
from directory.students.files import NeedEntry, StudentFile
from directory.students.profile import age_on
from matching.needs import asks_for_crisis
from matching.query import Reason, Verdict

NEAR = 10.0
"""Miles, as a search begins."""

BEGINS_WITHIN = datetime.timedelta(days=60)
"""How long it may take until the help begins: who is too old by then is told now."""

NOT_OF_THE_CHILD = frozenset({"record", "freshness"})
"""Criteria that speak of the provider alone: they are said, and ask for no reason."""

CHANGED = "Something changed since this page was shown, or it was not shown yet: read what does not fit, then open it again."
NOT_FIT = "Not opened yet, because something does not fit: choose another provider, or say why this one all the same."
FOR_CRISIS = "This is a service for danger now, not for this need: call it in a crisis"
NO_AGE = "The student’s age is not in the file: check it against the ages of the listing"
NO_CHECK = "The need of the file could not be looked up: check with the provider whether it fits"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looked: a ZIP, or near the student where it is None, and how many miles around it."""

    near: str | None
    within: float = NEAR


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asked for beside what the file says: the place, how the help is offered, how it is paid, …"""

    place: Place | None = None
    modes: tuple[str, ...] = ()
    payment: str | None = None
    languages: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()


FROM_FILE = Wanted()


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """How a provider fits, the worst first; `start` is where the miles were measured from: home, school, or another place."""

    record_id: str
    service: str
    organization: str
    reasons: tuple[Reason, ...]
    miles: float | None = None
    approximate: bool = False
    start: str = "school"

    @property
    def fails(self) -> tuple[Reason, ...]:
        """What does not fit the student: opened in spite of it, a reason is needed."""
        return tuple(one for one in self._of("fail") if one.criterion not in NOT_OF_THE_CHILD)

    @property
    def unknowns(self) -> tuple[Reason, ...]:
        """What must be asked, and what speaks against the provider alone."""
        return tuple(one for one in (*self._of("fail"), *self._of("unknown")) if one not in self.fails)

    @property
    def passes(self) -> tuple[Reason, ...]:
        return self._of("pass")

    @property
    def frozen(self) -> tuple[FrozenReason, ...]:
        return tuple(FrozenReason(one.criterion, one.verdict, one.text) for one in self.reasons)

    def _of(self, verdict: Verdict) -> tuple[Reason, ...]:
        return tuple(one for one in self.reasons if one.verdict == verdict)


def mark(checks: Sequence[Check]) -> str:
    """A short mark of all that fails or is unknown: a form that was shown something else brings another one."""
    said = [(one.record_id, why.criterion, why.verdict, why.text) for one in checks for why in (*one.fails, *one.unknowns)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def admit(checks: Sequence[Check], *, despite: str | None, seen: str | None) -> None:
    """Raises MisfitError where something else was seen than holds now (`seen` is a mark, None where there was no page), or
    where something does not fit and no reason says why it is opened all the same.
    """
    if seen is not None and seen != mark(checks):
        raise MisfitError(CHANGED)
    if not despite and (unfit := next((one for one in checks if one.fails), None)):
        raise MisfitError(f"{NOT_FIT} {unfit.fails[0].text}.")


def check(
    session: Session,
    file: StudentFile,
    need: NeedEntry,
    record_ids: Sequence[str],
    today: datetime.date,
    *,
    wanted: Wanted = FROM_FILE,
) -> dict[str, Check]:
    """How each of these services at location fits the student and the need today; unknown ids are left out."""
    ask = ask_for(session, file, need, today, wanted=wanted)
    home = ask_of_file(file, [], today).near
    start = "place" if wanted.place and wanted.place.near not in (None, home) else "home" if home else "school"
    try:
        entries = judge_services(session, ask, record_ids, today)
    except DeskError:
        # A file that cannot be asked (a need that is no term any more) is no reason to believe that all is well.
        entries = {}
    listings, pasts = load(session, record_ids), history.past(session, file, record_ids)
    found = {}
    for record_id, fields in listings.items():
        entry = entries.get(record_id)
        judged = _softened(entry.reasons, fields, wanted) if entry else (Reason("need", "unknown", NO_CHECK),)
        if entry and entry.card.for_crisis and not asks_for_crisis(need.term):
            judged = (Reason("need", "fail", FOR_CRISIS), *judged)
        told = (
            *_listing(session, fields),
            *history.failed(pasts.get(record_id, ())),
            *judged,
            *_age(file, fields, judged, today),
        )
        reasons = tuple(sorted(told, key=lambda one: WORST_FIRST.index(one.verdict)))
        away = (entry.miles, entry.approximate) if entry else (None, False)
        names = (text(fields, "service.name") or "", text(fields, "organization.name") or "")
        found[record_id] = Check(record_id, *names, reasons, *away, start)
    return found


def misfits_since(
    session: Session, file: StudentFile, need_id: str | None, snapshot: Snapshot, today: datetime.date
) -> tuple[Reason, ...]:
    """What does not fit today and was not accepted at the opening: a backup may have waited for months."""
    need = next((one for one in (*file.open_needs, *file.closed_needs) if one.id == need_id), None)
    record_id = merged_into(session, snapshot.provider.record_id) or snapshot.provider.record_id
    found = check(session, file, need, [record_id], today).get(record_id) if need else None
    accepted = {one.criterion for one in snapshot.reasons if one.verdict == "fail"}
    return tuple(one for one in found.fails if one.criterion not in accepted) if found else ()


def ask_for(session: Session, file: StudentFile, need: NeedEntry, today: datetime.date, *, wanted: Wanted = FROM_FILE) -> Ask:
    """The search for one need of a file; what the file says comes before what was typed elsewhere."""
    listed = next((one for one in schools.everything(session) if one.id == file.school_id), None)
    school = AskedSchool(listed.name, listed.latitude, listed.longitude, listed.postal_code) if listed else None
    ask = ask_of_file(file, [need], today, school)
    return replace(
        ask,
        near=(wanted.place.near if wanted.place else None) or ask.near,
        within=wanted.place.within if wanted.place else NEAR,
        modes=wanted.modes,
        payment=ask.payment or wanted.payment,
        languages=ask.languages or wanted.languages,
        preferences=tuple(dict.fromkeys((*ask.preferences, *wanted.preferences))),
    )


def _listing(session: Session, fields: Listing) -> list[Reason]:
    """What the listing itself says against sending anybody."""
    status, found = text(fields, "service.status") or "active", []
    if status != "active":
        found.append(Reason("status", "fail", STATUS.get(status, CLOSED)))
    came = origins.origin(session, str(fields["service_at_location.id"]))
    if came is not None and came.withdrawn and status == "active":
        found.append(Reason("status", "fail", WITHDRAWN))
    if fields.get("service.confidential"):
        found.append(Reason("confidential", "unknown", CONFIDENTIAL))
    if alert := text(fields, "service.alert"):
        found.append(Reason("alert", "unknown", alert))
    return found


def _softened(judged: Sequence[Reason], fields: Listing, wanted: Wanted) -> tuple[Reason, ...]:
    """What a search calls a fail and a question settles: a language where there are interpreters, miles that nobody asked for."""
    questions = {
        "languages": text(fields, "service.interpretation_services") and "; it has interpreters: ask for one",
        "distance": wanted.place is None and ": ask how the family gets there",
    }
    return tuple(
        replace(one, verdict="unknown", text=f"{one.text.rpartition(': ')[0]}{asks}")
        if one.verdict == "fail" and (asks := questions.get(one.criterion))
        else one
        for one in judged
    )


def _age(file: StudentFile, fields: Listing, judged: Sequence[Reason], today: datetime.date) -> list[Reason]:
    """An age that nobody knows, and one that no longer fits when the help begins."""
    least, most = number(fields, "service.minimum_age"), number(fields, "service.maximum_age")
    known = [one for one in judged if one.criterion == "age"]
    if not known:
        return [Reason("age", "unknown", NO_AGE)] if least or most is not None else []
    born = file.profile.birth_date
    if born is None or most is None or known[0].verdict == "fail":
        return []
    turns = next((on for on in _days(today) if _too_old(age_on(born, on), most)), None)
    if turns is None:
        return []
    years = f"{age_on(born, turns):g}" if not most.is_integer() else f"{int(most) + 1}"
    return [
        Reason(
            "age",
            "unknown",
            f"Takes ages up to {most:g}; the student turns {years} on {day(turns)}: ask before you send the family",
        )
    ]


def _days(today: datetime.date) -> list[datetime.date]:
    last = today + BEGINS_WITHIN
    return list(takewhile(lambda on: on <= last, (today + datetime.timedelta(days=more) for more in count(1))))


def _too_old(age: float, most: float) -> bool:
    return age >= (most + 1 if most.is_integer() else most)
