"""Steps that the journeys share: register through the page, answer by keyboard, attach, issue."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.e2e.hand import CODE, COMPANY, Hand


def register(
    hand: Hand, matter_id: str, facts: dict[str, object], *, name: str = COMPANY, code: str = CODE
) -> None:
    """Register a case by typing; text facts are typed, the others chosen."""
    hand.window.new_case()
    hand.settle()
    page = hand.page
    hand.type(page.matter_panel.search, matter_id)
    hand.press(Qt.Key.Key_Return, page.matter_panel.search)
    hand.type(page.applicant.name, name)
    if code:
        hand.type(page.applicant.code, code)
    for key, value in {"event_date": "6-18", **facts}.items():
        field = page.facts.fields[key]
        if isinstance(value, str) and hasattr(field, "edit"):
            hand.type(field, value)
        else:
            field.set_value(value)
            field.edited.emit()
    page.register_button.click()
    hand.wait(lambda: type(hand.page).__name__ == "CaseScreen" and hand.page.presenter.view is not None)
    hand.settle()


def answer_all(hand: Hand) -> None:
    """Press 1 until no question is open: the focus goes on by itself."""
    for step, listed in ((0, hand.page.guide.checks), (1, hand.page.guide.materials)):
        hand.page.guide.go_to(step)
        for _ in range(len(listed.rows)):
            if not any(not row.line.answer and not row.line.automatic for row in listed.rows.values()):
                break
            hand.press(Qt.Key.Key_1, listed.rows[listed.current_id])
        hand.settle()


def issue(hand: Hand, kind: str) -> Any:
    """Issue a letter of the case and return it."""
    letters: list[Any] = []
    hand.page.presenter.issue_letter(kind, letters.append)
    hand.settle()
    assert len(letters) == 1
    return letters[0]


def stage(hand: Hand) -> str:
    """The stage of the case on the page."""
    found: str = hand.page.presenter.view.case.stage
    return found


def by_hand(hand: Hand) -> Any:
    """The dialog that the page opened last."""
    hand.settle()
    return hand.page._dialog
