"""Views of the services as JSON: amounts in yuan as text, days as ISO, Chinese left readable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from models.awards import Assessment
from models.money import yuan

_FEN = "_fen"


def plain(value: Any) -> Any:
    """Return a view as plain JSON values; a field `x_fen` becomes `x` in yuan with two decimals."""
    if isinstance(value, Assessment):
        return value.as_json()
    if isinstance(value, msgspec.Struct):
        return _members({name: getattr(value, name) for name in value.__struct_fields__})
    if is_dataclass(value) and not isinstance(value, type):
        return _members({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(inner) for inner in value)
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _members(members: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in members.items():
        if name.endswith(_FEN):
            found[name.removesuffix(_FEN)] = None if value is None else yuan(value)
        elif not isinstance(value, bytes):
            found[name] = plain(value)
    return found
