"""What a service costs and how to pay, from fee and payment cells.

A cell is read clause by clause. One table maps words to options; an amount belongs to its own clause. Words beyond a bare
option are kept as the description, so that no information is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.records import OPTIONS, Cost
from importers.values import Reading
from importers.values.price_limits import as_meant
from importers.values.text import BLANK_WORDS, clean, fold, is_blank

_BLANK = BLANK_WORDS - {"none", "ninguno", "nil"}

_MEDICAID = (
    r"\bmedicaid\b|\bmass ?health\b|\bmedi-?cal\b|\bs?chip\b|\bchp\+|\bbadger ?care|\btenn ?care\b|\bhusky\b|\bahcccs\b|\bsooner ?care\b"
    r"|\bpeach ?care\b|\bhoosier healthwise\b|\bapple health\b|\bkan ?care\b|\bmaine ?care\b|\bmo ?healthnet\b|\bfamily ?care\b"
    r"|\bdr\.? dynasaur\b|\brite ?care\b|\bstar kids\b|\bchild health plus\b|\bhealthy families\b|\bhealth first colorado\b|\bdenali ?kid"
    r"|\ball ?kids\b|\bkid ?care\b|\bhealth choice illinois\b|\bmed-?quest\b|\boregon health plan\b|\bohp\b|\bmi ?child\b|\bhealthy connections\b"
)
_PRIVATE = (
    r"(?<!social security )(?<!security )\binsurances?\b|\bcommercial (?:plans?|payers?)\b|\bblue ?cross\b|\bbcbs\b|\baetna\b|\bcigna\b|\bunited ?health"
    r"|\buhc\b|\bhumana\b|\banthem\b|\bkaiser\b|\btri-?care\b|\bppos?\b|\bhmos?\b|\bemblem ?health\b|\bseguro (?:privado|medico)\b"
)
_SLIDING = (
    r"\bsliding\b|\bescala (?:movil|variable)|\b(?:based|depend\w*|according|relative|tied) (?:up)?(?:on|to|in|of) (?:\w+ ){0,3}?(?:income|ability|salary"
    r"|earnings|household|family size|need)|\bincome[- ](?:based|dependent)|\bability to pay\b|\breduced[- ](?:fee|rate|cost|price)|\bfee reduc"
    r"|\bscholarships?\b|\bfinancial (?:aid|assistance|help)\b|\bsubsid(?!iary)|\bneeds? basis\b|\bwaive[rd]?\b|\bdiscount(?:s|ed)? (?:for|available)"
    r"|\d\s?% of (?:\w+ ){0,3}income|\bpay what you (?:can|wish)\b|\b(?:no ?one|nobody|not|never) (?:will be |is )?(?:turned away|refused|denied)"
    r"|\b(?:can|could|may) be waived\b|\bunable to pay\b|\blow[- ]cost\b"
)
_UNINSURED = (
    r"\buninsured\b|\bun-insured\b|\bunderinsured\b|\b(?:no|without|lack\w*|regardless of) (?:health |medical )?insurance\b(?! accept)"
    r"|\binsurance (?:is )?not (?:required|needed|necessary)|\bno health coverage\b|\bsin seguro\b"
    r"|\b(?:no ?one|nobody|not|never) (?:will be |is )?(?:turned away|refused|denied)"
)
_FREE = (
    r"\bno (?:fees?|costs?|charges?|payments?)\b|\bfree\b(?! of (?:drugs|alcohol))(?!-standing)|\bwithout (?:charge|cost)\b|\bgratis\b|\bgratuit[oa]s?\b"
    r"|\bsin costo\b|^(?:fees?|cost)?[: ]*none\b|\bcomplimentary\b|\bnot charged\b|\bfees?: no\b|^n?one charged\b|\bthere is no\b.{0,20}\b(?:fee|cost|charge)"
)
_FEE = (
    r"\bfees?\b|\btuition\b|\bdues\b|\bcharges?\b|\bco-?pay|\bcopago\b|\bprivate pay|\bself[- ]pay|\b(?:hourly|daily|weekly|monthly|flat|set|market) rates?\b"
    r"|\brent\b|\bdeposit\b|\btickets?\b|\bcuota\b|\bcosto\b|\bcosts\b|\bprices? (?:range|start)"
)
_TABLE = tuple(
    (option, re.compile(pattern))
    for option, pattern in (
        ("free", _FREE),
        ("sliding_scale", _SLIDING),
        ("medicaid", _MEDICAID),
        ("medicare", r"\bmedicare\b"),
        ("private", _PRIVATE),
        ("uninsured", _UNINSURED),
        ("fee", _FEE),
    )
)
_DONATION = re.compile(r"\bdonations?\b|\bcontributions? (?:accepted|welcome)|\bdonacion(?:es)?\b")
_MONEY = re.compile(r"\bcash\b|\bchecks?\b|\bcredit cards?\b|\bmoney orders?\b|\befectivo\b")
_OWN_PRICE = re.compile(r"\b(?:flat|set|full|application|membership|registration)\b|\btuition\b|\$|\bself|\bscholarship|\bwaive")
# Words that would mean the opposite, removed before a clause is matched against the table.
_NOT_MEANT = re.compile(
    r"\bfree (?:and|&|or) reduced|\b(?:refer|apply|applying|enroll\w*(?: site)?|sign up|help) (?:\w+ )?for [^,;()]*|\b(?:toll|drug|smoke|alcohol)[- ]free"
    r"|\bloans?\b.*|\brefers [^,;()]*|\bpays (?:\w+ )?(?:tuition|fees|costs)\b|\bsocial security insurance\b|\binsurance cards?\b|\bsliding fees?\b|\bfees? vary\b.*(?=\bincome)"
)
_NO_FEE = re.compile(
    r"\bno (?:\w+ )?(?:fees?|costs?|charges?)\b|\bfree\b|\bwithout charge\b|\bfees?: none\b|\bfees? (?:can|could|may|will) be waived\b"
)
_PAYERS = ("medicaid", "medicare", "private")
_UNPRICED = (*_PAYERS, "uninsured")
_REFUSED = re.compile(
    r"\b(?:does not|do not|doesn't|don't|not|no|cannot|can't) (?:currently )?(?:accept|take|bill|honor)|\bnot accepted\b"
    r"|\bno (?:\w+ )?(?:medicaid|medicare|insurance)\b|\b(?:except|excluding|other than) (?:medicaid|medicare|insurance)"
)
_CLAUSES = re.compile(
    r"[;|\n•]+|(?<=[^\d\s.])\.(?=\s|$)|(?<=\d)\.(?=\s)|,\s+(?=\$|no fee|free\b|sliding|scholarship|set fee|flat fee)(?![^(]*\))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?<![\d.,])(?:\$\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{1,2})?|(\d{1,6})(\.\d{2})?\s?(?:dollars|dolares|usd)\b)(?![\d%])"
)
_BETWEEN = re.compile(r"\s*(?:-|to|up to|and|through|a|hasta)\s*(?:up to\s*)?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\$?\s?(\d{1,6}(?:\.\d{1,2})?)")
_SAYS_NOTHING = re.compile(
    r"(?:fees? |costs? |prices? |it |may |will )*(?:var(?:y|ies|iable)|call|contact|inquire|please|ask|see|depends?|tbd|check|yes|other|different|visit)\b"
    r"|state funded|funding"
)
_BARE_WORDS = re.compile(
    r"(?:(?:yes|no|none|free|gratis|gratuit[oa]s?|fees?|cost|charge|sliding|scale|flat|set|medicaid|medicare|private|insurance|uninsured|accepts?|accepted|of|a|and|or|,|&|:|/|-)\s*)+"
)


def _clauses(text: str) -> list[str]:
    """Return the clauses of a cell; prices that follow "sliding scale," stay with it."""
    clauses: list[str] = []
    for part in _CLAUSES.split(text):
        clause = clean(part).strip(" ,.")
        if clause.startswith("$") and clauses and "sliding" in fold(clauses[-1]):
            clauses[-1] += ", " + clause
        elif clause:
            clauses.append(clause)
    return clauses


def _amounts(clause: str) -> tuple[list[float], bool]:
    """Return the dollar amounts in a clause, and whether two of them are the ends of a range."""
    found = list(_AMOUNT.finditer(clause))
    ranged = any(_BETWEEN.fullmatch(clause[left.end() : right.start()]) for left, right in pairwise(found))
    ranged = ranged or bool(re.search(r"\$\s?\d[\d.,]*\s*-\s*\d", clause))
    amounts = [float("".join(part for part in match.groups() if part).replace(",", "")) for match in found]
    return list(dict.fromkeys(amounts)), ranged


def _options(words: str) -> list[str]:
    """Return the options that a folded clause names."""
    meant = _NOT_MEANT.sub(lambda match: " sliding " if match.group().startswith("sliding") else " ", words)
    options = [option for option, pattern in _TABLE if pattern.search(_NO_FEE.sub(" ", meant) if option == "fee" else meant)]
    if _REFUSED.search(words):
        options = [option for option in options if option not in _PAYERS]
    if "uninsured" in options and re.search(r"\b(?:no|without|un-?|not?) ?(?:\w+ )?insur|regardless of", words):
        options = [option for option in options if option != "private"]
    if "sliding_scale" in options and "fee" in options and not _OWN_PRICE.search(words):
        options.remove("fee")
    if _DONATION.search(words) and not {"free", "sliding_scale", "fee"} & set(options):
        options.append("free")
    return options


def _costs(clause: str, *, is_paid: bool) -> list[Cost]:
    """Return the costs in one clause."""
    words = fold(clause)
    meant = as_meant(words, is_paid=is_paid)
    options = _options(meant.words)
    amounts, ranged = _amounts(words)
    if meant.denies_free and not {"sliding_scale", "fee"} & set(options):
        options.append("fee")
    if amounts == [0.0] and not options:
        options = ["free"]
    if any(amounts) and not {"free", "sliding_scale", "fee"} & set(options) and "loan" not in words:
        options.append("fee")
    described = None if _BARE_WORDS.fullmatch(words) else clause
    costs = []
    for option in options:
        if option != "fee" or ranged or not amounts:
            priced = option not in _UNPRICED
            costs.append(Cost(option, None, described if priced or len(options) == 1 else None))
        else:
            costs += [Cost("fee", amount, described) for amount in amounts if amount]
    return costs


def _joined(costs: list[Cost]) -> tuple[Cost, ...]:
    """Return each option once in the order of OPTIONS, except that different prices are kept apart."""
    kept: dict[tuple[str, float | None], Cost] = {}
    for cost in costs:
        key = (cost.option, cost.amount if cost.option == "fee" else None)
        before = kept.get(key)
        if before is None or (before.description is None and cost.description):
            kept[key] = cost
    if any(option == "fee" and amount is not None for option, amount in kept):
        nameless = kept.get(("fee", None))
        if nameless and nameless.description is None:
            del kept["fee", None]
    return tuple(sorted(kept.values(), key=lambda cost: (OPTIONS.index(cost.option), cost.amount or 0.0)))


def read(text: str) -> Reading[tuple[Cost, ...]]:
    """Return the payment options and prices in a cell; None if it is blank or only says to ask."""
    if is_blank(text, _BLANK):
        return Reading(None)
    words = fold(text).strip(" .:")
    number = _BARE_NUMBER.fullmatch(words)
    if number:
        amount = float(number.group(1))
        return Reading((Cost("fee", amount) if amount else Cost("free"),))
    if words in {"no", "n", "nil", "ninguno", "ninguna", "nada", "nothing", "zero"}:
        return Reading((Cost("free"),))
    is_paid = any(_amounts(words)[0]) or bool(re.search(_FEE, _NO_FEE.sub(" ", words)))
    clauses = _clauses(text)
    costs = [cost for clause in clauses for cost in _costs(clause, is_paid=is_paid)]
    if len(clauses) > 1 and any(as_meant(fold(clause), is_paid=is_paid).words != fold(clause) for clause in clauses):
        # What is free for some, or was free once, stands in another clause than the price, and people must read it.
        costs = [replace(cost, description=clean(text)) if cost.option not in _UNPRICED else cost for cost in costs]
    if not costs and _MONEY.search(words):
        costs = [Cost("fee", None, clean(text))]
    if costs:
        return Reading(_joined(costs))
    if _SAYS_NOTHING.match(words):
        return Reading(None)
    return Reading(None, (Trouble(ValueCode.PRICE_UNKNOWN, {"shown": clean(text)[:80]}, Severity.INFO),))


def is_bare(text: str) -> bool:
    """Whether a cell says nothing beyond the payment options that `read` finds: "Medicaid; private insurance"."""
    return all(_BARE_WORDS.fullmatch(fold(clause)) for clause in _clauses(text))
