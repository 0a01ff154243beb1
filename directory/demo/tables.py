"""The demo's tables, read once from the TOML files under words/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from directory.demo.shapes import DemoAgency, DemoOffer, Site

_WORDS = Path(__file__).parent / "words"
_IN_ORDER = ("feelings", "safety", "basics", "families", "health", "growing")


@cache
def agencies() -> Mapping[str, DemoAgency]:
    """Return the agencies by the key that offers use."""
    return MappingProxyType({key: DemoAgency(**row) for key, row in _read("agencies").items()})


@cache
def sites() -> Mapping[str, Site]:
    """Return the sites by the key that agencies and offers use."""
    return MappingProxyType({key: Site(**row) for key, row in _read("sites").items()})


@cache
def offers() -> tuple[DemoOffer, ...]:
    """Return all offers, in the order of the files."""
    return tuple(_offer(row) for name in _IN_ORDER for row in _read(f"offers/{name}")["offer"])


def _offer(row: Mapping[str, Any]) -> DemoOffer:
    return DemoOffer(**{**row, "sites": tuple(row["sites"]) if "sites" in row else None})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))
