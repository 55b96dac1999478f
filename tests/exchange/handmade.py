"""Workbooks put together by hand, part by part, the way other programs (and mischief) write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def letter(column: int) -> str:
    return chr(ord("A") + column - 1)


def text_cell(value: str, reference: str = "") -> str:
    at = f' r="{reference}"' if reference else ""
    return f'<c{at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number_cell(value: str, reference: str = "", style: int = 0) -> str:
    at = f' r="{reference}"' if reference else ""
    return f'<c{at} s="{style}"><v>{value}</v></c>'


def rows_xml(rows: Sequence[Sequence[str]]) -> str:
    """Rows of ready cells, without any reference: their place follows from their order."""
    return "".join(f"<row>{''.join(cells)}</row>" for cells in rows)


def sheet_xml(rows: str, *, after: str = "", before: str = "", prefix: str = "") -> str:
    if prefix:
        return f'<x:worksheet xmlns:x="{MAIN}">{before}<x:sheetData>{rows}</x:sheetData>{after}</x:worksheet>'
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def build(
    sheets: Mapping[str, str],
    *,
    strings: str = "",
    styles: str = "",
    settings: str = "",
    states: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
    target: str = "worksheets/sheet{}.xml",
) -> bytes:
    """Return a workbook with the least parts that carry its sheets."""
    states = states or {}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}" state="{states.get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="{target.format(n)}"/>'
        for n, _ in enumerate(sheets, 1)
    )
    parts: dict[str, str | bytes] = {}
    if strings:
        relations += f'<Relationship Id="rS" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        relations += f'<Relationship Id="rT" Type="{REL}/styles" Target="styles.xml"/>'
        parts["xl/styles.xml"] = styles
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE_REL}"><Relationship Id="r1" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{settings}<sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE_REL}">{relations}</Relationships>'
    for n, xml in enumerate(sheets.values(), 1):
        parts["xl/" + target.format(n).lstrip("/").removeprefix("xl/")] = xml
    parts |= dict(extra or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def plain_book(name: str, rows: Sequence[Sequence[str]], **more: object) -> bytes:
    """Return a workbook of one sheet whose cells are all inline text."""
    return build({name: sheet_xml(rows_xml([[text_cell(v) for v in row] for row in rows]))}, **more)  # type: ignore[arg-type]
