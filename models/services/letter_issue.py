"""Writes an issued letter: draws its number, makes code and signed line, renders, stores bytes and hash."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from models.cases.officers import Officer
from models.cases.snapshot import LetterSnapshot
from models.ids import letter_number, new_uid, verification_code
from models.services import signing
from models.services.desk import Desk
from models.services.press import LetterPress
from models.services.snapshot_json import snapshot_json
from models.services.views import IssuedLetter
from models.storage import letters as stored
from models.storage import settings as stored_settings
from models.storage.numbering import next_number


def write_letter(
    desk: Desk,
    press: LetterPress,
    snapshot: LetterSnapshot,
    case_ids: tuple[int, ...],
    actor: Officer,
    replaces_id: int | None,
) -> IssuedLetter:
    """Issue a letter inside the caller's transaction; a fault gives the number back with everything else."""
    values, numbered = _numbered(desk, press, snapshot)
    final = _coded(desk, numbered, values["uid"])
    pdf = press.render(press.compose(snapshot.kind, final), created=desk.clock.now())
    digest = hashlib.sha256(pdf).hexdigest()
    values |= {
        "case_id": case_ids[0] if len(case_ids) == 1 else None,
        "kind": snapshot.kind,
        "snapshot": snapshot_json(final),
        "sha256": digest,
        "code": final.code,
        "qr_payload": final.qr_payload,
        "issued_on": snapshot.issued_on.isoformat(),
        "issued_at": desk.now(),
        "officer_id": actor.id,
        "decision_round": desk.case(case_ids[0]).decision_round,
        "replaces_id": replaces_id,
    }
    letter_id = stored.insert(desk.db, values, pdf, case_ids)
    for case_id in case_ids:
        # The whole hash stands in the record: `verify` compares it with the register.
        detail = f"{press.label(snapshot.kind)} {final.number} SHA-256 {digest}"
        desk.record(actor, "letter_issued", "出具文书", case_id=case_id, detail=detail)
    return IssuedLetter(letter_id, final.number, pdf, digest, final.code)


def _numbered(
    desk: Desk, press: LetterPress, snapshot: LetterSnapshot
) -> tuple[dict[str, Any], LetterSnapshot]:
    word = press.sequence(snapshot.kind)
    year = snapshot.issued_on.year
    values: dict[str, Any] = {"uid": new_uid(), "year": year, "sequence": "", "serial": 0, "number": ""}
    if word:
        prefix = snapshot.number_prefix + word
        serial = next_number(desk.db, f"letter.{prefix}", year)
        number = letter_number(prefix, year, serial)
        values |= {"sequence": f"letter.{prefix}", "serial": serial, "number": number}
    return values, replace(snapshot, number=values["number"])


def _coded(desk: Desk, snapshot: LetterSnapshot, uid: str) -> LetterSnapshot:
    office_uid = stored_settings.get(desk.db, "office.uid", "")
    code = verification_code(office_uid, uid, snapshot_json(snapshot))
    line = signing.payload(
        desk.db,
        number=snapshot.number,
        code=code,
        amount_fen=snapshot.determined_fen,
        issued_on=snapshot.issued_on,
    )
    return replace(snapshot, code=code, qr_payload=line)
