"""Composition root of 滨惠办: a command for the command line, or the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from models.clock import SystemClock

if TYPE_CHECKING:
    from models.services.console.streams import Streams


def main(argv: list[str]) -> int:
    """Run the command named in `argv`, or open the window when there is none; returns the exit status."""
    from models.services.console import runner
    from models.services.console.streams import Streams

    streams = Streams.of_process()
    arguments = runner.parse(argv, streams)
    if isinstance(arguments, int):
        return arguments
    if arguments.self_test:
        return self_test(Path(arguments.self_test), streams)
    from models.services.places import start_folder

    data = Path(arguments.data) if arguments.data else start_folder()
    if arguments.command:
        return runner.run(
            arguments, resources=resources.path(), data=data, clock=SystemClock(), streams=streams
        )
    from ui import running_mark
    from ui.application import run_window

    running_mark.hold()
    asked = Path(arguments.open).absolute() if arguments.open else None
    return run_window(data=data, resources=resources.path(), clock=SystemClock(), asked=asked)


def self_test(folder: Path, streams: Streams) -> int:
    """Let the program test itself in a folder; returns the exit status."""
    from models.errors import UserError
    from ui import selftest

    try:
        status = selftest.run(folder, resources=resources.path(), clock=SystemClock())
    except UserError as error:
        streams.problem(error)
        return 1
    streams.message(f"自检{'通过' if status == 0 else '发现问题'}，结果在“{folder / selftest.RESULT}”。")
    return status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        sys.exit(1)
