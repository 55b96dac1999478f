"""An index made by an older program is renewed behind the open window, told beside the search, and goes on after a stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.services import search
from models.services.views import CaseFilter
from tests.e2e.hand import COMPANY, Hand, new_case, set_up
from ui.desk import Desk


def test_the_window_renews_an_old_index(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 0)
    monkeypatch.setattr(search, "RENEWED_AT_ONCE", 1)
    hand = Hand(tmp_path / "data")
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    folder = hand.window.desk.office.folder
    db = hand.window.desk.office._desk.db
    with db.atomic():
        db.execute("UPDATE search_state SET tokenizer = 1")
    hand.leave()
    told: list[str] = []
    monkeypatch.setattr(Desk, "say", lambda desk, words: told.append(words))
    fresh = Hand(folder, hand.clock)
    office = fresh.window.desk.office
    fresh.wait(lambda: "查找索引已更新" in told)
    assert any("正在更新查找索引" in words for words in told)
    assert not office.search.needs_rebuild()
    assert len(office.cases.rows(CaseFilter(text=COMPANY))) == 1
    fresh.leave()
