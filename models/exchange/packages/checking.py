"""Checks every record of a package before anything is compared with it: a key that fits does not make the content sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from models.cases.canonical import canonical_json
from models.errors import UserError
from models.exchange.packages.contents import Package, Record
from models.exchange.packages.envelope import broken
from models.storage.exchange_columns import UID, Column, Scalar
from models.storage.exchange_items import natural_uid
from models.storage.exchange_kinds import APPLICANT_PARTS, FACT, KINDS, STATE, Kind

_MAX_COUNT = 10**15
_MAX_PARTS = 200
_TEXT = Column("text", most=2000)
_MOMENT = Column("moment")
_DAY = Column("day")
_STOP = (_TEXT, _TEXT, _DAY, Column("day", nullable=True), Column("uid"))
_EXTENSION = (Column("number"), _TEXT, _DAY, Column("uid"))
_STATE_EXTRAS = frozenset({"current", "suspensions", "extensions"})


def check_records(package: Package) -> None:
    """Raise UserError for the first record that could not be written as it is, or points to nothing in the package."""
    officers = {one.uid for one in package.contents.officers}
    for one in package.contents.officers:
        _require(UID.fullmatch(one.uid) and UID.fullmatch(one.office), "工作人员的编号")
        _require(_TEXT.fits(one.name) and one.name.strip() and _TEXT.fits(one.unit), "工作人员的姓名")
    _require(len(officers) == len(package.contents.officers), "工作人员重复")
    keys = {(record.kind, record.uid) for record in package.contents.records}
    _require(len(keys) == len(package.contents.records), "记录重复")
    _require(not {uid for kind, uid in keys if kind == "officer"}, "记录的种类")
    known = keys | {("officer", uid) for uid in officers}
    for record in package.contents.records:
        try:
            _check(record, known)
        except UserError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise broken(f"记录“{record.kind[:20]}”的内容不合格式（{type(error).__name__}）") from None


def _require(condition: object, what: str) -> None:
    if not condition:
        raise broken(f"{what}不合规定")


def _check(record: Record, known: set[tuple[str, str]]) -> None:
    kind = KINDS.get(record.kind)
    if kind is None:
        raise broken("有本程序不认识的记录")
    _require(UID.fullmatch(record.uid) and all(map(UID.fullmatch, record.uids)), f"{kind.label}的编号")
    _require(not record.uids or kind.name == "applicant", f"{kind.label}的编号")
    _require(set(record.fixed) == set(kind.fixed), f"{kind.label}的栏目")
    for name, column in kind.fixed.items():
        _check_value(kind, name, column, record.fixed[name], known)
    if kind.key:
        wanted = natural_uid(kind.name, [record.fixed[name] for name in kind.key])
        _require(record.uid == wanted, f"{kind.label}的编号")
    _check_fields(kind, record, known)
    _check_stamp(kind, record.stamp, known)
    if kind.name == "attachment":
        owners = [record.fixed["case_id"], record.fixed["applicant_id"]]
        _require(owners.count(None) == 1, "文件的归属")
        _require(is_file_name(str(record.fixed["name"])), "文件名")


def _check_fields(kind: Kind, record: Record, known: set[tuple[str, str]]) -> None:
    named = {*kind.fields, *kind.groups}
    facts = {name for name in record.fields if kind.name == "case" and name.startswith(FACT)}
    _require(set(record.fields) - facts == named, f"{kind.label}的栏目")
    for name, (value, mark) in record.fields.items():
        for office, count in mark.items():
            _require(UID.fullmatch(office) and 0 < count < _MAX_COUNT, f"{kind.label}的版本")
        if name in kind.groups:
            _check_group(kind, name, value, known)
        elif name in facts:
            _check_fact(name, value)
        elif name in APPLICANT_PARTS:
            _check_parts(name, value)
        else:
            _check_value(kind, name, kind.fields[name], value, known)


def _check_value(kind: Kind, name: str, column: Column, value: object, known: set[tuple[str, str]]) -> None:
    _require(column.fits(value), f"{kind.label}的“{name}”")
    if column.ref and value is not None and (column.ref, value) not in known:
        raise broken(f"{kind.label}所指的{_label(column.ref)}不在包中")


def _label(kind: str) -> str:
    return "工作人员" if kind == "officer" else KINDS[kind].label


def _check_group(kind: Kind, name: str, value: Scalar, known: set[tuple[str, str]]) -> None:
    _require(isinstance(value, str) and len(value) < 500_000, f"{kind.label}的“{name}”")
    found: Any = json.loads(str(value))
    columns = kind.groups[name]
    extras = _STATE_EXTRAS if name == STATE else frozenset()
    _require(isinstance(found, dict) and set(found) == {*columns, *extras}, f"{kind.label}的“{name}”")
    _require(canonical_json(found) == value, f"{kind.label}的“{name}”")
    for column_name, column in columns.items():
        _check_value(kind, column_name, column, found[column_name], known)
    if name == STATE:
        _check_clock(kind, found, known)


def _check_clock(kind: Kind, found: Mapping[str, Any], known: set[tuple[str, str]]) -> None:
    _require(Column("hash", nullable=True).fits(found["current"]), "现行核定")
    for name, columns in (("suspensions", _STOP), ("extensions", _EXTENSION)):
        rows = found[name]
        _require(isinstance(rows, list) and len(rows) <= _MAX_PARTS, "办理时限")
        for row in rows:
            _require(isinstance(row, list) and len(row) == len(columns), "办理时限")
            for column, value in zip(columns, row, strict=True):
                _check_value(kind, name, column, value, known)
            _require(("officer", row[-1]) in known, "办理时限的工作人员")


def _check_fact(name: str, value: Scalar) -> None:
    _require(0 < len(name) - len(FACT) <= 80 and _TEXT.fits(name), "申报要素")
    if value is None:
        return
    _require(isinstance(value, str) and len(value) <= 4000, "申报要素")
    found: Any = json.loads(str(value))
    _require(type(found) in (str, bool, int) and canonical_json(found) == value, "申报要素")
    _require(not isinstance(found, str) or _TEXT.fits(found), "申报要素")


def _check_parts(name: str, value: Scalar) -> None:
    _require(isinstance(value, str) and len(value) <= 200_000, "申报主体的附加内容")
    rows: Any = json.loads(str(value))
    width = len(APPLICANT_PARTS[name][1])
    _require(isinstance(rows, list) and len(rows) <= _MAX_PARTS, "申报主体的附加内容")
    for row in rows:
        sound = isinstance(row, list) and len(row) == width and all(map(_TEXT.fits, row)) and None not in row
        _require(sound, "申报主体的附加内容")
    _require(canonical_json(rows) == value, "申报主体的附加内容")


def _check_stamp(kind: Kind, stamp: str, known: set[tuple[str, str]]) -> None:
    if not kind.stamp:
        _require(not stamp, f"{kind.label}的时间")
        return
    at, _, officer = stamp.partition("|")
    _require(_MOMENT.fits(at) and ("officer", officer) in known, f"{kind.label}的时间")


def is_file_name(name: str) -> bool:
    """Tell whether a name is a plain file name: no folder, no drive, nothing that cannot be printed."""
    return (
        0 < len(name) <= 255
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and name.strip(" .") == name.strip()
        and name not in (".", "..")
    )
