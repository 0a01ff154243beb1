"""A listing that is merged into another one while referrals point at it: one consistent record everywhere, and undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.district_settings.effective import DistrictSettings
from directory.errors import RefusedError
from directory.finding.provider import provider
from directory.finding.reason_codes import ListingCode, ReasonNote
from directory.i18n.catalogs import ENGLISH
from directory.letters import issuance
from directory.letters.outdated import outdated
from directory.listings.edits import correct
from directory.listings.mergers import merge
from directory.listings.undo import take_back
from directory.models.codes import EventKind
from directory.outcomes.report import Period, exact_report
from directory.referrals import choices, corrected_listings, family_referrals, opening, updates
from directory.referrals.current_listings import listings_today
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import open_referral
from directory.referrals.provider_changes import since
from directory.settings import Settings
from directory.storage import shortlists
from directory.storage.listings.records import load
from directory.storage.referrals import flags
from directory.storage.referrals.provider_records import records
from directory.students import caseload
from directory.worklist.work_list import work_list
from importers.fields import Target
from importers.records import Value
from tests.referrals.making import LATER, NOW, OF_OAK, TODAY, Loop


@dataclass(frozen=True, slots=True)
class Merged:
    """Ana has a referral to `gone`, which ended as its number was wrong, and one to it that is under way; `kept` stands for it."""

    loop: Loop
    gone: str
    kept: str
    ended: str
    open: str

    @contextmanager
    def merger(self) -> Iterator[None]:
        """The merger, while the block runs; then it is taken back."""
        with self.loop.district.writing() as session:
            edit = merge(session, self.kept, self.gone, choices=(), staff_id=None, now=LATER)
        yield
        with self.loop.district.writing() as session:
            take_back(session, edit, staff_id=None, now=LATER)

    def flagged(self) -> tuple[frozenset[str], list[str]]:
        """Which of the two are flagged, and the listings that the coordinator's list names."""
        with self.loop.district.reading() as session:
            return flags.flagged(session, [self.gone, self.kept]), [one.record_id for one in flags.open_ones(session)]


@pytest.fixture
def merged(loop: Loop) -> Merged:
    gone, kept, _ = loop.records
    (ended,) = loop.open([gone])
    loop.record(ended, "sent")
    loop.record(ended, "not_completed", reason="wrong_contact_details")
    (running,) = loop.open([gone], days=1)
    loop.record(running, "sent", days=1)
    with loop.district.writing() as session:
        shortlists.add(session, shortlists.Shortlist(str(OF_OAK.staff_id)), gone, NOW)
    return Merged(loop, gone, kept, ended, running)


def test_a_flag_is_that_of_the_listing_which_stands(merged: Merged) -> None:
    """It warns on the kept listing and on referrals to either, is one task that names the kept one, and goes back with it."""
    both = frozenset({merged.gone, merged.kept})
    assert merged.flagged() == (frozenset({merged.gone}), [merged.gone])
    with merged.merger():
        assert merged.flagged() == (both, [merged.kept])
        with merged.loop.district.reading() as session:
            assert ReasonNote(ListingCode.WRONG_DETAILS) in provider(session, merged.kept, TODAY, ENGLISH).warnings
            assert [one.service for one in flags.open_ones(session, merged.kept)] == ["Quiet Rooms"]
    assert merged.flagged() == (frozenset({merged.gone}), [merged.gone])


def test_mending_the_kept_listing_tells_those_who_were_sent_to_the_other(merged: Merged) -> None:
    """The coordinator mends one listing; who follows a referral to either reads it, and the flag is off both."""
    with merged.merger():
        with merged.loop.work(days=2) as work:
            (flag,) = flags.open_ones(work.session)
            assert corrected_listings.record_correction(work, flag.id, by=str(OF_OAK.staff_id)) == merged.kept
        with merged.loop.district.reading() as session:
            events = open_referral(session, merged.loop.keys, OF_OAK, merged.open).events
        assert events[-1].row.kind == EventKind.LISTING_MENDED
        assert merged.flagged() == (frozenset(), [])


def test_the_same_fault_is_flagged_once(merged: Merged) -> None:
    """A second referral to the kept listing that ends for the same reason makes no second task."""
    with merged.merger():
        (other,) = merged.loop.open([merged.kept], days=2)
        merged.loop.record(other, "sent", days=2)
        merged.loop.record(other, "not_completed", days=2, reason="wrong_contact_details")
        assert merged.flagged()[1] == [merged.kept]
        # Taken back where it was found first, the flag is the second one's.
        merged.loop.record(merged.ended, "reopened", days=3)
        assert merged.flagged()[1] == [merged.kept]


def test_a_shortlist_holds_the_kept_listing_once(merged: Merged) -> None:
    """What was set aside under either id stands on it once, and is taken off under either."""
    me = str(OF_OAK.staff_id)
    with merged.merger(), merged.loop.district.writing() as session:
        assert shortlists.listed(session, shortlists.Shortlist(me)) == (merged.kept,)
        shortlists.add(session, shortlists.Shortlist(me), merged.kept, LATER)
        shortlists.add(session, shortlists.Shortlist(me), merged.gone, LATER)
        assert shortlists.listed(session, shortlists.Shortlist(me)) == (merged.kept,)
    with merged.loop.district.writing() as session:
        assert shortlists.listed(session, shortlists.Shortlist(me)) == (merged.gone,)
        shortlists.remove(session, shortlists.Shortlist(me), merged.gone)
        assert shortlists.listed(session, shortlists.Shortlist(me)) == ()


