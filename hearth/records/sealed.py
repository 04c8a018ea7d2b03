"""Sealed files, for backups and for exports that wait: written in one stream, read from any place.

They are encrypted in blocks, and a block out of place is refused.

Layout: 8 signs that say what it is, 16 random bytes, then blocks of 1 MiB under AES-256-GCM (the last one shorter,
perhaps empty). The key of a file is derived from the given one and the random bytes, so the number of a block is
nonce enough. Each block is bound to its number and to whether it is the last: no block can be left out, moved or
cut off unseen.
"""

import io
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"HEARTHB1"
_SALT_BYTES = 16
_BLOCK = 1024 * 1024
_TAG = 16
_HEAD = len(MARK) + _SALT_BYTES


class CannotOpen(Exception):
    """The key is another one, or the file was damaged or cut off."""


def is_sealed(file: IO[bytes]) -> bool:
    """Tell whether a file begins as a sealed one; leaves it at its begin."""
    found = file.read(len(MARK))
    file.seek(0)
    return found == MARK


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), length=32, salt=salt, info=b"hearth backup").derive(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(is_last: bool) -> bytes:
    return b"last" if is_last else b"more"


class SealedWriter(io.RawIOBase):
    """Encrypts what is written into `target`. Only `close` makes the file whole."""

    def __init__(self, target: IO[bytes], key: bytes) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._target, self._cipher, self._number, self._waiting = target, _cipher(key, salt), 0, bytearray()
        target.write(MARK + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        # More than a block must wait before one goes: the last one is known only at the end.
        while len(self._waiting) > _BLOCK:
            self._seal(bytes(self._waiting[:_BLOCK]), is_last=False)
            del self._waiting[:_BLOCK]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
            super().close()

    def _seal(self, block: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number), block, _bound(is_last)))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file as the plain one it holds, from any place, and closes it. Raises CannotOpen.

    Of several keys the one that fits is used: files outlive a change of keys.
    """

    def __init__(self, source: IO[bytes], keys: bytes | Sequence[bytes]) -> None:
        head = source.read(_HEAD)
        size = source.seek(0, io.SEEK_END) - _HEAD
        if head[: len(MARK)] != MARK or size < _TAG:
            raise CannotOpen("It is not a sealed file, or it was cut off.")
        self._source = source
        self._last = max(0, -(-size // (_BLOCK + _TAG)) - 1)
        self._size = size - (self._last + 1) * _TAG
        self._place, self._open_number, self._open = 0, -1, b""
        self._cipher = self._fitting([keys] if isinstance(keys, bytes) else keys, head[len(MARK) :])

    def _fitting(self, keys: Sequence[bytes], salt: bytes) -> AESGCM:
        """Give the cipher of the key that fits: a wrong one, or an end that is missing, shows at the last block."""
        for key in keys:
            self._cipher = _cipher(key, salt)
            with suppress(CannotOpen):
                self._block(self._last)
                return self._cipher
        raise CannotOpen("The key is another one, or the file was damaged.")

    def close(self) -> None:
        if not self.closed:
            self._source.close()
            super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, begin + offset)
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._place >= self._size:
            return 0
        number, begin = divmod(self._place, _BLOCK)
        taken = self._block(number)[begin : begin + len(buffer)]
        buffer[: len(taken)] = taken
        self._place += len(taken)
        return len(taken)

    def _block(self, number: int) -> bytes:
        if number != self._open_number:
            self._source.seek(_HEAD + number * (_BLOCK + _TAG))
            sealed = self._source.read(_BLOCK + _TAG)
            try:
                self._open = self._cipher.decrypt(_nonce(number), sealed, _bound(number == self._last))
            except InvalidTag:
                raise CannotOpen("The key is another one, or the file was damaged.") from None
            self._open_number = number
        return self._open
