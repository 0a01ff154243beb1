"""Training of the network that reads sentences: `make comprehension` writes the encoder's file and that of its heads.

The encoder begins with the weights that are cut from a published one (tests.training.encoder), and learns further from our sentences,
together with the heads. With `ARGS="--without HAND,HAND"` nothing is written: the rows of some hands are left out, and how they are
read is printed. The thresholds of matching.danger and how much each of two models counts are chosen there.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence

from matching import comprehension, encoder
from matching.comprehension.network import packed
from matching.danger.sentences import OF_NEEDS
from matching.needs.sentences import NONE
from matching.requests import sentences as marked_sentences
from tests.training import comprehension_network as network
from tests.training import danger, needs
from tests.training.comprehension_rows import KINDS_AND_NONE, NEEDS, digest, labels, originals, rows
from tests.training.encoder import Cut, cut
from tests.training.sentences import every_text

EPOCHS = 3.0


def heads_of(weights: network.Weights, marks: Sequence[str]) -> bytes:
    """Return the content of the file of the heads."""
    names = {"kinds": KINDS_AND_NONE[:-1], "needs": NEEDS, "marks": tuple(marks), "learned_from": (digest(),)}
    return packed(names, {name: value for name, value in weights.items() if network.is_of_heads(name)})


def write(weights: network.Weights, begun_with: Cut, marks: Sequence[str]) -> None:
    """Write both files."""
    learned = {name: value for name, value in weights.items() if not network.is_of_heads(name)}
    for path, content in ((encoder.FILE, begun_with.packed(learned)), (comprehension.FILE, heads_of(weights, marks))):
        path.write_bytes(content)
        print(f"{path.parent.name}/{path.name}: {len(content):,} bytes")


def print_measures(read: Sequence[network.Read], hands: Collection[str]) -> None:
    """Print how the rows left out are read: danger and needs together with the models of words, and marks word by word."""
    danger.print_left_out(hands, {one.row.text: one.danger for one in read})
    needs.print_left_out(
        {hand.removeprefix(OF_NEEDS) for hand in hands} - {NONE}, {one.row.text: one.needs for one in read}, NEEDS
    )
    wanted = sum(int((one.row.marks > 0).sum()) for one in read)
    met = sum(int(((one.row.marks > 0) & (one.row.marks == one.marks)).sum()) for one in read)
    made = sum(int(((one.row.marks >= 0) & (one.marks > 0)).sum()) for one in read)
    print(f"marked words: {wanted}, of them right {met / max(wanted, 1):.3f}; of those made right {met / max(made, 1):.3f}")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--without", default="", help="hands that are left out, by commas")
    given.add_argument("--epochs", type=float, default=EPOCHS)
    given.add_argument("--steps", type=int, help="at most so many steps")
    asked = given.parse_args()
    hands = frozenset(asked.without.split(",")) - {""}
    begun_with, marks = cut(every_text()), labels(list(marked_sentences.all_sentences()))
    every = rows(begun_with.pieces, marks)
    print(f"{len(every)} rows, {len(begun_with.spelled)} pieces, {len(marks)} marks", flush=True)
    table = begun_with.embeddings()
    seen = [row for row in every if hands.isdisjoint(row.hand.split("+"))]
    weights = network.trained(network.begun(begun_with.layers, marks), table, seen, marks, epochs=asked.epochs, most=asked.steps)
    if hands:
        print_measures(list(network.read(weights, table, list(originals(every, hands)))), hands)
    else:
        write(weights, begun_with, marks)


if __name__ == "__main__":
    main()
