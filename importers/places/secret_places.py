"""Words that withhold a place: in its address, a description or a staff note, in the languages that lists use.

>>> withheld("Domestic violence shelter - address not published")
True
>>> in_prose("Free and confidential counseling."), in_prose("The location is confidential.")
(False, True)

"Confidential" describes counseling far more often than a street, so a text must apply it to the place; within an
address it cannot describe anything else.
"""

from __future__ import annotations

import re

from importers.values.text import fold, letters_joined

_PLACE = r"(?:addr(?:ess|esses)?|adresses?|endereco|locations?|sites?|street|whereabouts|place|direccion(?:es)?|ubicacion|domicilio|lugar)"
_ASK = r"(?:call|phone|contact|ask|text|e-?mail|inquire|llam[ae]r?|pregunt[ae]r?|solicit[ae]r?|consult[ae]r?)"
TELL = r"(?:publish|disclos|releas|shar|list|display|show|print|post|giv|reveal|divulg|public|mostr|compart)"
_CLOSED = "secret|hidden|private|protected|secure|anonymous|oculta?|privada?|reservada|secreta?|protegida"
_KEPT = r"(?:confiden[ct]i?al|confident\w*l|confidencia\w*|undisclosed|unpublished|unlisted|secret[oa]?|withheld|hidden|vertraulich|geheim|sigilos[oa])"
_FOREIGN = re.compile(
    r"confidentielle?\b|\bkonfidansyel|\bkonfidentsial|\bvertraulich|\bgeheim|\bsigilos[oa]\b|保密|机密|機密|不公开|不公開|非公開|비밀|비공개|سري|سرية"
    r"|конфиденциальн|секретн|не разглаша|не публику|गोपनीय|गुप्त|\b(?:bao|bi) mat\b|\bgiu kin\b|\bkhong tiet lo\b"
)
"""The word "confidential" in other languages, folded; within an address it cannot describe anything else."""
_OF_A_PLACE = re.compile(
    r"\badress\w*\b|\badres\b|\blieu\b|\bkote\b|\b[đd]ia (?:chi|[đd]iem)\b|\bendereco\b|\blocal\b|地址|地点|地點|位置|住址|場所|주소|위치|عنوان|موقع|مكان|адрес|местонахожд|पता"
)
_WITHHELD = re.compile(
    r"\bconfiden[ct]i?al|\bundisclosed\b|\bunpublished\b|\bunlisted\b|\bwith-?held\b|\bredacted\b|\bsuppressed\b|\bnon-?(?:public|published)\b|\bconf\b"
    rf"|\b(?:do not|don'?t|never|not|cannot|isn'?t|can'?t|no(?: se)?(?: debe)?) (?:to )?(?:be )?(?:publicly )?{TELL}\w*"
    r"|\bnot (?:for|available to) (?:the )?public|\b(?:staff|internal)(?: use)?(?: eyes)? only\b|\bkeep (?:\w+ ){0,2}(?:private|secret|hidden|internal)\b"
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
_ASIDE_HIDES = re.compile(
    r"(?:please )?(?:keep |leave |stay )?off (?:of )?(?:the |our )?(?:web ?sites?|web|internet|map|directory|list|record)|(?:do not|don'?t|not|never) (?:to be )?(?:on|map|for|in|post|put on) ?(?:the |our )?"
    r"(?:web ?sites?|web|internet|maps?|directory|map it|distribution|publication|print|release|online)?|dnp|dnd|np|(?:for )?internal(?: use| only)*|(?:omit|exclude|remove|leave out|suppress|hide)(?:d|ed)?(?: (?:from|in|on|it|this|the|our|print|public|web ?site|web|map|directory|address|"
    r"listing|list|record|export))*|suppress|safe ?house|safe ?home|d\.?v\.?(?: (?:shelter|site|location|safe ?house))?|hush-?hush|unpublish|no (?:mapa|web|imprimir|difundir)|fuera del? (?:sitio|mapa|directorio)"
)
"""Words that, in an aside of an address, keep it from the public: "12 Elm Street (off the website)"."""
_BARE = frozenset(
    "private hidden secret internal restricted sensitive protected undisclosed privado privada oculto oculta secreto secreta interno interna "
    "prive privee confidentiel confidentielle".split()
)
"""Words that, alone in brackets or after a dash, withhold an address: "12 Elm Street [PRIVATE]"."""
_SHELTER = re.compile(
    r"\bsafe ?house\b|\bshelter\b|\brefuge\b|\balbergue\b|\brefugio\b|\bdomestic violence\b|\bviolencia\b|\btransitional housing\b|\btraffick\w*|\bd\.?v\.? "
)
_ASK_WHERE = re.compile(
    rf"\b{_ASK}\b[^.;\n]{{0,40}}\b(?:for|to (?:get|learn|find)|para|por)\b[^.;\n]{{0,20}}\b(?:{_PLACE}|directions)\b"
    r"|\bno (?:street )?(?:address|location)\b(?! (?:needed|required|necessary))"
)
_PIECES = re.compile(r"[()\[\]{}.;!*\n/,]|\s[-–—:]+\s|:\s|\s[-–—]$|^[-–—]\s")
_ASIDES = re.compile(rf"{_PIECES.pattern}|[<>~|*]")
_BETWEEN = r"(?:,? ?\b(?:secure|safe|private|emergency|residential|dv|domestic|violence|and|or|undisclosed|unmarked|gated|women'?s|family)\b){0,3},?"
_IN_PROSE = re.compile(
    rf"(?<!\bwe )(?<!\byour )\b{_PLACE}(?: (?:of|del?|de la)(?: \w+){{1,4}}?)? (?:is|are|es|e|esta|est|ist|will be|remains?|must be|is kept|se mantiene|debe ser)? ?(?:kept )?(?:strictly )?"
    rf"(?:en )?(?:{_KEPT}|reservad[oa]|privad[oa]|ocult[oa]|no (?:se )?(?:publica|divulga)"
    r"|(?:not|never) (?:be )?(?:publicly )?(?:disclosed|published|public|listed|released|shared|given|provided|revealed|told|divulged|posted)"
    r"|(?:for )?(?:internal|staff)(?: use| eyes)? only|(?:only |just )(?:given|told|released|disclosed|shared|provided) to|(?:not |un)available to (?:the )?public"
    r"|(?:protected|kept safe) by (?:law|statute|court)|made (?:public|known) to (?:no ?one|nobody)|not (?:to be )?(?:made|given|told|released|known) (?:public|out|to)\b)"
    rf"|\b{_PLACE} (?:must|should|may|can|is|are|will) ?(?:not|never) (?:to )?be (?:publicly )?(?:disclosed|published|public|listed|released|shared|given|provided|revealed|told|divulged|posted|made public)"
    rf"|\bno {_PLACE} (?:is |are )?(?:listed|published|given|shown|provided) (?:to protect|for (?:the )?(?:safety|protection|security))"
    rf"|\b(?:remove|strip|delete|take out|leave out) (?:the |this |our )?(?:street )?{_PLACE} (?:before|when|from|prior)"
    r"|\b(?:confidential|undisclosed|secret|hidden|unmarked) (?:setting|residential|residence|dwelling|house|home)\b(?! (?:visit|based))"
    rf"|\b{_PLACE} (?:must|should|has to|needs to|to) (?:be |stay |remain )?(?:kept )?(?:hidden|secret|private|confidential|withheld|internal|off)\b"
    rf"|\b(?:confidential|undisclosed|unpublished|secret|unlisted){_BETWEEN} (?:[a-z]+ )?(?:locations?|address(?:es)?|site|shelter|safe ?house|facility|whereabouts|residence)"
    rf"|\bno (?:se )?(?:da|dan|damos|revela\w*|comparte\w*|publica\w*|divulga\w*|proporciona\w*) (?:la |su |nuestra )?{_PLACE}"
    rf"|\b{_PLACE} (?:is |will be |are )?(?:only )?(?:given|provided|disclosed|revealed|shared) (?:only )?(?:upon|after|on|at|when|once|by)\b"
    rf"|\b(?:told|given|learn|receive) (?:the |our |its )?(?:exact |street )?(?:address|location)\b[^.;\n]{{0,20}}\b(?:after|upon|once|at intake|at screening|when they)\b"
    r"|\bconfidentially located|\bd\.?v\.? (?:safe ?house|shelter)\b"
    r"|\b(?:do not|don'?t|dont|never|not) (?:be )?(?:publish|disclose|share|release|list|give out|give|print|show|reveal|tell)[a-z]* (?:out )?(?:anyone |people )?"
    r"(?:(?:the |this |our |its )?(?:(?!your )\w+ )?(?:street )?(?:address|location|whereabouts)|where\b)"
    r"|\b(?:lugar|refugio|albergue) (?:confidencial|secreto|secreta)"
    rf"|\b(?:no|nunca|jamas) (?:se )?(?:puede |debe |debemos |podemos )?(?:dar|dé|den|decir|diga|revelar|compartir|divulgar|publicar|mostrar|proporcionar|informar) (?:a nadie )?(?:la |su |nuestra |el |donde)(?:\w+ )?(?:{_PLACE}|esta\w*)?"
    r"|\b(?:hidden|secret|undisclosed|unlisted) (?:[a-z]+ )?(?:location|address|site|place|shelter|facility)\b"
    r"|\b(?:can'?t|cannot|can not|won'?t|will not|don'?t|do not|never|unable to|not able to|not allowed to) (?:tell|say|share|give|reveal|disclose|announce|state)(?: (?:you|anyone|anybody|callers|people|families|out))*"
    r" (?:where\b|(?:the |our |its )?(?:exact |street )?(?:address|location)\b)"
)
_UNDISCLOSED = re.compile(r"(?:address |location |site )?(?:is )?(?:undisclosed|not disclosed|no divulgad[oa]|sin divulgar)")  # fmt: skip
_TERSE = re.compile(
    r"\b(?:hide|keep|withhold|suppress|mask|omit|redact|conceal|conf\.?|no publicar|ocultar) (?:the |this |their |our |street |la )*(?:addr(?:ess)?|location|direccion|ubicacion)\b(?! (?:up|in mind|current))"
    rf"|^\W*(?:\w+ )?(?:addr(?:ess)?|location|direccion|ubicacion|whereabouts)\s*[-=:–—]+\s*(?:strictly )?(?:{_KEPT}|private|privad[oa]|conf)\W*(?:$|[.;])"
)
"""Phrases in staff notes: "hide address", "Location = confidential"."""


def withheld(cell: str) -> bool:
    """Whether an address cell, or the name of a place, says that the place must not be revealed."""
    words = fold(letters_joined(cell))
    if _STREET_CALLED_SO.search(words):
        return False
    return (
        any(piece in _BARE for piece in pieces(words))
        or any(_ASIDE_HIDES.fullmatch(piece) for piece in pieces(words, _ASIDES))
        or bool(_WITHHELD.search(words) or _FOREIGN.search(words))
        or (not any(c.isdigit() for c in words) and bool(_ASK_FIRST.search(words)))
    )


def in_prose(words: str) -> bool:
    """Whether a description, note or name says that the place must not be revealed; "confidential counseling" does not."""
    said = fold(letters_joined(words))
    return (
        bool(_IN_PROSE.search(said) or _TERSE.search(said))
        or any(_UNDISCLOSED.fullmatch(piece) for piece in pieces(said))
        or bool(_SHELTER.search(said) and _ASK_WHERE.search(said))
        or any(_FOREIGN.search(part) and _OF_A_PLACE.search(part) for part in re.split(r"[.;。؛\n]", said))
    )


def pieces(folded: str, apart: re.Pattern[str] = _PIECES) -> list[str]:
    """Return the separate parts of folded text: sentences, asides in brackets, text after a dash."""
    return [piece for part in apart.split(folded) if (piece := part.strip(" -–—:"))]
