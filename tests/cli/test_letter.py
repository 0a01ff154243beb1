"""`referral-desk letter`, as it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.keys import Keys
from directory.models.codes import ReferralStatus
from directory.referrals import files
from directory.referrals.work import SERVICE
from directory.storage import keyring
from directory.storage.engine import make_engine, reading
from tests.command_line import CommandLine
from tests.conftest import copy_of
from tests.district import District


@pytest.fixture
def district(desk: CommandLine, sqlite_district: District) -> District:
    """A district whose keys lie in the file beside its database, where the command looks for them."""
    folder = Path(desk.database_url.removeprefix("sqlite:///")).parent
    keys = folder / "keys"
    keys.write_text(sqlite_district.key + "\n", encoding="utf-8")
    keys.chmod(0o600)
    return copy_of(sqlite_district, folder)


def _keys(district: District) -> Keys:
    engine = make_engine(district.database_url)
    with reading(engine) as session:
        keys = keyring.open_keys(session, district.settings())
    engine.dispose()
    return keys


@pytest.mark.slow
def test_a_letter_is_printed_or_written(desk: CommandLine, district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file the short text comes; the files hold a page that stands alone, a PDF and the text."""
    monkeypatch.delenv("REFERRAL_DESK_PUBLIC_URL")
    done = desk("letter", district.ids.own.backup, "--language", "en")
    assert done.returncode == 0, done.stderr
    assert "REFERRAL_DESK_PUBLIC_URL" in done.stderr
    assert "Phone: (517) 555-01" in done.stdout
    done = desk(
        "letter", district.ids.own.backup, "--language", "es", "--html", "a.html", "--pdf", "a.pdf", "--text", "a.txt", "--large"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "<html" in (desk.folder / "a.html").read_text("utf-8")
    assert (desk.folder / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "Tel" in (desk.folder / "a.txt").read_text("utf-8")


@pytest.mark.slow
def test_a_letter_that_was_not_given_leaves_no_file(
    desk: CommandLine, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one file cannot be drawn or written, the others are not there either: their link would never open."""
    done = desk("letter", district.ids.own.backup, "--html", "a.html", "--text", "no/such/folder/a.txt")
    assert (done.returncode, "The letter was not given" in done.stderr) == (1, True)
    monkeypatch.setenv("REFERRAL_DESK_DISTRICT", "學區")
    done = desk("letter", district.ids.own.backup, "--html", "a.html", "--pdf", "a.pdf")
    assert (done.returncode, "which our fonts cannot print" in done.stderr) == (1, True)
    assert not list(desk.folder.glob("a.*"))


def test_the_language_is_read_whichever_way_it_is_typed(desk: CommandLine, district: District) -> None:
    """ES is es."""
    assert desk("letter", district.ids.own.backup, "--language", "ES").stdout.startswith("¡Hola!")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("no-such-referral",), 1, "no such referral"),
        (("BACKUP", "--language", "tlh"), 2, "en, es"),
        (("BACKUP", "--pdf", "no/such/folder/a.pdf"), 1, "The letter was not given"),
    ],
)
def test_what_cannot_be_given_is_said(
    desk: CommandLine, district: District, arguments: tuple[str, ...], status: int, words: str
) -> None:
    """An unknown referral, a language without letters, a file that cannot be written: one line, and nothing was given."""
    done = desk("letter", *(district.ids.own.backup if one == "BACKUP" else one for one in arguments))
    assert done.returncode == status
    assert words in done.stderr
    engine = make_engine(district.database_url)
    with reading(engine) as session:
        assert files.open_referral(session, _keys(district), SERVICE, district.ids.own.backup).row.status == ReferralStatus.DRAFT
    engine.dispose()
