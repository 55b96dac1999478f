"""Stored settings of the office: JSON values by key, each with a version."""

from __future__ import annotations

import json
from typing import Any

from models.storage.database import Database


def get(db: Database, key: str, default: Any = None) -> Any:
    """Return the value stored under the key, else the default."""
    text = db.value("SELECT value FROM settings WHERE key = ?", (key,))
    return default if text is None else json.loads(text)


def version(db: Database, key: str) -> int:
    """Return the version of a setting, 0 when it was never set."""
    return int(db.value("SELECT version FROM settings WHERE key = ?", (key,)) or 0)


def put(db: Database, key: str, value: Any) -> int:
    """Store a value and return its new version."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    stored = db.value(
        "INSERT INTO settings (key, value, version, updated_at) VALUES (?, ?, 1, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = version + 1, "
        "updated_at = excluded.updated_at RETURNING version",
        (key, text, db.clock.now().isoformat(timespec="seconds")),
    )
    return int(stored)


def starting_with(db: Database, prefix: str) -> dict[str, Any]:
    """Return all settings whose key begins with the prefix, by the rest of the key."""
    rows = db.all("SELECT key, value FROM settings WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
    return {row["key"][len(prefix) :]: json.loads(row["value"]) for row in rows}
