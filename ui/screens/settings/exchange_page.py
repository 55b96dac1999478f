"""单位交换: this office's fingerprint, the offices it knows, and every package that went out or came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from models.cases.officers import action_obstacle
from models.services.exchange_views import LogView, PartnerView
from ui.desk import Desk
from ui.itemmodels.board_table_model import BoardColumn
from ui.screens.settings.page import SettingsPage
from ui.widgets.board_table import BoardTable
from ui.widgets.parts import button, label, line
from ui.widgets.swap import Swap

PARTNERS: tuple[BoardColumn, ...] = (
    BoardColumn("单位", 200, lambda one: one.unit, stretch=True),
    BoardColumn("代号", 64, lambda one: one.unit_short, spare=2),
    BoardColumn("指纹", 300, lambda one: one.fingerprint),
    BoardColumn("核对于", 128, lambda one: _moment(one.pinned_at), "quiet", spare=1),
)
LOG: tuple[BoardColumn, ...] = (
    BoardColumn("时间", 128, lambda one: _moment(one.at)),
    BoardColumn("方向", 64, lambda one: one.direction, "state", extra=lambda one: TONES[one.direction]),
    BoardColumn("单位", 180, lambda one: one.unit or "不指定", stretch=True),
    BoardColumn("办件", 56, lambda one: f"{one.cases:,}", "amount"),
    BoardColumn("经手人", 84, lambda one: one.officer_name, spare=2),
    BoardColumn("包号", 92, lambda one: one.package[:8], "quiet", spare=1),
    BoardColumn("说明", 160, lambda one: one.detail, "quiet", stretch=True),
)
TONES = {"导入": "ok", "导出": "info", "移交": "wait"}
USUAL_REASONS = ("对方更换了电脑，已电话核实", "单位已撤并")


@dataclass(frozen=True)
class _Shown:
    fingerprint: str
    partners: tuple[PartnerView, ...]
    log: tuple[LogView, ...]


class ExchangePage(SettingsPage):
    """Everybody may look; forgetting an office is for 管理."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "单位交换",
            "街道和部门之间用交换包（.bhpkg）送办件，不用网络。第一次往来时打电话核对指纹，以后自动验明。",
            scrolling=False,
        )
        self.dialog: QDialog | None = None
        self.fingerprint = label("…", "figure", selectable=True)
        self.copy_button = button("复制", self._copy, kind="small", name="复制本单位指纹")
        self.card_button = button("导出本单位名片(&P)…", self.export_card, name="导出本单位名片")
        self.import_button = button("导入交换包(&I)…", self._import, name="导入交换包")
        self.forget_button = button("忘记(&F)…", self.forget, kind="small", name="忘记所选往来单位")
        self.partners = BoardTable(PARTNERS, desk.theme, "往来单位", row_height=30)
        self.log = BoardTable(LOG, desk.theme, "交换记录", row_height=30)
        self._no_partner = label(
            "还没有往来单位。导入对方的交换包或名片并核对指纹后，列在这里。", "secondary", wrap=True
        )
        self._no_log = label("还没有导出或导入过交换包。", "secondary", wrap=True)
        self._lay_out()

    def obstacle(self) -> str:
        # The page is for looking; what may not be done is told by its own buttons.
        return ""

    def refresh(self) -> None:
        super().refresh()
        exchange = self._desk.office.exchange
        self._desk.read(
            lambda: _Shown(exchange.fingerprint(), exchange.partners(), exchange.log()),
            self._show,
            key="settings.exchange",
            owner=self,
        )

    def forget(self) -> None:
        """Ask for the reason and forget the chosen office's key."""
        from ui.dialogs.reason_dialog import ReasonDialog

        known: PartnerView | None = self.partners.current
        if known is None or not self.forget_button.isEnabled():
            return
        exchange, actor = self._desk.office.exchange, self._desk.officer

        def ask(reason: str, done: Any, failed: Any) -> None:
            self._desk.write(
                lambda: (None, exchange.forget(known.office, reason=reason, actor=actor)),
                lambda nothing: (done(nothing), self.refresh()),
                failed=failed,
                owner=self,
            )

        dialog = ReasonDialog(
            f"忘记“{known.unit}”？",
            "只忘记对方的密钥，已经交换的办件和记录都保留。下次导入对方的交换包时，要重新打电话核对指纹。",
            action="忘记",
            ask=ask,
            phrases=USUAL_REASONS,
            parent=self,
        )
        self._open(dialog)

    def export_card(self) -> None:
        """Write a package without cases, which makes this office known elsewhere."""
        from ui.dialogs.package_export_dialog import PackageExportDialog

        self._open(PackageExportDialog(self._desk, (), parent=self.window()))

    # --- inside

    def _lay_out(self) -> None:
        card = self.card("本单位指纹", hint="对方来电核对时，逐组读出这六组数字。")
        row = line(spacing=8)
        row.addWidget(self.fingerprint)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        card.addLayout(row)
        tools = line(spacing=8)
        tools.addWidget(self.import_button)
        tools.addWidget(self.card_button)
        tools.addStretch(1)
        card.addLayout(tools)
        head = line(spacing=8)
        head.addWidget(label("往来单位", "heading"))
        head.addStretch(1)
        head.addWidget(self.forget_button)
        self._partner_swap = Swap(self.partners, self._no_partner)
        self._log_swap = Swap(self.log, self._no_log)
        self.body.addLayout(head)
        self.body.addWidget(self._partner_swap, 2)
        self.body.addWidget(label("交换记录", "heading"))
        self.body.addWidget(self._log_swap, 3)

    def _show(self, shown: _Shown) -> None:
        self.fingerprint.setText(shown.fingerprint)
        current = self.partners.current
        self.partners.show_lines(
            list(shown.partners), lambda one: current is not None and one.office == current.office
        )
        self.log.show_lines(list(shown.log))
        self._partner_swap.turn_to(0 if shown.partners else 1)
        self._log_swap.turn_to(0 if shown.log else 1)
        officer = self._desk.officer
        may_not_forget = action_obstacle(officer, "manage_settings")
        may_not_exchange = action_obstacle(officer, "exchange")
        self.forget_button.setEnabled(bool(shown.partners) and not may_not_forget)
        self.forget_button.setToolTip(may_not_forget)
        self.card_button.setEnabled(not may_not_exchange)
        self.card_button.setToolTip(may_not_exchange)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.fingerprint.text())
        self._desk.say("已复制本单位指纹")

    def _import(self) -> None:
        window: Any = self._desk.window
        window.packages.open_dialog()


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")
