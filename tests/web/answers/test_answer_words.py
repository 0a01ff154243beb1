"""What answer pages say: every sentence in every language, in short words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from jinja2 import nodes

from directory.i18n.catalogs import catalog_of
from directory.letters.reading_level import simple
from directory.models.codes import Recipient
from directory.referrals.answers import choices
from directory.referrals.answers.codes import LETTERS
from directory.referrals.reasons import REASONS
from directory.web import answers
from directory.web.answers import words
from directory.web.core.rendering import TEMPLATES, environment


def test_every_reason_and_answer_has_its_words() -> None:
    """What the core offers a family and a provider is said on the page, and nothing else."""
    for audience in Recipient:
        assert list(words.ANSWERS[audience]) == list(choices.OFFERED[audience])
        assert set(words.REASONS[audience]) == set(choices.REASONS_OF[audience])
        asked = {name for name, one in choices.OFFERED[audience].items() if one.asks}
        assert asked <= words.QUESTIONS.keys()
        assert words.THANKS[audience].keys() == {*choices.OFFERED[audience], words.LATE}
    assert {code for code, reason in REASONS.items() if reason.family} == set(words.REASONS[Recipient.FAMILY])
    assert set("AEIOUYL01") & set(LETTERS) == set()


def sentences() -> set[str]:
    """Every sentence that an answer page can say: those marked in its modules, and those in its templates."""
    modules = sorted(Path(answers.__path__[0]).glob("*.py"))
    said = {sentence for module in modules for sentence in _marked(module.read_text("utf-8"))}
    templates = sorted((TEMPLATES / "answers").glob("*.html"))
    return said | {sentence for template in templates for sentence in _said(template.read_text("utf-8"))}


def _marked(source: str) -> set[str]:
    """The sentences of a module, as `marked("…")`."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "marked"]
    return {part.value for call in named for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _said(source: str) -> set[str]:
    """The sentences that a template says, as `say("…")` or as the label or hint of a field."""
    found: set[str] = set()
    for call in environment().parse(source).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
        arguments = call.args if name == "say" else call.args[1:] if name == "field" else []
        constants = (one for part in arguments for one in (part, *part.find_all(nodes.Const)) if isinstance(one, nodes.Const))
        found |= {one.value for one in constants if isinstance(one.value, str)}
    return found - {"provider", "family", "waiting_list"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_read_at_or_below_sixth_grade(language: str) -> None:
    """All that the pages say reads as letters must."""
    say = catalog_of(language)
    fields = {"name": "Ana", "school": "Oak", "language": "Somali", "when": "Monday"}
    assert simple(language, [say(sentence, **fields) for sentence in sorted(sentences())], ["Ana", "Oak", "Somali"])
