"""The reasons of a match: a verdict for each criterion, and a code with its fields.

The words are made in directory.finding.reason_words.

    >>> today = dt.date(2026, 5, 4)
    >>> season_reason(6, 8, today)
    Reason(criterion='season', verdict=<Verdict.UNKNOWN: 'unknown'>, code=<ReasonCode.SEASON_NEXT_MONTH: 'season_next_month'>, fields={'first_month': 6, 'last_month': 8})
    >>> closure_reason("Closed until fall.").fields, closure_reason().code
    ({'words': 'Closed until fall'}, <ReasonCode.CLOSED: 'closed'>)
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping

import numpy as np

from matching import ages, needs, openings, seasons
from matching import languages as spoken
from matching.after_school import Trip, trips
from matching.age_reasons import age_reason
from matching.criteria import FROM_SCHOOL, REMOTE_MODES, answered_needs, shrunk
from matching.criteria import record as judge_record
from matching.needs.activities import activities
from matching.offers import PAYS, Mode, Payment
from matching.query import Ages, Candidates, Integers, Place, Query, Reason, Value, Verdict
from matching.reason_codes import ReasonCode
from matching.services import Services, need_fit, urgencies
from matching.verdicts import FAIL, NAMES, PASS, UNASKED
from matching.weights import ANSWERS, RECORD_MANY, RECORD_TOLD
from matching.wishes.codes import WishKind, parse
from matching.wishes.from_school import after_school
from matching.wishes.judges import by_criterion, judge, reach
from matching.wishes.seasons import wished_months
from matching.word_reasons import words_reason

MOST_AREAS = 3
"""The most areas that a reason names; a service may list a hundred ZIP codes."""

SAID: Mapping[str, tuple[ReasonCode, ReasonCode, ReasonCode]] = {
    "area": (ReasonCode.AREA_OTHERS, ReasonCode.AREA_UNSURE, ReasonCode.AREA_SERVED),
    "school": (ReasonCode.SCHOOL_OTHERS, ReasonCode.SCHOOL_UNSURE, ReasonCode.SCHOOL_OWN),
    "languages": (ReasonCode.LANGUAGES_OTHERS, ReasonCode.LANGUAGES_NO_ENGLISH, ReasonCode.LANGUAGES),
}
"""The code for each verdict: fail, unknown, pass."""


class ReasonWriter:
    """Gives the reasons why a service was chosen, or in what it fails."""

    def __init__(self, query: Query, candidates: Candidates, found: Services, today: dt.date) -> None:
        self._query, self._candidates, self._found, self._today = query, candidates, found, today

    def approximate(self, i: int) -> bool:
        """Return whether either end of the distance is only the center of a ZIP or a city."""
        place = self._query.place
        return bool(place and place.approximate) or self._found.columns.precision[i] in ("zip", "city")

    def reasons(self, i: int, miles: float | None, failing: str | None) -> tuple[Reason, ...]:
        """Return a reason for each criterion asked for, and for others only what is known; a near miss's fail comes first."""
        told = [*self._needs(i), *self._student(i), *self._where(i, miles, failing), *self._asked(i)]
        told += [*self._wished(i, miles), *self._worded(i), *self._listing(i)]
        return tuple(sorted(told, key=lambda reason: reason.criterion != failing))

    def _code(self, criterion: str, i: int) -> int:
        codes = self._found.verdicts.get(criterion)
        return UNASKED if codes is None else int(codes[i])

    def _needs(self, i: int) -> Iterator[Reason]:
        rows: Integers = np.flatnonzero(self._candidates.key == self._found.columns.key[i])
        listed = [(str(self._candidates.term[row]), float(self._candidates.fit[row])) for row in rows]
        audience = str(self._found.columns.audience[i])
        for slug in urgencies(self._query):
            _, _, term = min((-need_fit(slug, term, fit, audience), term != slug, term) for term, fit in listed)
            fit = max(need_fit(slug, term, fit, audience) for term, fit in listed)
            if fit <= 0:
                yield Reason("need", Verdict.FAIL, ReasonCode.NEED_NOT_LISTED, {"need": slug})
            elif term != slug:
                yield Reason("need", Verdict.UNKNOWN, ReasonCode.NEED_RELATED, {"need": slug, "listed": term})
            elif fit < ANSWERS:
                yield Reason("need", Verdict.UNKNOWN, ReasonCode.NEED_LIKELY, {"need": slug})
            else:
                yield Reason("need", self._meant(slug, i), ReasonCode.NEED_LISTED, {"need": slug})

    def _meant(self, slug: str, i: int) -> Verdict:
        """Return the verdict on a need that is listed: who asks for sailing is not answered by any listing under sports."""
        wished = (wish for wish in map(parse, self._query.wishes) if wish.kind == WishKind.ACTIVITY)
        narrowed = any(slug in activities()[wish.value].terms for wish in wished)
        return Verdict.UNKNOWN if narrowed and self._code("activity", i) != PASS else Verdict.PASS

    def _student(self, i: int) -> Iterator[Reason]:
        """Yield the reasons on age and on whom the service is for."""
        query, columns = self._query, self._found.columns
        by_code: dict[int, list[Ages]] = {}
        for child in query.children:
            code = ages.verdicts(columns.minimum_age[i : i + 1], columns.maximum_age[i : i + 1], child)[0]
            by_code.setdefault(int(code), []).append(child)
        for code, children in by_code.items():
            yield age_reason(float(columns.minimum_age[i]), float(columns.maximum_age[i]), children, code, of=len(query.children))
        if (code := self._code("audience", i)) != UNASKED:
            answered = answered_needs(query, self._found.fits[:, i])
            people = needs.limits(columns.audience[i].split(), [need.slug for need in query.needs], answered)
            said = ReasonCode.AUDIENCE_OTHERS if code == FAIL else ReasonCode.AUDIENCE_UNSURE
            yield Reason("audience", NAMES[code], said, {"people": tuple(people)})

    def _where(self, i: int, miles: float | None, failing: str | None) -> Iterator[Reason]:
        """Yield the reasons on distance, area and school."""
        query, columns = self._query, self._found.columns
        if query.place and miles is None:
            yield _without_address(columns.modes[i].split(), self._code("distance", i))
        elif query.place and miles is not None:
            within = query.within if failing == "distance" else None
            yield _distance(miles, query.place.words, approximate=self.approximate(i), within=within)
        if query.place and (code := self._code("area", i)) != UNASKED:
            yield _area(columns.areas[i], query.place, code)
        if (code := self._code("school", i)) != UNASKED:
            yield Reason("school", NAMES[code], SAID["school"][code], {"school": str(columns.school[i])})

    def _asked(self, i: int) -> Iterator[Reason]:
        """Yield the reasons on languages, payment and mode, which can be asked about."""
        query, columns = self._query, self._found.columns
        if query.languages:
            yield _languages(columns.languages[i].split(), query.languages, self._code("languages", i))
        if query.payment:
            yield _payment(columns.payments[i].split(), query.payment, self._code("payment", i))
        if query.modes:
            yield _mode(columns.modes[i].split(), query.modes, self._code("mode", i))

    def _wished(self, i: int, miles: float | None) -> Iterator[Reason]:
        """Yield the reasons on wishes, in the order in which they were given."""
        traits, trip = frozenset(str(self._found.columns.traits[i] or "").split()), self._trip(i)
        for criterion, of_it in by_criterion(self._query.wishes).items():
            for finding in judge(criterion, traits, of_it, reach(miles), trip):
                yield Reason(criterion, NAMES[finding.code], finding.said, finding.fields)
        if FROM_SCHOOL not in self._query.wishes and (told := after_school(traits, trip)):
            yield Reason("after_school", NAMES[told.code], told.said, told.fields)

    def _season(self, i: int) -> Reason:
        """Return in which months a service runs: whether it does today, or in the months that were wished for."""
        first, last = int(self._found.columns.first_month[i]), int(self._found.columns.last_month[i])
        if not wished_months(self._query.wishes):
            return season_reason(first, last, self._today)
        return Reason("season", NAMES[self._code("season", i)], ReasonCode.SEASON, {"first_month": first, "last_month": last})

    def _trip(self, i: int) -> Trip | None:
        """Return the way from school to a service, if the end of its day is known."""
        columns, school = self._found.columns, self._query.after_school
        return trips(school, columns.latitude[i : i + 1], columns.longitude[i : i + 1])[0] if school else None

    def _worded(self, i: int) -> Iterator[Reason]:
        """Yield the reason that the listing names some of the asker's words."""
        met = [slug for slug, fit in zip(urgencies(self._query), self._found.fits[:, i], strict=True) if fit > 0]
        columns = self._found.columns
        if reason := words_reason(self._query, met, str(columns.traits[i] or ""), str(columns.words[i])):
            yield reason

    def _listing(self, i: int) -> Iterator[Reason]:
        """Yield the reasons on freshness, openings, the season and the provider's record."""
        columns = self._found.columns
        assured, places = float(columns.assured[i]), float(columns.capacity[i])
        day = None if math.isnan(assured) else dt.date.fromordinal(min(int(assured), self._today.toordinal()))
        yield _freshness(day, self._code("freshness", i))
        if not math.isnan(places) or columns.wait[i]:
            counted = columns.capacity_day[i]
            since = None if math.isnan(counted) else dt.date.fromordinal(min(int(counted), self._today.toordinal()))
            yield openings_reason(None if math.isnan(places) else int(places), str(columns.wait[i]), since, self._today)
        if columns.closed_until[i] > self._today.toordinal():
            yield closure_reason()
        elif self._code("season", i) != UNASKED:
            yield self._season(i)
        if record := record_reason(_count(columns.connected[i]), _count(columns.referred[i])):
            yield record


