"""Stored students opened for a roster's plan, and the steps of the plan sealed into rows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.models.codes import StudentStatus
from directory.storage.ids import new_id
from directory.storage.imports.roster_rows import GuardianUpdate, RosterRows, StudentUpdate
from directory.storage.imports.rosters import (
    Fields,
    GuardianOnFile,
    RosterGuardian,
    RosterStatement,
    RosterStep,
    SealedGuardian,
    SealedStudent,
    StudentOnFile,
    kept_rows,
)
from directory.storage.people.guardians import GuardianRow
from directory.storage.people.no_contact import NewActRow
from directory.storage.people.students import NewStudentRow
from directory.students import alarms, no_contact
from directory.students.no_contact import LockedGuardian
from directory.students.profile import GuardianDetails, Profile, RosterWords
from directory.students.seals import new_data_key, seal, unseal
from matching.danger import Danger, Level, read

FIELDS = ("number", "given_name", "family_name", "birth_date", "grade", "home_zip", "languages", "insurance", "custody_words")
"""The fields of a profile that a roster may fill."""

_ORDERS = re.compile(r"\b(orders? of protection|protecti(?:on|ve) orders?|domestic violence|dv)\b", re.IGNORECASE)
"""Names of orders and their grounds: a first roster brings hundreds, which become no-contact orders anyway."""

_TOLD = tuple(RosterGuardian.__slots__)
_PLAIN = {"number": "", "given_name": "", "family_name": "", "languages": ()}


def students_on_file(keys: Keys, stored: SealedStudent) -> StudentOnFile:
    """Return a stored student, opened; raise KeysError if it does not open."""
    data_key = keys.unwrap(stored.data_key)
    profile = unseal(Profile, data_key, stored.sealed, row_id=stored.id, student_id=stored.id)
    said = RosterStatement()
    if stored.roster_sealed is not None:
        said = kept_rows.read(unseal(RosterWords, data_key, stored.roster_sealed, row_id=stored.id, student_id=stored.id).words)
    return StudentOnFile(
        stored.id,
        stored.number_hash,
        stored.school_id,
        stored.roster,
        stored.status == StudentStatus.LEFT,
        stored.household_id,
        {name: getattr(profile, name) for name in FIELDS},
        tuple(_guardian(data_key, stored.id, guardian) for guardian in stored.guardians),
        said,
    )


def _guardian(data_key: bytes, student_id: str, stored: SealedGuardian) -> GuardianOnFile:
    held = unseal(GuardianDetails, data_key, stored.sealed, row_id=stored.id, student_id=student_id)
    touched = bool(held.ways or held.way_words or held.no_contact or held.no_contact_words)
    return GuardianOnFile(stored.id, RosterGuardian(**{name: getattr(held, name) for name in _TOLD}), touched)


@dataclass(frozen=True, slots=True, repr=False)
class _Place:
    """Where text that signals danger was written, as an alarm stores it."""

    student_id: str
    data_key: bytes
    source: str
    source_id: str


class Writer:
    """The rows that the steps of a plan produce, gathered."""

    def __init__(
        self, keys: Keys, roster: str, stored: Mapping[str, SealedStudent], today: datetime.date, now: datetime.datetime
    ) -> None:
        self._keys = keys
        self._roster = roster
        self._stored = stored
        self._today = today
        self._now = now
        self._new: list[NewStudentRow] = []
        self._changed: list[StudentUpdate] = []
        self._added: list[GuardianRow] = []
        self._altered: list[GuardianUpdate] = []
        self._dropped: list[str] = []
        self._orders: list[NewActRow] = []
        self._ordered: set[str] = set()
        self._homes: dict[str, str] = {}
        self._tied: set[str] = set()
        self._barred: set[str] = set()
        self._heard: list[tuple[_Place, str, Danger]] = []

    def take(self, step: RosterStep) -> None:
        """Seal what a step writes; a step that changes nothing adds no row."""
        self._note_home(step)
        if step.outcome == "created":
            self._create(step)
        elif step.standing is not None and self._news(step, step.standing):
            self._change(step, self._stored[step.id])

    def rows(self, households: Sequence[str]) -> RosterRows:
        """Return what was gathered, with the households that the plan creates."""
        before = [self._stored[row.id] for row in self._changed]
        return RosterRows(self._new, self._changed, before, self._added, self._altered, self._dropped, self._orders, households)

    @property
    def under_new_orders(self) -> tuple[str, ...]:
        """The students already on file to whom an order applies for the first time: from the roster, or from a new sibling."""
        tied = {student_id for student_id, home in self._homes.items() if home in self._tied & self._barred}
        return tuple(sorted((self._ordered | tied) - {row.id for row in self._new}))

    def _note_home(self, step: RosterStep) -> None:
        """Record a student's household after the step, whether the tie is new, and whether it has an order."""
        home = step.household_id or (step.standing.household_id if step.standing else None)
        if home is None:
            return
        known = [one.details for one in step.standing.guardians] if step.standing else []
        told = (*known, *step.guardians.added, *(details for _, details in step.guardians.altered))
        if any(one.no_contact for one in told):
            self._barred.add(home)
        if step.household_id is not None:
            self._tied.add(home)
        if step.standing is not None:
            self._homes[step.id] = home

    def raise_alarms(self, session: Session) -> None:
        """Raise the alarms for guardians and custody notes in which the roster signals danger, once its rows are written."""
        for place, said, danger in self._heard:
            alarms.raise_for(session, danger, said, **asdict(place), now=self._now)

    def _news(self, step: RosterStep, before: StudentOnFile) -> bool:
        told_again = kept_rows.written(step.said) == kept_rows.written(before.said)
        return step.outcome == "updated" or before.roster != self._roster or not told_again

    def _create(self, step: RosterStep) -> None:
        data_key = new_data_key()
        profile = Profile(**_filled(step.changes))
        place = {"row_id": step.id, "student_id": step.id}
        self._new.append(
            NewStudentRow(
                id=step.id,
                number_hash=step.key,
                school_id=step.school_id,
                household_id=step.household_id,
                grade=profile.grade,
                language=_language(profile),
                data_key=self._keys.wrap(data_key),
                sealed=seal(data_key, profile, **place),
                roster=self._roster,
                roster_sealed=seal(data_key, RosterWords(kept_rows.written(step.said)), **place),
                made_at=self._now,
                changed_at=self._now,
            )
        )
        self._guardians(step, data_key, ())
        self._listen_to_custody(step.id, data_key, profile.custody_words, None)

    def _change(self, step: RosterStep, stored: SealedStudent) -> None:
        data_key = self._keys.unwrap(stored.data_key)
        profile = unseal(Profile, data_key, stored.sealed, row_id=stored.id, student_id=stored.id)
        status = {None: stored.status, True: StudentStatus.LEFT, False: StudentStatus.ENROLLED}[step.left]
        left_at = {None: stored.left_at, True: self._today, False: None}[step.left]
        after = replace(profile, **_filled(step.changes))
        place = {"row_id": step.id, "student_id": step.id}
        self._changed.append(
            StudentUpdate(
                id=step.id,
                school_id=step.school_id,
                household_id=step.household_id or stored.household_id,
                status=status,
                grade=after.grade,
                language=_language(after),
                sealed=seal(data_key, after, **place),
                roster=self._roster,
                roster_sealed=seal(data_key, RosterWords(kept_rows.written(step.said)), **place),
                changed_at=self._now if step.outcome == "updated" else stored.changed_at,
                left_at=left_at,
            )
        )
        self._guardians(step, data_key, stored.guardians)
        self._listen_to_custody(step.id, data_key, after.custody_words, profile.custody_words)

    def _guardians(self, step: RosterStep, data_key: bytes, stored: tuple[SealedGuardian, ...]) -> None:
        held = {guardian.id: guardian for guardian in stored}
        self._dropped += step.guardians.dropped
        for guardian_id, told in step.guardians.altered:
            place = {"row_id": guardian_id, "student_id": step.id}
            before = unseal(GuardianDetails, data_key, held[guardian_id].sealed, **place)
            after = replace(before, **asdict(told))
            if before.no_contact:
                # A roster lifts no order by leaving it out; its new text follows the text of the order.
                words = after.no_contact_words or before.no_contact_words
                after = replace(no_contact.keeping_order(after, before), no_contact_words=words)
            self._altered.append(GuardianUpdate(guardian_id, seal(data_key, after, **place)))
            self._note_order(LockedGuardian(step.id, guardian_id, after, data_key), before)
            self._listen(LockedGuardian(step.id, guardian_id, after, data_key), before)
        last = max((guardian.position for guardian in stored), default=-1)
        for position, told in enumerate(step.guardians.added, last + 1):
            guardian_id = new_id()
            details = GuardianDetails(**asdict(told))
            sealed = seal(data_key, details, row_id=guardian_id, student_id=step.id)
            self._added.append(GuardianRow(guardian_id, step.id, position, sealed))
            self._note_order(LockedGuardian(step.id, guardian_id, details, data_key), None)
            self._listen(LockedGuardian(step.id, guardian_id, details, data_key), None)

    def _note_order(self, held: LockedGuardian, before: GuardianDetails | None) -> None:
        """Record in the file that the roster brought an order, or reworded one."""
        stood = before is not None and before.no_contact
        if held.details.no_contact and not (stood and before and before.no_contact_words == held.details.no_contact_words):
            if not stood:
                self._ordered.add(held.student_id)
            words, act = held.details.no_contact_words or "", no_contact.Act.REWORDED if stood else no_contact.Act.RECORDED
            self._orders.append(no_contact.row_of(held, act, words, made_by=None, now=self._now))

    def _listen(self, held: LockedGuardian, before: GuardianDetails | None) -> None:
        """Check for danger in what the roster says about a guardian for the first time."""
        known = _words(before) if before else []
        new = [words for words in _words(held.details) if words not in known]
        self._hear(new, _Place(held.student_id, held.data_key, "guardian", held.guardian_id))

    def _listen_to_custody(self, student_id: str, data_key: bytes, after: str | None, before: str | None) -> None:
        """Check for danger in the custody lines that are new and are not in a guardian's alarm already."""
        heard = "\n".join(said for place, said, _ in self._heard if place.student_id == student_id)
        known = _lines(before)
        new = [line for line in _lines(after) if line not in known and line not in heard]
        self._hear(new, _Place(student_id, data_key, "preference", student_id))

    def _hear(self, new: list[str], place: _Place) -> None:
        if (danger := read(*new)) and danger.level is Level.NOW:
            self._heard.append((place, "\n".join(new), danger))


def _lines(custody_words: str | None) -> list[str]:
    """Return the lines of a roster's custody notes, without the names of orders."""
    return [line for one in (custody_words or "").splitlines() if (line := _ORDERS.sub("", one).strip())]


def _words(details: GuardianDetails) -> list[str]:
    """Return what a roster says about a guardian, without the names of orders, which signal no danger by themselves."""
    told = (details.relationship, details.no_contact_words)
    return [words for one in told if one and (words := _ORDERS.sub("", one).strip())]


def _language(profile: Profile) -> str | None:
    return profile.languages[0] if profile.languages else None


def _filled(changes: Fields) -> dict[str, Any]:
    """Return the values as a profile holds them, in which a name is never missing."""
    return {name: value or _PLAIN.get(name) for name, value in changes.items()}
