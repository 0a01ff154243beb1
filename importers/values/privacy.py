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

_PLACE = r"(?:addr(?:ess|esses)?|adresses?|endereco|locations?|sites?|street|whereabouts|place|direcci[oó]n(?:es)?|ubicaci[oó]n|domicilio|lugar)"
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
_BARE = frozenset(
    "private hidden secret internal restricted sensitive protected undisclosed privado privada oculto oculta secreto secreta interno interna "
    "prive privee confidentiel confidentielle".split()
)
"""What alone, in brackets or behind a dash, withholds an address: "12 Elm Street [PRIVATE]"."""
_ROW = re.compile(
    r"(?:please )?(?:do not|don'?t|never|not to be|not for|no) (?:be )?(?:publicly )?(?:publish|list|post|display|distribut|advertis|publication|publicar|mostrar|difundir)\w*"
    r"(?: (?:this|the|it|our|publicly|online|listing|entry|record|program|agency|resource|information|info|yet|on|in|website|web|site|directory|public|use|release"
    r"|distribution|anywhere|este|esta|en|el|la|sitio|directorio|programa|internet))*"
    r"|(?:for )?(?:internal|staff)(?: use| eyes| information| reference)? only|(?:for )?internal use|internal (?:listing|record|entry|resource)"
    r"|not for (?:the )?(?:general )?public(?: use| release| distribution| listing| directory| website| website)?|(?:para )?uso interno(?: solamente)?|solo (?:para )?uso interno"
    r"|(?:do not|don'?t) refer(?: (?:here|anyone|anybody|families|clients))?|unpublished|unlisted"
)
_SHELTER = re.compile(
    r"\bsafe ?house\b|\bshelter\b|\brefuge\b|\balbergue\b|\brefugio\b|\bdomestic violence\b|\bviolencia\b|\btransitional housing\b|\btraffick\w*|\bd\.?v\.? "
)
_ASK_WHERE = re.compile(
    rf"\b{_ASK}\b[^.;\n]{{0,40}}\b(?:for|to (?:get|learn|find)|para|por)\b[^.;\n]{{0,20}}\b(?:{_PLACE}|directions)\b"
)
_PIECES = re.compile(r"[()\[\]{}.;!*\n/,]|\s[-–—:]+\s|:\s|\s[-–—]$|^[-–—]\s")
_IN_PROSE = re.compile(
    rf"\b{_PLACE} (?:is|are|es|will be|remains?|must be|is kept|se mantiene|debe ser)? ?(?:kept )?(?:strictly )?(?:confiden[ct]i?al|undisclosed|unpublished|unlisted|secret|withheld"
    r"|not (?:disclosed|published|public|listed|released|shared)|never (?:disclosed|published|shared)|no (?:se )?(?:publica|divulga))"
    r"|\b(?:confidential|undisclosed|unpublished|secret|unlisted) (?:[a-z]+ )?(?:location|address|site|shelter|safe ?house|facility|whereabouts|residence)"
    rf"|\bno (?:se )?(?:da|dan|damos|revela\w*|comparte\w*|publica\w*|divulga\w*|proporciona\w*) (?:la |su |nuestra )?{_PLACE}"
    rf"|\b{_PLACE} (?:is |will be |are )?(?:only )?(?:given|provided|disclosed|revealed|shared) (?:only )?(?:upon|after|on|at|when|once|by)\b"
    rf"|\b(?:adresse|lieu) (?:est |tenue? |reste )?(?:confidentiel|secret)\w*|\b(?:endereco|local) (?:e )?(?:confidencial|secreto|sigiloso)"
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
    "|no aprobado|no aprobada|do not publicize|do not post|do not print|not for public|not for publication|off the record|not listed|delisted"
    "|staff use|for internal use|for internal use only|uso interno|confidentiel|confidentielle|prive|privee|masque|nao publicar|ne pas publier".split(
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
"""Words that hide a row under whatever header they stand; "private" and "restricted" may be said of schools."""
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


def hides_plainly(cell: str) -> bool:
    """Whether a cell is an answer that hides, whatever it is asked."""
    return fold(cell).strip(" .?!()[]*") in _PLAINLY_HIDES


def is_flag(cell: str) -> bool:
    """Whether a cell is a bare yes or no, which says nothing without its header."""
    return fold(cell).strip(" .?!()[]") in FLAG_WORDS


def withheld(cell: str) -> bool:
    """Whether a cell of an address, or the name of a place, says that the place must not be told."""
    words = fold(cell)
    if _STREET_CALLED_SO.search(words):
        return False
    return (
        any(piece in _BARE for piece in _pieces(words))
        or bool(_WITHHELD.search(words))
        or (not any(c.isdigit() for c in words) and bool(_ASK_FIRST.search(words)))
    )


def in_prose(words: str) -> bool:
    """Whether a description says that the place must not be told: "confidential counseling" does not."""
    said = fold(words)
    return bool(_IN_PROSE.search(said)) or bool(_SHELTER.search(said) and _ASK_WHERE.search(said))


def off_the_record(words: str) -> bool:
    """Whether a text says of its own row that it is not for the public: "internal use only", "Do not publish".

    Only a sentence or an aside that says nothing else counts: "We do not publish your name" does not.
    """
    return any(_ROW.fullmatch(piece) for piece in _pieces(fold(words)))


def _pieces(folded: str) -> list[str]:
    return [piece for part in _PIECES.split(folded) if (piece := part.strip(" -–—:"))]


def phone_withheld(note: str) -> bool:
    """Whether a telephone's name or note says that the number is nobody's business: "confidential hotline" does not."""
    return bool(_PHONE.search(fold(note)))
