"""Scheduled reports are started each hour, so that their day begins where their owner works."""

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from hearth.jobs import reports as jobs


def test_each_hour_the_reports_are_started_whose_day_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(jobs, "run_due_reports", lambda: done.append("due"))
    monkeypatch.setattr(connections, "close_all", lambda: done.append("closed"))
    jobs.run_scheduled_reports(0)
    assert done == ["due", "closed"]
    times = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert times["run_due_reports"].split()[1:] == ["*"] * 4