def _seen(session: Session, merged: Merged) -> dict[str, Any]:
    """What pages, letters and reports say of the referral that is under way."""
    loop = merged.loop
    file = open_referral(session, loop.keys, OF_OAK, merged.open)
    now = since(session, file.snapshot, TODAY)
    figures = exact_report(session, Period())
    return {
        "referral": (file.snapshot.provider.record_id, now.record_id),
        "number": listings_today(session, [merged.gone])[merged.gone].number,
        "record": records(session, [merged.kept]).get(merged.kept),
        "outcomes": [(one.name, one.given) for one in figures.by["provider"]],
    }


def test_pages_letters_and_reports_tell_of_one_listing(merged: Merged) -> None:
    """The referral keeps what was frozen and leads to the kept listing, whose number, record and agency count; undone, all is as before."""
    loop = merged.loop
    with loop.district.reading() as session:
        before = _seen(session, merged)
    assert before["referral"] == (merged.gone, merged.gone)
    assert before["outcomes"] == [("Maple House", 2)]
    with merged.merger():
        with loop.district.reading() as session:
            now = _seen(session, merged)
        assert now["referral"] == (merged.gone, merged.kept)
        assert (before["number"], now["number"]) == ("+15175550101", "+15175550102")
        assert now["outcomes"] == [("River Center", 2)]
        assert now["record"] is not None
        assert now["record"][1] == 1
        with loop.work(days=2) as work:
            given = issuance.give_letter(
                work, DistrictSettings(Settings()), merged.open, issuance.LetterOptions(), address="https://desk.example.org"
            )
        (card,) = given.content.cards
        assert (card.name, card.agency) == ("Quiet Rooms", "River Center")
        assert "Talking Together" not in repr(given.content)
        with loop.district.reading() as session:
            assert outdated(given.content, choices.frozen(session, merged.kept, TODAY)) == ()
    with loop.district.reading() as session:
        assert _seen(session, merged) == before
        told = outdated(given.content, choices.frozen(session, merged.gone, TODAY))
        assert told == ("name", "telephone number", "place")


def test_a_referral_to_the_other_listing_counts_as_one_to_the_kept(merged: Merged) -> None:
    """Who opens another one to the kept listing is told of it, and it is no backup of itself."""
    loop = merged.loop
    with merged.merger():
        with loop.work(days=2) as work:
            file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
            kept = choices.frozen(work.session, merged.kept, TODAY)
            assert [one.referral_id for one in family_referrals.existing_referrals(work, file, [kept])] == [merged.open]
            assert "already" in {one.kind for one in opening.warnings(work, file, [kept])}
        with pytest.raises(RefusedError, match="chosen already"), loop.work(days=2) as work:
            opening.add_backup(work, merged.open, opening.ProviderChoice(merged.kept))


def test_a_backup_that_was_merged_with_the_first_choice_is_none(loop: Loop) -> None:
    """The work list does not offer it, its letter is given only for a reason, and the letter of the first choice tells no old miles."""
    gone, kept, third = loop.records
    first, backup, last = loop.open([gone, kept, third])
    loop.record(first, "sent")
    with loop.district.writing() as session:
        merge(session, kept, gone, choices=(), staff_id=None, now=LATER)
    with loop.work(days=5) as work:
        entries = [one for group in work_list(work, owner=str(OF_OAK.staff_id)).groups for one in group.entries]
    assert [one.backup.id for one in entries if one.id == first and one.backup] == [last]
    with pytest.raises(RefusedError, match="one listing with Talking Together now"), loop.work(days=1) as work:
        updates.record(work, backup, NewEvent(EventKind.SENT))
    with loop.district.reading() as session:
        file = open_referral(session, loop.keys, OF_OAK, first)
        assert choices.chosen_today(replace(file.snapshot, miles=3.0), choices.frozen(session, kept, TODAY)).miles is None


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_a_merger_loses_no_do_not_refer(merged: Merged, side: str) -> None:
    """Whichever of the two is marked, nobody is sent to the one that is kept, whatever was chosen, and the notices stay."""
    marked = merged.kept if side == "kept" else merged.gone
    notices = {merged.kept: "Moves in May", merged.gone: "No answer since fall"}
    with merged.loop.district.writing() as session:
        for record_id, words in notices.items():
            said: dict[Target, Value] = {Target.SERVICE_ALERT: words, Target.SERVICE_DO_NOT_REFER: record_id == marked}
            correct(session, record_id, said, staff_id=None, now=NOW)
        merge(session, merged.kept, merged.gone, choices=["service.do_not_refer"], staff_id=None, now=LATER)
    with merged.loop.district.reading() as session:
        fields = load(session, [merged.kept])[merged.kept]
        assert fields[Target.SERVICE_DO_NOT_REFER] is True
        assert notices[marked] in str(fields[Target.SERVICE_ALERT])
        with pytest.raises(RefusedError):
            choices.referable(session, merged.kept, TODAY)


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_a_merger_loses_no_confidential_address(merged: Merged, side: str) -> None:
    """Whichever of the two hides its place, the one that is kept hides it."""
    with merged.loop.district.writing() as session:
        marked = merged.kept if side == "kept" else merged.gone
        correct(session, marked, {Target.SERVICE_CONFIDENTIAL: True}, staff_id=None, now=NOW)
        merge(session, merged.kept, merged.gone, choices=["service.confidential"], staff_id=None, now=LATER)
    with merged.loop.district.reading() as session:
        assert provider(session, merged.kept, TODAY, ENGLISH).confidential
        assert provider(session, merged.kept, TODAY, ENGLISH).address is None
