"""The screen 政策 on a real office: read, search, readings, the office's own lists, start a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl

import resources
from models.policy.loader import load_pack
from tests.e2e.hand import Hand, set_up


@pytest.fixture
def hand(qapp: object, tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Hand(tmp_path / "滨惠办 数据")
    set_up(made)
    made.window.open_screen("policy")
    made.settle()
    yield made
    made.leave()


def search(hand: Hand, text: str) -> None:
    hand.page.text.search.clear()
    hand.type(hand.page.text.search, text)
    hand.page.text._apply()


def test_the_whole_text_is_there_to_the_letter(hand: Hand) -> None:
    pack = load_pack(resources.path("policy", "bz-2024-12"))
    text = hand.page.text.reader.toPlainText()
    assert all(clause.text in text for clause in pack.clauses)
    assert all(domain.title in text and domain.intro in text for domain in pack.document.domain)
    for part in (
        *pack.document.closing,
        pack.document.preamble,
        pack.document.notice.body,
        pack.document.copies_to,
    ):
        assert part in text


def test_the_tree_holds_every_clause_and_matter(hand: Hand) -> None:
    model = hand.page.text.model
    assert (model.count("domain"), model.count("clause"), model.count("matter")) == (6, 54, 109)


def test_a_matter_tells_all_it_asks_for(hand: Hand) -> None:
    page = hand.page
    page.go_to("13-1")
    told = page.text.detail.text.toPlainText()
    for words in (
        "奖补·上限",
        "每企业年度 200万元",
        "区科技局",
        "检查项（",
        "材料（",
        "本单位采用：",
        "30 个工作日",
    ):
        assert words in told
    assert page.text.reader.marked[0].startswith("对经营规模符合国家科技型中小企业认定标准")


def test_search_as_you_type(hand: Hand) -> None:
    page = hand.page.text
    search(hand, "研发 补助")
    assert page.model.index_of("13-1").isValid()
    assert not page.model.index_of("1-1").isValid()
    assert page.reader.marked.count("研发") > 5
    hand.press(Qt.Key.Key_Return, page.search)
    assert page.found.text().startswith("条文第 1／")
    search(hand, "13-1")
    assert page.model.count("matter") == 1
    assert page.detail.case_button.isVisible()
    search(hand, "没有这些字")
    assert page.swap.place == 1
    hand.press(Qt.Key.Key_Escape, page.search)
    hand.settle()
    page._apply()
    assert page.model.count("matter") == 109


def test_a_case_starts_from_a_matter(hand: Hand) -> None:
    hand.page.go_to("33-1")
    hand.page.text.detail.case_button.click()
    hand.settle()
    assert type(hand.page).__name__ == "NewCaseScreen"
    assert hand.page.matter is not None and hand.page.matter.id == "33-1"


def test_links_lead_to_targets_and_matters(hand: Hand) -> None:
    hand.page.go_to("（三十八）")
    hand.page.text.detail.text.anchorClicked.emit(QUrl("target:38-T1"))
    hand.settle()
    assert type(hand.page).__name__ == "TargetsScreen" and hand.page.panel.row.id == "38-T1"
    hand.window.open_at("policy", "（十三）")
    hand.settle()
    hand.page.text.detail.text.anchorClicked.emit(QUrl("matter:13-2"))
    hand.settle()
    assert hand.page.text._key == "13-2"


def test_a_reading_is_chosen_and_recorded(hand: Hand) -> None:
    page = hand.page
    page.steps.turn_to(1)
    page.notes.cards["N3"].choose("定额")
    assert page.view.readings["recognition_nature"] == "上限", "choosing alone changes nothing"
    page.notes.cards["N3"].adopt.click()
    hand.settle()
    assert page.view.readings["recognition_nature"] == "定额"
    page.go_to("28-4")
    assert "本单位采用：定额" in page.text.detail.text.toPlainText()


def test_only_the_administrator_changes_readings_and_lists(hand: Hand) -> None:
    hand.sit_down("李二")
    page = hand.page
    card = page.notes.cards["N3"]
    assert not any(button.isEnabled() for button in card._group.buttons())
    assert "管理" in page.notes._why_not.text()
    page.change_matter("13-1")
    assert not page._dialog.form.save_button.isEnabled()
    page._dialog.reject()


def dialog_of(hand: Hand, matter_id: str) -> Any:
    hand.page.change_matter(matter_id)
    hand.settle()
    return hand.page._dialog


def test_the_office_changes_its_list(hand: Hand) -> None:
    page = hand.page
    dialog = dialog_of(hand, "13-1")
    place = dialog.table.board.place_of(lambda one: one.item == "technology")
    dialog.table.go_to(place)
    dialog.form.text.setPlainText("申请人是否持有有效的高新技术企业证书？")
    dialog.form.save_button.click()
    hand.settle()
    assert dialog.table.current.state == "本单位改写"
    dialog.add("material")
    dialog.form.text.setPlainText("研发费用辅助账")
    dialog.form.save_button.click()
    hand.settle()
    dialog.table.go_to(dialog.table.board.place_of(lambda one: one.target == "term"))
    hand.type(dialog.form.value, "15")
    dialog.form.save_button.click()
    hand.settle()
    assert [one.action for one in page.view.overrides] == ["reword", "add", "set"]
    told = page.text.detail
    dialog.reject()
    page.go_to("13-1")
    assert "15 个工作日（本单位设定）" in told.text.toPlainText()
    assert "研发费用辅助账" in told.text.toPlainText()
    assert page.overrides.table.board.rowCount() == 3


def test_what_the_law_decides_is_not_switched_off(hand: Hand) -> None:
    dialog = dialog_of(hand, "13-1")
    dialog.table.go_to(dialog.table.board.place_of(lambda one: one.item == "scale"))
    assert not dialog.form.off_button.isEnabled()
    dialog.table.go_to(dialog.table.board.place_of(lambda one: one.item == "technology"))
    dialog.form.off_button.click()
    hand.settle()
    assert dialog.table.current.state == "已停用"
    dialog.form.restore_button.click()
    hand.settle()
    assert dialog.table.current.state == "政策包"
    dialog.add("check")
    dialog.form.text.setPlainText("不是问句")
    dialog.form.save_button.click()
    hand.settle()
    assert "问句" in dialog.form._fault.text()
    dialog.reject()


def test_lists_are_exported_reset_and_imported(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.widgets.exporting import export_to

    page = hand.page
    dialog = dialog_of(hand, "13-1")
    dialog.add("check")
    dialog.form.text.setPlainText("账册是否完整？")
    dialog.form.save_button.click()
    hand.settle()
    dialog.reject()
    file = tmp_path / "清单.json"
    export_to(hand.window.desk, page, file, page.presenter.export())
    hand.settle()
    page.overrides.reset_button.click()
    hand.settle()
    assert page.view.overrides == () and page.overrides.swap.place == 1
    page.import_from(file)
    hand.settle()
    assert [one.value for one in page.view.overrides] == ["账册是否完整？"]


def test_a_faulty_pack_is_told_with_place_and_remedy(qapp: object, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "数据"
    bad = folder / "policy" / "bad"
    shutil.copytree(resources.path("policy", "bz-2024-12"), bad)
    targets = bad / "targets.toml"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace('unit = "亿元"', 'unti = "亿元"', 1), encoding="utf-8"
    )
    hand = Hand(folder)
    set_up(hand)
    hand.window.open_screen("policy")
    hand.settle()
    page = hand.page
    page.steps.turn_to(3)
    lines = [page.packs.faults.board.line(n) for n in range(page.packs.faults.board.rowCount())]
    assert str(bad) in lines[0].title
    assert any("targets.toml" in fault.file and fault.line and fault.remedy for fault in lines[1:])
    assert page.packs.packs.board.rowCount() == 1
    hand.leave()
