"""The office's own Ed25519 key and the line it signs for the QR code, checkable offline."""

from __future__ import annotations

from datetime import date

from models.letters.verification import LetterFacts, read_line, signed_line
from models.storage import settings as stored
from models.storage.database import Database

_KEY = "office.key"


def make_key(db: Database) -> None:
    """Make the office's key pair at the first start; must run inside `db.atomic()`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    stored.put(db, _KEY, {"private": private.private_bytes_raw().hex(), "public": public.hex()})


def public_key(db: Database) -> str:
    """Return the office's public key in hexadecimal, empty before the set-up."""
    return str(stored.get(db, _KEY, {}).get("public", ""))


def payload(db: Database, *, number: str, code: str, amount_fen: int | None, issued_on: date) -> str:
    """Return the signed line for the QR code; empty before the set-up, when there is no key."""
    key = stored.get(db, _KEY)
    if key is None:
        return ""
    facts = LetterFacts(number, issued_on, amount_fen, code)
    return signed_line(facts, bytes.fromhex(key["private"]))


def genuine_code(db: Database, scanned: str) -> str:
    """Return the printed code of a scanned line that was signed with the office's key; "" for any other line."""
    key = stored.get(db, _KEY)
    found = read_line(scanned, bytes.fromhex(key["public"])) if key else None
    return found.facts.code if found is not None and found.genuine else ""
