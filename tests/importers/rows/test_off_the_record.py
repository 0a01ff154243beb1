"""Rows that a list keeps off its pages or does not stand by: by a column, by their name, or by any words."""

from __future__ import annotations

import pytest

from directory.listings.problems.words import in_words
from importers.fields import Target
from importers.problems import Severity
from tests.importers.rows.small_lists import OTHER, ROW, STREET, records


@pytest.mark.parametrize(
    ("header", "cell", "plain", "field", "value"),
    [
        ("Status", "Hidden", "Approved", Target.SERVICE_STATUS, "inactive"),
        ("Status", "WIP", "Published", Target.SERVICE_STATUS, "inactive"),
        ("Status", "needs review", "approved", Target.SERVICE_STATUS, "inactive"),
        ("Workflow state", "draft", "published", Target.SERVICE_STATUS, "inactive"),
        ("Internal use only", "Y", "N", Target.SERVICE_DO_NOT_REFER, True),
        ("Access level", "Internal", "Public", Target.SERVICE_DO_NOT_REFER, True),
        ("Audience", "Staff only", "Everyone", Target.SERVICE_DO_NOT_REFER, True),
    ],
)
def test_rows_that_a_list_holds_back_are_not_offered(
    header: str, cell: str, plain: str, field: Target, value: bool | str
) -> None:
    """A row that is draft, hidden or for the staff is inactive or not referred to, under whatever header; others stay."""
    held, offered = records([*STREET, header], [*ROW, cell], [*OTHER, plain])
    assert held.fields[field] == value
    assert offered.fields[Target.SERVICE_STATUS] == "active"
    assert not offered.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "name",
    [
        "ZZZ Pear Nights",
        "Pear Nights [internal]",
        "Pear Nights - do not refer minors",
        "TEST RECORD Pear Nights",
        "Pear Nights (DRAFT)",
        "DRAFT - Pear Nights",
        "[INTERNAL ONLY] Pear Nights",
        "Do not use: Pear Nights",
    ],
)
def test_a_name_may_hold_its_row_back(name: str) -> None:
    """A mark apart in a name holds the row back; a name that only contains such a word does not."""
    held, offered = records(STREET, [ROW[0], name, *ROW[2:]], [OTHER[0], "Draft Horse Club", *OTHER[2:]])
    assert held.fields[Target.SERVICE_DO_NOT_REFER] is True
    assert not offered.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "header", ["ExcludeFromWebsite", "Exclude from website", "Private record", "Do not publish", "Hidden", "Staff only"]
)
def test_what_a_list_keeps_off_its_pages_is_not_offered(header: str) -> None:
    """A row that the list excludes from its own public pages is marked "do not refer", and that is told."""
    hidden, shown = records([*STREET, header], [*ROW, "Yes"], [*OTHER, "No"])
    assert (hidden.fields[Target.SERVICE_DO_NOT_REFER], shown.fields[Target.SERVICE_DO_NOT_REFER]) == (True, False)
    assert any(p.severity == Severity.WARNING and "do not refer" in in_words(p) for p in hidden.problems)


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        ("Approved", "No", "Yes"), ("Approved?", "", "X"), ("Approval status", "Pending", "Approved"), ("Published", "false", "true"),
        ("Status", "Draft", "Published"), ("Status", "Pending", "Active"), ("Status", "not approved", "approved"), ("Status", "Spam", "Live"),
        ("Record status", "Rejected", "Active"), ("Draft", "1", "0"), ("Spam", "yes", "no"), ("Aprobado", "No", "Sí"), ("Estatus", "Borrador", "Activo"),
        ("Status", "Awaiting review", "Active"), ("Status", "Unpublished", "Published"), ("Publication status", "draft", "live"),
    ],
)  # fmt: skip
def test_rows_that_a_list_does_not_stand_by_are_inactive(header: str, no: str, yes: str) -> None:
    """A row that is not approved, a draft, unpublished, pending or spam is inactive, and that is told."""
    hidden, shown = records([*STREET, header], [*ROW, no], [*OTHER, yes])
    assert (hidden.fields[Target.SERVICE_STATUS], shown.fields[Target.SERVICE_STATUS]) == ("inactive", "active")
    assert any("not approved or not published" in in_words(p) for p in hidden.problems)


@pytest.mark.parametrize(
    "words",
    [
        "internal only - do not publish",
        "Staff use only.",
        "Please do not list on the website",
        "No publicar",
        "Not for public release",
        "Do not release to the public.",
        "Please remove from the directory",
        "Not ready to publish",
        "This listing is a draft",
        "The provider asked not to be listed",
        "Do not send students here",
        "Do NOT refer minors here",
        "License revoked",
    ],
)
def test_words_that_keep_a_row_off_the_record_keep_it_from_families(words: str) -> None:
    """A description, a name or a note that nobody reads may say that its row is not for the public: nobody is sent there, and it is told."""
    described = records(STREET, [*ROW[:8], words, ROW[9]], OTHER)[0]
    noted, other = records([*STREET, "Staff remarks"], [*ROW, words], [*OTHER, ""])
    for record in (described, noted):
        assert record.fields[Target.SERVICE_DO_NOT_REFER] is True
        assert any("do not refer" in in_words(problem) and problem.severity == Severity.WARNING for problem in record.problems)
    assert not other.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "words", ["We do not publish your name.", "The elevator is for staff only on weekends", "Not open to the public on Sundays"]
)
def test_words_about_other_matters_hide_no_row(words: str) -> None:
    """Only a sentence that says nothing else takes its row off the record."""
    record, _ = records(STREET, [*ROW[:8], words, ROW[9]], OTHER)
    assert not record.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "name", ["Pear Nights (CLOSED)", "Pear Nights - permanently closed", "Pear Nights: no longer in operation"]
)
def test_a_name_may_say_that_its_service_has_ended(name: str) -> None:
    """Such a mark makes the row inactive, and is told."""
    ended, runs = records(STREET, [ROW[0], name, *ROW[2:]], OTHER)
    assert (ended.fields[Target.SERVICE_STATUS], runs.fields[Target.SERVICE_STATUS]) == ("inactive", "active")
    assert any("has ended" in in_words(problem) for problem in ended.problems)
