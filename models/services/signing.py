"""The office's own Ed25519 key and the line it signs for the QR code, checkable offline."""

from __future__ import annotations

import base64
import binascii
from datetime import date

from models.storage import settings as stored
from models.storage.database import Database

_KEY = "office.key"
_MARK = "BHB1"


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
    """Return the signed line for the QR code: mark, number, day, amount in 分, code, signature."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    amount = "" if amount_fen is None else str(amount_fen)
    body = "|".join((_MARK, number, issued_on.isoformat(), amount, code))
    key = stored.get(db, _KEY)
    if key is None:
        return body
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["private"]))
    signature = base64.urlsafe_b64encode(private.sign(body.encode())).decode().rstrip("=")
    return f"{body}|{signature}"


def is_genuine(db: Database, scanned: str) -> bool:
    """Tell whether a scanned line was signed with the office's key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    body, _, signature = scanned.strip().rpartition("|")
    key = stored.get(db, _KEY)
    if key is None or not body.startswith(_MARK + "|"):
        return False
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"])).verify(raw, body.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
