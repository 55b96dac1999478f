"""Faults of a policy pack, each with file, line, key and remedy, all told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from models.errors import UserError


@dataclass(frozen=True)
class Fault:
    """One fault of a pack file; `key` is a path such as matter[2].check[0].phrase."""

    file: str
    line: int
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.key}：{self.what}；{self.remedy}"


class PackFaults(UserError):
    """A pack that cannot be used, with every fault found and the folder it lies in."""

    def __init__(self, faults: list[Fault], folder: str = "") -> None:
        self.faults = tuple(faults)
        self.folder = folder
        super().__init__(
            f"政策包有 {len(faults)} 处错误，不能使用", str(faults[0]), "请按各条提示修改后重新检查"
        )


_HEADER = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.\-]+)\s*\]{1,2}")
_STEP = re.compile(r"([A-Za-z0-9_\-]+)(?:\[(\d+)\])?")


def line_of(text: str, key: str) -> int:
    """Return the 1-based line of a key path in TOML text, or of its nearest table header, or 0."""
    wanted = [(name, int(index) if index else None) for name, index in _STEP.findall(key)]
    counts: dict[str, int] = {}
    prefix: tuple[tuple[str, int | None], ...] = ()
    best, best_depth = 0, -1
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            prefix = _enter(counts, header[1] == "[[", header[2].split("."))
            depth = _shared(prefix, wanted)
            if depth == len(prefix) and depth > best_depth:
                best, best_depth = number, depth
        elif _names_next(line, prefix, wanted):
            return number
    return best


def _names_next(
    line: str, prefix: tuple[tuple[str, int | None], ...], wanted: list[tuple[str, int | None]]
) -> bool:
    if _shared(prefix, wanted) != len(prefix) or len(wanted) <= len(prefix):
        return False
    return re.match(rf"\s*{re.escape(wanted[len(prefix)][0])}\s*=", line) is not None


def _enter(counts: dict[str, int], is_array: bool, names: list[str]) -> tuple[tuple[str, int | None], ...]:
    path = ".".join(names)
    if is_array:
        counts[path] = counts.get(path, -1) + 1
        for deeper in [known for known in counts if known.startswith(path + ".")]:
            del counts[deeper]
    steps: list[tuple[str, int | None]] = []
    for end in range(1, len(names) + 1):
        steps.append((names[end - 1], counts.get(".".join(names[:end]))))
    return tuple(steps)


def _shared(prefix: tuple[tuple[str, int | None], ...], wanted: list[tuple[str, int | None]]) -> int:
    depth = 0
    for have, want in zip(prefix, wanted, strict=False):
        if have != want:
            break
        depth += 1
    return depth


@dataclass
class FaultList:
    """Collects faults of one pack folder and finds the line of each."""

    folder: Path

    def __post_init__(self) -> None:
        self.faults: list[Fault] = []
        self._texts: dict[str, str] = {}

    def add(self, file: str, key: str, what: str, remedy: str, *, line: int | None = None) -> None:
        """Record a fault; the line is looked up from the key unless given."""
        if line is None:
            line = line_of(self._text(file), key)
        self.faults.append(Fault(file, line, key, what, remedy))

    def _text(self, file: str) -> str:
        if file not in self._texts:
            try:
                self._texts[file] = (self.folder / file).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                self._texts[file] = ""
        return self._texts[file]

    def raise_if_any(self) -> None:
        """Raise PackFaults with everything collected, if anything was."""
        if self.faults:
            raise PackFaults(self.faults, str(self.folder))
