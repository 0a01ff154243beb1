"""Photos and scans: told by what is in them, drawn anew, and refused where they could do harm."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from directory.errors import UsageError
from directory.students import scans
from directory.students.scans import JPEG, PDF, cleaned

PLAIN_PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object) -> bytes:
    """A picture whose left half is red and whose right half is white."""
    made = Image.new("RGB", size, "white")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    made.convert(mode).save(out, form, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGBA")],
)
def test_every_usual_picture_becomes_a_jpeg(form: str, mode: str) -> None:
    """Whatever it was, what is kept is a JPEG of the same size."""
    scan = cleaned(picture(form, mode=mode))
    with Image.open(io.BytesIO(scan.data)) as kept:
        assert (scan.media_type, kept.format, kept.size) == (JPEG, "JPEG", (60, 40))


def test_nothing_of_the_camera_is_kept() -> None:
    """The place, the make and words behind the picture are gone; a photo that lay on its side stands upright."""
    exif = Image.Exif()
    exif[MAKE] = "Camera of Marta"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (42.0, 41.0, 12.5)
    sent = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"
    with Image.open(io.BytesIO(sent)) as before:
        assert before.getexif().get_ifd(GPS)
    kept = cleaned(sent).data
    assert b"Camera of Marta" not in kept
    assert b"<script" not in kept
    with Image.open(io.BytesIO(kept)) as after:
        assert (dict(after.getexif()), after.size) == ({}, (40, 60))
        assert after.getpixel((20, 5)) != after.getpixel((20, 55))


def test_a_large_photo_is_kept_smaller() -> None:
    """The longer side is cut down to what a page of paper needs."""
    with Image.open(io.BytesIO(cleaned(picture("JPEG", (4000, 3000))).data)) as kept:
        assert kept.size == (scans.LONGEST_SIDE, scans.LONGEST_SIDE * 3 // 4)


def test_a_whole_pdf_stays_as_it_is() -> None:
    """It is kept byte by byte."""
    assert cleaned(PLAIN_PDF) == scans.Scan(PDF, PLAIN_PDF)


def packed(objects: bytes, how: bytes = b"/Filter/FlateDecode") -> bytes:
    """A PDF with an object stream."""
    stream = b"2 0 obj\n<</Type/ObjStm/N 1/First 4" + how + b">>stream\n" + zlib.compress(objects) + b"\nendstream\nendobj\n"
    return PLAIN_PDF.replace(b"startxref", stream + b"startxref")


def test_a_pdf_whose_objects_are_packed_is_kept() -> None:
    """Most scanners pack the objects of a PDF: only what runs in them is refused."""
    data = packed(b"3 0 <</Type/Page/MediaBox[0 0 612 792]>>")
    assert cleaned(data).data == data


def bomb() -> bytes:
    """A PNG of a few kilobytes that says that it has 400 million pixels."""
    data = bytearray(picture(size=(10, 10)))
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", scans.EMPTY),
        (b"\xff\xd8\xff" + b"x" * scans.MOST_BYTES, scans.TOO_LARGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", scans.NO_PICTURE),
        (b"<!doctype html><script>alert(1)</script>", scans.NO_PICTURE),
        (b"MZ\x90\x00", scans.NO_PICTURE),
        (b"GIF89a" + b"\0" * 40, scans.NO_PICTURE),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, scans.HEIC),
        (b"RIFF\x24\0\0\0WAVEfmt ", scans.NO_PICTURE),
        (picture()[:60], scans.DAMAGED),
        (picture("JPEG", (400, 400))[:700], scans.DAMAGED),
        (b"\xff\xd8\xff\xe0 not a picture", scans.DAMAGED),
        (bomb(), scans.TOO_MANY_PIXELS),
        (b"%PDF-1.7\nand then nothing", scans.NO_PDF),
        (b"%PDF<script>alert(1)</script>startxref %%EOF", scans.NO_PDF),
        (PLAIN_PDF.replace(b"/Type", b"/Encrypt 5 0 R/Type"), scans.LOCKED_PDF),
        (PLAIN_PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Type"), scans.ACTIVE_PDF),
        (PLAIN_PDF.replace(b"/Type", b"/Names<</EmbeddedFiles 5 0 R>>/Type"), scans.ACTIVE_PDF),
        (PLAIN_PDF.replace(b"/Type", b"/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>/Type"), scans.ACTIVE_PDF),
        (PLAIN_PDF.replace(b"/Type", b"/AA<</O<</S/SubmitForm/F(https://example.org)>>>>/Type"), scans.ACTIVE_PDF),
        (packed(b"3 0 <</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"), scans.ACTIVE_PDF),
        (packed(b"3 0 <<>>", b"/Filter/LZWDecode").replace(b"x\x9c", b"\x80\x0b", 1), scans.ACTIVE_PDF),
        (packed(b"0" * (scans.MOST_OBJECTS + 1)), scans.ACTIVE_PDF),
    ],
    ids=range(22),
)
def test_what_cannot_be_kept_says_what_to_send_instead(data: bytes, words: str) -> None:
    """Empty, too large, of another kind, damaged, locked, or with something to run in it: refused with a sentence of its own."""
    with pytest.raises(UsageError) as refused:
        cleaned(data)
    assert str(refused.value) == words
