"""Alarms: text about a student that signals immediate danger, shown first until a named person has acknowledged it.

Every path that stores text about a student calls `raise_if_danger`. An alarm keeps that text, sealed under the student's key, and
where it was written: it outlives its correction and removal, the closing of a referral and the merging of records.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import KeysError, UsageError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import alarms as stored
from directory.storage.people import students
from directory.storage.people.alarms import AlarmRow, KeptRow
from directory.storage.scope import Scope
from directory.students.profile import Profile
from directory.students.seals import kept_in, seal, unseal
from matching.danger import KINDS, Danger, Level, read
from matching.needs import terms

SOURCES: Mapping[str, str] = {
    "need": "what is needed",
    "note": "a note on a referral",
    "family": "the family's answer",
    "provider": "a provider's answer",
    "contact": "a note of a call or a visit",
    "preference": "what the family prefers",
    "guardian": "the notes on a guardian",
    "consent": "a consent",
    "message": "a message to a provider",
    "unsaved": "words that were typed and not saved",
}
"""Where the text was written, as pages say it."""

UNSAVED = "unsaved"
"""The source of text that is stored in the alarm only (students.unsaved)."""

AT_ONCE = datetime.timedelta(minutes=30)
"""How long somebody may take to correct a form that was refused and send it again."""

MOST_KEPT = 100_000
"""The most characters that a waiting alarm may grow to."""

LONGEST = 2_000
NOTHING_DONE = "Say what was done: a few words are enough, such as “Called 988 with her, her mother is here”."


@kept_in("danger_alarm")
@dataclass(frozen=True, slots=True, repr=False)
class AlarmWords:
    """The text that signaled danger (`said`), what was done about it (`words`), and kinds of danger beside the alarm's own; sealed
    under the student's key.
    """

    words: str = ""
    said: str = ""
    beside: tuple[str, ...] = ()


NOTHING_KEPT = AlarmWords()


@dataclass(frozen=True, slots=True, repr=False)
class Alarm:
    """An alarm, opened for display.

    `name` is None if the student's record cannot be opened, `said` if the alarm is older than the storing of its text, and
    `done` until the alarm is acknowledged. `kinds` are those of danger, the one that raised the alarm first.
    """

    row: AlarmRow
    name: str | None
    kinds: tuple[str, ...]
    where: str
    said: str | None = None
    done: str | None = None

    @property
    def kind(self) -> str:
        """What the kinds are called, in English."""
        return "; ".join(KINDS[kind].english for kind in self.kinds)


def raise_if_danger(
    session: Session,
    *texts: str | None,
    student_id: str,
    data_key: bytes,
    source: str,
    source_id: str,
    now: datetime.datetime,
    staff_id: str | None = None,
    referral_id: str | None = None,
) -> Danger | None:
    """Return the danger in the texts; if it is immediate, raise an alarm or extend the one that waits about the same row."""
    danger = read(*texts)
    raise_for(
        session,
        danger,
        "\n".join(text.strip() for text in texts if text and text.strip()),
        student_id=student_id,
        data_key=data_key,
        source=source,
        source_id=source_id,
        now=now,
        staff_id=staff_id,
        referral_id=referral_id,
    )
    return danger


def typed(message: str) -> str:
    """Return what people typed in a message that the desk drafted, without the names of needs, which the desk wrote itself."""
    names = sorted((one.english for one in terms().values()), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), "", message)


def raise_for(
    session: Session,
    danger: Danger | None,
    said: str,
    *,
    student_id: str,
    data_key: bytes,
    source: str,
    source_id: str,
    now: datetime.datetime,
    staff_id: str | None = None,
    referral_id: str | None = None,
) -> None:
    """Do the same as `raise_if_danger` for text that was read already; `said` is all that was read."""
    if danger is None or danger.level is not Level.NOW:
        return
    origin = stored.AlarmOrigin(source, source_id, referral_id)
    for one in stored.kept_of(session, student_id):
        if not one.waits or one.source not in (source, UNSAVED):
            continue
        kept = _opened(data_key, one.sealed, one.id, student_id)
        if said in kept.said and one.source == source:
            return
        if (one.source, one.source_id) == (source, source_id):
            _extend(session, data_key, one, kept, said, danger=danger)
            return
        if one.source == UNSAVED and _is_saved_now(one, kept.said, said, staff_id=staff_id, now=now):
            # The same text was in a form that was refused before: one alarm covers both.
            _extend(session, data_key, one, kept, said, danger=danger, origin=origin)
            return
    alarm_id = new_id()
    sealed = seal(data_key, AlarmWords(said=said, beside=danger.beside), row_id=alarm_id, student_id=student_id)
    stored.put(session, stored.NewAlarmRow(alarm_id, student_id, danger.kind, staff_id, now, sealed), origin)
    subject = f"alarm:{alarm_id}"
    audit.record(session, now=now, staff_id=staff_id, action="danger.raised", student_id=student_id, subject=subject)


def _extend(
    session: Session,
    data_key: bytes,
    one: KeptRow,
    kept: AlarmWords,
    said: str,
    *,
    danger: Danger,
    origin: stored.AlarmOrigin | None = None,
) -> None:
    """Add text to a waiting alarm, up to MOST_KEPT characters, and the kinds of danger in it."""
    kept = replace(kept, beside=tuple(dict.fromkeys((*kept.beside, *danger.kinds))))
    if kept.said in said:
        kept = replace(kept, said=said)
    elif said not in kept.said and len(kept.said) + len(said) <= MOST_KEPT:
        kept = replace(kept, said=f"{kept.said}\n{said}".strip())
    stored.reword(session, one.id, seal(data_key, kept, row_id=one.id, student_id=one.student_id), origin)


def _is_saved_now(one: KeptRow, before: str, said: str, *, staff_id: str | None, now: datetime.datetime) -> bool:
    """Whether an alarm of unsaved text is about what is now saved: the same text, or the same user's within AT_ONCE."""
    if before and (before in said or said in before):
        return True
    return staff_id is not None and one.raised_by == staff_id and now - one.raised_at < AT_ONCE


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """The text that an alarm of a student holds, and whether the alarm waits."""

    said: str
    waits: bool


