"""Whose address a column holds where a list has two: the site's, to which people go, or that of the agency behind it.

"Lead Agency Address" beside "Site Address" -> not read, nor "Lead Agency Zip"
"Agency Address" alone                      -> read: it is the only place that the list gives
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from importers.columns import headers
from importers.columns.contents import ColumnProfile

Owner = Literal["organization", "site", "list"]

_OF_ORGANIZATION = frozenset(
    "lead agency organization sponsor sponsoring grantee parent fiscal umbrella provider contractor vendor owner operator licensee headquarter "
    "headquarters hq corporate administrative admin applicant recipient "
    "agencia organizacion entidad patrocinador patrocinadora proveedor matriz administrativa lider".split()
)
_OFFICES = (
    {"main", "office"},
    {"central", "office"},
    {"business", "office"},
    {"home", "office"},
    {"oficina", "central"},
    {"oficina", "principal"},
    {"sede", "central"},
)
_OF_SITE = frozenset(
    "site program service facility school venue center branch campus physical clinic class activity meeting delivery "
    "sitio programa servicio escuela centro local sede fisica plantel actividad".split()
)
_STREETS = frozenset("address street location direccion calle domicilio ubicacion".split())
_LINES = frozenset("address street direccion calle domicilio".split())
_SUITES = frozenset("suite unit floor apartment room piso apartamento".split())
_TOWNS = frozenset("city zip postal town ciudad codigo".split())
_PLACES = _STREETS | frozenset(
    "city state zip postal town suite unit floor apartment room county latitude longitude ciudad estado codigo piso condado".split()
)
_OTHER = frozenset(
    "email web website url phone fax name id status type description served area note hour correo telefono nombre".split()
)
_HALF = 0.5


def of_header(header: str) -> Owner | None:
    """Return whose place a header is about, "list" if it does not say; None if it is about no place."""
    said = headers.words(header)
    if not _PLACES & set(said) or _OTHER & set(said):
        return None
    if _OF_ORGANIZATION & set(said) or any(office <= set(said) for office in _OFFICES):
        return "organization"
    return "site" if _OF_SITE & set(said) and set(said) - _OF_SITE else "list"


def left_out(names: Sequence[str], profiles: Sequence[ColumnProfile], settled: Collection[int]) -> frozenset[int]:
    """Return the columns that are about another place than the one to which people go; those in `settled` are not judged."""
    owners: dict[int, Owner] = {
        i: owner for i, name in enumerate(names) if i not in settled and profiles[i].filled and (owner := of_header(name))
    }
    streets = {
        of: any(owner == of and _is_street(names[i], profiles[i]) for i, owner in owners.items()) for of in owners.values()
    }
    out = (
        {i for i, owner in owners.items() if owner == "organization"}
        if streets.get("organization") and (streets.get("site") or streets.get("list"))
        else set()
    )
    if streets.get("site") and any(owner == "list" and _LINES & set(headers.words(names[i])) for i, owner in owners.items()):
        towns = any(owner == "site" and _TOWNS & set(headers.words(names[i])) for i, owner in owners.items())
        out |= {
            i
            for i, owner in owners.items()
            if owner == "list" and (_LINES | _SUITES | (_TOWNS if towns else frozenset())) & set(headers.words(names[i]))
        }
    return frozenset(out)


def _is_street(name: str, p: ColumnProfile) -> bool:
    """Whether a column holds streets; one that says no more than "location" may hold names of places."""
    said = set(headers.words(name))
    looks = max(p["street"], p["zip inside"], p["city line"])
    return looks > (0 if _LINES & said else _HALF) if _STREETS & said else False
