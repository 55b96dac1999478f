"""Reads the XML of one sheet into cells: with or without references, styles, dimensions, shared or inline strings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from models.errors import UserError
from models.exchange.workbooks.cells import Cell, Range, SheetGrid
from models.exchange.workbooks.package import damaged
from models.exchange.workbooks.references import MAX_ROWS, iso_day, plain_number, range_of, reference, whole
from models.exchange.workbooks.xml_events import walk

MAX_CELLS = 400_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_TRUE = ("1", "true")
_TRUTHS = ("TRUE()", "FALSE()")


def read_sheet(
    data: bytes, name: str, *, hidden: bool, strings: Sequence[str], formats: Sequence[str], date1904: bool
) -> SheetGrid:
    """Return the cells of a sheet; raises UserError for XML that is damaged or holds too many cells."""
    reader = _Reader(strings, formats, date1904)
    walk(data, start=reader.start, end=reader.end, text=reader.characters)
    return SheetGrid(
        name,
        hidden,
        reader.rows,
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        tuple(reader.merges),
    )


class _Reader:
    def __init__(self, strings: Sequence[str], formats: Sequence[str], date1904: bool) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[Range] = []
        self._strings, self._formats, self._date1904 = strings, formats, date1904
        self._row = self._column = self._count = self._phonetic = 0
        self._attributes: Mapping[str, str] = {}
        self._parts: list[str] | None = None
        self._value = self._inline = self._formula = ""
        self._has_value = self._has_formula = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._has_value, self._parts = True, []
        elif name == "t" and not self._phonetic:
            self._parts = []
        elif name == "f":
            self._has_formula, self._parts = True, []
        elif name == "rPh":
            self._phonetic += 1
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self.merges.append(range_of(attributes.get("ref", "")))
        elif name == "col" and attributes.get("hidden", "").lower() in _TRUE:
            first, last = whole(attributes.get("min", "1")), whole(attributes.get("max", "1"))
            self.hidden_columns |= set(range(first, min(last, first + 500) + 1))

    def characters(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name == "v":
            self._value, self._parts = "".join(self._parts or ()), None
        elif name == "f":
            self._formula, self._parts = "".join(self._parts or ()), None
        elif name == "t" and self._parts is not None:
            self._inline, self._parts = self._inline + "".join(self._parts), None
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "c":
            self._end_cell()

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if not 1 <= self._row <= MAX_ROWS:
            raise damaged(f"行号 {self._row} 超出范围")
        if attributes.get("hidden", "").lower() in _TRUE:
            self.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = reference(attributes["r"])
        else:
            self._column += 1
        self._attributes = attributes
        self._value = self._inline = self._formula = ""
        self._has_value = self._has_formula = False

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None or (cell.kind == "text" and not cell.text.strip()):
            return
        self._count += 1
        if self._count > MAX_CELLS:
            raise UserError(
                "工作表内容过多",
                f"超过 {MAX_CELLS} 个单元格",
                "请分成几个工作簿导入",
                field="file",
            )
        self.rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self) -> Cell | None:
        kind = self._attributes.get("t", "n")
        if kind == "inlineStr":
            return Cell("text", unescaped(self._inline))
        if self._has_formula and not self._value and not (kind == "str" and self._has_value):
            return Cell("formula", "")
        if self._formula.strip().upper() in _TRUTHS:
            # LibreOffice keeps a ticked yes or no as this formula with a number for its result.
            return Cell("bool", "1" if self._formula.strip().upper() == _TRUTHS[0] else "0")
        if not self._value:
            return None
        if kind == "s":
            return Cell("text", self._shared())
        if kind in ("str", "inlineStr"):
            return Cell("text", unescaped(self._value))
        if kind == "b":
            return Cell("bool", "1" if self._value.strip().lower() in _TRUE else "0")
        if kind == "e":
            return Cell("error", self._value.strip()[:20])
        if kind == "d":
            return Cell("day", iso_day(self._value))
        return self._number()

    def _shared(self) -> str:
        try:
            return self._strings[int(self._value)]
        except (ValueError, IndexError):
            raise damaged("单元格引用了不存在的文字") from None

    def _number(self) -> Cell:
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        raw = self._value.strip()
        if not _NUMBER.fullmatch(raw):
            raise damaged(f"单元格的数值“{raw[:20]}”无法识别")
        number = float(raw)
        code = self._format()
        if is_date_format(code) and number >= 1:
            try:
                moment = from_excel(number, MAC_EPOCH if self._date1904 else WINDOWS_EPOCH)
            except (ValueError, OverflowError):
                moment = None
            if isinstance(moment, datetime):
                return Cell("day", moment.date().isoformat(), code)
        return Cell("number", plain_number(number), code, self._date1904)

    def _format(self) -> str:
        try:
            return self._formats[int(self._attributes.get("s", "0"))]
        except (ValueError, IndexError):
            return "General"


def unescaped(text: str) -> str:
    """Return text with the writer's _x000D_ escapes resolved."""
    from openpyxl.utils.escape import unescape

    return str(unescape(text)) if "_x" in text else text
