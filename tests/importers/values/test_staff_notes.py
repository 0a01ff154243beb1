"""Notes that staff write to each other are told from what families may read."""

from __future__ import annotations

import pytest

from importers.values.staff_notes import parted


@pytest.mark.parametrize(
    "written",
    [
        "faxed 051207 jb", "JB-DONE", "jb - done", "called 5/12/07 RT", "Verified 5/12/2007 by RT", "left message 11/30/23", "updated 2023-06-01 rt",
        "5/12/23 called, no answer", "Sent survey May 12, 2023 rt", "llamé 5/12/2023 rt", "hecho - rt", "Staff only", "uso interno", "No dar el teléfono",
        "Parking is free. (do not give out)",
    ],
)  # fmt: skip
def test_what_only_staff_write(written: str) -> None:
    """An act with its date, initials with DONE, and what nobody is to be given are notes of staff wherever they stand."""
    assert parted(written).public == ""
    assert parted(written).notes


@pytest.mark.parametrize(
    "written",
    [
        "rt", "DONE", "faxed", "called, no answer", "LM 5/12", "5/12", "wrong number", "phone disconnected", "needs update", "??", "call back Monday",
        "Waiting to hear back from director", "duplicate of 77", "per Ida 5/12", "no contesta", "falta verificar", "pendiente", "volver a llamar", "CLOSED per phone 5/12/07 rt", "Moved to Elm St 5/12 RT",
        "5/12/23 - sw Ida, will send brochure",
    ],
)  # fmt: skip
def test_scribbles_in_a_column_for_notes(written: str) -> None:
    """What a description may say too is a note of staff only in a column for notes."""
    assert not parted(written).notes
    assert parted(written, noting=True).public == ""


@pytest.mark.parametrize("noting", [True, False])
@pytest.mark.parametrize(
    "written",
    [
        "Family shelter", "For a 90-day bed, line up by 7am.", "Someone will call back within 24 hours.", "Call after 5 pm if no answer.", "ELA 5/6", "MF 9-5",
        "Updated weekly.", "Closed July 4", "Must be verified by a doctor.", "We do not give out your name.", "Enrollment must be completed by 9/1/2024", "GED",
        "12/1/2026 - 2/28/2027", "Ends May 5", "Grades 5/6 ELA", "Open until 5/12 pm", "12/1/2026: no class", "Recibido por orden de llegada", "Solo para mujeres", "", "TTY",
    ],
)  # fmt: skip
def test_words_for_families(written: str, noting: bool) -> None:
    """Dates, acts and short words that are about the service stay."""
    assert parted(written, noting=noting) == parted("x").__class__(written)


def test_a_note_within_a_text() -> None:
    """A note beside sentences is taken out of them and returned; the sentences stay."""
    assert parted("Chess for teens. RT-DONE") == parted("").__class__("Chess for teens.", ("RT-DONE",))
    assert parted("Chess (called 5/12/23 rt) on Fridays.").public == "Chess on Fridays."
