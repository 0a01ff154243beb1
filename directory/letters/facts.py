"""Pure: what a family needs to know about a place before it calls, one line of the card each.

The listing's own wording of a confidential place is never used: it may say where the place is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping

from babel.dates import get_month_names

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.i18n.language_names import language_name, listed_together
from directory.letters.content import FactLine, LetterRequest
from directory.letters.costs import COST_UNKNOWN, cost_lines
from directory.letters.documents import documents
from directory.letters.first_steps import starting
from directory.letters.hours import HOURS_UNKNOWN, hours_lines
from directory.letters.plain_text import SHORT, clean
from directory.letters.prose import quoted, says_nothing, shames, understood
from directory.listings.place import is_town, is_withheld
from directory.referrals.snapshot import FrozenProvider, place_of
from matching.offers import WITHOUT_PLACE, Mode

BRING_UNKNOWN = marked("Ask what to bring.")
UNKNOWN = frozenset({BRING_UNKNOWN, COST_UNKNOWN, HOURS_UNKNOWN})
"""Lines that say only what to ask."""

OLDEST = 99
NEAR = 1.0
"""Miles below which nobody needs a ride."""

FARTHEST = 1_000.0
"""Miles from which on a distance is considered a mistake."""


def facts(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> tuple[FactLine, ...]:
    """Return the lines of the card, the most wanted first."""
    rows: tuple[tuple[str, str, Callable[[LetterRequest, FrozenProvider, Catalog], Iterator[str]]], ...] = (
        ("where", say("How you meet") if place_of(provider) is None and _needs_no_place(provider) else say("Where"), _where),
        ("hours", say("When"), lambda _asked, provider, say: iter(hours_lines(provider, say))),
        ("season", say("Season"), _season),
        ("cost", say("Cost"), lambda _asked, provider, say: cost_lines(provider, say)),
        ("bring", say("What to bring"), _bring),
        ("languages", say("Languages"), _languages),
        ("who", say("Who can go"), _who),
        ("wait", say("Wait"), _wait),
        ("start", say("How to start"), starting),
        ("check", say("Ask first"), _check),
    )
    lines = (FactLine(kind, label, tuple(dict.fromkeys(filter(None, told(asked, provider, say))))) for kind, label, told in rows)
    return tuple(line for line in lines if line.lines)


_MODES: Mapping[str, str] = {
    Mode.HOME: marked("They can come to your home."),
    Mode.SCHOOL: marked("They can meet at school."),
    Mode.ONLINE: marked("You can meet by video."),
    Mode.PHONE: marked("You can talk by phone."),
}
_ONLY: Mapping[str, str] = {
    Mode.ONLINE: marked("You meet by video. You do not need to go there."),
    Mode.PHONE: marked("You talk by phone. You do not need to go there."),
}


def _needs_no_place(provider: FrozenProvider) -> bool:
    return not provider.confidential and bool(provider.modes) and set(provider.modes) <= WITHOUT_PLACE


def _where(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    modes = [say(_MODES[mode]) for mode in provider.modes if mode in _MODES]
    place, address = place_of(provider), clean(provider.address)
    if provider.confidential or (is_withheld(address) and not _needs_no_place(provider)):
        yield " ".join((say("They will tell you where to go."), *modes))
    elif place is not None:
        location, agency = clean(provider.location), clean(provider.organization)
        shown = (location if location not in (agency, clean(provider.service)) else "", clean(place))
        yield ", ".join(filter(None, shown))
        yield from filter(None, (_far(asked, provider, say), _transport(provider, say), " ".join(modes)))
        if any("wheelchair" in words.casefold() for words in provider.access):
            yield say("You can get in with a wheelchair.")
    elif len(provider.modes) == 1 and provider.modes[0] in _ONLY:
        yield say(_ONLY[provider.modes[0]])
    else:
        town = f"{address}." if is_town(address) and not _needs_no_place(provider) else ""
        asks = [] if modes and Mode.IN_PERSON not in provider.modes else [say("Ask where to go.")]
        yield " ".join(filter(None, (town, *asks, *modes)))


def _far(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> str:
    """Return how far it is from where the distance was measured, with an offer to families that cannot get there."""
    start = {"home": say("your home"), "school": clean(asked.signer.school)}.get(asked.snapshot.start, "")
    # From another place, perhaps an aunt's home, the family has its own way: the address alone is shown.
    miles, from_home = asked.snapshot.miles if start else None, asked.snapshot.start == "home"
    told = []
    if miles is not None and 0 <= miles < FARTHEST:
        if miles < NEAR and from_home:  # the home is known by its ZIP alone
            told.append(say("It is in or near your ZIP code."))
        elif miles < NEAR:
            told.append(say("It is less than 1 mile from {start}.", start=start))
        elif round(miles) == 1:
            told.append(say("It is about 1 mile from {start}.", start=start))
        else:
            told.append(say("It is about {miles} miles from {start}.", miles=round(miles), start=start))
    if provider.modes in {(Mode.IN_PERSON,), ()} and (miles is None or not miles < NEAR):
        told.append(say("No ride? Tell us."))
    return " ".join(told)


_RIDE = re.compile(
    r"\b(?:bus(?:es)?|trains?|metro|subway|tram|rail|stations?|stops?|lines?|route|shuttle|rides?|van|walk|parking)\b",
    re.IGNORECASE,
)


def _transport(provider: FrozenProvider, say: Catalog) -> str:
    """Return the listing's line on buses and trains; some directories fill this field with their own codes, which help nobody."""
    words = clean(provider.transport, SHORT).rstrip(".")
    if not _RIDE.search(words):
        return ""
    return f"{words}." if say.language == ENGLISH else say("Getting there: “{words}”.", words=words)


