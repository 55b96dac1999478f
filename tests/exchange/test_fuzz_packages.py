"""Packages changed in every way, outside the signature and behind it: taken in whole or refused without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from package_offices import Side, make_side

from models.errors import UserError
from models.exchange.packages import envelope
from models.letters.press import Press
from models.services.exchange_export import own_key
from tests.faults.fuzzing import CHANGES, Change, changed, changed_part, fuzzed, state

PASSPHRASE = "春江花月夜 2024"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, press: Press) -> Iterator[tuple[Side, Side, Path]]:
    folder = tmp_path_factory.mktemp("offices")
    sender, receiver = make_side("街道", folder / "a", press), make_side("部门", folder / "b", press)
    case = sender.register()
    paper = folder / "报告.pdf"
    paper.write_bytes(b"%PDF-1.7")
    sender.office.files.add(paper, case_id=case.id, material_id="m", actor=sender.actor)
    receiver.take(sender.send(folder / "1.bhpkg"))
    sender.send(folder / "2.bhpkg", passphrase=PASSPHRASE)
    yield sender, receiver, folder
    sender.close()
    receiver.close()


def taken_or_refused(side: Side, path: Path, passphrase: str = "") -> bool:
    """Preview writes nothing whatever it says; a refused import writes nothing either."""
    before = state(side.office)
    try:
        shown = side.preview(path, passphrase=passphrase)
        assert state(side.office) == before
        side.office.exchange.take(
            path, actor=side.actor, passphrase=passphrase, fingerprint=shown.fingerprint, leave_open=True
        )
    except UserError as error:
        assert error.what
        assert state(side.office) == before
        return False
    return True


@fuzzed(300)
@given(changes=CHANGES)
def test_fuzz_bytes_of_a_package(pair: tuple[Side, Side, Path], changes: list[Change]) -> None:
    _, receiver, folder = pair
    whole = (folder / "1.bhpkg").read_bytes()
    content = changed(whole, changes)
    path = folder / "x.bhpkg"
    path.write_bytes(content)
    assert taken_or_refused(receiver, path) is (content == whole)


# Deriving the key of a passphrase is slow on purpose; most changes are refused after it.
@fuzzed(25, share=0.05)
@given(changes=CHANGES)
def test_fuzz_bytes_of_a_sealed_package(pair: tuple[Side, Side, Path], changes: list[Change]) -> None:
    _, receiver, folder = pair
    whole = (folder / "2.bhpkg").read_bytes()
    content = changed(whole, changes)
    path = folder / "y.bhpkg"
    path.write_bytes(content)
    assert taken_or_refused(receiver, path, PASSPHRASE) is (content == whole)


@fuzzed(300)
@given(changes=CHANGES, part=st.none() | st.integers(0, 5))
def test_fuzz_the_content_behind_a_good_signature(
    pair: tuple[Side, Side, Path], changes: list[Change], part: int | None
) -> None:
    """A broken or hostile program of a known office signs anything."""
    sender, receiver, folder = pair
    body = envelope.unwrap((folder / "1.bhpkg").read_bytes()).body
    content = changed(body, changes) if part is None else changed_part(body, part, changes)
    path = folder / "z.bhpkg"
    path.write_bytes(envelope.wrap(content, own_key(sender.office.exchange._desk)["private"]))
    taken_or_refused(receiver, path)


def test_fuzz_left_both_offices_whole(pair: tuple[Side, Side, Path]) -> None:
    for side in pair[:2]:
        assert side.office.verify() == []
        for case_id in side.case_ids():
            side.office.cases.view(case_id)
