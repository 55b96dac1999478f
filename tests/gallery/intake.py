"""Taking in workbooks, recognised lists, templates."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from models.services.views import CaseFilter
from tests.gallery.frame import Gallery
from tests.ui import intake_books as books
from ui.dialogs.intake_dialog import IntakeDialog
from ui.dialogs.recognition_dialog import RecognitionDialog
from ui.dialogs.template_dialog import TemplateDialog
from ui.widgets.dialog_size import FRAME_HEIGHT, FRAME_WIDTH

LONG_NAME = "杭州滨江高新技术产业开发区新一代人工智能与量子精密测量联合创新研究院（有限合伙）"
GIANT = "28-4"


def scratch() -> Path:
    """A folder for the workbooks."""
    return Path(tempfile.mkdtemp())


def opened(gallery: Gallery, dialog: Any, width: int = 1180, height: int = 680) -> Any:
    """Open a dialog at the size it has in the window."""
    dialog.open()
    room = gallery.size[0] - FRAME_WIDTH, gallery.size[1] - FRAME_HEIGHT
    dialog.resize(min(width, room[0]), min(height, room[1]))
    gallery.hand.settle()
    return dialog


def intake(gallery: Gallery) -> None:
    """Empty, refused, with faults, with several sheets, running, done, done before, and the list after it."""
    hand, desk = gallery.hand, gallery.hand.window.desk
    folder = scratch()
    pack = desk.office.editions.current
    dialog = opened(gallery, IntakeDialog(desk, hand.window))
    gallery.shoot("intake-empty", dialog)
    dialog.take(books.write_bomb(folder))
    gallery.shoot("intake-refused", dialog)
    long = books.row(80, 申请人名称=LONG_NAME, 备注="企业来函说明：" + "与上年度口径一致，" * 6)
    rows = [*books.good_rows(24), *books.faulty_rows(), long]
    file = books.write_intake(folder, pack, rows)
    dialog.take(file)
    gallery.shoot("intake-faults", dialog)
    dialog.page.faults.step(1)
    dialog.page.faults.step(1)
    dialog.mode.good_button.click()
    gallery.shoot("intake-faults-good-rows", dialog)
    dialog.go()
    hand.wait(lambda: dialog.run.bar.value() >= 3)
    gallery.take("intake-running", dialog)
    gallery.shoot("intake-result", dialog)
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()
    dialog = opened(gallery, IntakeDialog(desk, hand.window))
    dialog.take(books.write_intake(folder, pack, books.good_rows(24)))
    gallery.shoot("intake-twice", dialog)
    dialog.take(books.write_two_sheets(folder, pack))
    gallery.shoot("intake-two-sheets", dialog)
    dialog.take(books.write_unnamed(folder, books.good_rows(2, 60)))
    gallery.shoot("intake-unnamed-sheet", dialog)
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()
    hand.window.open_screen("cases")
    hand.settle()
    found: list[Any] = []
    desk.read(lambda: desk.office.cases.rows(CaseFilter(matters=("13-1",)), limit=12), found.extend)
    hand.settle()
    hand.page.show_cases(tuple(row.id for row in found))
    gallery.shoot("intake-list-after")


def recognition(gallery: Gallery) -> None:
    """Empty, compared, registered, with what is missing."""
    hand, desk = gallery.hand, gallery.hand.window.desk
    folder = scratch()
    pack, office = desk.office.editions.current, desk.office
    found: list[Any] = []
    desk.read(lambda: office.cases.rows(CaseFilter(), limit=400), found.extend)
    hand.settle()
    companies = list(dict.fromkeys(row.applicant_name for row in found if row.kind == "奖补"))[:6]
    rows = [[name, None] for name in companies]
    rows += [[LONG_NAME, books.credit_code(901)], ["杭州新来科技有限公司", books.credit_code(902)]]
    rows += [["没有登记过的公司", None], ["代码有误的公司", "91330108MA27X9999A"], rows[0]]
    file = books.write_list(folder, rows)
    dialog = opened(gallery, RecognitionDialog(desk, hand.window))
    gallery.shoot("recognition-empty", dialog)
    dialog.compare()
    gallery.shoot("recognition-missing", dialog)
    matter = pack.matter(GIANT)
    dialog.form.panel.show_chosen(matter)
    dialog.form.take_matter(matter)
    gallery.shoot("recognition-form", dialog)
    dialog.form.take_list(file)
    hand.type(dialog.form.basis, "工信部企业函〔2024〕123号")
    hand.type(dialog.form.facts.fields["event_date"], "2024-06-01")
    dialog.form.facts.fields["first_time"]._buttons[0][0].click()
    dialog.compare()
    gallery.shoot("recognition-compared", dialog)
    dialog.mode.good_button.click()
    dialog.table.go_to(dialog.table.board.place_of(lambda one: one.state in ("已享受", "未匹配")))
    gallery.shoot("recognition-good-rows", dialog)
    dialog.go()
    gallery.shoot("recognition-result", dialog)
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()
    dialog = opened(gallery, RecognitionDialog(desk, hand.window))
    dialog.form.panel.show_chosen(matter)
    dialog.form.take_matter(matter)
    dialog.form.take_list(file)
    hand.type(dialog.form.facts.fields["event_date"], "2024-06-01")
    dialog.compare()
    gallery.shoot("recognition-fact-missing", dialog)
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()


def templates(gallery: Gallery) -> None:
    """Empty, searched, saved."""
    hand, desk = gallery.hand, gallery.hand.window.desk
    folder = scratch()
    dialog = opened(gallery, TemplateDialog(desk, hand.window), 760, 640)
    gallery.shoot("template-empty", dialog)
    hand.type(dialog.search, "研发")
    dialog.list.tick_current()
    dialog.search.clear()
    hand.type(dialog.search, "13-1")
    dialog.list.tick_current()
    dialog.save_to(folder / "导入模板 2个事项.xlsx")
    gallery.shoot("template-saved", dialog)
    dialog.reject()
    hand.settle()
    hand.window.activateWindow()
