"""The menu of what is taken in as a list: intake workbooks, their templates, recognised lists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from ui.desk import Desk
from ui.widgets.parts import button


def intake_button(
    desk: Desk,
    owner: QWidget,
    show: Callable[[QDialog], None],
    show_cases: Callable[[tuple[int, ...]], None],
) -> QPushButton:
    """Return the button; `show` opens a dialog of the page, `show_cases` shows the cases that came of it."""
    made = button("导入(&I)　", name="导入办件")
    menu = QMenu(made)

    def open_intake() -> None:
        from ui.dialogs.intake_dialog import IntakeDialog

        dialog = IntakeDialog(desk, owner.window())
        dialog.cases_wanted.connect(show_cases)
        show(dialog)

    def open_recognition() -> None:
        from ui.dialogs.recognition_dialog import RecognitionDialog

        dialog = RecognitionDialog(desk, owner.window())
        dialog.cases_wanted.connect(show_cases)
        show(dialog)

    def open_template() -> None:
        from ui.dialogs.template_dialog import TemplateDialog

        show(TemplateDialog(desk, owner.window()))

    menu.addAction("从 Excel 导入办件(&E)…", open_intake)
    menu.addAction("免申即享：按认定名单登记(&L)…", open_recognition)
    menu.addSeparator()
    menu.addAction("保存导入模板(&T)…", open_template)
    made.setMenu(menu)
    return made
