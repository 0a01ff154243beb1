"""Wishes as the slow reference judges them: every day and every part of it by itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from geopy.distance import great_circle

from matching.needs.activities import activities
from matching.query import AfterSchool

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
PARTS = ("morning", "after_school", "evening")
MONTHS = {"summer": {7}, "fall": {9, 10, 11}, "winter_break": {12, 1}, "spring_break": {3, 4}, "m11": {11}}
RANK = {"fail": 0, "unknown": 1, "pass": 2}


def granted(wishes: Iterable[str], traits: str, miles: float | None, ends: Sequence[int] | None = None) -> dict[str, str]:
    """The verdict on each criterion that there is a wish for; `ends` are the minutes of the day at which a student could be there."""
    wanted: dict[str, list[str]] = {}
    for wish in wishes:
        kind, _, value = wish.partition(":")
        wanted.setdefault(kind, []).append(value)
    has = set(traits.split())
    found = {}
    if "day" in wanted or "time" in wanted or "hours" in wanted:
        found["schedule"] = schedule(wanted.get("day", []), wanted.get("time", []), wanted.get("hours", []), has, ends)
    if "setting" in wanted:
        listed = [one for one in ("group", "one_to_one") if f"setting:{one}" in has]
        found["setting"] = "unknown" if not listed else "pass" if set(listed) & set(wanted["setting"]) else "fail"
    if "helper" in wanted:
        found["helper"] = helper(wanted["helper"], has)
    if "access" in wanted:
        found["access"] = "fail" if "-access:wheelchair" in has else "pass" if "access:wheelchair" in has else "unknown"
    if "travel" in wanted:
        found["travel"] = max((travel(one, has, miles) for one in wanted["travel"]), key=RANK.__getitem__)
    if "activity" in wanted:
        found["activity"] = activity(wanted["activity"], has)
    return found


def schedule(days: list[str], times: list[str], of_clock: list[str], has: set[str], ends: Sequence[int] | None) -> str:
    others = [time for time in times if time not in MONTHS]
    of_year = [
        "pass" if f"time:{time}" in has else "fail" if f"-time:{time}" in has else "unknown" for time in times if time in MONTHS
    ]
    found = [max(of_year, key=RANK.__getitem__)] if of_year else []
    if days or others or of_clock:
        found.append(hours(days, others, of_clock, has, ends))
    return min(found, key=RANK.__getitem__)


def hours(days: list[str], times: list[str], of_clock: list[str], has: set[str], ends: Sequence[int] | None) -> str:
    pairs = acceptable(days, times, of_clock)
    if any(is_open(day, part, has, ends) for day, part in pairs):
        return "pass"
    return "fail" if all(surely_closed(day, has) for day, _ in pairs) else "unknown"


def acceptable(days: list[str], times: list[str], of_clock: list[str]) -> list[tuple[str, str]]:
    """Every day and part of the day or time of the clock ("" for any) that will do."""
    never = {day[1:] for day in days if day.startswith("-")}
    wanted = {day for day in days if not day.startswith("-")} - never
    parts = [part for part in PARTS if part in times]
    if "weekday" in times:
        wanted |= set(DAYS[:5])
    weekend_too = "weekend" in times and parts != ["morning"]
    if "weekend" in times and not weekend_too:
        wanted |= set(DAYS[5:])
    asked = [one.partition("@")[::2] for one in of_clock]
    pairs = [(day, time) for on, time in asked for day in DAYS if day in on.split(",")]
    parts += [time for on, time in asked if on == "any"]
    for day in DAYS:
        free = day in DAYS[5:]
        if (weekend_too and free) or (not parts and day in wanted) or (parts == ["after_school"] and free and day in wanted):
            pairs.append((day, ""))
        pairs += [(day, part) for part in parts if (day in wanted or not wanted) and not (part == "after_school" and free)]
    return [pair for pair in pairs if pair[0] not in never] or [(day, "") for day in DAYS if day not in never]


def there(school: AfterSchool | None, latitude: float, longitude: float, traits: str) -> list[int] | None:
    """The minute of each school day at which a student could be there, at an estimate; None if that is not known."""
    if school is None:
        return None
    ends = [of_day(end) for end in school.ends]
    if {"travel:home", "travel:remote", "travel:school"} & set(traits.split()):
        return ends
    if math.isnan(latitude):
        return None
    miles = great_circle((school.latitude, school.longitude), (latitude, longitude)).miles * 1.3
    walks = school.way == "walk" or (school.way == "bus" and miles / 1.3 <= 1)
    taken = miles / 2.8 * 60 if walks else miles / 12.5 * 60 + 15 if school.way == "bus" else miles / 25 * 60 + 5
    return [end + 5 * math.ceil(taken / 5) for end in ends]


def is_open(day: str, part: str, has: set[str], ends: Sequence[int] | None) -> bool:
    if part == "after_school" and ends:
        until_six = range(ends[DAYS.index(day)] + 14, 18 * 60)
        return any(open_minute(day, minute, has, spill=False) for minute in until_six)
    if part and part not in PARTS:
        return any(open_minute(day, minute, has, spill="-" not in part) for minute in minutes(part))
    return f"day:{day}" in has and (not part or (f"time:{part}" in has and f"-{day}:{part}" not in has))


def minutes(time: str) -> range:
    """Every minute of the day that a time of the clock means."""
    time = "1200-1800" if time == "afternoon" else time
    begins, interval, ends = time.partition("-")
    first = of_day(begins or "0000")
    return range(first, of_day(ends or "2400")) if interval else range(first, first + 1)


def of_day(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[2:])


def open_minute(day: str, minute: int, has: set[str], *, spill: bool) -> bool:
    """Whether the hours of a day include a minute of it; with `spill`, the hours of the day before that end after midnight too."""
    for code in has:
        if not code.startswith("open:"):
            continue
        _, days, span = code.split(":")
        opens, closes = map(of_day, span.split("-"))
        closes += 0 if closes > opens else 24 * 60
        if day in days.split(",") and opens <= minute < closes:
            return True
        if spill and DAYS[DAYS.index(day) - 1] in days.split(",") and opens <= minute + 24 * 60 < closes:
            return True
    return False


def surely_closed(day: str, has: set[str]) -> bool:
    return "days:all" in has and (f"day:{day}" not in has or "hours:all" in has)


def helper(wanted: list[str], has: set[str]) -> str:
    """The worst of four things: the sex of who helps, faith, whether LGBTQ+ people are known, and whose culture it is."""
    found = []
    if sexes := {"woman", "man"} & set(wanted):
        found.append("pass" if any(f"helper:{one}" in has for one in sexes) else "unknown")
    faiths = [faith(one, has) for one in wanted if one in ("faith_based", "not_faith_based")]
    if faiths:
        found.append(max(faiths, key=RANK.__getitem__))
    if "lgbtq" in wanted:
        found.append("pass" if "helper:lgbtq" in has else "unknown")
    if "same_culture" in wanted:
        found.append("pass" if "helper:culture" in has else "unknown")
    return min(found, key=RANK.__getitem__)


def faith(wanted: str, has: set[str]) -> str:
    """What is said most surely counts: that it is of faith, that it is not, a word in passing, nothing."""
    if "helper:faith_based" in has:
        return "pass" if wanted == "faith_based" else "fail"
    if "helper:not_faith_based" in has:
        return "fail" if wanted == "faith_based" else "pass"
    absent = "helper:faith_absent" in has and "helper:faith_mentioned" not in has
    return "pass" if absent and wanted == "not_faith_based" else "unknown"


def travel(wanted: str, has: set[str], miles: float | None) -> str:
    near = 2.0 if wanted == "no_car" else 1.0
    if {"travel:home", "travel:remote", "travel:school", "travel:ride"} & has or (miles is not None and miles <= near):
        return "pass"
    if "travel:bus" in has:
        return "pass" if wanted == "bus" else "unknown"
    return "fail" if miles is not None and miles > 2.0 and wanted != "bus" else "unknown"


def activity(wanted: list[str], has: set[str]) -> str:
    if any(f"activity:{one}" in has for one in wanted):
        return "pass"
    return "fail" if all(only_others(one, has) for one in wanted) and "activity:more" not in has else "unknown"


def only_others(wanted: str, has: set[str]) -> bool:
    """Whether others of the same terms are named, and not the wider one that it is part of."""
    known = activities()
    named = [known[code.removeprefix("activity:")] for code in has if code.startswith("activity:") and code != "activity:more"]
    wider = known[wanted].part_of
    if any(one.slug == wider for one in named):
        return False
    return any(set(one.terms) & set(known[wanted].terms) and one.part_of != wanted for one in named)