def season_reason(first: int, last: int, today: dt.date) -> Reason:
    """Return whether today is in a season, given by its first and last month (1 to 12)."""
    verdict = seasons.verdict(first, last, today.month)
    if verdict == PASS:
        code = ReasonCode.SEASON
    else:
        code = ReasonCode.SEASON_NEXT_MONTH if (first - today.month) % 12 == 1 else ReasonCode.SEASON_LATER
    return Reason("season", NAMES[verdict], code, {"first_month": first, "last_month": last})


def closure_reason(words: str = "") -> Reason:
    """Return the reason that, by its listing (in these words, if any), the service does not run now; somebody should ask."""
    if not words:
        return Reason("season", Verdict.UNKNOWN, ReasonCode.CLOSED)
    return Reason("season", Verdict.UNKNOWN, ReasonCode.CLOSED_WORDS, {"words": words.rstrip(".")})


def openings_reason(places: int | None, wait: str, counted: dt.date | None, today: dt.date) -> Reason:
    """Return what a listing says of its free places and of waiting (matching.openings), with the day on which that was so."""
    fields: dict[str, Value] = {"places": places, "wait": wait}
    if counted is None:
        return Reason("capacity", Verdict.UNKNOWN, ReasonCode.OPENINGS_UNDATED, fields)
    number = math.nan if places is None else float(places)
    code = openings.verdict(number, wait, counted.toordinal(), today.toordinal())
    said = ReasonCode.OPENINGS if (today - counted).days <= openings.HOLDS_FOR else ReasonCode.OPENINGS_BEFORE
    return Reason("capacity", NAMES[code], said, {**fields, "counted": counted})


