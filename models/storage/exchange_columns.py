"""What may stand in a column of a record that comes from another office."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Scalar = str | int | None
ColumnType = Literal["text", "number", "day", "moment", "hash", "uid"]

MAX_NUMBER = 10**17
UID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Column:
    """What may stand in a column; `ref` names the kind of record that a uid points to."""

    type: ColumnType = "text"
    nullable: bool = False
    most: int = 2000
    options: tuple[str | int, ...] = ()
    ref: str = ""

    def fits(self, value: object) -> bool:
        """Tell whether the value may be written into the column as it is."""
        if value is None:
            return self.nullable
        if self.options:
            return value in self.options and type(value) is type(self.options[0])
        if self.type == "number":
            return type(value) is int and 0 <= value < MAX_NUMBER
        if not isinstance(value, str) or len(value) > self.most or "\x00" in value:
            return False
        return _FORMS[self.type](value)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text)) and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_text(text: str) -> bool:
    try:
        return text.encode() is not None
    except UnicodeEncodeError:
        return False


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "text": _is_text,
    "day": _is_day,
    "moment": _is_moment,
    "hash": lambda text: bool(_HASH.fullmatch(text)),
    "uid": lambda text: bool(UID.fullmatch(text)),
}
