"""Detection of danger in what people type on any page about a student: in one place, so that no form has to think of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import sessions, staff
from directory.district_settings.effective import read_district
from directory.errors import DeskError
from directory.finding.crisis import Crisis, crisis_of_level
from directory.mail import alarms
from directory.mail.delivery import Sender
from directory.mail.queue import district_sender
from directory.mail.server import MailConnection, sender_of, server_of
from directory.referrals.work import NOBODY, Work, work_of
from directory.storage import engine as database
from directory.storage import keyring
from directory.students import unsaved
from directory.students.alarms import typed
from directory.web.core import form_tokens, logs, stale, waiting_search
from directory.web.core.forms import Form
from directory.web.core.request import Answer, Asked, Redirect
from directory.web.core.routes import Route
from matching.danger import Danger, Level, read

NAMES = frozenset("name given_name family_name number email file_name home_zip birth_date".split())
"""Fields for names, addresses and numbers, which are ignored unless they hold a whole sentence."""
OURS = frozenset({"opened", "version", "seen"})
"""Our own hidden fields, which record what a form was opened with."""
FINDING_A_STUDENT = frozenset({"/students/search", "/students/suggestions", "/refer", "/find/refer", "/search/refer"})
"""The pages on which `words` is a student's name or number."""
SENTENCE = 5
"""The number of words from which on a name field is read: a surname such as Tombs is no danger."""
MOST = 40_000
"""The most characters of a form that are read, because anybody can send one without signing in."""
BY_LINK = "/a/"
"""The path under which families and providers answer."""
SIGN_IN = "/sign-in"
"""The page whose form may carry a search."""


def typed_now(route: Route, asked: Asked) -> Danger | None:
    """Return the danger in what was typed into a form about students or an answer by link, whether it gets saved or not, and in the
    search that waits on the sign-in page.
    """
    if route.path == SIGN_IN:
        return waiting_danger(asked.form)
    if route.may != "students" and f"{route.path}/".partition(BY_LINK)[0]:
        return None
    return read(*_texts(route.path, asked.form))


def waiting_danger(form: Form) -> Danger | None:
    """Return the danger in the search that a sign-in form carries."""
    return read(*_texts(form.get(waiting_search.PATH), waiting_search.search_in(form)))


def typed_in_vain(route: Route, asked: Asked) -> Danger | None:
    """Return the danger in a search that was refused before its page, which reads its own words, could show the card."""
    asks = route.method == "POST" and route.may == "signed_in" and not asked.form.secret
    return read(*_texts(route.path, asked.form)) if asks else None


def _texts(path: str, form: Form) -> list[str]:
    """Return the texts of a form to read: short ones whole, then the start and the end of the first that exceeds the limit."""
    names = NAMES | {"words"} if path in FINDING_A_STUDENT else NAMES
    before = stale.shown_before(form)
    spoken = [
        typed(value) if name == "message" else value
        for name, value in form.typed()
        if name not in OURS and value not in before and not _says_nothing(value, is_name=name in names)
    ]
    texts, room = [], MOST
    for text in sorted(dict.fromkeys(spoken), key=len):
        if len(text) > room:
            texts += [text[: room // 2], text[len(text) - room // 2 :]] if room else []
            break
        texts.append(text)
        room -= len(text)
    return texts


def _says_nothing(value: str, *, is_name: bool) -> bool:
    """Return whether it is just a name, or a code, an id, a date or a number."""
    if is_name:
        return len(value.split()) < SENTENCE
    return " " not in value and ("_" in value or any(letter.isdigit() for letter in value))


def keep_unsaved(route: Route, asked: Asked, ids: Mapping[str, Any], *, is_refused: bool) -> None:
    """Seal words of danger about a student in an alarm, after the answer's own transaction, if nothing else has kept them.

    Such words come from a refused form, a search for the student, a name field, or a page whose session has expired. The author
    learns nothing from this, whether or not they may see the student.
    """
    if asked.danger is None or not asked.danger.now or route.may != "students":
        return
    student_id, referral_id = ids.get("student_id"), ids.get("referral_id")
    if student_id is None and referral_id is None:
        return
    texts = [text for text in _texts(route.path, asked.form) if (found := read(text)) and found.level is Level.NOW]

    def write(session: Session) -> None:
        if staff_id := _author(asked, session):
            keys = keyring.open_keys(session, asked.settings)
            raising = unsaved.UnsavedText(session, keys, staff_id, asked.now)
            unsaved.keep(raising, texts, student_id=student_id, referral_id=referral_id, is_refused=is_refused)

    asked.afterwards.append(write)


def _author(asked: Asked, session: Session) -> str | None:
    """Return the member of staff whose page the words were typed on, even if their session has ended since, or who is signed in and
    sent one of our forms; None for anyone else.
    """
    if asked.staff and asked.is_our_form:
        return asked.staff.staff_id
    if owner := next((one.id for one in staff.all_staff(session) if one.active and asked.is_form_for(one.id)), None):
        return owner
    if asked.staff:
        return asked.staff.staff_id if asked.same_origin else None
    if asked.token and form_tokens.proves(asked.parts.keys, asked.form.csrf, asked.token):
        return sessions.owner(session, asked.token)
    return None


def typed_before(asked: Asked) -> Crisis | None:
    """Return the crisis card for the form that led to this page."""
    level = asked.word("danger")
    if asked.staff is None or level not in tuple(Level):
        return None
    return crisis_of_level(Level(level), asked.district)


def tell_administrators(asked: Asked) -> None:
    """Send the mail about danger in the background, if mail is set up; otherwise the next run sends it."""
    if asked.danger is not None and asked.danger.now and asked.method == "POST" and asked.settings.smtp:
        Thread(target=_mail, args=(asked,), daemon=True).start()


def _mail(asked: Asked) -> None:
    settings = asked.settings

    @contextmanager
    def opening() -> Iterator[Work]:
        with database.writing(asked.parts.engine) as session:
            keys, district = keyring.open_keys(session, settings), read_district(session, settings)
            yield work_of(session, keys, NOBODY, district, today=asked.today, now=asked.now)

    try:
        with database.reading(asked.parts.engine) as session:
            district = read_district(session, settings)
        sender = Sender(sender_of(settings.mail_from), district.name)
        with MailConnection(server_of(settings.smtp or "")) as post:
            alarms.tell_administrators(opening, post, sender, district_sender(settings.public_url, district.phone))
    except DeskError as error:
        # Administrators see a wrong setting on their home page, below the alarm itself.
        logs.failure(error, route="mail of danger")


def carried(answer: Answer, asked: Asked) -> Answer:
    """Pass the level of danger on to the page that a redirect leads to; families' pages show it in their own way."""
    if not isinstance(answer, Redirect) or asked.danger is None or asked.staff is None:
        return answer
    return replace(answer, danger=asked.danger.level)
