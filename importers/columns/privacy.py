"""Columns that say what may be shown: of the address, a telephone, a contact, the email, or the whole row.

    "PhysicalAddressIsPrivate" -> hides the address      "Publish address?" -> shows the address
    "ExcludeFromWebsite"       -> hides the row          "Approved"         -> approves the row

A header counts only if all of its words are about that, so that "PublicName" and "Private insurance" do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from importers.columns.contents import ColumnProfile
from importers.places.secret_places import withheld
from importers.values import privacy
from matching.text import without_accents

Sense = Literal["private", "public"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")

_HIDES = frozenset(
    "private confidential confidentiality privacy hide hides hidden hiding exclude excludes excluded exclusion withhold withheld suppress "
    "suppressed redact redacted unlisted unpublished undisclosed secret nonpublic nonpublished sensitive restricted restrict protected "
    "internal omit draft spam rejected unapproved pending concealed conceal mask masked "
    "privado privada privacidad confidencial confidencialidad oculto oculta ocultar excluir excluido excluida reservado reservada borrador "
    "conf geheim vertraulich secure secured anonymous blind rechazado rechazada pendiente interno interna confidentiel confidentielle confidentialite masquer masque cacher prive privee sigiloso".split()
)
_SHOWS = frozenset(
    "public publicly publish published publishable publication show shows shown showing display displayed visible visibility viewable listed "
    "share shared shareable sharing disclose disclosed disclosable release releasable approve approved approval post posted print printed "
    "moderation moderated searchable publico publica publicar publicado publicada publicable mostrar mostrado visibilidad compartir "
    "give given aprobado aprobada divulgar publier afficher affiche visibilite".split()
)
_APPROVES = frozenset(
    "approve approved approval moderation moderated draft spam rejected unapproved pending aprobado aprobada borrador rechazado rechazada "
    "pendiente published unpublished publicado publicada publication".split()
)
_NOT = frozenset("not non no dont never un without sin nunca nao ne pas".split())
_SUBJECTS = {
    "address": "address addresses addr location street physical map place residence direccion ubicacion domicilio coordinates coordinate "
    "adresse adresses lieu endereco localisation "
    "geolocation latitude longitude gps point mapa calle",
    "phone": "phone phones telephone tel hotline cell mobile fax telefono telefonos celular",
    "contact": "contact contacts person worker coordinator director manager contacto persona",
    "email": "email emails mail correo",
    "record": "website websites web internet online directory record records listing entry resource program service agency organization org provider "
    "row data guide app portal registro programa servicio agencia recurso directorio pagina sitio site facility building shelter",
}
_OF = {word: scope for scope, words in _SUBJECTS.items() for word in words.split()}
_MAILING = frozenset("mailing billing correspondence postal".split())
_BESIDE = frozenset(
    "with we our is are on from to the this in of for by keep kept ok okay can may be should will flag indicator status setting y yes n yn use used only level allow "
    "allowed permission permitted main primary secondary other physical details detail info information has do does it make made en de del la el "
    "los las es se debe or type request requested senior please state s e mailing billing correspondence postal".split()
)  # fmt: skip
_NEEDS_SUBJECT = frozenset(
    "restricted restrict protected sensitive secure secured anonymous blind reservado reservada pending internal interno interna".split()
)
_STRONG = frozenset(
    "confidential confidentiality confidencial confidencialidad confidentiel confidentielle vertraulich conf undisclosed unlisted unpublished secret withhold withheld suppress "
    "hide hidden publish publishable publicly".split()
)
"""Words that make a column one about what may be shown, regardless of the rest of the header."""
_OF_A_SERVICE = frozenset(
    "services counseling counselling test testing care hiv client clients help support treatment report reporting date by".split()
)
_PHRASES = {
    "available for directory": "record", "available for website": "record", "available for web": "record", "available on website": "record",
    "available to public": "record", "ok to list": "record", "list publicly": "record", "list online": "record", "list on website": "record",
    "list in directory": "record", "list address": "address", "ok to list address": "address", "list on web": "record",
}  # fmt: skip
_HIDING_PHRASES = {
    "internal only": "record", "internal use": "record", "internal use only": "record", "for internal use": "record", "for internal use only": "record",
    "safe house": "address", "safehouse": "address", "dv location": "address", "dv site": "address", "dv shelter": "address",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """The subject of a column (address, phone, contact, email, record or approval; "phone:2" by number), and its sense."""

    sense: Sense
    scope: str


_SAYINGS = (
    (
        re.compile(
            r"\bsafe at home\b|\baddress confidentiality\b|^acp(?: participant| member| enrolled)?$|\bdomicilio confidencial\b"
        ),
        Guard("private", "address"),
    ),
    (
        re.compile(
            r"^(?:please )?(?:do )?(?:not|never) (?:be )?(?:list|share|use|advertise|promote|include)(?: (?:in|on|with|publicly|online|the|directory|public|website|web|anyone|outside|agency|program|record))*$"
        ),
        Guard("private", "record"),
    ),
    (
        re.compile(r"\bopt(?:ed|s|ing)? ?out\b(?!.*\b(?:e?mails?|texts?|sms|news\w*|survey|calls?|mailing)\b)"),
        Guard("private", "record"),
    ),
    (
        re.compile(r"^(?:is )?(?:no|not) (?:external|public|externally|publicly|live|listed|published|visible)\b(?: facing)?$"),
        Guard("private", "record"),
    ),
    (
        re.compile(
            r"\buso interno\b|^(?:for )?(?:internal|staff|agency|office|interno)(?: use)? only$|^interno solamente$|^solo interno$"
        ),
        Guard("private", "record"),
    ),
    (
        re.compile(
            r"^(?:is )?(?:external|externally|public|publicly|client|customer|family|web)(?: facing| visible| viewable)(?: (?:listing|record|program|site|flag))?$"
        ),
        Guard("public", "record"),
    ),
    (
        re.compile(
            r"^opt(?:ed)? ?in(?: (?:to|directory|listing|the|public))*$|^(?:is )?live(?: (?:on|in|site|website|web|directory|online|the|record|listing|flag))*$"
        ),
        Guard("public", "record"),
    ),
    (
        re.compile(
            r"^(?:ok|okay|may|can|consent|consents|permission|agree|agrees) (?:we |to |be )*(?:list|listed|share|shared|publish|published)\b(?!.*\b(?:addr\w*|street|location|phone|telephone|e?mail|contact|name|number)\b)"
        ),
        Guard("public", "record"),
    ),
)
_ENDED = re.compile(
    r"^(?:is |was |has been |record |program |service |agency )?(?:archived?|deleted?|discontinued|removed|retired|ended|suspended|deactivated|disabled|obsolete|terminated|dissolved"
    r"|cancell?ed|soft deleted|no longer (?:offered|operating|active|available|in business|exists)|out of business|archivad[oa]|eliminad[oa]|descontinuad[oa]|borrad[oa]|suspendid[oa]|dad[oa] de baja|baja)"
    r"(?: (?:flag|yn|y n|record|program|service|indicator))?$"
)
"""Headers under which "yes" means that the service has ended."""
_LIMITED = frozenset("restricted restrict protected sensitive pending internal interno interna reservado reservada".split())
_ABOUT_SHOWING = frozenset(
    "visibility visible publish published publication listed display displayed share shared show shown privacy visibilidad listing".split()
)
_OF_APPROVAL = frozenset(
    "status workflow stage estado estatus state post entry record listing row publish publication review".split()
)
_OF_WHO_SEES = frozenset("access level audience visibility viewers visible sharing scope".split())
_PAYERS = re.compile(r"medicaid|medicare|insur|uninsured|sliding|self.?pay|medi.?cal", re.IGNORECASE)
_FEW = 6  # distinct values in a column of answers
_BRIEF = 24  # characters of an answer
_HALF = 0.5


def words(header: str) -> tuple[str, ...]:
    """Return the words of a header in plain lower case, numbers separate."""
    plain = without_accents(header.replace("’", "'"))
    return tuple(re.sub(r"[^a-z0-9]+", " ", _CAMEL.sub(" ", plain.replace("n't", " not").replace("N'T", " not")).lower()).split())


def of_header(header: str) -> Guard | None:
    """Return what a header says about what may be shown; None if it is about anything else."""
    said = words(header)
    digits = [word for word in said if word.isdecimal()]
    spoken = [word for word in said if not word.isdecimal()]
    phrase = " ".join(word for word in spoken if word not in {"the", "is"})
    if scope := _PHRASES.get(phrase):
        return Guard("public", scope)
    if (scope := _HIDING_PHRASES.get(phrase)) or (scope := "address" if not spoken and withheld(header) else None):
        return Guard("private", scope)
    if found := _spoken_of(" ".join(spoken)):
        return found
    hides, shows = [w for w in spoken if w in _HIDES], [w for w in spoken if w in _SHOWS]
    if {"staff", "only"} <= set(spoken) and len(spoken) <= 4:
        hides, spoken = ["private"], [word for word in spoken if word != "staff"]
    known = _HIDES | _SHOWS | _NOT | _BESIDE | _OF.keys()
    if not (hides or shows) or len(digits) > 1 or any(word not in known for word in spoken):
        return None
    subjects = [word for word in spoken if word in _OF]
    if {"public", "private"} <= set(spoken) or (not subjects and set(hides) & _NEEDS_SUBJECT and set(hides) <= _NEEDS_SUBJECT):
        return None
    denied = bool(_NOT & set(spoken))
    sense: Sense = "private" if bool(hides) != denied else "public"
    scope = _scope(spoken, subjects, hides, set(hides) | set(shows))
    if scope is None:
        return None
    return Guard(sense, f"{scope}:{digits[0]}" if scope == "phone" and digits else scope)


def _spoken_of(phrase: str) -> Guard | None:
    """Return what a set phrase in a header says: "Opt out of directory", "External facing", "Safe at home participant"."""
    return next((guard for pattern, guard in _SAYINGS if pattern.search(phrase)), None)


def _scope(spoken: Sequence[str], subjects: Sequence[str], hides: Sequence[str], speaking: set[str]) -> str | None:
    if _MAILING & set(spoken) and not {"physical", "street"} & set(spoken):
        return "mailing"
    for scope in ("phone", "email", "contact", "address"):
        if any(_OF[word] == scope for word in subjects):
            # "Hide from map" hides the location; "Contact email" is the contact's.
            return "contact" if scope == "email" and any(_OF[word] == "contact" for word in subjects) else scope
    if set(hides) & {"confidential", "confidentiality", "confidencial", "confidencialidad", "undisclosed", "secret", "conf"}:
        return "address"
    if {"site", "facility", "building", "shelter", "sitio"} & set(subjects) and set(hides) & {"private", "hidden", "privado"}:
        return "address"
    if speaking & _APPROVES and not {"website", "web", "online", "internet"} & set(subjects):
        return "approval"
    return "record"


def guard(header: str, profile: ColumnProfile, cells: Iterable[str], headers: Sequence[str]) -> Guard | None:
    """Return what a column says about what may be shown; None if its cells are data of another kind."""
    found = of_header(header)
    if found is None:
        full = [cell for cell in cells if cell.strip()]
        return _flagged(header, full) or _answers(header, full)
    if words(header) in {("private",), ("is", "private")} and any(_PAYERS.search(other) for other in headers):
        return None  # beside Medicaid and Medicare it is private insurance
    if not profile.filled:
        return found
    full = [cell for cell in cells if cell.strip()]
    if found == Guard("private", "address"):
        return found  # a street under such a header is private too
    if sum(map(privacy.speaks, full)) >= _HALF * len(full):
        return found
    data = max(profile[look] for look in ("phone", "email", "url", "street", "date", "zip inside", "person", "clock"))
    brief = profile.values <= _FEW and profile.length <= _BRIEF and data < _HALF
    # A column headed "public" something may hold that thing itself; one headed "private", or with a question, does not.
    asks = (
        "?" in header
        or words(header)[0]
        in {
            "publish",
            "show",
            "display",
            "share",
            "ok",
            "can",
            "may",
            "is",
            "post",
            "print",
            "publicar",
            "mostrar",
        }
        or not _ABOUT_SHOWING.isdisjoint(words(header))
    )
    return found if brief and (found.sense == "private" or asks) else None


def _flagged(header: str, full: Sequence[str]) -> Guard | None:
    """Return what a yes-or-no column says whose header would be ambiguous over words: "Archived", "Restricted"."""
    if not full or not all(map(privacy.is_flag, full)):
        return None
    said = words(header)
    if _ENDED.search(" ".join(said)):
        return Guard("private", "ended")
    return Guard("private", "record") if {*said} - {"is"} and {*said} - {"is", "listing", "record", "flag"} <= _LIMITED else None


def _answers(header: str, full: Sequence[str]) -> Guard | None:
    """Return what a column's cells say about what may be shown, if its header alone is not understood.

    "DV confidential site ind" asks about the address and is answered with yes or no; a column of "ok" and "unlisted" needs no
    question.
    """
    said = set(words(header))
    answering = sum(map(privacy.speaks, full))
    of = next((_OF[word] for word in words(header) if word in _OF and _OF[word] != "record"), None)
    speaking = said & _STRONG or (said & (_HIDES | _SHOWS) and of == "address")
    # A cell that is not an answer ("see notes") counts as hidden, so most must be answers, or the column is about something else.
    if full and speaking and not said & _OF_A_SERVICE and answering >= _HALF * len(full) and max(map(len, full)) <= 2 * _BRIEF:
        denied, shows = bool(said & _NOT), not said & _HIDES
        return Guard("public" if shows != denied else "private", of or ("record" if shows else "address"))
    if not full or answering < len(full) or any(map(privacy.is_flag, full)):
        return None
    if said and said <= _OF_APPROVAL and any(map(privacy.holds_back, full)):
        return Guard("private", "approval")
    if said and said <= _OF_WHO_SEES and any(privacy.hides(cell, shows=False).hidden for cell in full):
        return Guard("private", "record")
    if not said & {"status", "estado", "state", "stage"} and any(map(privacy.hides_plainly, full)):
        return Guard("private", of if of == "address" else "record")
    return None


def seems_to_hide(header: str, cells: Iterable[str]) -> bool:
    """Whether a column that is not read answers with yes or no whether something must not be shown, and some row's must not."""
    said, full = set(words(header)), [cell for cell in cells if cell.strip()]
    asks = said & _HIDES or (said & _NOT and said & _SHOWS)
    return bool(asks) and all(map(privacy.is_flag, full)) and any(privacy.hides(cell, shows=False).hidden for cell in full)


def secret_data(header: str, profile: ColumnProfile) -> bool:
    """Whether a column holds the very data that its header calls private ("Private phone": 517-555-0100)."""
    found = of_header(header)
    return found is not None and found.sense == "private" and profile.filled > 0 and found.scope in ("phone", "contact", "email")
