"""Files are read in a process of their own: what kills it, fills it or keeps it busy ends in one sentence."""

from __future__ import annotations

import datetime
import os
import signal
import time
from typing import Any

import pytest

from directory.storage.imports import confined
from importers import read
from importers.errors import ColumnsError, FormatError
from tests.importers.tables.workbooks import workbook

TODAY = datetime.date(2026, 3, 9)
BOOK = workbook()


def killed(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def greedy(_: bytes) -> int:
    return len(bytearray(1 << 42))


def busy(_: bytes) -> None:
    while True:
        pass


def idle(_: bytes) -> None:
    time.sleep(600)


def odd(_: bytes) -> None:
    raise TypeError("Rowan Fernwood, 517-555-0121")


def _run(function: Any) -> Any:
    return confined.run(function, BOOK, name="list.xlsx", files=[BOOK])


@pytest.mark.slow
@pytest.mark.parametrize("function", [killed, greedy, busy])
def test_a_file_that_kills_its_reader_is_refused(function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that aborts, asks for terabytes, or never ends costs the service one sentence."""
    monkeypatch.setattr(confined, "SECONDS", 1)
    monkeypatch.setattr(confined, "PATIENCE", 300)
    with pytest.raises(FormatError, match=r"^list\.xlsx cannot be read within the limits"):
        _run(function)


@pytest.mark.slow
def test_a_reader_that_waits_for_the_machine_is_not_told_of_as_a_hostile_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """What took long by the clock alone, and not of the processor, may be the machine's fault: try again later."""
    monkeypatch.setattr(confined, "SECONDS", 1)
    monkeypatch.setattr(confined, "PATIENCE", 2)
    with pytest.raises(FormatError, match=r"^list\.xlsx was not read to its end, because the machine has too much else to do"):
        _run(idle)


@pytest.mark.slow
@pytest.mark.parametrize("data", [BOOK, b"Agency\nFern\n"])
def test_what_a_reader_raises_tells_nothing_of_the_file(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """An error that nobody foresaw is a sentence without the words of the file, in the answer and in the log."""
    with pytest.raises(FormatError) as caught:
        confined.run(odd, data, name="list", files=[data])
    assert "Fernwood" not in str(caught.value) + caplog.text
    assert caught.value.__cause__ is None


@pytest.mark.slow
def test_what_is_read_comes_back_whole() -> None:
    """A list that is read in the child is the list that is read here; so is the error of one that cannot be."""
    apart = confined.run(read.listing, BOOK, "list.xlsx", TODAY, name="list.xlsx", files=[BOOK])
    assert apart == read.listing(BOOK, "list.xlsx", TODAY)
    other = workbook({"A1": "1", "B1": "2", "A2": "3", "B2": "4"})
    with pytest.raises(ColumnsError):
        confined.run(read.listing, other, "list.xlsx", TODAY, name="list.xlsx", files=[other])
