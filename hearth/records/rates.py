"""Count how often somebody does a thing, exactly, however many processes serve pages."""

from datetime import datetime

from django.db import connection

from hearth.records import clock
from hearth.records.models.rate_count import RateCount


def count_up(limit: str, subject: str, seconds: int, now: datetime | None = None) -> tuple[int, int]:
    """Count one more in the window that runs, and give how many there were, and in how many seconds it ends.

    One statement, so two processes that count at the same moment both count.
    """
    at = int((now or clock.instant()).timestamp())
    window = at // seconds
    table = RateCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into {table} ("limit", subject, "window", count) values (%s, %s, %s, 1) '
            f'on conflict ("limit", subject, "window") do update set count = {table}.count + 1 returning count',
            [limit, subject, window * seconds],
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0]), (window + 1) * seconds - at


def forget_old_counts(older_than: datetime) -> int:
    """Remove the counts of windows that began before a moment; give how many."""
    return RateCount.objects.filter(window__lt=int(older_than.timestamp())).delete()[0]
