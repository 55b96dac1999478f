"""What comes seldom and must still stand whole: data damaged or moved, PINs, long work, the tour, a corrected pack."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from models.clock import FixedClock
from models.errors import UserError
from models.services.places import MissingFolder
from models.services.recovery import BackupView, DamagedOffice
from models.services.views import CaseFilter
from tests.e2e.hand import MORNING
from tests.gallery import cases
from tests.gallery.frame import Gallery
from tests.services.corrected_pack import second_version
from ui.dialogs.pin_dialog import PinDialog
from ui.dialogs.run_dialog import RunDialog
from ui.recovery import offer_moved, offer_restore

FAR = Path("D:/杭州市滨江区科学技术局/政策兑现/二〇二四年度/滨惠办数据")
PIN = "2468"


def fill(office: Any, folder: Path) -> None:
    """One case under the shipped pack, and a corrected version of the pack beside it."""
    cases.register(office, office.officers.list()[0], 0)
    second_version(folder)


def take_all(gallery: Gallery) -> None:
    """All of it in one window."""
    ways_out(gallery)
    pins(gallery)
    long_work(gallery)
    case_page(gallery)


def ways_out(gallery: Gallery) -> None:
    """The offers where the data cannot be opened."""
    window = gallery.hand.window
    problem = UserError("数据文件已损坏", "有 3 页的内容与校验不符", "请从备份恢复")
    last = "2024-06-19T17:30:00"
    best = BackupView(
        FAR / "backups" / "x.bhbak", MORNING, "区科技局", 28, 25, 12, 7, last, 812, True, 880_000
    )
    damaged = DamagedOffice(problem, FAR, FixedClock(MORNING), (best,))
    gallery.box("keeping-damaged", lambda: offer_restore(window, damaged, lambda: None))
    gallery.box("keeping-moved", lambda: offer_moved(window, MissingFolder(FAR, FAR.parent / "数据2024")))
    gallery.box("keeping-gone", lambda: offer_moved(window, MissingFolder(FAR, None)))


def pins(gallery: Gallery) -> None:
    """A PIN asked for and mistyped, when the officer changes and when the window is locked."""
    hand = gallery.hand
    desk = hand.window.desk
    desk.read(
        lambda: desk.office.officers.set_pin(desk.officer.id, PIN, actor=desk.officer), lambda done: None
    )
    hand.settle()
    dialog = PinDialog(desk, desk.officer, hand.window)
    dialog.open()
    dialog.pin.setText("1111")
    dialog._check()
    gallery.dialog("keeping-pin", dialog)
    hand.window.lock.lock()
    hand.settle()
    locked = hand.window.lock.dialog
    locked.pin.setText("1111")
    locked._go()
    gallery.shoot("keeping-lock-pin", locked)
    locked.pin.setText(PIN)
    locked._go()
    hand.settle()


def long_work(gallery: Gallery) -> None:
    """Work that takes a while."""
    hand = gallery.hand
    done = threading.Event()

    def work(proceed: Any) -> None:
        proceed(3, 25)
        done.wait(20)

    dialog = RunDialog(hand.window.desk, "正在合并 25 份文书", hand.window)
    dialog.begin("正在合并", work, lambda nothing: None)
    hand.wait(dialog.isVisible)
    hand.live(50)
    gallery.take("keeping-long-work", dialog)
    done.set()
    hand.settle()


def case_page(gallery: Gallery) -> None:
    """What a corrected pack changes for a case, and every step of the tour."""
    hand = gallery.hand
    desk = hand.window.desk
    found: list[Any] = []
    desk.read(lambda: desk.office.cases.rows(CaseFilter(), limit=1), found.extend)
    hand.settle()
    hand.window.open_case(found[0].id)
    gallery.shoot("keeping-pack-bar")
    hand.page.pack_bar.look_button.click()
    hand.settle()
    dialog = hand.page._dialog
    dialog._finish()
    gallery.dialog("keeping-pack-move", dialog)
    tour = hand.window.tour
    tour.ask()
    hand.settle()
    for step in range(20):
        if tour.marks is None:
            break
        gallery.shoot(f"keeping-tour-{step + 1}")
        tour.marks.go_on()
        hand.settle()
