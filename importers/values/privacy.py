"""What must not be shown: cells in columns about what may be shown, and words that restrict a row or a number to staff.

>>> hides("No", shows=True)
PrivacyChoice(hidden=True, understood=True)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from importers.places.secret_places import TELL, pieces
from importers.values.flags import FLAG_WORDS
from importers.values.flags import read as read_flag
from importers.values.text import fold

_ROW = re.compile(
    r"(?:please )?(?:do not|don'?t|never|not to be|not for|no) (?:be )?(?:publicly )?(?:publish|list|post|display|distribut|advertis|releas|publication|publicar|mostrar|difundir)\w*"
    r"(?: (?:this|the|it|our|to|publicly|online|listing|entry|record|program|agency|resource|information|info|yet|on|in|website|web|site|directory|public|use|release"
    r"|distribution|anywhere|este|esta|en|el|la|sitio|directorio|programa|internet))*"
    r"|(?:for )?(?:internal|staff)(?: use| eyes| information| reference)? only|(?:for )?internal use|(?:please )?keep (?:this |it )?(?:private|internal|confidential|secret|hidden)|internal (?:listing|record|entry|resource)"
    r"|not for (?:the )?(?:general )?public(?: use| release| distribution| listing| directory| website| website)?|(?:para )?uso interno(?: solamente)?|solo (?:para )?uso interno"
    r"|(?:do not|don'?t) refer(?: (?:here|there|to|this|them|anyone|anybody|any|our|families|clients|students|minors|children|kids|youth|agency|program|provider))*|(?:do not|don'?t) use(?: this)?(?: (?:agency|program|provider|listing|entry|record))?"
    r"|unpublished|unlisted|(?:pending|awaiting) (?:approval|review|publication)|(?:not (?:yet )?|un)(?:approved|reviewed|vetted)|no (?:usar|referir)"
    r"|(?:please )?(?:delete|remove)(?: (?:this|the))?(?: (?:record|listing|entry|row|program|duplicate))?(?: from (?:the |our )?(?:directory|list|web ?site|guide|database))?"
    r"|(?:not|isn'?t) (?:yet )?ready (?:to|for) (?:be )?(?:publish\w*|publication|release\w*|post\w*|shar\w*)"
    r"|(?:this |the )?(?:listing|record|entry|page) is (?:still )?(?:a |in )?(?:draft|unpublished|not final|not approved)"
    r"|(?:the )?(?:provider|agency|program|organization|director|they)(?: has| have)? (?:asked|requested|wants?|prefers?|wishes)(?: us)? not to be (?:listed|published|included|shared|referred to)(?: [a-z ]{1,40})?"
    r"|(?:do not|don'?t|never) send (?:any |our )?(?:students|families|clients|children|minors|kids|youth|anyone|people)(?: (?:here|there|to this [a-z]+))?"
    r"|black-?listed|licen[cs]e (?:was |has been |is )?(?:revoked|suspended|surrendered)|suspended pending (?:an? |the )?(?:investigation|review)|(?:currently )?under investigation"
    r"|(?:please )?keep (?:this |it )?off (?:of )?(?:the |our )?(?:web ?site|web|directory|list|internet)(?: until then)?|not (?:yet )?approved by (?:the |our )?(?:board|committee|director|supervisor|administrat\w+|district|staff)"
)
_ROW_NAMES = frozenset("draft spam test borrador wip rejected unapproved".split())
"""Words set apart in a name that hold its row back: "Otter Door (DRAFT)"; in a description they may be about anything."""
_NAME_HELD = re.compile(
    r"^[zx]{2,}\b|\b(?:do not|don'?t) (?:use|refer|publish|list)\b|\btest (?:record|entry|listing|row)\b|[(\[]\s*internal\s*[)\]]"
)
"""Marks that lists put in the name of a row that is not to be used: "ZZZ Otter Door", "Otter Door [internal]"."""
_NAME_ENDED = frozenset(
    "closed|permanently closed|now closed|inactive|defunct|no longer in operation|no longer open|no longer offered|discontinued|ended|program has ended"
    "|program ended|out of business|cerrado|cerrada".split("|")
)
_PHONE = re.compile(
    r"\bprivate\b|\bunlisted\b|\bunpublished\b|\bnon-?(?:public|published)\b|\binternal\b|\bstaff (?:use )?only\b|\bstaff use\b"
    rf"|\b(?:do not|don'?t|never|not to be|not|no) (?:be )?(?:publicly )?{TELL}\w*|\bnot for (?:the )?(?:public|clients?|callers?|families)\b"
    r"|\bprivad[oa]\b|\bintern[oa]\b"
)  # fmt: skip

_HIDE = frozenset(
    "private|hidden|hide|confidential|internal|internal only|internal use only|internal use|staff only|staff|staff use only|not public"
    "|non-public|nonpublic|unlisted|do not publish|do not show|do not display|do not share|do not release|do not list|suppress|suppressed"
    "|withheld|withhold|restricted|secret|not published|unpublished|draft|pending|rejected|declined|denied|not approved|unapproved"
    "|disapproved|spam|junk|exclude|excluded|undisclosed|redacted|protected|sensitive|omit|omitted|archived|in review|under review|review"
    "|awaiting approval|awaiting review|pending approval|pending review|submitted|new|not reviewed|trash|deleted|privado|privada"
    "|confidencial|oculto|oculta|interno|interna|no publicar|no mostrar|no publicado|no publicada|borrador|pendiente|rechazado|rechazada"
    "|no aprobado|no aprobada|do not publicize|do not post|do not print|not for public|not for publication|off the record|not listed|delisted"
    "|opted out|opt out|opt-out|optout|opts out|no longer listed|auto-draft|auto draft|wip|work in progress|deny|flagged as spam|flagged|not yet reviewed|needs review|needs approval|to be reviewed|not yet approved|staff use|for internal use|for internal use only|uso interno|confidentiel|confidentielle|prive|privee|masque|nao publicar|ne pas publier".split(
        "|"
    )
)
_PLAINLY_HIDES = frozenset(
    word
    for word in _HIDE
    if re.match(
        r"(?:do not|no|ne pas|nao) |not for|internal (?:use )?only|staff (?:use )?only|unlisted|unpublished|delisted|hidden|confidential|undisclosed"
        r"|withheld|suppress|exclude|redacted|not public|non-?public|not published|not listed|off the|oculto|oculta|confiden",
        word,
    )
)
"""Words that hide a row under any header; "private" and "restricted" may describe schools."""
_SHOW = frozenset(
    "public publish published show shown visible display displayed open approved ok okay listed include included everyone live accepted "
    "active optin publico publica mostrar publicado publicada aprobado aprobada".split()
)
_NOT_SAID = frozenset({"n/a", "na", "none", "not applicable", "-", "--", "not private", "not confidential", "not hidden"})
"""What a column of secrets says if there is none."""


_CODES = {"conf": "address", "confid": "address", "acp": "address", "sah": "address", "ca": "address"} | dict.fromkeys(
    ("np", "dnp", "dnl", "dns", "nonpub", "npub", "int", "internal", "private", "hidden", "unlisted", "dnr"), "record"
)
_KEPT_CLOSE = re.compile(r"\b(?:privat|privad|confid|unlisted|secret|undisclosed|hidden|ocult|reservad)")


def coded(cell: str) -> frozenset[str]:
    """Return what the codes in a column of flags hide: "CONF; NP" hides the address and the record."""
    return frozenset(_CODES[code] for code in re.split(r"[^a-z]+", fold(cell)) if code in _CODES)


def hides_place(cell: str) -> bool:
    """Whether an answer that hides a row is a word for something secret, which may equally describe its place."""
    return bool(_KEPT_CLOSE.search(fold(cell)))


class PrivacyChoice(NamedTuple):
    """Whether something is hidden, and whether the cell was understood: a cell that is not understood hides, to be safe."""

    hidden: bool
    understood: bool


def hides(cell: str, *, shows: bool) -> PrivacyChoice:
    """Return what a cell says under a header for what is shown (`shows`: "Publish address?") or what is hidden ("Private").

    Only a bare yes or no, or a word for one of the two, can show something: "No, but ask first" hides.
    """
    word = fold(cell).replace("\ufe0f", "").strip(" .?!()[]*'\"") or fold(cell)
    ambiguous = word in {"☒", "✗", "✘", "❌"}  # a checked box to some, a no to others
    if word in FLAG_WORDS and not ambiguous:
        return PrivacyChoice(bool(read_flag(cell).value) != shows, understood=True)
    if word in _HIDE or word in _SHOW:
        return PrivacyChoice(word in _HIDE, understood=True)
    if not shows and word in _NOT_SAID:
        return PrivacyChoice(hidden=False, understood=True)
    begun = re.match(r"(yes|no)\b", word)
    return PrivacyChoice(hidden=True, understood=bool(begun) and (begun[1] == "yes") != shows if begun else False)


def speaks(cell: str) -> bool:
    """Whether a cell looks like an answer about what may be shown."""
    word = fold(cell).strip(" .?!()[]")
    return word in FLAG_WORDS or word in _HIDE or word in _SHOW or word in _NOT_SAID


def hides_plainly(cell: str) -> bool:
    """Whether a cell is an answer that hides, regardless of the question."""
    return fold(cell).strip(" .?!()[]*") in _PLAINLY_HIDES


def holds_back(cell: str) -> bool:
    """Whether a cell says that nobody vouches for its row yet, or any longer: "draft", "spam", "hidden"."""
    return fold(cell).strip(" .?!()[]*") in _HIDE


def is_flag(cell: str) -> bool:
    """Whether a cell is a bare yes or no, which says nothing without its header."""
    return fold(cell).strip(" .?!()[]") in FLAG_WORDS


def off_the_record(words: str) -> bool:
    """Whether a text says that its own row is not for the public: "internal use only", "Do not publish".

    Only a sentence or an aside that says nothing else counts: "We do not publish your name" does not.
    """
    return any(_ROW.fullmatch(piece) for piece in pieces(fold(words)))


def held_back(name: str) -> bool:
    """Whether a name is marked as one that the list does not vouch for: "DRAFT - Otter Door"."""
    parts = pieces(fold(name))
    if _NAME_HELD.search(fold(name)):
        return True
    return len(parts) > 1 and any(part in _ROW_NAMES or _ROW.fullmatch(part) for part in parts)


def ended(name: str) -> bool:
    """Whether a name is marked as that of a service that no longer exists: "Otter Door (CLOSED)"."""
    parts = pieces(fold(name))
    return len(parts) > 1 and any(part in _NAME_ENDED for part in parts)


def phone_withheld(note: str) -> bool:
    """Whether a telephone's name or note says that the number is private; "confidential hotline" does not."""
    return bool(_PHONE.search(fold(note)))
