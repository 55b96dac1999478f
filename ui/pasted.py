"""What Excel and WPS put on the clipboard, taken apart into cells and set beside the fields they are meant for."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

from models.errors import UserError

Rows = list[list[str]]
MOST_ROWS = 500


def rows_of(text: str) -> Rows:
    """Return the cells of a copied range, row by row; empty rows at its end and around it are left out."""
    if len(text) > 1_000_000:
        return [[_tidy(text[:2000])]]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    tidied = [[_tidy(cell) for cell in row] for row in rows]
    while tidied and not any(tidied[-1]):
        tidied.pop()
    while tidied and not any(tidied[0]):
        tidied.pop(0)
    return tidied


def is_table(rows: Rows) -> bool:
    """Tell whether more than one cell was copied."""
    return len(rows) > 1 or any(len(row) > 1 for row in rows)


def one_line(text: str) -> str:
    """Return a text as one line: a cell of Excel ends with a line break, which no field is meant to hold."""
    return (
        re.sub(r"[\r\n\t\v\f\x85\u2028\u2029]+", " ", text.rstrip("\r\n")) if _BREAKS.search(text) else text
    )


def by_titles(titles: Sequence[str], rows: Rows, start: int = 0) -> list[dict[int, str]]:
    """Return for each copied row which field gets which text, the fields counted as in `titles`.

    A first row of titles says the order; without one the cells go to the fields from `start` on.

    Raises UserError for more cells than fields and for a row of titles with an unknown one.
    """
    head = [_key(cell) for cell in rows[0]]
    known = {_key(title): place for place, title in enumerate(titles)}
    named = [cell for cell in head if cell in known]
    if len(rows) > 1 and named and (len(named) > 1 or len(titles) == 1):
        strangers = [cell for cell, key in zip(rows[0], head, strict=True) if key and key not in known]
        if strangers:
            raise UserError(f"粘贴的标题“{strangers[0][:20]}”不认识", "", f"可用的标题：{'、'.join(titles)}")
        return [
            {
                known[_key(title)]: with_unit(title, cell)
                for title, cell in zip(rows[0], row, strict=False)
                if title
            }
            for row in _limited(rows[1:])
        ]
    room = len(titles) - start
    for place, row in enumerate(rows, 1):
        if len(row) > room and any(row[room:]):
            raise UserError(
                f"粘贴的第 {place} 行有 {len(row)} 格",
                f"从这一栏起只有 {room} 栏：{'、'.join(titles[start:])}",
                "请只复制对应的几列，或连同标题一起复制",
            )
    return [{start + where: cell for where, cell in enumerate(row[:room])} for row in _limited(rows)]


def by_label(labels: Sequence[str], rows: Rows) -> dict[int, str] | None:
    """Return which field gets which text for two columns, label and value; None where it is no such list."""
    known = {_key(name): place for place, name in enumerate(labels)}
    pairs = [(_key(row[0]), with_unit(row[0], row[1])) for row in rows if len(row) > 1 and row[0]]
    found = {known[key]: value for key, value in pairs if key in known}
    return found if len(found) > 1 or (len(found) == 1 and len(rows) == 1) else None


def with_unit(title: str, cell: str) -> str:
    """Return a figure with the unit that its title states: 530 under 研发投入额（万元） is 530万."""
    unit = _LARGE_UNIT.search(unicodedata.normalize("NFKC", title).rstrip(": "))
    return f"{cell}{unit[1]}" if unit and cell and cell[-1].isdigit() else cell


def _limited(rows: Rows) -> Rows:
    if len(rows) > MOST_ROWS:
        raise UserError(f"粘贴了 {len(rows)} 行", f"一次至多 {MOST_ROWS} 行", "请分几次粘贴")
    return rows


def _tidy(cell: str) -> str:
    return " ".join(one_line(cell).split())


def _key(words: str) -> str:
    """Return a title as it is compared: without marks, brackets and the unit in them."""
    plain = unicodedata.normalize("NFKC", words)
    return re.sub(rf"\({_UNITS}\)|[\s*:?。]", "", plain).casefold()


_UNITS = r"(?:单位:)?(?:[万亿]?元|%|[个人家件项台套天月]|个月|平方米|可不填|必填|选填)"
_LARGE_UNIT = re.compile(r"[(:]([万亿])元\)?$")
_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]")
