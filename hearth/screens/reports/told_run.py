"""A run with what it was asked for, in words."""

from typing import Any

from django.utils.dateparse import parse_date

from hearth.library.kinds import is_listing, kind_of


def told_run(found: Any) -> dict[str, Any]:
    """Give a run with what it was asked for, in words."""
    kind = kind_of(found.report)
    return {
        "run": found,
        "title": kind.title if kind else found.report,
        "is_listing": is_listing(found.report),
        "is_live": kind is not None and not kind.asks_days,
        "start": parse_date(found.parameters["start"]),
        "end": parse_date(found.parameters["end"]),
        "programs": [project["name"] for project in found.parameters["projects"]],
    }
