"""Columns of staff are not published, and what they say is told."""

from __future__ import annotations

import datetime

import pytest

from importers.fields import Target
from importers.problem_codes import FileCode, SecrecyCode
from importers.read import listing

TODAY = datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    "header",
    ["Internal notes", "Notes (internal)", "Office notes", "Staff comments", "Admin remarks", "Notas internas", "Notas del personal", "Follow up", "Call log",
     "Notes - do not publish", "Seguimiento"],
)  # fmt: skip
def test_a_header_of_staff(header: str) -> None:
    """A column that its header calls one of staff is not read, whatever it says."""
    rows = ["Elm House,Choir,Ida thinks that they may move in May.", "Oak House,Chess,Send the long form to the office."]
    found = listing("\n".join([f"Agency,Program,{header}", *rows]).encode(), "list.csv", TODAY)
    assert not any(one.fields.get(Target.SERVICE_DESCRIPTION) for one in found.records)
    assert header in found.unread


@pytest.mark.parametrize("header", ["Notes", "Comments", "Remarks", "Observaciones", "Comentarios", "Additional notes"])
def test_cells_of_staff(header: str) -> None:
    """Of a column for notes that holds those of staff, nothing is published; the file says so."""
    rows = ["Elm House,Choir,faxed 051207 rt", "Oak House,Chess,RT-DONE", "Fir House,Art,"]
    found = listing("\n".join([f"Agency,Program,{header}", *rows]).encode(), "list.csv", TODAY)
    assert not any(one.fields.get(Target.SERVICE_DESCRIPTION) for one in found.records)
    assert (FileCode.STAFF_COLUMN, header) in [(problem.code, problem.column) for problem in found.problems]


def test_sentences_among_notes() -> None:
    """Where staff write among sentences, the sentences are published and each note is told by its line."""
    rows = [
        "Elm House,Choir,Bring a photo ID to the first visit.",
        "Oak House,Chess,called 5/12 rt",
        "Fir House,Art,Ring the bell twice.",
    ]
    found = listing("\n".join(["Agency,Program,Notes", *rows]).encode(), "list.csv", TODAY)
    assert [one.fields[Target.SERVICE_DESCRIPTION] for one in found.records] == [
        "Bring a photo ID to the first visit.", None, "Ring the bell twice.",
    ]  # fmt: skip
    assert [(p.code, p.line, p.value) for p in found.records[1].problems if p.code == SecrecyCode.STAFF_NOTE] == [
        (SecrecyCode.STAFF_NOTE, 3, "called 5/12 rt")
    ]


def test_short_notes_for_families() -> None:
    """A column for notes without any of staff is a description, as before."""
    rows = ["Elm House,Choir,Family shelter", "Oak House,Chess,Closed in July"]
    found = listing("\n".join(["Agency,Program,Notes", *rows]).encode(), "list.csv", TODAY)
    assert [one.fields[Target.SERVICE_DESCRIPTION] for one in found.records] == ["Family shelter", "Closed in July"]


def test_a_note_of_staff_still_hides() -> None:
    """What an unread note says of the place's secrecy counts."""
    rows = ['Elm House,Choir,12 Elm St,"location is confidential, rt 5/12/07"', "Oak House,Chess,14 Oak St,RT-DONE"]
    found = listing("\n".join(["Agency,Program,Address,Internal notes", *rows]).encode(), "list.csv", TODAY)
    assert found.records[0].fields[Target.SERVICE_CONFIDENTIAL] is True
    assert found.records[0].fields.get(Target.ADDRESS_ADDRESS_1) is None


def test_a_note_that_a_service_ended() -> None:
    """Which lines of an unread column say that a service ended or moved is told, without the words."""
    rows = ["Elm House,Choir,rt 5/12/07", "Oak House,Chess,CLOSED per phone 5/12/07 rt"]
    found = listing("\n".join(["Agency,Program,Notes", *rows]).encode(), "list.csv", TODAY)
    assert [(p.line, p.value) for p in found.problems if p.code == SecrecyCode.STAFF_NOTE] == [(3, None)]
