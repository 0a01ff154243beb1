"""A referral's own page: who and where, what to do next, answers, history, and the forms for what happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from directory.errors import KeysError
from directory.finding.reason_words import in_words
from directory.i18n.languages import LANGUAGES
from directory.letters.issuance import misfits, stored_letter
from directory.letters.outdated import outdated
from directory.models.codes import EndCode, Recipient, ReferralStatus, StudentStatus
from directory.referrals import files
from directory.referrals import provider_changes as listing
from directory.referrals.current_listings import listings_today, merged_with_given
from directory.referrals.event_checks import time_words
from directory.referrals.files import EventEntry, ReferralFile
from directory.referrals.fit import misfit_on
from directory.referrals.reasons import REASONS
from directory.referrals.status import STATUS_WORDS
from directory.referrals.updates import as_events
from directory.storage.referrals import flags, letters, links
from directory.storage.referrals.letters import LetterRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students import caseload
from directory.students.files import StudentFile
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get
from directory.web.core.work import working
from directory.web.referrals import event_form, words
from directory.web.students import alarms
from directory.worklist.answer_words import answer_words
from matching.query import Reason

ORIGINS: Mapping[str, str] = {
    "match": "Chosen from the matches",
    "provider": "Chosen by its own page",
    "shortlist": "Chosen from the shortlist",
}
TO_NEXT_MATCH = frozenset({"next_match", "ask", "backup", "recheck"})
"""Next steps that look for another match if no backup waits."""


@get("/referrals/{referral_id:str}", may="students")
def show(asked: Asked, referral_id: str) -> Answer:
    return page(asked, referral_id)


def page(
    asked: Asked,
    referral_id: str,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    refused: str | None = None,
    since: str | None = None,
    status: int = 200,
) -> Page:
    """Return the page; `form` is what was typed into it, `refused` why something was not done.

    `since` is the newest event known to an outdated page, whose form was not recorded; the page shows what happened after it.
    """
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    student = caseload.open_student(asked.session, asked.keys, asked.scope, file.row.student_id)
    asked.look("referral.looked_at", student_id=student.id, subject=f"referral:{referral_id}")
    state, due, now = file.state, file.row.due_by(asked.today), listing.since(asked.session, file.snapshot, asked.today)
    given = letters.of_referral(asked.session, asked.scope, referral_id)
    shown: dict[str, Any] = {
        "alarms": alarms.waiting(asked, student.id),
        "file": file,
        "student": student,
        "row": file.row,
        "state": state,
        "now": now,
        "misfits": misfits(working(asked), file),
        "then": _then(asked, file, student),
        "flagged": state.open and file.row.record_id in flags.flagged(asked.session, [file.row.record_id]),
        "origin": ORIGINS.get(file.snapshot.origin, ""),
        "statuses": STATUS_WORDS,
        "reason": REASONS[state.reason] if state.reason else None,
        "steps": words.progress(state),
        "next": words.next_step(
            file, asked.today, left=student.status == StudentStatus.LEFT, language=asked.language, ruled_out=now.ruled_out
        ),
        "due": due,
        "late": due is not None and due < asked.today,
        "at_time": time_words(state.at_time),
        "answers": _answers(file),
        "history": _history(file),
        "turn": _turn(file),
        "not_there": _not_there(asked, file),
        "other_contact": state.reason == EndCode.UNABLE_TO_REACH_FAMILY,
        "look_for_another": state.status == ReferralStatus.NOT_COMPLETED
        and REASONS[state.reason or EndCode.OTHER].step in TO_NEXT_MATCH,
        "letters": given,
        "outdated": _outdated(asked, given, now) if state.open else (),
        "languages": LANGUAGES,
        "consents": [one for one in student.consents_on(asked.today) if one.names(file.row.organization_id)],
        "provider_links": links.working(asked.session, referral_id, Recipient.PROVIDER, asked.now),
        "offered": event_form.offered(state),
        "reasons": event_form.reason_options(),
        "typed": form or event_form.blank(asked.today, asked.word("happened")),
        "errors": errors or {},
        "refused": refused,
        "meanwhile": words.lines_since(file, since) if since is not None else [],
        "version": file.newest,
    }
    return Page("referrals/show.html", shown, status)


def _then(asked: Asked, file: ReferralFile, student: StudentFile) -> Reason | None:
    """Return the reason if the student's age will not fit on the day of the appointment, or on the day until which they wait."""
    state = file.state
    if (
        state.status not in (ReferralStatus.SCHEDULED, ReferralStatus.WAITLISTED)
        or state.on_date is None
        or state.on_date <= asked.today
    ):
        return None
    return misfit_on(asked.session, student, file.snapshot, state.on_date)


def _answers(file: ReferralFile) -> list[tuple[str, EventEntry]]:
    """Return the answers of family and provider that nobody has seen yet, the oldest first."""
    unseen = [entry for entry in file.events if entry.row.id in file.state.unseen]
    events = as_events([entry.row for entry in unseen])
    return [(answer_words(event, idle=entry.idle), entry) for event, entry in zip(events, unseen, strict=True)]


def _history(file: ReferralFile) -> list[tuple[EventEntry, words.EventLine]]:
    """Return the events, the newest first."""
    rows = {entry.row.id: entry.row for entry in file.events}
    return [(entry, words.event_line(entry, rows)) for entry in reversed(file.events)]


def _outdated(asked: Asked, given: Sequence[LetterRow], now: listing.ChangedProvider) -> tuple[str, ...]:
    """Return what the newest letter says differently from today's listing; empty if the listing is gone or the letter does not
    open.
    """
    if not given or now.record_id is None:
        return ()
    try:
        _, content = stored_letter(working(asked), given[0].id)
    except KeysError:
        return ()
    return outdated(content, now.provider)


def _not_there(asked: Asked, file: ReferralFile) -> dict[str, str]:
    """Return by id why a waiting backup cannot be used: no family may be sent there, or the family already has its letter,
    because two listings were merged.
    """
    listings = listings_today(asked.session, [one.record_id for one in file.choices])
    found = {}
    for one in file.backups:
        doubled = merged_with_given(one, file.choices, listings)
        if why := listings[one.record_id].ruled_out:
            found[one.id] = in_words(why, asked.language)
        elif doubled:
            found[one.id] = f"{in_words(doubled, asked.language)}: choose another one."
    return found


def _turn(file: ReferralFile) -> ReferralRow | None:
    """Return the backup whose turn has come, if any."""
    if file.state.open:
        return None
    return next((one for one in file.backups if one.due_on is not None), None)
