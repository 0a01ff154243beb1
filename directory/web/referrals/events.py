"""What happens to a referral, recorded from its page: a move, a note, an answer seen, an event taken back, a reopening."""

from __future__ import annotations

from dataclasses import replace

from directory.errors import RefusedError, StaleError
from directory.form_fields import FormFields
from directory.models.codes import EventKind
from directory.referrals import files, updates
from directory.referrals.event_checks import EarlyError
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.referrals import earlier, event_form, referral

notices.add(
    {
        "referral_recorded": "It is recorded.",
        "referral_seen": "Seen. The referral is off the list until its next day.",
        "referral_backup_turn": "It is recorded. The backup’s turn has come: look at it below.",
        "referral_flagged": "It is recorded, and the listing is flagged for the coordinator.",
        "referral_taken_back": "It is taken back, and stays in the history as taken back.",
        "referral_reopened": "The referral is open again.",
    }
)
BY_KIND = {EventKind.SEEN: "referral_seen", EventKind.REOPENED: "referral_reopened"}


@get("/referrals/{referral_id:str}/events", may="students")
def redirect_to_referral(asked: Asked, referral_id: str) -> Answer:
    """Redirect a GET of the form's URL to the referral."""
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    return Redirect(f"/referrals/{file.id}")


@post("/referrals/{referral_id:str}/events", may="students")
def record(asked: Asked, referral_id: str) -> Answer:
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    told = event_form.read(asked.form, file.row.opened_on, asked.today)
    if told.errors:
        return referral.page(asked, referral_id, told.typed, told.errors, status=422)
    try:
        new = replace(told.new, earlier=earlier.is_answered(asked))
        recorded = updates.record(working(asked), referral_id, new, expected=asked.form.get("version") or None)
    except EarlyError as error:
        return earlier.question(asked, str(error), f"/referrals/{referral_id}", day=told.typed[earlier.DAY])
    except StaleError:
        return referral.page(asked, referral_id, told.typed, since=asked.form.get("version"), status=409)
    except RefusedError as error:
        # Somebody else, or the same person in another window, was faster.
        return referral.page(asked, referral_id, told.typed, refused=str(error), status=409)
    done = "referral_backup_turn" if recorded.backup_id else "referral_flagged" if recorded.flagged else "referral_recorded"
    return Redirect(f"/referrals/{referral_id}", done=BY_KIND.get(told.new.kind, done))


@post("/referrals/{referral_id:str}/events/{event_id:str}/take-back", may="students")
def take_back(asked: Asked, referral_id: str, event_id: str) -> Answer:
    fields = FormFields(asked.form.values)
    words = fields.words("why")
    if fields.errors:
        return referral.page(asked, referral_id, refused=f"Nothing was taken back. {fields.errors['why']}", status=422)
    try:
        updates.take_back(working(asked), referral_id, event_id, words)
    except RefusedError as error:
        return referral.page(asked, referral_id, refused=str(error), status=409)
    return Redirect(f"/referrals/{referral_id}", done="referral_taken_back")
