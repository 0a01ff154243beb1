"""Reasons in every language: what codes and their fields say, and how it is said in Spanish."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from directory.finding import (
    child_words,
    condition_words,
    count_phrases,
    list_phrases,
    opening_phrases,
    phrases,
    plan_words,
    wish_phrases,
)
from directory.finding.brief_words import BRIEFLY
from directory.finding.reason_codes import (
    CheckCode,
    FewCode,
    HistoryCode,
    InsurancePlanCode,
    ListingCode,
    PlanCode,
    PreferenceCode,
    WarningCode,
)
from directory.finding.reason_words import PLURALS, SENTENCES, in_words
from directory.i18n import language_names
from directory.i18n.catalogs import ENGLISH, STAFF, catalog_of, languages
from directory.models.codes import EndCode
from directory.referrals.reasons import REASONS
from matching.needs.audiences import audiences
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode
from tests.i18n.catalog_files import both, held

CODES: tuple[type[StrEnum], ...] = (
    ReasonCode,
    PreferenceCode,
    InsurancePlanCode,
    CheckCode,
    ListingCode,
    HistoryCode,
    WarningCode,
    FewCode,
    PlanCode,
)
OTHERS = [language for language in languages(STAFF) if language != ENGLISH]
FIELD = re.compile(r"\{\w+\}")
TURN = re.compile(r"; |: ")


@cache
def sentences() -> frozenset[str]:
    """Every sentence and phrase that has words of its own to be translated."""
    found = {*SENTENCES.values(), *BRIEFLY.values(), *(words for one, several, _ in PLURALS.values() for words in (one, several))}
    for module in (
        phrases,
        child_words,
        condition_words,
        count_phrases,
        list_phrases,
        opening_phrases,
        plan_words,
        wish_phrases,
        language_names,
    ):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"say", "say.plural", "marked"}:
                found |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    found |= {one.english for one in audiences().values()}
    return frozenset(words for words in found if re.search(r"[^\W\d_]", FIELD.sub("", words)))


def test_each_code_is_said() -> None:
    """Every code has a sentence, no sentence is without a code, and no two enumerations share a code."""
    codes = [code for kind in CODES for code in kind]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    assert set(codes) == {*SENTENCES, *PLURALS}


@pytest.mark.parametrize("language", OTHERS)
def test_a_reason_turns_where_its_english_turns(language: str) -> None:
    """A semicolon or a colon, at which short forms end, is in each translation of a sentence that has one."""
    for message in held(language, STAFF):
        for english, other in zip(both(message.id), both(message.string), strict=True):
            if english in sentences():
                assert len(TURN.findall(other)) >= len(TURN.findall(english)), english


@pytest.mark.parametrize("code", REASONS)
def test_why_it_did_not_work_is_said_as_on_the_form(code: EndCode) -> None:
    """What did not work is told in the words that staff chose it by."""
    words = REASONS[code].words
    assert phrases.Phrases({"reason": code}, catalog_of(ENGLISH))["reason"] == words[0].lower() + words[1:]


@pytest.mark.parametrize(
    ("reason", "spanish"),
    [
        (
            Reason("age", Verdict.PASS, ReasonCode.AGE, {"minimum": 6.0, "maximum": 12.0, "age": 9.0, "grade": None}),
            "Acepta de 6 a 12 años; el estudiante tiene 9",
        ),
        (Reason("languages", Verdict.PASS, ReasonCode.LANGUAGES, {"languages": ("es", "en")}), "En la lista: español e inglés"),
        (
            Reason(
                "capacity", Verdict.FAIL, ReasonCode.OPENINGS, {"places": None, "wait": "list:6-6:week", "counted": dt.date(2026, 10, 1)}
            ),
            "Lista de espera de más o menos 6 semanas, al 1 de octubre",
        ),
        (
            Reason("distance", Verdict.PASS, ReasonCode.DISTANCE, {"miles": 5.14, "place": "48910", "approximate": False}),
            "A 5.1 millas de 48910",
        ),
        (
            Reason("season", Verdict.UNKNOWN, ReasonCode.SEASON_LATER, {"first_month": 6, "last_month": 8}),
            "Funciona de junio a agosto: ahora no, empieza en junio",
        ),
        (
            Reason("schedule", Verdict.FAIL, ReasonCode.OPEN_OTHERWISE, {"wanted_hours": ("5,6:", "0,1,2,3,4,5,6:evening")}),
            "No indica horario los días sábado y domingo o después de las 6 pm: llame para preguntar",
        ),
        (
            Reason("schedule", Verdict.PASS, ReasonCode.OPEN_THEN, {"hours": ("0:1300>1730",)}),
            "Abierto a la 1 pm los días lunes, hasta las 5:30 pm",
        ),
        (
            Reason("activity", Verdict.FAIL, ReasonCode.ACTIVITY_OTHERS, {"activities": ("soccer",), "wanted_activities": ("horseback-riding",)}),
            "La lista menciona fútbol y no equitación: llame para preguntar",
        ),
        (Reason("preference", Verdict.PASS, PreferenceCode.EVENINGS, {"days": (0, 1, 2)}), "Abierto después de las 5 pm: de lunes a miércoles"),
    ],
)  # fmt: skip
def test_a_reason_is_said_in_another_language(reason: Reason, spanish: str) -> None:
    """The same code and fields, with numbers, lists, days and names as that language has them."""
    assert in_words(reason, "es") == spanish


def test_a_language_without_a_catalog_is_english() -> None:
    """What nobody has translated is said in English."""
    assert in_words(Reason("need", Verdict.PASS, ReasonCode.AGE_NOT_LISTED), "so") == "Ages are not listed: call to ask"
