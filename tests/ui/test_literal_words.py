"""Names with &, < and > stand on screen as they are written: companies are called so, and Qt reads them as marks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox

from models.errors import FieldErrors, UserError
from ui import messages
from ui.screens.cases.arrangement import Arrangement
from ui.widgets.elided_button import ElidedLink

NAME = "杭州R&D<b>科技</b>有限公司"


def formats(box: QMessageBox) -> set[tuple[bool, Any]]:
    return {(NAME in one.text(), one.textFormat()) for one in box.findChildren(QLabel) if NAME in one.text()}


def test_boxes_show_names_as_written(qapp: Any) -> None:
    plain = {(True, Qt.TextFormat.PlainText)}
    problem = UserError(f"{NAME}没有账户", f"登记的是{NAME}", "请补充")
    boxes = [
        messages.problem_box(None, problem),
        messages.problem_box(None, FieldErrors([problem, problem])),
        messages.ask(None, f"登记{NAME}？", f"拨给{NAME}", action="登记", then=lambda: None),
    ]
    for box in boxes:
        assert formats(box) == plain and NAME in box.informativeText()
        box.deleteLater()


def test_links_and_menus_keep_the_ampersand(qapp: Any) -> None:
    link = ElidedLink(NAME, lambda: None)
    link.resize(600, 24)
    link.show()
    assert link.text() == NAME.replace("&", "&&")
    link.resize(100, 24)
    assert link.text().endswith("…") and "R&&D" in link.text() and link.toolTip() == NAME
    link.deleteLater()
    arranged, menu, chosen = Arrangement(object(), dict), QMenu(), []  # type: ignore[arg-type]
    arranged.views, arranged.choose_view = {NAME: {}}, chosen.append  # type: ignore[method-assign]
    arranged._fill_views(menu)
    assert menu.actions()[0].text() == NAME.replace("&", "&&")
    menu.actions()[0].trigger()
    assert chosen == [NAME]
