"""Takes a decided plan into the office, inside the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from models.cases.officers import HANDLER, Officer
from models.errors import UserError
from models.exchange.packages import versions
from models.exchange.packages.plan import Entry, Plan
from models.gauge import Gauge
from models.services.desk import Desk
from models.services.exchange_derive import refresh
from models.services.exchange_policy import policy_of
from models.services.exchange_record import case_row, record
from models.services.exchange_words import Words
from models.storage import exchange as stored
from models.storage import exchange_lines, exchange_write, numbering
from models.storage import files as stored_files
from models.storage.exchange_items import Item, Key, Names
from models.storage.exchange_kinds import KINDS, STATE


class Taking:
    """One import at work: knows the rows of what it has written so far."""

    def __init__(self, desk: Desk, plan: Plan, words: Words, office: str, actor: Officer) -> None:
        self._desk = desk
        self._plan = plan
        self._words = words
        self._office = office
        self._actor = actor
        self._names = Names(desk.db)
        self.new_cases: set[int] = set()
        self.changed_cases: set[int] = set()
        self.applicants: set[int] = set()
        self.taken_fields = 0
        self.notices: list[str] = []

    def run(self, gauge: Gauge) -> None:
        """Write everything, counting the entries; raises UserError where a rule of the store stands against it."""
        for officer in self._plan.package.contents.officers:
            if self._names.row("officer", officer.uid) is None:
                exchange_write.add_officer(
                    self._desk.db,
                    uid=officer.uid,
                    name=officer.name,
                    office=officer.office,
                    unit=officer.unit,
                )
        order = {name: at for at, name in enumerate(KINDS)}
        entries = sorted(self._plan.entries, key=lambda entry: (order[entry.theirs.kind], entry.ours is None))
        try:
            gauge.expect(len(entries))
            for entry in gauge.over(entries):
                self._take(entry)
        except sqlite3.IntegrityError as error:
            raise self._refused(error) from None
        for entry in entries:
            if entry.theirs.kind == "case" and (entry.ours is None or STATE in entry.merged.taken):
                row, state = self._row(entry), str(entry.merged.versions[STATE].value)
                exchange_write.settle_state(self._desk.db, self._names, row, state)
        for case_id in sorted(self.new_cases | self.changed_cases):
            notice = refresh(self._desk, case_id)
            self.notices += [notice] if notice else []
        record(self._desk, self._plan, self._words, self._actor, self.new_cases, self.changed_cases)
        self._keep_lines()
        self._save_versions()

    def _take(self, entry: Entry) -> None:
        kind = entry.theirs.kind
        if entry.ours is None:
            self._add(entry)
        elif entry.changes:
            values = {name: entry.merged.versions[name].value for name in entry.merged.taken}
            exchange_write.update(
                self._desk.db, self._names, entry.ours, values, entry.merged.stamp, self._desk.now()
            )
        if kind == "applicant":
            row = self._names.row(kind, entry.theirs.uid)
            assert row is not None
            for uid in entry.uids:
                if uid != entry.theirs.uid:
                    exchange_write.note_uid(self._desk.db, kind, uid, row)
        if entry.changes:
            self._note_touched(entry)

    def _add(self, entry: Entry) -> None:
        item, db = entry.theirs, self._desk.db
        more: dict[str, Any] = {}
        if item.kind == "case":
            more = self._new_case(item)
        elif item.kind == "applicant":
            more = {"created_at": self._desk.now(), "updated_at": self._desk.now()}
        elif item.kind == "letter":
            more = self._new_letter(item)
        elif item.kind == "attachment":
            stored_files.keep(self._desk.folder, self._plan.package.blobs[str(item.fixed["sha256"])])
        place = exchange_write.insert(db, self._names, item, more)
        if item.kind == "letter" and isinstance(place, int):
            pdf = self._plan.package.blobs[str(item.fixed["sha256"])]
            replaces = str(json.loads(str(item.fixed["snapshot"])).get("replaces", ""))
            exchange_write.add_letter(db, place, item, pdf, replaces, bool(more["sequence"]))

    def _new_case(self, item: Item) -> dict[str, Any]:
        pack, matter = policy_of(self._desk, str(item.values["pack"]), str(item.fixed["matter_id"]))
        clause = pack.clause_of(matter)
        number, home = str(item.fixed["case_no"]), str(item.fixed["office"])
        taken = self._desk.db.value("SELECT 1 FROM cases WHERE case_no = ? AND origin = ''", (number,))
        if home == self._office and not taken:
            _, short, year, serial = number.split("-")
            numbering.start_after(self._desk.db, f"case.{short}", int(year), int(serial))
            home = ""
        return {
            "clause": clause.number,
            "domain": clause.domain,
            "kind": matter.kind,
            "event_year": int(str(item.values["event_date"])[:4]),
            "origin": home,
            "facts_raw": "{}",
            "updated_at": self._desk.now(),
            "handler_id": self._actor.id if HANDLER in self._actor.roles else None,
        }

    def _new_letter(self, item: Item) -> dict[str, Any]:
        """An own letter that comes home (after a restore) takes its number back; a foreign one needs none here."""
        sequence, year, serial = (item.fixed[name] for name in ("sequence", "year", "serial"))
        taken = self._desk.db.value(
            "SELECT 1 FROM letters WHERE sequence = ? AND year = ? AND serial = ?", (sequence, year, serial)
        )
        if item.fixed["office"] != self._office or not sequence or taken:
            return {"sequence": ""}
        numbering.start_after(self._desk.db, str(sequence), int(year or 0), int(serial or 0))
        return {"sequence": sequence}

    def _row(self, entry: Entry) -> int:
        row = self._names.row(entry.theirs.kind, entry.theirs.uid)
        assert row is not None
        return row

    def _note_touched(self, entry: Entry) -> None:
        self.taken_fields += len(entry.merged.taken) if entry.ours is not None else 0
        if entry.theirs.kind == "applicant":
            self.applicants.add(self._row(entry))
            return
        row = case_row(self._names, entry)
        if row is not None:
            new = entry.theirs.kind == "case" and entry.ours is None
            (self.new_cases if new or row in self.new_cases else self.changed_cases).add(row)

    def _keep_lines(self) -> None:
        for case_uid, line in self._plan.lines:
            row = self._names.row("case", case_uid)
            assert row is not None
            officer = self._names.row("officer", line.officer) if line.officer else None
            placed = exchange_lines.TravellingLine(line.office, line.unit, line.line, row, line.officer)
            exchange_lines.keep(self._desk.db, placed, officer or 0)

    def _save_versions(self) -> None:
        texts: Mapping[Key, str] = {
            entry.theirs.key: versions.encode(entry.merged.versions)
            for entry in self._plan.entries
            if entry.merged.versions
        }
        stored.save_versions(self._desk.db, texts)

    def _refused(self, error: sqlite3.IntegrityError) -> UserError:
        if "applicants" in str(error) or "kind_code" in str(error):
            return UserError(
                "交换包没有导入",
                "对方把一个申报主体的代码改成了本机另一主体正在使用的代码",
                "请先在“主体”中核对、合并这两个主体，再导入",
                field="file",
            )
        return UserError("交换包没有导入", f"与本机已有的记录冲突（{error}）", "请把交换包交给维护人员核查")
