"""Undo and redo for every page: the former value is written as a new entry; nothing recorded is ever taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from models.errors import ConflictError
from ui.desk import Desk
from ui.widgets.parts import ElidedLabel, button, line

SHOWN_MS = 15_000
NOTHING = "本次打开后没有可以撤销的修改"
Done = Callable[[object], None]
Failed = Callable[[Exception], None]
Act = Callable[[Done, Failed], object]


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One act of this session: what is told of it, what it was about, how it is taken back and done again.

    `stands` tells whether what was done still stands, `fell` whether what was before stands again; where they
    do not, somebody changed it since and it is left alone.
    """

    words: str
    about: str
    back: Act
    again: Act | None = None
    stands: Callable[[], bool] = _always
    fell: Callable[[], bool] = _always


def written(desk: Desk, call: Callable[[], tuple[Any, Any]], owner: QObject | None = None) -> Act:
    """Return the act that writes something in the office."""
    return lambda done, failed: desk.write(call, done, failed=failed, owner=owner)


def exchanged(
    desk: Desk,
    write: Callable[[Any, Any], tuple[Any, Any]],
    former: Any,
    saved: Any,
    show: Done = lambda result: None,
) -> tuple[Act, Act]:
    """Return the acts that put a former form back and the saved one again; `write(form, now)` gets what stands now."""
    now = [saved]

    def act(form: Any) -> Act:
        def run(done: Done, failed: Failed) -> None:
            def wrote(result: object) -> None:
                now[0] = result
                show(result)
                done(result)

            desk.write(lambda: write(form, now[0]), wrote, failed=failed)

        return run

    return act(former), act(saved)


class UndoBar(QFrame):
    """Tells the last act with a button that takes it back; goes away by itself, the keys stay."""

    undo_asked = Signal()
    redo_asked = Signal()
    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.words = ElidedLabel("", "secondary")
        self.undo_button = button("撤销　Ctrl+Z", self.undo_asked.emit, kind="link", name="撤销上一次修改")
        self.redo_button = button("重做　Ctrl+Y", self.redo_asked.emit, kind="link", name="重做刚才撤销的")
        layout = line(spacing=8)
        layout.addWidget(self.words, 1)
        for made in (self.undo_button, self.redo_button):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(made)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, words: str, *, undo: bool = False, redo: bool = False) -> None:
        """Show what was done for a while."""
        self.words.set_whole(words)
        self.setAccessibleName(words)
        self.undo_button.setVisible(undo)
        self.redo_button.setVisible(redo)
        self.show()
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turned.emit(False)


class UndoStack(QObject):
    """What was done on one page by the officer who sits here; the keys work while the focus is on that page."""

    def __init__(self, desk: Desk, page: QWidget, bar: UndoBar) -> None:
        super().__init__(page)
        self._desk, self._page, self._bar = desk, page, bar
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.working = False
        self._nothing = NOTHING
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            key = QShortcut(QKeySequence(keys), page)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(slot)

    def add(self, step: Step) -> None:
        """Something was done that can be taken back."""
        self.done.append(step)
        self.undone.clear()
        self._nothing = NOTHING
        self._tell(step.words, undo=True)

    def tell(self, words: str) -> None:
        """Something was done that these keys do not take back, nor anything before it."""
        self.done.clear()
        self.undone.clear()
        self._nothing = words
        self._tell(words)

    def forget(self) -> None:
        """Another case or another officer: what was done before is not theirs to take back."""
        self.done.clear()
        self.undone.clear()
        self._nothing = NOTHING
        self._bar.hide()

    def undo(self) -> None:
        """Write the former value of the last act that still stands."""
        self.when_ready(self._undo)

    def redo(self) -> None:
        """Do again what was undone last."""
        self.when_ready(self._redo)

    def when_ready(self, run: Callable[[], None]) -> None:
        """Run at once; a page that has something on its way waits for it."""
        run()

    def _undo(self) -> None:
        if self.working:
            return
        if not self.done:
            self._desk.say(self._nothing)
            return
        step = self.done.pop()
        if not step.stands():
            self._left_alone(step)
            return

        def went(result: object) -> None:
            if step.again is not None:
                self.undone.append(step)
            self._tell(f"已撤销：{step.about}", undo=bool(self.done), redo=bool(self.undone))

        self._run(step.back, step, went, self.done)

    def _redo(self) -> None:
        if self.working:
            return
        if not self.undone:
            self._desk.say("没有可以重做的修改")
            return
        step = self.undone.pop()
        if not step.fell() or step.again is None:
            self._left_alone(step)
            return

        def went(result: object) -> None:
            self.done.append(step)
            self._tell(f"已重做：{step.about}", undo=True, redo=bool(self.undone))

        self._run(step.again, step, went, self.undone)

    def _run(self, act: Act, step: Step, went: Done, stack: list[Step]) -> None:
        """Carry out an act; refused for another reason than a conflict it may be tried again later."""
        self.working = True

        def done(result: object) -> None:
            self.working = False
            went(result)

        def failed(error: Exception) -> None:
            self.working = False
            if isinstance(error, ConflictError):
                self._left_alone(step)
                return
            stack.append(step)
            self._desk.show_problem(error)

        act(done, failed)

    def _left_alone(self, step: Step) -> None:
        words = f"“{step.about}”之后又有改动，没有撤销或重做"
        self._tell(words, undo=bool(self.done), redo=bool(self.undone))

    def _tell(self, words: str, *, undo: bool = False, redo: bool = False) -> None:
        self._bar.tell(words, undo=undo, redo=redo)


class WindowUndo(QObject):
    """One per window: hands what was done to the page it was done on; pages without a bar of their own share one."""

    def __init__(self, desk: Desk, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._desk, self._pages = desk, pages
        self.bar = bar = UndoBar()
        self._stacks: dict[QWidget, UndoStack] = {}
        self._officer_id = 0
        bar.undo_asked.connect(lambda: self._with_shown(lambda stack: stack.undo()))
        bar.redo_asked.connect(lambda: self._with_shown(lambda stack: stack.redo()))
        desk.did.connect(self.add)
        desk.officer_changed.connect(self._on_officer)
        # What was told belongs to the page shown before.
        pages.currentChanged.connect(lambda place: bar.hide())

    def stack_of(self, page: QWidget) -> UndoStack:
        """Return what was done on a page."""
        own = getattr(page, "undo", None)
        if isinstance(own, UndoStack):
            return own
        if page not in self._stacks:
            self._stacks[page] = UndoStack(self._desk, page, self.bar)
        return self._stacks[page]

    def add(self, owner: QWidget, step: Step) -> None:
        """Note an act at the page its owner stands on."""
        page: QWidget | None = owner
        while page is not None and page.parentWidget() is not self._pages:
            page = page.parentWidget()
        if page is not None:
            self.stack_of(page).add(step)
            if not page.isVisible():
                self.bar.hide()
                self._desk.say(step.words)

    def _with_shown(self, run: Callable[[UndoStack], None]) -> None:
        for page, stack in self._stacks.items():
            if page.isVisible():
                run(stack)

    def _on_officer(self, officer: Any) -> None:
        if officer.id != self._officer_id:
            self._officer_id = officer.id
            self.bar.hide()
            for stack in self._stacks.values():
                stack.forget()
