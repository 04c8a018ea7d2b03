"""Leave work to the worker (hearth/jobs), from inside the transaction that decides on it."""

import uuid


def queue(task: str, run_id: uuid.UUID) -> None:
    """Queue a task of hearth/jobs by its name for a run; the worker finds it when the transaction has ended."""
    # A command queues nothing, and runs without the app of the queue (hearth/site/settings_of_commands.py).
    from procrastinate.contrib.django import app

    app.configure_task(task).defer(run_id=str(run_id))
