"""The line of a card on other pages: where the search that led to a provider is known, its page says what was asked for, too.

It speaks of the whole search, where a card in a group of a plan speaks of what the group is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from directory.accounts import schools
from directory.errors import DeskError
from directory.finding.briefs import Brief, briefs
from directory.finding.matches import judge_services
from directory.web.core.request import Asked
from directory.web.finding.carried import Carried
from directory.web.finding.search_form import ask_of
from directory.web.finding.typed import taken_back

Lines = Mapping[str, Sequence[Brief]]

NO_LINES: Lines = MappingProxyType({})


def asked_lines(asked: Asked, carried: Carried | None, record_ids: Sequence[str]) -> Lines:
    """Return for each service, by its id, what its card says of a search; none for a search by words, which asks for nothing else."""
    if carried is None or carried.words:
        return NO_LINES
    ask, _ = ask_of(taken_back(carried.typed), schools.all_schools(asked.session))
    if ask is None:
        return NO_LINES
    try:
        judged = judge_services(asked.session, ask, record_ids, asked.today, district=asked.district)
    except DeskError:  # a search that finds nothing has no line either
        return NO_LINES
    return {record_id: briefs(entry, judged.order, asked.language) for record_id, entry in judged.results.items()}
