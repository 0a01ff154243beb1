"""Whether a service is running, and whether anybody should be sent there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.problem_codes import SecrecyCode, ValueCode
from importers.problems import Trouble
from importers.values import Reading, flags
from importers.values.text import clean, fold, is_blank


@dataclass(frozen=True, slots=True)
class Status:
    """A status; `status` is the HSDS word: active, inactive, defunct or temporarily closed."""

    status: str
    do_not_refer: bool = False


_DO_NOT_REFER = re.compile(
    r"\b(?:do not|don'?t|not to|never) (?:be )?refer|\bdnr\b|\bno referrals?\b|\bnot accepting referrals?\b"
)
# The first match decides, so that "temporarily closed" is not "closed" and "inactive" is not "active".
_DEFUNCT = (
    r"\bdefunct\b|permanent(?:ly)? clos|clos\w+ permanently|no longer (?:exist|operat|in operation|in business|offered|available)"
    r"|\brevoked\b|\bsurrendered\b|out of business|\bdissolved\b|\bdiscontinued\b|\bmerged\b|\bobsolete\b|\bdeleted\b|\bremoved\b|\bretired\b|\bterminated\b"
)
_AWAY = (
    r"tempor\w+ ?(?:clos|inactive|unavailable|suspend)|\bsuspended\b|\bon hold\b|\bon hiatus\b|\bpaused\b|clos\w+ tempor"
    r"|closed (?:for|until)\b|\bseasonally closed\b|cerrado temporalmente"
)
_STOPPED = r"\binactiv[eoa]\b|\bin-active\b|\bno longer (?:accepting|taking|enrolling|active|open|running|listed)\b|\bended\b|\bfinished\b|\bconcluded\b|\bceased\b|\bshut ?down\b|\bterminad[oa]\b|\bfinalizad[oa]\b|\bdeactivated\b|\bsuspendid[oa]\b|\bdad[oa] de baja\b|\bnot (?:active|open|operating|running)\b|\barchived\b|\bdisabled\b|\bcancell?ed\b|\bexpired\b|\bwithdrawn\b|\bdenied\b|\bunlicensed\b"
_UNAPPROVED = (
    r"\b(?:(?:not|never|non)[ -](?:yet )?|un)(?:approved|published|public|reviewed|accepted|live|visible|listed)\b|\bdisapproved\b|\brejected\b|\bdeclined\b|\brefused\b"
    r"|(?<!renewal )\bpending\b(?! renewal)|\bawaiting\b|\b(?:under|in|needs?|for) (?:review|moderation|approval)\b|\bto be (?:reviewed|approved|published)\b"
    r"|\bspam\b|\bdraft\b|\bjunk\b|\btrash(?:ed)?\b|\bhidden\b|\bbad data\b|\btest (?:record|entry|listing|row)\b|\bincomplete\b|\bon review\b"
    r"|\bsubmitted\b(?!.*approved)|\binternal\b|\bstaff (?:use )?only\b|\bconfidential\b|\bconfidencial\b|\bsuppressed\b|\bexcluded?\b|\bdelisted\b|\boculto\b|\bprivate\b|\bno (?:aprobad|publicad)[oa]\b|\bborrador\b|\bpendiente\b|\brechazad[oa]\b|\bduplicate\b"
)
"""What a list says about rows that it does not vouch for."""
_RUNNING = (
    r"\bwait(?:ing)? ?-?list|\bactiv[eoa]\b|\bopen(?:ed)?\b|\boperational\b|\boperating\b|\brunning\b|\bcurrent\b|\bpublished\b"
    r"|\bfull\b|\blicen[cs]ed?\b|\bregist(?:ration|ered)\b|\bcertified\b|\bapproved\b|\bprovisional\b|\bin compliance\b|\bfull permit\b"
    r"|\bavailable\b|\baccepting\b|\benrolling\b|\bok\b|\blive\b|\bvisible\b|\bverified\b|\bpublicad[oa]\b|\babiert[oa]\b"
)
_NOT_APPROVED = re.compile(_UNAPPROVED)
_STATUS = (
    ("defunct", re.compile(_DEFUNCT)),
    ("temporarily closed", re.compile(_AWAY)),
    ("inactive", re.compile(_STOPPED)),
    ("inactive", _NOT_APPROVED),
    ("active", re.compile(_RUNNING)),
    ("inactive", re.compile(r"\bclosed?\b|\bcerrad[oa]\b")),
)
_HEADING_OF_CLOSING = re.compile(r"\binactive\b|\bclosed\b|\bdefunct\b|\bdisabled\b|\bdo.?not.?refer\b")


_STOPS = re.compile(f"{_DEFUNCT}|{_AWAY}|{_STOPPED}|{_UNAPPROVED}")


def stops(text: str) -> bool:
    """Whether a short cell says that a service is not running or nobody vouches for it: "Ended 2024", "No longer accepting"."""
    return len(text) <= 40 and bool(_STOPS.search(fold(text)))  # characters


def read(text: str, heading: str = "") -> Reading[Status]:
    """Return the status in a cell; `heading` is the question that a bare yes or no answers ("Active?", "Closed", "Do not refer")."""
    if is_blank(text) and fold(text).strip(" .") != "pending":
        return Reading(None)
    flag, about = flags.read(text).value, re.sub(r"[_\W]+", " ", fold(heading))
    if flag is not None:
        if re.search(r"\bdo ?not ?refer\b", about):
            return Reading(Status("active", do_not_refer=flag))
        if flag and re.search(r"\btempor\w* clos", about):
            return Reading(Status("temporarily closed"))
        running = flag != bool(_HEADING_OF_CLOSING.search(about))
        return Reading(Status("active" if running else "inactive"))
    words = fold(text)
    do_not_refer = bool(_DO_NOT_REFER.search(words))
    for status, pattern in _STATUS:
        if pattern.search(words):
            told = (Trouble(SecrecyCode.NOT_APPROVED),) if pattern is _NOT_APPROVED else ()
            return Reading(Status(status, do_not_refer), told)
    if do_not_refer:
        return Reading(Status("active", do_not_refer=True))
    return Reading(Status("active"), (Trouble(ValueCode.STATUS_UNKNOWN, {"shown": clean(text)[:80]}),))
