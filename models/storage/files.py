"""Stored files: the bytes by hash in the data folder, and what they are attached to."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from models.errors import system_reason
from models.ids import new_uid
from models.storage import disk
from models.storage.database import Database, Row

_LIVE = "t.removed_at IS NULL"


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the bytes of a hash lie: files/ab/abcd…"""
    return folder / "files" / sha256[:2] / sha256


def keep(folder: Path, data: bytes) -> str:
    """Write the bytes under their hash, complete and synced, and return the hash; an equal file is kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(folder, sha256)
    if not fault_of(folder, sha256):
        return sha256
    with disk.told("文件没有保存", folder), disk.whole_file(target) as file:
        file.write(data)
    return sha256


def fault_of(folder: Path, sha256: str) -> str:
    """Return what is wrong with a kept file: missing or changed; empty when it is whole."""
    path = path_of(folder, sha256)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "文件缺失"
    except OSError as error:
        return f"文件无法读取（{system_reason(error)}）"
    return "" if found == sha256 else "文件内容已被改动"


def attach(db: Database, sha256: str, size: int, media_type: str, values: dict[str, Any]) -> int:
    """Note a kept file and attach it; values: case_id or applicant_id, material_id, name, expires_on, officer_id."""
    now = db.clock.now().isoformat(timespec="seconds")
    db.execute(
        "INSERT OR IGNORE INTO files (sha256, size, media_type, added_at) VALUES (?, ?, ?, ?)",
        (sha256, size, media_type, now),
    )
    return db.insert("attachments", {"uid": new_uid(), "sha256": sha256, **values, "added_at": now})


def get(db: Database, attachment_id: int) -> Row | None:
    """Return an attachment with size and type."""
    return db.one(
        "SELECT t.*, f.size, f.media_type FROM attachments t JOIN files f ON f.sha256 = t.sha256 WHERE t.id = ?",
        (attachment_id,),
    )


def of(db: Database, column: str, owner_id: int) -> list[Row]:
    """Return the attachments of a case (`case_id`) or an applicant (`applicant_id`)."""
    return db.all(
        "SELECT t.*, f.size, f.media_type FROM attachments t JOIN files f ON f.sha256 = t.sha256 "
        f"WHERE t.{column} = ? AND {_LIVE} ORDER BY t.id",
        (owner_id,),
    )


def counts_of_case(db: Database, case_id: int) -> dict[str, int]:
    """Return how many files each paper of a case has."""
    rows = db.all(
        "SELECT material_id, count(*) AS files FROM attachments t "
        f"WHERE case_id = ? AND {_LIVE} GROUP BY material_id",
        (case_id,),
    )
    return {row["material_id"]: row["files"] for row in rows}


def remove(db: Database, attachment_id: int) -> None:
    """Take a file off; its bytes stay as long as anything else refers to them."""
    now = db.clock.now().isoformat(timespec="seconds")
    db.execute(
        "UPDATE attachments SET removed_at = ?, version = version + 1 WHERE id = ?", (now, attachment_id)
    )


def bring_back(db: Database, attachment_id: int) -> None:
    """Put a file that was taken off back where it was."""
    db.execute(
        "UPDATE attachments SET removed_at = NULL, version = version + 1 WHERE id = ?", (attachment_id,)
    )


def all_hashes(db: Database) -> list[Row]:
    """Return every kept file with one of its names."""
    return db.all(
        "SELECT f.sha256, min(t.name) AS name FROM files f JOIN attachments t ON t.sha256 = f.sha256 GROUP BY f.sha256"
    )
