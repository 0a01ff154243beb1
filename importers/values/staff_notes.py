"""Notes that staff write to each other in the cells of a list: who called when, what was faxed, what nobody is to be given.

>>> parted("Tutors for teens. ka-DONE")
Parted(public='Tutors for teens.', notes=('ka-DONE',))
>>> parted("Call back within a day."), parted("wrong number", noting=True).notes
(Parted(public='Call back within a day.', notes=()), ('wrong number',))

Some things only staff write, wherever they stand: an act with its date and initials. Others count only in a column for notes,
since a description may say them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.values.text import fold

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?"
_SLASHED = r"(?<!\d)(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![/\d])"
_DATE = (
    r"(?:(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d?-\d\d?(?!\d)"
    r"|(?<!\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)?\d\d)?\b|\b\d{{1,2}} (?:de )?{_MONTH}(?: (?:de )?(?:19|20)?\d\d)?\b)"
)
_DAY = rf"(?:{_DATE}|{_SLASHED})"
_WORDS = frozenset(
    "am pm to by on at in of the and for or mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec st nd rd th hs ms ok "
    "el la los las de del en por con sin su al un una no yes si".split()
)
_NAME = r"[a-z]{2,3}"
_SAID = (
    r"(?:left (?:an? |another )?(?:message|msg|vm|voice ?mail|vmail|note)|l/?v?m\b|spoke (?:with|to)\b|talked (?:with|to)\b|called|phoned|faxed|re-?faxed|e-?mailed|re-?sent"
    r"|texted|sent (?:an? )?(?:e-?mail|fax|form|packet|survey|letter|update|reminder)|(?:re-?)?verified|confirmed|updated|entered|reviewed|checked|contacted|followed up|f/u\b|rec'?d\b"
    r"|received (?:by|fax|form|survey|e-?mail)|per (?:phone|e-?mail|fax|call|website|voice ?mail)|llame\b|llamamos|se llamo|llamado|deje (?:un )?(?:mensaje|recado)|hable con|hablamos con|envie\b|enviado"
    r"|enviamos|mande\b|mandado|fax enviado|correo enviado|verificado|confirmado|actualizado|revisado|recibido|contactado)"
)
_STATE = r"(?:done|complete[d]?|entered|verified|checked|updated|fixed|pending|to ?do|in progress|hecho|listo|terminado|completo|completado|pendiente|verificado|actualizado|revisado)"
_FOR_NOBODY = re.compile(
    r"^(?:please |por favor )?(?:do not|don'?t|dont|never|not to be|no) (?:give|given|pass|hand) (?:(?!your\b|medic|food|money)\w+ ){0,5}?out\b(?! (?:food|medic|money))|\bnot to be given out\b"
    r"|^(?:for )?(?:staff|internal|office|agency)(?: use| eyes)? only$|^(?:for )?internal use$|^off the record\b|^(?:para )?uso interno\b|^solo (?:para )?(?:uso interno|(?:el )?personal)\b"
    r"|^(?:por favor )?no (?:se )?(?:den?|dar|dé) (?:a (?:nadie|conocer)|el (?:numero|telefono|celular)|este (?:numero|telefono))"
)
"""Words that keep all of their cell from the public: what stands beside them is what they are about."""
_ALWAYS = re.compile(
    rf"^{_SAID}[^.]{{0,80}}?{_DATE}(?P<by> ?[-–/,:(]? ?{_NAME})?\b.{{0,40}}$|^{_DATE}[ ,:;–-]+(?:{_NAME}[ ,:;–-]+)?{_SAID}.{{0,80}}$"
    rf"|^{_NAME} ?[-–:/] ?{_STATE}$|^{_STATE} ?[-–:/] ?{_NAME}$|^{_SAID} {_SLASHED} ?[-–/,:]? ?{_NAME}$|^(?P<first>{_NAME}) ?[-–/,:]? ?{_DATE}$|^{_DATE} ?[-–/,:]? ?(?P<last>{_NAME})$"
    rf"|^{_SAID}[^.]{{0,40}} {_DATE}$"
)
_NOTED = re.compile(
    rf"^{_SAID}[^.]{{0,80}}?{_DAY}.{{0,60}}$|^{_DAY}[ ,:;–-]+.{{0,12}}?{_SAID}.{{0,80}}$|^{_DAY}$|^[a-z]{{2}} ?[-–/,:]? ?{_DAY}$|^{_DAY} ?[-–/,:]? ?[a-z]{{2}}$|^per [\w. ]{{2,30}} {_DAY}"
    rf"|^{_DATE} ?[-–:,] ?(?!.*\b(?:clos|open|start|begin|begun|end|holiday|no (?:class|service)|cerrad|abier|abre|empieza|comienza|termina))[a-z].{{0,120}}$"
    rf"|^{_STATE}$|^{_NAME} {_STATE}$|^{_STATE} {_NAME}$|^(?!aa|na|pk|hs|ms|tk|ot|pt|ed|id|tv|pe)[a-z]{{2}}$|^{_SAID}$|^{_SAID}(?: ?[-–/,:] ?| )[a-z]{{2}}$"
    rf"|^{_SAID},? ?(?:no (?:answer|reply|response)|w/|with |by (?:phone|e-?mail|fax)|again|twice|re |about |(?:the )?(?:website|director|agency|office|form)).{{0,40}}$"
    r"|^(?:e-?mailed|called|phoned|faxed|texted|llamamos a|llame a|hable con) [\w.'-]+$|^(?:no answer|no reply|no response|no contest[ao]n?|sin respuesta)(?: .{0,40})?$"
    r"|\bleft (?:an? |another )?(?:message|msg|vm|voice ?mail)\b|\bspoke (?:with|to)\b|^(?:still )?(?:waiting|awaiting)\b.{0,60}\b(?:hear|response|reply|call ?back|e-?mail|fax|approval|confirmation)\b"
    r"|^(?:still )?(?:needs?|must|have|has) (?:to be )?(?:an? )?(?:update|updated|updating|verification|verif\w+|re-?verif\w+|follow(?:ed)?[- ]up|to (?:verify|update|confirm|check|follow up|re-?verify))\b"
    r"|\b(?:wrong|bad|dead) (?:number|phone|e-?mail|address|fax|contact)\b|\bold (?:number|phone|e-?mail|fax|contact)\b|\b(?:phone|number|line|fax) (?:is |was )?(?:disconnected|out of service|not (?:working|in service))\b|^disconnected\b"
    r"|\b(?:mail|letter|survey|e-?mail|fax|form) (?:was |came )?(?:returned|bounced)\b|^(?:returned|bounced)$|^(?:possible |probable )?(?:duplicate|dup|dupe)\b.{0,40}$|^(?:please )?(?:delete|remove|merge)\b.{0,60}$"
    r"|^(?:follow[- ]?up|f/u)\b.{0,60}$|^(?:call|try) (?:back|again)(?: (?:mon|tue|wed|thu|fri|tomorrow|later|next|in) ?\w*)?$|^(?:ask|call|e-?mail|fax|check with) (?:him|her|them|director) (?:re|about|again)\b.{0,60}$"
    r"|^(?:see|check) (?:old |the |my |our )?(?:file|record|e-?mail|spreadsheet|tab|folder|database|binder)\b.{0,60}$|^(?:not sure|unsure|unclear|ok|okay|xx+)$|\?\?|^\?+$|\? ?(?:check|verify|confirm|verificar|confirmar)$"
    r"|^(?:falta|hay que|por) (?:verificar|confirmar|actualizar|llamar|revisar)\b.{0,60}$|^volver a llamar\b.{0,60}$|^(?:en )?espera(?:ndo)? (?:de )?respuesta\b"
    r"|^(?:numero|telefono|correo) (?:equivocado|incorrecto|desconectado)\b|^duplicado\b.{0,40}$|^(?:borrar|eliminar|quitar)\b.{0,60}$|^pendiente (?:de )?.{0,60}$"
    r"|^(?:do not|don'?t|no) (?:publish|share|print|post|list|publicar|compartir|divulgar)\b.{0,60}$"
)  # fmt: skip
_SIGNED = re.compile(
    rf"{_DATE} ?[-–/,:(]? ?(?P<last>{_NAME})$|{_SLASHED} ?[-–/,:(]? ?(?P<after>[a-z]{{2}})$|(?:^|[ -])(?P<first>[a-z]{{2}}) {_DATE}$|[ -](?P<before>[a-z]{{2}})[ /-]{_SLASHED}$"
    r"|\bper (?:phone|e-?mail|fax|call|(?:the )?website|voice ?mail|(?:the )?director)\b"
)
"""A note that ends with a date and initials, or says by whom it was heard; it counts in a column for notes."""
_CHANGED = re.compile(
    r"\b(?:no longer|closed|closing|moved|moving|out of business|defunct|discontinu\w+|disconnected|ended|shut ?down|not (?:operating|accepting)|do not refer|don'?t refer"
    r"|wrong (?:number|address)|cerrad[oa]|cerro|se mudo|mudaron|ya no|descontinuad[oa]|desconectad[oa]|no referir)\b"
)
_PIECES = re.compile(r"\n+|(?<=[.;!?])\s+|[()\[\]{}|]|;\s*")
_LONGEST = 160  # characters of one note; the reader looks at no longer piece


@dataclass(frozen=True, slots=True)
class Parted:
    """A text without the notes of staff in it, "" if it is all notes; the notes, in their order."""

    public: str
    notes: tuple[str, ...] = ()


def parted(text: str, *, noting: bool = False) -> Parted:
    """Return what of a text is for the public, and what staff wrote for themselves; `noting`: the column is one for notes."""
    spans = list(_spans(text))
    notes = [(start, end) for start, end in spans if _is_note(text[start:end], noting=noting)]
    if not notes:
        return Parted(text)
    said = tuple(text[start:end] for start, end in notes)
    if any(_FOR_NOBODY.search(_plain(note)) for note in said):
        return Parted("", (text.strip(),))
    if len(notes) == len(spans):
        return Parted("", said)
    ends = (0, *(end for _, end in notes))
    starts = (*(start for start, _ in notes), len(text))
    return Parted(_tidied("".join(text[end:start] for end, start in zip(ends, starts, strict=True))), said)


def tells_a_change(text: str) -> bool:
    """Whether a note says that the service ended or moved, or that nobody is to be sent there: somebody must look at it."""
    return _CHANGED.search(fold(text)) is not None


def is_prose(text: str) -> bool:
    """Whether a text is a sentence for readers and not a scribble: it begins as one and has some length."""
    words = text.split()
    return len(words) >= 3 and len(text) >= 12 and (text[0].isupper() or text[0] in "¿¡\"“'" or text[0].isdigit())


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences, lines and asides of a text begin and end, without the blanks around them."""
    found, at = [], 0
    for start, end in [*((m.start(), m.end()) for m in _PIECES.finditer(text)), (len(text), len(text))]:
        piece = text[at:start]
        if any(character.isalnum() or character == "?" for character in piece):
            left = at + len(piece) - len(piece.lstrip())
            found.append((left, at + len(piece.rstrip())))
        at = end
    return found


