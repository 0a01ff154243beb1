"""The question asked before something is recorded about an appointment that is still to come; until it is answered, nothing is.

The same form is then sent again to the same path, with the answer and the day in it.
"""

from __future__ import annotations

from directory.web.core.request import Asked, Page

FIELD, YES = "earlier", "yes"
DAY = "happened_on"
WHICH_DAY = "On which day was it?"


def is_answered(asked: Asked) -> bool:
    """Return whether the form says that it happened before the appointment."""
    return asked.form.get(FIELD) == YES


def question(asked: Asked, words: str, back: str, *, error: str | None = None, day: str = "") -> Page:
    """Return the page that asks; `back` leads away without recording, `day` is what was typed, `error` what is wrong with it."""
    typed = [(name, value) for name, value in asked.form.typed() if name not in (FIELD, DAY)]
    shown = {"words": words, "path": asked.path, "typed": typed, "back": back, "day": day, "wrong_day": error}
    return Page("referrals/earlier.html", shown, 422 if error else 409)
