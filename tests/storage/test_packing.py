"""Packing for backups: whatever goes in comes out of any ZIP reader, in order, and what does not pack is left alone."""

from __future__ import annotations

import random
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.storage.container import Writer
from models.storage.packing import END, RAW, Packer, pack


@given(st.lists(st.binary(max_size=3000), max_size=12))
def test_the_chunks_come_out_in_order(chunks: list[bytes]) -> None:
    packer = Packer()
    packed = b"".join(packer.compress(chunk) for chunk in chunks) + packer.flush()
    stream = zlib.decompressobj(RAW)
    assert stream.decompress(packed) + stream.flush() == b"".join(chunks)
    assert stream.eof and not stream.unused_data


def test_tables_shrink_and_letters_are_left_alone() -> None:
    table = b"|".join(b"BJ-KJ-2024-%05d" % number for number in range(20_000))
    letter = random.Random(1).randbytes(300_000)
    assert len(pack(table)) < len(table) / 2
    assert len(letter) <= len(pack(letter)) < len(letter) * 1.001


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (5 << 20) + 17])
def test_any_reader_takes_the_entry(tmp_path: Path, size: int) -> None:
    source, target = tmp_path / "binhui.db", tmp_path / "out.zip"
    source.write_bytes((random.Random(2).randbytes(1000) + b"x" * 3000) * (size // 4000 + 1))
    with source.open("rb+") as file:
        file.truncate(size)
    with target.open("wb") as out, Writer(out) as writer:
        entry = writer.add("binhui.db", source, packed=True)
        writer._zip.close()
    with zipfile.ZipFile(target) as made:
        assert made.testzip() is None and made.read("binhui.db") == source.read_bytes()
        assert made.getinfo("binhui.db").compress_type == zipfile.ZIP_DEFLATED
        assert made.getinfo("binhui.db").compress_size < max(size, 200)
    assert entry.size == size


def test_the_stream_is_ended() -> None:
    assert Packer().flush() == END
