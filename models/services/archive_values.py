"""Values of stored rows as the archive writes them: yuan instead of 分, numbers of people hidden."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from models.cases.applicant import PERSONAL
from models.cases.identity import mask_account, mask_number, mask_phone
from models.money import yuan
from models.storage.database import Row

_FEN, _YUAN = "_fen", "_yuan"
_JSON = frozenset({"facts_raw", "facts_parsed", "receipt", "changes", "roles", "moved"})
_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"phone": mask_phone, "account": mask_account, "id_number": mask_number, "contact_phone": mask_phone}
)


def headings(names: Sequence[str]) -> list[str]:
    """Return the column names of a table as archived: amount_fen becomes amount_yuan."""
    return [f"{name.removesuffix(_FEN)}{_YUAN}" if name.endswith(_FEN) else name for name in names]


def values_of(table: str, names: Sequence[str], row: Row, *, masked: bool) -> dict[str, Any]:
    """Return a row by archived name: amounts as text in yuan, stored JSON as JSON."""
    found: dict[str, Any] = {}
    personal = masked and table == "applicants" and row["kind"] in PERSONAL
    for name, heading in zip(names, headings(names), strict=True):
        value = row[name]
        if name.endswith(_FEN):
            value = None if value is None else yuan(value)
        elif masked and isinstance(value, str) and name in _MASKS:
            value = _MASKS[name](value)
        elif masked and table == "objections" and name == "contact":
            value = mask_phone(value)
        elif personal and name == "code":
            value = mask_number(value)
        elif name in _JSON and isinstance(value, str) and value:
            value = _parsed(value)
        found[heading] = value
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
