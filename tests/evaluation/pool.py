"""What judges read: for each question the listings that any way to find put high, shuffled, without saying which found what."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from directory.i18n.languages import LANGUAGES
from directory.listings.words import ages
from tests.evaluation.lists import Listing
from tests.evaluation.questions import Question

DEPTH = 15
"""As many of each way's answers are judged."""
QUESTIONS_A_FILE = 30
LONGEST = 400  # characters of a description
COLUMNS = (
    "question", "zip", "age", "grade", "words", "listing", "name", "organization", "description", "categories", "ages", "languages",
    "payment", "address",
)  # fmt: skip


def pooled(questions: Iterable[Question], answers: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, list[str]]:
    """Return the listings to judge for each question, in an order that depends on the question alone."""
    found = {}
    for question in questions:
        ids = sorted({key for way in answers for key in way.get(question.id, ())[:DEPTH]})
        random.Random(question.id).shuffle(ids)
        found[question.id] = ids
    return found


def write_pool(
    folder: Path,
    questions: Sequence[Question],
    pool: Mapping[str, Sequence[str]],
    listings: Mapping[str, Listing],
    *,
    judged: Collection[tuple[str, str]] = (),
) -> int:
    """Write pool.tsv and its parts of about thirty questions, and return how many pairs it holds; those judged are left out."""
    lines, written = [], 0
    for question in questions:
        keys = [key for key in pool[question.id] if (question.id, key) not in judged]
        lines.append(["\t".join(_cells(question, listings[key])) for key in keys])
        written += len(keys)
    header = "\t".join(COLUMNS)
    (folder / "pool.tsv").write_text("\n".join([header, *(line for part in lines for line in part), ""]), encoding="utf-8")
    for number, start in enumerate(range(0, len(lines), QUESTIONS_A_FILE), 1):
        blocks = [
            _block(question, part)
            for question, part in zip(
                questions[start : start + QUESTIONS_A_FILE], lines[start : start + QUESTIONS_A_FILE], strict=True
            )
            if part
        ]
        (folder / f"part-{number}.txt").write_text("\n".join(blocks), encoding="utf-8")
    return written


def _block(question: Question, part: Sequence[str]) -> str:
    """A question in one line, and below it what each of its lines says of the listing alone."""
    first = COLUMNS.index("listing")
    who = [f"ZIP {question.zip}"]
    who += [f"age {question.age:g}"] if question.age is not None else []
    who += [f"grade {question.grade}"] if question.grade else []
    below = ["\t".join(line.split("\t")[first:]) for line in part]
    return "\n".join([f"## {question.id}\t{question.words}\t({', '.join(who)})", *below, ""])


def _cells(question: Question, listing: Listing) -> list[str]:
    description = " ".join(listing.description.split())
    cells = [
        question.id,
        question.zip,
        "" if question.age is None else f"{question.age:g}",
        question.grade or "",
        question.words,
        listing.id[:8],
        listing.name,
        listing.organization,
        description[:LONGEST],
        "; ".join(listing.categories)[:150],
        ages(listing.minimum_age, listing.maximum_age) or "not stated",
        ", ".join(LANGUAGES[code].english if code in LANGUAGES else code for code in listing.languages) or "not stated",
        ", ".join(listing.payments) or "not stated",
        listing.address or "no address",
    ]
    return [" ".join(cell.split()) for cell in cells]
