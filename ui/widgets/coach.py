"""Small marks over a page that point at one part after another; keys go to the marks until they end."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from ui.spoken import announce
from ui.theme import Theme
from ui.widgets.parts import button, column, frame, label, line

CARD_WIDTH = 420
GAP = 12
SHADE = QColor(0, 0, 0, 96)


class Mark(NamedTuple):
    """One mark: its title, what it says, the part it points at, and what has to be opened before."""

    title: str
    text: str
    target: QWidget
    prepare: Callable[[], object] = lambda: None


class CoachMarks(QWidget):
    """Covers its parent; Enter and → go on, ← goes back, Esc ends; the page below gets no key meanwhile."""

    ended = Signal()

    def __init__(self, marks: tuple[Mark, ...], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks, self._theme = marks, theme
        self.place = 0
        self._hole = QRect()
        self._title = label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._count = label("", "caption")
        self.end_button = button("结束 Esc", self.end, kind="link", name="结束导览")
        self.back_button = button("‹ 上一步", self.back, name="上一步")
        self.next_button = button("", self.go_on, kind="primary")
        self._buttons = (self.end_button, self.back_button, self.next_button)
        self._card = frame("coach", self._card_layout())
        self._card.setParent(self)
        self._card.setFixedWidth(CARD_WIDTH)
        for made in self._buttons:
            made.installEventFilter(self)
        parent.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_focus)

    def begin(self) -> None:
        """Show the first mark."""
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._turn_to(0)

    def go_on(self) -> None:
        """Show the next mark, or end behind the last."""
        if self.place + 1 == len(self._marks):
            self.end()
        else:
            self._turn_to(self.place + 1)

    def back(self) -> None:
        """Show the mark before."""
        self._turn_to(max(self.place - 1, 0))

    def end(self) -> None:
        """Take the marks away."""
        if self.isHidden():
            return
        self._host.removeEventFilter(self)
        QApplication.instance().focusChanged.disconnect(self._keep_focus)  # type: ignore[union-attr]
        self.hide()
        self.ended.emit()
        self.deleteLater()

    # --- keys and focus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._host.rect())
                self._arrange_soon()
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def mousePressEvent(self, event: object) -> None:
        """A click beside the card does nothing to the page below."""

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        focus = QApplication.focusWidget()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key == Qt.Key.Key_Right:
            self.go_on()
        elif key == Qt.Key.Key_Left:
            self.back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus in self._buttons:
            focus.click()  # type: ignore[union-attr]
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key == Qt.Key.Key_Space:
            return False
        return True

    def _tab(self, step: int) -> None:
        shown = [made for made in self._buttons if not made.isHidden()]
        here = next((place for place, made in enumerate(shown) if made.hasFocus()), 0)
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def _keep_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """A page that fills late may ask for the focus; it stays here until the marks end."""
        if (
            new is not None
            and self.isVisible()
            and new.window() is self.window()
            and not self.isAncestorOf(new)
        ):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing

    @property
    def _host(self) -> QWidget:
        host = self.parentWidget()
        assert host is not None
        return host

    def _card_layout(self):  # type: ignore[no-untyped-def]
        head = line(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        foot = line(spacing=8)
        foot.addWidget(self.end_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        whole = column(spacing=12, margins=(20, 16, 16, 16))
        whole.addLayout(head)
        whole.addWidget(self._text)
        whole.addLayout(foot)
        return whole

    def _turn_to(self, place: int) -> None:
        self.place = place
        mark, count = self._marks[place], len(self._marks)
        mark.prepare()
        last = place + 1 == count
        self._title.setText(mark.title)
        self._text.setText(mark.text)
        self._count.setText(f"{place + 1}/{count}")
        self.back_button.setVisible(place > 0)
        self.next_button.setText("开始办理　Enter" if last else "下一步　Enter")
        self.next_button.setAccessibleName("结束导览，开始办理" if last else "下一步")
        spoken = f"导览第{place + 1}步，共{count}步。{mark.title}。{mark.text}"
        self.next_button.setAccessibleDescription(spoken)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.next_button, spoken)
        self._arrange()
        self._arrange_soon()

    def _arrange_soon(self) -> None:
        """A page that was opened or resized just now finds its places in the next turns."""
        for delay_ms in (0, 60, 200):
            QTimer.singleShot(delay_ms, self, self._arrange)

    def _arrange(self) -> None:
        if self.isHidden():
            return
        target = self._marks[self.place].target
        shown = QRect(target.mapTo(self._host, QPoint(0, 0)), target.size())
        self._hole = shown.adjusted(-4, -4, 4, 4).intersected(self.rect().adjusted(2, 2, -2, -2))
        height = self._card.layout().totalHeightForWidth(CARD_WIDTH)
        self._card.setGeometry(self._beside(self._hole, max(height, self._card.sizeHint().height())))
        self._card.raise_()
        self.update()

    def _beside(self, hole: QRect, height: int) -> QRect:
        """Return a place for the card beside the part, inside the window; over it where there is no other room."""
        room = self.rect().adjusted(GAP, GAP, -GAP, -GAP)
        card = QRect(0, 0, CARD_WIDTH, height)
        for corner in (
            QPoint(hole.right() + GAP, hole.top()),
            QPoint(hole.left() - GAP - CARD_WIDTH, hole.top()),
            QPoint(hole.left(), hole.bottom() + GAP),
            QPoint(hole.left(), hole.top() - GAP - height),
        ):
            card.moveTopLeft(corner)
            slid = card.translated(
                min(0, room.right() - card.right()) or max(0, room.left() - card.left()),
                min(0, room.bottom() - card.bottom()) or max(0, room.top() - card.top()),
            )
            if not slid.intersects(hole) and room.contains(slid):
                return slid
        card.moveBottomRight(room.bottomRight())
        return card

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(self._hole)))
        painter.fillRect(self.rect(), SHADE)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
        painter.drawRect(self._hole)
