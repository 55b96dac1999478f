"""Checks the evidence in a package: bytes of letters and files against their hashes, lines of the record, receipts."""

from __future__ import annotations

from models.cases.canonical import sha256_hex
from models.cases.events import Event, EventLine, parse_changes
from models.exchange.packages.contents import Line, Package
from models.exchange.packages.envelope import broken
from models.storage import exchange_lines
from models.storage.database import Database
from models.storage.events import OWN_CHAIN
from models.storage.exchange_columns import UID, Column
from models.storage.exchange_lines import TravellingLine, is_true

_MOMENT = Column("moment")
_TEXT = Column("text", most=20_000)
_CHANGES = Column("text", most=200_000)
_NUMBER = Column("number")


def check_evidence(package: Package) -> None:
    """Raise UserError where a hash does not fit, bytes are missing, or bytes are there that nothing speaks of."""
    wanted = set()
    for record in package.contents.records:
        if record.kind in ("letter", "attachment"):
            digest = str(record.fixed["sha256"])
            wanted.add(digest)
            data = package.blobs.get(digest)
            if data is None:
                raise broken("文书或文件的内容不在包中")
            if record.kind == "letter" and not data.startswith(b"%PDF-"):
                raise broken("文书不是 PDF 文件")
            if record.kind == "attachment" and record.fixed["size"] != len(data):
                raise broken("文件大小与登记不符")
        if record.kind == "determination":
            text, digest = str(record.fixed["receipt"]), str(record.fixed["receipt_hash"])
            if sha256_hex(text) != digest:
                raise broken("核定依据与其校验值不符")
    if wanted != set(package.blobs):
        raise broken("包中有来历不明的内容")
    _check_lines(package)


def _check_lines(package: Package) -> None:
    cases = {record.uid for record in package.contents.records if record.kind == "case"}
    officers = {one.uid for one in package.contents.officers}
    seen = set()
    for line in package.contents.lines:
        sound = (
            line.case in cases
            and (not line.officer or line.officer in officers)
            and UID.fullmatch(line.office)
            and _MOMENT.fits(line.at)
            and all(_NUMBER.fits(value) for value in (line.seq, line.case_id, line.officer_id))
            and all(map(_TEXT.fits, (line.unit, line.officer_name, line.action, line.label, line.reason)))
            and _TEXT.fits(line.detail)
            and _CHANGES.fits(line.changes)
            and (line.office, line.hash) not in seen
        )
        seen.add((line.office, line.hash))
        try:
            sound = bool(sound) and is_true(travelling(line, 0).line)
        except ValueError:
            sound = False
        if not sound:
            raise broken("办理记录与其校验值不符")


def travelling(line: Line, case_id: int) -> TravellingLine:
    """Return a line of a package as the store takes it, for our case."""
    event = Event(
        at=line.at,
        officer_id=line.officer_id,
        officer_name=line.officer_name,
        action=line.action,
        label=line.label,
        case_id=line.case_id,
        changes=parse_changes(line.changes),
        reason=line.reason,
        detail=line.detail,
    )
    kept = EventLine(line.seq, event, line.previous, line.hash)
    return TravellingLine(line.office, line.unit, kept, case_id, line.officer)


def fresh_lines(
    db: Database, package: Package, office: str
) -> tuple[tuple[tuple[str, TravellingLine], ...], tuple[str, ...]]:
    """Return the lines that are not here yet and the offices whose log once said otherwise under the same number."""
    fresh, forks = [], []
    listed = package.contents.lines
    for sender in dict.fromkeys(line.office for line in listed):
        mine = [line for line in listed if line.office == sender]
        hashes = {line.hash for line in mine}
        known = exchange_lines.known_hashes(db, sender, hashes)
        if sender == office:
            known |= exchange_lines.known_hashes(db, OWN_CHAIN, hashes)
        new = [line for line in mine if line.hash not in known]
        if exchange_lines.forks(db, sender, {line.seq: line.hash for line in new}):
            forks.append(mine[0].unit)
        fresh += [(line.case, travelling(line, 0)) for line in new]
    return tuple(fresh), tuple(forks)
