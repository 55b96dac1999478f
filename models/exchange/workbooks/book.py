"""Reads a workbook into grids of cells: sheets in order, shared strings, number formats, the epoch of its days.

openpyxl, which writes our workbooks, rejects many files of other writers for their styles and cannot tell a formula
without a result from an empty cell; so reading keeps to the few parts that carry values.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from models.errors import UserError
from models.exchange.workbooks.cells import SheetGrid
from models.exchange.workbooks.package import Package, damaged, open_package, read_file
from models.exchange.workbooks.sheet_xml import read_sheet, unescaped
from models.exchange.workbooks.xml_events import walk

MAX_SHEETS = 300
# Days in the Chinese editions of Excel; openpyxl's table of built-in formats leaves these numbers out.
_CHINESE_DAYS = frozenset((*range(27, 37), *range(50, 59)))
_DAY_FORMAT = "yyyy-mm-dd"


def read_path(path: Path) -> tuple[SheetGrid, ...]:
    """Return the sheets of a workbook file; raises UserError or EnvironmentProblem in plain words."""
    return read_book(read_file(path))


def read_book(data: bytes) -> tuple[SheetGrid, ...]:
    """Return the sheets of a workbook in their order; raises UserError for anything that is no sound workbook."""
    package = open_package(data)
    book = _book_part(package)
    listed, date1904 = _sheet_list(package.read(book))
    targets = _relationships(package, book)
    strings = _strings(package, targets)
    formats = _formats(package, targets)
    sheets = []
    for name, relation, hidden in listed:
        kind, target = targets.get(relation, ("", ""))
        if not kind.endswith("/worksheet"):
            continue  # a chart or dialog sheet holds no rows
        data_xml = package.read(target)
        sheets.append(
            read_sheet(data_xml, name, hidden=hidden, strings=strings, formats=formats, date1904=date1904)
        )
    if not sheets:
        raise damaged("没有工作表")
    return tuple(sheets)


def _book_part(package: Package) -> str:
    for kind, target in _relationships(package, "").values() if package.has("_rels/.rels") else ():
        if kind.endswith("/officeDocument"):
            return target
    return "xl/workbook.xml"


def _relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return type and target of a part's relationships by id."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = (
                attributes.get("Type", ""),
                posixpath.normpath(whole).lstrip("/"),
            )

    walk(package.read(posixpath.join(folder, "_rels", f"{name}.rels")), start=start, end=_ignore)
    return found


def _sheet_list(data: bytes) -> tuple[list[tuple[str, str, bool]], bool]:
    sheets: list[tuple[str, str, bool]] = []
    settings: dict[str, str] = {}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), attributes.get("r:id", ""), hidden))
        elif element == "workbookPr":
            settings.update(attributes)

    walk(data, start=start, end=_ignore)
    if len(sheets) > MAX_SHEETS:
        raise UserError(
            "工作表过多", f"共 {len(sheets)} 个，最多 {MAX_SHEETS} 个", "请拆分工作簿", field="file"
        )
    return sheets, settings.get("date1904", "").lower() in ("1", "true")


def _part_of(targets: Mapping[str, tuple[str, str]], ending: str) -> str:
    return next((target for kind, target in targets.values() if kind.endswith(ending)), "")


def _strings(package: Package, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    part = _part_of(targets, "/sharedStrings")
    strings: list[str] = []
    if not part or not package.has(part):
        return strings
    texts: list[str] = []
    state = {"text": 0, "phonetic": 0}

    def start(element: str, _: Mapping[str, str]) -> None:
        if element == "si":
            texts.clear()
        elif element == "t":
            state["text"] += 1
        elif element == "rPh":
            state["phonetic"] += 1

    def end(element: str) -> None:
        if element == "si":
            strings.append(unescaped("".join(texts)))
        elif element == "t":
            state["text"] -= 1
        elif element == "rPh":
            state["phonetic"] -= 1

    def text(part_text: str) -> None:
        if state["text"] and not state["phonetic"]:
            texts.append(part_text)

    walk(package.read(part), start=start, end=end, text=text)
    return strings


def _formats(package: Package, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return the number format of each cell style by its index."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    part = _part_of(targets, "/styles")
    if not part or not package.has(part):
        return []
    own: dict[str, str] = {}
    styles: list[str] = []
    inside = {"cellXfs": False}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "cellXfs":
            inside["cellXfs"] = True
        elif element == "xf" and inside["cellXfs"]:
            styles.append(attributes.get("numFmtId", "0"))

    def end(element: str) -> None:
        if element == "cellXfs":
            inside["cellXfs"] = False

    def code(number: str) -> str:
        if number in own:
            return own[number]
        if number.isascii() and number.isdigit():
            if int(number) in _CHINESE_DAYS:
                return _DAY_FORMAT
            return str(BUILTIN_FORMATS.get(int(number), "General"))
        return "General"

    walk(package.read(part), start=start, end=end)
    return [code(number) for number in styles]


def _ignore(_: str) -> None:
    """Nothing to do at the end of an element."""
