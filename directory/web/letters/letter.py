"""Giving a family its letter: the form with a preview, the letter to print, and the same as a PDF or as text to paste."""

from __future__ import annotations

from typing import Any

from directory.errors import MisfitError, RefusedError, UsageError
from directory.finding.reason_codes import ReasonNote
from directory.i18n import catalogs
from directory.i18n.languages import LANGUAGES
from directory.letters import html, issuance, pdf, text
from directory.letters.issuance import GivenAlreadyError, GivenLetter, LetterOptions, ShutOutError
from directory.letters.layout import LetterError
from directory.mail import letters
from directory.models.codes import Recipient, ReferralStatus
from directory.referrals import files
from directory.referrals.answers import links
from directory.referrals.choices import still_referable
from directory.referrals.files import ReferralFile
from directory.referrals.fit import for_family
from directory.referrals.opening import warnings
from directory.referrals.work import Work
from directory.storage.referrals import letters as stored
from directory.storage.referrals import referrals as stored_referrals
from directory.storage.versions import NO_VERSION
from directory.students import caseload
from directory.students.files import StudentFile
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, File, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.letters import logo
from directory.web.referrals.event_form import accepted_in

notices.add(
    {
        "letter_mailed": "The letter is in the outbox and goes out with the next mail.",
        "letter_links_ended": "The links of all earlier letters are ended. Give the family a new letter.",
    }
)


@get("/referrals/{referral_id:str}/letter", may="students")
def show(asked: Asked, referral_id: str) -> Answer:
    """Show how the letter would look, and the choices."""
    return _form(
        asked,
        referral_id,
        LetterOptions(asked.word("language") or None, asked.word("large") == "yes", "print", asked.word("to") or None),
    )


@post("/referrals/{referral_id:str}/letter", may="students")
def give(asked: Asked, referral_id: str) -> Answer:
    """Give the letter: from now on it is kept, and its link works."""
    wish = wish_of(asked)
    try:
        given = issuance.give_letter(
            working(asked), asked.district, referral_id, wish, address=address(asked),
            seen=_seen(asked, referral_id), orders=asked.form.get("orders") or None,
        )  # fmt: skip
    except MisfitError as error:
        return _form(asked, referral_id, wish, unfit=str(error))
    except ShutOutError as error:
        return _form(asked, referral_id, wish, ordered=str(error))
    except GivenAlreadyError as error:
        return _form(asked, referral_id, wish, doubled=str(error))
    except RefusedError as error:
        return _form(asked, referral_id, wish, str(error))
    # A file alone would not say that the letter now counts as given: the page does, and offers the file.
    return _page(asked, given, as_file=wish.way == "pdf")


def _seen(asked: Asked, referral_id: str) -> int:
    """Return how many letters the page knew of.

    Raise UsageError if the form does not say, and UnknownError if there is no such referral.
    """
    seen = asked.form.get("letters")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 7):
        files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
        raise UsageError(NO_VERSION)
    return int(seen)


@get("/letters/{letter_id:str}/again", may="students")
def redirect_to_stored(asked: Asked, letter_id: str) -> Answer:
    """Show the kept letter on a GET of the buttons' URL."""
    return show_stored(asked, letter_id)


@post("/letters/{letter_id:str}/again", may="students", reads=True)
def show_reprint(asked: Asked, letter_id: str) -> Answer:
    """Show the letter that is on the screen again, as a PDF or as a page."""
    token, code = asked.form.get("token"), asked.form.get("code")
    given = issuance.reprint(working(asked), letter_id, token, code, address=address(asked))
    row, _ = issuance.stored_letter(working(asked), letter_id)
    asked.look("letter.looked_at", student_id=row.student_id, subject=f"letter:{letter_id}")
    return given_page(asked, given, asked.form.get("as", "page"))


@get("/letters/{letter_id:str}/mail", may="students")
def not_mailed(asked: Asked, letter_id: str) -> Answer:
    """Show the kept letter on a GET of the mail button's URL."""
    return show_stored(asked, letter_id)


@post("/letters/{letter_id:str}/mail", may="students")
def mail(asked: Asked, letter_id: str) -> Answer:
    """Put the letter that is on the screen into the outbox."""
    work = working(asked)
    given = issuance.reprint(work, letter_id, asked.form.get("token"), asked.form.get("code"), address=address(asked))
    row, _ = issuance.stored_letter(work, letter_id)
    file = caseload.open_student(asked.session, asked.keys, asked.scope, row.student_id)
    letters.mail_letter(work, asked.settings, file, given, asked.form.get("to"))
    return Redirect(f"/referrals/{given.referral_id}", done="letter_mailed")


@get("/letters/{letter_id:str}", may="students")
def show_stored(asked: Asked, letter_id: str) -> Answer:
    """Show a letter as it was given, without its link."""
    row, content = issuance.stored_letter(working(asked), letter_id)
    student = caseload.open_student(asked.session, asked.keys, asked.scope, row.student_id)
    asked.look("letter.looked_at", student_id=row.student_id, subject=f"letter:{letter_id}")
    return Page(
        "letters/kept.html",
        {"row": row, "student": student, "letter": html.as_piece(content, large=row.large, logo_address=logo.address(asked))},
    )


