"""The page of a search: its form, still filled in, and below or beside it what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from directory.accounts import schools as school_list
from directory.accounts.schools import SchoolRow
from directory.errors import UnknownError
from directory.finding.briefs import briefs, in_full
from directory.finding.child_words import child
from directory.finding.crisis import Crisis, crisis_card
from directory.finding.heard_words import quoted
from directory.finding.list_phrases import all_of
from directory.finding.matches import Finding, find_matches, season
from directory.finding.provider import freshness
from directory.finding.question import Ask
from directory.finding.reason_codes import FewCode, ListingCode, PlanCode, ReasonNote
from directory.finding.results import Result
from directory.form_fields import repeated
from directory.i18n.catalogs import ENGLISH, catalog_of
from directory.outcomes.gaps import gap_in
from directory.referrals import history
from directory.referrals.history import PastReferral
from directory.storage import shortlists
from directory.storage.referrals import flags
from directory.students.files import StudentFile
from directory.web.core.permissions import may
from directory.web.core.request import Asked, Page
from directory.web.finding import offered, plan_view, siblings
from directory.web.finding.chips import chips, left_out, shown_on_a_phone
from directory.web.finding.facet_words import facet_groups
from directory.web.finding.maps import of_results
from directory.web.finding.search_form import ask_of
from directory.web.finding.shortlist_buttons import RefusedShortlist, shortlist_of
from directory.web.finding.taken_away import carried
from directory.web.finding.typed import ONE, TypedSearch, mark_of, showing, suggested
from matching.danger import ends_of, read
from matching.needs import terms
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode

NO_PASTS: Mapping[str, Sequence[PastReferral]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, repr=False)
class SearchedStudent:
    """The student whom the search is for, as the page names them; what is asked never does. `needless`: no need is open."""

    file: StudentFile
    name: str

    @property
    def student_id(self) -> str:
        return self.file.id

    @property
    def needless(self) -> bool:
        return not self.file.open_needs


def empty(asked: Asked, typed: TypedSearch, student: SearchedStudent | None = None) -> Page:
    """Return the form alone, before anything was asked."""
    return _page(asked, typed, school_list.all_schools(asked.session), student=student)


def answered(
    asked: Asked, typed: TypedSearch, student: SearchedStudent | None = None, refused: RefusedShortlist | None = None
) -> Page:
    """Return what was found, or the form with its errors; `refused` is why a provider was not added to the shortlist."""
    listed = school_list.all_schools(asked.session)
    ask, wrong = ask_of(typed, listed)
    if twice := repeated(asked.form.values, ONE):
        ask, wrong = None, wrong | twice
    finding: Finding | None = None
    if ask is not None:
        try:
            finding = find_matches(asked.session, ask, asked.today, district=asked.district)
        except UnknownError as error:
            wrong = {"sentence": str(error)}
        else:
            _note_gap(asked, ask, finding)
            typed = showing(typed, (one.key for one in finding.conditions), {one.key for one in finding.instead})
            made = {one.key: one.heard for one in finding.conditions} | {one.slug: one.heard for one in finding.needs}
            typed = replace(typed, words=carried(made, typed.left_out, typed.words))
    return _page(asked, typed, listed, student=student, asking=ask, finding=finding, wrong=wrong, refused=refused)


def _after_history(finding: Finding, pasts: Mapping[str, Sequence[PastReferral]]) -> Finding:
    """Adjust the answer for a student who has been to some of these providers already."""
    return replace(
        finding,
        matches=history.after_history(finding.matches, pasts),
        near_misses=history.after_history(finding.near_misses, pasts),
        plan=plan_view.after_history(finding.plan, pasts),
    )


def _note_gap(asked: Asked, ask: Ask, finding: Finding) -> None:
    """Put a need without any match on the gap list: what was needed, where and for which ages, and nothing about a student."""
    if note := gap_in(ask, finding, staff_id=asked.me.staff_id, day=asked.today):
        asked.afterwards.append(note)


def _page(
    asked: Asked,
    typed: TypedSearch,
    schools: Sequence[SchoolRow],
    *,
    student: SearchedStudent | None,
    asking: Ask | None = None,
    finding: Finding | None = None,
    wrong: dict[str, str] | None = None,
    refused: RefusedShortlist | None = None,
) -> Page:
    wrong = wrong or {}
    own = {school.id for school in asked.me.schools}
    action = f"/students/{student.student_id}/find" if student else "/find"
    # Words that name no need may be a provider's name.
    unread = typed.sentence if asking is not None and (finding is None or finding.nameless) else None
    shown: dict[str, Any] = {
        "action": action,
        "student": student,
        "typed": replace(typed, of=mark_of(typed.sentence)),
        "errors": wrong,
        "offered": offered,
        "schools": [(one.id, one.name) for one in sorted(schools, key=lambda one: one.id not in own)],
        "crisis": finding.crisis if finding else _danger(asked, typed),
        "finding": None
        if finding is None or asking is None
        else _page_values(asked, typed, schools, ask=asking, finding=finding, student=student),
        "unread": unread,
        "refused": refused,
        "shortlisted": shortlists.listed(asked.session, shortlist_of(asked, student.file if student else None)),
        "most": shortlists.MOST,
    }
    return Page("finding/find.html", shown, refused.status if refused else 422 if wrong else 200)


def _danger(asked: Asked, typed: TypedSearch) -> Crisis | None:
    """Return the crisis card, even if the rest of the form is invalid."""
    chosen = (slug for slug in typed.need if slug in terms() and terms()[slug].crisis)
    return crisis_card(read(ends_of(typed.sentence), *chosen), asked.district)


def _page_values(
    asked: Asked, typed: TypedSearch, schools: Sequence[SchoolRow], *, ask: Ask, finding: Finding, student: SearchedStudent | None
) -> dict[str, Any]:
    found = [entry.card.id for entry in (*plan_view.shown_entries(finding), *finding.near_misses)]
    pasts = history.past(asked.session, student.file, found) if student else NO_PASTS
    finding = _after_history(finding, pasts)
    entries = plan_view.shown_entries(finding)
    # The age of a student's file is none of the search where that is for a relative alone.
    is_for_relative = finding.ages_asked is not None and finding.ages_asked.code in (PlanCode.KIN_ALONE, PlanCode.KIN_ADULT)
    blank: dict[str, Any] = dict.fromkeys(typed.untouched & {"age", "grade"} if is_for_relative else (), "")
    told = {"crisis": finding.crisis, "towns": finding.query["towns"]}
    asked_for = chips(replace(typed, **blank), finding.needs, schools, finding.conditions, asked.language, **told)
    away = left_out(typed, schools, asked.language)
    return {
        "chips": asked_for,
        "left_out": away,
        "chips_shown": shown_on_a_phone(asked_for, away),
        "overruled": [one.note for one in finding.overruled],
        "instead": [one.heard for one in finding.instead] if student else [],
        # What denies a danger that is asked about is not said to be not needed.
        "denied": [quoted(words) for words in finding.denied if not _tells_of_danger(words, finding)],
        "needs": finding.needs,
        "asks": any(note.code == FewCode.DID_YOU_MEAN for note in finding.nothing),
        "unread": () if finding.nameless else tuple(map(quoted, finding.unread)),
        "matches": card_views(asked, entries, pasts, order=finding.order),
        "ages_asked": finding.ages_asked,
        "siblings": _siblings(asked, typed, student),
        "plan": plan_view.plan_view(finding.plan, entries),
        "near_misses": card_views(asked, finding.near_misses, pasts, order=finding.order, near_miss=True),
        "nothing": finding.nothing,
        "suggestions": [(one.note, suggested(typed, one).pairs()) for one in finding.suggestions],
        "map": of_results(entries, finding.place, finding.within),
        "limit": ask.limit,
        "total": finding.total,
        "unnarrowed": finding.unnarrowed,
        "facets": facet_groups(finding.facets, asked.language),
    }


def _tells_of_danger(words: str, finding: Finding) -> bool:
    return finding.crisis is not None and any(heard in words for heard in finding.crisis.heard)


def _siblings(asked: Asked, typed: TypedSearch, student: SearchedStudent | None) -> tuple[str, Sequence[tuple[str, str]]] | None:
    """Return the siblings on file whom the search may be for as well, in words, and the form that asks for them too."""
    own = (f"age:{typed.age}", f"grade:{typed.grade}")
    codes = siblings.offered(student.file, typed.siblings, own, asked.today) if student else ()
    if not codes:
        return None
    together = siblings.written((*(siblings.read(typed.siblings) or ()), *codes))
    return all_of([child(code, catalog_of(ENGLISH)) for code in codes], catalog_of(ENGLISH)), replace(
        typed, siblings=together
    ).pairs()


def season_beside(entry: Result, told: Reason | None) -> Reason | None:
    """Return what a card says of its season beside its line, which says already that it does not run now."""
    in_line = any(one.criterion == "season" and one.verdict != Verdict.PASS for one in entry.reasons)
    return None if told and in_line and told.code != ReasonCode.CLOSED_WORDS else told


def card_views(
    asked: Asked,
    entries: Sequence[Result],
    pasts: Mapping[str, Sequence[PastReferral]] = NO_PASTS,
    *,
    order: Sequence[str] = (),
    near_miss: bool = False,
) -> list[dict[str, Any]]:
    """Return entries as cards show them: the line of what was asked for, what fails, how fresh the listing is, and the student's
    history with the provider. `order` are the criteria in the order in which they were asked.

    Only users who may see students get the outcomes of earlier referrals, since others may not see small counts.
    """
    if not may(asked.me.role, "students"):
        entries = [replace(one, reasons=tuple(why for why in one.reasons if why.criterion != "record")) for one in entries]
    wrong = flags.flagged(asked.session, [entry.card.id for entry in entries])
    return [
        {
            "entry": entry,
            "card": entry.card,
            "briefs": briefs(entry, order, asked.language, near_miss=near_miss),
            "reasons": in_full(entry, order, near_miss=near_miss),
            "fails": [reason for reason in entry.reasons if reason.verdict == Verdict.FAIL],
            "fresh": freshness(entry.card.assured, asked.today),
            "season": season_beside(entry, season(entry.card, asked.today)),
            "past": pasts.get(entry.card.id, ()),
            "flagged": ReasonNote(ListingCode.WRONG_DETAILS) if entry.card.id in wrong else None,
            "do_not_refer": ReasonNote(ListingCode.DO_NOT_REFER) if entry.card.do_not_refer else None,
            "record": next((reason for reason in entry.reasons if reason.criterion == "record"), None),
        }
        for entry in entries
    ]
