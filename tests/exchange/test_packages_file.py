"""The package file itself: whole and untouched, or refused without a traceback and without a change."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import msgspec
import pytest
from package_offices import Side, make_side

from models.errors import EnvironmentProblem, UserError
from models.exchange.packages import contents, envelope, sealing
from models.exchange.packages.envelope import MAGIC, unwrap, wrap
from models.letters.press import Press

KEY = "11" * 32
SENDER = contents.OfficeCard("a" * 32, "甲", "JIA")
WORDS = {"program": "1", "package": "b" * 32, "made_at": "2024-06-05T09:30:00", "recipient": "", "note": ""}


def empty() -> contents.Contents:
    return contents.Contents((), (), ())


def body_of(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_round_trip_of_the_shell():
    _, body = contents.pack(empty(), {}, sender=SENDER, **WORDS)
    found = unwrap(wrap(body, KEY))
    assert found.body == body and not found.sealed
    assert contents.unpack(found.body).manifest.sender == SENDER


def test_fingerprint_is_six_groups_of_five_and_tells_keys_apart():
    first, second = envelope.fingerprint("00" * 32), envelope.fingerprint("00" * 31 + "01")
    assert [len(group) for group in first.split(" ")] == [5] * 6 and first.replace(" ", "").isdigit()
    assert first != second


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_sealing_round_trip(size: int):
    plain = random.Random(size).randbytes(size)
    assert sealing.unseal(sealing.seal(plain, "口令口令口令口令"), "口令口令口令口令") == plain


def test_pieces_of_a_sealed_file_cannot_be_dropped_doubled_or_exchanged():
    sealed = sealing.seal(random.Random(1).randbytes(3 << 20), "口令口令口令口令")
    head, piece = len(sealed) - 3 * ((1 << 20) + 16), (1 << 20) + 16
    first, second, third = (sealed[head + at * piece : head + (at + 1) * piece] for at in range(3))
    for pieces in ((first, second), (first, third), (first, first, third), (second, first, third), ()):
        with pytest.raises(UserError):
            sealing.unseal(sealed[:head] + b"".join(pieces), "口令口令口令口令")


def test_passphrase_is_asked_for_checked_and_not_too_short():
    data = wrap(b"x", KEY, passphrase="正确的口令一二三")
    for passphrase, told in (("", "口令"), ("错误的口令一二三", "打不开")):
        with pytest.raises(UserError, match=told) as caught:
            unwrap(data, passphrase=passphrase)
        assert caught.value.field == "passphrase"
    with pytest.raises(UserError, match="过短"):
        wrap(b"x", KEY, passphrase="1234567")
    assert unwrap(data, passphrase="正确的口令一二三").body == b"x"


def test_every_mutated_byte_and_every_cut_is_refused():
    _, body = contents.pack(empty(), {"c" * 64: b"x" * 99}, sender=SENDER, **WORDS)
    data = wrap(body, KEY)
    for at in range(len(data)):
        for changed in (data[at] ^ 1, data[at] ^ 0x80):
            with pytest.raises(UserError):
                unwrap(data[:at] + bytes([changed]) + data[at + 1 :])
        with pytest.raises(UserError):
            unwrap(data[:at])
    with pytest.raises(UserError):
        unwrap(data + b"\x00")


def test_the_content_behind_a_good_signature_never_breaks_the_reader():
    """Somebody with a key may sign anything: thousands of damaged ZIPs are read or refused, never a traceback."""
    chance = random.Random(7)
    _, body = contents.pack(empty(), {"d" * 64: b"y" * 200}, sender=SENDER, **WORDS)
    refused = 0
    for _ in range(3000):
        damaged = bytearray(body)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged)) :]
        try:
            contents.unpack(bytes(damaged))
        except UserError:
            refused += 1
    assert refused > 2000


@pytest.mark.parametrize("name", ["../../evil", "blobs/../../x", "/etc/passwd", "C:\\x", "blobs/" + "E" * 64])
def test_names_outside_the_list_are_refused(name: str):
    head = manifest(records=b"{}")
    with pytest.raises(UserError, match="清单不符"):
        contents.unpack(body_of({contents.MANIFEST: head, contents.RECORDS: b"{}", name: b"x"}))


def manifest(*, records: bytes, size: int | None = None, blobs: dict[str, int] | None = None) -> bytes:
    import hashlib

    digest = hashlib.sha256(records).hexdigest()
    length = len(records) if size is None else size
    return msgspec.json.encode(
        contents.Manifest(
            format=1, sender=SENDER, records=(length, digest), blobs=blobs or {}, **WORDS
        )
    )  # fmt: skip


def test_a_bomb_is_not_unpacked_beyond_what_it_declares():
    bomb = b" " * (200 << 20)
    told = body_of({contents.MANIFEST: manifest(records=bomb), contents.RECORDS: bomb})
    with pytest.raises(UserError, match="过大"):
        contents.unpack(told)
    hidden = body_of({contents.MANIFEST: manifest(records=bomb, size=10), contents.RECORDS: bomb})
    with pytest.raises(UserError, match="大"):
        contents.unpack(hidden)
    negative = body_of({contents.MANIFEST: manifest(records=b"{}", size=-2), contents.RECORDS: b"{}"})
    with pytest.raises(UserError):
        contents.unpack(negative)
    many = {f"{at:064x}": 10**9 for at in range(9)}
    with pytest.raises(UserError):
        contents.unpack(
            body_of({contents.MANIFEST: manifest(records=b"{}", blobs=many), contents.RECORDS: b"{}"})
        )


def test_deep_json_is_refused():
    deep = b'{"officers":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(UserError):
        contents.unpack(body_of({contents.MANIFEST: manifest(records=deep), contents.RECORDS: deep}))


def test_a_newer_format_asks_for_a_newer_program():
    head = msgspec.json.decode(manifest(records=b"{}"))
    head |= {"format": 2, "unheard_of": True}
    data = body_of({contents.MANIFEST: msgspec.json.encode(head), contents.RECORDS: b"{}"})
    with pytest.raises(UserError, match="更新版本"):
        contents.unpack(data)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", MAGIC, MAGIC + b"\x00" * 95, b"BHPKG\x002\n" + b"\x00" * 200]
)
def test_other_files_are_refused(data: bytes):
    with pytest.raises(UserError):
        unwrap(data)


def test_missing_and_huge_files(tmp_path: Path):
    with pytest.raises(EnvironmentProblem):
        envelope.read_file(tmp_path / "没有.bhpkg")
    with pytest.raises(EnvironmentProblem):
        envelope.read_file(tmp_path)
    huge = tmp_path / "大.bhpkg"
    with huge.open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(UserError, match="过大"):
        envelope.read_file(huge)


def test_damaged_files_change_nothing_in_the_office(tmp_path: Path, press: Press):
    sender = make_side("街道", tmp_path / "a", press)
    receiver = make_side("部门", tmp_path / "b", press)
    try:
        sender.register()
        damage_and_take(sender, receiver, tmp_path)
    finally:
        sender.close()
        receiver.close()


def damage_and_take(sender: Side, receiver: Side, tmp_path: Path) -> None:
    chance = random.Random(3)
    plain = sender.send(tmp_path / "1.bhpkg").read_bytes()
    sealed = sender.send(tmp_path / "2.bhpkg", passphrase="口令口令口令口令").read_bytes()
    before, files = receiver.dump(), sorted((receiver.folder / "files").rglob("*"))
    path = tmp_path / "坏.bhpkg"
    for data, passphrase, times in ((plain, "", 1000), (sealed, "口令口令口令口令", 30)):
        for _ in range(times):
            damaged = bytearray(data)
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged if chance.random() < 0.9 else damaged[: chance.randrange(len(damaged))])
            with pytest.raises(UserError):
                receiver.office.exchange.take(
                    path,
                    actor=receiver.actor,
                    passphrase=passphrase,
                    fingerprint=sender.office.exchange.fingerprint(),
                    leave_open=True,
                )
    assert receiver.dump() == before
    assert sorted((receiver.folder / "files").rglob("*")) == files
