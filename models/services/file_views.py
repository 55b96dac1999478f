"""Kept files as screens show them."""

from __future__ import annotations

from datetime import datetime

from models.services.desk import Desk
from models.services.views import FileView
from models.storage import files as stored
from models.storage.database import Row
from models.storage.letters import day


def of_case(desk: Desk, case_id: int) -> tuple[FileView, ...]:
    """Return the files of a case."""
    return tuple(_view(desk, row) for row in stored.of(desk.db, "case_id", case_id))


def of_applicant(desk: Desk, applicant_id: int) -> tuple[FileView, ...]:
    """Return the files in an applicant's wallet."""
    return tuple(_view(desk, row) for row in stored.of(desk.db, "applicant_id", applicant_id))


def _view(desk: Desk, row: Row) -> FileView:
    # Reading every file to hash it would make opening a case slow; a missing one is seen at once, a changed
    # one when it is opened and by `verify`.
    missing = not stored.path_of(desk.folder, row["sha256"]).exists()
    return FileView(
        row["id"],
        row["name"],
        row["size"],
        row["sha256"],
        row["material_id"],
        datetime.fromisoformat(row["added_at"]),
        day(row["expires_on"]),
        "文件缺失" if missing else "",
    )
