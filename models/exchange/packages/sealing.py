"""Seals a package with a passphrase: scrypt makes the key, ChaCha20-Poly1305 encrypts piece by piece."""

from __future__ import annotations

import secrets
import unicodedata

from models.errors import UserError

MAGIC = b"BHPKGS1\n"
MIN_PASSPHRASE = 8
_SALT_BYTES, _PREFIX_BYTES, _TAG_BYTES = 16, 7, 16
_HEAD_BYTES = len(MAGIC) + _SALT_BYTES + _PREFIX_BYTES
_PIECE_BYTES = 1 << 20
# Fixed, not read from the file: a file must not be able to ask for a day of computing or all the memory.
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1


def is_sealed(data: bytes) -> bool:
    """Tell whether the bytes call themselves a sealed package."""
    return data.startswith(MAGIC)


def seal(plain: bytes, passphrase: str) -> bytes:
    """Return the bytes encrypted; raises UserError for a passphrase that is too short."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(passphrase) < MIN_PASSPHRASE:
        raise UserError(
            "口令过短", f"至少 {MIN_PASSPHRASE} 个字符", "可用几个不相干的词连成一句", field="passphrase"
        )
    salt, prefix = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_PREFIX_BYTES)
    head = MAGIC + salt + prefix
    cipher = ChaCha20Poly1305(_key(passphrase, salt))
    pieces = [plain[at : at + _PIECE_BYTES] for at in range(0, len(plain), _PIECE_BYTES)] or [b""]
    return head + b"".join(
        cipher.encrypt(_nonce(prefix, at, last=at == len(pieces) - 1), piece, head)
        for at, piece in enumerate(pieces)
    )


def unseal(data: bytes, passphrase: str) -> bytes:
    """Return the plain bytes; raises UserError when the passphrase is wrong or a single bit was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    head, rest = data[:_HEAD_BYTES], data[_HEAD_BYTES:]
    size = _PIECE_BYTES + _TAG_BYTES
    pieces = [rest[at : at + size] for at in range(0, len(rest), size)]
    try:
        if len(head) < _HEAD_BYTES or not pieces or len(pieces[-1]) < _TAG_BYTES:
            raise InvalidTag
        salt = head[len(MAGIC) : len(MAGIC) + _SALT_BYTES]
        cipher = ChaCha20Poly1305(_key(passphrase, salt))
        prefix = head[-_PREFIX_BYTES:]
        return b"".join(
            cipher.decrypt(_nonce(prefix, at, last=at == len(pieces) - 1), piece, head)
            for at, piece in enumerate(pieces)
        )
    except InvalidTag:
        raise UserError(
            "交换包打不开，本机数据没有改变",
            "口令不对，或文件不完整、已被改动",
            "请核对口令的大小写；仍打不开时请对方重新导出",
            field="passphrase",
        ) from None


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_PARALLEL).derive(text)


def _nonce(prefix: bytes, at: int, *, last: bool) -> bytes:
    """Number each piece and mark the last, so that none can be left out, doubled or put elsewhere."""
    return prefix + at.to_bytes(4, "big") + bytes([last])
