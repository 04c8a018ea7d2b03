"""Each hour the reports that somebody scheduled are started, where their day has begun."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.log import working_at
from hearth.library.schedules import run_due_reports


@app.periodic(cron="12 * * * *")
@app.task(name="run_due_reports", queueing_lock="run_due_reports")
def run_scheduled_reports(timestamp: int) -> None:
    """Queue the scheduled reports whose day has come."""
    try:
        with working_at("job:run_due_reports"):
            run_due_reports()
    finally:
        connections.close_all()
