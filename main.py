"""Composition root of 滨惠办: a command for the command line, or the window."""

from __future__ import annotations

import sys
from pathlib import Path

import resources
from models.clock import SystemClock


def main(argv: list[str]) -> int:
    """Run the command named in `argv`, or open the window when there is none; returns the exit status."""
    from models.services.console import runner
    from models.services.console.streams import Streams

    streams = Streams.of_process()
    arguments = runner.parse(argv, streams)
    if isinstance(arguments, int):
        return arguments
    from models.storage.folder import default_data_folder

    data = Path(arguments.data) if arguments.data else default_data_folder()
    if arguments.command:
        return runner.run(
            arguments, resources=resources.path(), data=data, clock=SystemClock(), streams=streams
        )
    from ui.application import run_window

    return run_window(data=data, resources=resources.path(), clock=SystemClock())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        sys.exit(1)