@post("/referrals/{referral_id:str}/letter/end-links", may="students")
def end_links(asked: Asked, referral_id: str) -> Answer:
    """End the links of all letters given so far, because one was lost."""
    work = working(asked)
    row = stored_referrals.lock(asked.session, asked.scope, referral_id)
    links.revoke(work, referral_id, Recipient.FAMILY)
    asked.changed("letter.links_ended", student_id=row.student_id, subject=f"referral:{referral_id}")
    return Redirect(f"/referrals/{referral_id}/letter", done="letter_links_ended")


@get("/referrals/{referral_id:str}/letter/end-links", may="students")
def ended(asked: Asked, referral_id: str) -> Answer:
    stored_referrals.one(asked.session, asked.scope, referral_id)
    return Redirect(f"/referrals/{referral_id}/letter")


def wish_of(asked: Asked) -> LetterOptions:
    """Return the choices made in a form."""
    form = asked.form
    return LetterOptions(
        form.one("language") or None,
        form.has("large"),
        form.one("way", "print"),
        form.one("to") or None,
        accepted_in(form),
    )


def address(asked: Asked) -> str:
    """Return the start of the links in letters."""
    return asked.origin


def given_page(asked: Asked, given: GivenLetter, way: str) -> Answer:
    """Return a letter just given, as a page to print or as a PDF."""
    if way == "pdf":
        try:
            return File(
                _file_name(given), pdf.as_pdf(given.content, large=given.large, logo=asked.settings.logo), "application/pdf"
            )
        except LetterError as error:
            return _page(asked, given, str(error))
    return _page(asked, given)


def _page(asked: Asked, given: GivenLetter, wrong: str | None = None, *, as_file: bool = False) -> Page:
    row, _ = issuance.stored_letter(working(asked), given.letter_id)
    file = caseload.open_student(asked.session, asked.keys, asked.scope, row.student_id)
    shown = {
        "mail_to": [(one.id, one.details.name) for one in letters.may_be_mailed(file)] if asked.settings.smtp else [],
        "given": given,
        "student": file,
        "token": given.content.link.rpartition("/")[2],
        "letter": html.as_piece(given.content, large=given.large, logo_address=logo.address(asked)),
        "text": text.as_text(given.content),
        "wrong": wrong,
        "as_file": as_file,
    }
    return Page("letters/given.html", shown)


def _form(
    asked: Asked,
    referral_id: str,
    wish: LetterOptions,
    refused: str | None = None,
    *,
    unfit: str | None = None,
    doubled: str | None = None,
    ordered: str | None = None,
) -> Page:
    work = working(asked)
    file = files.open_referral(asked.session, asked.keys, asked.scope, referral_id)
    student = caseload.open_student(asked.session, asked.keys, asked.scope, file.row.student_id)
    asked.look("referral.looked_at", student_id=student.id, subject=f"referral:{referral_id}")
    letter, cannot, misfits = None, refused, issuance.misfits(work, file)
    if refused is None:
        try:
            letter = issuance.draft(work, asked.district, referral_id, wish, address=address(asked))
        except RefusedError as error:
            cannot = str(error)
    if cannot is None and not file.state.open:
        cannot = "This referral is closed: open it again first, or give the family a backup's letter."
    shown: dict[str, Any] = {
        "file": file,
        "student": student,
        "languages": [(code, LANGUAGES[code].english) for code in catalogs.languages()],
        "language": letter.language if letter else wish.language or issuance.language_of(student),
        "reviewed": letter is None or letter.english is None,
        "greeted": [(one.id, one.details.name) for one in issuance.may_be_greeted(student)],
        "orders": issuance.orders_version(student),
        "ordered": ordered,
        "wish": wish,
        "before": stored.of_referral(asked.session, asked.scope, referral_id),
        "letter": html.as_piece(letter, large=wish.large, logo_address=logo.address(asked)) if letter else None,
        "cannot": cannot,
        "doubled": doubled,
        "mind": _opening_warnings(work, file, student),
        "misfits": misfits,
        "light": for_family(misfits),
        "unfit": unfit,
        "typed": {name: asked.form.get(name) for name in ("despite", "although", "agreed")},
    }
    return Page("letters/give.html", shown, 409 if refused or unfit or doubled or ordered else 200)


def _opening_warnings(work: Work, file: ReferralFile, student: StudentFile) -> list[ReasonNote]:
    """Return the warnings that opening the referral would give today, for a letter not given yet: a backup may have waited for
    months.
    """
    if file.state.status != ReferralStatus.DRAFT:
        return []
    try:
        provider = still_referable(work.session, file.snapshot.provider, work.today, work.language)
    except RefusedError:
        return []
    return [one.note for one in warnings(work, student, [provider]) if one.kind not in ("already", "waits", "consent")]


def _file_name(given: GivenLetter) -> str:
    """Return a file name without anybody's name, because the file stays in a download folder."""
    return f"letter-{given.content.reference}-{given.content.language}.pdf"