def record_reason(connected: int, referred: int) -> Reason | None:
    """Return the outcome of earlier referrals to a provider; None if there were too few to show.

    It gives tenths of the shrunk share: from an exact figure, somebody who knows some of the referrals could derive the others.
    """
    if referred < RECORD_TOLD:
        return None
    share = shrunk(np.array(connected, dtype=np.float64), np.array(referred, dtype=np.float64))
    said = ReasonCode.RECORD_OF_FEW if referred < RECORD_MANY else ReasonCode.RECORD
    return Reason("record", NAMES[int(judge_record(share))], said, {"tenths": int(float(share) * 10 + 0.5)})


def _distance(miles: float, place: str, *, approximate: bool, within: float | None) -> Reason:
    """Return how far away the service is; `within` is what was asked for, if that is less."""
    fields: dict[str, Value] = {"miles": miles, "place": place, "approximate": approximate}
    if within is None:
        return Reason("distance", Verdict.PASS, ReasonCode.DISTANCE, fields)
    return Reason("distance", Verdict.FAIL, ReasonCode.DISTANCE_BEYOND, {**fields, "within": within})


def _without_address(modes: list[str], code: int) -> Reason:
    if code != PASS:
        return Reason("distance", NAMES[code], ReasonCode.NO_ADDRESS)
    remote = tuple(sorted(set(modes) & set(REMOTE_MODES)))
    return Reason("distance", Verdict.PASS, ReasonCode.NO_TRIP, {"modes": remote})


