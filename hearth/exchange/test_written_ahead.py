"""Rows are written through a pipe, ahead of the database that takes them."""

import threading
import time
from typing import Any

import duckdb
import pytest

from hearth.exchange import written_ahead
from hearth.exchange.written_ahead import WrittenAhead, write_csv


def test_the_rows_of_each_file_come_in_their_turn() -> None:
    planned = [
        ("Client", "select 'C1', null, ''"),
        ("Exit", "select 1 union all select 2"),
        ("User", "select 3"),
    ]
    with duckdb.connect() as staged, WrittenAhead(staged, planned) as ahead:
        found = [b"".join(ahead.blocks(name)) for name in ("Client", "Exit", "User")]

    assert found == [b'C1,,""\n', b"1\n2\n", b"3\n"]


def test_more_rows_than_a_pipe_holds_come_whole_and_in_order() -> None:
    with (
        duckdb.connect() as staged,
        WrittenAhead(staged, [("Services", "select range from range(1000000)")]) as ahead,
    ):
        rows = b"".join(ahead.blocks("Services")).split()

    assert [int(row) for row in rows] == list(range(1_000_000))


def test_a_file_that_is_not_the_next_one_has_no_rows() -> None:
    with duckdb.connect() as staged, WrittenAhead(staged, [("Client", "select 1")]) as ahead:
        assert list(ahead.blocks("Exit")) == []
        assert list(ahead.blocks("Client")) == [b"1\n"]
        assert list(ahead.blocks("Client")) == []


def writers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("written-ahead")]


# One that gives no row, and one whose rows nobody takes.
WITHOUT_END = [
    "select count(*) from range(1000000000) a, range(1000000000) b where hash(a.range, b.range) = 1",
    "select * from range(1000000000)",
]


@pytest.mark.parametrize("without_end", WITHOUT_END)
def test_what_is_being_written_is_broken_off_on_leaving(without_end: str) -> None:
    planned = [("Client", "select 1"), ("Exit", without_end)]
    with duckdb.connect() as staged:
        with WrittenAhead(staged, planned) as ahead:
            list(ahead.blocks("Client"))
            assert writers()
        assert not writers()
        assert staged.execute("select 1").fetchone() == (1,)


@pytest.mark.parametrize("without_end", WITHOUT_END)
def test_what_begins_to_be_written_on_leaving_is_broken_off(
    monkeypatch: pytest.MonkeyPatch, without_end: str
) -> None:
    leaving = threading.Event()

    def written_late(*args: Any) -> None:
        leaving.wait(10)
        time.sleep(0.1)
        write_csv(*args)

    monkeypatch.setattr(written_ahead, "write_csv", written_late)
    with duckdb.connect() as staged:
        with WrittenAhead(staged, [("Exit", without_end)]):
            leaving.set()
        assert not writers()


def test_what_is_half_taken_is_broken_off_on_leaving() -> None:
    planned = [("Exit", "select * from range(1000000000)")]
    with duckdb.connect() as staged:
        with WrittenAhead(staged, planned) as ahead:
            assert next(ahead.blocks("Exit")).startswith(b"0\n1\n")
            assert writers()
        assert not writers()


@pytest.mark.parametrize("broken", ["from nowhere", "select error('nowhere') from range(1000)"])
def test_a_failure_to_write_is_told_to_who_takes_the_rows(broken: str) -> None:
    with (
        duckdb.connect() as staged,
        WrittenAhead(staged, [("Client", broken)]) as ahead,
        pytest.raises(duckdb.Error, match="nowhere"),
    ):
        list(ahead.blocks("Client"))
