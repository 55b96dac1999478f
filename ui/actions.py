"""The window's commands with their keys, in one list that F1 shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence

from ui.help_keys import show_help

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Command(NamedTuple):
    """A command of the window: its name, its key, what it does."""

    title: str
    key: str
    run: Callable[[MainWindow], object]
    also: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("新建办件", "Ctrl+N", lambda window: window.new_case()),
    Command("导入交换包", "Ctrl+Shift+I", lambda window: window.packages.open_dialog()),
    Command("手册：本页的说明", "F1", lambda window: show_help(window)),
    Command("快捷键一览", "Shift+F1", lambda window: show_help(window, "keys"), "?"),
    Command("办件页面导览", "Ctrl+F1", lambda window: window.tour.ask()),
)

# Keys that single pages handle themselves; listed here so that F1 tells all of them.
PAGE_KEYS: tuple[tuple[str, str], ...] = (
    ("Alt+1 … Alt+9，Alt+0，Alt+-", "转到左侧各栏"),
    ("Ctrl+K", "转到办件、主体、条款、事项、文书、页面、命令"),
    ("Ctrl+F", "在列表中查找"),
    ("Ctrl+U，再按序号", "换人办理"),
    ("Enter", "打开选中的办件"),
    ("1 / 2 / 3", "资格：符合 / 不符合 / 待补；材料：已收 / 待补 / 不适用"),
    ("1 / 2", "导入交换包时的冲突：用本单位的 / 用对方的"),
    ("↑ / ↓", "上一项 / 下一项"),
    ("R", "给当前一项写备注"),
    ("Ctrl+V", "粘贴 Excel 中复制的一列结论、几行人员或账户、一行要素"),
    ("Ctrl+1 … Ctrl+8", "办件各步：资格、材料、核定、意见、文书、记录、拨付、备注；政策、指标、设置的各页"),
    ("F3 / Shift+F3", "政策全文中的下一处 / 上一处"),
    ("F2", "修改申报事实"),
    ("Ctrl+S", "保存核定、填报、清单"),
    ("Ctrl+Enter", "登记 / 提交下一步"),
    ("Ctrl+Z", "撤销本页的上一次修改（作答、材料、附件、事实、核定、清单、设置等）"),
    ("Ctrl+Y / Ctrl+Shift+Z", "重做刚才撤销的"),
    ("Ctrl+P", "打印：列表和各板块的表格、办件单、文书"),
    ("F1", "对话框和提示中也可以按，打开对应的一节"),
    ("?", "快捷键一览（不在输入栏中时）"),
    ("Ctrl+Shift+P", "打印文书登记簿"),
    ("Esc", "返回"),
)


def install_help(window: MainWindow) -> None:
    """Give the window its help, before there is an office to work in."""
    for command in COMMANDS:
        if command.title.startswith("手册"):
            action = QAction(command.title, window)
            action.setShortcut(QKeySequence(command.key))
            action.triggered.connect(lambda checked=False, chosen=command: chosen.run(window))
            window.addAction(action)


def install_actions(window: MainWindow) -> None:
    """Give the window its commands (once)."""
    have = {action.text() for action in window.actions()}
    for command in COMMANDS:
        if command.title in have:
            continue
        action = QAction(command.title, window)
        action.setShortcuts([QKeySequence(key) for key in (command.key, command.also) if key])
        action.triggered.connect(lambda checked=False, chosen=command: chosen.run(window))
        window.addAction(action)
