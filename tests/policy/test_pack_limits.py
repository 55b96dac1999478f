"""A pack from outside is read within limits: sizes, numbers, nesting, and nothing beyond its own folder."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from models.cases import holidays
from models.errors import UserError
from models.policy import loader
from models.policy.faults import PackFaults
from models.policy.loader import load_pack
from models.services.override_file import decode


@pytest.fixture
def copy(pack_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pack_folder, tmp_path / "pack"))


def told(folder: Path) -> str:
    with pytest.raises(PackFaults) as caught:
        load_pack(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000 + "]" * 100_000,
        "x = " + "{ a = " * 50_000 + "1" + " }" * 50_000,
        "x" + ".x" * 100_000 + " = 1",
        "x = " + "9" * 100_000,
    ],
    ids=["arrays", "tables", "key", "number"],
)
def test_nesting_without_end_is_told(copy: Path, text: str) -> None:
    (copy / "notes.toml").write_text(text, encoding="utf-8")
    assert "notes.toml" in told(copy)


def test_a_condition_nested_too_deep_is_told(copy: Path) -> None:
    path = copy / "common.toml"
    deep = "{ all = [" * 390 + "{ fact = 'x', value = true }" + "] }" * 390
    check = f'\n[[check]]\nid = "deep"\nquestion = "是否？"\nphrase = "x"\nauto = {deep}\n'
    path.write_text(path.read_text(encoding="utf-8") + check, encoding="utf-8")
    assert "common.toml" in told(copy)


def test_the_largest_file_and_the_most_files(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = max(path.stat().st_size for path in copy.rglob("*.toml"))
    count = len(list(copy.rglob("*.toml")))
    monkeypatch.setattr(loader, "MAX_FILE_BYTES", largest)
    monkeypatch.setattr(loader, "MAX_FILES", count)
    load_pack(copy)
    monkeypatch.setattr(loader, "MAX_FILE_BYTES", largest - 1)
    assert "文件过大" in told(copy)
    monkeypatch.setattr(loader, "MAX_FILE_BYTES", largest)
    monkeypatch.setattr(loader, "MAX_FILES", count - 1)
    assert "文件超过" in told(copy)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_leads_nowhere(copy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("secret = 1", encoding="utf-8")
    (copy / "clauses" / "99.toml").symlink_to(outside)
    assert load_pack(copy).id
    (copy / "notes.toml").unlink()
    (copy / "notes.toml").symlink_to(outside)
    assert "notes.toml" in told(copy) and "secret" not in told(copy)


@pytest.mark.parametrize("deep", ['{"kind":', "[", '{"overrides":['])
def test_an_office_file_nested_without_end_is_refused(deep: str) -> None:
    with pytest.raises(UserError, match="不是本单位清单"):
        decode(deep.encode() * 200_000)


def test_the_largest_holiday_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "2031-01-01,休,元旦\n".encode()
    monkeypatch.setattr(holidays, "MAX_BYTES", len(table))
    assert holidays.parse_table(table).rest
    with pytest.raises(UserError, match="过大"):
        holidays.parse_table(table + b"\n")
    with pytest.raises(UserError, match="引号"):
        monkeypatch.setattr(holidays, "MAX_BYTES", 10**6)
        holidays.parse_table(b'2031-01-01,"' + b"x" * 200_000)
