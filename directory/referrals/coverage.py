"""Pure: which parts of an education record a message to a provider reveals, as far as its words show.

A consent names the parts that it covers, and a message edited by hand must not reveal more. Hints cannot be detected here, so the
page warns of them too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from directory.students.profile import GuardianDetails, Profile

_AGE = re.compile(
    r"\b(?:aged?|age is)[: ]+\d|\b\d{1,2}[- ]?years?[- ]old\b|\byears of age\b|\bgrade[: ]+(?:\d|K\b|PK\b)|"
    r"\b\d{1,2}(?:st|nd|rd|th)[- ]grade|\bkindergart|\bborn (?:on|in)\b|\bbirth ?da(?:y|te)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:attendance|absen(?:t|ces?)|truan\w+|suspen\w+|detention|gpa|report card|IEP|504 plan)\b", re.IGNORECASE
)
_SAYS_NOTHING = frozenset({"child", "family", "group", "other", "school", "services", "student", "support"})
_SHORTEST_NAME, _SHORTEST_WORD, _PHONE_DIGITS = 2, 5, 7


def revealed_parts(message: str, profile: Profile, guardians: Iterable[GuardianDetails], need: str) -> frozenset[str]:
    """Return the keys of students.profile.RECORDS that a message reveals; `need` is the name of the need in plain words."""
    cared = list(guardians)
    found = {
        "name": any(_has_name(message, name) for name in (*profile.given_name.split(), *profile.family_name.split())),
        "age_grade": _AGE.search(message) is not None or _has_day(message, profile),
        "need": _names_need(message, need),
        "contact": any(_tells_of(message, one) for one in cared),
        "school": _SCHOOL.search(message) is not None,
    }
    # A mother often has her child's family name: a message that mentions only her does not mention the child.
    if found["name"] and found["contact"]:
        bare = message
        for one in cared:
            bare = bare.replace(one.name, "")
        found["name"] = any(_has_name(bare, name) for name in (*profile.given_name.split(), *profile.family_name.split()))
    return frozenset(key for key, told in found.items() if told)


def uncovered_parts(told: Collection[str], covered: Collection[str]) -> tuple[str, ...]:
    """Return the revealed parts that are not covered, sorted by key."""
    return tuple(sorted(set(told) - set(covered)))


def _names_need(message: str, need: str) -> bool:
    """Whether a meaningful word of the need's name is in the message, such as "anxiety" of "Anxiety or worry"."""
    words = {word for word in re.findall(r"[a-z]+", need.casefold()) if len(word) >= _SHORTEST_WORD and word not in _SAYS_NOTHING}
    return not words.isdisjoint(re.findall(r"[a-z]+", message.casefold()))


def _has_name(message: str, name: str) -> bool:
    """Whether a name is in the message as a word of its own and with its capitals: "Will" is not in "she will call"."""
    return len(name) >= _SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message) is not None


def _has_day(message: str, profile: Profile) -> bool:
    born = profile.birth_date
    if born is None:
        return False
    written = (born.isoformat(), f"{born.month}/{born.day}/{born.year}", f"{born:%m/%d/%Y}", f"{born:%B} {born.day}, {born.year}")
    return any(one in message for one in written)


def _tells_of(message: str, guardian: GuardianDetails) -> bool:
    digits = re.sub(r"\D", "", message)
    numbers = [re.sub(r"\D", "", phone.partition(";")[0])[-_PHONE_DIGITS:] for phone in guardian.phones]
    if any(len(number) == _PHONE_DIGITS and number in digits for number in numbers):
        return True
    return _has_name(message, guardian.name) or bool(guardian.email and guardian.email.casefold() in message.casefold())
