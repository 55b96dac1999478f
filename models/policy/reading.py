"""Turns parsed TOML into the pack's structs and collects every fault instead of stopping at the first."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any, TypeVar

import msgspec

from models.policy.document import PackStruct
from models.policy.faults import FaultList

S = TypeVar("S", bound=PackStruct)


def read_struct(data: object, kind: type[S], *, file: str, key: str, faults: FaultList) -> S | None:
    """Return `data` as a struct of `kind`, or None after recording every fault below it.

    The whole is converted in one call; only when that fails is it walked field by field for its faults.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError:
        _explain(data, kind, file, key, faults)
        return None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _explain(data: object, kind: type[PackStruct], file: str, key: str, faults: FaultList) -> None:
    if not isinstance(data, dict):
        faults.add(file, key, "应当是一个表", f"请写成 [{key}] 下的若干行“键 = 值”")
        return
    hints = _hints(kind)
    required = {f.name for f in msgspec.structs.fields(kind) if f.required}
    for unknown in sorted(set(data) - set(hints)):
        faults.add(file, _join(key, unknown), "不认识的键", f"可用的键：{'、'.join(hints)}")
    for missing in sorted(required - set(data)):
        faults.add(file, key or missing, f"缺少“{missing}”", f"请补上 {missing} = …")
    for name, value in data.items():
        if name in hints:
            _explain_value(value, hints[name], file, _join(key, name), faults)


def _explain_value(value: object, hint: Any, file: str, key: str, faults: FaultList) -> None:
    struct = _struct_in(hint)
    if struct is not None and isinstance(value, list):
        for index, item in enumerate(value):
            read_struct(item, struct, file=file, key=f"{key}[{index}]", faults=faults)
        return
    if struct is not None and isinstance(value, dict):
        read_struct(value, struct, file=file, key=key, faults=faults)
        return
    try:
        msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        faults.add(file, key, f"值不合规定（{error}）", _expected(hint))


def _struct_in(hint: Any) -> type[PackStruct] | None:
    if isinstance(hint, type) and issubclass(hint, PackStruct):
        return hint
    for inner in typing.get_args(hint):
        found = _struct_in(inner)
        if found is not None:
            return found
    return None


def _expected(hint: Any) -> str:
    if typing.get_origin(hint) is typing.Literal:
        return f"只能是：{'、'.join(map(str, typing.get_args(hint)))}"
    return f"应当是 {getattr(hint, '__name__', str(hint))}"


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
