"""The list of payments due, as the finance bureau wants it: applicant, account, amount, clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.reports.table import Report, ReportColumn
from models.reports.workbook import to_workbook
from models.services import profile
from models.services.desk import Desk
from models.storage import payments as stored


@dataclass(frozen=True)
class PaymentDue:
    """What is still to be paid of one case; amounts in 分."""

    case_id: int
    case_no: str
    applicant_name: str
    matter_name: str
    clause: str
    bank: str
    account: str
    determined_fen: int
    paid_fen: int
    share_fen: int | None = None

    @property
    def payable_fen(self) -> int:
        """What this office pays: the district's part where the clause shares the amount with the city."""
        return self.determined_fen if self.share_fen is None else self.share_fen

    @property
    def due_fen(self) -> int:
        """The amount still to be paid."""
        return self.payable_fen - self.paid_fen


def due(desk: Desk, case_ids: Sequence[int] | None = None) -> tuple[PaymentDue, ...]:
    """Return the cases in 拨付 with money still to be paid, all or those chosen, in the order of their numbers."""
    rows = stored.due(desk.db, case_ids)
    found = []
    for row in rows:
        matter = desk.editions.pack(row["pack_id"]).matter(row["matter_id"])
        found.append(
            PaymentDue(
                row["id"],
                row["case_no"],
                row["name"],
                matter.name,
                row["clause"],
                row["bank"],
                row["account"],
                row["determined_fen"],
                row["paid_fen"],
                row["district_share_fen"],
            )
        )
    return tuple(found)


def workbook(desk: Desk, rows: Sequence[PaymentDue]) -> bytes:
    """Return the list as an .xlsx file for the finance bureau."""
    columns = (
        ReportColumn("序号", "number", 6),
        ReportColumn("办件编号", "text", 20),
        ReportColumn("收款单位（个人）", "text", 32),
        ReportColumn("开户行", "text", 28),
        ReportColumn("账号", "text", 24),
        ReportColumn("条款", "text", 10),
        ReportColumn("事项", "text", 32),
        ReportColumn("核定额（元）", "money", 16),
        ReportColumn("区级承担（元）", "money", 16),
        ReportColumn("已拨付（元）", "money", 16),
        ReportColumn("本次拨付（元）", "money", 16),
    )
    lines = tuple(
        (
            place,
            row.case_no,
            row.applicant_name,
            row.bank,
            row.account,
            row.clause,
            row.matter_name,
            row.determined_fen,
            row.payable_fen,
            row.paid_fen,
            row.due_fen,
        )
        for place, row in enumerate(rows, 1)
    )
    sums = [
        sum(amounts)
        for amounts in zip(
            *((r.determined_fen, r.payable_fen, r.paid_fen, r.due_fen) for r in rows), strict=True
        )
    ]
    total = (None, "合计", None, None, None, None, None, *(sums or (0, 0, 0, 0)))
    office = profile.required(desk)
    day = desk.clock.today().isoformat()
    report = Report("资金拨付清单", columns, lines, f"{office.unit}　{day}　共 {len(rows)} 笔", total)
    return to_workbook(report)
