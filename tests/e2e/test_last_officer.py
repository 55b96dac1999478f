"""Who sat at the desk last sits there at the next start of the same data folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.e2e.hand import Hand, set_up


def test_the_last_officer_sits_down_again(qapp: object, tmp_path: Path) -> None:
    hand = Hand(tmp_path / "数据")
    set_up(hand)
    assert hand.window.desk.officer.name == "王一"
    hand.sit_down("李二")
    hand.leave()
    hand = Hand(tmp_path / "数据")
    assert hand.window.desk.officer.name == "李二"
    hand.leave()
    other = Hand(tmp_path / "另一处")
    set_up(other)
    assert other.window.desk.officer.name == "王一", "each folder has its own"
    other.leave()


def test_somebody_who_left_does_not_sit_down(qapp: object, tmp_path: Path) -> None:
    hand = Hand(tmp_path / "数据")
    set_up(hand)
    desk = hand.window.desk
    admin = desk.officer
    hand.sit_down("李二")
    gone = replace(desk.officer, active=False)
    desk.write(
        lambda: desk.office.officers.save(
            gone, expected_version=desk.office.officers.version(gone.id), actor=admin
        )
    )
    hand.settle()
    hand.leave()
    hand = Hand(tmp_path / "数据")
    assert hand.window.desk.officer.name == "王一"
    hand.leave()
