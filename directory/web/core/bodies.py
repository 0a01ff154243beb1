"""Request bodies parsed into forms, in memory only: a roster or a signed paper is never written to disk unencrypted.

Nothing is kept from one request to the next, either: Litestar's own parser caches the last thousand forms, including their
passwords, and writes files over 1 MB to temporary files.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from directory.web.core.forms import Form, SentForm, clean

MOST_FIELDS = 2_000
"""The most fields and files in one form; the column map of a list has the most, three per column."""

SMALL_SECONDS, LARGE_SECONDS = 60, 600
"""How long a body may take to arrive: a client that sends one byte a second must not hold its place for hours."""

_LONGEST_FILE_NAME = 120  # characters


class BodyError(Exception):
    """A body that is not a form, is too large or too slow; `status` is the HTTP status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def read_form(chunks: AsyncIterator[bytes], content_type: str, *, seconds: float) -> Form:
    """Parse a body into a form; raise BodyError if it cannot be."""
    kind, options = parse_options_header(content_type)
    try:
        async with asyncio.timeout(seconds):
            if kind == "multipart/form-data":
                return await _multipart(chunks, options.get("boundary", ""))
            data = await _whole(chunks)
    except TimeoutError:
        raise BodyError(408) from None
    return _urlencoded(data) if kind == "application/x-www-form-urlencoded" else Form()


async def discard(chunks: AsyncIterator[bytes], *, seconds: float) -> None:
    """Read a body and drop it, so that the browser sees the answer; raise BodyError if it is too slow."""
    try:
        async with asyncio.timeout(seconds):
            async for _chunk in chunks:
                pass
    except TimeoutError:
        raise BodyError(408) from None


async def _whole(chunks: AsyncIterator[bytes]) -> bytes:
    data = bytearray()
    async for chunk in chunks:
        data += chunk
    return bytes(data)


def _urlencoded(data: bytes) -> Form:
    values: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(data.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS):
            values.setdefault(name, []).append(clean(value))
    except ValueError:
        raise BodyError(413) from None
    return Form(values)


async def _multipart(chunks: AsyncIterator[bytes], boundary: str) -> Form:
    values: dict[str, list[str]] = {}
    files: dict[str, list[SentForm]] = {}
    part: MultipartSegment | None = None
    data = bytearray()
    try:
        parser = PushMultipartParser(boundary.encode(), max_segment_count=MOST_FIELDS)
        async for chunk in chunks:
            if not chunk or parser.closed:
                continue
            for event in parser.parse(chunk):
                if isinstance(event, MultipartSegment):
                    part, data = event, bytearray()
                elif event is not None:
                    data += event
                elif part is not None:
                    _keep(part, bytes(data), values, files)
        parser.close()
    except ParserLimitReached:
        raise BodyError(413) from None
    except MultipartError:
        raise BodyError(400) from None
    return Form(values, files)


def _keep(part: MultipartSegment, data: bytes, values: dict[str, list[str]], files: dict[str, list[SentForm]]) -> None:
    name = part.name or ""
    if part.filename is None:
        values.setdefault(name, []).append(clean(data.decode("utf-8", "replace")))
    else:
        files.setdefault(name, []).append(SentForm(clean(part.filename)[-_LONGEST_FILE_NAME:], data))
