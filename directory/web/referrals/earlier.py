"""The question before something is recorded of an appointment that is still to come; nothing is recorded until it is answered.

The same form is sent once more, with the answer and the day in it, to the address to which it went first.
"""

from __future__ import annotations

from directory.web.core.request import Asked, Page

FIELD, YES = "earlier", "yes"
DAY = "happened_on"
WHICH_DAY = "On which day was it?"


def is_answered(asked: Asked) -> bool:
    """Whether the form says that it happened before the appointment."""
    return asked.form.get(FIELD) == YES


def question(asked: Asked, words: str, back: str, *, error: str | None = None, day: str = "") -> Page:
    """The page that asks; `back` is where nothing is recorded, `day` what was typed as the day, `error` what is wrong with it."""
    typed = [(name, value) for name, value in asked.form.typed() if name not in (FIELD, DAY)]
    shown = {"words": words, "path": asked.path, "typed": typed, "back": back, "day": day, "wrong_day": error}
    return Page("referrals/earlier.html", shown, 422 if error else 409)