def _area(areas: str, place: Place, code: int) -> Reason:
    named = [part.strip() for part in areas.split("|") if part.strip()]
    more = max(0, len(named) - MOST_AREAS)
    fields: dict[str, Value] = {"areas": tuple(named[:MOST_AREAS]), "more": more, "place": place.words}
    return Reason("area", NAMES[code], SAID["area"][code], fields)


def _languages(listed: list[str], wanted: tuple[str, ...], code: int) -> Reason:
    bases = {spoken.base(one) for one in listed}
    if code == PASS:
        both = tuple(one for one in wanted if spoken.base(one) in bases)
        return Reason("languages", Verdict.PASS, ReasonCode.LANGUAGES, {"languages": both})
    if not listed:
        return Reason("languages", NAMES[code], ReasonCode.LANGUAGES_NOT_LISTED, {"wanted_languages": wanted})
    fields: dict[str, Value] = {"languages": tuple(listed)}
    if code == FAIL:
        fields["wanted_languages"] = wanted
    return Reason("languages", NAMES[code], SAID["languages"][code], fields)


def _payment(listed: list[str], wanted: Payment, code: int) -> Reason:
    if not listed:
        return Reason("payment", NAMES[code], ReasonCode.PAYMENT_NOT_LISTED, {"wanted_payment": wanted})
    if code == PASS:
        option = next(one for one in PAYS[wanted] if one in listed)
        return Reason("payment", Verdict.PASS, ReasonCode.PAYMENT, {"payments": (option,)})
    return Reason("payment", NAMES[code], ReasonCode.PAYMENT_OTHERS, {"payments": tuple(listed), "wanted_payment": wanted})


def _mode(listed: list[str], wanted: tuple[Mode, ...], code: int) -> Reason:
    if not listed:
        return Reason("mode", NAMES[code], ReasonCode.MODE_NOT_LISTED, {"wanted_modes": wanted})
    if code == PASS:
        return Reason("mode", Verdict.PASS, ReasonCode.MODE, {"modes": tuple(one for one in wanted if one in listed)})
    return Reason("mode", NAMES[code], ReasonCode.MODE_OTHERS, {"modes": tuple(listed), "wanted_modes": wanted})


def _freshness(confirmed: dt.date | None, code: int) -> Reason:
    if confirmed is None:
        return Reason("freshness", NAMES[code], ReasonCode.NEVER_CONFIRMED)
    said = ReasonCode.CONFIRMED if code == PASS else ReasonCode.STALE
    return Reason("freshness", NAMES[code], said, {"confirmed": confirmed})


def _count(value: float) -> int:
    return 0 if math.isnan(value) else int(value)
