"""What a command writes to: results, messages, and its data, all in UTF-8."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from models.awards.line import OVERLONG
from models.errors import EnvironmentProblem, UserError, system_reason

# A line of facts is a few hundred bytes; anything near this is no line of facts.
MAX_LINE_BYTES = 1_000_000


@dataclass(frozen=True)
class Streams:
    """Standard input as bytes, standard output and error as text."""

    stdin: BinaryIO
    out: TextIO
    err: TextIO

    @classmethod
    def of_process(cls) -> Streams:
        """The process's own streams, switched to UTF-8 whatever the console's code page is."""
        if sys.stdout is None or sys.stderr is None or sys.stdin is None:
            return cls._of_window()
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure:
                reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        return cls(sys.stdin.buffer, sys.stdout, sys.stderr)

    @classmethod
    def _of_window(cls) -> Streams:
        """A windowed Windows program has no standard streams at all; what is written goes nowhere."""
        nowhere = Path(os.devnull)
        sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
        sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
        return cls(sys.stdin.buffer if sys.stdin else nowhere.open("rb"), sys.stdout, sys.stderr)

    def json_line(self, value: Any) -> None:
        """Write one JSON line."""
        self.line(json.dumps(value, ensure_ascii=False, default=_plain))

    def line(self, text: str = "") -> None:
        """Write one line of plain result text; raises EnvironmentProblem where it cannot be written."""
        try:
            self.out.write(text + "\n")
        except OSError as error:
            raise self._unwritten(error) from None

    def finish(self) -> None:
        """Write out what is still held back, so that a full disk is told while it can be told."""
        try:
            self.out.flush()
        except OSError as error:
            raise self._unwritten(error) from None

    def _unwritten(self, error: OSError) -> Exception:
        _let_go(self.out)
        if isinstance(error, BrokenPipeError):
            return error
        return EnvironmentProblem("结果没有写完", system_reason(error), "请换一个位置，或腾出空间后再试")

    def message(self, text: str) -> None:
        """Write one message for the officer to standard error; where that cannot be written, nobody listens."""
        try:
            self.err.write(text + "\n")
            self.err.flush()
        except OSError:
            _let_go(self.err)

    def problem(self, error: UserError) -> None:
        """Write what happened, why, and the remedy to standard error."""
        self.message(f"错误：{error.message}")


def _let_go(stream: TextIO) -> None:
    """Send the rest nowhere: Python would otherwise try once more at its end, and complain aloud."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def _plain(value: object) -> object:
    """An id may be any number; it is handed back as it came in, as far as JSON can say it."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 300:
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def input_lines(file: str | None, streams: Streams) -> Iterator[str]:
    """Yield the lines of FILE, or of standard input for `-` or nothing; raises EnvironmentProblem if unreadable."""
    if file in (None, "-"):
        yield from _decoded(streams.stdin)
        return
    try:
        with Path(str(file)).open("rb") as handle:
            yield from _decoded(handle)
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"读不到文件“{file}”", system_reason(error), "请核对路径和权限") from None


def _decoded(handle: BinaryIO) -> Iterator[str]:
    first = True
    while line := handle.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            _skip_rest(handle)
            yield OVERLONG
            continue
        text = line.decode("utf-8", errors="surrogateescape")
        yield text.removeprefix("\ufeff") if first else text
        first = False


def _skip_rest(handle: BinaryIO) -> None:
    while (rest := handle.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass
