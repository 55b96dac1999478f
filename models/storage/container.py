"""The backup file (.bhbak): the database as it is, and behind it a ZIP with the files by hash, policy packs and the manifest.

The database stands first and unpacked, so that SQLite writes it straight into its place and opens it there to check
it: packing took four fifths of the time of a backup. In format 1, which is still read, it was an entry of the ZIP.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec

from models.errors import EnvironmentProblem, UserError
from models.gauge import Gauge
from models.storage.folder import DATABASE

SUFFIX = ".bhbak"
FORMAT = 2
# Until then the database was an entry of the ZIP.
_ENTRY_UNTIL = 1
MANIFEST = "manifest.json"
VERSIONS = "policy-versions"
CHUNK_BYTES = 1 << 20
# A manifest names each file in about 90 bytes: 64 MB are half a million papers.
MAX_MANIFEST_BYTES = 64 << 20
MAX_POLICY_BYTES = 8 << 20
MAX_POLICY_FILES = 5000
# A database packs to a third or a tenth; a bomb, to a thousandth.
MAX_RATIO = 400
FREE_BYTES = 64 << 20
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_POLICY_PART = re.compile(r"[A-Za-z0-9_\-一-鿿][A-Za-z0-9_.@\-一-鿿]{0,79}")


_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OverflowError,
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stored file: its size in bytes and its SHA-256."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds; written last, so that a half-written file has none."""

    format: int
    program: str
    schema: int
    made_at: str
    unit: str
    office: str
    cases: int
    applicants: int
    letters: int
    last_event_at: str
    last_event_seq: int
    fingerprint: str
    complete: bool
    database: Entry
    files: dict[str, int]
    missing: tuple[str, ...] = ()
    policy: dict[str, Entry] = {}
    # Every version of a pack that a case was assessed with: another machine may have a program with a later one.
    versions: dict[str, Entry] = {}


def file_entry(sha256: str) -> str:
    """Return the name of a kept file inside the container, the same as in the data folder."""
    return f"files/{sha256[:2]}/{sha256}"


class Writer:
    """Writes entries with their hashes behind what an open file holds already."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        # After a failure there is nothing to finish, but the archive must let go of its file while that is open.
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()

    def add(self, name: str, source: Path, *, packed: bool = False, gauge: Gauge | None = None) -> Entry:
        """Add a file, deflated when `packed`; returns its size and hash as written. The bytes are counted."""
        gauge = gauge or Gauge()
        info = name if packed else zipfile.ZipInfo(name)
        digest, size = hashlib.sha256(), 0
        with source.open("rb") as file, self._zip.open(info, "w", force_zip64=True) as out:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
                gauge.add(len(chunk))
        return Entry(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the directory."""
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), msgspec.json.encode(manifest))
        self._zip.close()


