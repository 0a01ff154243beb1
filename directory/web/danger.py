"""What people type on any page that may change a student, read for danger in one place: no form has to think of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from threading import Thread

from directory.errors import DeskError
from directory.letters.mails import alarms
from directory.letters.mails.queueing import house
from directory.letters.mails.sending import Sender
from directory.letters.mails.smtp import Post, sender_of, server_of
from directory.referrals.crisis import Crisis, crisis_card
from directory.referrals.loop.calendar import calendar_or_weekends
from directory.referrals.loop.work import NOBODY, Work
from directory.storage import engine as database
from directory.storage import keyring
from directory.web import logs
from directory.web.asking import Answer, Asked, Go
from directory.web.routes import Route
from matching.danger import KINDS, Danger, Level, read

NAMES = frozenset(
    "name given_name family_name with_whom given_by email number phones street file_name home_zip birth_date".split()
)
"""Fields of names, addresses and numbers, which say nothing."""
LONGEST, MOST = 10_000, 40_000
"""Characters of a field, and of a form, that are read: nobody is signed in yet."""
BY_LINK = "/a/"
"""Where the pages stand on which families and providers answer."""


def typed_now(route: Route, asked: Asked) -> Crisis | None:
    """What the words of a form about students, or of an answer by link, tell of, whether they are kept or not."""
    if route.may != "students" and not route.path.startswith(BY_LINK):
        return None
    words = [value[:LONGEST] for name, value in asked.form.typed() if name not in NAMES and not _is_code(value)]
    ends = accumulate(map(len, words))
    read_now = (text for text, end in zip(words, ends, strict=True) if end <= MOST)
    return crisis_card(read(*read_now), asked.settings.crisis_text)


def typed_before(asked: Asked) -> Crisis | None:
    """What the form told of that led to this page."""
    level = asked.word("danger")
    if asked.staff is None or level not in tuple(Level):
        return None
    return crisis_card(Danger(Level(level), KINDS[0], ()), asked.settings.crisis_text)


def tell_administrators(asked: Asked) -> None:
    """Sends the mail about danger at once, where mail goes out, without keeping the answer waiting; else the next run does."""
    if asked.danger is not None and asked.danger.now and asked.method == "POST" and asked.settings.smtp:
        Thread(target=_mail, args=(asked,), daemon=True).start()


def _mail(asked: Asked) -> None:
    settings = asked.settings

    @contextmanager
    def opening() -> Iterator[Work]:
        with database.writing(asked.parts.engine) as session:
            keys = keyring.open_keys(session, settings)
            yield Work(session, keys, NOBODY, calendar_or_weekends(settings.calendar), asked.today, asked.now)

    try:
        sender = Sender(sender_of(settings.mail_from), settings.district)
        with Post(server_of(settings.smtp or "")) as post:
            alarms.tell_administrators(opening, post, sender, house(settings.public_url, settings.district_phone))
    except DeskError as error:
        # A wrong setting is told on the administrators' first page, and the alarm stands above it.
        logs.failure(error, route="mail of danger")


def carried(answer: Answer, asked: Asked) -> Answer:
    """The answer, with what was told of danger carried to the page to which it leads; a family's page shows it in its own way."""
    if not isinstance(answer, Go) or asked.danger is None or asked.staff is None:
        return answer
    return Go(answer.path, answer.done, asked.danger.level)


def _is_code(value: str) -> bool:
    """Whether it is a code, an id, a day or a number, which say nothing."""
    return " " not in value and ("_" in value or any(letter.isdigit() for letter in value))
