"""The needs of a student: described in a sentence or ticked, made more urgent, closed, reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from directory.errors import StaleError, UnknownError, UsageError
from directory.finding.crisis import Crisis, crisis_card
from directory.form_fields import FormFields, repeated
from directory.students import caseload, needs
from directory.students.files import NeedEntry, StudentFile
from directory.students.needs import LONGEST, URGENCIES, AddedNeeds
from directory.web.core import notices, stale
from directory.web.core.filters import moment_day
from directory.web.core.forms import Form
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.finding.offered import domains
from directory.web.referrals.picked import Picked, picked, picked_in
from directory.web.students import access
from matching.danger import KINDS, read
from matching.needs import terms

notices.add(
    {
        "need_added": "Written down. “Find help” looks for providers.",
        "need_for_referral": "Written down. The referral goes on here.",
        "need_open_already": "This need was already open. What you wrote was added to it.",
        "need_danger": "Written down as “Now”, because it tells of danger. Read the red card first.",
        "need_changed": "The urgency is changed.",
        "need_closed": "The need is closed. You find it under “Closed needs”.",
        "need_reopened": "The need is open again.",
    }
)

URGENCY_CHOICES = tuple((str(level), words) for level, words in sorted(URGENCIES.items(), reverse=True))
NOTHING_TOLD = "Say what is going on, or tick it in the list below."
NOT_UNDERSTOOD = (
    "We could not tell which kind of help these words ask for, so nothing is written down yet. Your sentence is still here: "
    "tick what fits in the list below it."
)
MAYBE_MEANT = (
    "These words may mean {needs}, but they may also be harmless, so nothing is written down yet. Your sentence is still here: "
    "tick what is meant in the list below it."
)
NO_URGENCY = "Choose how urgent it is."
GONE = "This need is not there any more: load the student's page again."


@get("/students/{student_id:str}/needs", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    typed: dict[str, Any] = {"sentence": "", "needs": (), "urgency": "2"}
    if asked.word("from"):
        # A referral is waiting for its need: what was picked for it comes along.
        typed["refer"] = picked(asked.several("record"), asked.word)
    return _page(asked, access.opened(asked, student_id), typed, {})


@post("/students/{student_id:str}/needs", may="students")
def add(asked: Asked, student_id: str) -> Answer:
    form = asked.form
    file = access.opened(asked, student_id)
    typed: dict[str, Any] = {"sentence": form.get("sentence"), "needs": tuple(form.all("needs")), "urgency": form.get("urgency")}
    if form.has("from"):
        typed["refer"] = picked_in(form)
    # The crisis card is shown even if the rest of the form is invalid.
    crisis = crisis_card(read(typed["sentence"][:LONGEST]), asked.district)
    if errors := _problems(form):
        return _page(asked, file, typed, errors, crisis=crisis)
    # Somebody who writes such words in a hurry has not set the urgency; it can be lowered on the next page.
    danger = (crisis is not None and crisis.now) or any(terms()[term].crisis for term in typed["needs"])
    added = needs.add(
        asked.session,
        asked.keys,
        asked.scope,
        student_id,
        chosen=typed["needs"],
        sentence=typed["sentence"],
        urgency=max(URGENCIES) if danger else int(typed["urgency"]),
        now=asked.now,
    )
    if not (added.new or added.open_already):
        names = " or ".join(f"“{terms()[slug].english}”" for slug in added.doubtful)
        puzzled = MAYBE_MEANT.format(needs=names) if names else NOT_UNDERSTOOD
        return _page(
            asked,
            file,
            typed,
            {},
            crisis=crisis,
            puzzled=puzzled,
            maybe=(*added.doubtful, *(KINDS[kind].need for kind in (crisis.kinds if crisis else ()))),
        )
    written = "need_for_referral" if "refer" in typed else "need_added"
    done = "need_danger" if danger else written if added.new else "need_open_already"
    return _back(asked, student_id, typed.get("refer"), added, done)


def _back(asked: Asked, student_id: str, refer: Picked | None, added: AddedNeeds, done: str) -> Redirect:
    """Return to the student's file, or to the referral that waited for this need, with the search that led there."""
    if refer is None:
        return Redirect(f"/students/{student_id}", done=done)
    if refer.carried:
        return Redirect(f"/students/{student_id}/refer/choices", done=done, with_form=True)
    told = (*added.new, *added.open_already)
    file = caseload.open_student(asked.session, asked.keys, asked.scope, student_id)
    ids = [one.id for one in file.open_needs if one.term in told]
    return Redirect(replace(refer, need=ids[0] if len(ids) == 1 else "").to(student_id), done=done)


