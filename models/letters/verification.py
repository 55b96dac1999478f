"""Telling a genuine letter from an altered one: the signed line of the QR code, and the printed code typed back.

Pure functions; keys come as arguments, 32 raw bytes of Ed25519 each. Nothing here needs a network.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date

MARK = "BHB1"
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
# Crockford's base 32 has no I, L, O: what looks like them was a figure.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "〇": "0"})
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class LetterFacts:
    """What a letter's QR code says of it, and what the register says: number, day, amount in 分, printed code."""

    number: str
    issued_on: date
    amount_fen: int | None
    code: str


@dataclass(frozen=True)
class Scanned:
    """A scanned line taken apart; `genuine` only when it was signed with the office's key."""

    facts: LetterFacts
    genuine: bool


def signed_line(facts: LetterFacts, private_key: bytes) -> str:
    """Return the line for the QR code: mark, number, day, amount, code, and the signature over them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    body = _body(facts)
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(body.encode())
    return f"{body}|{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def read_line(line: str, public_key: bytes) -> Scanned | None:
    """Return what a scanned line says and whether it is genuine; None for a line that is not one of ours."""
    body, _, signature = line.strip().rpartition("|")
    parts = body.split("|")
    if len(parts) != 5 or parts[0] != MARK:
        return None
    try:
        amount = int(parts[3]) if parts[3] else None
        facts = LetterFacts(parts[1], date.fromisoformat(parts[2]), amount, parts[4])
    except ValueError:
        return None
    return Scanned(facts, _is_signed(body, signature, public_key))


def read_code(typed: str) -> str:
    """Return a typed code as printed (XXXX-XXXX-XXXX-XXXX), lenient to case, spaces, O and I; "" if it is none."""
    plain = typed.translate(_FULL_WIDTH).upper().translate(_READ_AS)
    raw = "".join(char for char in plain if char.isascii() and char.isalnum())
    code = "-".join(raw[at : at + 4] for at in range(0, len(raw), 4))
    return code if _CODE.fullmatch(code) else ""


def differences(scanned: LetterFacts, registered: LetterFacts) -> tuple[str, ...]:
    """Return in Chinese what the scanned letter says other than the register; nothing when both agree."""
    pairs = (
        ("文号", scanned.number, registered.number),
        ("发文日期", scanned.issued_on, registered.issued_on),
        ("金额", scanned.amount_fen, registered.amount_fen),
        ("查验码", scanned.code, registered.code),
    )
    return tuple(label for label, one, other in pairs if one != other)


def _body(facts: LetterFacts) -> str:
    amount = "" if facts.amount_fen is None else str(facts.amount_fen)
    parts = (MARK, facts.number, facts.issued_on.isoformat(), amount, facts.code)
    if any("|" in part for part in parts):
        raise ValueError("a part of the signed line holds the separator")
    return "|".join(parts)


def _is_signed(body: str, signature: str, public_key: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, body.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
