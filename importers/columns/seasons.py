"""Columns for the months or dates between which a service runs: "Season", "Program dates", "Start date" and "End date".

Their cells are kept as words beside the hours, from which the season is read.
"""

from __future__ import annotations

from importers.columns import headers
from importers.columns.contents import ColumnProfile
from importers.times import seasons

_SURE = (
    "season | seasons | season offered | season of operation | operating season | program season | seasonal | season dates | program dates | session dates | camp dates | class dates"
    " | program months | months of operation | operating months | months open | months available | months offered | time of year | dates of operation | operating dates | dates offered | run dates | dates available"
    " | seasonality | seasonal availability | temporada | temporada del programa | fechas del programa | meses de operacion | meses | epoca del ano | fechas | periodo del programa"
)
_DOUBTFUL = (
    "date | dates | month | term | session | sessions | when | when is it | when offered | period | duration | program duration | program length | length of program | program period | schedule dates | mes | fecha | periodo | duracion | availability | semester"
    " | cuando"
)
_STARTS = "start date | start | starts | begin date | begins | beginning date | program start date | program start | starts on | season start | season begins | first day | start month | date start | opening date | opens on | fecha de inicio | inicio | from date | comienza"
_ENDS = "end date | end | ends | ending date | finish date | program end date | program end | ends on | season end | season ends | last day | end month | date end | closing date | fecha de fin | fin | fecha final | to date | termina"
_CLOSED = (
    "closed until | closed till | closed through | reopens | reopens on | reopening | reopening date | reopen date | date reopening | resumes"
    " | resumes on | cerrado hasta | reabre | fecha de reapertura"
)
_FEW = 0.3  # share of cells that must look like a season if the header is ambiguous
_HALF = 0.5


def _all(phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(headers.words(phrase.strip()) for phrase in phrases.split("|"))


_OPTIONS = {
    "sure": _all(_SURE),
    "doubtful": _all(_DOUBTFUL),
    "starts": _all(_STARTS),
    "ends": _all(_ENDS),
    "closed": _all(_CLOSED),
}


def surely(header: str, p: ColumnProfile) -> str | None:
    """Return the option of a column of seasons: "words", "starts", "ends" or "closed".

    It is "mark" if the header is the season and the cells say yes, and None if the header or the cells may be about something
    else.
    """
    said = headers.words(header)
    kind = next((kind for kind, known in _OPTIONS.items() if said in known), None)
    if p["flag"] > _HALF:
        return "mark" if seasons.read(None, header) else None
    if kind is None or not p.filled or max(p["clock"], p["url"], p["email"], p["phone"], p["number"]) > _HALF:
        return None
    if kind == "closed":
        return kind
    if kind in {"starts", "ends"}:
        return kind if max(p["season"], p["date"]) >= _FEW else None
    if kind == "sure":
        return "words"
    return "words" if p["season"] >= _FEW and p["hours"] < _HALF and (p["date"] < _HALF or p["span"] >= _FEW) else None


def perhaps(header: str, p: ColumnProfile) -> bool:
    """Whether a column that nothing else has claimed is kept as words about when the service runs."""
    known = _OPTIONS["doubtful"] | _OPTIONS["starts"] | _OPTIONS["ends"]
    return (
        p.filled > 0
        and headers.words(header) in known
        and p["letters"] > _HALF
        and max(p["flag"], p["date"], p["url"], p["email"]) < _HALF
    )
