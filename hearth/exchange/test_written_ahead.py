"""Rows are written one file ahead of the database that takes them."""

import threading
from pathlib import Path

import duckdb
import pytest

from hearth.exchange.written_ahead import WrittenAhead


def test_each_file_comes_in_its_turn_and_is_gone_afterwards(tmp_path: Path) -> None:
    planned = [("Client", "select 'C1', null, ''"), ("Exit", "select 1"), ("Exit", "select 2")]
    with duckdb.connect() as staged, WrittenAhead(staged, tmp_path, planned) as ahead:
        clients = [path.read_text() for path in ahead.files("Client")]
        exits = [path.read_text() for path in ahead.files("Exit")]

    assert clients == ['C1,,""\n']
    assert exits == ["1\n", "2\n"]
    assert not list(tmp_path.iterdir())


def test_what_is_being_written_is_broken_off_on_leaving(tmp_path: Path) -> None:
    without_end = (
        "select count(*) from range(1000000000) a, range(1000000000) b where hash(a.range, b.range) = 1"
    )
    planned = [("Client", "select 1"), ("Exit", without_end)]
    with duckdb.connect() as staged, WrittenAhead(staged, tmp_path, planned) as ahead:
        next(ahead.files("Client"))

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("written-ahead")]


def test_a_failure_to_write_is_told_to_who_takes_the_file(tmp_path: Path) -> None:
    with (
        duckdb.connect() as staged,
        WrittenAhead(staged, tmp_path, [("Client", "from nowhere")]) as ahead,
        pytest.raises(duckdb.Error, match="nowhere"),
    ):
        list(ahead.files("Client"))
