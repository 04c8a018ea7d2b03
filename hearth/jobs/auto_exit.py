"""Each night: staff are warned of households that nothing was recorded for; those whose time is over are exited."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.log import working_at
from hearth.actions.auto_exit import exit_quiet_households, warn_of_auto_exits
from hearth.actions.remind_of_annuals import remind_of_annuals


@app.periodic(cron="20 10 * * *")
@app.task(name="auto_exit", queueing_lock="auto_exit")
def auto_exit(timestamp: int) -> None:
    """Exit first, then warn: nobody is told of an exit that is done. At night in America, after the backups."""
    try:
        with working_at("job:auto_exit"):
            exit_quiet_households()
            warn_of_auto_exits()
    finally:
        connections.close_all()


@app.periodic(cron="50 5 * * *")
@app.task(name="remind_of_annuals", queueing_lock="remind_of_annuals")
def remind_staff_of_annuals(timestamp: int) -> None:
    """Tell who works with a household that its annual assessment is due."""
    try:
        with working_at("job:remind_of_annuals"):
            remind_of_annuals()
    finally:
        connections.close_all()
