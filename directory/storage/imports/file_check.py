"""Early check that a file is a provider list at all, before it is stored: table and columns are read, rows are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from directory.storage.imports import confined
from importers import read
from importers.columns import mapfile
from importers.errors import ListError, MapError


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """Why a file cannot be accepted as a list, and whether the file or the map of its columns is to blame."""

    of: Literal["file", "map"]
    words: str


def trouble(data: bytes, file_name: str, map_text: str | None) -> FileTrouble | None:
    """Return what is wrong with a file or with its map; None if both can be understood."""
    try:
        chosen = mapfile.parse(map_text) if map_text is not None else None
        confined.run(read.check, data, file_name, chosen, name=file_name, files=[data])
    except MapError as error:
        return FileTrouble("map", str(error))
    except ListError as error:
        return FileTrouble("file", str(error))
    return None
