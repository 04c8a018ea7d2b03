"""What is told by itself: mails each minute, digests at their hour, the yearly self-checks when they come due."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.rate_limits import forget_counts
from hearth.actions.remind_of_releases import remind_of_releases
from hearth.actions.remind_of_services import remind_of_services
from hearth.actions.self_checks import ask_for_self_checks
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


@app.periodic(cron="25 5 * * *")
@app.task(name="ask_for_self_checks", queueing_lock="ask_for_self_checks")
def ask_agencies(timestamp: int) -> None:
    """Ask agencies for the self-checks that come due, and tell which are late."""
    try:
        ask_for_self_checks()
    finally:
        connections.close_all()


@app.periodic(cron="40 5 * * *")
@app.task(name="remind_of_releases", queueing_lock="remind_of_releases")
def remind_staff_of_releases(timestamp: int) -> None:
    """Tell who works with clients which releases end soon, and who turned 18."""
    try:
        remind_of_releases()
    finally:
        connections.close_all()


@app.periodic(cron="50 5 * * *")
@app.task(name="remind_of_services", queueing_lock="remind_of_services")
def remind_staff_of_services(timestamp: int) -> None:
    """Tell who works with clients which services end soon."""
    try:
        remind_of_services()
    finally:
        connections.close_all()


@app.periodic(cron="35 * * * *")
@app.task(name="forget_old_rates", queueing_lock="forget_old_rates")
def forget_old_rates(timestamp: int) -> None:
    """Remove the counts of limits whose window is over."""
    try:
        forget_counts()
    finally:
        connections.close_all()
