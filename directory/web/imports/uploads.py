"""All imports and the uploads that wait, and the form for a new list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from directory.storage import uploads
from directory.storage.imports.file_check import trouble
from directory.storage.imports.past_imports import imports
from directory.storage.imports.review import held
from directory.storage.listings.catalog import sources
from directory.storage.listings.sources import BY_HAND
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.imports.words import figures, here

PAGE = 30
MEGABYTES = uploads.MOST_BYTES // 1024 // 1024
ROOM = 512 * 1024
"""The bytes of a form besides its file; also the margin within which a file that is too large is reported beside its field."""
LONGEST_NAME, LONGEST_MAP = 120, 50_000

notices.add({"list_thrown_away": "Thrown away. Nothing in the directory was changed."})


@dataclass(frozen=True, slots=True)
class TypedUpload:
    """What was typed besides the file."""

    known: str = ""
    name: str = ""
    map_text: str = ""


@get("/imports", may="directory")
def show(asked: Asked) -> Answer:
    page = asked.number("page")
    every = imports(asked.session)
    shown = every[(page - 1) * PAGE : page * PAGE]
    waits = Counter(row.import_id for row in held(asked.session))
    rows = [(one, figures(one.counts, done=True), waits[one.import_id]) for one in shown]
    return Page(
        "imports/list.html",
        {
            "rows": rows,
            "any": bool(every),
            "page": page,
            "more": len(every) > page * PAGE,
            "uploads": uploads.waiting(asked.session),
            "held": waits.total(),
            "first_held": min(waits, default=None),
        },
    )


@get("/imports/new", may="directory")
def ask(asked: Asked) -> Answer:
    return _form(asked, TypedUpload(known=asked.word("list")))


@dataclass(frozen=True, slots=True)
class SentList:
    """A list that can be accepted."""

    source: str
    file_name: str
    data: bytes
    map_text: str | None


def _read(asked: Asked) -> SentList | Page:
    """Return the list that was sent, or the form with its errors."""
    typed = TypedUpload(asked.form.one("known"), asked.form.get("name"), asked.form.get("map"))
    source, errors = _source(asked, typed)
    status = 422
    if wrong := wrong_map(typed.map_text):
        errors["map"] = wrong
    sent = asked.form.file("file")
    if sent is None:
        errors = {"file": "Choose the file that holds the list."} | errors
    elif len(sent.data) > uploads.MOST_BYTES:
        status = 413
        size = -(-len(sent.data) // 1024 // 1024)
        errors = {"file": f"This file has {size} MB, and at most {MEGABYTES} MB can be read. Send it in parts."} | errors
    elif "map" not in errors and (found := trouble(sent.data, sent.name, typed.map_text or None)):
        errors = {found.of: here(found.words)} | errors
    if errors or sent is None:
        return _form(asked, typed, errors, status)
    return SentList(source, sent.name or "list.csv", sent.data, typed.map_text or None)


@post("/imports/new", may="directory", largest=uploads.MOST_BYTES + ROOM, prepare=_read)
def send(asked: Asked) -> Answer:
    sent: SentList = asked.prepared
    uploads.forget_old(asked.session, asked.now)
    upload_id = uploads.keep(
        asked.session,
        staff_id=asked.me.staff_id,
        file_name=sent.file_name,
        source=sent.source,
        map_text=sent.map_text,
        data=sent.data,
        now=asked.now,
    )
    return Redirect(f"/imports/uploads/{upload_id}")


def _form(asked: Asked, typed: TypedUpload, errors: dict[str, str] | None = None, status: int = 200) -> Page:
    shown = {
        "typed": typed,
        "errors": errors or {},
        "lists": [(name, name) for name in known_lists(asked)],
        "megabytes": MEGABYTES,
    }
    return Page("imports/new.html", shown, status)


def _source(asked: Asked, typed: TypedUpload) -> tuple[str, dict[str, str]]:
    """Return the name of the list, and the errors in it."""
    lists = known_lists(asked)
    if typed.known and typed.known not in lists:
        return "", {"known": "There is no list of this name any more. Choose another one."}
    if typed.known and typed.name and typed.name != typed.known:
        return "", {"name": "Choose a list that is known, or type a new name; not both."}
    if typed.known:
        return typed.known, {}
    wrong = wrong_name(typed.name)
    return settled_name(typed.name, lists), {"name": wrong} if wrong else {}


def known_lists(asked: Asked) -> list[str]:
    """Return the lists that have records in the directory; records added by hand do not count as one."""
    return [name for name in sources(asked.session) if name.casefold() != BY_HAND]


def wrong_name(name: str) -> str | None:
    if not name:
        return "Say what the list is called, so that its next edition is known by it."
    if len(name) > LONGEST_NAME:
        return f"This name has {len(name):,} letters; {LONGEST_NAME} are enough."
    if name.casefold() == BY_HAND:
        return f"“{BY_HAND}” are the providers that colleagues added here. Give the list another name."
    return None


def settled_name(name: str, lists: list[str]) -> str:
    """Return the name as it is already known, if only its case or spacing differs."""
    plain = " ".join(name.split())
    return next((one for one in lists if one.casefold() == plain.casefold()), plain)


def wrong_map(map_text: str) -> str | None:
    return f"This has {len(map_text):,} letters; a map has {LONGEST_MAP:,} at most." if len(map_text) > LONGEST_MAP else None
