"""Commands that keep and bring back the whole office: backup, restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from models.clock import Clock
from models.services import recovery
from models.services.console.streams import Streams
from models.services.office import Office


def backup(arguments: Namespace, office: Office, streams: Streams) -> int:
    """Write a whole, checked backup into a folder and print its path."""
    made = office.backups.write_to(Path(arguments.folder).absolute())
    streams.line(str(made.path))
    streams.message(f"备份已写成并通过检查（{made.size / 1_048_576:,.1f} MB）：{made.summary}。")
    return 0


def restore(arguments: Namespace, *, data: Path, clock: Clock, streams: Streams) -> int:
    """Restore a backup into the data folder; the present data stay beside it."""
    source = Path(arguments.file).absolute()
    if source.suffix.lower() != ".db":
        streams.message(f"将要恢复 {recovery.inspect(source, every_byte=False).summary}。")
    done = recovery.restore(source, data, clock=clock)
    streams.message(f"已恢复：办件 {done.backup.cases} 件、文书 {done.backup.letters} 份。")
    if done.kept is not None:
        streams.message(f"恢复前的数据保留在“{done.kept}”。")
    if done.missing_files:
        streams.message(f"有 {done.missing_files} 个附件在备份中没有内容，请运行 verify 查看。")
    return 1 if done.missing_files else 0
