"""Opening a referral: for whom, for which need, with which providers in which order, and what to consider first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from directory.district_settings.effective import DistrictSettings
from directory.errors import DeskError, MisfitError, RefusedError, UnknownError
from directory.finding.crisis import Crisis, crisis_card
from directory.form_fields import FormFields
from directory.listings.cards import cards
from directory.referrals import choices as choosing
from directory.referrals.alternatives import next_best, offered
from directory.referrals.family_referrals import DoubledError, existing_referrals, row_of
from directory.referrals.fit import check, mark
from directory.referrals.opening import MOST_CHOICES, OpeningStatement, ProviderChoice, open_referral, warnings
from directory.referrals.snapshot import FrozenProvider
from directory.storage import shortlists
from directory.storage.listings.edits import merged_into
from directory.storage.shortlists import Shortlist
from directory.students.files import NeedEntry, StudentFile
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.finding.carried import meant, typed_in
from directory.web.finding.lost_search import records_named, redirect_to_referral
from directory.web.referrals.event_form import accepted_in
from directory.web.referrals.picked import Picked, picked, picked_in, with_search
from directory.web.students import access
from directory.web.students.file import crisis_of
from matching.danger import read

notices.add({"referral_opened": "The referral is open. Give the family the letter next."})

NO_PROVIDER = "Choose a provider first: add one below."
NO_NEED = "This need is not open any more: choose another one."
SAID_BY_CHECK = frozenset({"stale", "language"})
"""Kinds of warnings that the check of a need already covers in its own words."""
TOO_MANY = "Three are the most: a first choice and two backups. The others were left out."


@dataclass(frozen=True, slots=True)
class ChosenProviders:
    """The providers that can be referred to, and a sentence for each that cannot."""

    providers: tuple[FrozenProvider, ...]
    problems: tuple[str, ...]


def current_listing(asked: Asked, record_id: str) -> str:
    """Return the listing that this one was merged into, or itself if it was not."""
    return merged_into(asked.session, record_id) or record_id


def chosen(asked: Asked, records: Sequence[str]) -> ChosenProviders:
    """Return the providers of these ids as listed today; a merged listing is replaced by the one that was kept."""
    ids = dict.fromkeys(current_listing(asked, one) for one in records)
    providers, problems = [], []
    for record_id in ids:
        try:
            providers.append(choosing.referable(asked.session, record_id, asked.today, asked.language))
        except RefusedError as error:
            problems.append(f"{choosing.frozen(asked.session, record_id, asked.today).service}: {error}")
        except UnknownError as error:
            problems.append(str(error))
    if len(providers) > MOST_CHOICES:
        problems.append(TOO_MANY)
    return ChosenProviders(tuple(providers[:MOST_CHOICES]), tuple(problems))


@get("/students/{student_id:str}/refer", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    return _page(asked, file, picked(asked.several("record"), asked.word))


@get("/students/{student_id:str}/refer/choices", may="students")
def show_file(asked: Asked, student_id: str) -> Answer:
    """Redirect a GET of the buttons' URL to the student's file, because what was asked is never part of a URL."""
    access.opened(asked, student_id)
    return Redirect(f"/students/{student_id}")


@post("/students/{student_id:str}/refer/choices", may="students", reads=True)
def change(asked: Asked, student_id: str) -> Answer:
    """Show the form with another order, need or student, and the search that came along."""
    return _page(asked, access.opened(asked, student_id), picked_in(asked.form))


@get("/students/{student_id:str}/find/refer", may="students")
def redirect_to_find(asked: Asked, student_id: str) -> Answer:
    access.opened(asked, student_id)
    return redirect_to_referral(asked, f"/students/{student_id}/find", student_id)


@post("/students/{student_id:str}/find/refer", may="students", reads=True)
def from_results(asked: Asked, student_id: str) -> Answer:
    """Start from a match of a student's search, which is in the form of the button."""
    file = access.opened(asked, student_id)
    records = picked(records_named(asked), lambda _: "")
    return _page(asked, file, with_search(replace(records, origin="match"), typed_in(asked.form)))


