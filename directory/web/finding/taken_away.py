"""What was taken away from a search stays away from the next one while the words that made it stand in its sentence.

>>> words = ("language:es=in Spanish", "grief=lost her dad")
>>> still_said(["language:es", "grief"], words, "A mentor, in spanish, for a girl")
('language:es',)

The form carries the words of each need and condition, as "key=words".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from matching.text import fold_text


def carried(found: Mapping[str, str], away: Collection[str], before: Iterable[str]) -> tuple[str, ...]:
    """Return the words of what was found, which are given by keys, and of what is away those that the form carried before."""
    kept = (one for one in before if one.partition("=")[0] in away)
    return tuple(dict.fromkeys((*(f"{key}={heard}" for key, heard in found.items()), *kept)))


def still_said(keys: Iterable[str], words: Iterable[str], sentence: str) -> tuple[str, ...]:
    """Return the keys of which the words stand in a sentence."""
    said = f" {fold_text(sentence)} "
    standing = {
        key for key, _, heard in (one.partition("=") for one in words) if fold_text(heard) and f" {fold_text(heard)} " in said
    }
    return tuple(key for key in keys if key in standing)
