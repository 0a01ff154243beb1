"""Pure: what a place costs, as far as its listing says; "free" is said only where nothing limits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.letters.plain_text import SHORT, clean
from directory.letters.prose import quoted, says_nothing, shames, understood
from directory.listings.words import OPTION_WORDS
from directory.referrals.snapshot import FrozenProvider
from matching.offers import Payment

COST_UNKNOWN = marked("Ask what it costs.")

_OPTIONS: Mapping[str, str] = {
    Payment.SLIDING_SCALE: marked("You pay by what your family earns."),
    Payment.MEDICAID: marked("They take Medicaid."),
    Payment.MEDICARE: marked("They take Medicare."),
    Payment.PRIVATE: marked("They take private insurance."),
    Payment.UNINSURED: marked("They help if you have no insurance, too."),
}
_FREE = re.compile(r"(?:free|no (?:cost|charge|fee)s?|gratis|gratuito)(?: of charge)?(?:\s*[:;,.]\s*|$)", re.IGNORECASE)
_LIMITED = re.compile(
    r"\$|\b(?:if|with|without|below|under|income|others?|some|low|once|until|unless|except|only|first|initial|must|required?|depend\w*"
    r"|by contract|pa(?:y|ys|id)|deposit|escrow|funds|fees?|members?|eligible|residents?)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\(\$([\d,]+(?:\.\d\d)?)\)")
_UNITS = {
    "hour": marked("an hour"), "day": marked("a day"), "week": marked("a week"), "month": marked("a month"), "year": marked("a year"),
    "visit": marked("a visit"), "session": marked("a session"), "class": marked("a class"), "term": marked("a term"),
    "season": marked("a season"), "lesson": marked("a lesson"), "ride": marked("a ride"), "person": marked("for each person"), "child": marked("for each child"), "family": marked("for each family"),
}  # fmt: skip
_SAME = {
    "semester": "term",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}
_PRICE = re.compile(
    r"(?:\$\s*(?P<least>[\d,]+(?:\.\d\d)?)\s*(?:to|-|–)\s*)?\$\s*(?P<amount>[\d,]+(?:\.\d\d)?)"
    r"(?:\s*(?:per|an?|each|every|/|for(?: (?:an?|the|each|every|one))?(?: entire)?)?\s*"
    rf"(?P<unit>{'|'.join((*_UNITS, *_SAME))})(?:e?s)?\b)?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:flat|set|fees?|of|for|is|the|an?|charges?|costs?|price|memberships?|only|others?)\b|[\W_]+", re.IGNORECASE
)
# Said anyway: that there is help with the price, and the ways to pay.
_SAID_ANYWAY = re.compile(
    r"(?:fees? (?:can be )?waived(?: on request)?|help with fees|scholarships?(?: (?:are )?(?:available|offered))?|assistance(?: is)? available.*"
    r"|no one is refused.*|(?:based on|by) income|sliding (?:fee )?scale|free(?: (?:with|for|if) .*)?|(?:takes |accepts )?(?:medicaid|medicare|private insurance))",
    re.IGNORECASE,
)


def cost_lines(provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    """Yield the ways to pay and the price; the family is to ask for what is unknown."""
    options = provider.options
    if options == ("free",) and all(is_free(line) for line in provider.costs):
        yield say("Free. You do not pay.")
        return
    told = [say("It is free for some families. Ask if you need to pay.")] if "free" in options else []
    told += [say(_OPTIONS[option]) for option in options if option in _OPTIONS]
    own = _own(provider)
    as_listed = own if understood(own, say) and ("$" in own or not options) else ""
    if "fee" in options and not as_listed:
        told.append(_price(provider, own, say))
    if told:
        yield " ".join(told)
    if as_listed or not told:
        yield as_listed or say(COST_UNKNOWN)


def _own(provider: FrozenProvider) -> str:
    """Return the listing's own line, unless it is generated or says nothing."""
    own = clean(provider.costs[-1], SHORT) if provider.costs and not provider.confidential else ""
    return "" if own.startswith(OPTION_WORDS["fee"]) or says_nothing(own) else own


def is_free(line: str) -> bool:
    """Whether a line on cost says free and names neither a price nor families that pay."""
    rest = _FREE.sub("", _FREE.sub("", line.strip(), count=1), count=1)
    return bool(_FREE.match(line.strip())) and not _LIMITED.search(rest)


def _price(provider: FrozenProvider, own: str, say: Catalog) -> str:
    """Return the price with its unit; in the listing's words where it says more than can be translated."""
    amount = _spoken(own, say) if own else _only(provider)
    if amount:
        return say("The price is {amount}. Ask for help if it is too much.", amount=amount)
    if "$" in own and say.language != ENGLISH and not shames(own):
        return quoted(own.rstrip("."), say)
    return say("Ask what you have to pay.")


def _only(provider: FrozenProvider) -> str:
    amounts = {amount for line in provider.costs for amount in _AMOUNT.findall(line)}
    return _dollars(amounts.pop()) if len(amounts) == 1 else ""


def _spoken(own: str, say: Catalog) -> str:
    """Return the one price of a line with its unit; blank if there are several prices or other words beside it."""
    clauses = [clause.strip() for clause in re.split(r"[;()]|,(?!\d)|\.(?!\d)", own)]
    rest = "; ".join(clause for clause in clauses if not _SAID_ANYWAY.fullmatch(clause))
    found = list(_PRICE.finditer(rest))
    if len(found) != 1 or _AROUND.sub("", _PRICE.sub("", rest)):
        return ""
    amount, unit = _dollars(found[0]["amount"]), (found[0]["unit"] or "").casefold()
    if found[0]["least"]:
        amount = say("{shortest} to {longest}", shortest=_dollars(found[0]["least"]), longest=amount)
    return f"{amount} {say(_UNITS[_SAME.get(unit, unit)])}" if unit else amount


def _dollars(amount: str) -> str:
    return f"${amount.removesuffix('.00')}"
