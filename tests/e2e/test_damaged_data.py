"""A window on data that cannot be opened: a backup is offered, restored on yes, and the window closes on no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.hand import Hand, set_up
from ui import messages


@pytest.mark.parametrize("restores", [True, False])
def test_a_backup_is_offered(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restores: bool
) -> None:
    folder = tmp_path / "数据"
    hand = Hand(folder)
    set_up(hand)
    hand.leave()  # leaves an automatic backup
    (folder / "binhui.db").write_bytes(b"SQLite format 3\x00" + b"\x01" * 5000)
    asked: list[str] = []
    patient = Hand.wait

    def choose(parent: object, what: str, consequence: str, **more: object) -> int | None:
        asked.append(consequence)
        return 0 if restores else None

    def wait(self: Hand, condition: Callable[[], object], timeout_ms: int = 10_000) -> None:
        """Stop waiting for an office that will not open."""
        patient(self, lambda: condition() or (asked and not restores), timeout_ms)

    monkeypatch.setattr(messages, "choose", choose)
    monkeypatch.setattr(Hand, "wait", wait)
    hand = Hand(folder)
    assert len(asked) == 1 and "可以恢复" in asked[0]
    if restores:
        hand.wait(lambda: hand.window.desk.profile is not None)
        assert hand.window.desk.profile.unit
    else:
        patient(hand, lambda: not hand.window.isVisible())
    hand.leave()
