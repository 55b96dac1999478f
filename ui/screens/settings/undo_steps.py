"""How changes to officers and to the wording of letters are taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.cases.officers import Officer
from models.errors import ConflictError
from models.letters.wording import EditableText
from ui.desk import Desk
from ui.undoing import Step, exchanged, written


def officer_step(desk: Desk, former: Officer, saved: Officer, show: Callable[[Any], None]) -> Step:
    """Return how name, roles and state of an officer are put back."""
    officers, actor = desk.office.officers, desk.officer

    def put(wanted: Officer, now: Officer) -> tuple[Officer, Any]:
        standing = next(one for one in officers.list() if one.id == wanted.id)
        if standing != now:
            raise ConflictError("该工作人员已被另一窗口修改", mine=wanted, theirs=standing)
        result: tuple[Officer, Any] = officers.save(
            wanted, expected_version=officers.version(wanted.id), actor=actor
        )
        return result

    state = "" if saved.active else "，停用"
    words = f"已保存：{saved.name}（{saved.role_names}{state}）"
    return Step(words, f"对“{former.name}”的修改", *exchanged(desk, put, former, saved, show))


def wording_step(
    desk: Desk, kind: str, text: EditableText, words: str, typed: str | None, show: Callable[[], None]
) -> Step:
    """Return how a text goes back to its former wording; `typed` None: it was reset to the shipped one."""
    wording, actor = desk.office.letters.wording, desk.officer
    # The shipped wording is not the same as the same words confirmed by the office.
    former = text.text if text.own else None

    def put(now: str | None, wanted: str | None) -> tuple[None, Any]:
        standing = next(one for one in wording.texts(kind) if one.id == text.id)
        expected = wording.check(kind, text.id, now) if now is not None else standing.default
        if standing.text != expected:
            raise ConflictError("这段文字已被另一窗口修改", mine=wanted, theirs=standing.text, field="text")
        if wanted is None:
            return None, wording.reset(kind, text.id, actor=actor)
        return None, wording.save(kind, text.id, wanted, actor=actor)

    def act(now: str | None, wanted: str | None) -> Any:
        run = written(desk, lambda: put(now, wanted))
        return lambda done, failed: run(lambda result: (show(), done(result)), failed)

    return Step(f"{words}：{text.label}", f"“{text.label}”的修改", act(typed, former), act(former, typed))
