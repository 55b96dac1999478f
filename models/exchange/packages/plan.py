"""Compares a package with the office: what is new, what changed on one side, what clashes; reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.exchange.packages import versions
from models.exchange.packages.checking import check_records
from models.exchange.packages.contents import Package, Record
from models.exchange.packages.envelope import broken
from models.exchange.packages.evidence import check_evidence, fresh_lines
from models.exchange.packages.merge import Merged, decide, merge
from models.exchange.packages.versions import Version
from models.storage import exchange as stored
from models.storage.database import Database
from models.storage.exchange_columns import Scalar
from models.storage.exchange_items import Item, Key, Names, Scope
from models.storage.exchange_kinds import KINDS
from models.storage.exchange_lines import TravellingLine
from models.storage.exchange_read import collect

_APPLICANT = "applicant_id"


@dataclass(frozen=True)
class Entry:
    """One record of the package as `theirs`, ours where there is one, and what comes of both.

    `known` are the versions noted at the last exchange; `uids` the record's ids elsewhere.
    """

    theirs: Item
    marks: Mapping[str, Mapping[str, int]]
    ours: Item | None
    merged: Merged
    saved: bool
    uids: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, tuple[Scalar, Mapping[str, int]]]:
        """Their fields with marks."""
        return {name: (value, self.marks[name]) for name, value in self.theirs.values.items()}

    @property
    def changes(self) -> bool:
        """Whether taking it in changes any data of ours."""
        return self.ours is None or bool(self.merged.taken) or self.merged.stamp != self.ours.stamp


@dataclass(frozen=True)
class Plan:
    """The whole comparison; `lines` are the lines of the record that are not here yet, with our case's uid."""

    package: Package
    entries: tuple[Entry, ...]
    lines: tuple[tuple[str, TravellingLine], ...]
    forks: tuple[str, ...]
    cases: Mapping[str, int]

    @property
    def changes_nothing(self) -> bool:
        """Whether taking it in would leave every table as it is."""
        return not self.lines and all(
            entry.saved and not entry.changes and not entry.merged.clashes for entry in self.entries
        )


def make_plan(db: Database, package: Package, *, office: str, now: str) -> Plan:
    """Return the plan; raises UserError for a package that is not sound in itself or contradicts what is here."""
    check_records(package)
    check_evidence(package)
    names = Names(db)
    rows = _rows(db, names, package)
    uids = {key: str(names.uid(key[0], row)) for key, row in rows.items() if row is not None}
    if len({(kind, uid) for (kind, _), uid in uids.items()}) < len(uids):
        raise broken("包中的两条记录在本机是同一条")
    scope = Scope(
        cases=_chosen(rows, "case"),
        applicants=_chosen(rows, "applicant"),
        notices=_chosen(rows, "notice"),
        letters=_chosen(rows, "letter"),
        wallets=True,
    )
    ours = collect(db, office, scope)
    theirs = [_localised(record, uids) for record in package.contents.records]
    noted = stored.versions(db, [item.key for item in theirs])
    writer = stored.writer(db, office)
    entries = []
    for record, item in zip(package.contents.records, theirs, strict=True):
        entry = _entry(record, item, ours.get(item.key), noted.get(item.key), writer, now)
        entries.append(_at_kept(db, names, entry, writer, now))
    lines, forks = fresh_lines(db, package, office)
    cases = {uid: row for (kind, uid), row in rows.items() if kind == "case" and row is not None}
    return Plan(package, tuple(entries), lines, forks, cases)


def _chosen(rows: Mapping[Key, int | None], kind: str) -> frozenset[int]:
    return frozenset(row for (name, _), row in rows.items() if name == kind and row is not None)


