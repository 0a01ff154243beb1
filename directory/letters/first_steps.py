"""Pure: how a family begins, where it takes more than a call: an appointment, a form, or a referral by somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of
from directory.letters.content import LetterRequest
from directory.letters.first_step_phrases import in_phrases
from directory.letters.plain_text import SHORT, clean
from directory.letters.prose import quoted, says_nothing, understood
from directory.referrals.snapshot import FrozenProvider

_BY_SCHOOL = re.compile(
    r"(?:through|by|from) (?:the |your )?school\b|staff only|staff .*\b(?:sends?|fills?|refers?)\b|school social worker",
    re.IGNORECASE,
)
_BY_OTHERS = re.compile(
    r"\breferr(?:als?|ed)\b|\bcourt[- ]order|\brecommended by\b|\bsocial worker (?:only|sends|refers|must)\b", re.IGNORECASE
)
# Lists of keywords, as in the directories of helplines: "Telephone, By Appointment; Walk-In".
_PARTED = re.compile(r"[,;:.&]|\band\b|\bor\b", re.IGNORECASE)
_CALL, _WALK, _APPOINTMENT, _FORM, _WRITE = "call", "walk", "appointment", "form", "write"
_CATCHWORDS = {
    "telephone": _CALL, "phone": _CALL, "call": _CALL, "by phone": _CALL, "walk-in": _WALK, "walk-ins": _WALK, "walk in": _WALK, "walk-ins welcome": _WALK,
    "in person": _WALK, "drop-in": _WALK, "by appointment": _APPOINTMENT, "appointment": _APPOINTMENT, "by appointment only": _APPOINTMENT,
    "telephone for appointment": _APPOINTMENT, "telephone to schedule appointment": _APPOINTMENT, "call for appointment": _APPOINTMENT,
    "call for an appointment": _APPOINTMENT, "appointment only": _APPOINTMENT, "appointments": _APPOINTMENT, "intake meetings": _APPOINTMENT, "by application": _FORM, "application": _FORM, "telephone for an application": _FORM, "email": _WRITE, "e-mail": _WRITE,
}  # fmt: skip


def starting(asked: LetterRequest, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    """Yield what to do first; nothing if the listing does not say."""
    own = "" if provider.confidential else clean(provider.apply, SHORT)
    if _BY_SCHOOL.search(own):
        yield say("The school may have to fill in a form. Talk with {name} first.", name=clean(asked.signer.name))
    elif _BY_OTHERS.search(own):
        yield say(
            "They may ask for a letter from the school, a doctor or another office. Talk with {name} first.",
            name=clean(asked.signer.name),
        )
    elif known := _known(own):
        yield from _ways(known, provider, say)
    else:
        yield from _in_sentences(own, provider, say)


def _in_sentences(own: str, provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    """Yield what is understood of a line, and the rest in its own words if they are easy and shame nobody."""
    if not own or says_nothing(own):
        return
    if understood(own, say):
        yield own
        return
    told, left = in_phrases(own, say)
    yield from told
    english, rest = catalog_of(ENGLISH), []
    for words in left:
        if known := _known(words):
            yield from _ways(known, provider, say)
        elif understood(words, say):
            yield words
        elif understood(words, english):
            rest.append(words)
    if rest:
        yield quoted("; ".join(rest), say)


def _known(own: str) -> frozenset[str]:
    """Return what the keywords of a line mean; empty if any of them is unknown."""
    words = [part for piece in _PARTED.split(own) if (part := piece.strip().casefold())]
    return frozenset(map(_CATCHWORDS.__getitem__, words)) if words and all(word in _CATCHWORDS for word in words) else frozenset()


def _ways(known: frozenset[str], provider: FrozenProvider, say: Catalog) -> Iterator[str]:
    phone = bool(provider.phones)
    if _WALK in known:
        yield (
            say("You can call first, or just go there.")
            if phone and known & {_CALL, _APPOINTMENT}
            else say("You can just go there.")
        )
    elif _APPOINTMENT in known:
        yield say("Call first. They will give you a day and a time.") if phone else say("Ask for a day and a time.")
    elif _CALL in known and phone:
        yield say("Call first.")
    if _FORM in known:
        yield say("There is a form to fill in. Ask for it.")
