"""What accounts keep secret, encrypted: authenticator apps' secrets, recovery codes, unsaved work.

Their key is a kept one (hearth/records/encryption.py): a change of keys wraps it anew and never retires it, so nobody
loses their second step by it.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hearth.records.encryption import Unreadable, kept_key

_PURPOSE = "accounts"
_NONCE_BYTES = 12


def seal(text: str) -> bytes:
    """Encrypt a text of an account."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(kept_key(_PURPOSE)).encrypt(nonce, text.encode(), _PURPOSE.encode())


def unseal(stored: bytes) -> str:
    """Give the text back. Raises Unreadable when the key is another one."""
    nonce, sealed = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
    try:
        return AESGCM(kept_key(_PURPOSE)).decrypt(nonce, sealed, _PURPOSE.encode()).decode()
    except (InvalidTag, ValueError) as problem:
        raise Unreadable("This value cannot be read: its key is gone or is not this system's.") from problem
