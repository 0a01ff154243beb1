"""What the consent form on paper says: every sentence in every language, in short words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from directory.i18n.catalogs import catalog_of
from directory.letters.reading_level import simple
from directory.students import profile
from directory.web.core.rendering import TEMPLATES, environment
from directory.web.students import consent_paper
from directory.web.students.consent_paper import PURPOSE, RECORDS


def sentences() -> set[str]:
    """Every sentence of the form: those marked in its module, and those in its template."""
    template = (TEMPLATES / "students" / "consent_paper.html").read_text("utf-8")
    calls = environment().parse(template).find_all(nodes.Call)
    said = {part.value for call in calls if _is_said(call) for part in call.args if isinstance(part, nodes.Const)}
    return said | {PURPOSE, *RECORDS.values()}


def _is_said(call: nodes.Call) -> bool:
    return getattr(call.node, "name", getattr(call.node, "attr", "")) == "say"


def test_every_record_has_its_words() -> None:
    """What a consent can cover is said on paper, and nothing else; each marked sentence is one of these."""
    assert RECORDS.keys() == profile.RECORDS.keys()
    marked = re.findall(r'marked\("', Path(consent_paper.__file__).read_text("utf-8"))
    assert len(marked) == len({PURPOSE, *RECORDS.values()})


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_reads_at_or_below_sixth_grade(language: str) -> None:
    """All that it says reads as letters must."""
    say = catalog_of(language)
    assert simple(language, [say(sentence, name="Ana", phone="555") for sentence in sorted(sentences())], ["Ana"])
