"""The forms of a page, as a browser would send them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXT = frozenset({"text", "search", "email", "tel", "textarea", "password", "url", "date", "number"})
OWN = ("csrf", "once")
"""The hidden fields that every form has."""


@dataclass(slots=True)
class Field:
    """A field; `kind` is the type of an input, textarea or select; `value` is what it is filled with."""

    name: str
    kind: str
    value: str
    on: bool = True


@dataclass(slots=True)
class PageForm:
    """A form that is posted to `action`."""

    action: str
    fields: list[Field] = field(default_factory=list)

    def as_it_is(self) -> dict[str, list[str]]:
        """What is sent when somebody just presses the button; files apart."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.on and one.kind not in {"file", "submit"} and one.name not in OWN:
                sent.setdefault(one.name, []).append(one.value)
        return sent

    def filled(self, words: str, kinds: frozenset[str] = TEXT) -> dict[str, list[str]]:
        """As it is, but with these words in every field of these kinds."""
        return self.as_it_is() | {one.name: [words] for one in self.fields if one.kind in kinds and one.name not in OWN}

    def named(self, part: str) -> list[str]:
        """The names of the fields that hold this part."""
        return [one.name for one in self.fields if part in one.name]

    def files(self) -> list[str]:
        """The names of the fields that take a file."""
        return [one.name for one in self.fields if one.kind == "file"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._last: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form" and of.get("method") == "post":
            self._open = PageForm(of["action"])
            self.forms.append(self._open)
        if self._open is None:
            return
        if tag in {"input", "textarea", "select", "button"} and of.get("name"):
            kind = of.get("type", "text") if tag == "input" else {"button": "submit"}.get(tag, tag)
            on = "checked" in of or kind not in {"checkbox", "radio"}
            self._last = Field(of["name"], kind, of.get("value", ""), on)
            self._open.fields.append(self._last)
        if tag == "option" and self._last is not None and ("selected" in of or not self._last.value):
            self._last.value = of.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._last is not None and self._last.kind == "textarea":
            self._last.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag in {"textarea", "select"}:
            self._last = None


def forms_of(html: str) -> Iterator[PageForm]:
    """The forms of a page that are posted."""
    reader = _Reader()
    reader.feed(html)
    yield from reader.forms


def form_to(html: str, action: str) -> PageForm:
    """The form of a page that goes to this address; the last where there are several."""
    found = [form for form in forms_of(html) if form.action == action]
    assert found, f"no form of this page goes to {action}"
    return found[-1]
