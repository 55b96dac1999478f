"""What a package holds: a manifest with the hash of everything, the records as JSON, and the bytes of files and letters."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

import msgspec

from models.errors import UserError
from models.exchange.packages.envelope import MAX_PACKAGE_BYTES, broken
from models.storage.exchange_columns import Scalar

FORMAT = 1
MANIFEST, RECORDS = "manifest.json", "records.json"
MAX_MANIFEST_BYTES = 16 << 20
MAX_RECORDS_BYTES = 128 << 20
MAX_TOTAL_BYTES = MAX_PACKAGE_BYTES + MAX_RECORDS_BYTES
MAX_RECORDS = 500_000
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class OfficeCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who sends: the office's own uid, its name and short name, and its public key in hexadecimal."""

    uid: str
    unit: str
    unit_short: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list of everything in the package with size and hash."""

    format: int
    program: str
    package: str
    made_at: str
    sender: OfficeCard
    recipient: str
    records: tuple[int, str]
    blobs: dict[str, int]
    note: str = ""


class OfficerCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An officer by name and office; nobody can log in with it."""

    uid: str
    name: str
    office: str
    unit: str


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record: what never changes, and each field with its mark; `uids` are the ids it has in other offices."""

    kind: str
    uid: str
    fixed: dict[str, Scalar]
    fields: dict[str, tuple[Scalar, dict[str, int]]]
    stamp: str = ""
    uids: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of an office's event log as it stands there, so that its hash can be taken again."""

    office: str
    unit: str
    seq: int
    case: str
    case_id: int
    officer_id: int
    officer: str
    officer_name: str
    at: str
    action: str
    label: str
    changes: str
    reason: str
    detail: str
    previous: str
    hash: str


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Records, officers and lines of a package."""

    officers: tuple[OfficerCard, ...]
    records: tuple[Record, ...]
    lines: tuple[Line, ...]


class _Format(msgspec.Struct):
    format: int


class Package(msgspec.Struct, frozen=True):
    """A package taken apart; `blobs` holds the bytes by hash, each checked."""

    manifest: Manifest
    contents: Contents
    blobs: dict[str, bytes]


def pack(
    contents: Contents, blobs: Mapping[str, bytes], *, sender: OfficeCard, **more: str
) -> tuple[Manifest, bytes]:
    """Return manifest and ZIP; `more` holds program, package, made_at, recipient and note."""
    records = msgspec.json.encode(contents)
    manifest = Manifest(
        format=FORMAT,
        sender=sender,
        records=(len(records), hashlib.sha256(records).hexdigest()),
        blobs={name: len(data) for name, data in sorted(blobs.items())},
        **more,
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST), msgspec.json.encode(manifest))
        archive.writestr(zipfile.ZipInfo(RECORDS), records, zipfile.ZIP_DEFLATED, 6)
        for name, data in sorted(blobs.items()):
            archive.writestr(zipfile.ZipInfo(_blob_name(name)), data)
    return manifest, out.getvalue()


def unpack(body: bytes) -> Package:
    """Return the package with everything checked against the manifest; raises UserError for any difference."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _unpack(archive)
    except UserError:
        raise
    except Exception as error:
        # A foreign ZIP or JSON breaks its readers in many ways; all of them mean the same here.
        raise broken(f"内容无法读取（{type(error).__name__}）") from None


def _unpack(archive: zipfile.ZipFile) -> Package:
    held = {info.filename: info for info in archive.infolist()}
    if len(held) != len(archive.infolist()) or MANIFEST not in held:
        raise broken("清单缺失，或同一内容出现两次")
    head = _read(archive, held[MANIFEST], MAX_MANIFEST_BYTES)
    if msgspec.json.decode(head, type=_Format).format > FORMAT:
        raise UserError("交换包由更新版本的程序导出", "", "请先安装新版程序，再导入", field="file")
    manifest = msgspec.json.decode(head, type=Manifest)
    names = {_blob_name(name): name for name in manifest.blobs}
    if set(held) != {MANIFEST, RECORDS, *names} or not all(map(_HASH.fullmatch, manifest.blobs)):
        raise broken("内容与清单不符")
    # The directory may lie about sizes: nothing beyond what the manifest promises is ever unpacked.
    sizes = (manifest.records[0], *manifest.blobs.values())
    if min(sizes) < 0 or sizes[0] > MAX_RECORDS_BYTES or sum(sizes) > MAX_TOTAL_BYTES:
        raise broken("解压后过大")
    records = _read(archive, held[RECORDS], manifest.records[0])
    _require_hash(records, *manifest.records)
    blobs = {}
    for entry, name in names.items():
        data = _read(archive, held[entry], manifest.blobs[name])
        _require_hash(data, manifest.blobs[name], name)
        blobs[name] = data
    contents = msgspec.json.decode(records, type=Contents)
    if len(contents.records) + len(contents.lines) + len(contents.officers) > MAX_RECORDS:
        raise broken("记录过多")
    return Package(manifest, contents, blobs)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise broken("内容比清单所列的大")
    return data


def _require_hash(data: bytes, size: int, digest: str) -> None:
    if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
        raise broken("内容与清单的校验值不符")


def _blob_name(name: str) -> str:
    return f"blobs/{name}"
