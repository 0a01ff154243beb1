"""The traits of a listing, as codes.

    day:mo                     open on Mondays; `days:all` if the listing leaves no day in doubt
    time:evening               open at that time on some day; `hours:all` if it leaves no hour in doubt
    -sa:evening                not open then on that day, or at hours that are not known
    open:mo,tu:0900-1700       the hours of these days (matching.wishes.clock)
    time:summer, -time:summer  runs in the summer, or does not; likewise for the other seasons and months of matching.wishes.seasons
    setting:group              as matching.wishes.codes.HelpSetting
    helper:woman               as Helper; also `helper:culture` (of a culture's own people), `helper:faith_mentioned` (in passing) and `helper:faith_absent` (nothing of faith)
    access:wheelchair          wheelchairs get in; `-access:wheelchair` if they do not
    travel:ride                a ride is offered; also bus, home, remote and school
    activity:chess             a slug of matching.needs.activities; `activity:more` if not all of them are named

What a listing does not say has no code.

>>> monday = Opening("mo", "15:30", "17:00")
>>> " ".join(read(DescribedListing(names=("Maple House",), descriptions=("Chess in small groups.",), openings=(monday,))))
'day:mo days:all hours:all time:after_school setting:group helper:faith_absent activity:chess open:mo:1530-1700'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matching.needs.activities import listed_activities
from matching.offers import Mode
from matching.traits.access import speaks_of_culture, wheelchair_in
from matching.traits.faith import faith_in
from matching.traits.helpers import MAN, WOMAN, knows_lgbtq, settings_in
from matching.traits.travel import is_on_a_bus_line, ways_in
from matching.wishes.clock import opening_traits
from matching.wishes.codes import DAYS_OF_WEEK, PARTS_OF_DAY, WishedTime
from matching.wishes.seasons import MONTHS, SEASONS, runs_in

AFTER_SCHOOL = ("15:00", "18:00")
"""A service that is open at any time between these on a weekday is open after school."""

NOON, EVENING = "12:00", "18:00"
"""The morning ends at noon; whoever closes later than EVENING is open in the evening."""

WEEKDAYS = DAYS_OF_WEEK[:5]
_YEAR_ROUND = r"|\byear[- ]round\b|\btodo el año\b"
_OFFERED = "(?:camps?|programs?|sessions?|classes|activities|club|clinics?)"
_SAID: Mapping[str, re.Pattern[str]] = {
    season: re.compile(pattern + _YEAR_ROUND, re.IGNORECASE)
    for season, pattern in {
        "summer": r"\bsummer (?:\w+ )?(?:camps?|programs?|sessions?|classes|activities|enrichment|school|academy|learning|youth|fun)\b"
        r"|\b(?:and|during the|in the|all) summer\b|\b(?:campamentos?|programas?|cursos?|actividades|clases) de verano\b|\bdurante el verano\b",
        "fall": rf"\b(?:fall|autumn) (?:\w+ )?(?:{_OFFERED}|season|semester)\b|\b(?:in the|each|every|during the) (?:fall|autumn)\b|\b(?:de|en el) otoño\b",
        "winter_break": rf"\b(?:winter|christmas|holiday) (?:break|recess|vacation|{_OFFERED})\b|\bvacaciones de (?:invierno|navidad)\b|\b(?:school|all) breaks\b",
        "spring_break": rf"\bspring (?:break|recess|vacation|{_OFFERED})\b|\bvacaciones de primavera\b|\b(?:school|all) breaks\b",
    }.items()
}
"""Words by which a listing says that it runs in a season."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open on a day (mo to su) from one time to another (HH:MM); past midnight if it closes earlier; no times if not known."""

    day: str
    opens_at: str | None = None
    closes_at: str | None = None


@dataclass(frozen=True, slots=True)
class DescribedListing:
    """What a listing says, by part.

    `names` are those of the service and its agency, `labels` its categories and keywords, `descriptions` the texts about the service,
    `organization_descriptions` those about its agency, which does more than this one service, and `transportation` how one gets to
    its place, `accessibility` what it has of ramps and lifts. `vague_hours` means that hours are also given in words that were not understood; `season` is the first and the last
    month in which it runs (1 to 12).
    """

    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    organization_descriptions: tuple[str, ...] = ()
    transportation: str = ""
    accessibility: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    openings: tuple[Opening, ...] = ()
    vague_hours: bool = False
    season: tuple[int, int] | None = None


