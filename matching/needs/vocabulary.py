"""The need terms, read once from the TOML files beside this module: one file for each domain."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DOMAINS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mental-health": ("Mental health", "Salud mental"),
        "connection": ("Mentoring and connection", "Mentores y amistad"),
        "enrichment": ("Activities and enrichment", "Actividades y enriquecimiento"),
        "academics": ("Help with school", "Ayuda con la escuela"),
        "family": ("Family and basic needs", "Familia y necesidades básicas"),
        "safety": ("Safety and crisis", "Seguridad y crisis"),
        "health": ("Health", "Salud"),
        "youth-work": ("Jobs and the future", "Trabajo y futuro"),
    }
)
"""Each domain with its English and its Spanish name; its terms are in terms/<domain>.toml."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Term:
    """A need, as staff and families say it and as providers list it.

    `provides` are words that indicate the service anywhere; `labels` only as a label of a service (a category, a name), since
    in a description they are often said in passing; `vague` are labels that name a kind of place or of people, and count only
    if nothing plainer is said. `related` are other terms under which services that help with this need may be listed, with how
    well they do (0 to 1). `crisis` terms raise the crisis card. `people` marks a term that says who somebody is: in a phrase
    that also names a need, only the need is searched for.
    """

    slug: str
    english: str
    spanish: str
    domain: str
    says: tuple[str, ...]
    says_spanish: tuple[str, ...]
    provides: tuple[str, ...]
    labels: tuple[str, ...]
    vague: tuple[str, ...]
    open_eligibility: tuple[int, ...]
    related: Mapping[str, float]
    crisis: bool
    people: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """Phrases that only look like one of a term.

    `speech` is for what people say, `listings` for what providers write, `names` for names of services and organizations only.
    `roles` are words for helpers, quiet only beside a need that they answer.
    """

    speech: tuple[str, ...]
    listings: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _term(slug: str, domain: str, row: Mapping[str, Any]) -> Term:
    return Term(
        slug=slug,
        english=row["english"],
        spanish=row["spanish"],
        domain=domain,
        says=tuple(row["says"]),
        says_spanish=tuple(row["says_spanish"]),
        provides=tuple(row["provides"]),
        labels=tuple(row.get("labels", ())),
        vague=tuple(row.get("vague", ())),
        open_eligibility=tuple(row.get("open_eligibility", ())),
        related=MappingProxyType(row.get("related", {})),
        crisis=row.get("crisis", False),
        people=row.get("people", False),
    )


@cache
def terms() -> Mapping[str, Term]:
    """Return all need terms by slug, in the order of the domains and of their files."""
    return MappingProxyType(
        {slug: _term(slug, domain, row) for domain in DOMAINS for slug, row in _read(_HERE / "terms" / f"{domain}.toml").items()}
    )


@cache
def quiet() -> Quiet:
    """Return the phrases that are recognized and mean none of the terms."""
    rows = _read(_HERE / "quiet.toml")
    return Quiet(tuple(rows["speech"]), tuple(rows["listings"]), tuple(rows["names"]), tuple(rows["roles"]))


@cache
def ordinary() -> frozenset[str]:
    """Return words that are nearly one in the vocabulary but are not misspelled."""
    lines = (_HERE / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _answers() -> Mapping[str, Mapping[str, float]]:
    return {slug: MappingProxyType({slug: 1.0, **term.related}) for slug, term in terms().items()}


def answering(slug: str) -> Mapping[str, float]:
    """Return the terms under which a service that answers this need may be listed, itself first, with how well it then fits.

    Raise KeyError for an unknown slug.
    """
    return _answers()[slug]
