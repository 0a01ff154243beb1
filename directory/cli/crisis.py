"""The crisis card or its quiet line on the terminal: always first, in every command that reads words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.finding.crisis import Crisis


def print_crisis(card: Crisis | None) -> None:
    """Print the card or the line, if there is one."""
    if card is None:
        return
    if card.now:
        print("*** These words tell of danger ***")
    for line in card.lines:
        print(f"  {line}")
    print()