def words_of(session: Session, data_key: bytes, student_id: str) -> list[Kept]:
    """Return the text of every alarm of a student, regardless of scope."""
    found = stored.kept_of(session, student_id)
    return [Kept(_opened(data_key, one.sealed, one.id, student_id).said, one.waits) for one in found]


def unacknowledged(session: Session, keys: Keys, scope: Scope, student_id: str | None = None) -> tuple[Alarm, ...]:
    """Return the alarms in scope that nobody has acknowledged, oldest first."""
    found = stored.unacknowledged(session, scope, student_id)
    names = {row.id: row for row in students.chosen(session, scope, sorted({one.student_id for one in found}))} if found else {}
    return tuple(_alarm(keys, one, names.get(one.student_id)) for one in found)


def one(session: Session, keys: Keys, scope: Scope, alarm_id: str) -> Alarm:
    """Return an alarm, waiting or not; raise UnknownError if it is out of scope."""
    found = stored.one(session, scope, alarm_id)
    return _alarm(keys, found, students.one(session, scope, found.student_id))


def acknowledged(session: Session, keys: Keys, scope: Scope, student_id: str) -> tuple[Alarm, ...]:
    """Return the acknowledged alarms of a student, latest first, with what was done."""
    found = stored.acknowledged(session, scope, student_id)
    row = students.one(session, scope, student_id)
    return tuple(_alarm(keys, one, row) for one in found)


def acknowledge(session: Session, keys: Keys, scope: Scope, alarm_id: str, words: str, *, now: datetime.datetime) -> str:
    """Close an alarm with a note of what was done; return the student's id.

    Raise UnknownError out of scope, UsageError without a note, and RefusedError if somebody else closed the alarm first.
    """
    words = words.strip()
    if not words:
        raise UsageError(NOTHING_DONE)
    if len(words) > LONGEST:
        raise UsageError(f"Shorten this to {LONGEST:,} characters.")
    alarm = stored.one(session, scope, alarm_id)
    row = students.lock(session, scope, alarm.student_id)
    data_key = keys.unwrap(row.data_key)
    kept = replace(_opened(data_key, alarm.sealed, alarm_id, row.id), words=words)
    sealed = seal(data_key, kept, row_id=alarm_id, student_id=row.id)
    stored.acknowledge(session, scope, alarm_id, sealed=sealed, now=now)
    subject = f"alarm:{alarm_id}"
    audit.record(session, now=now, staff_id=scope.staff_id, action="danger.acknowledged", student_id=row.id, subject=subject)
    return row.id


def _alarm(keys: Keys, alarm: AlarmRow, row: students.StudentRow | None) -> Alarm:
    kinds, where = (alarm.kind,), SOURCES[alarm.source]
    if row is None:
        return Alarm(alarm, None, kinds, where)
    try:
        data_key = keys.unwrap(row.data_key)
        profile = unseal(Profile, data_key, row.sealed, row_id=row.id, student_id=row.id)
        kept = _opened(data_key, alarm.sealed, alarm.id, row.id)
    except KeysError:
        return Alarm(alarm, None, kinds, where)
    return Alarm(alarm, profile.name, tuple(dict.fromkeys((*kinds, *kept.beside))), where, kept.said or None, kept.words or None)


def _opened(data_key: bytes, sealed: bytes | None, alarm_id: str, student_id: str) -> AlarmWords:
    if sealed is None:
        return NOTHING_KEPT
    return unseal(AlarmWords, data_key, sealed, row_id=alarm_id, student_id=student_id)
