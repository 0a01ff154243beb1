"""The words with which a roster says whom nobody may contact, in the languages in which schools write.

    "Father - NO CONTACT", "dirección: no llamar", "禁止联系"   -> forbid contact
    "custody: mother only", "see court order"                   -> a person must read them
    "Restraining Order: Yes", "Guardian 2 May Pick Up: No"      -> what the header asks, answered

Every pattern is matched against folded text: lower case without accents, plain quotes, single spaces.
"""

from __future__ import annotations

import re
import unicodedata

from importers.roster import kin
from importers.values.text import clean, fold, letters_joined

_ACT = (
    r"(?:contact|call|phone|e-?mail|text|mail|talk to|talk with|speak(?! (?:\w+ )?(?:english|spanish|arabic|the language))|release|pick|inform|notif|disclose|share"
    r"|give (?:out|info|any info|him|her|them|it to|the (?:address|number|phone|child|student)|address|number)|given (?:out|to|away)|let (?:him|her|them|dad|mom|father|mother)|allow|visit|approach"
    r"|see (?:him|her|them|the (?:child|student|kid)|child|student|son|daughter)|tell(?! time)|reach|communicat|discuss|leave (?:a )?(?:message|voice)|leave with|greet|write|answer|respond|reply|meet (?:the |him|her|them|child|student|bus)|enter (?:the |school|campus|building|property)|come (?:on|near)|be (?:on|at|in|near|around)(?: the)? (?:school|campus|property|grounds|building|bus|child|student|him|her|them)|(?:go|leave) (?:\w+ )?with|take (?:him|her|them|the child|the student|child|student)|attend (?:school |any )?(?:events?|conferences?|meetings?)|have (?:any )?(?:contact|access|communication|info|visit|her|his|their|them|him)|get (?:any |info|her|his|him|them)|receive|sign out|sign him|sign her|hand over)\w*"
)
_ACTO = r"(?:contact\w*(?! (?:info\w*|details?|numbers?|persons?|issues?|problems?|concerns?|restrictions?|limitations?|listed|provided|given|available|lens(?:es)?|sports?)\b)|d(?:ar|en|e) (?:la |ninguna )?informacion|llam\w*|reco[gj]\w*|habl(?!\w* (?:\w+ )?(?:ingles|espanol|bien))\w*|entreg\w*|comunic\w*|visit\w*|ver\b|custodia|avis\w*|inform\w*|decir\w*|diga\w*|acer(?:c|qu)\w*|escrib\w*|ser (?:contactad|llamad|informad|avisad)\w*|entrar|estar (?:en|cerca)|venir|llev(?:ar|e|en)\w*|retir(?:ar|e)\w*)"
_MISSING = r"(?! (?:info\w*|details?|numbers?|persons?|issues?|problems?|concerns?|restrictions?|limitations?|listed|provided|given|available|lens(?:es)?|sports?)\b)"
_OTHER_MATTERS = r"(?! (?:be (?:home|available|able|there|reachable|awake|sure)|know|speak|understand|have (?:an? |phone|internet|e-?mail|minutes|service)|need|want|always|remember|be (?:able|sure)))"
"""What a relative may not do or be without an order being meant: "mom may not be home before six"."""
_NOT_SOMEBODY = (
    rf"(?:^|[(\[*:;,/-] ?)(?:not (?:the |his |her |to )?|no (?:al|a la|el|la|a los|los) )(?:{kin.WORDS})\b(?!['\w])(?! (?:guardian|parent|phone|cell|number|name)\b)"
    rf"|\b(?:{kin.WORDS})(?: is| -|:|-|,)? no[.!)\]*]*$"
)
"""A person with only a "not" or "no": "(NOT dad)", "Dad - NO"."""
_FORBIDS = re.compile(
    rf"\bno[ -]?(?:direct |phone |further |unsupervised )?cont(?:act)?\b{_MISSING}|\bavoid (?:all |any )?contact\b|\bevit(?:ar|e|en) (?:todo |el )?contacto\b"
    rf"|\b(?:neither|nobody|no one|no parents?)\b(?: [\w,/&]+){{0,7}}? (?:(?:may|can|could|should|must|shall|is|are|to)(?: be| have| ever)?(?: (?:allowed|permitted|authorized)\b| {_ACT})|(?:allowed|permitted|authorized)\b)"
    rf"|\b(?:ni|ningun[oa]?|nadie|tampoco)\b(?: [\w,/&]+){{0,7}}? (?:(?:puede|debe|tiene)n?|podran?|estan?)(?: (?:que|derecho a|permiso (?:de|para)|autorizad\w+|permitid\w+|a|para))* ?(?:{_ACTO}|(?<=autorizad[oa])\b|(?<=autorizad[oa]s)\b)"
    rf"|\b(?:ni|ningun[oa]?)\b(?: [\w,/&]+){{0,5}}? (?:autorizad|permitid)[oa]s?\b"
    rf"|{_NOT_SOMEBODY}|\b(?:{kin.WORDS})\b(?: [\w']+){{0,3}}? (?:(?:may|must|shall) ?n[o']t|is not to|no debe)\b{_OTHER_MATTERS}"
    r"|\b(?:zero|cero|ningun) (?:contact|contacto)\b|\bstay (?:at least )?(?:away\b|\d+ ?(?:feet|ft|yards|yds?|miles?|meters?|m)\b)|\bt\.?p\.?r\b(?! training)"
    r"|\bnco\b|\bkein(?:en|e)? kontakt\b|\bnon[ -]contact\b|\bn\.c\.|\bn/c\b|(?<!\bhas )(?<!\bhave )\bno (?:communication|messages?|mail|texts?|e-?mails?)\b"
    rf"|\b(?:do|does|should|shall|must|may|can|could|will|is|are)(?: ?n[o']?t|not)\b,? (?:to )?(?:be |have |ever )?{_ACT}"
    rf"|\b(?:don'?t|cannot|can'?t|mustn'?t) (?:be |have )?{_ACT}"
    rf"|\b(?:never|not to) (?!(?:answer|respond|call|visit|pick|text|write|speak|talk|tell)s\b)(?:be )?{_ACT}|\bnot (?:be )?(?:allowed|permitted|authorized|cleared|approved)\b|\bunauthorized\b"
    r"|\bno (?:pick ?-?up|access|visit\w*|custody|rights?|info\w*|calls?|release)\b|\bnot safe\b|\bkeep (?:\w+ ){0,3}away\b"
    r"|\brestraining(?: orders?)?\b|\bprotecti(?:on|ve) orders?\b|\borders? of protection\b|\bdvr?po?\b|\bdvro\b|\bstay[ -]away\b|\btrespass\w*"
    r"|\bbarred\b|\bbanned\b|\b(?:parental )?rights (?:were |have been |are )?(?:terminated|revoked|severed|suspended)|\b(?:terminated|revoked|severed) (?:parental )?rights\b|\binjunction\b|\bsupervised\b(?! (?:study|recess|lunch|play|practice|homework|swim|after|before)\w*)|\bsupervisad[oa]s?\b|\bdnc\b"
    rf"|\brestricted\b|\bprohibited\b|\bforbidden\b|\bno (?:permission|authori[sz]ation|authority) (?:for anyone )?to {_ACT}|\babuser\b|\bunsafe\b"
    r"|(?:^|\d)\W*(?:do not|don'?t) use(?: this| it| number| phone| him| her)*\W*(?:$|[\d(])|\d\W+no!"
    # Spanish, Portuguese, French, Haitian Creole
    r"|\borden(?:es)? (?:judicial )?de (?:restriccion|proteccion|alejamiento)|\bsin contacto\b"
    r"|\bno (?:esta |estan )?(?:autorizad|permitid)[oa]s?\b|\b(?:mantener(?:se|l[oa])?|mantengan?) (?:\w+ ){0,3}alejad[oa]s?\b|\bsin (?:derecho|permiso)s?\b|\bno (?:se )?(?:l[eoa]s? )?permit\w+"
    rf"|\bno (?:se )?(?:l[aeo]s? )?(?:(?:puede|debe)n? (?:de )?|podran? |dej\w+ |permit\w+ |tienen? (?:permiso|derecho)\w*(?: (?:de|a|para))? ?)?(?:que )?(?:(?:el |la |su |al? (?:la )?)?(?:padre|papa|madre|mama) )?(?:se )?(?:l[aoe]s? )?{_ACTO}|\bno tienen? (?:permiso|derechos?|custodia)"
    r"|\b(?:prohibid[oa]s?|se prohiben?)\b(?: (?:(?:el|todo|todo el|cualquier|la) )?(?:contact|comunicacion|acerc|acces|llam|recoge|visit)\w*)?|\bvisitas? supervisadas?|\brestringid[oa]\b"
    r"|\bnao (?:contat|contact|lig|cham|avis|entreg|fal)\w*|\bordem de (?:restricao|afastamento|protecao)|\bproibid[oa]\b"
    r"|\bne pas (?:le |la |l')?(?:contact|appel|joindre|inform|prevenir|remettre|parler)\w*|\bordonnance\b|\binterdi[ct]\w*|\bpa (?:kontakte|rele|pale ak)\b"
    # Vietnamese, Somali, Swahili, Tagalog
    r"|\bkhong (?:đuoc |duoc )?(?:lien lac|lien he|goi|tiep xuc)|\blenh cam\b|\bha (?:la|u) (?:soo )?(?:xi[dr]\w*|wicin|yeerin)|\blama xiriiri\w*"
    r"|\busiwasiliane\b|\busimpigie\b|\bhuwag (?:tawagan|kontakin|kausapin)\b"
    # Chinese, Arabic, Russian and Ukrainian, Korean
    r"|禁止|不要联系|不要聯繫|不得联系|不得聯繫|勿联系|勿聯繫|请勿|請勿|限制令|保护令|保護令"
    r"|ممنوع|لا تتصل|لا يجوز|عدم الاتصال|امر حماية|امر تقييد"
    r"|не звони\w*|не связыва\w*|не контактир\w*|запрет\w*|запрещ\w*|не дзвон\w*|заборон\w*|연락 ?금지|접근 ?금지|연락하지"
)  # fmt: skip
_GOVERNED = re.compile(
    rf"(?<=[a-z])(?: (?:anyone|anybody|staff|school|him|her|them))? ?:? ?\b(?:to|from)(?: \w+){{0,2}}? {_ACT}(?:(?:,|/| or| and| nor)+ ?{_ACT})*"
    r"|(?<=[a-z])(?: (?:any|all|phone|direct|further))* (?:contact|communication|release|calls?)\b(?= ?:|(?: with| to| between)? (?:the )?\w+)"
    rf"|(?<=[a-z]) (?:(?:que|a|para|el|la|todo|de) )*(?:se )?(?:l[aoe]s? )?(?:{_ACTO}|(?:lig|fal|cham|busc)ar\b)(?:(?:,|/| o| y| ni| ou| e)+ ?{_ACTO})*"
)
_WITH_ACT = re.compile(
    r"(?:allowed|permitted|authorized|cleared|approved|(?:prohib|forbid|barr?ed|bann|restrict|prohib|proib|permit|permis|autoriz)\w*)$"
)
"""Words that forbid the act that follows them: "forbidden to call", "prohibido entregar"."""
_ORDERS = re.compile(
    r"\b(?:P\.?P\.?O|T\.?R\.?O|P\.?F\.?A|E\.?P\.?O|T\.?P\.?O|O\.?F\.?P|D\.?V\.?R\.?O|D\.?V\.?P\.?O)\b|(?:^|[-(\[] ?)R/?O(?=$|[)\]]| (?:on|in) )"
)
"""Kinds of orders by their initials, only in capitals: Tro and Ofp may be names."""
_NO_ORDER = re.compile(
    r"\bno (?:known |current |active |existing )?(?:(?:restraining|protecti(?:on|ve)|court|no[ -]contact|custody) )+orders?\b(?! contact)"
    r"|\bno (?:known |current )?(?:custody|visitation|legal|custodial) (?:issues?|concerns?|restrictions?|alerts?|matters?|arrangements?|disputes?)\b"
    r"|\b(?:do ?n[o']t|do not|no|not to) (?:call|text|phone|contact|llam\w*|cont?act\w*)(?: (?:him|her|them|mom|dad|cell|home|at work|al trabajo))* "
    r"(?:before|after|past|antes de|despues de)(?: las?)? (?:noon|\d{1,2}(?::\d\d)?(?= ?(?:[ap]\.? ?m\b|o'?clock\b|de la (?:manana|tarde|noche)\b|[,.;)]|$)))"
    r"|\bno texts?,? (?:messages? ?)?(?:\(?land ?-?line|on (?:this|a) land ?-?line)\b"
    r"|\b(?:no contact|not? (?:been )?(?:reached|contacted)) (?:was )?made\b|\bunable to contact\b"
)
"""Words that say that there is no order, that nobody was reached, or at what hour somebody may be called."""
_CONCERNS = re.compile(
    r"\b(?:non)?-?custod\w*|\bcourts?\b|\bcps\b|\bdcfs?\b|\bdhs case\b|\bchild protective\b|\bjudge\b|\bjuez\b|\bcorte\b|\btribunal\b|\bvisitation\b"
    r"|\bincarcerat\w*|\bjail\b|\bprison\b|\bcarcel\b|\bpres[oa]\b|\babus[eoi]\w*|\bviolen\w*|\bassault\w*|\bthreat\w*|\bamenaz\w*|\bdangerous\b|\bin danger\b"
    r"|\bpeligros?[oa]?\b|\bno longer\b|\bestranged\b|\bfoster\b|\bward of\b|\bguardian ad litem\b|\blegal (?:alert|order|hold)\b|\borders?\b|\bordenes?\b"
    r"|\bsafety plan\b|\bpick ?-?up\b|\brecoger\b|\bcontact only\b|\bonly contact\b|\bcall only\b|\bonly call\b|\bdeport\w*|\bin hiding\b|\bhid(?:ing|den) from\b"
    r"|\bshelter\b|\bwarrant\b|\bpolice\b|\b911\b|\bsupervis(?:e|es|ing) (?:all |any |every )?(?:contact|visit\w*|calls?)\b|\bmonitored (?:\w+ )?(?:visit\w*|contact|calls?)\b|\b(?:contact|visits?|visitation|calls?)\b(?: [\w/]+){0,4}? (?:monitored|supervis\w*|in (?:the )?presence)\b|\bpolicia\b|\bd\.?v\.?\b|\bdomestic\b|\bfled\b|\bfleeing\b|\bhuy(?:o|e|endo)\b|\bescap(?:ed|o|aron)\b|\bstalk\w*|\bacos[oa]\w*"
    r"|\bafraid of\b|\bscared of\b|\bmiedo (?:a|de|al)\b|\bgolpea?\w*|\bmaltrat\w*|\b(?:le|les|la|lo) pega\b|\bconfidential\b|\bconfidencial\b|\bsafe ?house\b|\blegal rights\b|\bblocked\b|\bsafe at home\b|\bconfidentiality program\b|\bacp\b|\bwitness protection\b|\bfear(?:s|ful)?\b|\bemergenc(?:y|ies) only\b|\bonly (?:in|for) (?:an )?emergenc"
    r"|\b(?:must|should|may|can) ?n[o']t know\b|\bsee (?:file|office|alert|folder|principal)\b"
    r"|\b(?:mom|mother|mum|dad|father|aunt|uncle|grand(?:ma|mother|pa|father)|parents?) only\b|\bonly (?:to |with )?(?:mom|mother|dad|father|grand(?:ma|mother|pa|father)|aunt|uncle)\b"
    r"|\b(?:solo|solamente|unicamente) (?:con |a )?(?:la |el |su )?(?:mama|madre|papa|padre|abuel[oa]|ti[oa])\b|\b(?:mama|madre|papa|padre|abuel[oa]) (?:solo|solamente)\b"
    r"|\bguarda (?:compartida|unica)\b|\bgarde (?:exclusive|partagee|alternee)\b|\btribunal\b|\bjuge\b|\bxabsi\b|\btoa an\b|\btu (?:dau|giam)\b"
    rf"|\b(?:{kin.WORDS})\b(?: \w+){{0,2}}? (?:can ?n?[o']t|can'?t|cannot|should ?n[o']t|no puede|no debe) (?:come|be (?!home|available)|enter|have|get|take|meet|go|attend|venir|entrar|estar|llevar)\b"
    rf"|\bnot (?:the |his |her |with |to )?(?:{kin.WORDS})\b(?!['\w])|(?:^|[(\[*/:-]) ?no (?:{kin.WORDS})\b(?! (?:on|listed|named|in|at|phone)\b)"
    r"|法院|监护|監護|坐牢|家暴|محكمة|حضانة|عنف|سجن|суд|опек\w*|насили\w*|тюрьм\w*|법원|양육권|가정폭력"
)  # fmt: skip
_DECEASED = re.compile(
    r"\bdeceased\b|\bdied\b|\bpassed (?:away|on)\b|\bpassed (?=\(?\d)|\bpassed$|\bdec'?d\b|\bthe late\b|\bdecedent\b|\bno longer living\b|\bfallecid[oa]\b|\bfallecio\b|\bdifunt[oa]\b"
    r"|\bmuert[oa]\b|\bmurio\b|\bfinad[oa]\b|†|✝|\bdead\b(?! (?:battery|phone|line|end|name))|\bd\. ?(?:19|20)\d\d\b|\br\.i\.p\b|\brip\b|\bdecede\w*|\bfalecid[oa]\b|\bqua doi\b|\bđa mat\b|去世|已故|متوفى|متوفي|المرحوم|умер\w*|사망"
)
_MARKED = re.compile(
    r"^(?:the )?late (?=\w+ \w)|(?:^|\s)(?:x{2,}|z{2,}|\*{2,}|!{2,}|#{2,})(?=[-\w]|\s|$)|(?<=\w)(?:\*{2,}|!{2,})(?:\s|$)|[⚠⛔🚫❗‼❌]\ufe0f?",
    re.IGNORECASE,
)
"""Marks that schools put around the name of somebody not to be contacted: "XX Jay Marsh", "**Jay Marsh**"."""

