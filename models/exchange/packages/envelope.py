"""The outer shell of a package file (.bhpkg): key and signature of the sending office over every byte that follows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.errors import EnvironmentProblem, UserError, system_reason
from models.exchange.packages import sealing

SUFFIX = ".bhpkg"
MAGIC = b"BHPKG\x001\n"
MB = 1024 * 1024
MAX_PACKAGE_BYTES = 256 * MB
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_HEAD_BYTES = len(MAGIC) + _KEY_BYTES + _SIGNATURE_BYTES
# What is signed begins with this, so that a signature given for anything else never fits a package.
_PURPOSE = b"bhpkg-1\x00"
_GROUP = 5
_FINGERPRINT_DIGITS = 30


@dataclass(frozen=True)
class Envelope:
    """A package whose signature fits: the key it was signed with (hexadecimal), the signed bytes, the file's hash."""

    public_key: str
    body: bytes
    sha256: str
    sealed: bool


def broken(why: str) -> UserError:
    """Return the error for a file that is no whole package."""
    return UserError(
        "交换包不能导入，本机数据没有改变",
        why,
        "请让对方重新导出，并核对传递过程中文件是否完整",
        field="file",
    )


def fingerprint(public_key: str) -> str:
    """Return the key's fingerprint in six groups of five digits, to be compared by telephone."""
    number = int.from_bytes(hashlib.sha256(_PURPOSE + bytes.fromhex(public_key)).digest(), "big")
    digits = f"{number % 10**_FINGERPRINT_DIGITS:0{_FINGERPRINT_DIGITS}d}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def wrap(body: bytes, private_key: str, *, passphrase: str = "") -> bytes:
    """Return the file: signed with the key (hexadecimal), sealed when a passphrase is given."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
    public = private.public_key().public_bytes_raw()
    signature = private.sign(_signed(public, body))
    plain = MAGIC + public + signature + body
    if len(plain) > MAX_PACKAGE_BYTES:
        raise UserError(
            "交换包过大",
            f"{len(plain) / MB:.0f} MB，最多 {MAX_PACKAGE_BYTES // MB} MB",
            "请分几次导出，每次少选一些办件",
        )
    return sealing.seal(plain, passphrase) if passphrase else plain


def unwrap(data: bytes, *, passphrase: str = "") -> Envelope:
    """Return the signed content; raises UserError for everything that is not a whole, untouched package."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not data:
        raise broken("文件是空的")
    sealed = sealing.is_sealed(data)
    if sealed:
        if not passphrase:
            raise UserError("交换包设有口令", "", "请输入对方告知的口令", field="passphrase")
        data = sealing.unseal(data, passphrase)
    if not data.startswith(MAGIC):
        raise broken("不是交换包，或由更新版本的程序导出" if data.startswith(MAGIC[:6]) else "不是交换包文件")
    if len(data) < _HEAD_BYTES:
        raise broken("文件不完整")
    public = data[len(MAGIC) : len(MAGIC) + _KEY_BYTES]
    signature = data[len(MAGIC) + _KEY_BYTES : _HEAD_BYTES]
    body = data[_HEAD_BYTES:]
    if not _is_genuine(public, signature, body):
        raise broken("签名不符，文件不完整或已被改动")
    return Envelope(public.hex(), body, sha256, sealed)


def read_file(path: Path) -> bytes:
    """Return the bytes of a package file; raises UserError when it is too large or cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_PACKAGE_BYTES + MB:
            raise broken(f"文件过大：{size / MB:.0f} MB，最多 {MAX_PACKAGE_BYTES // MB} MB")
        with path.open("rb") as file:
            return file.read(MAX_PACKAGE_BYTES + MB + 1)
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(
            f"读不到交换包“{path.name}”", system_reason(error), "请核对路径，并关闭正在使用它的程序"
        ) from None


def _signed(public: bytes, body: bytes) -> bytes:
    return _PURPOSE + public + hashlib.sha256(body).digest()


def _is_genuine(public: bytes, signature: bytes, body: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(public, body))
    except (InvalidSignature, ValueError):
        return False
    return True
