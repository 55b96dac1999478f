"""The office's changes to a pack as a file that can be read, kept and taken into another office."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from models.errors import UserError
from models.policy.overrides import Override

MAX_BYTES = 5_000_000
KIND = "binhuiban-overrides"
_WHAT = "这不是本单位清单文件"
_REMEDY = "请选择由“本单位修改”页导出的 .json 文件"


class OverrideFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds: the edition it belongs to, who exported it when, and the changes."""

    kind: str
    pack: str
    number: str
    unit: str
    exported: str
    overrides: tuple[Override, ...]


@dataclass(frozen=True)
class ImportedOverrides:
    """What came of an import: how many changes were taken over, and those that this pack does not allow, with why."""

    taken: int
    refused: tuple[tuple[Override, str], ...]


def encode(file: OverrideFile) -> bytes:
    """Return the file's bytes: JSON in UTF-8, indented so that two exports can be compared by eye."""
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def decode(data: bytes) -> OverrideFile:
    """Return what a file holds; raises UserError for anything that is not such a file."""
    if len(data) > MAX_BYTES:
        raise UserError(_WHAT, f"文件有 {len(data) // 1_000_000} MB，过大", _REMEDY)
    try:
        found = msgspec.json.decode(data, type=OverrideFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(_WHAT, f"读到的内容有误（{str(error)[:60]}）", _REMEDY) from None
    if found.kind != KIND:
        raise UserError(_WHAT, f"文件种类是“{found.kind[:30]}”", _REMEDY)
    return found
