"""What each officer arranged on a screen: columns, order, saved filters; no part of the record."""

from __future__ import annotations

from typing import Any

from models.services.desk import Desk
from models.storage import settings as stored


class OfficerViewService:
    """Arrangements by officer and screen, as JSON."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def load(self, officer_id: int, screen: str) -> dict[str, Any]:
        """Return what the officer arranged on a screen; empty for nothing yet."""
        found = stored.get(self._desk.db, _key(officer_id, screen), {})
        return dict(found) if isinstance(found, dict) else {}

    def keep(self, officer_id: int, screen: str, arranged: dict[str, Any]) -> None:
        """Keep what the officer arranged."""
        with self._desk.db.atomic():
            stored.put(self._desk.db, _key(officer_id, screen), arranged)


def _key(officer_id: int, screen: str) -> str:
    return f"officer_view:{officer_id}:{screen}"
