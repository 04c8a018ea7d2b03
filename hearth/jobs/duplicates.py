"""The nightly search for records of one person."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.log import working_at
from hearth.exchange.duplicate_scan import scan_tonight


@app.periodic(cron="30 8 * * *")
@app.task(name="scan_duplicates", queueing_lock="scan_duplicates")
def scan(timestamp: int) -> None:
    """Compare all clients and put new pairs into the review queue. By night in America, after the day's intakes."""
    try:
        with working_at("job:scan_duplicates"):
            scan_tonight()
    finally:
        connections.close_all()
