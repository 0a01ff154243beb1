"""What is said about a match: a verdict and one plain sentence for each criterion.

Sentences are for somebody on the telephone with a family: what the listing says, then what to do about it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import numpy as np

from matching import needs, seasons, sentences
from matching.criteria import shrunk
from matching.query import Candidates, Integers, Query, Reason
from matching.services import Services, need_fit, urgencies
from matching.verdicts import FAIL, NAMES, PASS, UNASKED, UNKNOWN
from matching.weights import ANSWERS, RECORD_TOLD


class Telling:
    """Tells why a service was chosen, or in what it fails."""

    def __init__(self, query: Query, candidates: Candidates, found: Services, today: dt.date) -> None:
        self._query, self._candidates, self._found, self._today = query, candidates, found, today

    def approximate(self, i: int) -> bool:
        """Whether either end of the distance is only the centre of a ZIP or a city."""
        place = self._query.place
        return bool(place and place.approximate) or self._found.columns.precision[i] in ("zip", "city")

    def reasons(self, i: int, miles: float | None, failing: str | None) -> tuple[Reason, ...]:
        """A reason for each criterion asked for; of the others only what is known. What fails in a near miss comes first."""
        told = [*self._needs(i), *self._student(i, miles, failing), *self._asked(i), *self._listing(i)]
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
            code = FAIL if fit <= 0 else PASS if term == slug and fit >= ANSWERS else UNKNOWN
            english = needs.terms()[slug].english
            under = needs.terms()[term].english if code == UNKNOWN and term != slug else None
            yield Reason("need", NAMES[code], sentences.need(english, under, code))

    def _student(self, i: int, miles: float | None, failing: str | None) -> Iterator[Reason]:
        """Age, whom it is for, distance, area and school: what excludes."""
        query, columns = self._query, self._found.columns
        if query.ages:
            code = self._code("age", i)
            minimum, maximum = float(columns.minimum_age[i]), float(columns.maximum_age[i])
            yield Reason("age", NAMES[code], sentences.age(minimum, maximum, query.ages.words, code))
        if (code := self._code("audience", i)) != UNASKED:
            people = needs.limits(columns.audience[i].split(), [need.slug for need in query.needs])
            yield Reason("audience", NAMES[code], sentences.audience([needs.in_english(key) for key in people], code))
        if query.place and miles is None:
            code = self._code("distance", i)
            yield Reason("distance", NAMES[code], sentences.without_address(columns.modes[i].split(), code))
        elif query.place and miles is not None:
            about = self.approximate(i)
            away = sentences.away(miles, query.place.words, about)
            beyond = sentences.beyond(miles, query.within, about) if failing == "distance" else ""
            yield Reason("distance", "fail" if beyond else "pass", away + beyond)
        if query.place and (code := self._code("area", i)) != UNASKED:
            yield Reason("area", NAMES[code], sentences.area(columns.areas[i].split("|"), query.place.words, code))
        if (code := self._code("school", i)) != UNASKED:
            yield Reason("school", NAMES[code], sentences.school(columns.school[i], code))

    def _asked(self, i: int) -> Iterator[Reason]:
        """Languages, payment and mode: what can be asked about."""
        query, columns = self._query, self._found.columns
        if query.languages:
            code = self._code("languages", i)
            yield Reason("languages", NAMES[code], sentences.languages(columns.languages[i].split(), query.languages, code))
        if query.payment:
            code = self._code("payment", i)
            yield Reason("payment", NAMES[code], sentences.payment(columns.payments[i].split(), query.payment, code))
        if query.modes:
            code = self._code("mode", i)
            yield Reason("mode", NAMES[code], sentences.mode(columns.modes[i].split(), query.modes, code))

    def _listing(self, i: int) -> Iterator[Reason]:
        """How fresh the listing is, free places, the season and the provider's record."""
        columns = self._found.columns
        assured, places = float(columns.assured[i]), float(columns.capacity[i])
        day = None if math.isnan(assured) else dt.date.fromordinal(min(int(assured), self._today.toordinal()))
        code = self._code("freshness", i)
        yield Reason("freshness", NAMES[code], sentences.freshness(day, code))
        if not math.isnan(places):
            code = self._code("capacity", i)
            yield Reason("capacity", NAMES[code], sentences.capacity(int(places), code))
        if columns.closed_until[i] > self._today.toordinal():
            yield closure_reason()
        elif self._code("season", i) != UNASKED:
            yield season_reason(int(columns.first_month[i]), int(columns.last_month[i]), self._today)
        if words := record_words(_count(columns.connected[i]), _count(columns.referred[i])):
            yield Reason("record", NAMES[self._code("record", i)], words)


def season_reason(first: int, last: int, today: dt.date) -> Reason:
    """How a season, from its first month to its last (1 to 12), stands to today."""
    code = seasons.verdict(first, last, today.month)
    return Reason("season", NAMES[code], sentences.season(first, last, today.month, code))


def closure_reason(words: str = "") -> Reason:
    """That a listing says, perhaps in these words, that the service does not run now: whether it does is a question."""
    return Reason("season", "unknown", sentences.closure(words))


def record_words(connected: int, referred: int) -> str | None:
    """What came of earlier referrals to a provider, in a few words; None where there were too few to tell it."""
    if referred < RECORD_TOLD:
        return None
    share = float(shrunk(np.array(connected, dtype=np.float64), np.array(referred, dtype=np.float64)))
    return sentences.record(share, referred)


def _count(value: float) -> int:
    return 0 if math.isnan(value) else int(value)
