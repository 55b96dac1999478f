"""The office's own wording of letters: what may be edited, saved with a record of old and new, previewed, reset."""

from __future__ import annotations

from collections.abc import Mapping

from models.cases.events import Change
from models.cases.officers import Officer, require_action
from models.changes import Changes
from models.errors import ConflictError, EnvironmentProblem
from models.letters.wording import EditableText, without_own
from models.services import profile
from models.services.desk import Desk
from models.services.press import LetterPress
from models.storage import settings as stored

_PREFIX = "letter_wording."
_NONE: Mapping[str, str] = {}


def press_of(desk: Desk) -> LetterPress:
    """Return the press with the office's wording as stored now, another window's changes included."""
    if desk.press is None:
        raise EnvironmentProblem("文书模块没有装入", "", "请重新安装程序")
    desk.press.reword(stored.starting_with(desk.db, _PREFIX))
    return desk.press


class LetterWordingService:
    """The texts of letters that the office may reword; a letter already issued never changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def texts(self, kind: str) -> tuple[EditableText, ...]:
        """Return the texts of a kind with the merge fields offered for each."""
        return press_of(self._desk).texts(kind)

    def unconfirmed(self, kind: str) -> tuple[str, ...]:
        """Return the labels of the shipped texts that the office has still to confirm (默认措辞，待本单位确认)."""
        return press_of(self._desk).unconfirmed(kind)

    def save(
        self, kind: str, text_id: str, text: str, *, actor: Officer, shown: str | None = None
    ) -> Changes:
        """Save a text, the shipped one unchanged to confirm it; raises UserError for what could not be printed.

        `shown` is the wording that the officer began with; ConflictError when it was changed meanwhile.
        """
        require_action(actor, "manage_settings")
        checked = press_of(self._desk).checked_text(kind, text_id, text)
        with self._desk.db.atomic():
            now = next(one.text for one in press_of(self._desk).texts(kind) if one.id == text_id)
            if shown is not None and now not in (shown, checked):
                raise ConflictError("这段文字已被另一窗口修改", mine=checked, theirs=now, field="text")
            return self._store(kind, self._own(kind) | {text_id: checked}, text_id, actor)

    def check(self, kind: str, text_id: str, text: str) -> str:
        """Return a text as it would be saved; raises UserError (field `text`) for what could not be printed."""
        return press_of(self._desk).checked_text(kind, text_id, text)

    def reset(self, kind: str, text_id: str, *, actor: Officer) -> Changes:
        """Go back to the shipped wording of a text."""
        require_action(actor, "manage_settings")
        return self._store(kind, without_own(self._own(kind), text_id), text_id, actor)

    def preview(self, kind: str, texts: Mapping[str, str] = _NONE) -> bytes:
        """Return a draft about a made-up case as PDF, with texts that are not saved yet."""
        press = press_of(self._desk)
        checked = {text_id: press.checked_text(kind, text_id, text) for text_id, text in texts.items()}
        office = profile.required(self._desk)
        document = press.preview(kind, checked, unit=office.unit, prefix=office.number_prefix)
        return press.render(document, created=self._desk.clock.now())

    def _own(self, kind: str) -> dict[str, str]:
        return dict(stored.get(self._desk.db, _PREFIX + kind, {}))

    def _store(self, kind: str, own: dict[str, str], text_id: str, actor: Officer) -> Changes:
        press = press_of(self._desk)
        with self._desk.db.atomic():
            former = self._own(kind)
            if former == own:
                return Changes()
            stored.put(self._desk.db, _PREFIX + kind, own)
            label = next(text.label for text in press.texts(kind) if text.id == text_id)
            change = Change(text_id, label, former.get(text_id, ""), own.get(text_id, ""))
            detail = f"{press.label(kind)}“{label}”"
            self._desk.record(actor, "wording_changed", "修改文书措辞", changes=[change], detail=detail)
        return Changes.of_topic("settings")
