"""All rows of a COPY come, in order; what breaks it off is heard, and the connection is good afterwards."""

import psycopg
import pytest
from django.db import connection, transaction

from hearth.exchange.copied_out import copied_out

pytestmark = pytest.mark.django_db


def test_all_rows_come_in_order_some_at_a_time() -> None:
    with connection.cursor() as cursor:
        pieces = list(
            copied_out(cursor, "copy (select n, 'x' from generate_series(1, 10001) n) to stdout (format csv)")
        )
        assert max(map(len, pieces)) <= 2000
        lines = b"".join(row for rows in pieces for row in rows).decode().split()
        assert lines == [f"{number},x" for number in range(1, 10_002)]
        assert list(copied_out(cursor, "copy (select 1 where false) to stdout (format csv)")) == []
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_what_breaks_it_off_is_heard() -> None:
    broken = "copy (select 1 / (5000 - n) from generate_series(1, 10000) n) to stdout (format csv)"
    with connection.cursor() as cursor:
        with pytest.raises(psycopg.errors.DivisionByZero), transaction.atomic():
            list(copied_out(cursor, broken))
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_who_stops_in_the_middle_leaves_the_connection_usable() -> None:
    with connection.cursor() as cursor:

        def stop() -> None:
            for _rows in copied_out(
                cursor, "copy (select generate_series(1, 1000000)) to stdout (format csv)"
            ):
                raise RuntimeError("cancelled")

        with pytest.raises(RuntimeError, match="cancelled"), transaction.atomic():
            stop()
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)
