"""What is answered while somebody types what is needed, or the words of a search: suggestions, and danger that is sure."""

from __future__ import annotations

from directory.finding.crisis import card_lines, crisis_card
from directory.finding.suggestions import IN_SEARCH, IN_SENTENCE, Most, Suggestion, SuggestionKind, suggest
from directory.web.core.request import Answer, Asked, Json
from directory.web.core.routes import post
from directory.web.core.suggestion_list import Option, suggested, too_fast
from matching.danger import ends_of, read
from matching.needs import terms

DETAILS = {
    SuggestionKind.NEED: "Need",
    SuggestionKind.PROVIDER: "Provider",
    SuggestionKind.TOWN: "Town",
    SuggestionKind.LANGUAGE: "Language",
    SuggestionKind.NUMBER: "Telephone",
    SuggestionKind.STREET: "Street",
}


@post("/find/suggestions", may="signed_in", reads=True)
def in_sentence(asked: Asked) -> Answer:
    return _suggested(asked, IN_SENTENCE)


@post("/search/suggestions", may="signed_in", reads=True)
def in_search(asked: Asked) -> Answer:
    return _suggested(asked, IN_SEARCH)


@post("/find/danger", may="signed_in", reads=True)
def danger_in_sentence(asked: Asked) -> Answer:
    """Answer words of danger with the first lines of the crisis card, which hold for every kind: the protocols come with the results.

    Words that may tell of danger are answered with the question that the page asks then.
    """
    if refused := too_fast(asked):
        return refused
    card = crisis_card(read(ends_of(asked.form.get("sentence"))), None)
    if card is None:
        return Json({"line": "", "question": ""})
    if card.now:
        return Json({"line": " ".join(card_lines((), None, asked.language)), "question": ""})
    return Json({"line": "", "question": " ".join(card.lines_in(asked.language))})


def _suggested(asked: Asked, most: Most) -> Answer:
    if refused := too_fast(asked):
        return refused
    found = suggest(asked.session, asked.form.get("words"), most)
    return suggested([_option(one) for one in found.suggestions], mended=found.mended)


def _option(one: Suggestion) -> Option:
    detail = DETAILS[one.kind]
    if one.need and (name := terms()[one.need].english).casefold() != one.words.casefold():
        detail = f"{detail}: {name}"
    to = f"/providers/{one.record_id}" if one.record_id else ""
    return Option(one.words, detail, one.words, one.replaced, "es" if one.is_spanish else "", to)
