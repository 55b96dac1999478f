"""A small curve of one year: what was entered, what the passing of the year asks for, and the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.periods import Period
from ui.fonts import tabular
from ui.theme import Theme

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TICKS = 4


@dataclass(frozen=True)
class Curve:
    """What is drawn: points by day, the target, and whether a share of it falls due with each day of the year."""

    year: Period
    points: tuple[tuple[date, Decimal], ...]
    target: Decimal
    unit: str
    shared: bool
    aim: str = "目标"

    def in_order(self) -> tuple[tuple[date, Decimal], ...]:
        """Return one point per day, the last one entered, from first to last day."""
        return tuple(sorted(dict(self.points).items()))


def nice_top(largest: Decimal) -> tuple[Decimal, Decimal]:
    """Return the top of a scale from zero and its step: four or five even steps that are easy to read."""
    if largest <= 0:
        return Decimal(1), Decimal("0.25")
    rough = largest / TICKS
    power = Decimal(10) ** (rough.adjusted())
    step = next(power * part for part in STEPS if power * part >= rough)
    return step * (largest / step).to_integral_value(ROUND_CEILING), step


def plain(value: Decimal) -> str:
    """Return a number of at most four decimals without needless zeros, with thousands grouped."""
    return f"{round(value, 4).normalize():,f}"


class YearCurve(QWidget):
    """Paints in the colours in force; what it shows is told in words as its accessible description."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._curve: Curve | None = None
        self._empty = ""
        self.setAccessibleName("全年走势图")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_curve(self, curve: Curve | None, empty: str = "") -> None:
        """Show a curve; without one the words in `empty`."""
        self._curve, self._empty = curve, empty
        self.setAccessibleDescription(self.words())
        self.setToolTip(self.words())
        self.update()

    def words(self) -> str:
        """Return what the picture says in words."""
        if self._curve is None:
            return self._empty
        curve = self._curve
        target = f"{curve.aim} {plain(curve.target)}{curve.unit}"
        told = "，".join(
            f"{day.month}月{day.day}日 {plain(value)}{curve.unit}" for day, value in curve.in_order()
        )
        return f"{target}；{told or self._empty}"

    def sizeHint(self) -> QSize:
        return QSize(320, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 8 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(tabular(self.font()))
        font.setPixelSize(12)
        painter.setFont(font)
        if self._curve is None:
            painter.setPen(QColor(self._theme.tokens.text_soft))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty
            )
        else:
            _Plot(painter, self._theme, QRectF(self.rect()), self._curve, self._empty).draw()
        painter.end()


