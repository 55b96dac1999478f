"""One JSON text for one value, so that a hash taken today can be taken again in ten years."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8; raises TypeError for a float."""
    _refuse_float(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_float(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no one text; use int or a decimal as text")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_float(key)
            _refuse_float(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _refuse_float(inner)
