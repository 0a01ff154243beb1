"""Names of people and places that sound like danger, and who is wanted to help, masked before a text is read for danger.

>>> without_names("Mr. Raper will call the mother")
'Mr. X will call the mother'
>>> without_names("Tommy Shooter has a gun"), without_names("the shooter has a gun")
('Tommy X has a gun', 'the shooter has a gun')

>>> without_helpers("dentist for my daughter, not a man, on Fridays")
'dentist for my daughter, on Fridays'

A word is taken for a name only if it is used as one: after a title, beside a first name, before "family" or "Elementary".
Everything else is kept as written, since a name that is read as danger costs less than danger that is read as a name.
"""

from __future__ import annotations

import re

_SURNAMES = frozenset(
    "armas barranco bloodworth coffin cruz deadman deadwood fuentes gore graves guerra gunn gunner gunpowder hitt killgore killian"
    " killingsworth mata matamoros matas molester payne pistole puente raper rapp rapper rios shooter shotwell slaughter stabler tomb"
    " tombs verdugo violante violeta".split()
)
"""Real names that sound like danger or are spelled like a word for it."""

_WORDS_TOO = frozenset(
    "bala bang battery beating blade blades blood boom bullet burns choke cuchillo cutter cutting dead death dies drown drowning dye"
    " gang hang hanger hanging hooker hurt knife muerto pain pistol rape savage weed".split()
)
"""Names that are also words of danger: only with a capital, after a title or before something named after people."""

_ABBREVIATED = r"(?:mr|mrs|ms|mx|dr|dra|sr|sra|srta|prof|profr|profra|rev|lic)\b\.?"
_WRITTEN_OUT = (
    r"(?:miss|señora?|senora?|señorita|doctora?|profesora?|profe|maestr[oa]|licenciad[oa]|director|directora|don|doña|coach|principal"
    r"|officer|nurse|judge|pastor|dean|deputy|detective|professor|counselor)\b"
)
_WORD = r"[^\W\d_][\w-]*"
_TITLED = re.compile(rf"(?<![\w-])((?i:{_ABBREVIATED}|{_WRITTEN_OUT}))(\s+)({_WORD})(?:(\s+)([A-ZÁÉÍÓÚÑ][\w-]+))?")
_PLACED = re.compile(
    rf"\b({_WORD}?)(s?)(?=(?:'s)?\s+(?i:family|twins?|brothers|sisters|kids|elementary|middle|high|primary|academy|school|street|st\b|road|rd\b"
    r"|avenue|ave\b|lane|drive|creek|hall|county|park|boulevard|blvd))"
)
_FAMILY = re.compile(rf"\b((?i:la familia|los|las|calle|avenida|colonia|escuela)\s+)({_WORD})")
_PAIR = re.compile(rf"\b({_WORD})(\s+)({_WORD})")
_NO_FIRST_NAMES = frozenset(
    "a active after all an and any armed as at bad big but by el ella en es for from gun he her his i if in is it la las lethal lone los"
    " mass my near new no not of on or our possible school se self she si su suspected the their there they this to un una was we when"
    " who with y yes you your".split()
)


_WHO = r"(?:man|male|men|guys?|woman|female|women|lady|hombres?|var[oó]n|varones|mujer(?:es)?|masculino|femenina)"
_HELPER = re.compile(
    rf"[,(]?\s*\b(?:(?:but|and|pero|y)\s+)?(?:(?:definitely |please |preferably |de preferencia )?"
    rf"(?:not|no|never|isn'?t|that isn'?t|who isn'?t|que no sean?)\s+(?:with |by |con )?(?:an? |una? |any |ning[uú]n )?{_WHO}(?:\s+please)?"
    rf"|(?:an?|una?|solo|s[oó]lo|only)\s+{_WHO}\s+(?:please|if possible|only|preferred|por favor|de preferencia|si es posible|si se puede))"
    r"(?=\s*(?:[,.;)!]|$))",
    re.IGNORECASE,
)


def without_helpers(text: str) -> str:
    """Return the text without the words that only say whether a man or a woman is to help: beside a girl they sound like danger."""
    return _HELPER.sub("", text).strip()


def without_names(text: str) -> str:
    """Return the text with an X in place of each name that sounds like danger and is used as a name."""
    if not any(_sounds(word) or _sounds(word.removesuffix("s")) for word in re.findall(r"[^\W\d_]+", text)):
        return text
    for pattern, replaced in _SHAPES:
        text = pattern.sub(replaced, text)
    return text


def _sounds(word: str) -> bool:
    """Whether a word may be a name that sounds like danger; one that is also a word needs its capital."""
    plain = word.lower().split("-")[0]
    return plain in _SURNAMES or (word[:1].isupper() and plain in _WORDS_TOO)


def _titled(match: re.Match[str]) -> str:
    title, gap, one, between, two = match.groups()
    return f"{title}{gap}{'X' if _sounds(one) else one}" + (f"{between}{'X' if _sounds(two) else two}" if two else "")


def _placed(match: re.Match[str]) -> str:
    word = match[0]
    return "X" if word[:1].isupper() and (_sounds(word) or _sounds(word.removesuffix("s"))) else word


def _family(match: re.Match[str]) -> str:
    return f"{match[1]}X" if match[2][:1].isupper() and _sounds(match[2]) else match[0]


def _paired(match: re.Match[str]) -> str:
    """Mask a first name and a surname, or two surnames: both capitalized, the first not a word that begins a sentence."""
    one, gap, two = match.groups()
    if not (one.istitle() and two.istitle()) or {one.lower(), two.lower()} & _NO_FIRST_NAMES:
        return match[0]
    return f"{'X' if one.lower() in _SURNAMES else one}{gap}{'X' if {one.lower(), two.lower()} & _SURNAMES and _sounds(two) else two}"


_SHAPES = ((_TITLED, _titled), (_FAMILY, _family), (_PLACED, _placed), (_PAIR, _paired))