def _season(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    """Yield the months of a service that does not run all year, and that it does not run now."""
    first, last, month = provider.first_month, provider.last_month, asked.today.month
    runs = provider.closed_until is None or provider.closed_until <= asked.today
    if first is not None and last is not None:
        names = get_month_names("wide", locale=say.locale)
        if first == last:
            yield say("It runs in {month} only.", month=names[first])
        else:
            yield say("It runs from {first} to {last}.", first=names[first], last=names[last])
        runs = runs and (first <= month <= last if first <= last else not last < month < first)
    if not runs:
        yield say("It does not run now. Ask when it starts.")


def _bring(_asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    listed = documents(provider.documents, say) if not provider.confidential else ()
    yield from listed or (say(BRING_UNKNOWN),)


def _languages(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    names = [name for code in provider.languages if (name := language_name(code, say))]
    if names:
        yield say("They speak {languages}.", languages=listed_together(names, say))
    if asked.language in (ENGLISH, *provider.languages):
        return
    if provider.interpreters:
        yield say("They can find someone who speaks your language.")
    else:
        wanted = language_name(asked.language, say)
        yield say("Ask for an interpreter who speaks {language}.", language=wanted) if wanted else say("Ask for an interpreter.")


def _who(_asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    least, most = _age(provider.minimum_age), _age(provider.maximum_age)
    if most is not None and most >= OLDEST:
        most = None
    if least:
        yield say("Ages {young} to {old}.", young=least, old=most) if most else say("Age {young} and up.", young=least)
    elif most:
        yield say("Up to age {old}.", old=most)
    elif least is not None:
        yield say("All ages.")
    school = clean(provider.school)
    if school:
        yield say("Only for students of {school}.", school=school)
    own = "" if provider.confidential else clean(provider.eligibility, SHORT)
    if school or not own or says_nothing(own) or _NO_LIMIT.fullmatch(own) or ((least or most) and not _AGES.sub("", own)):
        return
    yield own if understood(own, say) else say("Ask if your family can go.")


_NO_LIMIT = re.compile(
    r"(?:no (?:residency |age |other )?(?:requirements?|restrictions?|limits?)|none|any(?:one|body)|open to all|all)\.?",
    re.IGNORECASE,
)
# Words that only repeat the ages.
_AGES = re.compile(
    r"(?<![a-z])(?:ages?|aged|years?|yrs?|old|older|younger|over|under|above|below|up|and|to|through|between|from|or|of|must be|minimum|maximum"
    r"|child(?:ren)?|youths?|teens?|adults?|students?|participants?|boys|girls|grades?|pre|k|inclusive|the|for|st|nd|rd|th)(?![a-z])|[\W\d_]+",
    re.IGNORECASE,
)


def _age(years: float | None) -> int | None:
    """Return whole years; a service from some months of age is shown as one from birth."""
    return None if years is None or not math.isfinite(years) else int(years)


_WAIT = re.compile(r"(?:about |around |up to )?(\d{1,3})(?: ?(?:to|-|–) ?(\d{1,3}))? (day|week|month)s?", re.IGNORECASE)
_WAITS = {
    "day": (marked("You may have to wait {count} day."), marked("You may have to wait {count} days.")),
    "week": (marked("You may have to wait {count} week."), marked("You may have to wait {count} weeks.")),
    "month": (marked("You may have to wait {count} month."), marked("You may have to wait {count} months.")),
}


def _wait(_asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    own = "" if provider.confidential else clean(provider.wait, SHORT).rstrip(".")
    if told := _WAIT.fullmatch(own):
        shortest, longest, unit = told.groups()
        one, many = _WAITS[unit.lower()]
        count = say("{shortest} to {longest}", shortest=shortest, longest=longest) if longest else shortest
        yield say(many, count=count) if longest or shortest != "1" else say(one, count=count)
    elif own and not says_nothing(own) and not shames(own):
        yield own if understood(own, say) else quoted(own, say)


def _check(_asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    if provider.stale:
        yield say("Some of this may have changed. Ask before you go.")