_NO_COURT = re.compile(
    r"\b\d+\w?(?: [\w.']+){1,4} courts?\b|\bcourt (?:st|street|ave|avenue|rd|road|sq|square|house square)\b"
    r"|\b(?:basketball|tennis|volleyball|food|racquetball) courts?\b"
)
"""Courts that are streets or playing fields: a list of addresses must not bury the orders that somebody has to read."""

_NOTHING = frozenset("no none n/a na n 0 0.0 - -- false f nil ninguna ninguno non nein unchecked ☐".split()) | {
    "", "no custody issues", "no alerts", "not applicable", "no concerns", "no issues", "no restrictions", "no orders", "no order", "no court order",
    "no court orders", "none known", "none on file", "not on file", "nothing", "sin restricciones", "sin orden", "no hay", "no aplica",
}  # fmt: skip
_SETTLED = _NOTHING | {
    "joint", "joint custody", "both", "both parents", "shared", "shared custody", "50/50", "ambos", "ambos padres", "compartida", "custodia compartida",
}  # fmt: skip
"""Answers that report no order; under a header that asks, "joint" and "both" say who has custody."""
_GRANTED = frozenset("yes y 1 1.0 true t x si s ok allowed ✓ ✔ ☑ ✅".split())
_DENIED = frozenset("no n none 0 0.0 never f false not allowed|denied|ninguno|nunca|✗|✘|❌".replace("|", " ").split()) | {
    "not allowed",
    "no se permite",
}

