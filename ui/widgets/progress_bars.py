"""Bars that a person can read: completion as a bar with its figure, states of many targets as one bar in parts."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.policy.standing import STATES
from ui.palette import Tokens
from ui.theme import Theme

BAR_HEIGHT = 6
STATUS_OF = {"已达标": "ok", "序时达标": "info", "滞后": "bad", "未填报": "quiet"}


def state_colours(tokens: Tokens, state: str) -> tuple[str, str]:
    """Return text colour and ground of a target's state."""
    return status_colours(tokens, STATUS_OF.get(state, "quiet"))


def status_colours(tokens: Tokens, status: str) -> tuple[str, str]:
    """Return text colour and ground of a status: ok, info, wait, bad or quiet."""
    return {
        "ok": (tokens.ok, tokens.ok_soft),
        "info": (tokens.accent_text, tokens.accent_soft),
        "wait": (tokens.wait, tokens.wait_soft),
        "bad": (tokens.bad, tokens.bad_soft),
        "quiet": (tokens.text_soft, tokens.sunken),
    }[status]


def part_colour(tokens: Tokens, state: str) -> str:
    """Return the strong colour of a state in a bar."""
    strong = {"ok": tokens.ok, "info": tokens.accent, "bad": tokens.bad, "quiet": tokens.line}
    return strong[STATUS_OF.get(state, "quiet")]


def paint_share(
    painter: QPainter,
    rect: QRect,
    share: Decimal | None,
    tokens: Tokens,
    colour: str,
    due: Decimal | None = None,
) -> None:
    """Paint a share in percent as a bar with its figure to the right; `due` sets a mark on the bar."""
    words = "—" if share is None else f"{share}%"
    figure = painter.fontMetrics().horizontalAdvance("100.0%") + 6
    painter.setPen(QColor(tokens.text_soft if share is None else tokens.text))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRect(rect.right() - figure, rect.top(), figure, rect.height()), right, words)
    bar = QRectF(rect.left(), rect.center().y() - BAR_HEIGHT / 2 + 1, rect.width() - figure - 8, BAR_HEIGHT)
    if bar.width() < 12:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.sunken))
    painter.drawRoundedRect(bar, 3, 3)
    if share is not None and share > 0:
        done = QRectF(bar)
        done.setWidth(max(bar.width() * min(float(share), 100.0) / 100, 4))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(done, 3, 3)
    if due is not None:
        x = bar.left() + bar.width() * min(float(due), 100.0) / 100
        painter.setBrush(QColor(tokens.text))
        painter.drawRect(QRectF(x - 0.75, bar.top() - 3, 1.5, BAR_HEIGHT + 6))


def paint_parts(painter: QPainter, rect: QRect, counts: dict[str, int], tokens: Tokens) -> None:
    """Paint counts by state as one bar, each part as wide as its count; the count stands in it where it fits."""
    total = sum(counts.values())
    if not total:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    height = painter.fontMetrics().height()
    x, top = float(rect.left()), rect.center().y() - height / 2
    for state in STATES:
        count = counts.get(state, 0)
        if not count:
            continue
        width = rect.width() * count / total
        part = QRectF(x, top, max(width - 1, 1), height)
        painter.fillRect(part, QColor(part_colour(tokens, state)))
        words = str(count)
        if painter.fontMetrics().horizontalAdvance(words) + 6 <= width:
            painter.setPen(QColor(tokens.text if STATUS_OF[state] == "quiet" else tokens.surface))
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, words)
        x += width


class StateLegend(QWidget):
    """What the colours of the bars mean, in words beside a sample of each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(f"图例：{'、'.join(STATES)}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(state) + 36 for state in STATES), metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, height = 0, self.height()
        for state in STATES:
            painter.fillRect(x, height // 2 - 5, 12, 10, QColor(part_colour(self._theme.tokens, state)))
            painter.setPen(QColor(self._theme.tokens.text_soft))
            width = painter.fontMetrics().horizontalAdvance(state)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(x + 18, 0, width + 4, height), left, state)
            x += width + 36
        painter.end()
