"""The whole register in open formats: a zip with CSV and JSON of every table, its letters, and a list with hashes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from models.cases.officers import Officer, require_action
from models.errors import EnvironmentProblem, UserError, system_reason
from models.reports.plain import safe
from models.reports.workbook import FORMULA_STARTS
from models.services import profile
from models.services.archive_values import headings, reader_of
from models.services.desk import Desk
from models.storage import archive as stored

Proceed = Callable[[int, int], bool]
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class ArchivedFile:
    """A file of the archive: its path inside, how many rows it has, its SHA-256."""

    name: str
    rows: int
    sha256: str


class ArchiveService:
    """Writes archives of the register."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(
        self,
        path: Path,
        *,
        actor: Officer,
        masked: bool = True,
        with_letters: bool = False,
        proceed: Proceed | None = None,
    ) -> tuple[ArchivedFile, ...]:
        """Write the archive and return its files; `masked` hides numbers of people, telephones and accounts.

        Open numbers and letters want the permission to back up. `proceed(done, total)` counts tables; False cancels and
        leaves no file. Raises EnvironmentProblem when the file cannot be written.
        """
        require_action(actor, "export" if masked and not with_letters else "backup")
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as target:
                files = self._write_all(target, masked, with_letters, proceed)
            partial.replace(path)
        except OSError as error:
            raise EnvironmentProblem(f"没有写成“{path}”", system_reason(error), "请换一个位置") from None
        finally:
            partial.unlink(missing_ok=True)
        with self._desk.db.atomic():
            rows = sum(file.rows for file in files)
            kind = "隐去个人号码" if masked else "含完整号码"
            self._desk.record(actor, "archived", "导出登记簿", detail=f"{path.name}：{rows} 行，{kind}")
        return files

    def _write_all(
        self, target: zipfile.ZipFile, masked: bool, with_letters: bool, proceed: Proceed | None
    ) -> tuple[ArchivedFile, ...]:
        db = self._desk.db
        files: list[ArchivedFile] = []
        with stored.one_moment(db):
            for done, (table, title, sql) in enumerate(stored.TABLES):
                if proceed is not None and not proceed(done, len(stored.TABLES)):
                    raise UserError("已取消", "没有写出归档文件")
                names = stored.columns(db, sql)
                files.append(self._csv(target, table, title, names, sql, masked))
                files.append(self._json(target, table, names, sql, masked))
            if with_letters:
                files += self._letters(target)
        _write_guide(target, self._unit(), files, self._desk.now(), masked)
        return tuple(files)

    def _csv(
        self, target: zipfile.ZipFile, table: str, title: str, names: list[str], sql: str, masked: bool
    ) -> ArchivedFile:
        name, count = f"csv/{title}（{table}）.csv", 0
        with _entry(target, name) as (stream, digest):
            stream.write("\ufeff")
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(headings(names))
            read = reader_of(table, names, masked=masked, parsed=False)
            for row in stored.rows(self._desk.db, sql):
                writer.writerow([safe(value) if _runs(value) else value for value in read(row)])
                count += 1
        return ArchivedFile(name, count, digest.hexdigest())

    def _json(
        self, target: zipfile.ZipFile, table: str, names: list[str], sql: str, masked: bool
    ) -> ArchivedFile:
        """An array with one object a line, so that it can be read whole or line by line."""
        name, count = f"json/{table}.json", 0
        with _entry(target, name) as (stream, digest):
            stream.write("[")
            read, keys = reader_of(table, names, masked=masked, parsed=True), headings(names)
            for row in stored.rows(self._desk.db, sql):
                values = dict(zip(keys, read(row), strict=True))
                stream.write(("," if count else "") + "\n" + json.dumps(values, ensure_ascii=False))
                count += 1
            stream.write("\n]\n")
        return ArchivedFile(name, count, digest.hexdigest())

    def _letters(self, target: zipfile.ZipFile) -> list[ArchivedFile]:
        files = []
        for row in stored.letters(self._desk.db):
            number = "".join(
                "_" if char in '\\/:*?"<>|' else char for char in row["number"] or f"文书{row['id']}"
            )
            name = f"letters/{row['id']:06d} {number}.pdf"
            target.writestr(name, row["pdf"])
            files.append(ArchivedFile(name, 1, row["sha256"]))
        return files

    def _unit(self) -> str:
        office = profile.load(self._desk)
        return office.unit if office else ""


def _runs(value: Any) -> bool:
    """Whether a spreadsheet might run the text as a formula; a negative number is none."""
    return isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(value)


class _Hashing(io.RawIOBase):
    """Passes bytes on to a part of the zip and hashes them on the way."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self.digest.update(raw)
        return self._target.write(raw)


@contextmanager
def _entry(target: zipfile.ZipFile, name: str) -> Iterator[tuple[io.TextIOWrapper, Any]]:
    with target.open(name, "w", force_zip64=True) as part:
        hashing = _Hashing(part)
        stream = io.TextIOWrapper(io.BufferedWriter(hashing), encoding="utf-8", newline="")
        yield stream, hashing.digest
        stream.flush()
        stream.detach()


def _write_guide(
    target: zipfile.ZipFile, unit: str, files: list[ArchivedFile], now: str, masked: bool
) -> None:
    lines = [
        f"{unit}办件登记簿归档，导出于 {now.replace('T', ' ')}",
        "",
        "csv 文件夹：每表一个 CSV，UTF-8，逗号分隔；可能被表格软件当作公式的文字前加了单引号。",
        "json 文件夹：每表一个 JSON 数组，每行一个对象；内容与 CSV 相同。",
        "金额一律以元为单位、两位小数；日期为 YYYY-MM-DD，时刻为本地时间。",
        "各表以 id 相连：case_id 指办件，applicant_id 指主体，officer_id 指工作人员（0 为程序本身）。",
        "个人身份证号、电话和账号已隐去中间各位。"
        if masked
        else "含完整的身份证号、电话和账号，请妥善保管。",
        "",
        "文件、行数、SHA-256：",
    ]
    lines += [f"{file.name}\t{file.rows}\t{file.sha256}" for file in files]
    target.writestr("说明.txt", "\ufeff" + "\r\n".join(lines) + "\r\n")
