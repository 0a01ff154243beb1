"""What every answer page shows: its language and the others, whom to call, and what to do when something went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of, languages
from directory.letters.layout import mailto, tel
from directory.listings.words import number_words
from directory.models.codes import Recipient
from directory.referrals.answers import guess_limits, receipt
from directory.referrals.answers.links import OpenedLink
from directory.web.answers import words
from directory.web.core import errors
from directory.web.core.request import Asked, Page
from directory.web.core.work import by_link

STATUS_OF_ENDED = 410
LONGEST_READ = 10_000
NOT_TAKEN = frozenset({403, 500, 503})
"""Statuses with which an answer is refused before it is looked at, or rolled back."""


@dataclass(frozen=True, slots=True)
class ShownContact:
    """Whom to call: a name and a school if a link was opened, else the district."""

    name: str
    school: str
    phone: str
    call: str
    email: str = ""
    write: str = ""


def contact_of(asked: Asked, link: OpenedLink | None = None) -> ShownContact:
    """Return the specialist of a referral, with the district's phone number if they have none; without a link, the district."""
    phone = (link.phone if link else None) or asked.district.phone or ""
    written = number_words(phone) if phone.startswith("+") else phone
    if link is None:
        return ShownContact("", asked.district.name, written, tel(phone))
    email = (link.email or "") if link.audience == Recipient.PROVIDER else ""
    return ShownContact(link.contact or "", link.school, written, tel(phone), email, mailto(email))


@dataclass(frozen=True, slots=True)
class DangerHelp:
    """What comes first if somebody wrote words of danger: the district's own line and phone number, beside 911 and 988.

    `text_language` is the language of the district's line, which may differ from that of the page.
    """

    district_text: str | None
    text_language: str
    phone: str
    call: str


def help_of(asked: Asked, language: str) -> DangerHelp | None:
    """Return the help to show if the words just sent, or those that led to this page, are words of danger; else None.

    The protocols for kinds of danger are for staff and are never shown here: the reader may be the one who is feared.
    """
    if not asked.word("help") and asked.danger is None:
        return None
    phone = asked.district.phone or ""
    in_spanish = asked.district.crisis_text_spanish if language == "es" else None
    text, text_language = (in_spanish, "es") if in_spanish else (asked.district.crisis_text, ENGLISH)
    return DangerHelp(text, text_language, number_words(phone) if phone.startswith("+") else phone, tel(phone))


def shared(asked: Asked, say: Catalog, link: OpenedLink | None = None, **query: str) -> dict[str, Any]:
    """Return what every page is rendered with; `query` is the query string without the language."""
    stay = {"in": say.language} if asked.word("in") else {}
    return {
        "say": say,
        "language": say.language,
        "direction": say.locale.text_direction,
        "switches": [
            (code, str(catalog_of(code).locale.get_language_name(code)).capitalize(), to(query | {"in": code}))
            for code in languages()
            if code != say.language
        ],
        "here": lambda **more: to(stay | more),
        "contact": contact_of(asked, link),
        "help": help_of(asked, say.language),
        "unspoken": None if link is not None and link.audience == Recipient.PROVIDER else words.language_not_offered(asked),
    }


def to(query: Mapping[str, str]) -> str:
    """Return the URL of this same page with another query, relative, so that the token is not repeated."""
    return f"?{urlencode(query)}"


def closed_page(
    asked: Asked,
    status: int,
    own: str | None = None,
    *,
    link: OpenedLink | None = None,
    keep: bool = False,
    sentences: Sequence[str] = (),
    written: str = "",
) -> Page:
    """Return a page that takes no answer: what happened and whom to call, which only an open link reveals.

    `sentences` replace the usual ones for this status; `written` was typed, is not kept, and is shown again.
    """
    page = _closed_page(asked, status, own, again=None, typed=(), link=link, keep=keep)
    return replace(page, shown={**page.shown, "sentences": sentences or page.shown["sentences"], "written": written})


def unknown(asked: Asked, page: str) -> Page:
    """Return the page for an unknown link; the failed attempt is counted in a transaction of its own, since a GET only reads."""
    buckets = guess_limits.of_links(asked.parts.keys, asked.address)
    if guess_limits.full(asked.session, buckets, asked.now):
        return closed_page(asked, 429)
    asked.afterwards.append(lambda session: guess_limits.miss(session, buckets, asked.now, page=page, address=asked.address))
    return closed_page(asked, 404)


def _closed_page(
    asked: Asked,
    status: int,
    own: str | None,
    *,
    again: str | None,
    typed: object,
    link: OpenedLink | None = None,
    keep: bool = False,
) -> Page:
    title, sentences = words.failure(status)
    shown = {"title": title, "sentences": sentences, "again": again, "typed": typed, "written": ""}
    return Page("answers/told.html", shared(asked, words.page_catalog(asked, own), link) | shown, status, keep)


def _failed(asked: Asked, shown: Mapping[str, Any], status: int) -> Page:
    if status in NOT_TAKEN and asked.danger is not None:
        # A phone without cookies is refused every time; its words of danger are kept all the same.
        token, words_sent = asked.path.rpartition("/")[2], asked.form.get("words")[:LONGEST_READ]
        asked.afterwards.append(lambda _: receipt.keep_from_refused(by_link(asked), token, words_sent))
    return _closed_page(asked, status, None, again=shown["again"], typed=shown["typed"])


errors.register_error_page("/a", _failed)
