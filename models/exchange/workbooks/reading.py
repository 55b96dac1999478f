"""What reading a cell gives, and how texts are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from models.exchange.workbooks.cells import Cell

Value = str | bool | int | date | None
_SAME = str.maketrans("“”‘’〔〕", "\"\"''[]")


@dataclass(frozen=True)
class Read:
    """What a cell says, with a remark where the reading was not the plain one."""

    value: Value
    note: str = ""


def folded(text: str) -> str:
    """Return text as it is compared: half-width, without spaces, one kind of quotation marks, lower case."""
    plain = unicodedata.normalize("NFKC", text)
    plain = plain.translate(_SAME)
    return "".join(char for char in plain if not char.isspace() and char not in "\u200b\ufeff").casefold()


def plain_text(cell: Cell) -> str:
    """Return a cell's text in one line, without invisible characters."""
    return " ".join(cell.text.replace("\u200b", "").replace("\ufeff", "").split())