def _problems(form: Form) -> dict[str, str]:
    fields, sentence = FormFields(form.values), form.get("sentence")
    needs_named = fields.codes("needs", {slug: term.english for slug, term in terms().items()})
    if not sentence and not needs_named and not fields.errors:
        fields.errors["sentence"] = NOTHING_TOLD
    if len(sentence) > LONGEST:
        fields.errors["sentence"] = f"Shorten this to {LONGEST:,} characters: a sentence or two are enough."
    fields.code("urgency", dict(URGENCY_CHOICES), NO_URGENCY)
    return fields.errors | repeated(form.values, ["sentence"])


def _page(
    asked: Asked,
    file: StudentFile,
    typed: dict[str, Any],
    errors: dict[str, str],
    *,
    crisis: Crisis | None = None,
    puzzled: str | None = None,
    maybe: Sequence[str] = (),
) -> Page:
    """Return the form; the lists that hold the needs that may be meant (`maybe`) are open."""
    shown = {
        "typed": typed,
        "errors": errors,
        "puzzled": puzzled,
        "opened": {terms()[slug].domain for slug in maybe},
        "crisis": crisis,
        "urgencies": URGENCY_CHOICES,
        "domains": domains(),
    }
    return access.page(asked, file, "needs", shown, 422 if errors or puzzled else 200)


@post("/students/{student_id:str}/needs/{need_id:str}/urgency", may="students")
def set_urgency(asked: Asked, student_id: str, need_id: str) -> Answer:
    need = _one(access.opened(asked, student_id), need_id)
    urgency = asked.form.one("urgency")
    if urgency not in map(str, URGENCIES):
        raise UsageError("Nothing was changed: go back and choose how urgent the need is.")
    try:
        needs.set_urgency(
            asked.session, asked.scope, student_id, need_id, int(urgency), now=asked.now, expected=asked.form.get("version")
        )
    except StaleError:
        return _changed_meanwhile(asked, student_id, need.id, f"Make it “{URGENCIES[int(urgency)]}”")
    return Redirect(f"/students/{student_id}", done="need_changed")


@post("/students/{student_id:str}/needs/{need_id:str}/close", may="students")
def close(asked: Asked, student_id: str, need_id: str) -> Answer:
    try:
        needs.close(asked.session, asked.scope, student_id, need_id, now=asked.now, expected=asked.form.get("version"))
    except StaleError:
        return _changed_meanwhile(asked, student_id, need_id, "Close it, as met or gone")
    return Redirect(f"/students/{student_id}", done="need_closed")


@post("/students/{student_id:str}/needs/{need_id:str}/reopen", may="students")
def reopen(asked: Asked, student_id: str, need_id: str) -> Answer:
    try:
        needs.reopen(asked.session, asked.scope, student_id, need_id, now=asked.now, expected=asked.form.get("version"))
    except StaleError:
        return _changed_meanwhile(asked, student_id, need_id, "Open it again")
    return Redirect(f"/students/{student_id}", done="need_reopened")


def _changed_meanwhile(asked: Asked, student_id: str, need_id: str, wanted: str) -> Page:
    need = _one(access.opened(asked, student_id), need_id)
    name = terms()[need.term].english if need.term in terms() else need.term
    state = f"Closed on {moment_day(need.closed_at)}" if need.closed_at else "Open"
    asked.look("student.looked_at", student_id=student_id)
    return stale.clicked(
        asked,
        wanted=f"{name}: {wanted[:1].lower()}{wanted[1:]}",
        now=[
            ("The need", [state]),
            ("How urgent it is", [URGENCIES[need.urgency]]),
            ("What was said", (need.words or "").splitlines()),
        ],
        version=need.version,
        back=f"/students/{student_id}",
        button=f"{wanted}, all the same",
    )


def _one(file: StudentFile, need_id: str) -> NeedEntry:
    for need in (*file.open_needs, *file.closed_needs):
        if need.id == need_id:
            return need
    raise UnknownError(GONE)
