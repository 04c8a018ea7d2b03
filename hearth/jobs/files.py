"""By night: contents that no row names are removed, and files that no scanner looked at are searched."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.actions.keep_file import search_waiting_files, sweep_contents


@app.periodic(cron="40 9 * * *")
@app.task(name="look_after_files", queueing_lock="look_after_files")
def look_after_files(timestamp: int) -> None:
    """Remove what acts left behind that broke off; search what waits for a scanner."""
    try:
        sweep_contents()
        search_waiting_files()
    finally:
        connections.close_all()
