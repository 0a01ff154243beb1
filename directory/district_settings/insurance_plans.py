"""The insurance plans that families name, and how each pays: the district's own list, or Michigan's Medicaid health plans.

The file beside this module names the nine plans that have held contracts of Michigan's Comprehensive Health Care Program since October
1, 2024 (Michigan Department of Health and Human Services), for five years with three extensions, and two that sell to everybody.

>>> plans = read_plans("Plan,Payment,Also called\\nMeridian,medicaid,Meridian Health Plan; MeridianHealth\\n")
>>> plans[0].name, plans[0].payment, plans[0].others
('Meridian', <Payment.MEDICAID: 'medicaid'>, ('Meridian Health Plan', 'MeridianHealth'))
>>> read_plans(write_plans(plans)) == plans
True
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from directory.district_settings.texts import read_line
from directory.errors import UsageError
from matching.offers import Payment
from matching.text import fold_text

HEADERS = ("Plan", "Payment", "Also called")
PAYMENTS = (Payment.MEDICAID, Payment.PRIVATE)
"""The ways in which a plan pays."""

MOST_PLANS = 200
LONGEST_FILE = 100_000
"""Characters."""

_FILE = Path(__file__).with_name("insurance_plans.csv")


@dataclass(frozen=True, slots=True)
class InsurancePlan:
    """A plan by its name, other names of it, and the way to pay that it is."""

    name: str
    payment: Payment
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.others)


def read_plans(text: str) -> tuple[InsurancePlan, ...]:
    """Read a CSV with the columns of HEADERS, other names separated by semicolons; raise UsageError, which names the line."""
    if len(text) > LONGEST_FILE:
        raise UsageError(f"The list is longer than {LONGEST_FILE:,} characters.")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or [cell.strip().casefold() for cell in rows[0]] != [header.casefold() for header in HEADERS]:
        raise UsageError(f"The first line must be: {','.join(HEADERS)}")
    found = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        name, payment, others = (cell.strip() for cell in (*row, "", "", "")[:3])
        if payment.casefold() not in PAYMENTS:
            raise UsageError(f"Line {number}: the payment must be {' or '.join(PAYMENTS)}.")
        found.append(InsurancePlan(name, Payment(payment.casefold()), tuple(one for one in others.split(";") if one.strip())))
    if not found:
        raise UsageError("The list names no plan: give at least one line below the first.")
    return checked_plans(tuple(found))


def write_plans(plans: tuple[InsurancePlan, ...]) -> str:
    """Return the CSV that `read_plans` reads."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADERS, *((one.name, one.payment, "; ".join(one.others)) for one in plans)])
    return out.getvalue()


def checked_plans(plans: tuple[InsurancePlan, ...]) -> tuple[InsurancePlan, ...]:
    """Return plans with their names on one line; raise UsageError if one has no name, or two have the same."""
    if len(plans) > MOST_PLANS:
        raise UsageError(f"There are more than {MOST_PLANS} plans.")
    found = tuple(InsurancePlan(read_line(one.name), one.payment, tuple(map(read_line, one.others))) for one in plans)
    known: set[str] = set()
    for name in (name for plan in found for name in plan.names):
        folded = fold_text(name)
        if not folded:
            raise UsageError("Give each plan a name with letters.")
        if folded in known:
            raise UsageError(f"“{name}” is the name of two plans.")
        known.add(folded)
    if any(plan.payment not in PAYMENTS for plan in found):
        raise UsageError(f"The payment of a plan must be {' or '.join(PAYMENTS)}.")
    return found


DEFAULT_PLANS = read_plans(_FILE.read_text("utf-8"))
