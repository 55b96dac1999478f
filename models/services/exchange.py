"""Exchange with other offices by package files (.bhpkg): export, preview, import, partners, who leads a case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import UserError
from models.exchange.packages import envelope
from models.gauge import Gauge, Proceed
from models.services import exchange_export, exchange_import
from models.services.desk import Desk
from models.services.exchange_views import (
    ExportReport,
    ImportReport,
    LeadView,
    LogView,
    PackagePreview,
    PartnerView,
)
from models.services.views import Fault
from models.storage import exchange as stored
from models.storage import exchange_lines

_TOPIC = "exchange"


class ExchangeService:
    """Packages that carry cases between offices without a network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def export(
        self,
        path: Path,
        case_ids: tuple[int, ...],
        *,
        actor: Officer,
        passphrase: str = "",
        recipient: str = "",
        hand_over: bool = False,
        reason: str = "",
        wallets: bool = False,
        proceed: Proceed | None = None,
    ) -> tuple[ExportReport, Changes]:
        """Write cases with all that belongs to them; without cases the package only introduces this office.

        `recipient` is a known office's uid; `hand_over` makes it lead the cases from now on. `wallets` adds the
        files kept for the applicants themselves. Internal notes go along only where `share_note` flagged them.
        `proceed(done, total)` hears the cases, and ends it by saying no (StoppedWork): nothing is written then.
        """
        require_action(actor, "exchange")
        chosen = tuple(dict.fromkeys(case_ids))
        gauge = Gauge(proceed, stopped="已停止导出，没有写成文件")
        # As much again for gathering and packing.
        gauge.expect(2 * len(chosen))
        with self._desk.db.atomic():
            report = exchange_export.write(
                self._desk,
                path,
                chosen,
                actor=actor,
                passphrase=passphrase,
                recipient=recipient,
                hand_over=hand_over,
                reason=reason.strip()[:500],
                wallets=wallets,
                gauge=gauge,
            )
        return report, Changes(cases=frozenset(chosen), topics=frozenset({_TOPIC}))

    def preview(self, path: Path, *, passphrase: str = "", proceed: Proceed | None = None) -> PackagePreview:
        """Return what a package would do; nothing is written. Raises UserError for anything not whole and sound.

        `proceed(done, total)` hears the entries, and ends it by saying no (StoppedWork).
        """
        gauge = Gauge(proceed, stopped="已停止读取")
        return exchange_import.preview(self._desk, path, passphrase=passphrase, gauge=gauge)

    def take(
        self,
        path: Path,
        *,
        actor: Officer,
        passphrase: str = "",
        fingerprint: str = "",
        choices: Mapping[str, str] | None = None,
        leave_open: bool = False,
        package: str = "",
        proceed: Proceed | None = None,
    ) -> tuple[ImportReport, Changes]:
        """Import a package as a whole, or not at all.

        `fingerprint` is the one from the preview, passed back at a first contact after comparing it by telephone.
        `choices` decides conflicts: {ConflictView.id: "mine" | "theirs"}. Undecided ones refuse the import unless
        `leave_open` puts them off: everything else is taken, they are asked again with the next import.
        `package` is the id from the preview: another package now lying at the path is refused.
        `proceed(done, total)` hears the entries, and ends it by saying no (StoppedWork): nothing is changed then.
        """
        require_action(actor, "exchange")
        return exchange_import.take(
            self._desk,
            path,
            actor=actor,
            passphrase=passphrase,
            fingerprint=fingerprint,
            choices=choices or {},
            leave_open=leave_open,
            expected=package,
            gauge=Gauge(proceed, stopped="已停止导入，什么都没有改动"),
        )

    def fingerprint(self) -> str:
        """Return this office's own fingerprint, to be read out by telephone."""
        return envelope.fingerprint(exchange_export.own_key(self._desk)["public"])

    def partners(self) -> tuple[PartnerView, ...]:
        """Return the known offices."""
        return tuple(
            PartnerView(
                one.office, one.unit, one.unit_short, envelope.fingerprint(one.public_key), one.pinned_at
            )
            for one in stored.partners(self._desk.db)
        )

    def forget(self, office: str, *, reason: str, actor: Officer) -> Changes:
        """Forget an office's key (a new machine, a lost key): its next package is a first contact again."""
        require_action(actor, "manage_settings")
        if not reason.strip():
            raise UserError("请填写理由", "", "如：对方更换了电脑，已电话核实", field="reason")
        with self._desk.db.atomic():
            known = stored.partner(self._desk.db, office)
            if known is None or not stored.forget(self._desk.db, office):
                raise UserError("没有这一往来单位", "", "请刷新后再试")
            self._desk.record(
                actor, "partner_forgotten", "解除往来单位的密钥", detail=known.unit, reason=reason.strip()
            )
        return Changes.of_topic(_TOPIC)

    def lead(self, case_id: int) -> LeadView:
        """Return which office leads a case; editing it elsewhere is possible and later shows as a conflict."""
        card = exchange_export.own_card(self._desk)
        self._desk.case(case_id)
        office = stored.leads(self._desk.db, [case_id], card.uid)[case_id]
        unit = card.unit if office == card.uid else stored.units(self._desk.db).get(office, "其他单位")
        return LeadView(office, unit, office == card.uid)

    def take_lead(self, case_ids: tuple[int, ...], *, reason: str, actor: Officer) -> Changes:
        """Make this office lead cases again, where the other one does not answer."""
        require_action(actor, "hand_over")
        if not reason.strip():
            raise UserError("请填写收回主办的理由", "", "", field="reason")
        card = exchange_export.own_card(self._desk)
        with self._desk.db.atomic():
            for case_id in dict.fromkeys(case_ids):
                self._desk.case(case_id)
                stored.set_lead(self._desk.db, case_id, card.uid)
                self._desk.record(
                    actor, "lead_taken", "收回主办", case_id=case_id, reason=reason.strip(), detail=card.unit
                )
        return Changes(cases=frozenset(case_ids), topics=frozenset({_TOPIC}))

    def share_note(self, note_id: int, *, shared: bool = True, actor: Officer) -> Changes:
        """Flag an internal note so that it goes along with its case, or take the flag off."""
        require_action(actor, "write_note")
        with self._desk.db.atomic():
            if not stored.share_note(self._desk.db, note_id, shared):
                raise UserError("没有这条备注", "", "请刷新后再试")
        return Changes.of_topic("notes")

    def shared_notes(self) -> frozenset[int]:
        """Return the ids of the notes that go along."""
        return stored.shared_notes(self._desk.db)

    def log(self, limit: int = 200) -> tuple[LogView, ...]:
        """Return the packages that went out and came in, newest first."""
        units = stored.units(self._desk.db)
        return tuple(
            LogView(
                row["at"],
                row["direction"],
                units.get(row["office"], ""),
                row["package"],
                row["cases"],
                row["name"],
                row["detail"],
            )
            for row in stored.log(self._desk.db, limit)
        )

    def verify(self) -> list[Fault]:
        """Check every foreign line of the record against the hash its own office gave it."""
        faults = exchange_lines.verify(self._desk.db)
        return [Fault("外单位记录", f"第 {fault.seq} 条", fault.what) for fault in faults]
