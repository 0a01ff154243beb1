"""Roles of people in a note about an order other than the one whom it forbids: somebody to call, or to protect.

"call the aunt", "except mother", "dad may pick up"   -> spared by the order
"never ring or call dad"                              -> not spared: the call is denied
"mother has a restraining order"                      -> holds the order, which is against somebody else
"""

from __future__ import annotations

import re

ARTICLES = r"(?:(?:the|his|her|their|student'?s|child'?s|a|al|el|la|los|su|sus|to|with|w/|con|only|solo|legal|mr|mrs|ms) ?)*"
_SPARED = re.compile(
    r"(?:\b(?:call|contact|phone|text|e-?mail|notify|ask|use|reach|release|only|solo|solamente|except|excepto|other than|mas que|que no sean?|aparte de|but|salvo|menos|unless|without|sin"
    r"|llam\w+|avis\w+|contact\w+|entreg\w+|habl\w+|(?:lives?|living|resides) with|vive con|per|according|segun|order of"
    r"|custod\w+|granted|request of|instead) (?:(?:is|es|only|solo|sole|legal|goes|of|de)[: ])*:? ?)" + ARTICLES + "$"
)
"""Words before somebody who is to be called, or whose child it is: "call the aunt", "except mother"."""
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|dont|nor|nunca|jamas|nao|ni|avoid|illegal|unlawful|forbid\w*|prohib\w*|unauthori[sz]ed|refus\w*|stop)|n't)\b(?: [\w']+){0,4}[ :]*$"
)
"""Words that turn "call dad" into its opposite: "never ring or call dad"."""
_ONLY_UNDER = re.compile(r"(?:supervis\w*|supervisad\w*|unsafe|not safe)[^,;:.]{0,40}$")
_IS_DENIED = re.compile(
    r"(?: (?:is|are|be|being|must|may|should|shall|has|have|to|only|strictly|esta|debe|ser|queda))* (?:only )?"
    r"(?:supervis|unsafe|not safe|prohib|forbid|illegal|barred|banned|not allowed|not permitted)"
)
"""Words that forbid the contact they name: "supervised visits only with father", "contacting dad is prohibited"."""
_SPARED_AFTER = re.compile(
    r" ?(?:[:-] ?)?(?:only\b|solo\b|solamente\b|(?:is )?ok(?:ay)?\b|(?:may|can)(?! ?no?t\b| ?n't\b)\b|puede\b|tiene la custodia"
    r"|has (?:sole|full|legal|primary|physical|custody)|says?\b|said\b|asks?\b|asked\b|requests?\b|requested\b|wants?\b|dice\b|pide\b|pidio\b"
    r"|(?:will|to) pick|knows\b|is (?:primary|custodial)|is the (?:primary|custodial)|'s (?:consent|permission|request|approval))"
)
_ORDER = r"(?:restraining|protecti(?:on|ve)|order|orden|ppo|tro|pfa|dvro|dvpo|epo|stay)"
_HOLDS = (
    r"(?:has|have|had|holds?|got|gets?|obtained|filed(?: for)?|requested|granted|tiene|obtuvo|consiguio|pidio) "
    rf"(?:an? |the |una? |la )?(?:\w+ )?{_ORDER}"
)
_HELD_AFTER = re.compile(rf" ?{_HOLDS}|'s (?:\w+ )?{_ORDER}")
_HELD_BEFORE = re.compile(
    rf"\b{_ORDER}\w* (?:for|protects?|protecting|by|para|por) {ARTICLES}$|\bprotects? {ARTICLES}$|\bprotege a {ARTICLES}$"
)
_HELD = re.compile(rf"\b{_HOLDS}|\b(?:order|orden) (?:for|protects?|protecting|by|para|por)\b")


def spared(before: str, after: str) -> bool:
    """Whether words before or after a person say that this person is to be called, or is excluded from an order."""
    told = _SPARED.search(before)
    if told and not _DENIED.search(before[: told.start()]):
        return True
    return bool(_SPARED_AFTER.match(after))


def denied(before: str, after: str) -> bool:
    """Whether words around a person forbid the very contact that they name, or allow it only under supervision."""
    return bool(_ONLY_UNDER.search(before) or _IS_DENIED.match(after))


def held(before: str, after: str) -> bool:
    """Whether words before or after a person say that an order protects this person."""
    return bool(_HELD_BEFORE.search(before) or _HELD_AFTER.match(after))


def of_a_holder(said: str) -> bool:
    """Whether a note mentions somebody who holds an order."""
    return bool(_HELD.search(said))
