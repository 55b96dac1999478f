"""Numbers and codes that the office gives: case numbers, letter numbers, verification codes, record ids."""

from __future__ import annotations

import hashlib
import re
import uuid

_CASE_NO = re.compile(r"BJ-(?P<unit>[A-Z0-9]{1,8})-(?P<year>[0-9]{4})-(?P<serial>[0-9]{5,})")
# Crockford's base 32: no I, L, O, U, so that a printed code is typed back without doubt.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


def new_uid() -> str:
    """Return an id for a record that stays its own in every office it travels to."""
    return uuid.uuid4().hex


def case_number(unit_short: str, year: int, serial: int) -> str:
    """Return the case number as shown: BJ-KJ-2024-00017."""
    return f"BJ-{unit_short}-{year}-{serial:05d}"


def is_case_number(text: str) -> bool:
    """Tell whether the text has the form of a case number."""
    return _CASE_NO.fullmatch(text) is not None


def letter_number(prefix: str, year: int, serial: int) -> str:
    """Return the 发文字号: 滨科惠〔2024〕17号 (U+3014/U+3015, no zero padding)."""
    return f"{prefix}〔{year}〕{serial}号"


def verification_code(*parts: str) -> str:
    """Return the code printed on a letter, derived from what the letter says: XXXX-XXXX-XXXX-XXXX."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest[:10], "big")
    code = "".join(_CODE_ALPHABET[(number >> (5 * place)) & 31] for place in range(CODE_LENGTH))
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
