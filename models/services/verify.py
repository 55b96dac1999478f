"""Verifies the whole office: database, record chain, letters, receipts, files."""

from __future__ import annotations

import hashlib
import sqlite3

from models.errors import DamagedData
from models.gauge import Gauge, Proceed, StoppedWork
from models.services.desk import Desk
from models.services.receipts import receipt_faults
from models.services.seal_faults import seal_faults
from models.services.views import Fault
from models.storage import cases as stored_cases
from models.storage import decisions, opening, seals, session, settings
from models.storage import files as stored_files
from models.storage import letters as stored_letters
from models.storage.database import Stopped
from models.storage.events import verify_log

_CHECKED = "receipts.checked"


def verify(desk: Desk, proceed: Proceed | None = None) -> list[Fault]:
    """Return everything that is damaged, missing or was changed; an empty list means all is well.

    `proceed(done, total)` hears how many entries are checked; when it says no, StoppedWork ends the check.
    """
    gauge = Gauge(proceed, stopped="已停止核验")
    try:
        with desk.db.undecodable_kept():
            return _all_faults(desk, gauge)
    except Stopped:
        raise StoppedWork("已停止核验") from None


def _all_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    faults = _structure_faults(desk, gauge)
    damaged = bool(faults)
    for check in (
        _record_faults,
        _letter_faults,
        _opinion_faults,
        receipt_faults,
        _file_faults,
        _sum_faults,
        seal_faults,
    ):
        try:
            faults += check(desk, gauge)
        except (DamagedData, sqlite3.Error) as error:
            # What lies in damaged places cannot be read; the rest is still looked at.
            if not damaged and not isinstance(error, DamagedData):
                raise
            faults.append(Fault("数据库", desk.db.path.name, "有内容因损坏读不出来，请从备份恢复"))
    return list(dict.fromkeys(faults))


def _structure_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    """SQLite looks at the whole file by itself; it is counted as as many entries as there are rows to be checked."""
    entries = _entries(desk) if gauge.listened_to else 0
    gauge.expect(2 * entries)
    with desk.db.stoppable(gauge.wanted if gauge.listened_to else None):
        found = opening.faults(desk.db, full=True)
    gauge.add(entries)
    if found:
        session.note_damage(desk.db.path)
    return [Fault("数据库", desk.db.path.name, what) for what in found]


def _entries(desk: Desk) -> int:
    """How many rows the checks below go through."""
    counted = ("events", "letters", "determinations", "files", *seals.SEALED)
    try:
        return sum(int(desk.db.value(f"SELECT count(*) FROM {table}")) for table in counted)
    except (DamagedData, sqlite3.Error):
        return 0


def _record_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    return [Fault("日志", f"第 {one.seq} 条", one.what) for one in verify_log(desk.db, gauge)]


def _sum_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    gauge.look()
    return [Fault("数据库", where, what) for where, what in stored_cases.sum_faults(desk.db)]


def needs_recheck(desk: Desk) -> bool:
    """Tell whether the packs differ from those with which the receipts were last recomputed."""
    return bool(settings.get(desk.db, _CHECKED, "") != _packs(desk))


def recheck(desk: Desk) -> list[Fault]:
    """Recompute all receipts, remember with which packs, and list the differences."""
    faults = receipt_faults(desk)
    with desk.db.atomic():
        settings.put(desk.db, _CHECKED, _packs(desk))
    return faults


def _packs(desk: Desk) -> str:
    return " ".join(f"{pack.id}:{pack.hash}" for pack in desk.editions.packs)


def _letter_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    """A letter's bytes must fit its hash; hash and number the record's line of its issue; no line may lack its letter."""
    faults = []
    told = stored_letters.issue_lines(desk.db)
    kept = stored_letters.hashes(desk.db)
    for letter_id, number, digest, _ in gauge.over(kept):
        where = number or f"文书 {letter_id}"
        pdf = stored_letters.pdf(desk.db, letter_id)
        if pdf is None:
            faults.append(Fault("文书", where, "存档的文件缺失"))
        elif hashlib.sha256(pdf).hexdigest() != digest:
            faults.append(Fault("文书", where, "存档的文件与出具时的校验值不符，已被改动"))
        if digest not in told:
            faults.append(Fault("文书", where, "办理记录中没有以此校验值出具的文书，登记已被改动"))
        elif told[digest].partition(" ")[2] != number:
            faults.append(Fault("文书", where, f"文号与办理记录不符，出具时是“{told[digest]}”"))
    for digest in told.keys() - {one[2] for one in kept}:
        faults.append(Fault("文书", told[digest].strip(), "办理记录中有此文书，登记簿中没有，登记已被删去"))
    return faults


def _opinion_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    gauge.look()
    unrecorded = decisions.unrecorded_opinions(desk.db)
    return [Fault("意见", f"{case_no} {label}", "与办理记录不符，已被改动") for case_no, label in unrecorded]


def _file_faults(desk: Desk, gauge: Gauge) -> list[Fault]:
    faults = []
    for row in gauge.over(stored_files.all_hashes(desk.db)):
        what = stored_files.fault_of(desk.folder, row["sha256"])
        if what:
            faults.append(Fault("文件", row["name"], what))
    return faults
