"""Random and broken exports are read or refused with one line; nothing else ever happens."""

import os

import pytest

from tests.fuzz.exports import feed

# `python -m tests.fuzz.exports` takes a minute; HEARTH_FUZZ_SECONDS makes this test take as long as you like.
SECONDS = float(os.environ.get("HEARTH_FUZZ_SECONDS", "25"))


@pytest.mark.slow
def test_random_and_broken_exports_are_read_or_refused_in_one_line() -> None:
    seen = feed(SECONDS)
    assert seen["checked"] and seen["refused"] and seen["a report could be made"], seen
