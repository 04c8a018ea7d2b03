"""Queued and recurring work. Screens start it by task name; this module is imported by the queue at start-up."""

from hearth.jobs import tasks

__all__ = ["tasks"]
