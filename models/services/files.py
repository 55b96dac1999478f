"""Files of cases and applicants: kept by hash, checked when opened, reused from the applicant's wallet."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import EnvironmentProblem, UserError, system_reason
from models.services import file_views
from models.services.desk import Desk
from models.services.views import FileView
from models.storage import files as stored
from models.storage.database import Row

MAX_BYTES = 200 * 1024 * 1024
TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wps": "application/vnd.ms-works",
    ".et": "application/vnd.ms-excel",
    ".ofd": "application/ofd",
    ".txt": "text/plain",
    ".zip": "application/zip",
}


class FileService:
    """Papers handed in as files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(
        self,
        path: Path,
        *,
        case_id: int | None = None,
        applicant_id: int | None = None,
        material_id: str = "",
        expires_on: date | None = None,
        actor: Officer,
    ) -> tuple[FileView, Changes]:
        """Keep a file for a paper of a case, or in an applicant's wallet; the original is left where it is."""
        require_action(actor, "add_file")
        if (case_id is None) == (applicant_id is None):
            raise UserError("请指明文件属于办件还是主体", "", "请从办件或主体页面添加")
        name, media_type, data = _read(path)
        # The bytes are on the disk before the row that speaks of them; a crash in between leaves a spare file only.
        sha256 = stored.keep(self._desk.folder, data)
        values = {
            "case_id": case_id,
            "applicant_id": applicant_id,
            "material_id": material_id,
            "name": name,
            "expires_on": expires_on.isoformat() if expires_on else None,
            "officer_id": actor.id,
        }
        with self._desk.db.atomic():
            if case_id is not None:
                self._desk.case(case_id)
            attachment_id = stored.attach(self._desk.db, sha256, len(data), media_type, values)
            self._desk.record(
                actor, "file_added", "添加文件", case_id=case_id, detail=f"{name}（{sha256[:12]}）"
            )
        return self._view(case_id, applicant_id, attachment_id), self._changes(case_id, applicant_id)

    def reuse(
        self, attachment_id: int, *, case_id: int, material_id: str, actor: Officer
    ) -> tuple[FileView, Changes]:
        """Use a file from the applicant's wallet for a paper of a case; refused when it has expired."""
        require_action(actor, "add_file")
        with self._desk.db.atomic():
            row = stored.get(self._desk.db, attachment_id)
            case = self._desk.case(case_id)
            if row is None or row["removed_at"] or row["applicant_id"] != case.applicant_id:
                raise UserError("主体的材料夹中没有这一文件", "", "请刷新后再试")
            if row["expires_on"] and date.fromisoformat(row["expires_on"]) < self._desk.clock.today():
                raise UserError("这一文件已过有效期", f"有效期至 {row['expires_on']}", "请向申报主体索取新的")
            values = {key: row[key] for key in ("name", "expires_on")}
            values |= {
                "case_id": case_id,
                "applicant_id": None,
                "material_id": material_id,
                "officer_id": actor.id,
            }
            new_id = stored.attach(self._desk.db, row["sha256"], row["size"], row["media_type"], values)
            self._desk.record(actor, "file_reused", "引用主体材料", case_id=case_id, detail=row["name"])
        return self._view(case_id, None, new_id), Changes.of_case(case_id)

    def read(self, attachment_id: int) -> tuple[str, bytes]:
        """Return name and bytes of a file; raises EnvironmentProblem when it is missing or was changed."""
        row = stored.get(self._desk.db, attachment_id)
        if row is None:
            raise UserError("没有这一文件", "", "请刷新后再试")
        self._require_whole(row)
        return row["name"], stored.path_of(self._desk.folder, row["sha256"]).read_bytes()

    def remove(self, attachment_id: int, *, reason: str = "", actor: Officer) -> Changes:
        """Take a file off its paper; the record keeps that it was there."""
        require_action(actor, "add_file")
        with self._desk.db.atomic():
            row = stored.get(self._desk.db, attachment_id)
            if row is None or row["removed_at"]:
                return Changes()
            stored.remove(self._desk.db, attachment_id)
            self._desk.record(
                actor, "file_removed", "移除文件", case_id=row["case_id"], detail=row["name"], reason=reason
            )
        return self._changes(row["case_id"], row["applicant_id"])

    def bring_back(self, attachment_id: int, *, actor: Officer) -> Changes:
        """Put a removed file back on its paper or into the wallet; removal and return both stay on record.

        Raises UserError where there is no such file, EnvironmentProblem where its bytes are gone or changed.
        """
        require_action(actor, "add_file")
        with self._desk.db.atomic():
            row = stored.get(self._desk.db, attachment_id)
            if row is None or not row["removed_at"]:
                return Changes()
            self._require_whole(row)
            stored.bring_back(self._desk.db, attachment_id)
            self._desk.record(actor, "file_restored", "恢复文件", case_id=row["case_id"], detail=row["name"])
        return self._changes(row["case_id"], row["applicant_id"])

    def _require_whole(self, row: Row) -> None:
        fault = stored.fault_of(self._desk.folder, row["sha256"])
        if fault:
            raise EnvironmentProblem(
                f"“{row['name']}”{fault}", "它在数据文件夹的 files 目录中", "请从备份恢复，或重新添加"
            )

    def _view(self, case_id: int | None, applicant_id: int | None, attachment_id: int) -> FileView:
        if case_id is not None:
            found = file_views.of_case(self._desk, case_id)
        else:
            found = file_views.of_applicant(self._desk, applicant_id or 0)
        return next(one for one in found if one.id == attachment_id)

    @staticmethod
    def _changes(case_id: int | None, applicant_id: int | None) -> Changes:
        cases = frozenset({case_id}) if case_id is not None else frozenset()
        applicants = frozenset({applicant_id}) if applicant_id is not None else frozenset()
        return Changes(cases=cases, applicants=applicants, topics=frozenset({"files"}))


def _read(path: Path) -> tuple[str, str, bytes]:
    suffix = path.suffix.lower()
    if suffix not in TYPES:
        kinds = "、".join(sorted({one.lstrip(".") for one in TYPES}))
        raise UserError("不能添加这种文件", f"“{path.name}”", f"可以添加：{kinds}", field="path")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UserError(
                "文件过大", f"{size // 1024 // 1024} MB", f"请控制在 {MAX_BYTES // 1024 // 1024} MB 以内"
            )
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            "文件无法读取", f"{path.name}：{system_reason(error)}", "请检查文件是否被占用"
        ) from error
    if not data:
        raise UserError("文件是空的", f"“{path.name}”", "请核对", field="path")
    return unicodedata.normalize("NFC", path.name), TYPES[suffix], data
