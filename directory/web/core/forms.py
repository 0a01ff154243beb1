"""A submitted form: texts by field, trimmed and without control characters, and the uploaded files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.errors import UsageError
from directory.form_fields import ONE_ONLY, repeated

HIDDEN = ("csrf", "once")
"""Our own fields, which carry nothing that was typed."""

CARRIED = ("version", "opened", "orders", "letters", "seen")
"""Fields for the state that the page was rendered from: resubmitted with what was typed, but never shown as if typed."""

CHOSEN = frozenset(
    "need urgent left_out school within language payment mode preference wish order said only without narrow sort back record add"
    " take_off preset of".split()
)
"""Fields of a search for what is chosen: codes, which nobody typed or can read."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SentForm:
    """An uploaded file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The values of each field, in the order in which they arrived.

    `unread` marks a form that was too large to read from a client that is not signed in.
    A page that reads a field as one value is not carried out if different ones were sent (`doubtful`).
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[SentForm]] = field(default_factory=dict)
    unread: bool = False
    _read_as_one: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def get(self, name: str, default: str = "") -> str:
        """Return a field's value; the last one if there are several."""
        self._read_as_one.add(name)
        return self.values[name][-1] if self.values.get(name) else default

    def one(self, name: str, default: str = "") -> str:
        """Return the value of a field that decides what is done; raise UsageError if it was sent with different ones."""
        if repeated(self.values, [name]):
            raise UsageError(ONE_ONLY)
        return self.get(name, default)

    def all(self, name: str) -> list[str]:
        """Return the values of a field that are not blank: ticked boxes, several choices."""
        return [value for value in self.values.get(name, ()) if value]

    def has(self, name: str) -> bool:
        return any(self.values.get(name, ()))

    @property
    def doubtful(self) -> bool:
        """Whether a field that was read as one value was sent with different ones."""
        return bool(repeated(self.values, self._read_as_one))

    def file(self, name: str) -> SentForm | None:
        """Return the uploaded file, or None."""
        return next((one for one in self.files.get(name, ()) if one.name or one.data), None)

    @property
    def csrf(self) -> str:
        """The token of the page that the form was on (web.core.form_tokens)."""
        return self.get("csrf")

    @property
    def secret(self) -> bool:
        """Whether the form has a password, which is never shown or sent again automatically."""
        return any(name.startswith("password") for name in self.values)

    def typed(self) -> list[tuple[str, str]]:
        """Return every field and value, ready to be sent again."""
        return [(name, value) for name, values in self.values.items() if name not in HIDDEN for value in values]


def clean(text: str) -> str:
    """Normalize a text: no control characters, one kind of line ending, no surrounding whitespace."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
