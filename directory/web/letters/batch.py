"""Several letters at once, as one PDF: those whose turn it is and that nobody has given yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from directory.finding.reason_codes import ReasonNote
from directory.letters import pdf
from directory.letters.issuance import MOST_IN_BATCH, GivenLetter, LetterOptions, give_many, orders_version
from directory.letters.layout import LetterError
from directory.referrals.current_listings import ListingToday, listings_today
from directory.storage.people import students
from directory.storage.referrals import letters as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.students import caseload
from directory.students.files import StudentFile
from directory.students.orders import Order
from directory.web.core.request import Answer, Asked, File, Page
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.letters.letter import address

ORDERS = "orders-"
"""The prefix of the fields that carry, for each referral, the version of the no-contact orders that the page showed."""


@get("/letters", may="students")
def show(asked: Asked) -> Answer:
    waiting = _waiting(asked)
    return _page(waiting, ticked={one.row.id for one in waiting[:MOST_IN_BATCH] if not one.to_read and not one.ruled_out})


@post("/letters", may="students")
def give(asked: Asked) -> Answer:
    """Give all letters that are ticked, or none if one of them cannot be given."""
    chosen = asked.form.all("referral")
    if not chosen:
        return _page(_waiting(asked), wrong="Tick the letters that you want.", large=asked.form.has("large"), status=422)
    if len(chosen) > MOST_IN_BATCH:
        wrong = f"{MOST_IN_BATCH} letters at once are the most: untick some."
        return _page(_waiting(asked), wrong=wrong, ticked=chosen, large=asked.form.has("large"), status=422)
    wish = LetterOptions(large=asked.form.has("large"), way="pdf")
    waiting = _waiting(asked)  # as the page had it: letters given since are taken back with the others
    orders = {id: version for id in chosen if (version := asked.form.get(f"{ORDERS}{id}"))}
    batch = give_many(working(asked), asked.district, chosen, wish, address=address(asked), orders=orders)
    as_sent: dict[str, Any] = {"ticked": chosen, "large": wish.large, "status": 409}
    if batch.refused:
        return _page(waiting, refused=dict(batch.refused), **as_sent)
    try:
        data = pdf.batch([one.content for one in batch.given], large=wish.large, logo=asked.settings.logo)
    except LetterError as error:
        return _page(waiting, wrong=str(error), refused=_not_rendered(batch.given, wish), **as_sent)
    return File(f"letters-{asked.today.isoformat()}.pdf", data, "application/pdf")


def _not_rendered(given: Sequence[GivenLetter], wish: LetterOptions) -> dict[str, str]:
    """Return the letters of a batch that cannot be rendered, and why."""
    found: dict[str, str] = {}
    for one in given:
        try:
            pdf.as_pdf(one.content, large=wish.large)
        except LetterError as error:
            found[one.referral_id] = str(error)
    return found


@dataclass(frozen=True, slots=True, repr=False)
class WaitingLetter:
    """A letter to give: the student's name, what to read before anybody gets it, and why no family may be sent there any more."""

    row: ReferralRow
    name: str
    shut_out: Sequence[Order]
    custody: str | None
    orders: str
    ruled_out: ReasonNote | None

    @property
    def to_read(self) -> bool:
        return bool(self.shut_out or self.custody)


Waiting = list[WaitingLetter]


def _waiting(asked: Asked) -> Waiting:
    """Return the letters whose turn it is, each with its student."""
    rows = stored.to_give(asked.session, asked.scope, asked.me.staff_id)
    named = {row.id for row in students.chosen(asked.session, asked.scope, sorted({one.student_id for one in rows}))}
    files = {id: caseload.open_student(asked.session, asked.keys, asked.scope, id) for id in sorted(named)}
    asked.look("student.listed", detail="letters to give")
    listings = listings_today(asked.session, [one.record_id for one in rows])
    return [_waits(one, files[one.student_id], listings[one.record_id]) for one in rows if one.student_id in files]


def _waits(row: ReferralRow, file: StudentFile, listing: ListingToday) -> WaitingLetter:
    words = file.profile.custody_words
    return WaitingLetter(row, file.profile.name, file.shut_out, words, orders_version(file), listing.ruled_out)


def _page(rows: Waiting, status: int = 200, *, ticked: Collection[str] = (), **told: Any) -> Page:
    """Return the list; `ticked` are the ids that were ticked, of which those refused are unticked."""
    shown: dict[str, Any] = {"rows": rows, "wrong": None, "refused": {}, "large": False} | told
    shown["ticked"] = set(ticked).difference(shown["refused"])
    listed = {one.row.id for one in rows}
    gone = sum(referral_id not in listed for referral_id in shown["refused"])
    return Page("letters/batch.html", shown | {"gone": gone, "marked": len(shown["refused"]) - gone}, status)
