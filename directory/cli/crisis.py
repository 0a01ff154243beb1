"""The crisis card on a terminal, or the quiet line: first of all, and on every path."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.finding.crisis import Crisis


def print_crisis(card: Crisis | None) -> None:
    """Prints the card or the line, where there is one."""
    if card is None:
        return
    if card.now:
        print("*** These words tell of danger ***")
    for line in card.lines:
        print(f"  {line}")
    print()
