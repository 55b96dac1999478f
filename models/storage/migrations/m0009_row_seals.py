"""Step 9: a digest beside every row that an officer's work rests on."""

from __future__ import annotations

from typing import Any


def apply(db: Any) -> None:
    """Create the table; the runner fills it with the rows as they stand."""
    db.execute(
        "CREATE TABLE row_seals (place TEXT NOT NULL, key TEXT NOT NULL, seal BLOB NOT NULL, "
        "PRIMARY KEY (place, key)) STRICT, WITHOUT ROWID"
    )
