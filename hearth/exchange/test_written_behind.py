"""What is written behind arrives whole, in order, and its failure is heard."""

import io
from pathlib import Path

import pytest

from hearth.exchange.written_behind import written_behind


def test_pieces_arrive_in_the_order_in_which_they_were_given(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file, written_behind(file) as out:
        for number in range(100):
            out.write(b"%d\n" % number)

    assert (tmp_path / "file").read_bytes() == b"".join(b"%d\n" % number for number in range(100))


def test_a_full_disk_is_heard_even_at_the_last_piece() -> None:
    class Full(io.BytesIO):
        def write(self, piece: object) -> int:
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"), written_behind(Full()) as out:
        out.write(b"the only piece")
