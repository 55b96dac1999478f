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
    {"phone": mask_phone, "account": mask_account, "id_number": mask_number}
)
Convert = Callable[[Any], Any]


def headings(names: Sequence[str]) -> list[str]:
    """Return the column names of a table as archived: amount_fen becomes amount_yuan."""
    return [f"{name.removesuffix(_FEN)}{_YUAN}" if name.endswith(_FEN) else name for name in names]


def reader_of(table: str, names: Sequence[str], *, masked: bool, parsed: bool) -> Callable[[Row], list[Any]]:
    """Return what turns a row into archived values in the order of its columns.

    Amounts become text in yuan; stored JSON becomes values where `parsed`, else stays text.
    """
    changed = [
        (place, convert)
        for place, name in enumerate(names)
        if (convert := _convert(table, name, masked=masked, parsed=parsed)) is not None
    ]
    code = names.index("code") if masked and table == "applicants" else -1

    def read(row: Row) -> list[Any]:
        values = list(row)
        for place, convert in changed:
            if values[place] is not None:
                values[place] = convert(values[place])
        if code >= 0 and row["kind"] in PERSONAL:
            values[code] = mask_number(values[code])
        return values

    return read


def _convert(table: str, name: str, *, masked: bool, parsed: bool) -> Convert | None:
    if name.endswith(_FEN):
        return yuan
    if masked and name in _MASKS:
        return _MASKS[name]
    if masked and (table, name) == ("objections", "contact"):
        return mask_phone
    return _parsed if parsed and name in _JSON else None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else ""
    except ValueError:
        return text
