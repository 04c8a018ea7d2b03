"""The mails of notices: those at once each minute, the digests at their hour."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.actions.send_notices import send_at_once, send_digests


@app.periodic(cron="* * * * *")
@app.task(name="send_notices", queueing_lock="send_notices")
def send_notices(timestamp: int) -> None:
    """Send what waits to be mailed at once."""
    try:
        send_at_once()
    finally:
        connections.close_all()


@app.periodic(cron="10 * * * *")
@app.task(name="send_digests", queueing_lock="send_digests")
def send_daily_digests(timestamp: int) -> None:
    """Send one mail to each account that has notices waiting, when it is the hour for it."""
    try:
        send_digests()
    finally:
        connections.close_all()
