"""The archive holds every table twice, CSV and JSON alike, hides what it should, and leaves no half file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from casework import Casework

from models.errors import EnvironmentProblem, UserError
from models.storage import archive as stored


@pytest.fixture
def filled(work: Casework) -> Casework:
    case = work.register(
        applicant=work.applicant("=甲公司", account="6222021202041234567", phone="13812345678"), remark="+1"
    )
    work.to_payment(case.id, 115_000_00)
    work.applicant("张三", "个人", phone="13987654321")
    return work


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_csv_and_json_say_the_same(filled: Casework, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    files = filled.office.archives.write(path, actor=filled.handler, masked=False)
    found = parts(path)
    assert len(files) == 2 * len(stored.TABLES) and set(found) == {one.name for one in files} | {"说明.txt"}
    for one in files:
        assert hashlib.sha256(found[one.name]).hexdigest() == one.sha256
        assert one.sha256 in found["说明.txt"].decode("utf-8-sig")
    for table, title, _ in stored.TABLES:
        records = json.loads(found[f"json/{table}.json"])
        lines = list(csv.DictReader(io.StringIO(found[f"csv/{title}（{table}）.csv"].decode("utf-8-sig"))))
        assert len(lines) == len(records)
        for line, record in zip(lines, records, strict=True):
            assert list(line) == list(record)
    (case,) = json.loads(found["json/cases.json"])
    assert (case["determined_yuan"], case["facts_raw"]["rd_current"]) == ("115000.00", "5300000.00")
    assert "'=甲公司" in found["csv/主体（applicants）.csv"].decode("utf-8-sig")
    everything = b"".join(found.values()).decode()
    assert "scrypt" not in everything and "office.key" not in everything


def test_numbers_are_hidden_unless_asked_for(filled: Casework, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    filled.office.archives.write(path, actor=filled.reader)
    everything = b"".join(parts(path).values()).decode()
    person = filled.office.applicants.find("张三")[0]
    secret = filled.office.applicants.get(person.id).code
    for number in ("6222021202041234567", "13812345678", "13987654321", secret):
        assert number not in everything
    company = filled.office.applicants.get(1)
    assert company.code in everything
    for more in ({"masked": False}, {"with_letters": True}):
        with pytest.raises(UserError, match="没有权限"):
            filled.office.archives.write(path, actor=filled.reader, **more)  # type: ignore[arg-type]


def test_letters_go_along_as_issued(filled: Casework, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    files = filled.office.archives.write(path, actor=filled.handler, with_letters=True)
    letters = [one for one in files if one.name.startswith("letters/")]
    found = parts(path)
    assert letters and all(hashlib.sha256(found[one.name]).hexdigest() == one.sha256 for one in letters)


def test_cancelling_or_failing_leaves_no_file(filled: Casework, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    path.write_bytes(b"former")
    with pytest.raises(UserError, match="取消"):
        filled.office.archives.write(path, actor=filled.handler, proceed=lambda done, _: done < 3)
    assert path.read_bytes() == b"former" and [one.name for one in tmp_path.glob("*.part")] == []
    with pytest.raises(EnvironmentProblem):
        filled.office.archives.write(tmp_path / "没有" / "x.zip", actor=filled.handler)
    filled.register()
    assert not filled.office._desk.db.in_transaction