_ALARMS = re.compile(
    r"\bcustod\w*|\bcourt\b|\bcorte\b|\btribunal\b|\brestrain\w*|\bprotecti(?:on|ve)\b.*\border\b|\border\b.*\bprotection\b|\blegal (?:alert|note|hold|order|issue|status|concern|comment)s?\b"
    r"|\b(?:parent|guardian|family|safety|student|security|contact|custodial|release|pick ?up|dismissal) (?:alert|warning|restriction|concern|note|instruction)s?\b"
    r"|\bno contact\b|\bdo not (?:contact|call|release)\b|\bvisitation\b|\bdomestic\b|\bdv\b|\bdvro\b|\bppo\b|^(?:alerts?|alerta|flags?|warnings?|restrictions?|restricciones)$"
    r"|\brestrict(?:ed|ions?)\b|\bdeceased\b|\bfallecid[oa]\b|\b(?:not|un) ?(?:authori[sz]ed|allowed|permitted)\b|\bblocked\b|\balert (?:text|notes?|message|description|comments?)\b|\borden (?:judicial|de)\b|\bno (?:release|pick ?up)\b|\bsafety (?:plan|issue)s?\b"
)
_OTHER_ALARMS = re.compile(
    r"medic|health|allerg|lunch|meal|bus\b|transport|weather|food|photo|media|academic|attend|immuni|vaccin|504|iep|text alert|date"
)
_OF_ORDERS = re.compile(r"restrain|protecti\w+ order|court|custod|no contact|injunction")
"""Headers that are always about orders: the date of an order implies an order."""
_PERMISSION = re.compile(
    r"\b(?:can|may|is|has|have|allow\w*|ok|authori[sz]ed|permitted|permission)\b.*\b(?:pick ?up|contact\w*|custody|custodial|release|visit\w*|rights)\b"
    r"|\b(?:pick ?up|contact|release|custody|visit\w*|rights)\b.*\b(?:allow\w*|ok|authori[sz]ed|permitted|permission|rights?)\b"
    r"|\b(?:has|have|with) (?:legal |physical )?custody\b|\bcustodial\b|\bcustody$|\bpuede (?:recoger|contactar)\b|\btiene custodia\b|\breleased? to\b|\blegal rights?\b"
)  # fmt: skip


