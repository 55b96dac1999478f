"""Packs a stream for a ZIP on two threads, and leaves alone what does not pack: letters and papers are packed already."""

from __future__ import annotations

import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

THREADS = 2
# Level 1 halves tables; higher levels cost seconds for a few percent.
PACKED, LEFT_ALONE = 1, 0
SAMPLE_BYTES = 16_384
# What shrinks less than this is not worth its time: PDF and pictures come to about 0.97.
WORTH = 0.9
# A raw stream, as the ZIP format has it, and an empty last block to end it.
RAW = -zlib.MAX_WBITS
END = b"\x03\x00"


class Packer:
    """Takes the place of a compressor in `zipfile`: every chunk is packed by itself, the results follow in order."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS)
        self._on_their_way: deque[Future[bytes]] = deque()

    def compress(self, chunk: bytes) -> bytes:
        """Take a chunk; returns whatever of the chunks before it is ready in turn."""
        self._on_their_way.append(self._pool.submit(pack, bytes(chunk)))
        return b"" if len(self._on_their_way) <= THREADS else self._on_their_way.popleft().result()

    def flush(self) -> bytes:
        """Return the rest and end the stream."""
        rest = b"".join(packed.result() for packed in self._on_their_way)
        self._on_their_way.clear()
        self.close()
        return rest + END

    def close(self) -> None:
        """Let go of the threads, also when the stream was not ended."""
        self._pool.shutdown(cancel_futures=True)


def pack(chunk: bytes) -> bytes:
    """Return a piece of a deflate stream, ended so that another piece can follow it."""
    start = max((len(chunk) - SAMPLE_BYTES) // 2, 0)
    sample = chunk[start : start + SAMPLE_BYTES]
    worth = len(zlib.compress(sample, PACKED)) < WORTH * len(sample)
    packing = zlib.compressobj(PACKED if worth else LEFT_ALONE, zlib.DEFLATED, RAW)
    return packing.compress(chunk) + packing.flush(zlib.Z_FULL_FLUSH)
