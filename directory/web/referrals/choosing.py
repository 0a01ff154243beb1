"""Opening a referral: who it is for, which need, which providers in which order, and what to mind first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from directory.errors import DeskError, RefusedError, UnknownError
from directory.referrals.loop import choosing, why
from directory.referrals.loop.opening import MOST_CHOICES, open_referral, warnings
from directory.referrals.loop.snapshot import FrozenProvider
from directory.storage import shortlists
from directory.storage.publishing.cards import cards
from directory.storage.publishing.edits import merged_into
from directory.students.fields import Fields
from directory.students.files import NeedEntry, StudentFile
from directory.web import notices
from directory.web.asking import Answer, Asked, Go, Page
from directory.web.referrals.picked import Picked, picked
from directory.web.routes import get, post
from directory.web.students import opening
from directory.web.students.file import crisis_of
from directory.web.work import working

notices.add({"referral_opened": "The referral is open. Give the family the letter next."})

NO_PROVIDER = "Choose a provider first: add one below."
NO_NEED = "This need is not open any more: choose another one."
TOO_MANY = "Three are the most: a first choice and two backups. The others were left out."


@dataclass(frozen=True, slots=True)
class Chosen:
    """The providers that can be referred to, and a sentence for each that cannot."""

    providers: tuple[FrozenProvider, ...]
    problems: tuple[str, ...]


def standing(asked: Asked, record_id: str) -> str:
    """The listing that stands for this one now, itself where it was not merged away."""
    return merged_into(asked.session, record_id) or record_id


def chosen(asked: Asked, records: Sequence[str]) -> Chosen:
    """The providers behind the ids, as the directory has them today; one that was merged away is the one that was kept."""
    ids = dict.fromkeys(standing(asked, one) for one in records)
    providers, problems = [], []
    for record_id in ids:
        try:
            providers.append(choosing.referable(asked.session, record_id, asked.today))
        except RefusedError as error:
            problems.append(f"{choosing.frozen(asked.session, record_id, asked.today).service}: {error}")
        except UnknownError as error:
            problems.append(str(error))
    if len(providers) > MOST_CHOICES:
        problems.append(TOO_MANY)
    return Chosen(tuple(providers[:MOST_CHOICES]), tuple(problems))


@get("/students/{student_id:str}/refer", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    file = opening.opened(asked, student_id)
    return _page(asked, file, picked(asked.query.get("record", ()), asked.word))


@post("/students/{student_id:str}/refer", may="students")
def refer(asked: Asked, student_id: str) -> Answer:
    file = opening.opened(asked, student_id)
    form = asked.form
    want = picked([standing(asked, one) for one in form.all("record")], form.get)
    fields = Fields({"words": form.get("words")})
    words, errors = fields.words("words"), fields.errors
    need = next((one for one in file.open_needs if one.id == want.need), None)
    if not want.records:
        errors["record"] = NO_PROVIDER
    if need is None:
        errors["need"] = NO_NEED
    if errors or need is None:
        return _page(asked, file, want, errors=errors, status=422)
    try:
        found = why.why(asked.session, file, need, want.records, asked.today, place=want.place).choices
        choices = [found[one] for one in want.records]
        # Where somebody began is known of the first; a backup is a match where it fits, else it was looked up.
        choices[0] = replace(choices[0], origin=want.origin)
        ids = open_referral(working(asked), student_id, need.id, choices, words=words)
    except DeskError as error:
        return _page(asked, file, want, errors={"record": str(error)}, status=409)
    return Go(f"/referrals/{ids[0]}", done="referral_opened")


def need_of(file: StudentFile, need_id: str) -> NeedEntry | None:
    """The open need that is meant: the one named, or the only one."""
    named = next((one for one in file.open_needs if one.id == need_id), None)
    return named or (file.open_needs[0] if len(file.open_needs) == 1 else None)


def _page(asked: Asked, file: StudentFile, want: Picked, *, errors: dict[str, str] | None = None, status: int = 200) -> Page:
    asked.look("student.looked_at", student_id=file.id)
    need, found = need_of(file, want.need), chosen(asked, want.records)
    kept = replace(want, records=tuple(one.record_id for one in found.providers), need=need.id if need else "")
    told = warnings(working(asked), file, found.providers)
    known = why.why(asked.session, file, need, kept.records, asked.today, place=want.place) if need else None
    shown: dict[str, Any] = {
        "file": file,
        "crisis": crisis_of(file, asked.settings.crisis_text),
        "need": need,
        "another_need": kept.by_need(file.id),
        "needs": [(one, replace(kept, need=one.id).to(file.id)) for one in file.open_needs],
        "choices": [
            {
                "provider": one,
                "choice": known.choices[one.record_id] if known else None,
                "warnings": [warning.words for warning in told if warning.record_id == one.record_id],
                "up": _up(kept, place).to(file.id) if place else None,
                "without": replace(kept, records=tuple(r for r in kept.records if r != one.record_id)).to(file.id),
            }
            for place, one in enumerate(found.providers)
        ],
        "problems": found.problems,
        "all_warnings": [warning.words for warning in told if warning.record_id is None],
        "add": _to_add(asked, file, kept, known) if need and len(kept.records) < MOST_CHOICES else {},
        "picked": kept,
        "find": f"/students/{file.id}/find{f'?need={need.id}' if need else ''}",
        "words": asked.form.get("words"),
        "ready": bool(need and found.providers),
        "errors": errors or {},
    }
    return Page("referrals/open.html", shown, status)


def _up(want: Picked, place: int) -> Picked:
    records = list(want.records)
    records.insert(place - 1, records.pop(place))
    return replace(want, records=tuple(records))


def _to_add(asked: Asked, file: StudentFile, want: Picked, known: why.Why | None) -> dict[str, Any]:
    """What can be added with one click: the next-best matches, and what was set aside."""

    def to(record_id: str) -> str:
        return replace(want, records=(*want.records, record_id)).to(file.id)

    best = known.next_best if known else ()
    others = [one for one in set_aside(asked, want.records) if one.id not in {entry.card.id for entry in best}]
    return {"best": [(entry, to(entry.card.id)) for entry in best], "listed": [(card, to(card.id)) for card in others]}


def set_aside(asked: Asked, but: Sequence[str]) -> list[Any]:
    """The cards of one's shortlist that may be referred to, without those that are chosen."""
    ids = [one for one in shortlists.listed(asked.session, asked.me.staff_id) if one not in but]
    shown = cards(asked.session, ids, asked.today)
    return [shown[one] for one in ids if one in shown and not shown[one].do_not_refer]
