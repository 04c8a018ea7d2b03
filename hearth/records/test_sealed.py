"""Sealed files give back what went in, and nothing when a byte, a block or the key is another."""

import io
import os

import pytest

from hearth.records.sealed import CannotOpen, SealedReader, SealedWriter

KEY = os.urandom(32)
BLOCK = 1024 * 1024


def sealed(content: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    with SealedWriter(target, key) as writer:
        for begin in range(0, len(content), 300_000):
            writer.write(content[begin : begin + 300_000])
    return target.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(content), key)).read()


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 12_345])
def test_what_was_sealed_comes_back(size: int) -> None:
    content = os.urandom(size)

    assert opened(sealed(content)) == content


def test_a_sealed_file_is_read_from_any_place() -> None:
    content = os.urandom(2 * BLOCK + 99)
    reader = io.BufferedReader(SealedReader(io.BytesIO(sealed(content)), KEY))

    for place in (2 * BLOCK + 50, BLOCK - 10, 5):
        reader.seek(place)
        assert reader.read(40) == content[place : place + 40]
    reader.seek(-9, io.SEEK_END)
    assert reader.read() == content[-9:]


def test_the_content_is_not_in_the_file() -> None:
    assert b"Harborview" not in sealed(b"Harborview" * 100)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        opened(sealed(b"content"), os.urandom(32))


@pytest.mark.parametrize("harm", ["changed", "cut inside", "cut at a block", "swapped"])
def test_a_file_that_was_tampered_with_is_refused(harm: str) -> None:
    good = sealed(os.urandom(3 * BLOCK))
    head, step = 24, BLOCK + 16
    blocks = [good[head + number * step : head + (number + 1) * step] for number in range(3)]
    bad = {
        "changed": good[:1000] + bytes([good[1000] ^ 1]) + good[1001:],
        "cut inside": good[:-1000],
        "cut at a block": good[: head + 2 * step],
        "swapped": good[:head] + blocks[1] + blocks[0] + blocks[2],
    }[harm]

    with pytest.raises(CannotOpen):
        opened(bad)
