"""Step 7: the exact version of the policy pack that a case is handled under."""

from __future__ import annotations

from typing import Any


def apply(db: Any) -> None:
    """Older cases have none and follow the newest version of their edition, as they did."""
    db.execute("ALTER TABLE cases ADD COLUMN pack_hash TEXT NOT NULL DEFAULT ''")
