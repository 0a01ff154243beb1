"""What must not be told: words in an address that withhold it, and cells of columns that say what may be shown.

>>> withheld("Domestic violence shelter - address not published")
True
>>> hides("No", shows=True)
Choice(hidden=True, understood=True)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from importers.values.flags import FLAG_WORDS
from importers.values.flags import read as read_flag
from importers.values.text import fold

_PLACE = r"(?:addr(?:ess|esses)?|locations?|sites?|street|whereabouts|place|direcci[oó]n(?:es)?|ubicaci[oó]n|domicilio|lugar)"
_ASK = r"(?:call|phone|contact|ask|text|e-?mail|inquire|llam[ae]r?|pregunt[ae]r?|solicit[ae]r?|consult[ae]r?)"
_TELL = r"(?:publish|disclos|releas|shar|list|display|show|print|post|giv|reveal|divulg|public|mostr|compart)"
_CLOSED = "secret|hidden|private|protected|secure|oculta?|privada?|reservada|secreta?|protegida"
_WITHHELD = re.compile(
    r"\bconfiden[ct]i?al|\bundisclosed\b|\bunpublished\b|\bunlisted\b|\bwith-?held\b|\bredacted\b|\bsuppressed\b|\bnon-?(?:public|published)\b"
    rf"|\b(?:do not|don'?t|never|not|cannot|isn'?t|can'?t|no(?: se)?(?: debe)?) (?:to )?(?:be )?(?:publicly )?{_TELL}\w*"
    r"|\bnot (?:for|available to) (?:the )?public"
    rf"|\b(?:{_CLOSED}) {_PLACE}\b|\b{_PLACE} (?:is |are |es |esta )?(?:kept )?(?:{_CLOSED})\b"
    rf"|\b{_ASK}\b[^.;\n]{{0,30}}\bfor (?:the |our |an )?(?:street )?address\b|\b{_ASK} (?:para|por) (?:la |el )?(?:direccion|ubicacion|domicilio)\b"
    rf"|\b{_PLACE} (?:is |will be |are )?(?:given|provided|disclosed|shared|released|told|revealed|known|se da) (?:only )?"
    r"(?:upon|after|on|at|when|once|to|only|by|al)\b"
    rf"|\b{_PLACE} (?:is |are )?(?:available )?(?:up)?on request\b|\bprivate (?:home|residence)\b"
)  # fmt: skip
_ASK_FIRST = re.compile(rf"\b{_ASK}\b[^.;\n]{{0,40}}\b(?:{_PLACE}|directions)\b")
_STREET_CALLED_SO = re.compile(
    r"\d\w* (?:confidential|private|secret|hidden|secure) (?:way|st|street|ave|avenue|rd|road|dr|drive|ln|lane|ct|court|pl|place)\b"
)
_IN_PROSE = re.compile(
    rf"\b{_PLACE} (?:is|are|es|will be|remains?|must be|is kept|se mantiene|debe ser)? ?(?:kept )?(?:strictly )?(?:confiden[ct]i?al|undisclosed|unpublished|unlisted|secret|withheld"
    r"|not (?:disclosed|published|public|listed|released|shared)|never (?:disclosed|published|shared)|no (?:se )?(?:publica|divulga))"
    r"|\b(?:confidential|undisclosed|unpublished|secret|unlisted) (?:[a-z]+ )?(?:location|address|site|shelter|safe ?house|facility|whereabouts|residence)"
    r"|\bconfidentially located|\b(?:do not|don'?t|never) (?:publish|disclose|share|release|list|give out|print|show) (?:the |this |our |its )?(?:street )?(?:address|location)"
    r"|\b(?:ubicaci[oó]n|direcci[oó]n|domicilio) (?:es )?(?:confidencial|secreta|reservada)|\b(?:refugio|albergue) confidencial"
)  # fmt: skip
_PHONE = re.compile(
    r"\bprivate\b|\bunlisted\b|\bunpublished\b|\bnon-?(?:public|published)\b|\binternal\b|\bstaff (?:use )?only\b|\bstaff use\b"
    rf"|\b(?:do not|don'?t|never|not to be|not|no) (?:be )?(?:publicly )?{_TELL}\w*|\bnot for (?:the )?(?:public|clients?|callers?|families)\b"
    r"|\bprivad[oa]\b|\bintern[oa]\b"
)  # fmt: skip

_HIDE = frozenset(
    "private|hidden|hide|confidential|internal|internal only|internal use only|internal use|staff only|staff|staff use only|not public"
    "|non-public|nonpublic|unlisted|do not publish|do not show|do not display|do not share|do not release|do not list|suppress|suppressed"
    "|withheld|withhold|restricted|secret|not published|unpublished|draft|pending|rejected|declined|denied|not approved|unapproved"
    "|disapproved|spam|junk|exclude|excluded|undisclosed|redacted|protected|sensitive|omit|omitted|archived|in review|under review|review"
    "|awaiting approval|awaiting review|pending approval|pending review|submitted|new|not reviewed|trash|deleted|privado|privada"
    "|confidencial|oculto|oculta|interno|interna|no publicar|no mostrar|no publicado|no publicada|borrador|pendiente|rechazado|rechazada"
    "|no aprobado|no aprobada".split("|")
)
_SHOW = frozenset(
    "public publish published show shown visible display displayed open approved ok okay listed include included everyone live accepted "
    "active publico publica mostrar publicado publicada aprobado aprobada".split()
)
_NOT_SAID = frozenset({"n/a", "na", "none", "not applicable", "-", "--", "not private", "not confidential", "not hidden"})
"""What a column of secrets says where there is none."""


class Choice(NamedTuple):
    """Whether something is hidden, and whether the cell was understood: what is not understood hides, to be safe."""

    hidden: bool
    understood: bool


def hides(cell: str, *, shows: bool) -> Choice:
    """What a cell says under a header that names what is shown (`shows`: "Publish address?") or what is hidden ("Private").

    Only a bare yes or no, or a word for one of the two, can show something: "No, but ask first" hides.
    """
    word = fold(cell).replace("\ufe0f", "").strip(" .?!()[]*'\"") or fold(cell)
    ambiguous = word in {"☒", "✗", "✘", "❌"}  # a ticked box to one writer, a no to the next
    if word in FLAG_WORDS and not ambiguous:
        return Choice(bool(read_flag(cell).value) != shows, understood=True)
    if word in _HIDE or word in _SHOW:
        return Choice(word in _HIDE, understood=True)
    if not shows and word in _NOT_SAID:
        return Choice(hidden=False, understood=True)
    begun = re.match(r"(yes|no)\b", word)
    return Choice(hidden=True, understood=bool(begun) and (begun[1] == "yes") != shows if begun else False)


def speaks(cell: str) -> bool:
    """Whether a cell looks like an answer to what may be shown."""
    word = fold(cell).strip(" .?!()[]")
    return word in FLAG_WORDS or word in _HIDE or word in _SHOW or word in _NOT_SAID


def withheld(cell: str) -> bool:
    """Whether a cell of an address, or the name of a place, says that the place must not be told."""
    words = fold(cell)
    if _STREET_CALLED_SO.search(words):
        return False
    return bool(_WITHHELD.search(words)) or (not any(c.isdigit() for c in words) and bool(_ASK_FIRST.search(words)))


def in_prose(words: str) -> bool:
    """Whether a description says that the place must not be told: "confidential counseling" does not."""
    return bool(_IN_PROSE.search(fold(words)))


def phone_withheld(note: str) -> bool:
    """Whether a telephone's name or note says that the number is nobody's business: "confidential hotline" does not."""
    return bool(_PHONE.search(fold(note)))
