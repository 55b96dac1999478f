"""Backups of the office: on closing and daily when something changed, to a second place too, and whole into one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import EnvironmentProblem, UserError, system_reason
from models.gauge import Gauge, Proceed, StoppedWork
from models.services import recovery
from models.services.desk import Desk
from models.services.recovery import BackupView, present_view, view_of
from models.storage import backup, settings
from models.storage.backup import BackupFile
from models.storage.folder import SUBFOLDERS

_SECOND = "backup.second"
# An office works five days a week; three days without a backup means that something stops it.
_OLD_DAYS = 3


@dataclass(frozen=True)
class BackupStanding:
    """How the office stands: the newest backup of each place, its age, and a warning when there is something to do."""

    folder: Path
    newest: BackupView | None
    age_days: int | None
    second: Path | None
    second_newest: BackupView | None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class AutomaticBackup:
    """What an automatic run wrote, what it thinned away, and what did not succeed."""

    written: tuple[BackupView, ...] = ()
    thinned: int = 0
    problems: tuple[UserError, ...] = field(default_factory=tuple)


class BackupService:
    """Backups as the screens use them; a restore needs no open office and stands in `recovery`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._local = desk.folder / SUBFOLDERS[1]

    def write_to(self, folder: Path, proceed: Proceed | None = None) -> BackupView:
        """Write a whole backup, enough to move the office to another machine, and check it; raises EnvironmentProblem.

        `proceed(done, total)` hears the megabytes, and ends it by saying no (StoppedWork): nothing is left then.
        """
        gauge = _gauge(proceed)
        return view_of(
            backup.make_backup(self._desk.db, self._desk.folder, folder, complete=True, gauge=gauge)
        )

    def automatic(self, *, closing: bool = False, proceed: Proceed | None = None) -> AutomaticBackup:
        """Back up where something changed: on closing always, otherwise when the newest is of an earlier day.

        `proceed(done, total)` hears the megabytes, and ends it by saying no (StoppedWork); what is written stays.
        A place that fails does not keep the other from being written; its problem is handed back, not raised.
        """
        mark = backup.fingerprint(self._desk.db)
        written, problems, thinned = [], [], 0
        gauge = _gauge(proceed)
        recovery.note_second_place(self._desk.folder, self.second_place())
        for place in (self._local, self.second_place()):
            if place is None:
                continue
            try:
                if self._is_due(place, mark, closing):
                    made = backup.make_backup(
                        self._desk.db, self._desk.folder, place, complete=False, gauge=gauge
                    )
                    written.append(view_of(made))
                    thinned += len(backup.thin(place, self._desk.clock.now()))
            except StoppedWork:
                raise
            except UserError as problem:
                problems.append(problem)
        return AutomaticBackup(tuple(written), thinned, tuple(problems))

    def _is_due(self, place: Path, mark: str, closing: bool) -> bool:
        newest = _newest(place, self._desk.clock.now())
        if newest is None:
            return True
        if newest.manifest.fingerprint == mark:
            return False
        return closing or newest.made_at.date() != self._desk.clock.today()

    def list(self) -> tuple[BackupView, ...]:
        """Return the backups in the data folder and the second place, newest first; their bytes are not read."""
        second = self.second_place()
        places = (self._local,) if second is None else (self._local, second)
        found = [view_of(one) for place in places for one in backup.backups_in(place)]
        return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))

    def present(self) -> BackupView:
        """Return what the office holds now, to be shown beside what a restore would bring back."""
        return present_view(self._desk.db, self._desk.db.path.parent)

    def inspect(self, path: Path, proceed: Proceed | None = None) -> BackupView:
        """Return what a backup would bring back, every byte checked; raises UserError when it cannot be used.

        `proceed(done, total)` hears the megabytes, and ends it by saying no (StoppedWork).
        """
        return recovery.inspect(path, proceed=proceed)

    def second_place(self) -> Path | None:
        """Return the second folder, None when none is set."""
        text = settings.get(self._desk.db, _SECOND, "")
        return Path(text) if text else None

    def set_second_place(self, folder: Path | None, *, actor: Officer) -> Changes:
        """Choose a second folder, best on another disk (None: no second place); raises EnvironmentProblem if unusable."""
        require_action(actor, "manage_settings")
        text = "" if folder is None else str(folder.absolute())
        if folder is not None:
            self._require_usable(folder.absolute())
        with self._desk.db.atomic():
            old = settings.get(self._desk.db, _SECOND, "")
            if old == text:
                return Changes()
            settings.put(self._desk.db, _SECOND, text)
            change = Change(_SECOND, "备份的第二位置", old, text)
            self._desk.record(actor, "setting_changed", "修改设置", changes=[change])
        recovery.note_second_place(self._desk.folder, folder and folder.absolute())
        return Changes.of_topic("settings", "backups")

    def _require_usable(self, folder: Path) -> None:
        if folder.is_relative_to(self._desk.folder) or self._desk.folder.is_relative_to(folder):
            raise UserError(
                "第二位置不能在数据文件夹之内或之上",
                str(folder),
                "请选择另一块磁盘上的文件夹",
                field="second",
            )
        probe = folder / f".write-test-{id(self)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"1")
            probe.unlink()
        except OSError as error:
            raise EnvironmentProblem(
                "第二位置不能写入",
                f"“{folder}”：{system_reason(error)}",
                "请另选文件夹，或插好移动磁盘后再试",
            ) from error

    def standing(self) -> BackupStanding:
        """Return age and place of the newest backups, with warnings when they are old or missing."""
        second, now = self.second_place(), self._desk.clock.now()
        mark = backup.fingerprint(self._desk.db)
        newest = _newest(self._local, now)
        second_newest = _newest(second, now) if second else None
        age = max(0, (now.date() - newest.made_at.date()).days) if newest else None
        warnings = [_warning("备份", newest, now, mark)] if self._has_cases() else []
        if second is not None:
            warnings.append(_warning(f"第二位置“{second}”的备份", second_newest, now, mark))
        shown = tuple(one for one in warnings if one)
        views = [view_of(one) if one else None for one in (newest, second_newest)]
        return BackupStanding(self._local, views[0], age, second, views[1], shown)

    def _has_cases(self) -> bool:
        return bool(self._desk.db.value("SELECT 1 FROM cases LIMIT 1"))


def _newest(place: Path, now: datetime) -> BackupFile | None:
    """The newest backup; one made while the clock was wrongly ahead counts only where there is no other."""
    known = backup.backups_in(place)
    return next((one for one in known if one.made_at <= now), known[0] if known else None)


def _warning(what: str, newest: BackupFile | None, now: datetime, mark: str) -> str:
    if newest is None:
        return f"还没有{what}。请关闭程序时等待备份完成，或立即备份。"
    days = (now.date() - newest.made_at.date()).days
    # However old, a backup that holds everything there is needs no successor.
    old = days > _OLD_DAYS and newest.manifest.fingerprint != mark
    return f"{what}已有 {days} 天没有更新，请立即备份。" if old else ""


def _gauge(proceed: Proceed | None) -> Gauge:
    return Gauge(proceed, each=recovery.MEGABYTE, stopped="已停止备份，没有写完的文件已删除")
