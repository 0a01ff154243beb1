"""What was typed into a form: texts by field, trimmed and without control characters, and the files that came along."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HIDDEN = ("csrf", "once")
"""Fields of our own, which say nothing of what was typed."""

CARRIED = ("version", "opened", "orders", "letters", "seen")
"""Fields in which a form carries what its page knew of: sent again with what was typed, and never shown as if somebody had typed it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The values of each field, in the order in which they came; a field that was not sent has none.

    `unread` tells of a form that was too large to be read from somebody who is not signed in.
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[Sent]] = field(default_factory=dict)
    unread: bool = False

    def get(self, name: str, default: str = "") -> str:
        """The field's one value; the last where there are several."""
        return self.values[name][-1] if self.values.get(name) else default

    def all(self, name: str) -> list[str]:
        """The field's values that are not blank: ticked boxes, several choices."""
        return [value for value in self.values.get(name, ()) if value]

    def has(self, name: str) -> bool:
        return bool(self.get(name))

    def file(self, name: str) -> Sent | None:
        """The file that was chosen, or None where none was."""
        return next((one for one in self.files.get(name, ()) if one.name or one.data), None)

    @property
    def secret(self) -> bool:
        """Whether a password was typed, which is never shown nor sent again by itself."""
        return any(name.startswith("password") for name in self.values)

    def typed(self) -> list[tuple[str, str]]:
        """Every field and value, as they can be sent again."""
        return [(name, value) for name, values in self.values.items() if name not in HIDDEN for value in values]


def clean(text: str) -> str:
    """A text as it is kept: no control characters, line ends as one, no blanks around it."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
