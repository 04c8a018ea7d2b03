"""The log as a lead reads it. Actions: hearth/actions/log_reviews.py. Who may: the right see_log, per CoC."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access import log_review
from hearth.access.viewer import Viewer, requires
from hearth.actions.log_reviews import close_alert, record_review
from hearth.actions.refusal import NotDone
from hearth.screens.log.form import LogForm, NoteForm, ReviewForm
from hearth.screens.log.words import alert_facts, alert_title, reading_words, sign_in_words
from hearth.screens.told_acts import place

_ROWS_ON_A_PAGE = 50


@require_safe
@requires("see_log")
def alert_list(request: Any) -> HttpResponse:
    """Show what is to be looked into, and with `show=closed` what was."""
    viewer: Viewer = request.viewer
    is_closed = request.GET.get("show") == "closed"
    page = _page_of(request, log_review.alerts(viewer, is_open=not is_closed))
    agencies = log_review.agency_names(viewer, page.object_list)
    rows = [
        (one, alert_title(one.kind), alert_facts(one), agencies.get(one.organization_id, ""))
        for one in page.object_list
    ]
    return _show(request, "alerts", page=page, rows=rows, is_closed=is_closed)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_log")
def alert(request: Any, alert_id: int) -> HttpResponse:
    """Show one alert with what the person looked at that day, and close it with a note."""
    viewer: Viewer = request.viewer
    found = log_review.alert_of(viewer, alert_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_alert(viewer=viewer, alert_id=alert_id, note=form.cleaned_data["note"])
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The alert is closed."))
            return redirect("log:alerts")
    page = _page_of(request, log_review.readings_behind(viewer, found))
    context = {
        "alert": found,
        "title": alert_title(found.kind),
        "facts": alert_facts(found),
        "agency": log_review.agency_names(viewer, [found]).get(found.organization_id, ""),
        "is_own": found.account_id == viewer.account.pk,
        "form": form,
        **_readings(viewer, page),
    }
    return _show(request, "alert", page=page, **context)


@require_safe
@requires("see_log")
def reading_list(request: Any) -> HttpResponse:
    """Show who looked at what, by person and time."""
    viewer: Viewer = request.viewer
    form = LogForm(request.GET)
    page = _asked_for(request, form, log_review.readings)
    return _show(request, "readings", page=page, form=form, **_readings(viewer, page))


@require_safe
@requires("see_log")
def login_list(request: Any) -> HttpResponse:
    """Show logins, logouts and tries with their addresses."""
    form = LogForm(request.GET)
    page = _asked_for(request, form, log_review.sign_ins)
    told = [(one, sign_in_words(one.kind)) for one in page.object_list]
    return _show(request, "logins", page=page, form=form, rows=told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("see_log")
def review_list(request: Any) -> HttpResponse:
    """Show when the log was reviewed and when it is due, and record a review."""
    viewer: Viewer = request.viewer
    cocs = log_review.review_cocs(viewer)
    form = ReviewForm(request.POST or None, cocs=cocs, initial={"last": viewer.today})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = record_review(
                viewer=viewer,
                coc_code=sent["coc"],
                first_day=sent["first"],
                last_day=sent["last"],
                found=sent["found"],
            )
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            told = _("The review is recorded. The next is due on %(day)s.") % {"day": made.next_due}
            messages.success(request, told)
            return redirect("log:reviews")
    due = [(name, log_review.due_on(code)) for code, name in cocs if code]
    page = _page_of(request, log_review.reviews(viewer))
    waiting = log_review.alerts(viewer, is_open=True).count()
    return _show(request, "reviews", page=page, form=form, due=due, waiting=waiting)


@require_safe
@requires("see_log")
def seals(request: Any) -> HttpResponse:
    """Show how far the log is sealed, and how it is verified."""
    return _show(request, "seals", sealed=log_review.sealed(request.viewer))


def _readings(viewer: Viewer, page: Any) -> dict[str, Any]:
    rows = list(page.object_list)
    clients = log_review.named_clients(viewer, rows)
    agencies = log_review.agency_names(viewer, rows)
    return {
        "readings": [
            {
                "row": row,
                "what": reading_words(row),
                "client": clients.get(row.client_id),
                "agency": agencies.get(row.organization_id, ""),
                "place": place(row.screen),
            }
            for row in rows
        ]
    }


def _asked_for(request: Any, form: LogForm, rows_of: Callable[..., Any]) -> Any:
    """Give a page of what the log holds of the period, and of the person where one was named."""
    username, period = form.asked
    who = log_review.person(request.viewer, username) if username else None
    rows = rows_of(request.viewer, period, who)
    return _page_of(request, rows.none() if username and who is None else rows)


def _page_of(request: Any, rows: Any) -> Any:
    return Paginator(rows, _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))


def _show(request: Any, name: str, **context: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    return render(
        request,
        f"log/{name}.html",
        {"tab": name, "zone": viewer.zone, "today": viewer.today, **context},
    )
