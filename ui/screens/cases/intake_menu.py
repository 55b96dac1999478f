"""The menu of what is taken in as a list: intake workbooks, their templates, recognised lists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from ui.desk import Desk
from ui.widgets.parts import button


def intake_button(desk: Desk, owner: QWidget, show: Callable[[QDialog], None]) -> QPushButton:
    """Return the button; `show` opens a dialog of the page."""
    made = button("导入　", name="导入办件")
    menu = QMenu(made)

    def open_intake() -> None:
        from ui.dialogs.intake_dialog import IntakeDialog

        show(IntakeDialog(desk, owner.window()))

    def open_recognition() -> None:
        from ui.dialogs.recognition_dialog import RecognitionDialog

        show(RecognitionDialog(desk, owner.window()))

    def open_template() -> None:
        from ui.dialogs.template_dialog import TemplateDialog

        show(TemplateDialog(desk, owner.window()))

    menu.addAction("从 Excel 导入办件…", open_intake)
    menu.addAction("免申即享：按认定名单登记…", open_recognition)
    menu.addSeparator()
    menu.addAction("保存导入模板…", open_template)
    made.setMenu(menu)
    return made
