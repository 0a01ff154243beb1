"""Entries in an address column that nobody can visit: "Mobile", "Home visits", "Mailing only: 12 Oak St".

>>> read("Home visits")
NoPlace(modes=('home',))
>>> read("12 Oak St (mailing address only)"), read("12 Mobile Street")
(NoPlace(modes=()), None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.values.text import fold

_KINDS = (
    (
        ("home",),
        (r"(?:at |in |in[- ])?(?:your|client'?s?|family'?s?|families'?|the|student'?s?|participant'?s?|their)?[ -]?(?:own )?homes?(?:[- ](?:based|visits?|visiting|services?))?(?: (?:only|services?|program))?"
        r"|(?:we|staff|workers?) (?:come|go|travel) to (?:you|your home|the home|families)|visitas? (?:a domicilio|al hogar|en (?:el |su )?hogar)|a domicilio|en (?:su|tu|el) (?:casa|hogar)"),
    ),
    (
        ("online",),
        (r"(?:100% |fully |all )?(?:online|on-line|virtual(?:ly)?|remote(?:ly)?|telehealth|tele-health|telemedicine|internet|web-?based|web|en linea|por internet|por zoom)(?: (?:only|program|services?|classes|platform|meetings?|via zoom))?"
        r"|(?:via |on |by |over )?(?:zoom|(?:microsoft|ms) teams|teams|google (?:meet|classroom)|webex|skype|face ?time|go ?to ?meeting|whatsapp|video(?: ?(?:calls?|chat|conference))?|videollamada)(?: (?:meetings?|calls?|only|link))?"),
    ),
    (
        ("phone",),
        (r"(?:by |over the |via )?(?:tele)?phone(?: (?:only|based|services?|support|line))?|(?:telephone|phone)[- ]based|(?:24[- ]hour |24/7 )?(?:hot|help|warm|crisis )line|por telefono|(?:por )?telefono|llamada"),
    ),
    (
        (),
        (r"mobile(?:[- ](?:unit|services?|van|clinic|program|team|pantry|outreach|site|location))?|movil|unidad movil|(?:state|county|city|nation|district|region|area|community|country|town)[- ]?wide(?: .{0,20})?|(?:all of|throughout|across|serves?) .{3,40}"
        r"|todo el (?:estado|condado|distrito|pais)|toda la (?:ciudad|comunidad|region)|(?:it |location |address |site )?(?:varies|vary|varied|changes|rotat(?:es|ing)|depends)(?: .{0,30})?|(?:various|multiple|several|many|different|rotating) ?(?:locations?|sites?|places?|addresses|schools|parks)?|varios(?: lugares)?|varias ubicaciones|multiples"
        r"|(?:please )?(?:see|check|visit|refer to|go to|ver|visite|consulte) (?:our |the |la |el |su )?(?:web ?site|web ?page|site|link|calendar|schedule|description|notes?|list|map|pagina|sitio|facebook|below|above)(?: .{0,40})?"
        r"|same(?: as .{0,40}| address| location)?|(?:igual|mismo|misma|lo mismo)(?: .{0,20})?|ditto|as above|tbd|tba|tbc|to be (?:determined|announced|decided)|por determinar|unknown|desconocid[oa]|none|ninguna?|no (?:physical )?(?:address|location|site|office)|n/?a|not applicable|no aplica"
        r"|(?:please )?(?:call|contact|ask|inquire|llame|pregunte)(?: .{0,40})?|in the community|community[- ]based|en la comunidad|outreach|street outreach|off-?site|(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|edu|gov|us|info)(?:/\S*)?|\S+@\S+\.\w+"),
    ),
)  # fmt: skip
_WHOLE = tuple((modes, re.compile(pattern)) for modes, pattern in _KINDS)
_OFFICE = r"(?:(?:admin(?:istrative|istration)?|business|corporate|main|head|central|billing|executive|district|mailing|regional) (?:office|offices|headquarters|hq|address)|headquarters|hq|mailing(?: address)?(?: only)?|mail(?: to| only)?|correspondence|send mail to|correo(?: postal)?|direccion postal|oficina (?:administrativa|central|principal))"
_LABELED = re.compile(rf"{_OFFICE}(?: only)?\s*[:\-=] ?\S.*")
_ASIDE = re.compile(
    rf".*[(\[](?:for )?(?:{_OFFICE}(?: only)?|mail(?:ing)?(?: address)?(?: purposes)?(?: only)?|not a (?:service|program|public) (?:site|location)|no (?:services|clients|walk-?ins) (?:here|at this (?:address|location|site))|solo correo|office only|admin(?:istrative)? only|solo oficina)[)\]]\W*"
    rf"|.*[-,;] ?(?:mailing(?: address)?|mail|admin(?:istrative)?(?: office)?|office|correo) only\W*"
)


_NO_NAME = re.compile(
    r"(?:at )?(?:various|multiple|several|many|different|rotating|numerous)(?: (?:community|school|city|county|public))?(?: (?:locations?|sites?|places?|addresses|schools|parks|centers|libraries|venues))?"
    r"(?: (?:in|throughout|across|around|citywide|countywide) ?.{0,40})?|varios(?: (?:lugares|sitios))?|varias(?: (?:ubicaciones|sedes|escuelas))?|(?:multiples|diferentes|diversos|diversas) ?(?:lugares|sitios|sedes|ubicaciones|escuelas)?"
    r"|(?:site|location|place)?s? ?(?:varies|vary|tbd|tba|to be (?:determined|announced))|(?:por determinar|por anunciar|por definir)|varia|n/?a|none|ninguno|see (?:below|description|website)"
)


@dataclass(frozen=True, slots=True)
class NoPlace:
    """How the service reaches people instead, if the words say so: "home", "online", "phone"."""

    modes: tuple[str, ...] = ()


def read(cell: str) -> NoPlace | None:
    """Return what a cell, or the first part of a full address, says instead of a place; None if it may be a place."""
    said = fold(cell).strip(" .,;*")
    if _LABELED.fullmatch(said) or _ASIDE.fullmatch(said):
        return NoPlace()
    parts = [
        part.strip(" .()")
        for part in re.split(r"\s(?:and|or|y|o|&)\s|\s?[/;+&]\s?(?!/)|\s[-–]\s|\s?\(|, ?", said)
        if part.strip(" .()")
    ]
    if "://" in said or said.startswith("www."):
        parts = [said]
    found = [modes for part in parts for modes, pattern in _WHOLE if pattern.fullmatch(part)]
    if not parts or len(found) < len(parts):
        return None
    return NoPlace(tuple(dict.fromkeys(mode for modes in found for mode in modes)))


def is_no_name(site: str) -> bool:
    """Whether the name of a site names none: "Various", "Site varies", "Varias sedes"; "All Saints" is a name."""
    return _NO_NAME.fullmatch(fold(site).strip(" .,;*")) is not None
