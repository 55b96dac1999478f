"""Parses a command line and runs its command."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from models.clock import Clock
from models.errors import UserError
from models.policy.editions import Editions
from models.services.console import policy_commands
from models.services.console.parser import WrongUsage, build_parser
from models.services.console.streams import Streams

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def parse(argv: list[str], streams: Streams) -> Namespace | int:
    """Return the parsed arguments, or the exit status when they are wrong or only help was asked for."""
    try:
        return build_parser().parse_args(argv)
    except WrongUsage as error:
        streams.problem(error)
        return WRONG_USAGE
    except SystemExit as stop:  # argparse ends this way after printing its help
        return int(stop.code or 0)


def run(arguments: Namespace, *, resources: Path, data: Path, clock: Clock, streams: Streams) -> int:
    """Run one command; 0 done, 1 refused or failed with a clear message."""
    try:
        status = _run(arguments, resources=resources, data=data, clock=clock, streams=streams)
        streams.finish()
        return status
    except UserError as error:
        streams.problem(error)
        return FAILED


def _run(arguments: Namespace, *, resources: Path, data: Path, clock: Clock, streams: Streams) -> int:
    if arguments.command == "pack":
        return policy_commands.pack_check(arguments, streams)
    if arguments.command in ("matters", "assess"):
        return _on_policy(arguments, resources, data, streams)
    if arguments.command == "template":
        from models.services.console import exchange_commands

        return exchange_commands.template(arguments, resources=resources, data=data, streams=streams)
    if arguments.command == "restore":
        from models.services.console import backup_commands

        return backup_commands.restore(arguments, data=data, clock=clock, streams=streams)
    from models.services.console import case_commands

    return case_commands.run(arguments, resources=resources, data=data, clock=clock, streams=streams)


def _on_policy(arguments: Namespace, resources: Path, data: Path, streams: Streams) -> int:
    editions = Editions.load(resources / "policy", data / "policy")
    for problem in editions.problems:
        streams.problem(problem)
    if arguments.command == "matters":
        return policy_commands.matters(editions, streams)
    return policy_commands.assess(arguments, editions, streams)
