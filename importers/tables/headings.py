"""Lines of one cell in a list: headings of groups, names of providers whose programs follow, and rows that say no more.

CLOTHING                     -> a heading: nothing in it is a proper name
OAKVIEW YOUTH CENTER:        -> a provider, written otherwise than the rows around it: what follows are its programs
Fir House                    -> a row, written as the others are
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum, auto
from functools import cache, lru_cache

from importers.places import zips
from importers.values.text import fold
from matching import needs

_ORGANIZATIONS = frozenset(
    "center centre house home agency church inc llc foundation school academy association ministry ministries coalition hospital university college "
    "department club clinic library society institute council project network mission army charities charity bureau commission authority "
    "collaborative partnership alliance league temple mosque synagogue parish chapel cathedral tabernacle fellowship company corporation corp "
    "hall lighthouse farm garden museum theater theatre store services service program shelter pantry bank village place haven community collective federation trust fund lodge ymca ywca jcc "
    "centro casa iglesia fundacion asociacion agencia escuela biblioteca hospital clinica sociedad instituto consejo hogar mision parroquia "
    "ministerio universidad departamento albergue refugio cooperativa comunidad alianza red".split()
)
_OF_MANY = frozenset(
    "shelters centers centres churches pantries clinics schools programs resources agencies camps clubs libraries hospitals groups hotlines providers "
    "organizations houses homes supports activities classes contacts partners sites locations places lines numbers offices meals banks "
    "centros iglesias escuelas bibliotecas hospitales clinicas recursos programas agencias albergues refugios servicios organizaciones grupos".split()
)
_OFFERED = frozenset({"services", "service", "program"})
"""Words that follow the name of a town in a heading: "Lansing services"."""
_GENERAL = frozenset(
    "a an and or of for the to in at by with on other others general misc miscellaneous additional more section part page area areas zone ward district region "
    "county city town township village north south east west northern southern eastern western northeast northwest southeast southwest central "
    "downtown uptown midtown side new local state statewide national regional countywide citywide free low cost children child kids youth teens teen "
    "family families adult adults senior seniors women men boys girls student students parent parents infant toddlers elementary middle high "
    "public private community social human health basic emergency crisis assistance help aid support care information referral list listing directory table "
    "contact phone numbers hours updated revised year summer winter spring fall after before day week weekend monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "y o de del la el los las para con en por otros otras general varios seccion parte pagina zona distrito condado ciudad norte sur este oeste centro "
    "ninos ninas jovenes adolescentes familias adultos mayores mujeres hombres estudiantes padres ayuda apoyo salud emergencia comunidad gratis lista".split()
)
_KNOWN = re.compile(
    r"\b(?:ymca|ywca|jcc|salvation army|goodwill|united way|boys (?:and|&) girls club|big brothers|catholic charities|habitat for humanity|red cross|planned parenthood|"
    r"volunteers of america|easter ?seals|st\.? vincent de paul|ejercito de salvacion|cruz roja|caridades catolicas)\b"
)
"""Names of organizations that are made of common words."""
_NAMES = re.compile(r"\b(?:name|agency|organi[sz]ation|provider|agencia|organizacion|proveedor|nombre)\b")
_SAME = 0.5  # share of the rows that are written in capitals from which the list counts as written so


class LineKind(StrEnum):
    """What a line of one cell is."""

    HEADING = auto()
    PROVIDER = auto()
    ROW = auto()


def kinds(alone: Sequence[str], others: Sequence[str]) -> list[LineKind]:
    """Return what each line of one cell is; `others` are the first cells of the rows that say more."""
    capitals = sum(map(_in_capitals, others)) > _SAME * len(others)
    return [_kind(text, capitals=capitals) for text in alone]


def set_apart(alone: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each line of one cell is in capitals or ends with a colon, while the rows that say more are not."""
    return all(map(_apart, alone)) and sum(map(_apart, others)) <= _SAME * len(others)


def _apart(text: str) -> bool:
    return _in_capitals(text) or text.rstrip().endswith(":")


def names_organizations(header: str) -> bool:
    """Whether a first column holds names: a line of it above rows without one is the agency of all of these."""
    return _NAMES.search(fold(header)) is not None


def bare(text: str) -> str:
    """Return a heading or a name without the colon and dashes that set it apart."""
    return text.strip().strip("*=#•").rstrip(":–—- ").strip()


def _kind(text: str, *, capitals: bool) -> LineKind:
    if not _is_proper(bare(text)):
        return LineKind.HEADING
    apart = text.rstrip().endswith((":", ":*")) or (_in_capitals(text) and not capitals)
    return LineKind.PROVIDER if apart else LineKind.ROW


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)


@lru_cache(maxsize=4096)
def _is_proper(text: str) -> bool:
    """Whether a line is the name of one organization: a word for one, and a word that names no kind of help, place or people."""
    plain = fold(text)
    if _KNOWN.search(plain):
        return True
    said = re.findall(r"[^\W\d_]{2,}", plain.replace("'s", ""))
    own = [word for word in said if word not in _common() and word not in _GENERAL | _ORGANIZATIONS | _OF_MANY]
    called = [word for word in said if word in _ORGANIZATIONS | _OF_MANY]
    if not own or not called or called[-1] not in _ORGANIZATIONS:
        return False
    return called[-1] not in _OFFERED or zips.city_center(" ".join(own)) is None


@cache
def _common() -> frozenset[str]:
    """Return the words of the vocabulary of needs: a line of these alone names a kind of help."""
    texts = (
        text
        for term in needs.terms().values()
        for text in (term.english, term.spanish, *term.provides, *term.labels, *term.vague)
    )
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]{2,}", fold(text)))