class Reader:
    """An existing backup, opened with all its limits checked; the bytes are checked as they are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise damaged(path, "文件不完整，或不是备份文件") from error
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise damaged(path, "文件不完整，或不是备份文件") from error
        try:
            self.manifest = self._read_manifest()
            self._check_names()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield every entry that the manifest promises."""
        manifest = self.manifest
        yield DATABASE, manifest.database
        for name, entry in manifest.policy.items():
            yield f"policy/{name}", entry
        for name, entry in manifest.versions.items():
            yield f"{VERSIONS}/{name}", entry
        if manifest.complete:
            for sha256, size in manifest.files.items():
                yield file_entry(sha256), Entry(size, sha256)

    def copy(self, name: str, entry: Entry, out: IO[bytes] | None = None, gauge: Gauge | None = None) -> None:
        """Read one entry to the end, into `out` when given; raises DamagedBackup when it is not as promised."""
        gauge = gauge or Gauge()
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            size += len(chunk)
            if size > entry.size:
                break
            digest.update(chunk)
            if out is not None:
                out.write(chunk)
            gauge.add(len(chunk))
        if size != entry.size or digest.hexdigest() != entry.sha256:
            raise damaged(self.path, f"“{name}”与清单的校验值不符")

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an entry; whatever a damaged archive makes its reader raise means the same."""
        if name == DATABASE and self.manifest.format > _ENTRY_UNTIL:
            yield from _beginning(self.path, self.manifest.database.size)
            return
        try:
            with self._zip.open(name) as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk
        except _BROKEN as error:
            raise damaged(self.path, f"“{name}”无法读取") from error
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            # An offset before the beginning of the file.
            raise damaged(self.path, f"“{name}”无法读取") from error

    def check(self, *, database: bool = True, gauge: Gauge | None = None) -> None:
        """Read every byte and compare it with the manifest; without the database where that was just read."""
        for name, entry in self.entries():
            if database or name != DATABASE:
                self.copy(name, entry, gauge=gauge)

    @property
    def unpacked_bytes(self) -> int:
        """How much room the contents take."""
        return sum(entry.size for _, entry in self.entries())

    def _read_manifest(self) -> Manifest:
        try:
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > MAX_MANIFEST_BYTES:
                raise damaged(self.path, "清单过大")
            with self._zip.open(info) as file:
                data = file.read(MAX_MANIFEST_BYTES + 1)
            form = msgspec.json.decode(data, type=_Format).format
            if form > FORMAT:
                raise UserError("备份文件比程序新", f"格式 {form}", "请安装新版程序后再恢复")
            manifest = msgspec.json.decode(data, type=Manifest)
            if datetime.fromisoformat(manifest.made_at).tzinfo is not None:
                raise ValueError(manifest.made_at)
            return manifest
        except UserError:
            raise
        except KeyError as error:
            raise damaged(self.path, "没有清单，这不是备份文件") from error
        except Exception as error:
            # A foreign ZIP can break its reader in many ways (zlib, encoding, structure); all mean the same.
            raise damaged(self.path, "清单无法读取") from error

    def _check_names(self) -> None:
        """The manifest alone says what is unpacked, and only to places made of hashes and plain names."""
        manifest, held = self.manifest, {info.filename: info for info in self._zip.infolist()}
        if max(len(manifest.policy), len(manifest.versions)) > MAX_POLICY_FILES:
            raise damaged(self.path, "政策文件过多")
        for sha256 in manifest.files:
            if not _HASH.fullmatch(sha256):
                raise damaged(self.path, "清单中有不合规定的文件名")
        for name, entry in (*manifest.policy.items(), *manifest.versions.items()):
            if not is_plain(name) or not 0 <= entry.size <= MAX_POLICY_BYTES:
                raise damaged(self.path, "清单中有不合规定的政策文件")
        if manifest.format > _ENTRY_UNTIL:
            room = min((info.header_offset for info in held.values()), default=0)
            held[DATABASE] = zipfile.ZipInfo(DATABASE)
            held[DATABASE].file_size = held[DATABASE].compress_size = min(manifest.database.size, room)
        for name, entry in self.entries():
            info = held.get(name)
            if info is None or info.file_size != entry.size or not _HASH.fullmatch(entry.sha256):
                raise damaged(self.path, f"缺少“{name}”，或大小与清单不符")
        self._require_modest(held)

    def _require_modest(self, held: dict[str, zipfile.ZipInfo]) -> None:
        """Refuse what unpacks beyond measure, or whose parts are the same bytes over and over."""
        packed = 0
        for name, _ in self.entries():
            packed += held[name].compress_size
            if held[name].file_size > held[name].compress_size * MAX_RATIO + FREE_BYTES:
                raise damaged(self.path, f"“{name}”解压后大得异常")
        if packed > self.path.stat().st_size:
            raise damaged(self.path, "内容互相重叠")


class _Format(msgspec.Struct):
    format: int


def _beginning(path: Path, size: int) -> Iterator[bytes]:
    """Yield the first bytes of a file; fewer where it is shorter."""
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(size, CHUNK_BYTES))):
            size -= len(chunk)
            yield chunk


def is_plain(name: str) -> bool:
    """Tell whether a path of a policy file is made of plain names, a few levels deep."""
    parts = name.split("/")
    return len(parts) <= 6 and all(_POLICY_PART.fullmatch(part) and not part.endswith(".") for part in parts)


class DamagedBackup(EnvironmentProblem):
    """A backup file, or one entry of it, cannot be used."""


def damaged(path: Path, detail: str) -> DamagedBackup:
    """Return the error for a backup file that cannot be used."""
    return DamagedBackup("备份文件不能使用", f"“{path.name}”：{detail}", "请改用另一份备份")


def changed(manifest: Manifest, **values: Any) -> Manifest:
    """Return the manifest with other values."""
    return msgspec.structs.replace(manifest, **values)
