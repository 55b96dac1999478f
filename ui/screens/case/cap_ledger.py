"""The cap: what is used, held by open cases and left, and which cases took it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from models.money import yuan_grouped
from models.services.views import HeadroomView, TakerView
from ui.fonts import tabular
from ui.theme import Theme
from ui.widgets.parts import button, clear, column, label

HOLDS = {"used": "已用", "reserved": "在办占用"}
MOST_TAKERS = 8


class CapLedger(QWidget):
    """Announces the case that took from the cap and should be opened."""

    case_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "strong", wrap=True)
        self._words = label("", "secondary", wrap=True, selectable=True)
        self._bar = CapBar(theme)
        self._takers = QGridLayout()
        self._takers.setHorizontalSpacing(8)
        self._takers.setVerticalSpacing(0)
        self._takers.setColumnStretch(1, 1)
        self._all = False
        self._shown = HeadroomView("")
        self._more = button("", self._toggle, kind="link", name="显示全部占用办件")
        layout = column(spacing=4)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addWidget(self._words)
        layout.addLayout(self._takers)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)

    def show_headroom(self, headroom: HeadroomView) -> None:
        """Show the cap of a case; nothing where the clause has none."""
        self._shown, self._all = headroom, False
        self.setVisible(bool(headroom.scope))
        scope = f"{headroom.scope}{'·' + headroom.scope_name if headroom.scope_name else ''}"
        self._bar.setVisible(headroom.cap_fen is not None)
        if headroom.cap_fen is None:
            self._title.setText(f"上限范围：{scope}")
            self._words.setText("一次性支持" if headroom.once else "条款没有给出累计上限")
        else:
            self._title.setText(f"{scope}余量 {yuan_grouped(headroom.left_fen or 0)} 元")
            self._bar.show_cap(headroom)
            self._words.setText(
                f"上限 {yuan_grouped(headroom.cap_fen)} − 已用 {yuan_grouped(headroom.used_fen)}"
                f" − 在办占用 {yuan_grouped(headroom.reserved_fen)}（元，本件不计在内）"
            )
        self._show_takers()

    def _show_takers(self) -> None:
        clear(self._takers)
        takers = self._shown.takers
        shown = takers if self._all else takers[:MOST_TAKERS]
        for row, taker in enumerate(shown):
            link = button(
                taker.case_no, self._opener(taker), kind="link", name=f"打开占用上限的办件 {taker.case_no}"
            )
            amount = label(f"{yuan_grouped(taker.amount_fen)} 元", "secondary", selectable=True)
            amount.setFont(tabular(amount.font()))
            self._takers.addWidget(link, row, 0)
            self._takers.addWidget(label(HOLDS.get(taker.hold, ""), "caption"), row, 1)
            self._takers.addWidget(
                amount, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self._more.setText(f"显示其余 {len(takers) - len(shown)} 件")
        self._more.setVisible(len(takers) > len(shown))

    def _toggle(self) -> None:
        self._all = True
        self._show_takers()

    def _opener(self, taker: TakerView) -> Callable[[], None]:
        return lambda: self.case_asked.emit(taker.case_id)


class CapBar(QWidget):
    """Used, held and left of a cap as one bar; the words below it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shares = (0.0, 0.0)
        self.setFixedHeight(10)

    def show_cap(self, headroom: HeadroomView) -> None:
        """Show a cap."""
        cap = headroom.cap_fen or 1
        self._shares = (headroom.used_fen / cap, headroom.reserved_fen / cap)
        self.setAccessibleName(f"已用 {self._shares[0]:.0%}，在办占用 {self._shares[1]:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        whole = QRectF(0, 2, self.width(), 6)
        painter.fillRect(whole, QColor(tokens.sunken))
        left = 0.0
        for share, colour in zip(self._shares, (tokens.accent, tokens.accent_line), strict=True):
            width = min(share, 1.0 - left) * self.width()
            painter.fillRect(QRectF(left * self.width(), 2, width, 6), QColor(colour))
            left = min(left + share, 1.0)
        painter.end()
