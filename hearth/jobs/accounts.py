"""Nightly work on accounts: warnings before a pause; logins and unsaved work that nobody came back for."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access import account_sessions, kept_work
from hearth.actions.remind_of_agreements import remind_of_agreements
from hearth.actions.warn_idle_accounts import warn_idle_accounts


@app.periodic(cron="30 13 * * *")
@app.task(name="warn_idle_accounts", queueing_lock="warn_idle_accounts")
def look_after_accounts(timestamp: int) -> None:
    """Send the warnings that are due, and forget what is too old. By day in America: mails are read then."""
    try:
        warn_idle_accounts()
        remind_of_agreements()
        kept_work.forget_old()
        account_sessions.forget_old()
    finally:
        connections.close_all()
