"""The calendar: a month of what is due for the worker's caseload, or one day of it. Uses no action."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.client_calendar import due_between, kinds_for
from hearth.access.viewer import Viewer, requires
from hearth.screens.calendar.month import Month, days_of, month_named, month_of
from hearth.screens.calendar.told import LABELS, told


@require_safe
@requires("find_client")
def calendar(request: Any) -> HttpResponse:
    """Show a month (`month`, as 2026-11; this one without it) or a day (`on`) of one kind (`show`) or of all."""
    viewer: Viewer = request.viewer
    month, on, is_understood = _asked(request.GET, viewer.today)
    found = [told(one, viewer.today) for one in due_between(viewer, on or month.first, on or month.last)]
    kinds = kinds_for(viewer)
    show = next((kind for kind in kinds if kind == request.GET.get("show")), None)
    shown = [one for one in found if show in (None, one.kind)]
    numbers = Counter(one.kind for one in found)
    context = {
        "month": month,
        "on": on,
        "asked": f"on={on}" if on else f"month={month.first:%Y-%m}",
        "today": viewer.today,
        "is_understood": is_understood,
        "show": show or "",
        "label": _(LABELS[show]) if show else _("Everything"),
        "tabs": [("", _("Everything"), len(found), show is None)]
        + [(kind.value, _(LABELS[kind]), numbers[kind], kind == show) for kind in kinds],
        "items": shown,
        "days": days_of(month, shown, viewer.today),
    }
    return render(request, "calendar/day.html" if on else "calendar/screen.html", context)


def _asked(given: Any, today: date) -> tuple[Month, date | None, bool]:
    """Give the month and the day that an address asks for, and whether it could be understood: this month if not."""
    try:
        if "on" in given:
            on = date.fromisoformat(given["on"])
            return month_named(f"{on:%Y-%m}"), on, True
        return month_named(given["month"]) if "month" in given else month_of(today), None, True
    except ValueError:
        return month_of(today), None, False
