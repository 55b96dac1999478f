"""The rows of a letter over several cases, and the one row of a letter of that kind over a single case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.cases.applicant import PERSONAL
from models.cases.snapshot import LetterSnapshot


@dataclass(frozen=True)
class BatchRow:
    """One case of a batch; amounts in 分, `share_fen` what the district bears where the amount is shared."""

    applicant: str
    applicant_kind: str
    case_no: str
    matter: str
    clause: str
    amount_fen: int
    share_fen: int | None
    bank: str
    account: str
    remark: str

    @property
    def personal(self) -> bool:
        """Whether the applicant is a person or a family."""
        return self.applicant_kind in PERSONAL

    @property
    def public_name(self) -> str:
        """The name as a public notice shows it: of people all but the first and the last character is hidden."""
        name = self.applicant
        if not self.personal or len(name) < 2:
            return name
        return name[0] + "＊" * max(len(name) - 2, 1) + (name[-1] if len(name) > 2 else "")

    @property
    def payment_fen(self) -> int:
        """What this office pays: its share where the amount is shared with the city."""
        return self.amount_fen if self.share_fen is None else self.share_fen

    @property
    def masked_account(self) -> str:
        """The bank and the last figures of the account, for a letter that others see."""
        if not self.account:
            return self.bank
        return "，".join(filter(None, (self.bank, f"尾号{self.account[-4:]}")))


def batch_rows(snapshot: LetterSnapshot) -> tuple[BatchRow, ...]:
    """Return the rows of a batch; a snapshot of a single case with an amount gives one row."""
    if snapshot.batch:
        return tuple(_row(row) for row in snapshot.batch)
    if not snapshot.case_no or snapshot.determined_fen is None:
        return ()
    return (
        BatchRow(
            snapshot.applicant_name,
            snapshot.applicant_kind,
            snapshot.case_no,
            snapshot.matter_name,
            snapshot.clause_number,
            snapshot.determined_fen,
            snapshot.district_share_fen,
            snapshot.applicant_bank,
            snapshot.applicant_account,
            snapshot.scope_name,
        ),
    )


def _row(row: Mapping[str, Any]) -> BatchRow:
    share = row.get("share_fen")
    bank, account = str(row.get("bank", "")), str(row.get("account", ""))
    if not bank and " " in account:
        bank, _, account = account.rpartition(" ")
    return BatchRow(
        applicant=str(row.get("applicant", "")),
        applicant_kind=str(row.get("applicant_kind", "")),
        case_no=str(row.get("case_no", "")),
        matter=str(row.get("matter", "")),
        clause=str(row.get("clause", "")),
        amount_fen=int(row.get("amount_fen") or 0),
        share_fen=None if share is None else int(share),
        bank=bank,
        account=account,
        remark=str(row.get("remark", "")),
    )
