"""Times of day: clock times as people write them, and the span from an opening to a closing time.

Times without "am" or "pm": 8 to 11 are in the morning, 12 is noon, and 1 to 5 are in the afternoon; 6 and 7 are in the
morning if the closing hour is a smaller number ("7-6"), and otherwise not understood. The closing time is the first such
hour after the opening. With one "pm" for both ("1-9 pm", "9-5pm"), the opening is in the same half of the day if that is
earlier, else in the other. A closing time before the opening time is on the next day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time as written; half is "am" or "pm", "" if not given, "24" if it is clearly on the 24-hour clock."""

    hour: int
    minute: int
    half: str

    def minutes(self, half: str) -> int:
        """Return the minutes after midnight, assuming that half of the day."""
        if half == "24":
            return self.hour * 60 + self.minute
        return (self.hour % 12 + (12 if half == "pm" else 0)) * 60 + self.minute


def read(word: str) -> Time:
    """Return a clock time such as "9:30 am", "9", "noon" or "17:00"; half is "bad" if the word is not a time."""
    bare = re.sub(r"[\s.]", "", word.lower())
    if "noon" in bare or "mediod" in bare:
        return Time(12, 0, "pm")
    if "midnight" in bare or "medianoche" in bare:
        return Time(12, 0, "am")
    match = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))?([ap])?m?", bare)
    if match is None:
        return Time(0, 0, "bad")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        return Time(hour, minute, f"{half}m" if 1 <= hour <= 12 else "24" if half == "p" and hour < 24 else "bad")
    plain = hour > 12 or hour == 0 or (match[1].startswith("0") and match[2] is not None)
    return Time(hour, minute, "24" if plain else "")


def span(opens: Time, closes: Time) -> tuple[str, str] | None:
    """Return both times as HH:MM by the rule above; None if it does not settle them."""
    if "bad" in {opens.half, closes.half}:
        return None
    if "24" in {opens.half, closes.half}:
        first, last = opens.minutes(opens.half or "24"), closes.minutes(closes.half or "24")
    elif opens.half and closes.half:
        first, last = opens.minutes(opens.half), closes.minutes(closes.half)
        if last <= first and closes.half in {opens.half, "pm"}:
            return None  # "9:00 pm - 5:00 pm" is a typing error; only evening to morning is overnight
    elif opens.half:
        first = opens.minutes(opens.half)
        last = min((closes.minutes(half) for half in ("am", "pm") if closes.minutes(half) > first), default=-1)
    elif closes.half:
        last = closes.minutes(closes.half)
        other = "am" if closes.half == "pm" else "pm"
        first = opens.minutes(closes.half) if opens.minutes(closes.half) < last else opens.minutes(other)
        if first >= last and closes.half == "pm":
            return None
    else:
        first, last = _unmarked(opens, closes)
    if first < 0 or last < 0 or first > 1439 or last > 1440 or first == last:
        return None
    return _clock(first), _clock(last % 1440)


def _unmarked(opens: Time, closes: Time) -> tuple[int, int]:
    """Return minutes after midnight for two times without am or pm; -1 if the rule does not settle them."""
    hour = opens.hour
    if hour in {6, 7} and closes.hour >= hour:
        return -1, -1
    first = opens.minutes("am" if 6 <= hour <= 11 else "pm")
    return first, min((closes.minutes(half) for half in ("am", "pm") if closes.minutes(half) > first), default=-1)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def say(clock: str) -> str:
    """Return HH:MM as people say it: "9 am", "4:45 pm", "noon"."""
    hour, minute = int(clock[:2]), int(clock[3:])
    if (hour, minute) in {(12, 0), (0, 0)}:
        return "noon" if hour else "midnight"
    shown = f"{(hour - 1) % 12 + 1}" + (f":{minute:02d}" if minute else "")
    return f"{shown} {'pm' if hour >= 12 else 'am'}"
