"""Step 10: figures of targets and budget lines that were taken back; the figures themselves stay."""

from __future__ import annotations

from typing import Any


def apply(db: Any) -> None:
    """Create the table of what was taken back: `topic` names the table of figures, `entry_id` the row in it."""
    db.execute(
        "CREATE TABLE progress_withdrawals (id INTEGER PRIMARY KEY, topic TEXT NOT NULL, entry_id INTEGER NOT NULL, "
        "officer_id INTEGER NOT NULL REFERENCES officers(id), withdrawn_at TEXT NOT NULL, UNIQUE (topic, entry_id)) STRICT"
    )
