"""Whether a file is plain is read off its marks, block by block, and comes out as line by line."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.dataset import straighten
from hearth.dataset.straighten import Shape, look_through


def line_by_line(content: bytes) -> Shape:
    *lines, rest = content.split(b"\n")
    is_plain = not any(line.count(b'"') % 2 or b"\r" in line[:-1] for line in lines)
    is_plain = is_plain and not (rest.count(b'"') % 2 or b"\r" in rest)
    return Shape(len(lines) + bool(rest), is_plain)


@given(
    st.lists(st.sampled_from([b"a", b",", b'"', b'""', b"\r", b"\n", b"\r\n", b"\xc3\xb1"]), max_size=40),
    st.integers(1, 9),
)
def test_a_file_is_plain_when_each_line_is_a_record_by_itself(pieces: list[bytes], block: int) -> None:
    content = b"".join(pieces)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(straighten, "_BLOCK", block)
        path = Path(folder) / "Client.csv"
        path.write_bytes(content)

        assert look_through(path) == line_by_line(content)
