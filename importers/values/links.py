"""Web and email addresses, with typing errors corrected.

website("dmh.dc.gov")         ->  https://dmh.dc.gov
website("Http:www.x.org")     ->  http://www.x.org
email("mailto:a@example.org; b@example.org")  ->  a@example.org
"""

from __future__ import annotations

import re

from importers.fields import Target
from importers.problem_codes import ContactCode
from importers.problems import Severity, Trouble
from importers.values import DENIED, ENDED, Reader, Reading, folded
from importers.values.emails import is_email
from importers.values.text import BLANK_WORDS, clean, fold, is_blank

_NO_SITE = BLANK_WORDS | {"no website", "no web site", "no web page", "no site", "none yet", "no", "x", "no email", "no e-mail"}

_HREF = re.compile(r"<a\b[^<>]{0,500}?\bhref\s*=\s*[\"']?([^\"'<>\s]+)", re.IGNORECASE)
_SCHEME = re.compile(r"(?<!\w)h{1,2}t{1,3}p(s?)\s?(?:[:;]\s?[/\\]*|\.?[/\\]+|(?=www\.))\s?(?=\w)", re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_SITE = re.compile(r"([^\s/\\?#:@]+)(:[0-9]{1,5})?([/?#\\][^\s<>\"]*)?")
_BREAK = re.compile(r"[\s;|<>\"]+|,(?=https?:|www\.)|(?<=[a-z0-9/])\s*\)\s*", re.IGNORECASE)


_DOUBT = DENIED | ENDED | {"?"}
WEBSITES: Reader[str] = Reader("website", keeps=Target.SERVICE_APPLICATION_PROCESS, doubt=_DOUBT)
EMAILS: Reader[str] = Reader("email", keeps=Target.SERVICE_APPLICATION_PROCESS, doubt=_DOUBT)


@WEBSITES.reads
def website(text: str) -> Reading[str]:
    """Return the first web address in a cell, with a scheme: https:// if none is given."""
    cell = folded(text)
    linked = _HREF.search(text)
    bare = clean(linked.group(1) if linked else text).strip("*<>()[]'\" ")
    if is_blank(bare, _NO_SITE):
        return WEBSITES.blank(cell)
    found: list[str] = []
    corrected = False
    # A blank after the scheme does not separate ("http:// www.x.org"); any other blank does.
    for part in _BREAK.split(_SCHEME.sub(lambda m: f"http{m.group(1).lower()}://", bare)):
        site = _site(part)
        if site and site not in found:
            found.append(site)
            corrected = corrected or (
                len(found) == 1 and "://" in site and site.lower() not in bare.lower() and bool(_SCHEME.match(bare))
            )
    if not found:
        return WEBSITES.nothing(cell, Trouble(ContactCode.NO_SITE, {"shown": _short(bare)}))
    troubles = []
    taken = {"shown": _short(bare), "site": found[0]}
    if _SCHEME.match(bare) and not bare.lower().startswith(found[0].lower()):
        troubles.append(Trouble(ContactCode.SITE_READ_AS, taken, Severity.INFO))
    if len(found) > 1:
        troubles.append(Trouble(ContactCode.SEVERAL_SITES, taken, Severity.INFO))
    took = [*cell.spans(_SCHEME), *(span for site in found for span in cell.spans(_written(site)))]
    return WEBSITES.account(cell, found[0], took, *troubles, keep=len(found) > 1)


def _written(site: str) -> re.Pattern[str]:
    """Return a pattern for an address as it stands in a folded cell, without a question mark behind it."""
    host = re.split(r"[/?#:]", site.split("://", 1)[1], maxsplit=1)[0]
    return re.compile(rf"[^\s,;|<>\"(]*{re.escape(fold(host))}(?:[^\s?]|\?(?=[^\s?)]))*")


def _site(part: str) -> str | None:
    part = part.strip(".,;:()[]'*?")
    scheme = "https://"
    while lead := re.match(r"https?://", part):
        scheme, part = lead.group(), part[lead.end() :]
    match = _SITE.fullmatch(part)
    if match is None:
        return None
    host, port, path = match.groups()
    host = host.rstrip(".").lower()
    if not _HOST.fullmatch(host):
        return None
    return f"{scheme}{host}{port or ''}{(path or '').replace(chr(92), '/')}"


@EMAILS.reads
def email(text: str) -> Reading[str]:
    """Return the first email address in a cell."""
    cell = folded(text)
    bare = clean(text)
    if is_blank(bare, _NO_SITE):
        return EMAILS.blank(cell)
    found: list[str] = []
    for part in re.split(r"[\s,;|<>()\[\]\"]+|/(?=[^\s/]+@)|\bmailto:", bare, flags=re.IGNORECASE):
        word = (part or "").strip(".:'*?")
        if word.isascii() and is_email(word):
            name, _, domain = word.partition("@")
            address = f"{name}@{domain.lower()}"
            if address not in found:
                found.append(address)
    if not found:
        return EMAILS.nothing(cell, Trouble(ContactCode.NO_EMAIL, {"shown": _short(bare)}))
    took = [span for address in found for span in cell.spans(re.compile(re.escape(fold(address))))]
    told = {"shown": _short(bare), "email": found[0]}
    several = (Trouble(ContactCode.SEVERAL_EMAILS, told, Severity.INFO),) if len(found) > 1 else ()
    return EMAILS.account(cell, found[0], took, *several, keep=len(found) > 1)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
