"""`referral-desk report outcomes`: the outcomes of referrals, without small counts, because the report gets passed on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

import rich_click as click

from directory.cli.common import desk, json_option, print_json

if TYPE_CHECKING:
    from directory.outcomes.figures import FigureGroup, Figures

NOT_SHOWN = "not shown"
_TABLES = {"need": "By need", "provider": "By provider", "school": "By school", "language": "By language", "grade": "By grade"}


class _Day(click.ParamType[datetime.date]):
    """A date written as 2026-10-01."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a day: write it as 2026-10-01.", param, ctx)


@click.group("report")
def command() -> None:
    """Report what came of the referrals."""


@command.command("outcomes")
@click.option("--from", "first", type=_Day(), metavar="DATE", help="The first day on which a referral was given.")
@click.option("--to", "last", type=_Day(), metavar="DATE", help="The last one.")
@json_option
def outcomes(first: datetime.date | None, last: datetime.date | None, as_json: bool) -> None:
    """Count how far the referrals came that were given in a period; counts under 10 are left out.

    Pass on reports of whole school years, or of months that do not overlap: from two that nearly agree the few between follow.
    """
    from directory.outcomes import report

    period = report.Period(first, last)
    with desk().reading() as session:
        figures = report.guarded_report(session, period)
    if as_json:
        print_json(report.as_json(period, figures))
        return
    _print(figures, _words(period.first, period.last))
    print(f"\n{report.SAYS_NOT}")


def _words(first: datetime.date | None, last: datetime.date | None) -> str:
    parts = (f" from {first}" if first else "", f" to {last}" if last else "")
    return "".join(parts) or " at any time"


def _print(figures: Figures, period: str) -> None:
    print(f"Referrals given{period}; counts under 10, and those that would tell them, are not shown.\n")
    print(f"{'':32} {'referrals':>10} {'of given':>9} {'of step before':>15} {'days since it':>14} {'since given':>12}")
    for step in figures.funnel:
        rates = f"{_share(step.rate_of_given):>9} {_share(step.rate_of_previous):>15}"
        days = f"{_number(step.median_days):>14} {_number(step.median_days_since_given):>12}"
        print(f"{step.words:32} {_count(step.referrals):>10} {rates} {days}")
    print("(median days since the step before, and since the letter was given)")
    if figures.openings_rate is not None:
        print(f"\nOf the families who were given a referral, {_share(figures.openings_rate)} got to one of its choices.")
    _lines("Current status", {line.words: line.referrals for line in figures.ends})
    _lines("Why it did not work", {line.words: line.referrals for line in figures.reasons})
    for dimension, heading in _TABLES.items():
        _groups(heading, figures.by[dimension])


def _lines(heading: str, lines: Mapping[str, int | None]) -> None:
    if lines:
        print(f"\n{heading}")
    for words, count in lines.items():
        print(f"  {words:42} {_count(count):>10}")


def _groups(heading: str, groups: tuple[FigureGroup, ...]) -> None:
    print(f"\n{heading:44} {'given':>10} {'connected':>10} {'share':>7} {'median days':>12}")
    for one in groups:
        print(
            f"  {one.name:42} {_count(one.given):>10} {_count(one.connected):>10} {_share(one.rate):>7} {_number(one.median_days):>12}"
        )
    if not groups:
        print("  Too few to show.")


def _count(count: int | None) -> str:
    return NOT_SHOWN if count is None else f"{count:,}"


def _share(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.0%}"


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