def plain(text: str) -> str:
    """Return folded text in the form that the patterns expect; spaced-out letters ("N O  C O N T A C T") are joined."""
    return unicodedata.normalize("NFC", fold(letters_joined(text)))  # folding decomposes Hangul


def forbids(text: str) -> bool:
    """Whether words beside a person say that this person must not be contacted."""
    return bool(_FORBIDS.search(_NO_ORDER.sub(" order ", plain(text))) or _ORDERS.search(clean(text)))


def concerns(text: str) -> bool:
    """Whether words mention custody, a court, contact or danger: somebody must read them."""
    said = _NO_COURT.sub(" ", plain(text))
    return said.strip(" .") not in _NOTHING and bool(forbids(text) or _CONCERNS.search(said))


def deceased(text: str) -> bool:
    """Whether words beside a person say that this person has died."""
    return bool(_DECEASED.search(plain(text)))


def marked_off(name: str) -> bool:
    """Whether a guardian's name is marked as one not to be contacted: "XX Jay Marsh", "Jay Marsh**"."""
    return bool(_MARKED.search(clean(name)))


def answered(header: str, cell: str) -> str | None:
    """Return what a cell answers to a header about orders or permissions, with the header's words; None if it reports nothing.

    "Restraining Order: Yes" is an order, "May Pick Up: No" a question; "May Pick Up: Yes" and "Custody Alert: None" are nothing.
    """
    header = clean(re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=\d)|_", " ", header))
    asked = " ".join(re.sub(r"[^\w/ ]+|\b\d+\b", " ", plain(header)).split())
    said = plain(cell).strip(" .!")
    if not said or (_OTHER_ALARMS.search(asked) and not _OF_ORDERS.search(asked)):
        return None
    if _PERMISSION.search(asked) and not re.search(r"\b(?:not|no|un\w+)\b", asked):
        if said in _DENIED:
            return f"{header}: {clean(cell)}"
        if said in _GRANTED:
            return None
    if said in _SETTLED or not _ALARMS.search(asked):
        return None
    return f"{header}: {clean(cell)}"