def _rows(db: Database, names: Names, package: Package) -> dict[Key, int | None]:
    """Find what others refer to by its ids; an applicant that is new by its ids may be here under the same code."""
    found: dict[Key, int | None] = {}
    for record in package.contents.records:
        if KINDS[record.kind].own_uid:
            known = [names.row(record.kind, uid) for uid in (record.uid, *record.uids)]
            found[record.kind, record.uid] = next((row for row in known if row is not None), None)
    claimed = {row for (kind, _), row in found.items() if kind == "applicant"}
    for record in package.contents.records:
        if record.kind == "applicant" and found["applicant", record.uid] is None:
            row = db.value(
                "SELECT id FROM applicants WHERE kind = ? AND code = ? AND code <> '' AND merged_into IS NULL",
                (record.fields["kind"][0], record.fields["code"][0]),
            )
            if row is not None and row not in claimed:
                found["applicant", record.uid] = row
                claimed.add(row)
    return found


def _localised(record: Record, uids: Mapping[Key, str]) -> Item:
    """Return the record under the uids that this office knows its applicants by."""

    def here(values: Mapping[str, Scalar]) -> dict[str, Scalar]:
        found = dict(values)
        for name, kind in KINDS[record.kind].refs().items():
            if kind == "applicant" and found.get(name) is not None:
                found[name] = uids.get((kind, str(found[name])), found[name])
        return found

    uid = uids.get((record.kind, record.uid), record.uid)
    values = here({name: value for name, (value, _) in record.fields.items()})
    return Item(record.kind, uid, None, here(record.fixed), values, record.stamp)


def _at_kept(db: Database, names: Names, entry: Entry, writer: str, now: str) -> Entry:
    """A case whose applicant was merged into another here goes to that one; this is an edit of this office."""
    if entry.theirs.kind != "case" or _APPLICANT not in entry.merged.taken:
        return entry
    version = entry.merged.versions[_APPLICANT]
    kept = _live(db, names, str(version.value))
    if kept == version.value:
        return entry
    mark = versions.raised(version.mark, writer, versions.tick(now))
    found = {**entry.merged.versions, _APPLICANT: Version(kept, mark, version.former)}
    theirs = replace(entry.theirs, values={**entry.theirs.values, _APPLICANT: kept})
    return replace(entry, theirs=theirs, merged=replace(entry.merged, versions=found))


def _live(db: Database, names: Names, uid: str) -> str:
    row = names.row("applicant", uid)
    for _ in range(20):
        kept = db.value("SELECT merged_into FROM applicants WHERE id = ?", (row,))
        if kept is None:
            break
        row = int(kept)
    return uid if row is None else str(names.uid("applicant", row))


def _entry(
    record: Record, theirs: Item, ours: Item | None, noted: str | None, writer: str, now: str
) -> Entry:
    marks = {name: mark for name, (_, mark) in record.fields.items()}
    fields = {name: (value, marks[name]) for name, value in theirs.values.items()}
    if ours is None:
        fresh = {name: Version(value, mark) for name, (value, mark) in fields.items()}
        merged = Merged(fresh, tuple(fresh), stamp=theirs.stamp)
        return Entry(theirs, marks, None, merged, False, (record.uid, *record.uids))
    if dict(ours.fixed) != dict(theirs.fixed):
        label = KINDS[theirs.kind].label
        raise broken(f"包中的{label}与本机的同一{label}在不可更改的内容上不一致")
    known = versions.decode(noted) if noted else None
    mine = versions.current(ours, known, writer=writer, now=now)
    merged = merge(theirs.kind, theirs.uid, mine, fields, stamps=(ours.stamp, theirs.stamp))
    others = tuple(uid for uid in (record.uid, *record.uids) if uid != ours.uid and uid not in ours.uids)
    saved = not others and (noted == versions.encode(merged.versions) or (noted is None and not fields))
    return Entry(theirs, marks, ours, merged, saved, others)


def decided(plan: Plan, choices: Mapping[str, str], *, writer: str, now: str) -> Plan:
    """Return the plan with the officer's choices worked in."""
    at = versions.tick(now)
    entries = []
    for entry in plan.entries:
        if entry.ours is not None and entry.merged.clashes:
            stamps = (entry.ours.stamp, entry.theirs.stamp)
            entry = replace(
                entry, merged=decide(entry.merged, choices, entry.fields, stamps, writer=writer, at=at)
            )
        entries.append(entry)
    return replace(plan, entries=tuple(entries))
