"""Encryption of single values under data keys, and keyed digests to find them again.

The master key lives outside the database (settings.HEARTH_MASTER_KEY); it wraps one data key per agency and
derives the digest key. A stored value is: data key id (16 bytes), nonce (12), AES-GCM ciphertext.
"""

import hmac
import os
import uuid
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from hearth.records.models.data_key import DataKey

_NONCE_BYTES = 12
_DIGEST_BYTES = 16


class Unreadable(Exception):
    """A stored value cannot be decrypted: its data key was destroyed, or the master key is another one."""


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A data key, unwrapped, that new values are encrypted under."""

    id: uuid.UUID
    key: bytes


def current_key(organization_id: uuid.UUID | None) -> KeyInUse:
    """Give the key for an agency's new values (the community's own for None), making it at first need.

    Look it up once per change, not once per value. It is not kept between changes: a key made in a transaction
    that is rolled back never existed, and what it encrypted could not be read.
    """
    found = (
        DataKey.objects.filter(organization=organization_id, retired_at=None).order_by("created_at").first()
    )
    if found is None:
        identity = uuid.uuid4()
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = nonce + AESGCM(_derived("wrap data keys")).encrypt(nonce, os.urandom(32), identity.bytes)
        found = DataKey.objects.create(id=identity, organization_id=organization_id, wrapped=wrapped)
    return KeyInUse(found.id, _unwrap(found))


def encrypt(text: str, under: KeyInUse) -> bytes:
    """Encrypt a value under a data key."""
    nonce = os.urandom(_NONCE_BYTES)
    return under.id.bytes + nonce + AESGCM(under.key).encrypt(nonce, text.encode(), under.id.bytes)


def decrypt(stored: bytes) -> str:
    """Give the value back. Raises Unreadable when its key is gone or does not fit."""
    key_id = uuid.UUID(bytes=bytes(stored[:16]))
    nonce, sealed = (
        bytes(stored[16 : 16 + _NONCE_BYTES]),
        bytes(stored[16 + _NONCE_BYTES :]),
    )
    try:
        return AESGCM(_key(key_id)).decrypt(nonce, sealed, key_id.bytes).decode()
    except Exception as problem:
        raise Unreadable("This value cannot be read: its key is gone or is not this system's.") from problem


def digest(purpose: str, text: str) -> bytes:
    """Give the keyed digest under which a value is found; the same text gives another digest for each purpose."""
    return hmac.digest(_digest_key(), f"{purpose}:{text}".encode(), "sha256")[:_DIGEST_BYTES]


def file_key(purpose: str) -> bytes:
    """Give the key that files of one purpose are sealed with (hearth/records/sealed.py)."""
    return _derived(purpose)


@lru_cache(maxsize=1024)
def _key(key_id: uuid.UUID) -> bytes:
    return _unwrap(DataKey.objects.get(id=key_id))


def _unwrap(data_key: DataKey) -> bytes:
    wrapped = bytes(data_key.wrapped)
    nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
    return AESGCM(_derived("wrap data keys")).decrypt(nonce, sealed, data_key.id.bytes)


@lru_cache(maxsize=1)
def _digest_key() -> bytes:
    return _derived("find encrypted values")


def _derived(purpose: str) -> bytes:
    master = bytes.fromhex(settings.HEARTH_MASTER_KEY)
    return HKDF(hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)
