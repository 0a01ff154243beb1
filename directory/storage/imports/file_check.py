"""Whether a file is a provider list at all, told before it is kept: its table and its columns are read, its rows are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from directory.storage.imports import confined
from importers import mapfile, read
from importers.errors import ListError, MapError


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file cannot be taken as a list, and whether the file or the map of its columns is to blame."""

    of: Literal["file", "map"]
    words: str


def trouble(data: bytes, file_name: str, map_text: str | None) -> Trouble | None:
    """What is wrong with a file or with the map that came with it; None where both can be understood."""
    try:
        chosen = mapfile.parse(map_text) if map_text is not None else None
        confined.run(read.check, data, file_name, chosen, name=file_name, files=[data])
    except MapError as error:
        return Trouble("map", str(error))
    except ListError as error:
        return Trouble("file", str(error))
    return None