class _Plot:
    """One drawing: scales, then grid, lines, points and words from back to front."""

    def __init__(self, painter: QPainter, theme: Theme, rect: QRectF, curve: Curve, empty: str) -> None:
        self._p, self._t, self._curve, self._empty = painter, theme.tokens, curve, empty
        self._points = curve.in_order()
        largest = max([curve.target, *(value for _, value in self._points)])
        self._top, self._step = nice_top(largest)
        metrics = painter.fontMetrics()
        self._line = metrics.height()
        widest = max(metrics.horizontalAdvance(plain(value)) for value in self._ticks())
        self._area = QRectF(
            rect.left() + widest + 8,
            rect.top() + 2 * self._line + 4,
            rect.width() - widest - 16,
            rect.height() - 3.4 * self._line - 8,
        )
        self._rect = rect

    def draw(self) -> None:
        """Paint everything."""
        self._grid()
        self._months()
        self._share_line()
        self._target_line()
        self._values()
        self._legend()

    def _ticks(self) -> list[Decimal]:
        return [self._step * place for place in range(int(self._top / self._step) + 1)]

    def _x(self, day: date) -> float:
        year = self._curve.year
        whole = (year.last - year.first).days + 1
        gone = min(max((day - year.first).days + 1, 0), whole)
        return self._area.left() + self._area.width() * gone / whole

    def _y(self, value: Decimal) -> float:
        share = float(value / self._top) if self._top else 0.0
        return self._area.bottom() - self._area.height() * min(max(share, 0.0), 1.0)

    def _grid(self) -> None:
        for value in self._ticks():
            y = self._y(value)
            self._p.setPen(QPen(QColor(self._t.line), 1))
            self._p.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))
            self._p.setPen(QColor(self._t.text_soft))
            box = QRectF(self._rect.left(), y - self._line, self._area.left() - 6, 2 * self._line)
            self._p.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plain(value))

    def _months(self) -> None:
        first = self._curve.year.first
        room = self._area.width() / 12
        every = 1 if room >= self._p.fontMetrics().horizontalAdvance("12月") + 4 else 3
        self._p.setPen(QColor(self._t.text_soft))
        for month in range(1, 13):
            left = self._area.left() + room * (month - 1)
            if every > 1 and month % every:
                continue
            box = QRectF(left - room, self._area.bottom() + 4, 3 * room, 1.4 * self._line)
            label = (first.month + month - 2) % 12 + 1
            self._p.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{label}月")

    def _share_line(self) -> None:
        if self._curve.shared:
            self._p.setPen(QPen(QColor(self._t.text_soft), 1.4, Qt.PenStyle.DashLine))
            start = QPointF(self._area.left(), self._area.bottom())
            self._p.drawLine(start, QPointF(self._area.right(), self._y(self._curve.target)))

    def _target_line(self) -> None:
        self._p.setPen(QPen(QColor(self._t.wait), 1.6))
        y = self._y(self._curve.target)
        self._p.drawLine(QPointF(self._area.left(), y), QPointF(self._area.right(), y))

    def _values(self) -> None:
        places = [QPointF(self._x(day), self._y(value)) for day, value in self._points]
        accent = QColor(self._t.accent)
        self._p.setPen(QPen(accent, 2))
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        if len(places) > 1:
            self._p.drawPolyline(QPolygonF(places))
        self._p.setPen(QPen(QColor(self._t.surface), 1.5))
        self._p.setBrush(accent)
        for place in places:
            self._p.drawEllipse(place, 4, 4)
        if places:
            self._latest_words(places[-1])
        else:
            self._empty_words()

    def _empty_words(self) -> None:
        """Write what is missing on a ground of its own, so that no line runs through it."""
        width = self._p.fontMetrics().horizontalAdvance(self._empty) + 16
        box = QRectF(0, 0, width, 1.4 * self._line)
        box.moveCenter(self._area.center())
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(QColor(self._t.surface))
        self._p.drawRect(box)
        self._p.setPen(QColor(self._t.text_soft))
        self._p.drawText(box, Qt.AlignmentFlag.AlignCenter, self._empty)

    def _latest_words(self, place: QPointF) -> None:
        """Write the latest figure beside its point, on a ground of its own so that no line runs through it."""
        text = f"{plain(self._points[-1][1])}{self._curve.unit}"
        width = self._p.fontMetrics().horizontalAdvance(text) + 8
        fits = place.x() + 8 + width <= self._area.right()
        left = place.x() + 8 if fits else place.x() - 8 - width
        top = min(max(place.y() - self._line / 2, self._area.top()), self._area.bottom() - self._line)
        box = QRectF(left, top, width, self._line)
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(QColor(self._t.accent_soft))
        self._p.drawRoundedRect(box, 3, 3)
        self._p.setPen(QColor(self._t.accent_text))
        self._p.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _legend(self) -> None:
        """Name the lines in words beside a sample of each."""
        curve, x, y = self._curve, self._rect.left() + 2, self._rect.top() + self._line * 0.7
        entries = [("填报", self._t.accent, Qt.PenStyle.SolidLine, True)]
        if curve.shared:
            # In a narrow panel the words give way, not the last entry.
            wide = self._rect.width() >= self._p.fontMetrics().horizontalAdvance("序时（按天数）") * 4
            words = "序时（按天数）" if wide else "序时"
            entries.append((words, self._t.text_soft, Qt.PenStyle.DashLine, False))
        entries.append(
            (f"{curve.aim} {plain(curve.target)}{curve.unit}", self._t.wait, Qt.PenStyle.SolidLine, False)
        )
        for words, colour, style, dot in entries:
            self._p.setPen(QPen(QColor(colour), 2, style))
            self._p.drawLine(QPointF(x, y), QPointF(x + 18, y))
            if dot:
                self._p.setBrush(QColor(colour))
                self._p.drawEllipse(QPointF(x + 9, y), 3, 3)
            width = self._p.fontMetrics().horizontalAdvance(words)
            self._p.setPen(QColor(self._t.text_soft))
            box = QRectF(x + 23, y - self._line, width + 2, 2 * self._line)
            self._p.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            x += width + 38
