"""Who helps, in the words of a listing (women, men, people who know LGBTQ+ young people), and whether in a group or one to one.

>>> WOMAN.search("All female therapists.")[0], MAN.search("All female therapists.")
('female therapists', None)
>>> knows_lgbtq("An LGBTQ-affirming space."), knows_lgbtq("Open to all regardless of race, faith or LGBTQ status.")
(True, False)
>>> settings_in("Individual, family and group counseling."), settings_in("Your age group. Health care for individuals.")
(['group', 'one_to_one'], [])
>>> settings_in("Grupos de apoyo para jóvenes."), settings_in("Each child is matched with a mentor.")
(['group'], ['one_to_one'])
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HELPERS = (
    r"(?:staff|counsel(?:l)?ors?|therapists?|clinicians?|providers?|mentors?|tutors?|coaches|coach|instructors?|doctors?|advocates?"
    r"|case ?workers?|social workers?|psychologists?|psychiatrists?)"
)
_BETWEEN = r"(?: (?!(?:and|or|with|by|from|for|in|of|to|as)\b)\w+)?"
"""One word may stand between: "female licensed therapists"."""

WOMAN = re.compile(
    rf"\b(?:female|wom[ae]n|women-led)(?:(?:,? (?:and|or) |/)(?:fe)?(?:male|men))?{_BETWEEN} {_HELPERS}\b"
    rf"|\bmale(?:,? (?:and|or) |/)female{_BETWEEN} {_HELPERS}\b"
    r"|\b(?:women|female)[- ](?:led|run|owned and operated)\b|\b(?:led|run) by women\b|\ball[- ]women (?:team|staff)\b"
    r"|\b(?:una? )?(?:terapeutas?|consejeras?|psic[oó]log[oa]s?|doctor(?:a|es)|mentor(?:a|es)) (?:mujer(?:es)?|femenin[oa]s?)\b"
    r"|\b(?:por|con) una (?:consejera|psic[oó]loga|doctora|terapeuta mujer|mentora)\b",
    re.IGNORECASE,
)
MAN = re.compile(
    rf"(?<!fe)\b(?:male|m[ae]n)(?:(?:,? (?:and|or) |/)(?:female|wom[ae]n))?{_BETWEEN} {_HELPERS}\b"
    rf"|\bfemale(?:,? (?:and|or) |/)male{_BETWEEN} {_HELPERS}\b"
    r"|\b(?:terapeutas?|consejer[oa]s?|psic[oó]log[oa]s?|doctor(?:es)?|mentor(?:es)?) (?:hombres?|masculinos?)\b",
    re.IGNORECASE,
)

_LGBTQ = re.compile(
    r"\blgb(?:t(?:q\w*)?)?\b|\blgbtq?i?a?\+|\b2slgbtq\w*|\bqueer\b|\btrans(?:gender)? (?:youth|young|teens?|kids|students|people|women|men|adolescents)\b"
    r"|\btransgender\b|\bgender[- ](?:affirming|diverse|expansive|nonconforming)\b|\bnon-?binary\b|\bgay[,/ -](?:and |or )?(?:lesbian|straight|bisexual)\b"
    r"|\bgay (?:youth|teens|men)\b|\bpersonas trans\b|\bj[oó]venes trans\b|\bdiversidad sexual\b|\bpflag\b",
    re.IGNORECASE,
)
# A notice that nobody is refused names everybody, and says nothing of who knows them.
_NOTICE = re.compile(
    r"(?:regardless of|without regard to|irrespective of|(?:does|do|will) not discriminate|non-?discriminat\w+|on the basis of|because of"
    r"|sin importar|no discrimina)[^.;]{0,300}",
    re.IGNORECASE,
)


def knows_lgbtq(text: str) -> bool:
    """Whether a text speaks of LGBTQ+ people as those whom it serves."""
    return bool(_LGBTQ.search(_NOTICE.sub(" ", text)))


_HELP = (
    r"(?:counsel(?:l)?ing|therap(?:y|ies)|tutoring|sessions?|mentoring|lessons?|classes|instruction|support|treatment|coaching|meetings?|work|skills"
    r"|psychotherapy|activities|discussions?|sports)"
)
_OTHER = r"(?:family|families|couples?|marital|child|play|individual|group|in-home|adult|youth)"
_AND = r"(?:,? (?:and|or|&) |, |/| & )"

SETTINGS: Mapping[str, re.Pattern[str]] = {
    "group": re.compile(
        rf"\b(?:support|therapy|peer|small|discussion|skills|youth|teen|parent|play|grief|process|play ?groups?|mentoring) ?groups?\b|\bgroup(?:{_AND}{_OTHER}){{0,3}} {_HELP}\b"
        rf"|\b(?:in|as a|weekly|monthly) groups?\b(?! (?:home|home s|practice))|\bgroup[- ]based\b"
        r"|\bgrupos? (?:de (?:apoyo|ayuda|j[oó]venes|duelo|padres|madres|terapia)|peque[nñ]os?)\b|\b(?:terapia|consejer[ií]a|sesiones|clases|tutor[ií]a) (?:de grupo|grupal(?:es)?|en grupo)\b|\ben grupo\b",
        re.IGNORECASE,
    ),
    "one_to_one": re.compile(
        rf"\bone[- ](?:on|to)[- ]one\b|\b1[ -](?:on|to)[ -]1\b|(?<!\d)\b1:1\b(?!\d)|\bindividual(?:ized)?(?:{_AND}{_OTHER}){{0,3}} {_HELP}\b|\b{_OTHER}{_AND}individual {_HELP}\b"
        r"|\bprivate (?:lessons|tutor(?:s|ing)?|sessions)\b|\b(?:matched|paired|matches|pairs)(?: \w+){0,4} with (?:an? |their own )?(?:\w+ )?(?:mentors?|tutors?|volunteers?|bigs?|adults?)\b"
        r"|\buno a uno\b|\b(?:terapia|consejer[ií]a|sesiones|clases|tutor[ií]as?|asesor[ií]a|atenci[oó]n|apoyo) (?:individual(?:es)?|individualizad[oa]s?|particular(?:es)?|personalizad[oa]s?)\b",
        re.IGNORECASE,
    ),
}


def settings_in(text: str) -> list[str]:
    """Return the settings (keys of SETTINGS) that a text names."""
    return [setting for setting, pattern in SETTINGS.items() if pattern.search(text)]