def _plain(piece: str) -> str:
    said = fold(piece)
    return said if not said.strip("?") else said.strip(" .,;:!*'\"")


def _is_note(piece: str, *, noting: bool) -> bool:
    if len(piece) > _LONGEST:
        return False
    said = _plain(piece)
    if _FOR_NOBODY.search(said) or (noting and _NOTED.search(said) and not _only_words(piece)):
        return True
    patterns = (_ALWAYS, _SIGNED) if noting else (_ALWAYS,)
    return any(not _WORDS & set(found.groupdict().values()) for pattern in patterns if (found := pattern.search(said)))


def _only_words(piece: str) -> bool:
    """Whether a piece is a lone short word that is not the initials of anybody: "Yes", "Mon"; "ka" and "JB" are."""
    bare = piece.strip(" .,;:!*'\"")
    return bare.isalpha() and len(bare) <= 3 and (bare.casefold() in _WORDS or not (bare.isupper() or bare.islower()))


def _tidied(text: str) -> str:
    """Return a text without what is left of brackets and dashes around what was taken out of it."""
    bare = re.sub(r"[(\[{]\s*[)\]}]", "", text)
    bare = re.sub(r"[ \t]+([.;,])", r"\1", re.sub(r"[ \t]{2,}", " ", bare))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n", "\n", bare)).strip(" -–—|;,\n")
