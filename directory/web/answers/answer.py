"""The page behind an answer link: a few answers as large buttons, one question if an answer needs it, and thanks.

A GET changes nothing, so that a mail program or messenger that prefetches links answers for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from directory.errors import RefusedError, UnknownError, UsageError
from directory.referrals.answers import choices, receipt
from directory.referrals.answers.links import ClosedLink, OpenedLink, read_link
from directory.referrals.event_checks import EarlyError
from directory.web.answers import words
from directory.web.answers.shown import LONGEST_READ, STATUS_OF_ENDED, closed_page, shared, to, unknown
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import by_link
from matching.danger import read

PAGE = "/a/{token:str}"
FIELDS = ("on_date", "at_time", "happened_on", "reason", "words")
EARLIER = "earlier"
"""The field that confirms that it happened before the appointment."""


@get(PAGE, may="anyone")
def show(asked: Asked, token: str) -> Answer:
    link = _open(asked, token)
    if isinstance(link, Page):
        return link
    said, name = asked.word("said"), asked.word("to")
    if sentences := words.thanks(link.audience, said):
        say, answer = words.page_catalog(asked, link.language), words.ANSWERS[link.audience].get(said)
        return Page("answers/thanks.html", shared(asked, say, link, said=said) | {"answer": answer, "sentences": sentences})
    if name in choices.OFFERED[link.audience] and choices.offered(link.audience, name).asks:
        return _question(asked, link, name)
    return _buttons(asked, link)


@post(PAGE, may="anyone")
def answer(asked: Asked, token: str) -> Answer:
    link = read_link(asked.session, asked.keys, token, now=asked.now, today=asked.today)
    if isinstance(link, ClosedLink):
        return _ended(asked, link)
    say = words.page_catalog(asked, link.language)
    try:
        name = asked.form.one("answer")
        said = choices.read(
            link.audience, name, asked.form.values, language=say.language, opened_on=link.opened_on, today=asked.today
        )
    except UsageError:
        return replace(_buttons(asked, link, status=422), keep=_keep_words(asked, link))
    if said.problems:
        return replace(_question(asked, link, name, said.problems), keep=_keep_words(asked, link))
    try:
        recorded = receipt.record(by_link(asked), link, said.new)
    except EarlyError as early:
        return replace(_earlier(asked, link, name, early), keep=_keep_words(asked, link))
    except UnknownError:
        return closed_page(asked, 404)
    except RefusedError:
        if asked.danger is not None and asked.danger.now:
            # The words were added to the alarm that is waiting.
            return closed_page(asked, 429, link.language, link=link, sentences=words.KEPT_FROM_ENDED, keep=True)
        return closed_page(asked, 429, link.language, link=link, sentences=words.TOO_MANY, written=_written(asked))
    stay = {"in": say.language} if asked.word("in") else {}
    # Without the token, which must not be stored with the number of a form that was carried out.
    danger = {"help": "1"} if asked.danger else {}
    return Redirect(to({"said": words.LATE if recorded.held else name} | stay | danger))


def _written(asked: Asked) -> str:
    return asked.form.get("words")[:LONGEST_READ]


def _keep_words(asked: Asked, link: OpenedLink) -> bool:
    """Keep words of danger, from any field, of an answer that is not recorded yet; return whether any were kept."""
    typed = [asked.form.get(name)[:LONGEST_READ] for name in FIELDS]
    return receipt.keep_from_unfinished(by_link(asked), link, "\n".join(text for text in typed if read(text)))


def _open(asked: Asked, token: str) -> OpenedLink | Page:
    """Return what the token opens, or the page that says that it opens nothing."""
    found = read_link(asked.session, asked.keys, token, now=asked.now, today=asked.today)
    return _ended(asked, found) if isinstance(found, ClosedLink) else found


def _ended(asked: Asked, closed: ClosedLink) -> Page:
    """Return the page of an ended link: it says that what was written is lost, unless that was kept as words of danger."""
    if closed.referral_id is None:
        return unknown(asked, PAGE)
    if asked.method != "POST":
        return closed_page(asked, STATUS_OF_ENDED, closed.language)
    written = _written(asked)
    if receipt.keep_from_ended(by_link(asked), closed.referral_id, closed.audience, written):
        return closed_page(asked, STATUS_OF_ENDED, closed.language, sentences=words.KEPT_FROM_ENDED, keep=True)
    return closed_page(asked, STATUS_OF_ENDED, closed.language, sentences=words.LOST, written=written)


def _buttons(asked: Asked, link: OpenedLink, *, status: int = 200) -> Page:
    say = words.page_catalog(asked, link.language)
    answers = [(name, words.ANSWERS[link.audience][name], bool(one.asks)) for name, one in choices.OFFERED[link.audience].items()]
    shown = {"link": link, "title": words.TITLES[link.audience], "answers": answers, "wrong": status == 422}
    return Page("answers/show.html", shared(asked, say, link) | shown, status)


def _question(asked: Asked, link: OpenedLink, name: str, problems: Mapping[str, str] | None = None) -> Page:
    say = words.page_catalog(asked, link.language)
    shown = {
        "link": link,
        "name": name,
        "answer": words.ANSWERS[link.audience][name],
        "question": words.QUESTIONS[name],
        "asks": choices.offered(link.audience, name).asks,
        "reasons": [(code, words.REASONS[link.audience][code]) for code in choices.REASONS_OF[link.audience]],
        "typed": {field: asked.form.get(field) for field in FIELDS},
        "errors": {field: words.problem(field, kind) for field, kind in (problems or {}).items()},
    }
    return Page("answers/question.html", shared(asked, say, link, to=name) | shown, 422 if problems else 200)


def _earlier(asked: Asked, link: OpenedLink, name: str, early: EarlyError) -> Page:
    """Return the question whether it happened before the appointment, which is still to come; the same form is the answer."""
    say = words.page_catalog(asked, link.language)
    shown = {
        "name": name,
        "when": words.when(say, early.on_date, early.at_time),
        "question": words.EARLIER[early.kind],
        "typed": [(field, asked.form.get(field)) for field in FIELDS if asked.form.has(field)],
    }
    return Page("answers/earlier.html", shared(asked, say, link) | shown, 409)
