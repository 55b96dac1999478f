"""What each officer arranges in the case list: columns and their widths, the order, saved views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from ui.itemmodels.case_columns import USUAL, Column, chosen_columns
from ui.screens.cases.presenter import CasesPresenter
from ui.undoing import Act, Done, Failed, Step
from ui.widgets.elided_button import literal
from ui.widgets.parts import button

MOST_VIEWS = 30


class Arrangement(QObject):
    """Holds what is arranged and keeps it for the officer at the desk; a view is columns, order and filter by name."""

    columns_changed = Signal()
    view_chosen = Signal(object)
    dialog_made = Signal(object)
    did = Signal(object, object)

    def __init__(self, presenter: CasesPresenter, present_view: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._presenter, self._present_view = presenter, present_view
        self.columns: tuple[Column, ...] = chosen_columns(USUAL)
        self.widths: dict[str, int] = {}
        self.preview = False
        self.views: dict[str, dict[str, Any]] = {}
        self.views_button = self._menu_button("视图(&V)", "已存的视图", self._fill_views)
        self.columns_button = button("列(&L)…", self.ask_columns, kind="small", name="选择列")

    def take(self, stored: dict[str, Any]) -> None:
        """Take over what was kept."""
        self.columns = chosen_columns(stored.get("columns"))
        widths, views = stored.get("widths"), stored.get("views")
        self.widths = (
            {k: v for k, v in widths.items() if isinstance(v, int)} if isinstance(widths, dict) else {}
        )
        self.views = dict(views) if isinstance(views, dict) else {}
        self.preview = bool(stored.get("preview"))
        self.columns_changed.emit()

    def keep(self) -> None:
        """Keep what is arranged now."""
        self._presenter.keep_arranged(
            {
                "columns": [column.key for column in self.columns],
                "widths": self.widths,
                "views": self.views,
                "preview": self.preview,
            }
        )

    def set_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns from now on."""
        self.columns = chosen_columns(keys)
        self.columns_changed.emit()
        self.keep()

    def ask_columns(self) -> None:
        """Open the dialog of the columns."""
        from ui.dialogs.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(tuple(column.key for column in self.columns), self.columns_button.window())
        dialog.accepted.connect(lambda: self.set_columns(dialog.keys))
        self.dialog_made.emit(dialog)

    def ask_name(self) -> None:
        """Ask under which name the present view is to be kept."""
        from ui.dialogs.name_dialog import NameDialog

        hint = "保存现在的条件、排序和列，只对您本人。同名的视图会被替换。"
        dialog = NameDialog("存为视图", hint, self.views_button.window())
        dialog.accepted.connect(lambda: self.save_view(dialog.name))
        self.dialog_made.emit(dialog)

    def save_view(self, name: str) -> None:
        """Keep the present view under a name."""
        before = dict(self.views)
        self.views.pop(name, None)
        self.views[name] = self._present_view()
        while len(self.views) > MOST_VIEWS:
            del self.views[next(iter(self.views))]
        words = "已替换视图" if name in before else "已存视图"
        self._changed(before, f"{words}“{name}”", f"存视图“{name}”")

    def choose_view(self, name: str) -> None:
        """Show a kept view."""
        view = self.views[name]
        self.columns = chosen_columns(view.get("columns"))
        self.columns_changed.emit()
        self.view_chosen.emit(view)

    def drop_view(self, name: str) -> None:
        """Forget a kept view."""
        before = dict(self.views)
        self.views.pop(name, None)
        self._changed(before, f"已删除视图“{name}”", f"删除视图“{name}”")

    def _changed(self, before: dict[str, dict[str, Any]], words: str, about: str) -> None:
        """Keep the views so that the change can be undone."""
        self.keep()
        after = dict(self.views)

        def act(views: dict[str, dict[str, Any]]) -> Act:
            def put(done: Done, failed: Failed) -> None:
                self.views = dict(views)
                self.keep()
                done(None)

            return put

        self.did.emit(self.views_button, Step(words, about, act(before), act(after)))

    def _menu_button(self, title: str, name: str, fill: Callable[[QMenu], None]) -> QPushButton:
        made = button(f"{title}　", kind="small", name=name)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: (menu.clear(), fill(menu)))
        made.setMenu(menu)
        return made

    def _fill_views(self, menu: QMenu) -> None:
        for name in self.views:
            menu.addAction(literal(name), lambda name=name: self.choose_view(name))
        if not self.views:
            menu.addAction("还没有存过视图").setEnabled(False)
        menu.addSeparator()
        menu.addAction("存为视图…", self.ask_name)
        if self.views:
            gone = menu.addMenu("删除视图")
            for name in self.views:
                gone.addAction(literal(name), lambda name=name: self.drop_view(name))
