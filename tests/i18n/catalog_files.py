"""Catalogs as tests read them: the messages of a file, their forms and their fields."""

from __future__ import annotations

import string

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from directory.i18n.catalogs import FAMILIES, path

LONG = 5
"""Words from which on a sentence is hardly the same in two languages."""


def held(language: str, domain: str = FAMILIES) -> Catalog:
    """The catalog of a language, which must be well formed."""
    with path(language, domain).open(encoding="utf-8") as file:
        return read_po(file, locale=language, abort_invalid=True)


def both(message: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message, or its singular and its plural."""
    return (message or "",) if message is None or isinstance(message, str) else tuple(message)


def blanks(sentence: str) -> set[str]:
    """The names of the fields of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