def spans(text: str) -> list[tuple[int, int]]:
    """Return where words forbid contact, or else report a death, as positions in the plain text."""
    said = plain(text)
    counted = _NO_ORDER.sub(lambda none: " " * len(none[0]), said)
    found = [_with_act(counted, *match.span()) for match in _FORBIDS.finditer(counted)]
    if _ORDERS.search(clean(text)):
        found += [match.span() for match in re.finditer(_ORDERS.pattern, said, re.IGNORECASE)]
    return sorted(found) or [match.span() for match in _DECEASED.finditer(said)]


def _with_act(said: str, start: int, end: int) -> tuple[int, int]:
    """Extend words that forbid to their act: the person named after "forbidden to call" is forbidden, not to be called."""
    act = _GOVERNED.match(said, end) if _WITH_ACT.search(said[start:end]) else None
    return start, act.end() if act else end


def without(text: str) -> str:
    """Return a name or a relationship without words that forbid or report a death; letters and accents are kept."""
    words = clean(text)
    for pattern in (_FORBIDS, _DECEASED):
        # Folding may change lengths (ß, ligatures); then the words are kept, and only separate parts are cut.
        folded = fold(words)
        if len(folded) == len(words):
            for found in reversed(list(pattern.finditer(folded))):
                words = words[: found.start()] + " " + words[found.end() :]
            words = " ".join(words.split())
    return _MARKED.sub(" ", _ORDERS.sub(" ", words))
