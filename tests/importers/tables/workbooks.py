"""Small workbooks made by hand, with their cells wherever they are wanted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping

_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"""
_BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets>
</workbook>"""
_MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry
manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_CONTENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="List">{body}</table:table></office:spreadsheet></office:body></office:document-content>"""
HIDDEN = ' hidden="1"'
LIST = {"A1": "Agency", "B1": "Phone", "A2": "Fern House", "B2": "517-555-0161", "A3": "Oak House", "B3": "517-555-0162"}


def workbook(
    cells: Mapping[str, str] = LIST,
    sheet: str = "worksheets/sheet1.xml",
    dimension: str = "",
    hidden: Collection[int] = (),
    merged: Collection[str] = (),
) -> bytes:
    """An xlsx file with these cells; `sheet` is where in it the sheet stands, `dimension` what the sheet says of its size.

    `hidden` are the numbers of rows that it hides, `merged` ranges of cells ("A2:A4") that are one.
    """
    rows: dict[int, list[str]] = {}
    for place, text in cells.items():
        rows.setdefault(int(re.sub(r"\D", "", place)), []).append(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>')
    body = "".join(
        f'<row r="{number}"{HIDDEN if number in hidden else ""}>{"".join(found)}</row>' for number, found in sorted(rows.items())
    )
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    joined = f"<mergeCells>{''.join(f'<mergeCell ref={one!r}/>' for one in merged)}</mergeCells>" if merged else ""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(kind="worksheet", target=sheet))
        archive.writestr(
            f"xl/{sheet}",
            f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{said}<sheetData>{body}</sheetData>{joined}</worksheet>',
        )
    return data.getvalue()


def spreadsheet(rows: str) -> bytes:
    """An ods file with the rows of LIST and behind them these, as they are written in it."""
    cells = [[LIST[f"{letter}{number}"] for letter in "AB"] for number in (1, 2, 3)]
    body = "".join(f"<table:table-row>{''.join(map(text_cell, row))}</table:table-row>" for row in cells) + rows
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _CONTENT.format(body=body))
    return data.getvalue()


def text_cell(text: str, attributes: str = "") -> str:
    """A cell of an ods file that holds a text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'
