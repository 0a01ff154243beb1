"""The grammar of a threat: somebody who will, would or means to kill or to hurt somebody, in English and in Spanish.

>>> threat("he said hed kill us all".split())
<Threat.TO_KILL: 'THREAT_TO_KILL'>
>>> threat("my mom is going to kill me".split())
<Threat.SAID_OF_KIN: 'THREAT_SAID_OF_KIN'>
>>> threat("this heat will kill us".split())
<Threat.BY_A_THING: 'THREAT_BY_A_THING'>

A word of harm says little by itself, and who is meant by it says much: "kill us" and "kill it", "hurt her" and "hurt her
chances". A threat is one more idea of a sentence, and the model learns what stands beside it.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Threat(StrEnum):
    """What kind of threat a sentence holds, the gravest first."""

    TO_KILL = "THREAT_TO_KILL"
    TO_HARM = "THREAT_TO_HARM"
    SAID_OF_KIN = "THREAT_SAID_OF_KIN"  # "my mom is going to kill me", which hardly anybody means
    BY_A_THING = "THREAT_BY_A_THING"  # "this heat will kill us", and what is said with a laugh


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_PERSON = _any(
    r"moms? mommy mother mama mami ma dads? daddy father papa papi parents? brothers? sisters? siblings? bro sis baby babies"
    r" kids? child children sons? daughters? wife husband grandma grandmother grandpa grandfather aunt uncle cousins? family"
    r" friends? girlfriend boyfriend bf gf teachers? principal students? classmates? counselor girls? boys? woman women lady"
    r" neighbors? nephew niece puppy madre jefa padre hermanit[oa]s? herman[oa]s? bebe ninos? ninas? hij[oa]s? espos[oa] abuel[oa]s?"
    r" ti[oa]s? prim[oa]s? familia amig[oa]s? novi[oa] maestr[oa]s? director[a]? alumn[oa]s? companer[oa]s? senora? muchach[oa]s?"
)
_PART = _any("arms? legs? face hands? neck throat head fingers? bones? skull jaw teeth ribs belly stomach")
_WILL = (
    r"(?:(?:going|goin|wants?|wanted|plan(?:s|ned|ning)?|threat\w*|tr(?:ies|ied|ying)|swore|promised|about|abt) (?:to|2)"
    r"|gonna|gona|gunna|gon|finna|bouta|will|wud|would|hell|shell|theyll|ill|hed|shed|theyd|id|wanna|tryna)"
)
_BETWEEN = r"(?:(?:really|actually|just|come|go|up|over|back|here|there|and|to|literally|seriously|fucking|freaking|then|also|all) ){0,4}"
_KILL = r"(?P<kill>kil+|murder|shoot(?: up)?|shute|stab|strangle|drown|smother|suffocate|behead|execute)"
_HARM = r"(?:burn|beat|hurt|harm|choke|cut|slice|slit|hit|punch|slap|whip|break|attack|jump|throw|rape|torture|hang|poison|get|finish|run over|blow up)"
_AFTER_HER = _any(
    "and or if when with for too again in at on because cuz bc who while tonight today tomorrow tmrw before after once next like"
    " dead unless until till so but to by from right now off"
)
_WHOM = (
    r"(?:(?:me|us|him|them|you|u|every ?(?:one|body)|evrybody|evryone|some(?:one|body)|people)\b"
    r"|(?:my|his|her|their|our|your|the|this) (?:\w+ )?(?:house|home|school|bus|trailer|apartment|place)\b|every bone\b|whoever\b"
    rf"|(?:all |both |both of |all of |each of )?(?:my|his|her|their|our|your|the|a|that) (?:\w+ )?(?:{_PERSON}|{_PART})\b"
    rf"|(?:mom|mommy|mama|mami|dad|daddy|papa|grandma|grandpa)\b|her(?: {_AFTER_HER}\b|$))"
)
_ENGLISH = re.compile(
    rf"\b(?P<will>{_WILL}) {_BETWEEN}(?:(?:{_KILL}|{_HARM}) (?P<whom>{_WHOM})|put (?:a|two|one) bullets? in|make (?:me|her|him|us) disappear)(?P<rest>.*)"
)

_WILL_SPANISH = (
    r"(?:(?:va|van|voy|vas|iba|iban|ba|ban|iva|ivan|hiba)(?: a| ha)?|quier[eo]n?|queria|kiere|puede|piensa|planea"
    r"|ame?n[ae][zs]\w*(?: a \w+(?: \w+)?)?(?: con| de)?|jur[oa]|trat[oa] de|intent[oa])"
)
_STEM = (
    r"(?:(?P<kill>mat|asesin|degoll|ahorc|aorc|horc|estrangul|ahog|apunal|acuchill|bal[e]?|dispar)"
    r"|golpe|peg|lastim|quem|kem|pic|romp|quebr|part|machete|colg|aventar|tir|avent|viol|desaparec|cort|tron|madre|encerr)(?:ar|er|ir|ear)"
)
_SPANISH = re.compile(
    rf"(?:\b(?P<before>me|nos|la|lo|las|los|le|les|te) )?\b{_WILL_SPANISH} (?:a )?{_STEM}(?P<after>me|nos|la|lo|las|los|le|les|te|melo|noslo)?\b"
    rf"(?P<whom> al? (?:(?:mi|mis|su|sus|la|el|los|las|un|una|nuestra|nuestro|otro|otra) )?(?:{_PERSON}|todos|todas|todo el mundo|alguien|gente)\b| (?:en )?(?:la|mi|su|nuestra|toda la|el|mi) (?:casa|escuela|secundaria|prepa\w*|colegio|salon|cafeteria)\b)?"
    r"(?P<rest>.*)"
)  # fmt: skip
_DENIED = re.compile(r"\b(?:not|never|wont|isnt|wouldnt|doesnt|didnt|aint|no|nunca|jamas)(?: \w+)?$")
_KIN = re.compile(
    r"\b(?:(?:my|our|mi|mis|ur|your) )?(?:moms?|mommy|mother|ma|parents|grandma|sister|coach|teacher|wife|mama|ama|jefa|mami|abuela|hermana"
    r"|maestr[oa]|entrenador|entrenadora|profe|esposa|papas)(?: is| are| was| says?| said| dijo(?: que| q)?)?(?: shes?)?(?: so)?$"
)
_FATHER = re.compile(r"\b(?:(?:my|mi|ur|your) )?(?:dads?|brother|papa|apa|hermano)(?: is| was)?(?: so)?$")
"""Of whom it is said lightly only that he will kill "me"."""
_NOUNS = _any(
    "heat cold traffic rent homework stairs waiting humidity boredom schedule paperwork practice game test class math algebra chemistry"
    " calor frio trafico renta tarea espera materia sol examen curiosidad"
)
_THING = re.compile(rf"\b(?:{_NOUNS})(?: is| are| nos| me)*$|\b(?:this|that|these|those|the|est[ea]|es[ea]|its?)(?: \w+){{0,2}}$")
_SOMEBODY = re.compile(
    rf"\b(?:i|he|she|they|we|who|hes|shes|theyre|im|man|men|guys?|dude|somebody|someone|ex|step\w+|cops?|fianc\w+|crew|gang|roommate|landlord|partner"
    rf"|el|ella|ellos|hombres?|padrastro|madrastra|pandilla|tipos?|que|{_PERSON})$"
)
_CONTRACTED = re.compile(r"(?:hell|shell|theyll|ill|hed|shed|theyd|id)$")
_OTHERS_TOO = re.compile(r" (?:all|both|and|or|a tod[oa]s|y|e) ?")
_LAUGH = re.compile(
    r"\b(?:de (?:risa|ternura|nervios|aburrimiento|calor|hambre|un susto)|la curiosidad|lol|lmao|ja(?:ja)+\w*|ha(?:ha)+\w*)\b"
)


def threat(words: list[str]) -> Threat | None:
    """The threat that the words of a sentence hold, in plain lower case without accents; None where they hold none."""
    return _threat(" ".join(words))


def _threat(text: str) -> Threat | None:
    found = [kind for match in _matches(text) if (kind := _kind(text, match))]
    return min(found, key=list(Threat).index) if found else None


def _matches(text: str) -> list[re.Match[str]]:
    spanish = [one for one in _SPANISH.finditer(text) if one["before"] or one["after"] or one["whom"]]
    return [*_ENGLISH.finditer(text), *spanish]


def _kind(text: str, match: re.Match[str]) -> Threat | None:
    before = text[: match.start()].strip()
    if _DENIED.search(before):
        return None
    if _LAUGH.search(text):
        return Threat.BY_A_THING
    whom = (match["whom"] or "").split()[:1] or [match.groupdict().get("before") or match.groupdict().get("after") or ""]
    kin = _KIN.search(before) or (_FATHER.search(before) and whom[0] == "me")
    if whom[0] in ("me", "us", "nos", "you", "te") and kin and not _OTHERS_TOO.match(match["rest"]):
        return Threat.SAID_OF_KIN
    by = re.sub(r" (?:is|are|was|were|has|had)$", "", before)
    if _THING.search(by) and not _SOMEBODY.search(by) and not _CONTRACTED.match(match.groupdict().get("will") or ""):
        return Threat.BY_A_THING
    return Threat.TO_KILL if match["kill"] else Threat.TO_HARM
