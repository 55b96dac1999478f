"""Reads a policy pack from its folder: document, clauses with matters, targets, budgets, notes, common items."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from models.policy.document import Budget, Document, Note, PackStruct, Target
from models.policy.faults import FaultList
from models.policy.model import Check, Clause, Material
from models.policy.pack import Pack
from models.policy.reading import read_struct

S = TypeVar("S", bound=PackStruct)

# A pack dropped into the data folder comes from outside; nothing in it is near these sizes.
MAX_FILES = 400
MAX_FILE_BYTES = 2_000_000


def load_pack(folder: Path) -> Pack:
    """Return the pack in `folder`; raises PackFaults with every fault of form and of content.

    The hash is SHA-256 over the relative names and bytes of its TOML files in sorted order.
    """
    from models.policy.checks import check_pack

    faults = FaultList(folder)
    pack = read_pack(folder, faults)
    if pack is not None:
        check_pack(pack, faults)
    faults.raise_if_any()
    assert pack is not None
    return pack


def read_pack(folder: Path, faults: FaultList) -> Pack | None:
    """Return the pack as read, or None when its form is faulty; faults of form go to `faults`."""
    files = _files(folder, faults)
    if files is None:
        return None
    digest = hashlib.sha256()
    tables: dict[str, dict[str, Any]] = {}
    for name in sorted(files):
        data = files[name]
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
        tables[name] = _parse(name, data, faults)
    if faults.faults:
        return None
    document = read_struct(
        tables.get("document.toml", {}), Document, file="document.toml", key="", faults=faults
    )
    clauses = _read_clauses(tables, faults)
    common = tables.get("common.toml", {})
    parts: dict[str, Any] = {
        "targets": _list(tables, "targets.toml", "target", Target, faults),
        "budgets": _list(tables, "budgets.toml", "budget", Budget, faults),
        "notes": _list(tables, "notes.toml", "note", Note, faults),
        "common_checks": _items(common, "common.toml", "check", Check, faults),
        "common_materials": _items(common, "common.toml", "material", Material, faults),
    }
    if document is None or faults.faults:
        return None
    return Pack(document, clauses, **parts, hash=digest.hexdigest(), folder=str(folder))


def _files(folder: Path, faults: FaultList) -> dict[str, bytes] | None:
    paths = sorted(path for path in folder.rglob("*.toml") if path.is_file() and not path.is_symlink())
    if not (folder / "document.toml").is_file():
        faults.add("document.toml", "", "文件夹中没有 document.toml", "请选择完整的政策包文件夹", line=0)
        return None
    if len(paths) > MAX_FILES:
        faults.add(".", "", f"文件超过 {MAX_FILES} 个", "请确认这是政策包文件夹", line=0)
        return None
    found: dict[str, bytes] = {}
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if path.stat().st_size > MAX_FILE_BYTES:
            faults.add(name, "", "文件过大", f"单个文件不超过 {MAX_FILE_BYTES // 10**6} MB", line=0)
        else:
            found[name] = path.read_bytes().replace(b"\r\n", b"\n")
    return found


def _parse(name: str, data: bytes, faults: FaultList) -> dict[str, Any]:
    try:
        return tomli.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        faults.add(name, "", "不是 UTF-8 编码", "请用 UTF-8 编码另存", line=0)
    except (ValueError, OverflowError, RecursionError) as error:
        # TOML's own error is a ValueError; so is what Python says of a number of thousands of digits.
        line = int(found[1]) if (found := re.search(r"line (\d+)", str(error))) else 0
        faults.add(
            name, "", f"TOML 语法错误（{str(error)[:200]}）", "请检查该行的引号、括号和等号", line=line
        )
    return {}


def _read_clauses(tables: dict[str, dict[str, Any]], faults: FaultList) -> tuple[Clause, ...]:
    clauses: list[Clause] = []
    for name in sorted(tables):
        if not name.startswith("clauses/"):
            continue
        clause = read_struct(tables[name], Clause, file=name, key="", faults=faults)
        if clause is not None:
            clauses.append(_numbered(clause))
    return tuple(clauses)


def _numbered(clause: Clause) -> Clause:
    """Write the clause's number into its matters, and share equal strings to keep memory low."""
    matters = tuple(
        msgspec.structs.replace(matter, clause=sys.intern(clause.number)) for matter in clause.matter
    )
    return msgspec.structs.replace(clause, matter=matters)


def _list(
    tables: dict[str, dict[str, Any]], file: str, key: str, kind: type[S], faults: FaultList
) -> tuple[S, ...]:
    table = tables.get(file)
    if table is None:
        faults.add(file, "", "缺少文件", f"请补上 {file}（可以为空）", line=0)
        return ()
    return _items(table, file, key, kind, faults, only=True)


def _items(
    table: dict[str, Any], file: str, key: str, kind: type[S], faults: FaultList, *, only: bool = False
) -> tuple[S, ...]:
    for unknown in sorted(set(table) - ({key} if only else {"check", "material"})):
        faults.add(file, unknown, "不认识的键", f"本文件只有 [[{key}]]")
    items = table.get(key, [])
    if not isinstance(items, list):
        faults.add(file, key, "应当是表的数组", f"请写成 [[{key}]]")
        return ()
    read = (
        read_struct(item, kind, file=file, key=f"{key}[{index}]", faults=faults)
        for index, item in enumerate(items)
    )
    return tuple(item for item in read if item is not None)
