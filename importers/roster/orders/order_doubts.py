"""The safety net under the patterns of orders: a denial or a word of danger beside a relative or guardian must be read.

"Do not give Pete the new number", "abduction risk: father"   -> a person must read it
"Mom works nights, not home before six"                       -> plainly harmless
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.roster import kin
from importers.roster.orders import order_words
from importers.roster.row import RosterGuardian
from importers.values.text import fold

_ABOUT = (
    r"(?:(?:contact )?(?:issues?|info\w*|details?|problems?|concerns?|restrictions?)|want (?:robocalls?|texts?|e-?mails?)|home|available|awake|sure|yet|only|before|until|after|later|now|well|working|employed|english|spanish|fluent|literate|vegetarian"
    r"|(?:a |an |the |any )?(?:cell|mobile|phone|car|vehicle|e-?mail|internet|wifi|voice ?mail|computer|license|insurance|minutes|data|job|preference"
    r"|pets?|allerg\w+|siblings?|questions?|interpreter|translator|glasses|bus|photos?|peanuts?|nuts|milk|pork|lunch|school|flu shot|facebook|robocalls?)"
    r"|speak\w*|reads?|understands?|know how|drives?(?! (?:him|her|them|the|\w+ home))|works?|eats?|lives?|use (?:e-?mail|text\w*|apps?|internet|whatsapp|facebook)"
    r"|checks?|attend college|remember|prefer|required|applicable|married|ready|on file|listed|text"
    r"|ingles|espanol|hablan?(?! con)|entienden?|saben? (?:leer|escribir|ingles|manejar)|lee|escribe|manejan?|trabajan?|esta (?:en casa|disponible|trabajando)|viven?"
    r"|tienen? (?:un |una )?(?:carro|coche|auto|telefono|celular|correo|internet|licencia|trabajo|alergi\w+|seguro|computadora|transporte|whatsapp|hermanos|mascotas)"
    r"|usan? (?:correo|internet|whatsapp|texto)|hay (?:clases|escuela|alergi\w+))\b"
)
_HARMLESS = re.compile(
    r"(?:\b(?:is|are|was|were|will|does|do|did|has|have|had|may|can|could|would)(?: ?n[o']t| not)|\bcannot|\b(?:don|doesn|didn|isn|can|won|hasn|haven|aren|wasn)'?t|\b(?:no|not|never|nunca|ni|sin|without|neither parent|neither))"
    rf"(?: (?:be|been|have|has|a|an|the|at|any|yet|also|always|usually|often|very|own|se|lo|la|le|muy|from|in|on|currently|get off|off)\b)*,? {_ABOUT}"
    r"|\b(?:ni|neither|ningun[oa])\b (?:\w+ ){1,6}?(?:hablan?|speaks?|entienden?|understands?|reads?|drives?)\b(?! (?:con|to|with))"
    r"|\bnot (?:mom|dad|mother|father)'s (?:first|native)|\bnow?here\b|\bno(?:\.|:)? ?#? ?\d|\bno (?:mother|father|mom|dad|padre|madre|papa|mama) (?:on|listed|named|in)\b"
)
"""Harmless denials about languages, work, hours, telephones and food."""
_DENIAL = re.compile(
    r"\b(?:no|not|never|dont|cannot|cant|wont|nobody|none|neither|nor|without|nunca|jamas|nadie|ningun[oa]?|ni|tampoco|sin|nao|nunca|nem|pa|ne|pas)\b|\b\w+n['’]t\b"
    r"|\bkeep\b.*\b(?:from|off|out|away)\b|\b(?:withh[eo]ld|refus|remov|revok|prevent|deny|denie|prohib|proib|forbid|forbad|ban(?:s|ned)?\b|bar(?:s|red)\b|block|exclu|hid(?:e|ing)|secret|stop\b|unwelcome|beware|caution|danger)\w*"
    r"|\b(?:abduct|kidnap|predator|offender|risk|unsafe|molest|harass|stole|intoxicat|drunk|weapon|armed|convict|felon|arrest|charged|threat)\w*"
    r"|\b(?:quit(?:o|ar|aron|en)|perdio|suspend\w*|retener|negar|nieg\w*|evit\w*|ocult\w*|secuestr\w*|delincuente|agresor\w*|abusador\w*|riesgo|cuidado con|arma\w*|borracho|denunci\w*|perigo\w*|agress\w*|entezi|defann\w*|danje\w*)\b"
)
"""Denials, and words of withholding and danger, in the languages in which schools write notes."""
_SOMEBODY = re.compile(
    rf"\b(?:{kin.WORDS})s?\b|\b(?:pai|mae|manman|pere|maman)\b|\b(?:guardian|contact|tutor) ?#?[1-9]\b|\b(?:mr|mrs|ms|sra?|senora?) \w"
)


def doubtful(text: str, people: Sequence[RosterGuardian], apart: str = "") -> bool:
    """Whether a cell denies something to a relative or guardian, or mentions danger, and is not plainly harmless.

    `apart` is the name of the student, whose words name no guardian.
    """
    said = order_words.plain(text)
    if not _DENIAL.search(said):
        return False
    own = set(re.findall(r"\w+", fold(apart)))
    names = {word for one in people for word in re.findall(r"\w{2,}", fold(one.name))} - own
    said = re.sub(r"\b(mrs?|ms|sra?|dr)\.", r"\1", said)
    for sentence in re.split(r"(?<!\b\w)[.;!?|\n]+(?=\s|$)", said):
        if _DENIAL.search(_HARMLESS.sub(" ", sentence)) and (
            _SOMEBODY.search(sentence) or names & set(re.findall(r"\w+", sentence))
        ):
            return True
    return False
