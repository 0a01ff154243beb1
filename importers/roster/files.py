"""Roster files, one or several: detects the kind of roster, and unpacks a zip."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from importers.errors import FormatError, ListError
from importers.roster import district, oneroster
from importers.roster.row import RosterListing
from importers.tables import archives, delimited, encodings, limits


def read(files: Mapping[str, bytes], today: datetime.date) -> RosterListing:
    """Return the roster in these files by name (a CSV, a workbook, a zip, or OneRoster's files); raise ListError otherwise."""
    given = {name.rpartition("/")[2]: data for name, data in files.items()}
    if len(given) == 1:
        name, data = next(iter(given.items()))
        if inside := _unzipped(name, data):
            return oneroster.read(inside, today)
        if not _is_users(name, data):
            return district.read(data, name, today)
        given = {oneroster.USERS: data}
    return oneroster.read({name.casefold(): data for name, data in given.items()}, today)


def _is_users(name: str, data: bytes) -> bool:
    if encodings.is_workbook(data) or not data.strip():
        return False
    text = encodings.decode(data, name)[0]
    lines = text[:20_000].splitlines()
    return bool(lines) and oneroster.is_users(cell for cell in lines[0].split(delimited.sniff(lines[0])) if cell)


def _unzipped(name: str, data: bytes) -> dict[str, bytes] | None:
    """Return OneRoster's files in a zip; None if the bytes are not a zip, or are a workbook."""
    if not data.startswith(b"PK"):
        return None
    archives.check(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = {i.filename.rpartition("/")[2].casefold(): i for i in archive.infolist() if not i.is_dir()}
            if {"workbook.xml", "content.xml", "workbook.bin"} & inside.keys():
                return None
            wanted = {file: info for file, info in inside.items() if file in oneroster.FILES}
            if oneroster.USERS not in wanted:
                raise FormatError(f"{name} holds no {oneroster.USERS}: give the zip file of a OneRoster export.")
            return {file: _content(archive, info, name) for file, info in wanted.items()}
    except ListError:
        raise
    except archives.DAMAGE as error:
        raise FormatError(f"{name} cannot be unpacked. Export it again, or give the folder of its files.") from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(info) as file:
        data = file.read(limits.UNPACKED + 1)
    if len(data) > limits.UNPACKED:
        raise FormatError(archives.too_large(name))
    return data
