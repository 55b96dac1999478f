"""The snapshot of a letter as the one JSON text that is stored and hashed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from models.cases.canonical import canonical_json
from models.cases.snapshot import LetterSnapshot


def snapshot_json(snapshot: LetterSnapshot) -> str:
    """Return the snapshot as canonical JSON: days as ISO text, amounts in 分."""
    return canonical_json(_plain(asdict(snapshot)))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
