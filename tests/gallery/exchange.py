"""Packages between offices: taking in, sending, partners, a case that another office leads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services.office import open_office
from models.services.views import CaseFilter
from tests.e2e.hand import MORNING
from tests.gallery.frame import Gallery

STREET = {
    "unit": "杭州市滨江区西兴街道办事处",
    "unit_short": "XX",
    "number_prefix": "西街",
    "officer_name": "钱七",
    "reviewer_name": "孙八",
    "approver_name": "周九",
}


PACKAGES = "样例交换包"


def office_at(folder: Path) -> Any:
    """Open an office without a window."""
    press = Press(resources.path())
    return open_office(folder, clock=FixedClock(MORNING), resources=resources.path(), press=press)


def fill(bureau: Any, folder: Path) -> None:
    """Let a street work on the cases of the training office; its packages are left beside the data."""
    scratch = folder / PACKAGES
    scratch.mkdir()
    packages = {name: scratch / f"{name}.bhpkg" for name in ("first", "second", "sealed", "broken")}
    street = office_at(folder.parent / "street")
    street.set_up(**STREET)
    own, actor = bureau.officers.list()[0], street.officers.list()[0]
    cases = bureau.browse.page(CaseFilter(), limit=40).rows
    ids = tuple(row.id for row in cases)
    bureau.exchange.export(scratch / "over.bhpkg", ids, actor=own)
    shown = street.exchange.preview(scratch / "over.bhpkg")
    street.exchange.take(scratch / "over.bhpkg", actor=actor, fingerprint=shown.fingerprint)
    street.exchange.export(packages["first"], (), actor=actor)
    mine = [row for row in cases if row.stage in ("登记", "审查")][:5] or list(cases[:5])
    for place, row in enumerate(mine):
        for office, officer, words in ((bureau, own, "局里核对后改"), (street, actor, "街道实地核实后改")):
            edit(office, officer, row.case_no, place, words)
    every = tuple(row.id for row in street.browse.page(CaseFilter(), limit=60).rows)
    street.exchange.export(packages["second"], every, actor=actor, reason="实地核查已完成，请予复核")
    street.exchange.export(packages["sealed"], every[:1], actor=actor, passphrase="correct horse")
    packages["broken"].write_bytes(packages["second"].read_bytes()[:-20] + b"x" * 20)
    street.close()


def edit(office: Any, officer: Any, number: str, place: int, words: str) -> None:
    """Change a few things of a case in one office."""
    case_id = office.cases.find(number)
    view = office.cases.view(case_id, actor=officer)
    street = words.startswith("街道")
    if place < 3 or street:
        office.cases.save_facts(
            case_id,
            view.case.facts_raw,
            expected_version=view.case.version,
            actor=officer,
            remark=f"{words}：经营场所与申报一致，已补营业执照副本，联系人改由财务负责人担任",
        )
    if place < 2:
        form = replace(view.applicant, phone="13800001111" if street else "13911112222", contact=words[:2])
        office.applicants.save(form, actor=officer)
    check = next((one for one in view.checks if not one.automatic), None)
    if check and street:
        office.cases.answer(case_id, check.id, "不符合", words, actor=officer)


def take_in(gallery: Gallery) -> None:
    """Every page of taking in a package."""
    hand = gallery.hand
    folder = hand.window.desk.office.folder / PACKAGES
    packages = {name: folder / f"{name}.bhpkg" for name in ("first", "second", "sealed", "broken")}
    hand.window.open_screen("cases")
    hand.page.exchange.ask_import()
    gallery.shoot("exchange-import-choose", hand.window.packages.dialog)
    dialog = hand.window.packages.dialog
    dialog.open_file(packages["broken"])
    gallery.shoot("exchange-import-broken", dialog)
    dialog.open_file(packages["sealed"])
    hand.settle()
    dialog.passphrase.field.set_text("wrong horse")
    dialog._go_on()
    gallery.walk("exchange-import-passphrase", dialog)
    dialog.reject()
    hand.window.packages.open_dialog(packages["second"])
    dialog = hand.window.packages.dialog
    gallery.walk("exchange-import-contact", dialog)
    dialog.contact.agreed.setChecked(True)
    dialog._go_on()
    gallery.walk("exchange-import-conflicts", dialog)
    dialog.listing.answer("mine")
    dialog.listing.answer("theirs")
    gallery.shoot("exchange-import-answered", dialog)
    changed = dialog.listing.table.board.place_of(lambda row: row.state == "更新")
    dialog.listing.table.go_to(changed)
    gallery.shoot("exchange-import-changed", dialog)
    dialog._take_open()
    gallery.shoot("exchange-import-result", dialog)
    dialog.open_file(packages["first"])
    gallery.dialog("exchange-import-nothing", dialog)
    hand.settle()
    hand.window.activateWindow()


def send(gallery: Gallery) -> None:
    """The menu, the dialog of the export, its result, the page of the settings, a case that another office leads."""
    hand = gallery.hand
    hand.window.open_screen("cases")
    hand.settle()
    hand.page.table.selectAll()
    gallery.shoot("exchange-cases-chosen")
    menu = hand.page.exchange.button.menu()
    menu.popup(hand.page.exchange.button.mapToGlobal(hand.page.exchange.button.rect().bottomLeft()))
    gallery.shoot("exchange-cases-menu", menu)
    menu.close()
    hand.page.exchange.ask_export()
    hand.settle()
    dialog = hand.page.dialog
    form = dialog.form
    form.recipient.combo.setCurrentIndex(1)
    form._on_recipient()
    form.hand_over.setChecked(True)
    form.passphrase.set_text("correct horse")
    form.again.set_text("correct")
    dialog._sound()
    gallery.walk("exchange-export-form", dialog)
    form.again.set_text("correct horse")
    dialog.write(hand.window.desk.office.folder / PACKAGES / "交换包 KJ 2024-06-20.bhpkg")
    gallery.dialog("exchange-export-result", dialog)
    hand.window.activateWindow()
    hand.window.open_screen("settings")
    hand.page.go_to("exchange")
    gallery.shoot("exchange-settings-exchange")
    hand.page.page.forget()
    gallery.dialog("exchange-settings-forget", hand.page.page.dialog)
    hand.page.page.export_card()
    gallery.dialog("exchange-settings-card", hand.page.page.dialog)
    hand.window.open_case(1)
    hand.settle()
    gallery.shoot("exchange-case-lead")
    hand.page.lead_bar.ask()
    gallery.dialog("exchange-case-take-lead", hand.page._dialog)


def both_ways(gallery: Gallery) -> None:
    """Take in, and with the partner known from that, send."""
    take_in(gallery)
    send(gallery)
