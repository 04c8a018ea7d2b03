"""Encryption of single values under data keys, and keyed digests to find them again.

The master key lives outside the database (settings.HEARTH_MASTER_KEY); it wraps one data key per agency and
derives the digest key. A stored value is: data key id (16 bytes), nonce (12), AES-GCM ciphertext.

Keys change (hearth/records/rotation.py). While they do, the master keys before the present one
(settings.HEARTH_OLD_MASTER_KEYS) still open what they wrapped, and a value is looked for under the digests of all.
"""

import hmac
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from hearth.records.models.data_key import DataKey

_NONCE_BYTES = 12
_DIGEST_BYTES = 16
_WRAP = "wrap data keys"
_FIND = "find encrypted values"


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
    rows = DataKey.objects.filter(organization=organization_id, purpose="", retired_at=None)
    found = rows.order_by("created_at").first()
    if found is None:
        identity = uuid.uuid4()
        found = DataKey.objects.create(
            id=identity, organization_id=organization_id, wrapped=wrapped(identity, os.urandom(32))
        )
    return KeyInUse(found.id, unwrap(found))


def encrypt(text: str, under: KeyInUse) -> bytes:
    """Encrypt a value under a data key."""
    return seal(text.encode(), under)


def seal(content: bytes, under: KeyInUse) -> bytes:
    """Encrypt bytes under a data key."""
    nonce = os.urandom(_NONCE_BYTES)
    return under.id.bytes + nonce + _cipher(under.key).encrypt(nonce, content, under.id.bytes)


def key_id_of(stored: bytes) -> uuid.UUID:
    """Give the data key that a stored value is encrypted under."""
    return uuid.UUID(bytes=bytes(stored[:16]))


def decrypt(stored: bytes) -> str:
    """Give the value back. Raises Unreadable when its key is gone or does not fit."""
    return unseal(stored).decode()


def unseal(stored: bytes) -> bytes:
    """Give bytes back. Raises Unreadable when their key is gone or does not fit."""
    identity, nonce, sealed = stored[:16], stored[16 : 16 + _NONCE_BYTES], stored[16 + _NONCE_BYTES :]
    try:
        return _cipher(_key(identity)).decrypt(nonce, sealed, identity)
    except Exception as problem:
        raise Unreadable("This value cannot be read: its key is gone or is not this system's.") from problem


def digest(purpose: str, text: str) -> bytes:
    """Give the keyed digest under which a value is stored; the same text gives another digest for each purpose."""
    return _digest(settings.HEARTH_MASTER_KEY, purpose, text)


def digests(purpose: str, text: str) -> list[bytes]:
    """Give every digest under which a value may be stored: the present key's, and those of keys before it."""
    return [_digest(master, purpose, text) for master in _masters()]


def file_key(purpose: str) -> bytes:
    """Give the key that new files of one purpose are sealed with (hearth/records/sealed.py)."""
    return _derived(settings.HEARTH_MASTER_KEY, purpose)


def file_keys(purpose: str) -> list[bytes]:
    """Give the keys that files of one purpose may be sealed with, the present one first."""
    return [_derived(master, purpose) for master in _masters()]


@lru_cache(maxsize=16)
def kept_key(purpose: str) -> bytes:
    """Give a key that stays when the others change: what it signed must verify for good (the seals of the log), or what
    it sealed lies in tables that are not ours (the second steps of accounts).

    It lies wrapped beside the data keys, made when the database was; a change of the master key wraps it anew.
    """
    found = DataKey.objects.filter(purpose=purpose).first()
    if found is None:
        found = make_kept_key(DataKey, purpose)
    return unwrap(found)


def make_kept_key(model: type[DataKey], purpose: str) -> DataKey:
    """Make the key of a purpose. `model` is DataKey as it is, or as a migration has it."""
    identity = uuid.uuid4()
    return model._default_manager.create(
        id=identity, purpose=purpose, wrapped=wrapped(identity, os.urandom(32))
    )


def wrapped(identity: uuid.UUID, key: bytes) -> bytes:
    """Wrap a data key with the present master key."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_derived(settings.HEARTH_MASTER_KEY, _WRAP)).encrypt(nonce, key, identity.bytes)


def unwrap(data_key: DataKey) -> bytes:
    """Give a data key, whichever of the known master keys wrapped it. Raises Unreadable."""
    for master in _masters():
        try:
            return unwrap_with(master, data_key)
        except InvalidTag:
            continue
    raise Unreadable("No master key of this system opens this data key.")


def unwrap_with(master: str, data_key: DataKey) -> bytes:
    """Give a data key that one master key wrapped. Raises cryptography's InvalidTag for any other."""
    kept = bytes(data_key.wrapped)
    nonce, sealed = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
    return AESGCM(_derived(master, _WRAP)).decrypt(nonce, sealed, data_key.id.bytes)


def _masters() -> Iterator[str]:
    yield settings.HEARTH_MASTER_KEY
    yield from settings.HEARTH_OLD_MASTER_KEYS


@lru_cache(maxsize=1024)
def _key(identity: bytes) -> bytes:
    return unwrap(DataKey.objects.get(id=uuid.UUID(bytes=identity)))


@lru_cache(maxsize=1024)
def _cipher(key: bytes) -> AESGCM:
    """Give the cipher of a data key, which to make costs more than to encrypt a short value with it."""
    return AESGCM(key)


def _digest(master: str, purpose: str, text: str) -> bytes:
    return hmac.digest(_derived(master, _FIND), f"{purpose}:{text}".encode(), "sha256")[:_DIGEST_BYTES]


@lru_cache(maxsize=64)
def _derived(master: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(bytes.fromhex(master))