def read(listing: DescribedListing) -> tuple[str, ...]:
    """Return the traits of a listing, each once, in a fixed order."""
    found = (
        *_hours(listing),
        *_seasons(listing),
        *_settings(listing),
        *_helpers(listing),
        *_travel(listing),
        *_access(listing),
        *_activities(listing),
        *opening_traits([(one.day, one.opens_at, one.closes_at) for one in listing.openings if one.opens_at and one.closes_at]),
    )
    return tuple(dict.fromkeys(found))


def _hours(listing: DescribedListing) -> Iterator[str]:
    openings = listing.openings
    days = [day for day in DAYS_OF_WEEK if any(one.day == day for one in openings)]
    if not days:
        return
    yield from (f"day:{day}" for day in days)
    if not listing.vague_hours:
        yield "days:all"
        if all(one.opens_at and one.closes_at for one in openings):
            yield "hours:all"
    for part in PARTS_OF_DAY:
        of_day = [day for day in days if part != WishedTime.AFTER_SCHOOL or day in WEEKDAYS]
        then = {one.day for one in openings if one.day in of_day and _is_open(one, part)}
        if then:
            yield f"time:{part}"
            yield from (f"-{day}:{part}" for day in of_day if day not in then)


def _is_open(opening: Opening, part: WishedTime) -> bool:
    if not opening.opens_at or not opening.closes_at:
        return False
    opens, closes = opening.opens_at, opening.closes_at
    closes = closes if closes > opens else "24:00"
    if part == WishedTime.MORNING:
        return opens < NOON
    if part == WishedTime.EVENING:
        return closes > EVENING
    return opens < AFTER_SCHOOL[1] and closes > AFTER_SCHOOL[0]


def _seasons(listing: DescribedListing) -> Iterator[str]:
    """Yield in which seasons and months it runs, and in which not; where its months and its words are at odds, nothing."""
    texts = (*listing.names, *listing.labels, *listing.descriptions)
    for season in SEASONS:
        said = any(_SAID[season].search(text) for text in texts)
        runs = said if listing.season is None else runs_in(listing.season, season)
        if runs:
            yield f"time:{season}"
        elif listing.season is not None and not said:
            yield f"-time:{season}"
    if listing.season is not None:
        yield from (f"{'' if runs_in(listing.season, month) else '-'}time:{month}" for month in MONTHS)


def _settings(listing: DescribedListing) -> Iterator[str]:
    texts = (*listing.names, *listing.labels, *listing.descriptions)
    yield from (f"setting:{setting}" for setting in dict.fromkeys(one for text in texts for one in settings_in(text)))


def _helpers(listing: DescribedListing) -> Iterator[str]:
    told = (*listing.descriptions, *listing.organization_descriptions)
    everything = (*listing.names, *listing.labels, *told)
    if any(WOMAN.search(text) for text in told):
        yield "helper:woman"
    if any(MAN.search(text) for text in told):
        yield "helper:man"
    if any(knows_lgbtq(text) for text in everything):
        yield "helper:lgbtq"
    if any(speaks_of_culture(text) for text in everything):
        yield "helper:culture"
    faith = faith_in(listing.names, told)
    if faith.sure:
        yield "helper:faith_based"
    elif faith.denied:
        yield "helper:not_faith_based"
    elif faith.passing:
        yield "helper:faith_mentioned"
    elif told:
        yield "helper:faith_absent"


def _travel(listing: DescribedListing) -> Iterator[str]:
    ways = {way for text in (*listing.names, *listing.labels, *listing.descriptions) for way in ways_in(text)}
    ways |= {way for way, modes in _OF_MODES.items() if modes & set(listing.modes)}
    if listing.transportation:
        ways |= ways_in(listing.transportation)
        if is_on_a_bus_line(listing.transportation):
            ways.add("bus")
    yield from (f"travel:{way}" for way in sorted(ways))


def _access(listing: DescribedListing) -> Iterator[str]:
    """Yield whether wheelchairs get in; where two texts are at odds, nothing."""
    said = {found for text in (*listing.accessibility, *listing.descriptions) if (found := wheelchair_in(text)) is not None}
    if len(said) == 1:
        yield "access:wheelchair" if True in said else "-access:wheelchair"


_OF_MODES = {"home": {Mode.HOME}, "remote": {Mode.ONLINE, Mode.PHONE}, "school": {Mode.SCHOOL}}


def _activities(listing: DescribedListing) -> Iterator[str]:
    found = listed_activities((*listing.names, *listing.labels, *listing.descriptions))
    yield from (f"activity:{slug}" for slug in found.slugs)
    if found.more:
        yield "activity:more"
