"""Each night: staff are warned of households that nothing was recorded for; those whose time is over are exited."""

from django.db import connections
from procrastinate.contrib.django import app

from hearth.access.log import working_at
from hearth.actions.auto_exit import exit_quiet_households, warn_of_auto_exits


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
