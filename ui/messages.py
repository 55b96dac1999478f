"""The one module that speaks to QMessageBox: what happened, why, and the remedy; questions only before what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from models.errors import UserError

TITLE = "滨惠办"


def told(error: Exception) -> str:
    """Return the words for a problem that can be put right; a defect of the program goes on as what it is."""
    if isinstance(error, UserError):
        return error.message
    raise error


def show_problem(parent: QWidget | None, problem: UserError) -> None:
    """Tell the officer about a problem that can be put right."""
    box = problem_box(parent, problem)
    box.exec()


def show_notice(parent: QWidget | None, text: str) -> None:
    """Tell the officer something that needs no decision."""
    box = QMessageBox(QMessageBox.Icon.Information, TITLE, text, QMessageBox.StandardButton.Ok, parent)
    box.button(QMessageBox.StandardButton.Ok).setText("知道了")
    _as_written(box)
    box.exec()


def problem_box(parent: QWidget | None, problem: UserError) -> QMessageBox:
    """Return the box for a problem, not yet shown."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, problem.what, QMessageBox.StandardButton.Ok, parent)
    details = [part for part in (problem.why, problem.remedy) if part]
    errors = getattr(problem, "errors", ())
    if len(errors) > 1:
        details = [f"{place}. {error.message}" for place, error in enumerate(errors, 1)]
    box.setInformativeText("\n".join(details))
    box.button(QMessageBox.StandardButton.Ok).setText("知道了")
    _as_written(box)
    return box


def confirm(parent: QWidget | None, question: str, consequence: str, *, action: str) -> bool:
    """Ask before something that cannot be undone; `action` is the verb on the button. Tells whether to go on."""
    return choose(parent, question, consequence, actions=(action,)) == 0


def choose(
    parent: QWidget | None, question: str, consequence: str, *, actions: Sequence[str], keep: str = "取消"
) -> int | None:
    """Ask which of several ways to go; returns its place, None for `keep`, which leaves everything as it is."""
    box, proceed = _question(parent, question, consequence, actions[0], keep)
    others = [box.addButton(words, QMessageBox.ButtonRole.ActionRole) for words in actions[1:]]
    box.exec()
    clicked = box.clickedButton()
    return next((place for place, one in enumerate((proceed, *others)) if one is clicked), None)


def ask(
    parent: QWidget | None, question: str, consequence: str, *, action: str, then: Callable[[], object]
) -> QMessageBox:
    """Ask the same without waiting: `then` is called when the officer goes on."""
    box, proceed = _question(parent, question, consequence, action)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # After the box has gone, so that the focus is the page's again.
    box.finished.connect(lambda result: then() if box.clickedButton() is proceed else None)
    box.open()
    return box


def _question(
    parent: QWidget | None, question: str, consequence: str, action: str, keep_words: str = "取消"
) -> tuple[QMessageBox, QPushButton]:
    """Enter and Esc leave everything as it is; Ctrl+Enter goes on, as in every dialog."""
    box = QMessageBox(QMessageBox.Icon.Question, TITLE, question, QMessageBox.StandardButton.NoButton, parent)
    box.setInformativeText(consequence)
    _as_written(box)
    proceed = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    proceed.setToolTip("Ctrl+Enter")
    keep = box.addButton(keep_words, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), box).activated.connect(proceed.click)
    return box, proceed


def _as_written(box: QMessageBox) -> None:
    """Show names with < and > as they are: Qt takes words with a tag in them for a page of its own to lay out."""
    for words in box.findChildren(QLabel):
        words.setTextFormat(Qt.TextFormat.PlainText)
