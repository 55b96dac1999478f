"""文书, 设置 and the lock."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from models.services.letter_records import Delivery
from models.services.views import LetterFilter
from tests.gallery.frame import Gallery


def fill(office: Any, folder: Path) -> None:
    """Serve two letters of the training office and void one."""
    officer = office.officers.list()[0]
    letters = office.letters.register(LetterFilter(), limit=6)
    day = letters[0].issued_on
    office.letters.records.deliver(letters[0].id, Delivery(day, "直接送达", day), actor=officer)
    office.letters.records.deliver(letters[1].id, Delivery(letters[1].issued_on, "邮寄送达"), actor=officer)
    single = next(one for one in letters[2:] if one.case_id)
    office.letters.void(single.id, reason="申请人名称有误", actor=officer)


def letters(gallery: Gallery) -> None:
    """The register, its dialogs, the batch, the check."""
    hand = gallery.hand
    hand.window.open_screen("letters")
    gallery.shoot("letters-register")
    page = hand.page
    hand.type(page.search, "没有这份")
    page.refresh()
    gallery.shoot("letters-nothing-found")
    page.search.clear()
    page.refresh()
    hand.settle()
    row = next(one for one in page.table.rows if one.state == "作废")
    page.go_to(str(row.id))
    gallery.shoot("letters-void")
    line = hand.window.desk.office._desk
    payload: list[str] = []
    good = next(one for one in page.table.rows if one.number and one.state == "有效" and one.case_id)
    hand.window.desk.read(
        lambda: line.db.value("SELECT qr_payload FROM letters WHERE id = ?", (good.id,)), payload.append
    )
    page.go_to(str(good.id))
    hand.settle()
    page.acts.deliver(page.panel.shown)
    hand.settle()
    hand.type(page.dialog.received, "1-1")
    page.dialog._save()
    gallery.dialog("letters-deliver", page.dialog)
    page.acts.void(page.panel.shown)
    page.dialog._go()
    gallery.dialog("letters-void-dialog", page.dialog)
    page.acts.reissue(page.panel.shown)
    gallery.dialog("letters-reissue", page.dialog)
    page.table.pick(lambda one: one.state == "有效")
    gallery.shoot("letters-many")
    page.acts.batch()
    hand.settle()
    dialog = page.dialog
    gallery.walk("letters-batch-empty", dialog)
    dialog.stage.setCurrentIndex(dialog.stage.findText("审查", Qt.MatchFlag.MatchStartsWith))
    dialog._fetch_cases()
    hand.settle()
    dialog.kind.setCurrentIndex(dialog.kind.findData("approval_form"))
    dialog._on_kind()
    gallery.shoot("letters-batch-tried", dialog)
    dialog.issue()
    gallery.dialog("letters-batch-done", dialog)
    hand.window.activateWindow()
    page.steps.turn_to(1)
    gallery.shoot("letters-verify-empty")
    page._check(payload[0])
    page.verify.code.set_text(payload[0])
    gallery.shoot("letters-verify-genuine")
    altered = "|".join(part if n != 3 else "99900000" for n, part in enumerate(payload[0].split("|")))
    page._check(altered)
    gallery.shoot("letters-verify-altered")
    page._check(good.code)
    page.verify.code.set_text(good.code)
    gallery.shoot("letters-verify-code")
    page.verify.code.set_text("你好")
    page._check("你好")
    gallery.shoot("letters-verify-fault")
    page.steps.turn_to(0)


def settings(gallery: Gallery) -> None:
    """Every section, as 管理 and as somebody else, with faults and conflicts."""
    hand = gallery.hand
    hand.window.open_screen("settings")
    page = hand.page
    for name in (
        "unit", "officers", "rules", "terms", "wording", "numbering", "readings", "backup", "lock", "about",
    ):  # fmt: skip
        page.go_to(name)
        if name == "wording":
            await_draft(gallery)
        gallery.shoot(f"settings-{name}")
    settings_typed(gallery)
    reader = next(one for one in hand.window.desk.officers if "管理" not in one.roles)
    admin = hand.window.desk.officer
    hand.window.desk.sit_down(reader)
    for name in ("unit", "officers", "rules", "wording", "backup"):
        page.go_to(name)
        gallery.shoot(f"settings-{name}-locked")
    hand.window.desk.sit_down(admin)
    hand.window.lock.lock()
    gallery.shoot("lock-window")
    gallery.walk("lock-dialog", hand.window.lock.dialog)
    hand.window.lock.dialog._go()
    hand.settle()


def await_draft(gallery: Gallery) -> None:
    """Wait for the pages of the example beside a text, which come a moment after the text."""
    gallery.hand.settle()
    gallery.hand.wait(lambda: gallery.hand.page.page.preview.rendered)


def settings_typed(gallery: Gallery) -> None:
    """What is being typed, wrong and right."""
    hand = gallery.hand
    page = hand.page
    page.go_to("unit")
    hand.settle()
    hand.type(page.page.fields["number_prefix"], "〔〕")
    hand.type(page.page.fields["phone"], "0571-8765 4321")
    page.page._check()
    gallery.shoot("settings-unit-fault")
    page.page.revert()
    page.go_to("officers")
    page.page.begin_new()
    hand.type(page.page.name, "欧阳春晓")
    gallery.shoot("settings-officers-new")
    page.page._take_back()
    page.page.table.go_to(0)
    hand.settle()
    page.page.set_pin()
    page.page.dialog._save()
    gallery.dialog("settings-pin", page.page.dialog)
    page.go_to("rules")
    hand.settle()
    rules = page.page
    rules.exceptions.add()
    rules.tiers.fill(
        [
            {"amount": "0", "who": "复核", "label": "分管局长"},
            {"amount": "五十万元", "who": "审批", "label": "局长"},
            {"amount": "一百或二百", "who": "审批", "label": ""},
        ]
    )
    rules.on_edited()
    rules.save()
    gallery.shoot("settings-rules-fault")
    rules.revert()
    page.go_to("terms")
    hand.settle()
    terms = page.page
    terms.own.fill([{"matter": "13-1", "days": "20"}, {"matter": "1-1", "days": "x"}])
    terms.on_edited()
    table = Path(tempfile.mkdtemp()) / "节假日.csv"
    table.write_text(
        "日期,休班,名称\n2027-02-30,休,\n2027-05-05,班,劳动节\n2027-10-01,假,国庆节\n", encoding="utf-8"
    )
    terms.holidays.import_from(table)
    gallery.shoot("settings-terms-faults")
    hand.settle()
    bar = next(area for area in terms.findChildren(QScrollArea)).verticalScrollBar()
    bar.setValue(bar.maximum())
    gallery.shoot("settings-terms-holidays")
    terms.revert()
    page.go_to("wording")
    hand.settle()
    wording = page.page
    wording.kind.setCurrentIndex(wording.kind.findData("approval"))
    wording._on_kind()
    hand.settle()
    wording.texts.go_to(wording.texts.board.place_of(lambda one: one.id == "opening"))
    hand.settle()
    await_draft(gallery)
    gallery.shoot("settings-wording-approval")
    hand.type(wording.edit, "请联系{不存在}。")
    hand.settle()
    wording._check()
    gallery.shoot("settings-wording-fault")
    wording.revert()
    page.go_to("backup")
    page.page.back_up()
    hand.settle()
    gallery.shoot("settings-backup-done")
    page.page.table.go_to(0)
    page.page._restore_current()
    hand.settle()
    gallery.dialog("settings-restore", page.page.dialog)
    page.go_to("about")
    page.page.verify()
    hand.settle()
    gallery.shoot("settings-about-verified")
