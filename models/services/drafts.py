"""Drafts: what an officer is typing, kept per scope until it is saved or dropped."""

from __future__ import annotations

from typing import Any

from models.services.desk import Desk
from models.storage import drafts as stored


class DraftService:
    """Drafts are no part of the record: no event, no version, one per officer and scope."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, officer_id: int, scope: str, payload: dict[str, Any]) -> None:
        """Keep the draft; `scope` is e.g. "new" or "case:17", the payload must be JSON."""
        with self._desk.db.atomic():
            stored.keep(self._desk.db, officer_id, scope, payload)

    def load(self, officer_id: int, scope: str) -> dict[str, Any] | None:
        """Return the draft, or None."""
        return stored.load(self._desk.db, officer_id, scope)

    def drop(self, officer_id: int, scope: str) -> None:
        """Forget the draft."""
        with self._desk.db.atomic():
            stored.drop(self._desk.db, officer_id, scope)

    def scopes(self, officer_id: int) -> tuple[str, ...]:
        """Return the scopes with a draft, latest first."""
        return stored.scopes(self._desk.db, officer_id)
