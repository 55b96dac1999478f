"""Stored changes of the office to a pack's checks, papers, terms and standards."""

from __future__ import annotations

import msgspec

from models.policy.overrides import Override
from models.storage.database import Database


def of_pack(db: Database, pack_id: str) -> tuple[Override, ...]:
    """Return the office's changes of a pack in the order made."""
    rows = db.all("SELECT payload FROM pack_overrides WHERE pack_id = ? ORDER BY id", (pack_id,))
    return tuple(msgspec.json.decode(row["payload"], type=Override) for row in rows)


def put(db: Database, pack_id: str, override: Override) -> None:
    """Add a change, or replace the one about the same item."""
    db.execute(
        "INSERT INTO pack_overrides (pack_id, matter_id, kind, item_id, payload) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (pack_id, matter_id, kind, item_id) DO UPDATE SET payload = excluded.payload, "
        "version = version + 1",
        (pack_id, override.matter, override.target, override.item, msgspec.json.encode(override).decode()),
    )


def drop(db: Database, pack_id: str, override: Override) -> None:
    """Forget the change about an item."""
    db.execute(
        "DELETE FROM pack_overrides WHERE pack_id = ? AND matter_id = ? AND kind = ? AND item_id = ?",
        (pack_id, override.matter, override.target, override.item),
    )
