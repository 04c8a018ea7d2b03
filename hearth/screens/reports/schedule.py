"""Let a report run by itself as a run of it was asked, and end that. See hearth/library/schedules.py."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.viewer import requires
from hearth.library.kept_period import period_now, periods_for
from hearth.library.runs import report_run
from hearth.library.schedules import end_schedule, frequencies, schedule
from hearth.screens.reports.told_run import told_run
from hearth.ui import notices


class ScheduleForm(forms.Form):
    """How often, and for which days."""

    frequency = forms.ChoiceField(label=gettext_lazy("How often"), widget=forms.RadioSelect)
    period = forms.ChoiceField(
        label=gettext_lazy("For which days"),
        help_text=gettext_lazy("Counted anew on each day of running."),
    )

    def __init__(self, *args: Any, asks_days: bool, periods: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["frequency"].choices = list(frequencies().items())  # type: ignore[attr-defined]
        self.fields["period"].choices = list(periods.items())  # type: ignore[attr-defined]
        if not asks_days:
            del self.fields["period"]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("run_reports")
def plan(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Ask how often and for which days, and let the report run so."""
    viewer = request.viewer
    run = report_run(viewer, run_id)
    told = told_run(run)
    programs = [project["id"] for project in run.parameters["projects"]]
    usual = period_now(viewer, run.report, programs, (told["start"], told["end"])) or "last_month"
    form = ScheduleForm(
        request.POST or None,
        asks_days=not told["is_live"],
        periods=periods_for(viewer, run.report, programs),
        initial={"frequency": "monthly", "period": usual},
    )
    if request.method == "POST" and form.is_valid():
        schedule(
            viewer, run, frequency=form.cleaned_data["frequency"], period=form.cleaned_data.get("period", "")
        )
        notices.saved(request, _("Scheduled. You are told in your inbox when it is ready."))
        return redirect("reports:list")
    return render(request, "reports/schedule.html", {**told, "form": form})


@require_POST
@requires("run_reports")
def end(request: Any, schedule_id: uuid.UUID) -> HttpResponse:
    """End one of one's own schedules; its runs stay."""
    end_schedule(viewer=request.viewer, schedule_id=schedule_id)
    notices.saved(request, _("It runs by itself no longer. Its earlier runs are kept."))
    return redirect("reports:list")
