"""Finds the letter that a printed code or a scanned line belongs to."""

from __future__ import annotations

from models.letters.verification import read_code
from models.services import signing
from models.services.desk import Desk
from models.services.views import LetterFilter, LetterRow
from models.storage import letters as stored


def find(desk: Desk, typed: str) -> LetterRow | None:
    """Return the letter for a code as typed (O, I and L are read as digits) or a scanned, genuine line."""
    code = signing.genuine_code(desk.db, typed) if "|" in typed else read_code(typed)
    if not code:
        return None
    if stored.by_code(desk.db, code) is None:
        return None
    rows = stored.register(desk.db, LetterFilter(text=code), limit=1, after=None)
    return rows[0] if rows else None
