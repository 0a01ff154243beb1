"""What stands in one phrase with a need, and is to be met by the same service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Together:
    """What one service is to meet with a need: the terms of the people in its phrase, and the criteria of its conditions.

    "A summer camp for autistic kids" has people, "grief, in Spanish" a criterion: languages.
    """

    need: str
    people: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
