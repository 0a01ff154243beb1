"""`referral-desk match`: services for a need, an age and a place, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import rich_click as click

from directory.cli.common import contact_line, desk, json_option, limit_option, near_option, print_json, today, within_option
from directory.cli.crisis import print_crisis
from directory.cli.plan import print_plan
from matching.offers import PAYS

if TYPE_CHECKING:
    from directory.finding.matches import Finding
    from directory.finding.results import Result

TIMES = ("after_school", "morning", "evening", "weekday", "weekend", "summer", "fall", "winter_break", "spring_break", "now")
"""The times of matching.wishes.codes, written out because importing the vocabulary would slow down `--help`."""

MOST_VALUES = 7
"""Values of a kind that are printed to narrow by."""


MARKS = {"pass": "+", "fail": "-", "unknown": "?"}


def _children(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return children by age in years or by grade, "5", "age:5" or "grade:3", as the question has them."""
    for value in values:
        if value.rpartition(":")[0] not in {"", "age", "grade"}:
            raise click.BadParameter(f"{value} is no child: give an age in years, or a grade as in grade:3.")
    return tuple(value if ":" in value else f"age:{value}" for value in values)


@click.command("match")
@click.argument("sentence", required=False)
@click.option(
    "--need",
    "needs",
    multiple=True,
    metavar="TERM_OR_WORDS",
    help="A need, in a term or in words; may be given again.",
)
@click.option("--age", type=float, metavar="YEARS", help="The student's age.")
@click.option("--grade", metavar="GRADE", help="The student's grade instead: PK, K, 1 to 12.")
@click.option(
    "--sibling",
    "siblings",
    multiple=True,
    callback=_children,
    metavar="YEARS_OR_GRADE",
    help="Another child, such as 5, or grade:3; may be given again.",
)
@near_option
@within_option
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="A language the family speaks, such as es; may be given again."
)
@click.option("--payment", type=click.Choice([way.value for way in PAYS]), help="How the family can pay.")
@click.option(
    "--when",
    "times",
    multiple=True,
    type=click.Choice(TIMES),
    help="When it should be open or run, such as after_school (after the bell), or summer; may be given again.",
)
@click.option(
    "--only",
    "only",
    multiple=True,
    metavar="KIND:VALUE",
    help="Narrow to what listings state, such as language:es, town:Lansing or day:sa; may be given again.",
)
@limit_option
@json_option
def command(
    sentence: str | None,
    needs: tuple[str, ...],
    age: float | None,
    grade: str | None,
    siblings: tuple[str, ...],
    near: str | None,
    within: float | None,
    languages: tuple[str, ...],
    payment: str | None,
    times: tuple[str, ...],
    only: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """Find services for a SENTENCE, or for needs, an age and a place; each says why it fits and what is not known.

    A sentence may name conditions as well: referral-desk match "speaks only Spanish, no car, needs somebody to talk to".
    """
    from directory.accounts.schools import all_schools
    from directory.district_settings.effective import read_district
    from directory.finding.matches import Ask, find_matches

    if age is not None and grade is not None:
        raise click.UsageError("Give either --age or --grade, not both.")
    if not needs and not (sentence and sentence.strip()):
        raise click.UsageError("Say what is needed: a sentence in quotation marks, or --need.")
    ask = Ask(
        needs,
        age,
        grade,
        near,
        within,
        languages,
        payment,
        limit,
        sentence=sentence,
        siblings=siblings,
        only=only,
        wishes=tuple(f"time:{time}" for time in times),
    )
    chosen = desk()
    with chosen.reading() as session:
        found = find_matches(session, ask, today(), district=read_district(session, chosen.settings))
        schools = {one.id: one.name for one in all_schools(session)}
    if as_json:
        print_json(found.as_json())
        return
    print_crisis(found.crisis)
    if found.needs:
        print("Looking for: " + ", ".join(need.name for need in found.needs))
    _print_conditions(found, schools, chosen.settings.staff_language)
    _print_ages_to_ask(found)
    _print_counts(found, only)
    if found.plan:
        print_plan(found.plan, found.matches, lambda one: _print(one, found.order))
    else:
        for match in found.matches:
            _print(match, found.order)
    if found.needs and not found.matches:
        print("Nothing in the directory matches.")
    _print_few(found)
    if found.near_misses:
        print("\nNot quite:")
        for match in found.near_misses:
            _print(match, found.order)
    _print_facets(found)


def _print_conditions(found: Finding, schools: Mapping[str, str], language: str) -> None:
    """Print what else was asked for, and what was not: nothing that was said is dropped in silence."""
    from directory.finding.condition_words import asked_words
    from directory.finding.heard_words import quoted
    from directory.finding.reason_words import in_words

    towns = found.query["towns"]
    for heading, words in (
        (
            "Asked for as well",
            [f"{asked_words(one, towns, language, schools)} (“{quoted(one.heard)}”)" for one in found.conditions],
        ),
        ("Not needed", [f"“{quoted(words)}”" for words in found.denied]),
        ("Not understood", [f"“{quoted(words)}”" for words in found.unread]),
    ):
        if words:
            print(f"{heading}: {', '.join(words)}")
    for one in found.overruled:
        print(in_words(one.note))


def _print_ages_to_ask(found: Finding) -> None:
    from directory.finding.reason_words import in_words

    if found.ages_asked:
        print(in_words(found.ages_asked))


def _print_counts(found: Finding, only: Sequence[str]) -> None:
    """Print how many match, if more do than are printed."""
    if only:
        print(f"Narrowed to {found.total} of {found.unnarrowed} that fit: the others say otherwise or do not say.")
    elif found.total > len(found.matches):
        print(f"The best {len(found.matches)} of {found.total}.")


def _print_facets(found: Finding) -> None:
    """Print by what the answer can be narrowed, and how many each value would leave."""
    if found.facets:
        print("\nNarrow with --only, such as", f"--only {found.facets[0].code}:")
    for kind, counts in groupby(found.facets, key=lambda one: one.kind):
        each = [f"{one.code} {one.stated}{f' (+{one.unstated} not stated)' if one.unstated else ''}" for one in counts]
        more = f", and {len(each) - MOST_VALUES} more" if len(each) > MOST_VALUES else ""
        print(f"  {kind}: {', '.join(each[:MOST_VALUES])}{more}")


def _print_few(found: Finding) -> None:
    """Print why there are few matches, then doubtful needs and how to ask for them."""
    from directory.finding.reason_words import in_words

    for note in found.nothing:
        print(in_words(note))
    for one in found.suggestions:
        if one.kind == "meant":
            print(f"{in_words(one.note)}, if that is meant: --need {one.ask.needs[-1]}")


def _print(entry: Result, order: Sequence[str]) -> None:
    """Print a service and its reasons, as a card orders them."""
    from directory.finding.briefs import sentences
    from directory.finding.reason_words import in_words

    match = entry.as_json()
    miles = "" if match["miles"] is None else f", {'about ' if match['approximate'] else ''}{match['miles']} miles"
    print(f"\n{match['rank']:3}. {match['service']}: {match['organization']}{miles}")
    print(f"     {contact_line(match)}")
    for reason in sentences(entry.reasons, order):
        print(f"     {MARKS[reason.verdict]} {in_words(reason)}")
