"""The log is sealed, watched and reminded of without anybody asking."""

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from hearth.jobs import log


@pytest.mark.parametrize(
    ("task", "work", "cron"),
    [
        ("seal", "seal_log", "*/10 * * * *"),
        ("watch", "watch_log", "20 * * * *"),
        ("remind", "remind_of_reviews", "30 15 * * *"),
    ],
)
def test_the_log_has_its_job(monkeypatch: pytest.MonkeyPatch, task: str, work: str, cron: str) -> None:
    done: list[str] = []
    monkeypatch.setattr(log, work, lambda: done.append(work))
    monkeypatch.setattr(connections, "close_all", lambda: done.append("closed"))
    getattr(log, task)(0)
    assert done == [work, "closed"]
    times = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert times[getattr(log, task).name] == cron
