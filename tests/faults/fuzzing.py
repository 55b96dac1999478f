"""What all fuzzing of importers shares: how many inputs, how bytes are changed, and what the database held before."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from typing import Any
from weakref import WeakKeyDictionary

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# The ordinary run tries a few hundred inputs of each importer; thousands by hand: BINHUI_FUZZ=5000 pytest --timeout 0 -k fuzz
ASKED = os.environ.get("BINHUI_FUZZ", "")

Change = tuple[str, float, bytes]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["overwrite", "cut", "insert", "repeat", "tail", "flip"]),
        st.floats(0, 1, allow_nan=False),
        st.binary(min_size=1, max_size=60),
    ),
    min_size=1,
    max_size=4,
)
# What tables, lists and JSON of unkind people hold.
NASTY_TEXT = st.one_of(
    st.sampled_from(
        [
            "", " ", "\u200b", "=1+1", "=cmd|'/c calc'!A0", "@SUM(A1)", "+1", "-1", "\ufeff", "1e400", "NaN", "∞", "9" * 400,
            "2024-02-30", "2024年13月1日", "99999-01-01", "../../x", "C:\\x", "\x00", "\x07", "是", "否", "１２３", "一万亿", "0.001",
            "1,000,000.00", "13-1", "999-9", "true", "null", "{}", "[]", "\U0001f600" * 50, "％" * 5, "‮abc", "\r\n", "'", '"',
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip


def examples(usual: int) -> int:
    """Return how many inputs to try: the usual number, or what was asked for."""
    return int(ASKED) if ASKED else usual


def fuzzed(usual: int, *, share: float = 1.0) -> settings:
    """Return the settings of one fuzz test; `share` of the asked number where one input costs more than others."""
    count = int(int(ASKED) * share) if ASKED else usual
    return settings(
        max_examples=max(1, count),
        # The ordinary run tries the same inputs each time; a long run, asked for by number, tries others.
        derandomize=not ASKED,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def changed(content: bytes, changes: list[Change]) -> bytes:
    """Return the bytes after every change in turn."""
    for how, share, piece in changes:
        content = _changed_once(content, how, share, piece)
    return content


def _changed_once(content: bytes, how: str, share: float, piece: bytes) -> bytes:
    # The directory at the end of a container decides most; "tail" goes there.
    at = int(len(content) * (0.97 + share * 0.03 if how == "tail" else share))
    if how in ("overwrite", "tail"):
        return content[:at] + piece + content[at + len(piece) :]
    if how == "flip":
        mask = bytes(byte ^ (1 << (piece[0] % 8)) for byte in content[at : at + 1])
        return content[:at] + mask + content[at + 1 :]
    if how == "cut":
        return content[:at] + content[at + len(piece) * 20 :]
    return content[:at] + (piece if how == "insert" else content[at // 2 : at]) + content[at:]


def changed_part(container: bytes, place: int, changes: list[Change]) -> bytes:
    """Return a ZIP with one of its parts changed and packed again, so that the change is met behind the check sums."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(container)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        for number, name in enumerate(names):
            content = old.read(name)
            new.writestr(name, changed(content, changes) if number == place % len(names) else content)
    return stream.getvalue()


# What each open database was when it was last hashed: its own and other connections' changes until then, and the hash.
_KNOWN: WeakKeyDictionary[Any, tuple[tuple[int, int], str]] = WeakKeyDictionary()


def state(office: Any) -> str:
    """Return the hash of every row of every table, to see that nothing at all was changed.

    Rolled-back changes count as changes here, so that only what wrote nothing at all is spared the hashing.
    """
    db = office._desk.db
    changes = (db.connection.total_changes, db.value("PRAGMA data_version"))
    known = _KNOWN.get(db)
    if known is None or known[0] != changes:
        known = _KNOWN[db] = (changes, _hashed(db))
    return known[1]


def _hashed(db: Any) -> str:
    digest = hashlib.sha256()
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    for (name,) in db.all(tables):
        digest.update(name.encode())
        for row in db.all(f"SELECT * FROM {name}"):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
