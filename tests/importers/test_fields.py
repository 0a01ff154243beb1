"""Targets: each is named once, and described once."""

from __future__ import annotations

import json

from importers.fields import FIELDS, TARGETS, Target


def test_each_target_is_described_once() -> None:
    """The table of fields describes the targets that Target names, each once and in the same order."""
    assert list(FIELDS) == list(Target)
    assert [field.target for field in FIELDS.values()] == list(Target)


def test_a_target_is_named_after_its_text() -> None:
    """The name of a target is its text in capitals, so that either is found by the other."""
    assert [target.name for target in Target] == [target.value.replace(".", "_").upper() for target in Target]


def test_a_target_is_stored_as_its_text() -> None:
    """A target is a text for a mapping, for JSON and within words, and is found by it."""
    assert {TARGETS[str(target)] for target in Target} == set(Target)
    assert json.dumps({Target.PHONES: Target.SERVICE_NAME}) == '{"phones": "service.name"}'
    assert (f"{Target.PHONES}", {Target.PHONES: 1}["phones"]) == ("phones", 1)  # type: ignore[index]
