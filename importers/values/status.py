"""Whether a service is running, and whether anybody should be sent there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.fields import Target
from importers.problem_codes import SecrecyCode, ValueCode
from importers.problems import Trouble
from importers.values import FoldedCell, Reader, Reading, flags, folded
from importers.values.text import clean, fold, is_blank


@dataclass(frozen=True, slots=True)
class Status:
    """A status; `status` is the HSDS word: active, inactive, defunct or temporarily closed.

    `full` says that nobody new is taken, and `wait` are the words for a waiting list, "" without one.
    """

    status: str
    do_not_refer: bool = False
    full: bool = False
    wait: str = ""


_DO_NOT_REFER = re.compile(
    r"\b(?:do not|don'?t|not to|never) (?:be )?refer|\bdnr\b|\bno referrals?\b|\bnot accepting referrals?\b"
)
# The first match of those that stop it decides, so that "temporarily closed" is not "closed" and "inactive" is not "active".
_DEFUNCT = (
    r"\bdefunct\b|permanent(?:ly)? clos|clos\w+ permanently|no longer (?:exist|operat|in operation|in business|offered|available)"
    r"|\brevoked\b|\bsurrendered\b|out of business|\bdissolved\b|\bdiscontinued\b|\bmerged\b|\bobsolete\b|\bdeleted\b|\bremoved\b|\bretired\b|\bterminated\b"
)
_AWAY = (
    r"tempor\w+ ?(?:clos|inactive|unavailable|suspend)|\bsuspended\b|\bon hold\b|\bon hiatus\b|\bpaused\b|clos\w+ tempor"
    r"|closed (?:for|until)\b(?: further notice)?|\bseasonally closed\b|cerrado temporalmente"
)
_STOPPED = r"\binactiv[eoa]\b|\bin-active\b|\bno longer (?:accepting|taking|enrolling|active|open|running|listed)\b|\bended\b|\bfinished\b|\bconcluded\b|\bceased\b|\bshut ?down\b|\bterminad[oa]\b|\bfinalizad[oa]\b|\bdeactivated\b|\bsuspendid[oa]\b|\bdad[oa] de baja\b|\bnot (?:active|open|operating|running)\b|\barchived\b|\bdisabled\b|\bcancell?ed\b|\bexpired\b|\bwithdrawn\b|\bdenied\b|\bunlicensed\b"
_UNAPPROVED = (
    r"\b(?:(?:not|never|non)[ -](?:yet )?|un)(?:approved|published|public|reviewed|accepted|live|visible|listed)\b|\bdisapproved\b|\brejected\b|\bdeclined\b|\brefused\b"
    r"|(?<!renewal )\bpending\b(?! renewal)|\bawaiting\b|\b(?:under|in|needs?|for) (?:review|moderation|approval)\b|\bto be (?:reviewed|approved|published)\b"
    r"|\b(?:do not|don'?t|never|not to) (?:be )?(?:list|publish|post|show|display|share|advertise)(?:ed|n)?\b"
    r"|\bspam\b|\bdraft\b|\bjunk\b|\btrash(?:ed)?\b|\bhidden\b|\bbad data\b|\btest (?:record|entry|listing|row)\b|\bincomplete\b|\bon review\b"
    r"|\bsubmitted\b(?!.*approved)|\binternal\b|\bstaff (?:use )?only\b|\bconfidential\b|\bconfidencial\b|\bsuppressed\b|\bexcluded?\b|\bdelisted\b|\boculto\b|\bprivate\b|\bno (?:aprobad|publicad)[oa]\b|\bborrador\b|\bpendiente\b|\brechazad[oa]\b|\bduplicate\b"
)
"""What a list says about rows that it does not vouch for."""
_RUNNING = (
    r"\bactiv[eoa]\b|\bopen(?:ed)?\b|\boperational\b|\boperating\b|\brunning\b|\bcurrent\b|\bpublished\b"
    r"|\blicen[cs]ed?\b|\bregist(?:ration|ered)\b|\bcertified\b|\bapproved\b|\bprovisional\b|\bin compliance\b|\bfull permit\b"
    r"|\bavailable\b|\baccepting\b|\benrolling\b|\bok\b|\blive\b|\bvisible\b|\bverified\b|\bpublicad[oa]\b|\babiert[oa]\b"
)
_NOT_APPROVED = re.compile(_UNAPPROVED)
_STOPPING = (
    ("defunct", re.compile(_DEFUNCT)),
    ("temporarily closed", re.compile(_AWAY)),
    ("inactive", re.compile(_STOPPED)),
    ("inactive", _NOT_APPROVED),
)
_ACTIVE = re.compile(_RUNNING)
_CLOSED = re.compile(r"\bclosed?\b|\bcerrad[oa]\b")
_SINCE = re.compile(
    r"\b(?:since|as of|on|in|effective|desde)? ?(?:[a-z]{3,9}\.? )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:\d{1,2}[/-])*\d{2,4}\b"
)
_NOT_STOPPED = re.compile(
    r"\b(?:not|never|no longer|isn'?t) (?:yet )?(?:permanently |temporarily |currently )?"
    r"(?:closed|inactive|suspended|discontinued|defunct|cancell?ed|ended|on hold|paused)\b|\bno (?:esta )?(?:cerrad|inactiv|suspendid)[oa]\b"
)
_FULL = re.compile(
    r"\b(?:currently |now |completely )?full(?! (?:day|time|service|permit|licen|member|year|range|approv|complian|access|operat))\b(?! to)"
    r"|\bat (?:full )?capacity\b|\b(?:closed to|(?:not|no longer) (?:currently )?(?:accepting|taking|enrolling)(?: any)?) new \w+"
    r"|\bnot (?:currently )?(?:accepting|taking|enrolling)(?: (?:any|applications|clients|students|patients|participants|children))*\b(?! referral)"
    r"|\bno (?:current )?(?:openings|vacancies|space|room)\b|\bwait(?:ing)?[ -]?list (?:is )?(?:closed|full)\b|\b(?:sin|no hay) cupos?\b|\b(?:cupos? )?llen[oa]s?\b"
)
_WAIT = re.compile(
    r"\b(?:(?:no|without an?|sin) )?(?:wait(?:ing)?[ -]?lists?\b(?: only| open(?:ed)?| available)?|lista de espera\b)"
)
_BUT = re.compile(r"\bbut\b|\bpero\b")
_HEADING_OF_CLOSING = re.compile(r"\binactive\b|\bclosed\b|\bdefunct\b|\bdisabled\b|\bdo.?not.?refer\b")


_STOPS = re.compile(f"{_DEFUNCT}|{_AWAY}|{_STOPPED}|{_UNAPPROVED}")


def stops(text: str) -> bool:
    """Whether a short cell says that a service is not running or nobody vouches for it: "Ended 2024", "No longer accepting"."""
    return len(text) <= 40 and bool(_STOPS.search(fold(text)))  # characters


STATUS: Reader[Status] = Reader("status", keeps=Target.SERVICE_ALERT)


@STATUS.reads
def read(text: str, heading: str = "") -> Reading[Status]:
    """Return the status in a cell; `heading` is the question that a bare yes or no answers ("Active?", "Closed", "Do not refer").

    What stops a service, or says that nobody is to be sent there, counts whatever stands beside it. That it runs does not.
    """
    cell = folded(text)
    if is_blank(text) and cell.text.strip(" .") != "pending":
        return STATUS.blank(cell)
    if flags.leaning(text) is not None:
        return _answered(cell, flags.read(text).value, flags.leaning(text) is True, re.sub(r"[_\W]+", " ", fold(heading)))
    rest = cell.sub(_NOT_STOPPED, " ") if _NOT_STOPPED.search(cell.text) else cell
    denied = list(cell.spans(_DO_NOT_REFER))
    full = list(cell.words(_FULL))
    for status, pattern in () if full else _STOPPING:
        if pattern.search(rest.text):
            told = (Trouble(SecrecyCode.NOT_APPROVED),) if pattern is _NOT_APPROVED else ()
            took = [*rest.words(pattern), *denied]
            return STATUS.account(cell, Status(status, bool(denied)), took, *told, asides=[cell.whole])
    waits = list(cell.words(_WAIT))
    said = [*cell.spans(_NOT_STOPPED), *full, *waits, *rest.words(_ACTIVE)]
    if denied:
        return STATUS.account(cell, Status("active", True), [*denied, *said, *cell.spans(_BUT)], asides=[cell.whole])
    if said:
        wait = " ".join(cell.cell[slice(*span)] for span in waits[:1])
        return STATUS.account(cell, Status("active", full=bool(full), wait="" if full else wait), said)
    closed = STATUS.account(cell, Status("inactive"), [*cell.words(_CLOSED), *cell.spans(_SINCE)])
    if _CLOSED.search(cell.text) and not closed.kept:  # "Closed Fridays" is no status
        return closed
    return STATUS.nothing(cell, Trouble(ValueCode.STATUS_UNKNOWN, {"shown": clean(text)[:80]}))


def _answered(cell: FoldedCell, plain: bool | None, flag: bool, about: str) -> Reading[Status]:
    """Return the status that a yes or no gives to the question of the heading; with words beside it, only one that holds back."""
    if re.search(r"\bdo ?not ?refer\b", about):
        status, holds = Status("active", do_not_refer=flag), flag
    elif flag and re.search(r"\btempor\w* clos", about):
        status, holds = Status("temporarily closed"), True
    else:
        running = flag != bool(_HEADING_OF_CLOSING.search(about))
        status, holds = Status("active" if running else "inactive"), not running
    if plain is not None or holds:
        whole = cell.text.strip(" .()[]") in flags.FLAG_WORDS or len(cell.text) < 3
        return STATUS.account(cell, status, [cell.whole], keep=not whole)
    return STATUS.nothing(cell, Trouble(ValueCode.STATUS_UNKNOWN, {"shown": cell.cell[:80]}))
