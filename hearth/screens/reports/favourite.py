"""Keep a report at hand, choose for which days, or take it out. See hearth/library/favourites.py."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hearth.access.viewer import Viewer, requires
from hearth.library.favourites import (
    Favourite,
    TooManyFavourites,
    choices_of_days,
    favourites,
    forget_favourite_report,
    keep_as_favourite,
    keep_days,
    mark_as_favourite,
)
from hearth.library.kinds import kind_of
from hearth.library.runs import report_run
from hearth.ui import notices

# The choice of days that do not move.
_FIXED = "fixed"


class DaysForm(forms.Form):
    """For which days a favourite opens: those that it has now, or a period that moves with the days."""

    period = forms.ChoiceField(
        label=gettext_lazy("For which days"),
        help_text=gettext_lazy("A period by name is counted anew on each day that the report is opened."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, kept: Favourite, periods: dict[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        days = _("Always %(start)s to %(end)s") % {
            "start": date_format(kept.start),
            "end": date_format(kept.end),
        }
        self.fields["period"].choices = [(_FIXED, days), *periods.items()]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("run_reports")
def favourite(request: Any, report: str) -> HttpResponse:
    """Keep a report at hand with what a run was asked for (`run`) or as it is (`keep`), or take one out (`forget`).

    With `favourite` and its number, ask for which days it is kept, and keep it so.
    """
    viewer: Viewer = request.viewer
    kind = kind_of(report)
    if kind is None:
        raise Http404
    sent = request.POST
    if request.method != "POST" or "favourite" in sent:
        return _days(request, report)
    if (number := sent.get("forget", "")).isdecimal():
        forget_favourite_report(viewer=viewer, favourite_id=int(number))
        return redirect("reports:list")
    try:
        if "run" not in sent:
            mark_as_favourite(viewer, report)
            return redirect("reports:list")
        found = report_run(viewer, uuid.UUID(sent["run"]))
        if found.report != report:
            raise Http404
        keep_as_favourite(viewer, found)
    except ValueError:
        raise Http404 from None
    except TooManyFavourites:
        notices.refused(request, _("You have as many favourites as there may be. Take one out first."))
        return redirect("reports:list")
    return redirect("reports:run", found.id)


def _days(request: Any, report: str) -> HttpResponse:
    number = (request.POST if request.method == "POST" else request.GET).get("favourite")
    kept = next((one for one in favourites(request.viewer) if str(one.id) == number), None)
    if kept is None or kept.kind.code != report or not kept.kind.asks_days:
        raise Http404
    form = DaysForm(
        request.POST if request.method == "POST" else None,
        kept=kept,
        periods=choices_of_days(request.viewer, kept),
        initial={"period": kept.code or _FIXED},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["period"]
        keep_days(request.viewer, kept, "" if chosen == _FIXED else chosen)
        notices.saved(request, _("Saved. It opens for these days."))
        return redirect("reports:list")
    return render(request, "reports/favourite_days.html", {"kept": kept, "form": form})
