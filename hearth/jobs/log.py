"""The log's own work: sealing it, watching it for what is unusual, reminding of its review."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.log_seals import seal_log
from hearth.actions.log_reviews import remind_of_reviews
from hearth.actions.watch_log import watch_log


@app.periodic(cron="*/10 * * * *")
@app.task(name="seal_log", queueing_lock="seal_log")
def seal(timestamp: int) -> None:
    """Seal the readings, changes and sign-ins since the last time."""
    try:
        seal_log()
    finally:
        connections.close_all()


@app.periodic(cron="20 * * * *")
@app.task(name="watch_log", queueing_lock="watch_log")
def watch(timestamp: int) -> None:
    """Tell the lead of unusual looks and exports."""
    try:
        watch_log()
    finally:
        connections.close_all()


@app.periodic(cron="30 15 * * *")
@app.task(name="remind_of_log_review", queueing_lock="remind_of_log_review")
def remind(timestamp: int) -> None:
    """Remind of a review of the log that is due."""
    try:
        remind_of_reviews()
    finally:
        connections.close_all()
