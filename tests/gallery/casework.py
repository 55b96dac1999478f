"""主体, 公示, 拨付, the further pieces of the case page, many cases at once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from stdnum.cn import uscc

from models.services.views import ApplicantForm, CaseFilter
from tests.gallery.frame import Gallery
from ui.itemmodels.payment_sheet_model import AMOUNT

LONG_NAME = "杭州滨江高新技术产业开发区新一代人工智能与量子精密测量联合创新研究院（有限合伙）"


def scan(folder: Path) -> Path:
    """Paint a picture that looks like a scanned licence."""
    picture = QImage(1240, 1754, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FFFDF5"))
    painter = QPainter(picture)
    painter.setPen(QColor("#8C1D18"))
    painter.drawRect(80, 80, 1080, 1594)
    font = painter.font()
    font.setPixelSize(72)
    painter.setFont(font)
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "营业执照（练习）")
    painter.end()
    file = folder / "营业执照（扫描件）.png"
    picture.save(str(file))
    return file


def fill(office: Any, folder: Path) -> None:
    """Add a double and papers in a wallet to the training office."""
    officer = office.officers.list()[0]
    one = office.applicants.get(office.applicants.find("zxkj")[0].id)
    body = "91330108MA2LX9999"
    form = ApplicantForm(kind="企业", name=one.name, contact="赵联", phone=one.phone)
    office.applicants.save(replace(form, code=body + uscc.calc_check_digit(body)), actor=officer)
    body = "91330108MA2LX9998"
    office.applicants.save(
        ApplicantForm(kind="企业", name=LONG_NAME, code=body + uscc.calc_check_digit(body)), actor=officer
    )
    paper = scan(folder.parent)
    text = folder.parent / "专项审计报告说明.txt"
    text.write_text("研发费用专项审计报告摘要（练习）", encoding="utf-8")
    for path, day in ((paper, date(2024, 7, 5)), (text, None)):
        office.files.add(path, applicant_id=one.id, expires_on=day, actor=officer)
    office.files.add(paper, applicant_id=one.id, expires_on=date(2024, 5, 31), actor=officer)


def applicants(gallery: Gallery) -> None:
    """The screen 主体 in its states."""
    hand = gallery.hand
    hand.window.open_screen("applicants")
    page = hand.page
    gallery.shoot("applicants-list")
    hand.type(page.search, "zx")
    page.refresh()
    gallery.shoot("applicants-initials")
    page.search.clear()
    page.refresh()
    hand.settle()
    busy = max(
        (line for line in page.table.board._lines if line.kind == "企业"), key=lambda line: line.case_count
    )
    page.go_to(str(busy.id))
    for place, name in enumerate(("data", "received", "cases", "wallet", "doubles")):
        page.panel.steps.turn_to(place)
        gallery.shoot(f"applicants-{name}")
    double = [line for line in page.table.board._lines if line.name.startswith("杭州练习智芯")]
    page.go_to(str(double[0].id))
    page.panel.steps.turn_to(4)
    gallery.shoot("applicants-doubles-found")
    page.panel.steps.turn_to(3)
    gallery.shoot("applicants-wallet-filled")
    page.edit()
    hand.settle()
    page.dialog.fields.texts["code"].edit.clear()
    hand.type(page.dialog.fields.texts["code"], "91330108MA2LX00019")
    hand.type(page.dialog.fields.texts["phone"], "x")
    page.dialog._check()
    page.dialog.fields.contacts._add(focus=False)
    gallery.dialog("applicants-edit-faults", page.dialog)
    page.panel._on_files([Path("营业执照.pdf"), Path("审计报告.pdf")])
    gallery.dialog("applicants-wallet-add", page.dialog)
    family = [line for line in page.table.board._lines if line.kind in ("个人", "家庭")]
    page.go_to(str(family[0].id))
    page.panel.steps.turn_to(0)
    gallery.shoot("applicants-person")
    long = [line for line in page.table.board._lines if line.name == LONG_NAME]
    page.go_to(str(long[0].id))
    page.panel.steps.turn_to(1)
    gallery.shoot("applicants-long-name-empty")
    hand.type(page.search, "没有这家")
    page.refresh()
    gallery.shoot("applicants-nothing-found")


def notices(gallery: Gallery) -> None:
    """The screen 公示 in its states."""
    hand = gallery.hand
    hand.window.open_screen("notices")
    page = hand.page
    gallery.shoot("notices-list")
    page.begin()
    hand.settle()
    gallery.walk("notices-new", page.dialog)
    page.dialog.days.edit.clear()
    hand.type(page.dialog.days, "90")
    gallery.shoot("notices-new-fault", page.dialog)
    page.dialog.days.edit.clear()
    hand.type(page.dialog.days, "5")
    page.dialog.go_button.click()
    hand.settle()
    page._object()
    hand.type(page.dialog.name, "周某某")
    hand.type(page.dialog.contact, "13900000000")
    hand.type(page.dialog.area, "该企业同一项目已在市级获得支持，请核实。")
    gallery.walk("notices-objection", page.dialog)
    page.dialog.go_button.click()
    hand.settle()
    gallery.shoot("notices-with-objection")
    page._settle(page.panel.page.notice.objections[0])
    page.dialog.verdict._buttons[0][0].click()
    hand.type(page.dialog.area, "经核实，市级支持的是另一项目，已电话答复异议人。")
    gallery.walk("notices-outcome", page.dialog)
    page.dialog.go_button.click()
    hand.settle()
    gallery.shoot("notices-settled")


def payments(gallery: Gallery) -> None:
    """The screen 拨付 in its states."""
    hand = gallery.hand
    hand.window.open_screen("payments")
    page = hand.page
    gallery.shoot("payments-due")
    entry = page.panel.entry
    hand.type(entry.amount, "1万")
    hand.type(entry.day, "今天")
    gallery.shoot("payments-typing")
    entry.finish()
    gallery.shoot("payments-fault")
    entry.amount.edit.clear()
    hand.type(entry.amount, "99999万")
    gallery.shoot("payments-too-much")
    entry.amount.set_text("")
    entry.day.set_text("")
    page.batch_button.click()
    gallery.shoot("payments-batch", page.dialog)
    page.dialog.model.write(0, AMOUNT, "99999万")
    page.dialog.model.written()
    page.dialog.day.set_text("今天")
    page.dialog.finish()
    gallery.dialog("payments-batch-fault", page.dialog)
    for place, name in ((1, "back"), (2, "paid")):
        page.chips.buttons()[place].click()
        hand.settle()
        gallery.shoot(f"payments-{name}")


def case_page(gallery: Gallery) -> None:
    """The further pieces of the case page."""
    hand = gallery.hand
    office, officer = hand.window.desk.office, hand.window.desk.officer
    rows: list[Any] = []
    hand.window.desk.read(lambda: office.cases.rows(CaseFilter(), limit=200), rows.extend)
    hand.settle()

    def open_first(wanted: Callable[[Any], bool]) -> Any:
        row = next(row for row in rows if wanted(row))
        hand.window.open_case(row.id)
        hand.settle()
        hand.settle()
        return hand.page

    page = open_first(lambda row: row.waiting)
    page.guide.go_to(1)
    gallery.shoot("case-awaited-papers")
    page = open_first(lambda row: row.stage == "审查" and row.kind == "奖补" and not row.waiting)
    page.guide.go_to(1)
    material = page.presenter.view.materials[0].id
    page.guide.materials.go_to(material)
    page.extras._attach(material, [scan_file()])
    gallery.shoot("case-files")
    page.guide.papers._ask_reuse()
    hand.settle()
    gallery.dialog("case-wallet-pick", page._dialog)
    page.extras.files.preview(page.presenter.view.files[0])
    hand.settle()
    gallery.dialog("case-file-preview", page.extras.files.dialog)
    page.guide.go_to(7)
    hand.type(page.guide.notes.area, "已电话联系赵联，周五前补交专项审计报告。")
    page.guide.notes.write()
    gallery.shoot("case-notes")
    page.guide.go_to(5)
    gallery.shoot("case-record")
    hand.type(page.guide.record.search, "材料")
    page.guide.record._fill()
    gallery.shoot("case-record-filtered")
    page.extras.show_clock()
    hand.settle()
    gallery.dialog("case-clock", page._dialog)
    page.extras.hand_over()
    hand.settle()
    gallery.dialog("case-hand-over", page._dialog)
    check = next(one for one in page.presenter.view.checks if not one.automatic)
    case_id = page.presenter.case_id

    def colleague() -> None:
        office.cases.answer(case_id, check.id, "不符合", "李二核查：信用记录不符", actor=officer)

    hand.window.desk.tasks.run(colleague)
    page._on_answered(check.id, "待补")
    hand.settle()
    hand.settle()
    gallery.dialog("case-conflict", page.extras.conflict)
    for item in page.presenter.view.materials[:2]:
        page.presenter.receive(item.id, "待补", "请补盖公章")
    hand.settle()
    page.extras.ask_correction()
    hand.settle()
    gallery.dialog("case-correction", page._dialog)
    page = open_first(lambda row: row.stage == "拨付")
    page.guide.go_to(6)
    gallery.shoot("case-payments")
    page = open_first(lambda row: row.stage == "归档" and row.determined_fen)
    page.guide.go_to(3)
    gallery.shoot("case-archived-opinions")


def scan_file() -> Path:
    """A scanned paper to be attached."""
    return scan(Path(tempfile.mkdtemp()))


def batch(gallery: Gallery) -> None:
    """Several cases chosen in the list."""
    hand = gallery.hand
    hand.window.open_screen("cases")
    hand.settle()
    page = hand.page
    page.table.selectAll()
    gallery.shoot("batch-selection")
    hand.window.desk.sit_down(next(one for one in hand.window.desk.officers if one.name == "张三"))
    hand.settle()
    page.table.selectAll()
    page.selection.ask_batch()
    hand.settle()
    choice = page.dialog.move_choice
    choice.setCurrentIndex(
        max(0, next((n for n in range(choice.count()) if "同意" in choice.itemText(n)), 0))
    )
    page.dialog._try()
    gallery.walk("batch-dry-run", page.dialog)
    hand.type(page.dialog.areas["opinion"], "同意。")
    page.dialog._finish()
    hand.settle()
    gallery.dialog("batch-result", page.dialog)
    hand.settle()
