"""Exits by the system and reminders of annual assessments run each night without anybody asking."""

import pytest
from django.db import connections
from procrastinate.contrib.django import app

from hearth.jobs import auto_exit as jobs


def test_each_night_who_is_due_is_exited_and_then_others_are_warned(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(jobs, "exit_quiet_households", lambda: done.append("exit"))
    monkeypatch.setattr(jobs, "warn_of_auto_exits", lambda: done.append("warn"))
    monkeypatch.setattr(jobs, "remind_of_annuals", lambda: done.append("annual"))
    monkeypatch.setattr(connections, "close_all", lambda: done.append("closed"))
    jobs.auto_exit(0)
    jobs.remind_staff_of_annuals(0)
    assert done == ["exit", "warn", "closed", "annual", "closed"]
    times = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert (times["auto_exit"], times["remind_of_annuals"]) == ("20 10 * * *", "50 5 * * *")
