"""Finds what a screen reader cannot say and what a key cannot mean: nameless controls, empty rows, shared mnemonics."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

Role = QAccessible.Role
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
# What each control may call itself; everything else that takes the focus must at least not be a bare pane.
ROLES: tuple[tuple[type[QWidget], frozenset[Role]], ...] = (
    (
        QAbstractButton,
        frozenset({Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton}),
    ),
    (QLineEdit, frozenset({Role.EditableText})),
    (QPlainTextEdit, frozenset({Role.EditableText})),
    (QTextEdit, frozenset({Role.EditableText, Role.StaticText, Role.Document})),
    (QComboBox, frozenset({Role.ComboBox})),
    (QAbstractSpinBox, frozenset({Role.SpinBox})),
    (QTreeView, frozenset({Role.Tree})),
    (QTableView, frozenset({Role.Table})),
    (QAbstractItemView, frozenset({Role.List, Role.Table, Role.Tree})),
)
BARE = frozenset({Role.NoRole, Role.Client, Role.Pane, Role.Border, Role.Window})
ROWS_READ = 5
MOST_TABS = 200
_MNEMONIC = re.compile(r"&([0-9A-Za-z])")


def unspoken(root: QWidget) -> list[str]:
    """Return what in a window has no name, no sensible role or no words for a screen reader."""
    found = []
    for control in controls(root):
        told = QAccessible.queryAccessibleInterface(control)
        shown = describe(control)
        if told is None:
            found.append(f"{shown}: a screen reader does not see it")
            continue
        if not told.text(QAccessible.Text.Name).strip() and not _own_words(control):
            found.append(f"{shown}: no name")
        found += _role_faults(control, told.role(), shown)
        if isinstance(control, QAbstractItemView) and control.model() is not None:
            found += _silent_rows(control, shown)
    return found


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield every visible control and everything else that takes the focus by key; parts inside a control are its own."""
    for part in root.findChildren(QWidget):
        takes_focus = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
        if not part.isVisible() or not (isinstance(part, CONTROLS) or takes_focus):
            continue
        inside = isinstance(part.parent(), (QComboBox, QAbstractItemView, QLineEdit, QAbstractSpinBox))
        if (
            not inside
            and not isinstance(part, QHeaderView)
            and part.objectName() != "qt_calendar_navigationbar"
        ):
            yield part


def shared_keys(root: QWidget) -> list[str]:
    """Return the mnemonics and shortcuts that two visible parts of one window would both answer to."""
    found = []
    by_letter: dict[str, list[str]] = defaultdict(list)
    for part in root.findChildren(QWidget):
        if not part.isVisible() or not part.isEnabled() or part.window() is not root.window():
            continue
        named = isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy() is not None)
        if named and (match := _MNEMONIC.search(part.text().replace("&&", ""))):
            by_letter[match[1].upper()].append(describe(part))
    found += [f"Alt+{letter}: {'; '.join(who)}" for letter, who in by_letter.items() if len(who) > 1]
    shortcuts = [
        one
        for one in root.findChildren(QShortcut)
        if one.isEnabled() and isinstance(one.parent(), QWidget) and one.parent().isVisible()
    ]
    for place, one in enumerate(shortcuts):
        for other in shortcuts[place + 1 :]:
            if _both_answer(one, other):
                owners = f"{type(one.parent()).__name__}, {type(other.parent()).__name__}"
                found.append(f"{one.key().toString()}: {owners}")
    return found


def describe(part: QWidget) -> str:
    """Return a control in a word for the list of faults."""
    words = getattr(part, "text", None)
    text = words() if callable(words) and isinstance(part, (QAbstractButton, QLabel)) else ""
    return f"{type(part).__name__} {(text or part.accessibleName())[:24]!r} in {type(part.parent()).__name__}"


def _own_words(control: QWidget) -> str:
    return control.text().strip() if isinstance(control, QAbstractButton) else ""


def _role_faults(control: QWidget, role: Role, shown: str) -> list[str]:
    for kind, roles in ROLES:
        if isinstance(control, kind):
            return [] if role in roles else [f"{shown}: says it is {role.name}"]
    if isinstance(control, QAbstractScrollArea):
        return []
    return [f"{shown}: takes the focus as a bare {role.name}"] if role in BARE else []


def _silent_rows(view: QAbstractItemView, shown: str) -> list[str]:
    model = view.model()
    # Of a list Qt hides how many columns it has: one.
    count = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    columns = [
        place
        for place in range(count)
        if not (isinstance(view, (QTableView, QTreeView)) and view.isColumnHidden(place))
    ]
    found = [
        f"{shown}: row {row + 1} says nothing"
        for row in range(min(ROWS_READ, model.rowCount(QModelIndex())))
        if not any(_words(model, model.index(row, place)) for place in columns)
    ]
    header = view.horizontalHeader() if isinstance(view, QTableView) else None
    if header is not None and header.isVisible():
        found += [
            f"{shown}: column {place + 1} has no title" for place in columns if not _title(model, place)
        ]
    return found


def _words(model: QAbstractItemModel, index: QModelIndex) -> str:
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
        if words := str(model.data(index, role) or "").strip():
            return words
    return ""


def _title(model: QAbstractItemModel, place: int) -> str:
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
        if words := str(model.headerData(place, Qt.Orientation.Horizontal, role) or "").strip():
            return words
    return ""


def _both_answer(one: QShortcut, other: QShortcut) -> bool:
    if one.key() != other.key() or one.key().isEmpty():
        return False
    first, second = one.parent(), other.parent()
    assert isinstance(first, QWidget) and isinstance(second, QWidget)
    if first.window() is not second.window():
        return False
    whole = Qt.ShortcutContext.WindowShortcut
    if whole in (one.context(), other.context()):
        return True
    return first is second or first.isAncestorOf(second) or second.isAncestorOf(first)


def unreached(root: QWidget) -> list[str]:
    """Press Tab in the active window until the focus comes round; return what it never came to."""
    wanted = {part for part in controls(root) if _takes_tab(part)}
    if not wanted:
        return []
    reached: list[QWidget] = []
    for _ in range(MOST_TABS):
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not root.window():
            return [f"Tab leaves the window for {focus and describe(focus)}"]
        reached.append(focus)
        if reached.count(reached[0]) > 1:
            break
    else:
        return [f"Tab does not come round: {', '.join(describe(one) for one in reached[-3:])}"]
    return [
        f"Tab does not reach {describe(part)}"
        for part in wanted - set(reached)
        if not _stands_for(part, reached)
    ]


def _takes_tab(part: QWidget) -> bool:
    return (
        part.isEnabled() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
    )


def _stands_for(part: QWidget, reached: list[QWidget]) -> bool:
    """Of choices that exclude each other Tab comes to one; the arrows go on from there."""
    if not isinstance(part, QAbstractButton):
        return False
    group = part.group()
    mates = group.buttons() if group is not None else part.parent().findChildren(QAbstractButton)
    exclusive = group.exclusive() if group is not None else part.autoExclusive()
    return exclusive and any(mate in reached for mate in mates)
