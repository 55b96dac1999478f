"""Finds the letter that a printed code or a scanned line belongs to."""

from __future__ import annotations

from models.services import signing
from models.services.desk import Desk
from models.services.views import LetterFilter, LetterRow
from models.storage import letters as stored

_GROUP = 4


def find(desk: Desk, typed: str) -> LetterRow | None:
    """Return the letter for a code as typed (O, I and L are read as digits) or a scanned, genuine line."""
    text = typed.strip()
    if "|" in text:
        if not signing.is_genuine(desk.db, text):
            return None
        text = text.split("|")[4]
    raw = "".join(char for char in text.upper() if char.isalnum())
    raw = raw.replace("O", "0").replace("I", "1").replace("L", "1")
    code = "-".join(raw[at : at + _GROUP] for at in range(0, len(raw), _GROUP))
    if stored.by_code(desk.db, code) is None:
        return None
    rows = stored.register(desk.db, LetterFilter(text=code), limit=1, after=None)
    return rows[0] if rows else None
