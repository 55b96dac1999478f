"""Renders the dialogs of intake to pictures: python tests/gallery_intake.py OUT [--size WxH] [--dark] [--only NAME].

Run once per size and scaling: 1366x728, and with QT_SCALE_FACTOR=1.5 at 911x485.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import resources
from models.clock import FixedClock
from models.letters.press import Press
from models.services import demo
from models.services.office import open_office
from models.services.views import CaseFilter
from tests.e2e.hand import MORNING, Hand
from tests.ui import intake_books as books
from ui.application import build_application
from ui.dialogs.intake_dialog import IntakeDialog
from ui.dialogs.recognition_dialog import RecognitionDialog
from ui.dialogs.template_dialog import TemplateDialog
from ui.widgets.dialog_size import FRAME_HEIGHT, FRAME_WIDTH

LONG_NAME = "杭州滨江高新技术产业开发区新一代人工智能与量子精密测量联合创新研究院（有限合伙）"
GIANT = "28-4"


class Gallery:
    """One window, one folder of pictures."""

    def __init__(self, out: Path, size: tuple[int, int], folder: Path, *, dark: bool) -> None:
        self.out, self.size, self.folder = out, size, folder
        out.mkdir(parents=True, exist_ok=True)
        self.hand = Hand(folder / "office", FixedClock(MORNING))
        self.hand.window.resize(*size)
        if dark:
            self.hand.window.desk.theme.apply(self.hand.app, dark=True)
        self.hand.settle()

    def shoot(self, name: str, widget: Any = None) -> None:
        """Take a picture."""
        for _ in range(3):
            self.hand.settle()
        (widget or self.hand.window).grab().save(str(self.out / f"{name}.png"))

    def open(self, dialog: Any, width: int = 1180, height: int = 680) -> Any:
        """Open a dialog at the size it has on a screen of the size asked for."""
        dialog.open()
        dialog.resize(min(width, self.size[0] - FRAME_WIDTH), min(height, self.size[1] - FRAME_HEIGHT))
        self.hand.settle()
        return dialog

    def close(self, dialog: Any) -> None:
        """Close a dialog."""
        dialog.reject()
        self.hand.settle()


def fill(folder: Path) -> None:
    """The training office."""
    office = open_office(
        folder / "office",
        clock=FixedClock(MORNING),
        resources=resources.path(),
        press=Press(resources.path()),
    )
    demo.fill(office)
    office.close()


def intake(gallery: Gallery) -> None:
    """Empty, refused, with faults, with several sheets, running, done, done before, and the list after it."""
    hand, desk = gallery.hand, gallery.hand.window.desk
    pack = desk.office.editions.current
    dialog = gallery.open(IntakeDialog(desk, hand.window))
    gallery.shoot("intake-empty", dialog)
    dialog.take(books.write_bomb(gallery.folder))
    gallery.shoot("intake-refused", dialog)
    long = books.row(80, 申请人名称=LONG_NAME, 备注="企业来函说明：" + "与上年度口径一致，" * 6)
    rows = [*books.good_rows(24), *books.faulty_rows(), long]
    file = books.write_intake(gallery.folder, pack, rows)
    dialog.take(file)
    gallery.shoot("intake-faults", dialog)
    dialog.page.faults.step(1)
    dialog.page.faults.step(1)
    dialog.mode.good_button.click()
    gallery.shoot("intake-faults-good-rows", dialog)
    dialog.go()
    hand.wait(lambda: dialog.run.bar.value() >= 3)
    dialog.grab().save(str(gallery.out / "intake-running.png"))
    gallery.shoot("intake-result", dialog)
    gallery.close(dialog)
    dialog = gallery.open(IntakeDialog(desk, hand.window))
    dialog.take(books.write_intake(gallery.folder, pack, books.good_rows(24)))
    gallery.shoot("intake-twice", dialog)
    dialog.take(books.write_two_sheets(gallery.folder, pack))
    gallery.shoot("intake-two-sheets", dialog)
    dialog.take(books.write_unnamed(gallery.folder, books.good_rows(2, 60)))
    gallery.shoot("intake-unnamed-sheet", dialog)
    gallery.close(dialog)
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
    pack, office = desk.office.editions.current, desk.office
    found: list[Any] = []
    desk.read(lambda: office.cases.rows(CaseFilter(), limit=400), found.extend)
    hand.settle()
    companies = list(dict.fromkeys(row.applicant_name for row in found if row.kind == "奖补"))[:6]
    rows = [[name, None] for name in companies]
    rows += [[LONG_NAME, books.credit_code(901)], ["杭州新来科技有限公司", books.credit_code(902)]]
    rows += [["没有登记过的公司", None], ["代码有误的公司", "91330108MA27X9999A"], rows[0]]
    file = books.write_list(gallery.folder, rows)
    dialog = gallery.open(RecognitionDialog(desk, hand.window))
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
    gallery.close(dialog)
    dialog = gallery.open(RecognitionDialog(desk, hand.window))
    dialog.form.panel.show_chosen(matter)
    dialog.form.take_matter(matter)
    dialog.form.take_list(file)
    hand.type(dialog.form.facts.fields["event_date"], "2024-06-01")
    dialog.compare()
    gallery.shoot("recognition-fact-missing", dialog)
    gallery.close(dialog)


def templates(gallery: Gallery) -> None:
    """Empty, searched, saved."""
    hand, desk = gallery.hand, gallery.hand.window.desk
    dialog = gallery.open(TemplateDialog(desk, hand.window), 760, 640)
    gallery.shoot("template-empty", dialog)
    hand.type(dialog.search, "研发")
    dialog.list.tick_current()
    dialog.search.clear()
    hand.type(dialog.search, "13-1")
    dialog.list.tick_current()
    dialog.save_to(gallery.folder / "导入模板 2个事项.xlsx")
    gallery.shoot("template-saved", dialog)
    gallery.close(dialog)


STATES: dict[str, Callable[[Gallery], None]] = {
    "recognition": recognition,
    "intake": intake,
    "templates": templates,
}


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1366x728")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--only", choices=sorted(STATES))
    options = parser.parse_args()
    width, height = (int(part) for part in options.size.split("x"))
    build_application([])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fill(folder)
        gallery = Gallery(options.out, (width, height), folder, dark=options.dark)
        for name, take in STATES.items():
            if options.only in (None, name):
                take(gallery)
        gallery.hand.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
