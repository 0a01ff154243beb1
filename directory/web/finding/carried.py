"""A search carried in hidden fields from page to page until a referral is opened: it is never part of a URL."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.finding.condition_words import CHOSEN_TIMES
from directory.finding.conditions import apply
from directory.finding.place_names import PlaceNames
from directory.finding.question import SOON, Ask, ask_of_file
from directory.referrals.fit import FitPlace, WantedConditions
from directory.students.files import NeedEntry, StudentFile
from directory.web.core.forms import Form
from directory.web.finding import offered
from directory.web.finding.search_form import LONGEST_SENTENCE, ask_of, start_of
from directory.web.finding.typed import TypedSearch, as_sent, filled_in, of_ask
from matching.sentence import understand

PREFIX = "asked."
LONGEST_WORDS = 200

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """A search: its form as it was typed, and the words if the directory was searched by words."""

    typed: TypedSearch
    words: str = ""

    @property
    def hidden(self) -> Pairs:
        """The hidden fields that carry the search."""
        return [(PREFIX + name, value) for name, value in self._pairs]

    @property
    def terms(self) -> tuple[str, ...]:
        """The needs that were looked for: those chosen and those found in the sentence, except those that were removed."""
        heard = [one.slug for one in understand(self.typed.sentence).needs] if self.typed.sentence else []
        return tuple(dict.fromkeys(one for one in (*self.typed.need, *heard) if one not in self.typed.left_out))

    @property
    def urgency(self) -> int:
        """The highest urgency among the needs that were looked for."""
        return max(
            (int(level) for one in self.typed.urgent if (level := one.rpartition(":")[2]) in {"1", "2", "3"}), default=SOON
        )

    def wanted(self) -> WantedConditions:
        """Return what the search asked for besides the need."""
        typed = self.typed
        within = float(typed.within)
        near = typed.near if len(typed.near) == 5 and typed.near.isdigit() else None
        asked = self._asked()
        return WantedConditions(
            place=None if self.words and not near else FitPlace(near, within),
            modes=asked.modes,
            payment=asked.payment,
            languages=asked.languages,
            preferences=typed.preference,
            wishes=asked.wishes,
        )

    def _asked(self) -> Ask:
        """Return the search with the conditions of its sentence, but for places and ages: the student's file has those."""
        typed = self.typed
        modes = tuple(one for one in typed.mode if one in dict(offered.MODES))
        wishes = tuple(key for key in typed.wish if key in CHOSEN_TIMES)
        form = Ask(languages=typed.language, payment=typed.payment or None, modes=modes, wishes=wishes)
        said = understand(typed.sentence).conditions if typed.sentence else ()
        return apply(form, [one for one in said if one.key not in typed.left_out], PlaceNames()).ask

    def back(self, student: StudentFile | None, today: datetime.date) -> tuple[str, Pairs]:
        """Return the path of the results and the form that brings them back; a student's file fills in what it knows."""
        if self.words:
            return "/search", self._pairs
        if student is None:
            return "/find", self.typed.pairs()
        file = filled_in(of_ask(ask_of_file(student, [], today), student.school_id))
        told = replace(
            self.typed,
            age=file.age,
            grade=file.grade,
            school=file.school,
            language=file.language or self.typed.language,
            payment=file.payment or self.typed.payment,
            preset=file.preset,
            preference=tuple(dict.fromkeys((*file.preference, *self.typed.preference))),
        )
        return f"/students/{student.id}/find", told.pairs()

    @property
    def _pairs(self) -> Pairs:
        if not self.words:
            return self.typed.pairs()
        return [("words", self.words), *([("near", self.typed.near)] if self.typed.near else []), ("within", self.typed.within)]


def typed_in(form: Form) -> Carried | None:
    """Return the search in its own form; None if what was typed cannot be searched for."""
    words = form.get("words")[:LONGEST_WORDS]
    typed = as_sent(form)
    typed = replace(typed, sentence=typed.sentence[:LONGEST_SENTENCE])
    return None if _errors(typed, words) else Carried(typed, words)


def _errors(typed: TypedSearch, words: str) -> dict[str, str]:
    if not words:
        return ask_of(replace(typed, school=""), ())[1]
    return start_of(typed)[1]


def carried_in(form: Form) -> Carried | None:
    """Return the search from the hidden fields of a form; None if there is none."""
    values = {name.removeprefix(PREFIX): held for name, held in form.values.items() if name.startswith(PREFIX)}
    return typed_in(Form(values)) if values else None


def meant(needs: Sequence[NeedEntry], carried: Carried | None) -> NeedEntry | None:
    """Return the student's open need that was looked for or, if none was, the only open one; None if that is not exactly one."""
    asked = carried.terms if carried else ()
    found = [one for one in needs if one.term in asked] if asked else list(needs)
    return found[0] if len(found) == 1 else None