@post("/students/{student_id:str}/refer", may="students")
def refer(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    form = asked.form
    sent = picked_in(form)
    want = replace(sent, records=tuple(dict.fromkeys(current_listing(asked, one) for one in sent.records)))
    fields = FormFields(form.values)
    words, errors = fields.words("words"), fields.errors
    need = next((one for one in file.open_needs if one.id == want.need), None)
    if not want.records:
        errors["record"] = NO_PROVIDER
    if need is None:
        errors["need"] = NO_NEED
    if errors or need is None:
        return _page(asked, file, want, errors=errors, status=422)
    # Only the first one's origin is known; the others were added here, mostly from the matches.
    origins = (want.origin, *("match" for _ in want.records[1:]))
    choices = [ProviderChoice(record_id, origin) for record_id, origin in zip(want.records, origins, strict=True)]
    said = OpeningStatement(words, accepted_in(form), form.get("seen"))
    try:
        ids = open_referral(
            working(asked), student_id, need.id, choices, said=said, wanted=want.wanted, told_of=form.all("there")
        )
    except DoubledError as error:
        return _page(asked, file, want, doubled=error, status=409)
    except MisfitError as error:
        return _page(asked, file, want, errors={"although": str(error)}, status=409)
    except DeskError as error:
        return _page(asked, file, want, errors={"record": str(error)}, status=409)
    return Redirect(f"/referrals/{ids[0]}", done="referral_opened")


def _page(
    asked: Asked,
    file: StudentFile,
    want: Picked,
    *,
    errors: dict[str, str] | None = None,
    doubled: DoubledError | None = None,
    status: int = 200,
) -> Page:
    asked.look("student.looked_at", student_id=file.id)
    named = next((one for one in file.open_needs if one.id == want.need), None)
    need, found = named or meant(file.open_needs, want.carried), chosen(asked, want.records)
    kept = replace(want, records=tuple(one.record_id for one in found.providers), need=need.id if need else "")
    told = warnings(working(asked), file, found.providers)
    checks = check(asked.session, file, need, kept.records, asked.today, wanted=kept.wanted) if need else {}
    shown: dict[str, Any] = {
        "file": file,
        "crisis": crisis_of(file, asked.district) or crisis_in(want, asked.district),
        "need": need,
        "unwritten": _unwritten(file, want),
        "another_need": kept.by_need(file.id),
        "needs": [(one, replace(kept, need=one.id)) for one in file.open_needs],
        "choices": [
            {
                "provider": one,
                "check": checks.get(one.record_id),
                "warnings": [w.note for w in told if w.record_id == one.record_id and not (need and w.kind in SAID_BY_CHECK)],
                "up": _up(kept, place) if place else None,
                "without": replace(kept, records=tuple(r for r in kept.records if r != one.record_id)),
            }
            for place, one in enumerate(found.providers)
        ],
        "unfit": any(checks[one].fails for one in kept.records if one in checks),
        "light": all(checks[one].for_family for one in kept.records if one in checks),
        "seen": mark([checks[one] for one in kept.records if one in checks]),
        "there": [one.referral_id for one in existing_referrals(working(asked), file, found.providers)],
        "doubled": [(one, row_of(working(asked), one)) for one in doubled.found] if doubled else [],
        "problems": found.problems,
        "all_warnings": [warning.note for warning in told if warning.record_id is None],
        "add": _to_add(asked, file, kept, need) if need and len(kept.records) < MOST_CHOICES else {},
        "picked": kept,
        "find": f"/students/{file.id}/find{f'?need={need.id}' if need else ''}",
        "back": want.carried.back(file, asked.today) if want.carried else None,
        "typed": {name: asked.form.get(name) for name in ("words", "despite", "although", "agreed")},
        "ready": bool(need and found.providers),
        "errors": errors or {},
    }
    return Page("referrals/open.html", shown, status)


def crisis_in(want: Picked, district: DistrictSettings) -> Crisis | None:
    """Return the crisis card for the words of the search that led here."""
    words = f"{want.carried.typed.sentence} {want.carried.words}" if want.carried else ""
    return crisis_card(read(words), district)


def _unwritten(file: StudentFile, want: Picked) -> dict[str, Any] | None:
    """Return what was looked for if it is no open need of the student yet: one click records it and continues the referral."""
    open_terms = {one.term for one in file.open_needs}
    if want.carried is None or not want.carried.terms or open_terms & set(want.carried.terms):
        return None
    return {"terms": want.carried.terms, "sentence": want.carried.typed.sentence, "urgency": want.carried.urgency}


def _up(want: Picked, place: int) -> Picked:
    records = list(want.records)
    records.insert(place - 1, records.pop(place))
    return replace(want, records=tuple(records))


def _to_add(asked: Asked, file: StudentFile, want: Picked, need: NeedEntry) -> dict[str, Any]:
    """Return what can be added with one click: the next-best matches, and the shortlist."""

    def to(record_id: str) -> Picked:
        return replace(want, records=(*want.records, record_id))

    best = next_best(asked.session, file, need, want.records, asked.today, wanted=want.wanted)
    others = [one for one in set_aside(asked, file, want.records, need) if one.id not in {entry.card.id for entry in best}]
    return {"best": [(entry, to(entry.card.id)) for entry in best], "listed": [(card, to(card.id)) for card in others]}


def set_aside(asked: Asked, file: StudentFile, but: Sequence[str], need: NeedEntry) -> list[Any]:
    """Return the cards of the user's shortlists for the student and for none that offer help with the need, except those chosen."""
    lists = (Shortlist(asked.me.staff_id, file.id), Shortlist(asked.me.staff_id))
    ids = [
        one for one in dict.fromkeys(one for each in lists for one in shortlists.listed(asked.session, each)) if one not in but
    ]
    shown = cards(asked.session, ids, asked.today)
    return [shown[one] for one in ids if one in shown and offered(shown[one], need)]
