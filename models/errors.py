"""Problems that an officer, a file or the machine can cause, told in Chinese as what, why and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable


def shown(value: object) -> str:
    """Return a short, always printable rendering of what somebody entered, for messages."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and abs(value) >= 10**30:
        return "过长的数"
    text = value if isinstance(value, str) else str(value)
    text = "".join(character if character.isprintable() else "·" for character in text[:31])
    return text if len(text) <= 30 else text[:30] + "…"


class UserError(Exception):
    """Something the officer can put right: what happened, why, the remedy, and the field it belongs to."""

    def __init__(self, what: str, why: str = "", remedy: str = "", *, field: str = "") -> None:
        self.what = what
        self.why = why
        self.remedy = remedy
        self.field = field
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message in one Chinese paragraph."""
        parts = [part.rstrip("。") for part in (self.what, self.why, self.remedy) if part]
        return "。".join(parts) + "。"


class FieldErrors(UserError):
    """All faults of one form or one line, collected and told at once."""

    def __init__(self, errors: Iterable[UserError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        more = f"（共 {len(self.errors)} 处）" if len(self.errors) > 1 else ""
        super().__init__(first.what + more, first.why, first.remedy, field=first.field)


class ConflictError(UserError):
    """Somebody else changed the same record meanwhile; carries both values for the officer to compare."""

    def __init__(self, what: str, *, mine: object, theirs: object, field: str = "") -> None:
        self.mine = mine
        self.theirs = theirs
        super().__init__(
            what,
            "另一窗口或另一位经办人已先保存了修改",
            "请比较两个值后重新选择，任何一方的内容都没有丢失",
            field=field,
        )


class EnvironmentProblem(UserError):
    """The machine stands in the way: folder, disk, lock, missing file."""


class DamagedData(EnvironmentProblem):
    """The database cannot be used as it is; a backup can be restored in its place."""


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (FileNotFoundError, "没有这个文件或文件夹"),
    (PermissionError, "没有权限，或文件正被其他程序占用"),
    (IsADirectoryError, "这是文件夹，不是文件"),
    (NotADirectoryError, "路径中有一段不是文件夹"),
    (FileExistsError, "同名文件已经存在"),
)
_DISK_FULL = 28
_NUMBER = re.compile(r"\[Errno (\d+)\]")


def system_reason(error: Exception) -> str:
    """Return in Chinese why the system refused a file, with its own number for the administrator."""
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    number = getattr(error, "errno", None)
    if number is None and (said := _NUMBER.search(str(error))):  # shutil tells many at once, without a number
        return system_reason(OSError(int(said[1]), ""))
    if number == _DISK_FULL:
        return "磁盘已满"
    return f"系统返回错误 {number}" if number else "路径不合规定"
