"""Around the opening of a data folder: an interrupted restore is finished, what happened is told, a good state is offered."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.clock import Clock
from models.errors import DamagedData, EnvironmentProblem, UserError
from models.gauge import Gauge, Proceed
from models.storage import disk, session
from models.storage import restore as stored_restore
from models.storage.backup import BackupFile, backups_in, facts_of
from models.storage.container import Manifest, Reader
from models.storage.database import Database, Stopped
from models.storage.folder import DATABASE, SUBFOLDERS, DataFolder, FolderInUse, open_folder
from models.storage.opening import require_sound
from models.storage.session import LastEnd

_OFFERED = 10
MEGABYTE = 1 << 20
_SECOND_NOTE = "second-backups.txt"


@dataclass(frozen=True)
class BackupView:
    """A backup as shown: where, when made, what it holds, and what is wrong with it (empty: nothing known)."""

    path: Path
    made_at: datetime
    unit: str
    cases: int
    applicants: int
    letters: int
    files: int
    last_event_at: str
    last_event_seq: int
    complete: bool
    size: int
    fault: str = ""

    @property
    def summary(self) -> str:
        """One line that says what a restore would bring back."""
        last = self.last_event_at.replace("T", " ") or "无"
        return (
            f"{self.made_at:%Y-%m-%d %H:%M:%S} 的备份：{self.unit or '尚未设置单位'}，办件 {self.cases} 件、"
            f"主体 {self.applicants} 个、文书 {self.letters} 份、附件 {self.files} 个，最后一条记录 {last}"
        )


@dataclass(frozen=True)
class RestoreView:
    """What a restore did: what is there now, where the former data lie, how many files no place had."""

    backup: BackupView
    kept: Path | None
    missing_files: int


class DamagedOffice(DamagedData):
    """The data cannot be opened; `offers` are the backups that can take their place, the newest good one first."""

    def __init__(
        self, problem: UserError, folder: Path, clock: Clock, offers: tuple[BackupView, ...]
    ) -> None:
        self.folder = folder
        self.offers = offers
        self._clock = clock
        remedy = f"可以恢复{offers[0].summary}（{offers[0].path}）" if offers else "没有找到可用的备份"
        remedy += "。现有的文件原样保留；如有放在别处的备份，也可以恢复"
        EnvironmentProblem.__init__(self, problem.what, problem.why, remedy)

    def restore(self, offer: BackupView, proceed: Proceed | None = None) -> RestoreView:
        """Put one of the offers in the place of the damaged data, which are kept beside it; `proceed` as in `restore`."""
        return restore(offer.path, self.folder, clock=self._clock, proceed=proceed)


def view_of(backup: BackupFile, fault: str = "") -> BackupView:
    """Return a backup as shown."""
    return _view(backup.path, backup.manifest, backup.size, fault)


def present_view(db: Database, folder: Path) -> BackupView:
    """Return what the open office holds now, in the shape of a backup, to be shown beside one."""
    return _view(folder, facts_of(db), 0)


def _view(path: Path, manifest: Manifest, size: int, fault: str = "") -> BackupView:
    return BackupView(
        path=path,
        made_at=datetime.fromisoformat(manifest.made_at),
        unit=manifest.unit,
        cases=manifest.cases,
        applicants=manifest.applicants,
        letters=manifest.letters,
        files=len(manifest.files),
        last_event_at=manifest.last_event_at,
        last_event_seq=manifest.last_event_seq,
        complete=manifest.complete,
        size=size,
        fault=fault,
    )


def inspect(path: Path, *, every_byte: bool = True, proceed: Proceed | None = None) -> BackupView:
    """Return what a backup would bring back, by default after reading every byte; raises UserError if it cannot be used.

    `proceed(done, total)` hears the megabytes read, and ends it by saying no (StoppedWork).
    """
    if not path.is_file():
        raise EnvironmentProblem(f"没有备份文件“{path}”", "", "请核对路径")
    if path.suffix.lower() == ".db":
        return _view(path, stored_restore.inspect_database(path), path.stat().st_size)
    with disk.told("备份文件不能读取", path), Reader(path) as reader:
        if every_byte:
            gauge = Gauge(proceed, each=MEGABYTE, stopped="已停止核对备份")
            gauge.expect(reader.unpacked_bytes)
            reader.check(gauge=gauge)
        return _view(path, reader.manifest, path.stat().st_size)


def note_second_place(folder: Path, second: Path | None) -> None:
    """Write down beside the database where else backups lie: when it is damaged, its own settings cannot tell."""
    note, text = folder / _SECOND_NOTE, str(second or "")
    with contextlib.suppress(OSError, UnicodeError):
        if text != (note.read_text(encoding="utf-8") if note.exists() else ""):
            note.write_text(text, encoding="utf-8")


def _second_place(folder: Path) -> tuple[Path, ...]:
    with contextlib.suppress(OSError, UnicodeError):
        text = (folder / _SECOND_NOTE).read_text(encoding="utf-8").strip()
        return (Path(text),) if text else ()
    return ()


def offers(folder: Path) -> tuple[BackupView, ...]:
    """Return the backups of a data folder and of its second place, newest first, beginning with one read in full and found good."""
    places = (folder / SUBFOLDERS[1], *_second_place(folder))
    known = sorted(
        (one for place in places for one in backups_in(place)),
        key=lambda one: (one.manifest.last_event_seq, one.manifest.made_at),
        reverse=True,
    )
    for position, backup in enumerate(known):
        with contextlib.suppress(UserError, OSError):
            best = inspect(backup.path)
            return (best, *(view_of(one) for one in known[position + 1 :][: _OFFERED - 1]))
    return ()


def restore(source: Path, folder: Path, *, clock: Clock, proceed: Proceed | None = None) -> RestoreView:
    """Put a backup (.bhbak, or a kept binhui.db) in the place of the folder's data, which are kept beside it.

    Works without an open office, and refuses (FolderInUse) while a window has the folder. `proceed(done, total)` hears
    the megabytes unpacked; when it says no before the present data are touched, StoppedWork ends it.
    """
    gauge = Gauge(proceed, each=MEGABYTE, stopped="已停止恢复，什么都没有改动")
    done = stored_restore.restore_backup(source, folder, clock=clock, gauge=gauge)
    return RestoreView(_view(source, done.manifest, source.stat().st_size), done.kept, len(done.missing))


def holds_data(folder: Path) -> bool:
    """Tell whether the folder holds an office, or what is left of one: then opening it tells more than "nothing there"."""
    if (folder / DATABASE).is_file() or (folder / stored_restore.JOURNAL).exists():
        return True
    return any((folder / name).is_dir() and any((folder / name).iterdir()) for name in SUBFOLDERS)


def window_is_open(folder: Path) -> bool:
    """Tell whether a window has the folder now; asks for the lock only where a window left its mark."""
    if not (folder / session.MARK).exists():
        return False
    try:
        open_folder(folder, single=True).release()
    except FolderInUse:
        return True
    except UserError:
        return False
    return False


def settle(held: DataFolder) -> Path | None:
    """Finish a restore that was interrupted; returns where the former data lie, None when there was none."""
    if held.lock is not None or not (held.path / stored_restore.JOURNAL).exists():
        return stored_restore.finish_pending(held.path)
    # A command beside which another process may just be restoring: only one of them goes on.
    own = open_folder(held.path, single=True)
    try:
        return stored_restore.finish_pending(held.path)
    finally:
        own.release()


@contextlib.contextmanager
def offering(folder: Path, clock: Clock) -> Iterator[None]:
    """Let damage found inside come with the backups that can be restored."""
    try:
        yield
    except DamagedData as problem:
        raise DamagedOffice(problem, folder, clock, offers(folder)) from problem


@contextlib.contextmanager
def first_look(office: Any) -> Iterator[None]:
    """The first readings of an office just opened: whatever fails inside closes it, damage comes with the backups."""
    try:
        with offering(office.folder, office.clock):
            yield
    except BaseException:
        office.close()
        raise


def look_over(db: Database, proceed: Callable[[], bool]) -> None:
    """Let SQLite look at the whole database; raises DamagedData, and has the next start check again and offer a backup."""
    with contextlib.suppress(Stopped), db.damage_told, db.stoppable(proceed):
        if proceed():
            require_sound(db)


def notices(db: Database, folder: Path, end: LastEnd, finished: Path | None) -> tuple[str, ...]:
    """Return what the officer should know at the start: unclean end, lost log, older than a backup, wrong clock."""
    found = []
    if finished is not None:
        found.append(f"上次的恢复中途停止，现已完成；恢复前的数据保留在“{finished}”。")
    if end.log_lost:
        found.append(
            f"上次没有正常关闭，而且日志文件 {DATABASE}-wal 不见了：关闭前最后的保存可能缺失。"
            "请核对最近办理的办件；如“设置—备份”中有更新的备份，可以恢复。"
        )
    elif not end.in_order:
        found.append("上次没有正常关闭（断电或程序被结束）。数据已检查，完好；已保存的内容都在。")
    if end.damage_met:
        found.append(
            "上次使用时读到了损坏的内容。现已检查数据库的结构，没有发现问题，可能只有个别内容受损。"
            "请到“设置—关于”核验，看是哪些；需要时到“设置—备份”恢复。"
        )
    last = db.one("SELECT at, seq FROM events WHERE chain = '' ORDER BY id DESC LIMIT 1")
    newest = _furthest_backup(db, folder)
    if newest is not None and newest.manifest.last_event_seq > (last["seq"] if last else 0):
        found.append(f"现有数据比备份旧。可以到“设置—备份”恢复{view_of(newest).summary}（{newest.path}）。")
    if last is not None and last["at"] > db.clock.now().isoformat(timespec="seconds"):
        moment = last["at"].replace("T", " ")
        found.append(f"本机时间早于最后一条记录（{moment}），时钟可能被调回。请核对系统日期后再办理。")
    return tuple(found)


def _furthest_backup(db: Database, folder: Path) -> BackupFile | None:
    """The backup whose record reaches furthest; those from before a restore say nothing, the office wanted the old state."""
    since = db.value("SELECT max(at) FROM events WHERE action = 'restored'") or ""
    known = [one for one in backups_in(folder / SUBFOLDERS[1]) if one.manifest.made_at > since]
    return max(known, key=lambda one: one.manifest.last_event_seq, default=None)
