"""A process killed in the middle of typing loses at most the field being typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.e2e.hand import CODE, COMPANY, Hand

ROOT = Path(__file__).resolve().parents[2]

NEW_CASE = """
import os, signal, sys
from pathlib import Path
from ui.application import build_application
app = build_application(["binhuiban"])
from PySide6.QtTest import QTest
from tests.e2e.hand import Hand, new_case, set_up
hand = Hand(Path(sys.argv[1]))
set_up(hand)
new_case(hand)
fields = hand.page.facts.fields
fields["rd_previous"].edit.clear()
fields["rd_current"].setFocus()
QTest.qWait(100)
hand.settle()
fields["rd_previous"].setFocus()
QTest.keyClicks(fields["rd_previous"].edit, "29")
os.kill(os.getpid(), signal.SIGKILL)
"""

REMARK = """
import os, signal, sys
from pathlib import Path
from ui.application import build_application
app = build_application(["binhuiban"])
from PySide6.QtTest import QTest
from tests.e2e.hand import Hand, new_case, set_up
hand = Hand(Path(sys.argv[1]))
set_up(hand)
new_case(hand)
hand.page.register_button.click()
hand.settle()
hand.settle()
page = hand.page
page.guide.determination.set_permitted("")
page.guide.go_to(2)
QTest.keyClicks(page.guide.determination.amount.edit, "110000")
page.guide.determination.basis.setFocus()
hand.type(page.guide.determination.basis, "依据第（十三）条")
row = page.guide.checks.rows["technology"]
page.guide.go_to(0)
row.write_remark()
hand.type(row.remark, "证书原件待核")
other = page.guide.checks.rows["same-basis"]
other.write_remark()
hand.settle()
QTest.keyClicks(other.remark, "a")
os.kill(os.getpid(), signal.SIGKILL)
"""


def run_until_killed(code: str, folder: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    child = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr[-2000:]


def test_new_case_comes_back(qapp: object, tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    run_until_killed(NEW_CASE, folder)
    hand = Hand(folder)
    hand.window.new_case()
    hand.settle()
    page = hand.page
    assert page.matter is not None and page.matter.id == "13-1"
    assert page.applicant.name.text == COMPANY
    assert page.applicant.code.text == CODE
    assert page.facts.fields["event_date"].text == "6-18"
    assert page.facts.fields["sme_scale"].value is True
    assert page.facts.fields["rd_current"].text == "5,300,000.00"
    assert page.facts.fields["rd_previous"].text in ("", "2", "29"), "only the field being typed may be lost"
    assert page.parts.notice.isVisible()
    hand.leave()


def test_remark_and_determination_come_back(qapp: object, tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    run_until_killed(REMARK, folder)
    hand = Hand(folder)
    hand.window.open_screen("cases")
    hand.settle()
    row = hand.page.model.row(0)
    hand.window.open_case(row.id)
    hand.settle()
    hand.settle()
    guide = hand.page.guide
    assert guide.determination.amount.text == "110000"
    assert guide.determination.basis.toPlainText() == "依据第（十三）条"
    assert guide.checks.rows["technology"].remark.text() == "证书原件待核"
    assert hand.page.presenter.view.determination is None, "a draft is no determination"
    hand.leave()


def test_registering_drops_the_draft(qapp: object, tmp_path: Path) -> None:
    from tests.e2e.hand import new_case, set_up

    hand = Hand(tmp_path / "数据")
    set_up(hand)
    new_case(hand)
    hand.page.register_button.click()
    hand.settle()
    hand.settle()
    hand.window.new_case()
    hand.settle()
    assert hand.page.matter is None and not hand.page.parts.notice.isVisible()
    hand.leave()
