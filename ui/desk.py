"""What every screen is handed: the office, the officer at the desk, the worker, the announcements and the look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import DamagedData, UserError
from ui import messages
from ui.bridge import Bridge
from ui.icons import Icons
from ui.tasks import Job, Tasks
from ui.theme import ResourcePath, Theme


class Desk(QObject):
    """The officer's desk. The office itself lives on the worker's thread; only its frozen values come back."""

    officer_changed = Signal(object)
    office_changed = Signal(object)
    said = Signal(str)
    # Something that can be taken back was done on a page: the widget it was done in, and the step of ui.undoing.
    did = Signal(object, object)

    def __init__(
        self,
        *,
        theme: Theme,
        icons: Icons,
        tasks: Tasks,
        resource_path: ResourcePath,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.icons = icons
        self.tasks = tasks
        self.bridge = Bridge(self)
        self.resource_path = resource_path
        self.office: Any = None
        self.profile: Any = None
        self.officer: Any = None
        self.officers: tuple[Any, ...] = ()
        self.window: QWidget | None = None
        self.practice = False
        self.damage_told = False

    def read(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Fetch something from the office; `then` gets it on the window's thread."""
        return self.tasks.run(call, then=then, failed=failed or self.show_problem, key=key, owner=owner)

    def browse(
        self,
        call: Callable[[Callable[[], bool]], Any],
        then: Callable[[Any], None],
        *,
        key: str,
        owner: QObject,
        wait_ms: float = 0.0,
    ) -> Job:
        """Read a list beside the work; `call(proceed)` is stopped once a later reading has the same key.

        With `wait_ms` an answer that comes within so few milliseconds is handed on before this returns.
        """
        return self.tasks.browse(
            call, then=then, failed=self.show_problem, key=key, owner=owner, wait_ms=wait_ms
        )

    def write(
        self,
        call: Callable[[], tuple[Any, Any]],
        then: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Change something in the office, announce what changed, then hand on the result."""

        def announce(answer: tuple[Any, Any]) -> None:
            result, changes = answer
            if then:
                then(result)
            self.bridge.changed.emit(changes, owner)

        return self.tasks.run(call, then=announce, failed=failed or self.show_problem, owner=owner)

    def show_problem(self, error: Exception) -> None:
        """Show a problem that the officer can put right; anything else is a defect of the program."""
        if isinstance(error, DamagedData):
            self._tell_damage(error)
        elif isinstance(error, UserError):
            messages.show_problem(self.window, error)
        else:
            self.tasks.unexpected(error)

    def _tell_damage(self, error: DamagedData) -> None:
        """One damaged place is met by every page that reads it; the officer is asked once."""
        if self.damage_told or self.office is None:
            self.say(error.message)
            return
        from ui.recovery import offer_reopening

        self.damage_told = True
        offer_reopening(self.window, error)

    def sit_down(self, officer: Any) -> None:
        """Let another officer work at this desk."""
        self.officer = officer
        self.officer_changed.emit(officer)

    def say(self, words: str) -> None:
        """Show a short confirmation in the status line."""
        self.said.emit(words)
