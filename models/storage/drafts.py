"""Stored drafts: what an officer was typing, per scope, until it is saved or dropped."""

from __future__ import annotations

import json
from typing import Any

from models.storage.database import Database


def keep(db: Database, officer_id: int, scope: str, payload: dict[str, Any]) -> None:
    """Keep the draft, replacing the former one of the same scope."""
    db.execute(
        "INSERT INTO drafts (officer_id, scope, payload, saved_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (officer_id, scope) DO UPDATE SET payload = excluded.payload, saved_at = excluded.saved_at",
        (
            officer_id,
            scope,
            json.dumps(payload, ensure_ascii=False),
            db.clock.now().isoformat(timespec="seconds"),
        ),
    )


def load(db: Database, officer_id: int, scope: str) -> dict[str, Any] | None:
    """Return the draft of the scope, or None."""
    text = db.value("SELECT payload FROM drafts WHERE officer_id = ? AND scope = ?", (officer_id, scope))
    if text is None:
        return None
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def drop(db: Database, officer_id: int, scope: str) -> None:
    """Forget the draft of the scope."""
    db.execute("DELETE FROM drafts WHERE officer_id = ? AND scope = ?", (officer_id, scope))


def scopes(db: Database, officer_id: int) -> tuple[str, ...]:
    """Return the scopes for which the officer has drafts, latest first."""
    rows = db.all("SELECT scope FROM drafts WHERE officer_id = ? ORDER BY saved_at DESC", (officer_id,))
    return tuple(row["scope"] for row in rows)
