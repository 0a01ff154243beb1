"""Photos and scans as they are uploaded: recognized by content, actually opened, and made harmless.

A picture is re-encoded, so that nothing is stored but what can be seen: no place and time from the camera, no second format
hidden behind the first. A PDF stays as it is, is never shown inside a page, and is refused if it carries programs or other
files.
"""

from __future__ import annotations

import io
import re
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from directory.errors import UsageError

MOST_BYTES = 10_000_000
MOST_FILES = 4
MOST_PIXELS = 40_000_000
"""More than phone cameras take; a picture is decoded whole, at three bytes a pixel."""

LONGEST_SIDE = 2_000
"""Pixels that are kept of the longer side: small print on a page stays legible."""

QUALITY = 85
PDF, JPEG = "application/pdf", "image/jpeg"

TOO_LARGE = "This file is larger than 10 MB: take the photo again at a smaller size, or scan it in gray."
EMPTY = "This file is empty: choose it again."
NO_PICTURE = "This is not a photo or scan that the desk can open: attach a JPEG, PNG, or WebP picture, or a PDF."
HEIC = "The desk cannot open HEIC photos: on an iPhone choose “Most Compatible” in Settings, Camera, Formats, or scan to PDF."
TOO_MANY_PIXELS = "This picture has too many pixels: take it again at a smaller size."
DAMAGED = "This picture is damaged or not whole: take it again."
NO_PDF = "This PDF is damaged or not whole: scan it again."
LOCKED_PDF = "This PDF has a password: save it without one."
ACTIVE_PDF = "This PDF carries programs or other files: print it, and scan the paper."
BUSY = "The desk is busy with other pictures: try again in a minute."

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_HEIC = re.compile(rb"^.{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
_PDF = re.compile(rb"%PDF-[12]\.\d[\r\n ]")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 1_000  # bytes before a stream that are searched for its dictionary
MOST_OBJECTS = 20_000_000
"""Bytes that the object streams of a PDF may unpack to: far more than a scan has."""

_TAIL = 2_048
_PATIENCE = 20.0  # seconds

# Decode one at a time, so that many large pictures take no more memory than one.
_DECODING = threading.Lock()


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """A photo or scan that may be stored."""

    media_type: str
    data: bytes


def cleaned(data: bytes) -> Scan:
    """Return what may be stored of an uploaded file; raise UsageError with a sentence that says what to send instead."""
    if not data:
        raise UsageError(EMPTY)
    if len(data) > MOST_BYTES:
        raise UsageError(TOO_LARGE)
    if data.startswith(b"%PDF"):
        return Scan(PDF, _checked_pdf(data))
    if data.startswith(_PICTURES):
        return Scan(JPEG, _redrawn(data))
    raise UsageError(HEIC if _HEIC.match(data) else NO_PICTURE)


def _checked_pdf(data: bytes) -> bytes:
    tail = data[-_TAIL:]
    if not _PDF.match(data) or b"startxref" not in tail or b"%%EOF" not in tail:
        raise UsageError(NO_PDF)
    plain = _unescaped(data)
    if b"/Encrypt" in plain:
        raise UsageError(LOCKED_PDF)
    if any(_ACTIVE.search(part) for part in (plain, *_packed_objects(data))):
        raise UsageError(ACTIVE_PDF)
    return data


def _unescaped(data: bytes) -> bytes:
    """Return PDF source with its names unescaped: "/J#61vaScript" is "/JavaScript"."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """Yield the content of a PDF's object streams; raise UsageError for one that cannot be unpacked safely."""
    left = MOST_OBJECTS
    for found in _STREAM.finditer(data):
        head = _unescaped(data[max(0, found.start() - _HEAD) : found.start()].rpartition(b"obj")[2])
        if b"/ObjStm" not in head or b"/Filter" not in head:
            continue
        try:
            part = zlib.decompressobj().decompress(data[found.end() :], left + 1)
        except zlib.error:
            raise UsageError(ACTIVE_PDF) from None
        left -= len(part)
        if left < 0:
            raise UsageError(ACTIVE_PDF)
        yield _unescaped(part)


def _redrawn(data: bytes) -> bytes:
    if not _DECODING.acquire(timeout=_PATIENCE):
        raise UsageError(BUSY)
    try:
        return _as_jpeg(data)
    finally:
        _DECODING.release()


def _as_jpeg(data: bytes) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UsageError(TOO_MANY_PIXELS)
            # Decode a JPEG at about the final size, which takes a fraction of the memory.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            small = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            on_white = Image.new("RGB", small.size, "white")
            on_white.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    except UnidentifiedImageError:
        raise UsageError(NO_PICTURE) from None
    except Image.DecompressionBombError:
        raise UsageError(TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise UsageError(DAMAGED) from None
    out = io.BytesIO()
    on_white.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
