"""The page behind “no more notes like this” in a mail: it asks for confirmation, and its button stops reminders to that address.

A GET changes nothing, because mail programs and scanners open every link. A link that has ended still works here. A mail program
that unsubscribes by itself (RFC 8058) POSTs one field and follows no redirect: it has no form of ours and needs none, because
anybody with the link may stop the mails.
"""

from __future__ import annotations

from directory.i18n.catalogs import languages, marked
from directory.mail import outbox as mails
from directory.mail.reminders import KINDS
from directory.referrals.answers import guess_limits
from directory.referrals.answers.links import OpenedLink, opened
from directory.storage.people.tokens import hashed
from directory.storage.referrals import links, outbox
from directory.storage.referrals.links import LinkRow
from directory.storage.referrals.outbox import MailRow
from directory.web.answers import words
from directory.web.answers.shown import closed_page, shared, to
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import by_link

PAGE = "/a/{token:str}/stop"
STOPPED = "stopped"
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""The field that a mail program sends, and its value."""

ASK = (
    marked("Do you want no more notes by e-mail?"),
    (marked("We will not remind you at this address again."), marked("You can still tell us how it went.")),
)
DONE = (
    marked("You will get no more notes"),
    (marked("Thank you for telling us."), marked("You can still tell us how it went.")),
)


@get(PAGE, may="anyone")
def show(asked: Asked, token: str) -> Answer:
    link = links.by_token(asked.session, hashed(token))
    mail = _mail_of(asked, link)
    if link is None or mail is None:
        return _unknown(asked)
    return _page(asked, token, link, done=asked.word("said") == STOPPED or outbox.is_stopped(asked.session, mail.address_hash))


def _page(asked: Asked, token: str, link: LinkRow, *, done: bool) -> Page:
    found = opened(asked.session, asked.keys, link, now=asked.now, today=asked.today)
    title, sentences = DONE if done else ASK
    shown = {
        "title": title,
        "sentences": sentences if isinstance(found, OpenedLink) else sentences[:1],
        "done": done,
        "answer": f"/a/{token}{to(_tapped(asked)) if _tapped(asked) else ''}" if isinstance(found, OpenedLink) else None,
    }
    say = words.page_catalog(asked, link.language)
    return Page("answers/stop.html", shared(asked, say, found if isinstance(found, OpenedLink) else None) | shown)


@post(PAGE, may="anyone", by_programs=True)
def stop(asked: Asked, token: str) -> Answer:
    link = links.by_token(asked.session, hashed(token))
    mail = _mail_of(asked, link)
    if link is None or mail is None:
        return _unknown(asked)
    if mails.stop(by_link(asked), mail.address_hash, KINDS):
        asked.changed("mail.stopped", student_id=link.student_id, subject=f"referral:{link.referral_id}", detail=link.audience)
    if asked.form.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        return _page(asked, token, link, done=True)
    # Without the token, which must not be stored with the number of a form that was carried out.
    return Redirect(to({"said": STOPPED} | _tapped(asked)))


def _tapped(asked: Asked) -> dict[str, str]:
    """Return the query that keeps the language, if one was chosen."""
    return {"in": asked.word("in")} if asked.word("in") in languages() else {}


def _mail_of(asked: Asked, link: LinkRow | None) -> MailRow | None:
    """Return the mail that carried this link; None for the link of a letter, which was sent to no address."""
    return outbox.one(asked.session, link.mail_id) if link is not None and link.mail_id is not None else None


def _unknown(asked: Asked) -> Page:
    buckets = guess_limits.of_links(asked.parts.keys, asked.address)
    if guess_limits.full(asked.session, buckets, asked.now):
        return closed_page(asked, 429)
    asked.afterwards.append(lambda session: guess_limits.miss(session, buckets, asked.now, page=PAGE, address=asked.address))
    return closed_page(asked, 404)
